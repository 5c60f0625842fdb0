package ui

import (
	"net/http"
	"strings"
)

// Policy is the Content-Security-Policy of every page: nothing from anywhere
// else, nothing inline, no frames.
const Policy = "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; object-src 'none'; " +
	"base-uri 'none'; frame-ancestors 'none'; form-action 'self'"

// PolicyWithin is Policy for a page that others may show in a frame: those that
// sites lists, as a policy names them.
func PolicyWithin(sites string) string {
	return strings.Replace(Policy, "frame-ancestors 'none'", "frame-ancestors "+sites, 1)
}

// SecureHeaders sets the headers that keep a page from being abused, and refuses
// requests that another site's page makes with our user's cookies.
func SecureHeaders(h http.Handler) http.Handler {
	checked := http.NewCrossOriginProtection().Handler(h)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		hd := w.Header()
		hd.Set("Content-Security-Policy", Policy)
		hd.Set("X-Content-Type-Options", "nosniff")
		hd.Set("X-Frame-Options", "DENY")
		hd.Set("Referrer-Policy", "same-origin")
		hd.Set("Cross-Origin-Opener-Policy", "same-origin")
		hd.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()")
		hd.Set("Cache-Control", "no-store")
		checked.ServeHTTP(w, r)
	})
}
