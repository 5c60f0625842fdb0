package console

import (
	"net/http"

	"hotro/internal/web/login"
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

// sessions shows who is logged in.
func (c *Console) sessions(w http.ResponseWriter, r *http.Request) {
	v := sessionsView{frame: c.frame(w, r, "sessions")}
	v.Title = v.T("web.desk.sessions") + " · " + v.T("web.desk.title")
	queue, err := c.board.fresh(r.Context())
	if err != nil {
		c.fail(w, r, err)
		return
	}
	v.Counts = count(queue, v.Me)
	all, err := c.Sessions.List(r.Context())
	if err != nil {
		c.fail(w, r, err)
		return
	}
	own := login.From(r.Context()).ID
	for _, s := range all {
		v.Sessions = append(v.Sessions, sessionView{
			s, s.ID == own, label(v.Words, "web.desk.role_"+s.Staff.Role, s.Staff.Role), label(v.Words, "web.desk.how_"+s.How, s.How),
		})
	}
	c.render(w, r, http.StatusOK, "sessions", v)
}

// revoke ends a session.
func (c *Console) revoke(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	id := r.PostFormValue("id")
	if err := c.Sessions.Revoke(r.Context(), id); err != nil {
		c.fail(w, r, err)
		return
	}
	c.Log.Info("desk: session revoked", "by", login.From(r.Context()).Staff.ID)
	http.Redirect(w, r, "/desk/sessions", http.StatusSeeOther)
}
