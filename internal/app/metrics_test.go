package app_test

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"hotro/internal/app"
)

// freePort returns an address of this machine that nothing listens at.
func freePort(t *testing.T) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	return ln.Addr().String()
}

// TestMetricsHaveAnAddressOfTheirOwn: they are there and no longer beside the
// chat.
func TestMetricsHaveAnAddressOfTheirOwn(t *testing.T) {
	addr := freePort(t)
	cfg, err := app.LoadConfig([]string{"HTTP_ADDR=127.0.0.1:0", "DATA_DIR=" + t.TempDir(), "METRICS_ADDR=" + addr, "TESSERACT_PATH=/none"})
	if err != nil {
		t.Fatal(err)
	}
	a, err := app.New(t.Context(), cfg, app.Options{Log: slog.New(slog.DiscardHandler), NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- a.Run(ctx) }()
	defer func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	}()
	fetch := func(url string) (int, string) {
		c := http.Client{Timeout: 10 * time.Second}
		res, err := c.Get(url)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		b, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return res.StatusCode, string(b)
	}
	if code, all := fetch("http://" + addr + "/metrics"); code != http.StatusOK || !strings.Contains(all, "hotro_tickets_open") {
		t.Errorf("metrics at their address: got %d", code)
	}
	if code, _ := fetch(a.URL() + "/metrics"); code != http.StatusNotFound {
		t.Errorf("metrics beside the chat: got %d, want 404", code)
	}
	if code, _ := fetch("http://" + addr + "/chat"); code != http.StatusNotFound {
		t.Errorf("the chat beside the metrics: got %d, want 404", code)
	}
}
