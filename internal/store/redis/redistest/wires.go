package redistest

import (
	"bytes"
	"net"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// Wires are the network between the servers of a group and their clients. Who
// calls a server is told by what it says first: the user that it logs in as,
// or on the bus of a cluster the id of the node. A caller without a name, such
// as a test that looks into a server, reaches all of them always.
type Wires struct {
	mu      sync.Mutex
	ids     map[string]string // of a cluster's node → its name
	side    map[string]bool   // who is cut off from all others, together
	changed chan struct{}     // closed when side changes
	ends    map[net.Conn]bool // nil once all is over
	wg      sync.WaitGroup
}

func newWires(t testing.TB) *Wires {
	w := &Wires{ids: map[string]string{}, changed: make(chan struct{}), ends: map[net.Conn]bool{}}
	t.Cleanup(w.close)
	return w
}

// Split cuts these off from all others, as a network does: connections stay,
// new ones are made, and nothing arrives any more.
func (w *Wires) Split(side ...string) {
	cut := map[string]bool{}
	for _, name := range side {
		cut[name] = true
	}
	w.change(cut)
}

// Heal lets everything through again, first what was on its way.
func (w *Wires) Heal() { w.change(nil) }

func (w *Wires) change(side map[string]bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.side = side
	close(w.changed)
	w.changed = make(chan struct{})
}

func (w *Wires) close() {
	w.mu.Lock()
	for c := range w.ends {
		_ = c.Close()
	}
	w.ends = nil
	w.mu.Unlock()
	w.Heal()
	w.wg.Wait()
}

// lay makes the way to a server: the port at which it is reached, and plug,
// which says where the server itself listens.
func (w *Wires) lay(t testing.TB, name string) (port string, plug func(to string)) {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = ln.Close() })
	to := make(chan string, 1)
	w.wg.Go(func() {
		addr := ""
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			if addr == "" {
				addr = <-to
			}
			w.wg.Go(func() { w.carry(c, name, addr) })
		}
	})
	t.Cleanup(func() { close(to) })
	_, port, _ = net.SplitHostPort(ln.Addr().String())
	return port, func(addr string) { to <- addr }
}

// wire is one connection to a server.
type wire struct {
	*Wires
	server string
	mu     sync.Mutex
	caller string // "" until it has said who it is
}

// carry moves bytes between a caller and a server until one is gone.
func (w *Wires) carry(caller net.Conn, name, addr string) {
	defer caller.Close()
	server, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return
	}
	defer server.Close()
	if !w.keep(caller, server) {
		return
	}
	defer w.drop(caller, server)
	one := &wire{Wires: w, server: name}
	var both sync.WaitGroup
	both.Go(func() { one.pump(server, caller, one.hear) })
	both.Go(func() { one.pump(caller, server, func([]byte) {}) })
	both.Wait()
}

func (w *Wires) keep(ends ...net.Conn) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.ends == nil {
		return false
	}
	for _, c := range ends {
		w.ends[c] = true
	}
	return true
}

func (w *Wires) drop(ends ...net.Conn) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range ends {
		delete(w.ends, c)
	}
}

// pump copies one direction; the end of one is the end of both.
func (o *wire) pump(dst, src net.Conn, hear func([]byte)) {
	defer dst.Close()
	defer src.Close()
	buf := make([]byte, 64<<10)
	for {
		n, err := src.Read(buf)
		if n > 0 {
			hear(buf[:n])
			o.pass()
			if _, err := dst.Write(buf[:n]); err != nil {
				return
			}
		}
		if err != nil {
			o.pass() // that a caller has gone does not arrive either
			return
		}
	}
}

var login = regexp.MustCompile(`(?i)\r\nauth\r\n\$\d+\r\n(\w+)\r\n`)

// hear learns from what the caller says who it is.
func (o *wire) hear(said []byte) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.caller != "" {
		return
	}
	if found := login.FindSubmatch(said); found != nil {
		o.caller = string(found[1])
	}
	const id, end = 40, 80 // of a message on a cluster's bus
	if bytes.HasPrefix(said, []byte("RCmb")) && len(said) >= end {
		o.caller = o.nameOf(strings.TrimRight(string(said[id:end]), "\x00"))
	}
}

// pass returns once the caller and the server reach each other.
func (o *wire) pass() {
	for {
		o.mu.Lock()
		caller := o.caller
		o.mu.Unlock()
		o.Wires.mu.Lock()
		cut := caller != "" && o.side[caller] != o.side[o.server]
		changed := o.changed
		o.Wires.mu.Unlock()
		if !cut {
			return
		}
		<-changed
	}
}

// call names a node of a cluster.
func (w *Wires) call(id, name string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ids[id] = name
}

func (w *Wires) nameOf(id string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.ids[id]
}
