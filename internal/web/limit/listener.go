package limit

import (
	"net"
	"sync"
)

// Listen returns a listener that hangs up on whom there is no place for: no
// machine holds more than its part of the connections, and all together leave
// the process files enough to work with. Proxies hold as many as there are.
func Listen(ln net.Listener, proxies Proxies, all, host int) net.Listener {
	return &listener{Listener: ln, proxies: proxies, near: NewCrowd(all, all, all), far: NewCrowd(all, host, host)}
}

type listener struct {
	net.Listener
	proxies   Proxies
	near, far *Crowd
}

// Accept is net.Listener.
func (l *listener) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		leave, ok := l.enter(c.RemoteAddr().String())
		if ok {
			return &conn{Conn: c, leave: leave}, nil
		}
		_ = c.Close() // a stranger we don't serve
	}
}

func (l *listener) enter(remote string) (leave func(), ok bool) {
	at, ok := address(remote)
	if !ok { // a socket of this machine
		return func() {}, true
	}
	crowd, who := l.far, network(at)
	if l.proxies.Trusts(at) {
		crowd = l.near
	}
	return crowd.Enter(who, who)
}

// conn gives its place back when it is closed.
type conn struct {
	net.Conn
	leave func()
	once  sync.Once
}

// Close is net.Conn.
func (c *conn) Close() error {
	defer c.once.Do(c.leave)
	return c.Conn.Close()
}
