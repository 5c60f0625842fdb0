// Package console is the web desk: the queue, the conversation, and what
// staff do with it, for a browser of any size, with or without script. Each
// action goes to package desk; nothing is decided here.
//
// Pages are rendered on the server, and stay in step by server-sent events
// that carry the same rendered parts. Handlers are safe for concurrent use.
// Start reading at New.
package console

import (
	"context"
	"embed"
	"encoding/json"
	"log/slog"
	"net/http"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/web/files"
	"hotro/internal/web/live"
	"hotro/internal/web/login"
	"hotro/internal/web/ui"
)

//go:embed templates
var pages embed.FS

// Actions is what staff do.
type Actions interface {
	Act(ctx context.Context, a desk.Action, q desk.Request) (desk.Answer, error)
	Write(ctx context.Context, conv string, who desk.Staff, w desk.StaffMessage) (int64, error)
	Read(ctx context.Context, conv string, who desk.Staff) error
}

// Options of a Console. Funnel and Typing may be nil.
type Options struct {
	Desk     Actions
	Tickets  *desk.Reader
	Windows  desk.Windows
	Canned   []desk.Canned
	Sessions *login.Sessions
	Feed     *live.Feed
	Media    *files.Media
	Renderer *ui.Renderer
	Log      *slog.Logger
	Funnel   Funnel                                     // nil: counted from the tickets
	Typing   func(ctx context.Context, to chat.Address) // shows the user that staff are writing
	Icon     func(channel string) string                // of a channel, by the names of ui's icons; nil or empty: a globe
}

// Console serves /desk.
type Console struct {
	Options
	views    *ui.Templates
	board    *board
	presence presence
}

// New returns the desk.
func New(o Options) (*Console, error) {
	views, err := o.Renderer.Parse(pages)
	if err != nil {
		return nil, err
	}
	return &Console{Options: o, views: views, board: newBoard(o.Tickets, o.Feed, o.Log), presence: presence{sessions: o.Sessions}}, nil
}

// Handler returns the routes below /desk, the login's included. Everything
// but the login needs a session.
func (c *Console) Handler() http.Handler {
	in := http.NewServeMux()
	in.HandleFunc("GET /desk", c.queue)
	in.HandleFunc("GET /desk/{$}", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/desk", http.StatusMovedPermanently)
	})
	in.HandleFunc("GET /desk/events", c.events)
	in.HandleFunc("GET /desk/search", c.search)
	in.HandleFunc("GET /desk/t/{number}", c.ticket)
	in.HandleFunc("GET /desk/t/{number}/export", c.export)
	in.HandleFunc("GET /desk/t/{number}/file/{seq}/{n}", c.file)
	in.HandleFunc("POST /desk/t/{number}/say", c.say)
	in.HandleFunc("POST /desk/t/{number}/typing", c.typing)
	in.HandleFunc("POST /desk/t/{number}/read", c.read)
	in.HandleFunc("POST /desk/t/{number}/{act}", c.act)
	in.HandleFunc("GET /desk/reports", c.lead(c.reports))
	in.HandleFunc("GET /desk/sessions", c.lead(c.sessions))
	in.HandleFunc("POST /desk/sessions/revoke", c.lead(c.revoke))
	in.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { c.missing(w, r) })

	mux := http.NewServeMux()
	entry := c.Sessions.Handler()
	for _, path := range []string{"/desk/login", "/desk/logout", "/desk/oidc", "/desk/oidc/callback"} {
		mux.Handle(path, entry)
	}
	mux.Handle("/", c.Sessions.Guard(in))
	return ui.SecureHeaders(mux)
}

// lead lets only leads through.
func (c *Console) lead(h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if login.From(r.Context()).Staff.Role != desk.RoleLead {
			http.Error(w, c.Renderer.Page(w, r).T("web.desk.leads_only"), http.StatusForbidden)
			return
		}
		h(w, r)
	}
}

// frame is what every page of the desk shows around its content.
type frame struct {
	ui.Base
	Me     desk.Staff
	Lead   bool
	View   view
	Counts counts
	Query  string
	Place  string // "queue", "ticket", "search", "reports", "sessions"
	Client string // JSON of the words the script needs
	Now    time.Time
}

func (c *Console) frame(w http.ResponseWriter, r *http.Request, place string) frame {
	base := c.Renderer.Page(w, r)
	base.Title = base.T("web.desk.title")
	me := login.From(r.Context()).Staff
	return frame{
		Base: base, Me: me, Lead: me.Role == desk.RoleLead, View: viewOf(r.URL.Query().Get("view")),
		Place: place, Client: client(base.Words), Now: time.Now(),
	}
}

// shortcut is a key and what it does.
type shortcut struct{ Key, Help string }

// Shortcuts lists the keys of what staff can do with a ticket.
func (f frame) Shortcuts() []shortcut {
	var out []shortcut
	for _, a := range desk.Actions() {
		if a.Shortcut != "" && a.May(f.Me) {
			out = append(out, shortcut{a.Shortcut, a.Word(f.Words, "help")})
		}
	}
	return out
}

// viewLink is a view in the navigation.
type viewLink struct {
	Name        view
	Label, Icon string
	N           int
	Current     bool
}

// Views lists the views with their numbers.
func (f frame) Views() []viewLink {
	icons := map[view]string{waiting: "clock", mine: "person", open: "inbox", closed: "done"}
	var out []viewLink
	for _, v := range viewNames {
		here := f.View == v && (f.Place == "queue" || f.Place == "ticket")
		out = append(out, viewLink{v, f.T("web.desk.view_" + string(v)), icons[v], f.Counts.Of(v), here})
	}
	return out
}

// client is what the script of the page is told.
func client(words ui.Words) string {
	m := map[string]string{}
	for _, k := range []string{"offline", "copied", "bye", "notify_on", "notify_off", "notify_refused", "canned_none", "remove", "fault_broken", "fault_too_large"} {
		m[k] = words.T("web.desk." + k)
	}
	for _, k := range []string{"span_now", "span_minutes", "span_hours", "span_days"} {
		m[k] = words.T("web." + k)
	}
	m["today"], m["yesterday"] = words.T("web.chat.today"), words.T("web.chat.yesterday")
	b, err := json.Marshal(m)
	if err != nil {
		panic(err) // text only: always encodes
	}
	return string(b)
}

// render writes a page.
func (c *Console) render(w http.ResponseWriter, r *http.Request, status int, name string, v any) {
	if err := c.views.Write(w, status, name, v); err != nil {
		c.fail(w, r, err)
	}
}

type messageView struct {
	frame
	Heading, Text string
}

func (c *Console) missing(w http.ResponseWriter, r *http.Request) {
	f := c.frame(w, r, "")
	c.render(w, r, http.StatusNotFound, "message", messageView{f, "404", f.T("web.not_found")})
}

// fail answers what our own side could not do.
func (c *Console) fail(w http.ResponseWriter, r *http.Request, err error) {
	if r.Context().Err() != nil {
		return // the reader is gone
	}
	c.Log.Error("desk page", "path", r.URL.Path, "err", err)
	w.Header().Set("Retry-After", "2")
	http.Error(w, c.Renderer.Page(w, r).T("web.desk.broken"), http.StatusServiceUnavailable)
}
