package sim

import (
	"net"
	"sync"
	"time"
)

// bufferedConn is a connection inside the bubble whose writes do not wait for their
// reader, as those of a real one do not: on a bare net.Pipe a pipeline of
// commands and its first answers wait for each other.
type bufferedConn struct {
	net.Conn
	out  chan []byte
	once sync.Once
	done chan struct{}
}

func newBufferedConn(c net.Conn) *bufferedConn {
	l := &bufferedConn{Conn: c, out: make(chan []byte, 256), done: make(chan struct{})}
	go func() {
		for {
			select {
			case b := <-l.out:
				if _, err := l.Conn.Write(b); err != nil {
					return
				}
			case <-l.done:
				return
			}
		}
	}()
	return l
}

// Write is net.Conn's.
func (l *bufferedConn) Write(b []byte) (int, error) {
	select {
	case l.out <- append([]byte(nil), b...):
		return len(b), nil
	case <-l.done:
		return 0, net.ErrClosed
	}
}

// Close is net.Conn's.
func (l *bufferedConn) Close() error {
	l.once.Do(func() { close(l.done) })
	return l.Conn.Close()
}

// SetDeadline is net.Conn's; writes need none.
func (l *bufferedConn) SetDeadline(t time.Time) error { return l.SetReadDeadline(t) }

// SetWriteDeadline is net.Conn's.
func (*bufferedConn) SetWriteDeadline(time.Time) error { return nil }
