package console

import (
	"net/http"

	"hotro/internal/web/login"
	"hotro/internal/web/ui"
)

type sessionsView struct {
	frame
	Sessions []sessionView
}

type sessionView struct {
	login.Session
	Current bool
	Role    string
	Way     string
}

// used is when it was used last: the day only where that is another.
func (s sessionView) used(words ui.Words) string {
	if words.Day(s.Used) == words.Day(s.Since) {
		return words.Clock(s.Used)
	}
	return words.Moment(s.Used)
}

// sessions is the page where leads see and end sessions.
type sessions struct {
	*shell
	*presenter
	sessions *login.Sessions
}

// show lists who is logged in.
func (ss *sessions) show(w http.ResponseWriter, r *http.Request) {
	v := sessionsView{frame: ss.frame(w, r, "sessions")}
	v.Title = v.T("web.desk.sessions") + " · " + v.T("web.desk.title")
	queue, err := ss.board.fresh(r.Context())
	if err != nil {
		ss.fail(w, r, err)
		return
	}
	v.Counts = count(queue, v.Me)
	all, err := ss.sessions.List(r.Context())
	if err != nil {
		ss.fail(w, r, err)
		return
	}
	own := login.From(r.Context()).ID
	for _, s := range all {
		v.Sessions = append(v.Sessions, sessionView{
			s, s.ID == own, label(v.Words, "web.desk.role_"+s.Staff.Role, s.Staff.Role), label(v.Words, "web.desk.how_"+s.How, s.How),
		})
	}
	ss.render(w, r, http.StatusOK, sessionsPage(v))
}

// revoke ends a session.
func (ss *sessions) revoke(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	id := r.PostFormValue("id")
	if err := ss.sessions.Revoke(r.Context(), id); err != nil {
		ss.fail(w, r, err)
		return
	}
	ss.log.Info("desk: session revoked", "by", login.From(r.Context()).Staff.ID)
	http.Redirect(w, r, "/desk/sessions", http.StatusSeeOther)
}
