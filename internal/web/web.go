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
//	limit    token buckets
//	ui       words, look, markup and headers that all pages share
//
// Timeouts of the server are its owner's. Start reading at New.
package web

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"log/slog"
	"net/http"

	"hotro/internal/web/files"
	"hotro/internal/web/ui"
)

//go:embed templates
var pages embed.FS

// Options of the handler. Kit and Log are required; a nil handler is a part
// that is not served.
type Options struct {
	Webhooks map[string]http.Handler                              // path → handler, such as "/webhook/telegram", "/zalo/callback"
	Ready    func(r *http.Request) (warnings []string, err error) // warnings are public: how the store is set
	Metrics  http.Handler
	Files    *files.Links
	Chat     http.Handler
	Desk     http.Handler
	Kit      *ui.Kit
	Log      *slog.Logger
}

// New returns the handler of everything the program serves.
func New(o Options) (http.Handler, error) {
	s := &site{Options: o}
	sub, err := fs.Sub(pages, "templates")
	if err != nil {
		return nil, err
	}
	if s.views, err = o.Kit.Parse(sub, "*.html"); err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", s.ready)
	mux.Handle(ui.Prefix, ui.Guarded(o.Kit.Assets()))
	mux.Handle("/", ui.Guarded(http.HandlerFunc(s.front)))
	for path, h := range o.Webhooks {
		mux.Handle(path, h)
	}
	for path, h := range map[string]http.Handler{
		"/metrics": o.Metrics, "/chat": o.Chat, "/chat/": o.Chat, "/desk": o.Desk, "/desk/": o.Desk,
	} {
		if h != nil {
			mux.Handle(path, h)
		}
	}
	if o.Files != nil {
		mux.Handle(files.Prefix, o.Files)
	}
	return logged(o.Log, safe(o.Log, mux)), nil
}

type site struct {
	Options
	views *template.Template
}

// ready tells a load balancer whether to send work here. Why not is for the
// log: the answer is public.
func (s *site) ready(w http.ResponseWriter, r *http.Request) {
	var warnings []string
	if s.Ready != nil {
		var err error
		if warnings, err = s.Ready(r); err != nil {
			s.Log.Warn("not ready", "err", err)
			http.Error(w, "not ready", http.StatusServiceUnavailable)
			return
		}
	}
	fmt.Fprintln(w, "ready")
	for _, warning := range warnings {
		fmt.Fprintln(w, "warning:", warning)
	}
}

type frontView struct {
	ui.Base
	Chat, Desk bool
}

// front serves the landing page, and the page for addresses that don't exist.
func (s *site) front(w http.ResponseWriter, r *http.Request) {
	v := frontView{Base: s.Kit.Page(w, r), Chat: s.Chat != nil, Desk: s.Desk != nil}
	v.Title = v.T("web.home_title")
	name, status := "home", http.StatusOK
	if r.URL.Path != "/" {
		name, status = "missing", http.StatusNotFound
	}
	var b bytes.Buffer
	if err := s.views.ExecuteTemplate(&b, name, v); err != nil {
		s.Log.Error("front page", "err", err)
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes())
}
