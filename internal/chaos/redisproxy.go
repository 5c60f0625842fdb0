package chaos

import (
	"io"
	"net"
	"sync"
	"time"
)

// redisProxy is the network between one replica and Redis: connections through it
// can be refused, cut, held up, or cut in the moment an answer is due, which
// leaves the command done and its caller without knowing.
type redisProxy struct {
	to string
	ln net.Listener
	wg sync.WaitGroup

	mu      sync.Mutex
	conns   map[net.Conn]bool // both ends
	down    bool
	swallow int           // answers to lose, each with its connection
	lost    int           // answers that got lost by chance
	lossy   int           // of a thousand answers so many get lost
	dice    *dice         // for which
	stalled chan struct{} // while not nil and open, nothing moves
}

func newRedisProxy(to string) (*redisProxy, error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	w := &redisProxy{to: to, ln: ln, conns: map[net.Conn]bool{}}
	w.wg.Go(w.serve)
	return w, nil
}

func (w *redisProxy) addr() string { return w.ln.Addr().String() }

func (w *redisProxy) close() {
	_ = w.ln.Close()
	w.setDown(true)
	w.resume()
	w.wg.Wait()
}

func (w *redisProxy) serve() {
	for {
		c, err := w.ln.Accept()
		if err != nil {
			return
		}
		w.wg.Go(func() { w.carry(c) })
	}
}

// carry moves bytes between a client and the server until one is gone.
func (w *redisProxy) carry(client net.Conn) {
	defer client.Close()
	if w.isDown() {
		return // no dial: a dial to a port nobody listens on may meet itself
	}
	server, err := net.DialTimeout("tcp", w.to, time.Second)
	if err != nil {
		return
	}
	defer server.Close()
	if !w.keep(client, server) {
		return
	}
	defer w.drop(client, server)
	var both sync.WaitGroup
	both.Go(func() { w.pump(server, client, false) })
	both.Go(func() { w.pump(client, server, true) })
	both.Wait()
}

// pump copies one direction; the end of one is the end of both.
func (w *redisProxy) pump(dst, src net.Conn, answers bool) {
	defer dst.Close()
	defer src.Close()
	buf := make([]byte, 32<<10)
	for {
		n, err := src.Read(buf)
		if n > 0 {
			w.hold()
			if answers && w.loses() {
				return
			}
			if _, err := dst.Write(buf[:n]); err != nil {
				return
			}
		}
		if err != nil && err != io.EOF || n == 0 {
			return
		}
	}
}

func (w *redisProxy) keep(a, b net.Conn) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.down {
		return false
	}
	w.conns[a], w.conns[b] = true, true
	return true
}

func (w *redisProxy) drop(a, b net.Conn) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.conns, a)
	delete(w.conns, b)
}

func (w *redisProxy) isDown() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.down
}

// setDown refuses connections from now on, and cuts those that are there.
func (w *redisProxy) setDown(down bool) {
	w.mu.Lock()
	w.down = down
	w.mu.Unlock()
	if down {
		w.cut()
	}
}

// cut cuts every connection.
func (w *redisProxy) cut() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for c := range w.conns {
		_ = c.Close()
	}
}

// lose makes the next n answers get lost with their connections.
func (w *redisProxy) lose(n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.swallow = n
}

// setLossy makes so many of a thousand answers get lost from now on.
func (w *redisProxy) setLossy(perMille int, d *dice) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.lossy, w.dice = perMille, d
}

// heal ends the loss and returns how many answers got lost.
func (w *redisProxy) heal() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.lossy = 0
	return w.lost
}

func (w *redisProxy) loses() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.lossy > 0 && w.dice.perMille(w.lossy) {
		w.lost++
		return true
	}
	if w.swallow == 0 {
		return false
	}
	w.swallow--
	return true
}

// stall holds everything up until resume; the connections stay.
func (w *redisProxy) stall() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.stalled == nil {
		w.stalled = make(chan struct{})
	}
}

func (w *redisProxy) resume() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.stalled != nil {
		close(w.stalled)
		w.stalled = nil
	}
}

func (w *redisProxy) hold() {
	w.mu.Lock()
	stalled := w.stalled
	w.mu.Unlock()
	if stalled != nil {
		<-stalled
	}
}
