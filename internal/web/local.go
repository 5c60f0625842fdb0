package web

import (
	"net"
	"net/http"
	"net/netip"
)

// Local serves h to callers on this machine, and nobody else finds it there. A
// proxy on this machine calls for others: what it passes on, and what was asked
// for under another name than this machine's, is not local.
func Local(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !local(r) {
			http.NotFound(w, r)
			return
		}
		h.ServeHTTP(w, r)
	})
}

func local(r *http.Request) bool {
	for _, passedOn := range []string{"Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip"} {
		if r.Header.Get(passedOn) != "" {
			return false
		}
	}
	return loopback(r.RemoteAddr) && loopback(r.Host)
}

// loopback reports whether an address, with a port or without one, is this
// machine's to itself.
func loopback(s string) bool {
	if host, _, err := net.SplitHostPort(s); err == nil {
		s = host
	}
	a, err := netip.ParseAddr(s)
	return s == "localhost" || err == nil && a.Unmap().IsLoopback()
}
