// Package web puts the program's HTTP surface together: the platforms'
// webhooks, health and metrics, signed files, the chat page and the desk. It
// routes, logs requests and survives a handler's panic; what is served is
// made in the packages below it:
//
//	visitor  the chat page of users
//	console  the desk of staff
//	login    who staff are: links, sessions, OpenID Connect
//	files    uploads, what platforms hold, signed addresses
//	live     wake-ups for open pages
//	widget   the chat on pages of other sites: who may, and who is believed
//	limit    token buckets
//	ui       words, look, markup and headers that all pages share
//
// Server timeouts are the caller's. Start reading at New.
package web

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"

	"hotro/internal/obs"
	"hotro/internal/web/files"
	"hotro/internal/web/ui"
	"hotro/internal/web/widget"
)

// Options of the handler. Renderer and Log are required; a nil handler is not
// served.
type Options struct {
	Webhooks map[string]http.Handler                              // path → handler, such as "/webhook/telegram", "/zalo/callback"
	Ready    func(r *http.Request) (warnings []string, err error) // warnings are public, and what err says by Public() string
	Metrics  http.Handler
	Files    *files.Links
	Chat     http.Handler
	Desk     http.Handler
	Widget   http.Handler // the script that other sites embed
	Renderer *ui.Renderer
	Log      *slog.Logger
}

// New returns the handler of everything the program serves.
func New(o Options) http.Handler {
	s := &site{Options: o, unready: obs.Outage{Log: o.Log, What: "readiness"}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", s.ready)
	mux.Handle(ui.Prefix, ui.SecureHeaders(ui.Assets()))
	mux.Handle("/", ui.SecureHeaders(http.HandlerFunc(s.home)))
	for path, h := range o.Webhooks {
		mux.Handle(path, h)
	}
	for path, h := range map[string]http.Handler{
		"/metrics": o.Metrics, "/chat": o.Chat, "/chat/": o.Chat, "/desk": o.Desk, "/desk/": o.Desk, widget.Path: o.Widget,
	} {
		if h != nil {
			mux.Handle(path, h)
		}
	}
	if o.Files != nil {
		mux.Handle(files.Prefix, o.Files)
		mux.Handle(files.ShortPrefix, o.Files)
	}
	return logRequests(o.Log, recoverPanics(o.Log, s.strict(mux)))
}

// strict has browsers come by https alone once they came by it.
func (s *site) strict(h http.Handler) http.Handler {
	if !s.Renderer.Secure() {
		return h
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Strict-Transport-Security", "max-age=31536000")
		h.ServeHTTP(w, r)
	})
}

type site struct {
	Options
	unready obs.Outage
}

// ready tells a load balancer whether to send work here. The answer is public,
// and names of the reason what may be; all of it is in the log, once.
func (s *site) ready(w http.ResponseWriter, r *http.Request) {
	var warnings []string
	if s.Ready != nil {
		var err error
		warnings, err = s.Ready(r)
		s.unready.Saw(r.Context(), err)
		if err != nil {
			http.Error(w, notReady(err), http.StatusServiceUnavailable)
			return
		}
	}
	fmt.Fprintln(w, "ready")
	for _, warning := range warnings {
		fmt.Fprintln(w, "warning:", warning)
	}
}

func notReady(err error) string {
	if why, ok := errors.AsType[interface {
		error
		Public() string
	}](err); ok {
		return "not ready: " + why.Public()
	}
	return "not ready"
}

type homeView struct {
	ui.Base
	Chat, Desk bool
}

// home serves the landing page, and the page for addresses that don't exist.
func (s *site) home(w http.ResponseWriter, r *http.Request) {
	v := homeView{Base: s.Renderer.Page(w, r), Chat: s.Chat != nil, Desk: s.Desk != nil}
	v.Title = v.T("web.home_title")
	page, status := homePage(v), http.StatusOK
	if r.URL.Path != "/" {
		page, status = missingPage(v), http.StatusNotFound
	}
	if err := ui.Write(w, status, page); err != nil {
		s.Log.Error("home page", "err", err)
		http.Error(w, "internal error", http.StatusInternalServerError)
	}
}
