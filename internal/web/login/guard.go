package login

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"strings"
)

type sessionKey struct{}

// From returns the session of a request that passed Guard.
func From(ctx context.Context) Session {
	s, _ := ctx.Value(sessionKey{}).(Session)
	return s
}

// Guard lets only staff through. A page asked for without a session leads to
// the login; anything else is 401.
func (ss *Sessions) Guard(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s, ok, err := ss.Of(r)
		switch {
		case err != nil:
			ss.down.Saw(r.Context(), fmt.Errorf("session: %w", err))
			w.Header().Set("Retry-After", "2")
			http.Error(w, ss.Renderer.Page(w, r).T("web.desk.broken"), http.StatusServiceUnavailable)
		case ok:
			ss.down.Saw(r.Context(), nil)
			h.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), sessionKey{}, s)))
		case !navigation(r):
			http.Error(w, ss.Renderer.Page(w, r).T("web.desk.login_first"), http.StatusUnauthorized)
		case r.Header.Get("Sec-Fetch-Site") == "cross-site":
			ss.reload(w, r)
		default:
			http.Redirect(w, r, "/desk/login?next="+url.QueryEscape(r.URL.RequestURI()), http.StatusSeeOther)
		}
	})
}

// navigation reports whether a browser asks for a page to show.
func navigation(r *http.Request) bool {
	if mode := r.Header.Get("Sec-Fetch-Mode"); mode != "" {
		return r.Method == http.MethodGet && mode == "navigate"
	}
	return r.Method == http.MethodGet && strings.Contains(r.Header.Get("Accept"), "text/html")
}

// reload makes the browser ask again, from our own page this time: a link on
// another site (Telegram's, say) comes without the session's cookie, which is
// SameSite=Strict.
func (ss *Sessions) reload(w http.ResponseWriter, r *http.Request) {
	base := ss.Renderer.Page(w, r)
	base.Title = base.T("web.desk.title")
	ss.render(w, http.StatusOK, bouncePage(loginView{Base: base, Next: safeNext(r.URL.RequestURI())}))
}

// safeNext returns where to go after the login: a page of the desk, and nowhere
// else.
func safeNext(to string) string {
	u, err := url.Parse(to)
	if err != nil || u.Scheme != "" || u.Host != "" || strings.ContainsAny(to, "\\\r\n\t") {
		return "/desk"
	}
	if u.Path != path.Clean(u.Path) {
		return "/desk"
	}
	page := u.EscapedPath() // as it is asked for: a written-out slash parts nothing
	if page != "/desk" && !strings.HasPrefix(page, "/desk/") || strings.HasPrefix(u.Path, "/desk/login") {
		return "/desk"
	}
	return u.RequestURI()
}
