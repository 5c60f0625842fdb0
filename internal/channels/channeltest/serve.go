package channeltest

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"time"
)

// Listen serves a double at addr, and its control API under /_control/, until
// ctx ends; then it calls stop. It sets base to the address before a request
// can arrive.
func Listen(ctx context.Context, addr string, base *string, api, control http.Handler, stop func()) error {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	if err != nil {
		return fmt.Errorf("platform double: %w", err)
	}
	*base = "http://" + l.Addr().String()
	mux := http.NewServeMux()
	mux.Handle("/", api)
	mux.Handle("/_control/", http.StripPrefix("/_control", control))
	srv := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	go func() {
		<-ctx.Done()
		stop()
		_ = srv.Close()
	}()
	go func() { _ = srv.Serve(l) }() // ends with srv.Close
	return nil
}

// Serve serves a double on a port of 127.0.0.1 until the test ends, and
// returns its address. It sets base to it before a request can arrive.
func Serve(tb TB, base *string, api http.Handler) string {
	s := httptest.NewUnstartedServer(api)
	*base = "http://" + s.Listener.Addr().String()
	s.Start()
	tb.Cleanup(func() {
		s.CloseClientConnections()
		s.Close()
	})
	return *base
}
