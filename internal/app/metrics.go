package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"

	"github.com/prometheus/client_golang/prometheus/promhttp"

	"hotro/internal/web"
)

// openMetrics serves the metrics at METRICS_ADDR and returns nil, or without it
// returns what serves them to callers on this machine.
func (b *builder) openMetrics(ctx context.Context) (http.Handler, error) {
	h := promhttp.HandlerFor(b.reg, promhttp.HandlerOpts{})
	if b.cfg.MetricsAddr == "" {
		return web.Local(h), nil
	}
	ln, err := (&net.ListenConfig{}).Listen(ctx, "tcp", b.cfg.MetricsAddr)
	if err != nil {
		return nil, fmt.Errorf("METRICS_ADDR: %w; stop what uses it or choose another", err)
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", h)
	server := newServer(mux)
	b.later("metrics", func() error { return errors.Join(server.Close(), ignoreClosed(ln.Close())) })
	b.loop("metrics", func(ctx context.Context) {
		stop := context.AfterFunc(ctx, func() { _ = server.Close() }) // nothing under way is worth waiting for
		defer stop()
		if err := server.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
			b.log.Error("metrics are no longer served", "err", err)
		}
	})
	return nil, nil
}

// ignoreClosed is the error of closing a listener, but for its being closed.
func ignoreClosed(err error) error {
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}
