package web_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"hotro/internal/web"
)

func TestLocalIsForCallersOnThisMachine(t *testing.T) {
	h := web.Local(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	for _, c := range []struct {
		from, host, header string
		want               int
	}{
		{"127.0.0.1:5000", "127.0.0.1:8080", "", http.StatusOK},
		{"[::1]:5000", "localhost:8080", "", http.StatusOK},
		{"10.0.0.7:5000", "127.0.0.1:8080", "", http.StatusNotFound},
		{"127.0.0.1:5000", "support.example.vn", "", http.StatusNotFound},            // through a proxy that keeps the host
		{"127.0.0.1:5000", "127.0.0.1:8080", "X-Forwarded-For", http.StatusNotFound}, // through one that says so
		{"127.0.0.1:5000", "127.0.0.1:8080", "Via", http.StatusNotFound},
	} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", nil)
		r.RemoteAddr, r.Host = c.from, c.host
		if c.header != "" {
			r.Header.Set(c.header, "203.0.113.9")
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != c.want {
			t.Errorf("from %s for %s with %q: got %d, want %d", c.from, c.host, c.header, w.Code, c.want)
		}
	}
}
