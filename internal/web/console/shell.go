package console

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/a-h/templ"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/obs"
	"hotro/internal/web/login"
	"hotro/internal/web/ui"
)

// shell is what all pages of the desk share: how they are rendered, and the
// answer when that fails.
type shell struct {
	renderer *ui.Renderer
	clock    func() time.Time
	log      *slog.Logger
	down     *obs.Outage // the store, as the pages meet it
	broken   func(ctx context.Context, say chat.Phrasebook) []string
}

// lead lets only leads through.
func (s *shell) lead(h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if login.From(r.Context()).Staff.Role != desk.RoleLead {
			f := s.frame(w, r, "")
			s.render(w, r, http.StatusForbidden, messagePage(messageView{f, f.T("web.desk.leads_only"), f.T("web.desk.leads_ask")}))
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
	Place  string // "queue", "ticket", "search", "reports", "sessions", "erase", "erasures"
	Client string // JSON of the words the script needs
	Now    time.Time
	Broken []ui.HTML // what only a person can mend
}

func (s *shell) frame(w http.ResponseWriter, r *http.Request, place string) frame {
	base := s.renderer.Page(w, r)
	base.Title = base.T("web.desk.title")
	me := login.From(r.Context()).Staff
	var broken []ui.HTML
	if s.broken != nil {
		for _, words := range s.broken(r.Context(), base.Words) {
			broken = append(broken, ui.Linkify(words))
		}
	}
	return frame{
		Broken: broken,
		Base:   base, Me: me, Lead: me.Role == desk.RoleLead, View: viewOf(r.URL.Query().Get("view")),
		Place: place, Client: client(base.Words), Now: s.clock(),
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
	for _, k := range []string{"offline", "copied", "bye", "notify_on", "notify_off", "notify_refused", "canned_none", "present_say", "present_note", "present_open", "promise_left", "promise_late", "promise_paused", "walk_lines", "remove", "fault_broken", "unsent", "alert_open", "unsent_again", "act_offline", "fault_too_large", "verbatim_title", "verbatim_about", "verbatim_send", "collide_back", "collide_note"} {
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
func (s *shell) render(w http.ResponseWriter, r *http.Request, status int, page templ.Component) {
	if err := ui.Write(w, status, page); err != nil {
		s.fail(w, r, err)
		return
	}
	s.down.Saw(r.Context(), nil)
}

type messageView struct {
	frame
	Heading, Text string
}

func (s *shell) missing(w http.ResponseWriter, r *http.Request) {
	f := s.frame(w, r, "")
	s.render(w, r, http.StatusNotFound, messagePage(messageView{f, "404", f.T("web.not_found")}))
}

// fail answers a request that failed: there is no such ticket, or something
// broke here.
func (s *shell) fail(w http.ResponseWriter, r *http.Request, err error) {
	switch {
	case r.Context().Err() != nil:
		return // the reader is gone
	case errors.Is(err, desk.ErrNoTicket):
		s.missing(w, r)
		return
	}
	s.down.Saw(r.Context(), fmt.Errorf("%s: %w", r.URL.Path, err))
	w.Header().Set("Retry-After", "2")
	http.Error(w, s.renderer.Page(w, r).T("web.desk.broken"), http.StatusServiceUnavailable)
}
