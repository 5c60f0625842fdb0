package limit

import (
	"io"
	"net"
	"testing"
	"time"
)

// patience is how long what comes at once is waited for: it keeps a fault from
// hanging.
const patience = 30 * time.Second

func TestACrowdHasPlacesForAllForAnAddressAndForAVisitor(t *testing.T) {
	c := NewCrowd(4, 3, 2)
	var leave []func()
	for i, in := range []struct {
		host, one string
		want      bool
	}{
		{"a", "1", true},
		{"a", "1", true},
		{"a", "1", false}, // a visitor has two places
		{"a", "2", true},
		{"a", "3", false}, // an address has three
		{"b", "4", true},
		{"b", "5", false}, // and all together four
	} {
		l, ok := c.Enter(in.host, in.one)
		if ok != in.want {
			t.Errorf("%d: %s of %s: got %v, want %v", i, in.one, in.host, ok, in.want)
		}
		if ok {
			leave = append(leave, l)
		}
	}
	for _, l := range leave {
		l()
		l() // once is enough
	}
	if c.n != 0 || len(c.hosts) != 0 || len(c.ones) != 0 {
		t.Errorf("after all have left: %d inside, %v, %v", c.n, c.hosts, c.ones)
	}
}

// TestOneAddressDoesNotHoldAllConnections: what is beyond its part is hung up
// on, and another address is still served; a proxy has no part.
func TestOneAddressDoesNotHoldAllConnections(t *testing.T) {
	inner, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	proxies, err := ParseProxies([]string{"127.0.0.3"})
	if err != nil {
		t.Fatal(err)
	}
	ln := Listen(inner, proxies, 8, 2)
	defer ln.Close()
	go func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			if _, err := c.Write([]byte("hi")); err != nil {
				t.Error(err)
			}
			go func() { _, _ = io.Copy(io.Discard, c); c.Close() }() // until the other end is gone
		}
	}()
	served := func(from string) (net.Conn, bool) {
		d := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(from)}, Timeout: patience}
		c, err := d.DialContext(t.Context(), "tcp", inner.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close() })
		if err := c.SetReadDeadline(time.Now().Add(patience)); err != nil {
			t.Fatal(err)
		}
		_, err = io.ReadFull(c, make([]byte, 2))
		return c, err == nil
	}
	first, _ := served("127.0.0.1")
	for _, c := range []struct {
		from string
		want bool
	}{{"127.0.0.1", true}, {"127.0.0.1", false}, {"127.0.0.2", true}, {"127.0.0.3", true}, {"127.0.0.3", true}, {"127.0.0.3", true}} {
		if _, ok := served(c.from); ok != c.want {
			t.Errorf("a connection from %s: served %v, want %v", c.from, ok, c.want)
		}
	}
	first.Close()
	for again := time.Now(); ; {
		if _, ok := served("127.0.0.1"); ok {
			break
		}
		if time.Since(again) > patience {
			t.Fatal("the place of a closed connection is not free again")
		}
	}
}
