package zalotest

import (
	"io"
	"net/http"

	"hotro/internal/channels/channeltest"
)

// Control returns the control API of a server that stands alone: people act by
// POST, what was sent is read by GET.
//
//	POST /user/{id}/says      text=…                → {"message_id"}
//	POST /user/{id}/presses   title=…
//	POST /user/{id}/sends?kind=image|file|audio|video|sticker&name=…&caption=…   (body: the bytes)
//	POST /user/{id}/follows | unfollows | opens
//	POST /user/{id}/silent    for=49h               the last interaction was that long ago
//	POST /staff/{id}/says     text=…&admin=…        a person answers user {id} in Zalo's own app
//	POST /event               (body: an event as it stands, signed and sent) → {"status"}
//	POST /probe                                     the console's unsigned {} → {"status"}
//	POST /hook                url=…
//	POST /fail                code=-230&times=2     the next messages fail
//	POST /expire              code=-216             every access token ends
//	POST /revoke                                    the grant ends
//	POST /slow                for=3s
//	POST /hangup              times=1               delivered, but no answer
//	POST /buttons             on=false              messages with buttons fail
//	GET  /messages?user={id} · /deliveries · /stats
func (z *Server) Control() http.Handler {
	m := http.NewServeMux()
	z.controlUsers(m)
	z.controlFaults(m)
	m.HandleFunc("POST /event", func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(io.LimitReader(r.Body, 4<<20))
		channeltest.WriteJSON(w, http.StatusOK, object{"status": z.Post(body)})
	})
	m.HandleFunc("POST /probe", func(w http.ResponseWriter, _ *http.Request) {
		channeltest.WriteJSON(w, http.StatusOK, object{"status": z.Probe()})
	})
	m.HandleFunc("GET /messages", func(w http.ResponseWriter, r *http.Request) {
		channeltest.WriteJSON(w, http.StatusOK, z.Messages(r.FormValue("user")))
	})
	m.HandleFunc("GET /deliveries", func(w http.ResponseWriter, _ *http.Request) { channeltest.WriteJSON(w, http.StatusOK, z.Deliveries()) })
	m.HandleFunc("GET /stats", func(w http.ResponseWriter, _ *http.Request) { channeltest.WriteJSON(w, http.StatusOK, z.Stats()) })
	return m
}

func (z *Server) controlUsers(m *http.ServeMux) {
	id := func(w http.ResponseWriter, id string) {
		channeltest.WriteJSON(w, http.StatusOK, object{"message_id": id})
	}
	user := func(pattern string, act func(u *User, r *http.Request) string) {
		m.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) { id(w, act(z.User(r.PathValue("id")), r)) })
	}
	user("POST /user/{id}/says", func(u *User, r *http.Request) string { return u.Says(r.FormValue("text")) })
	user("POST /user/{id}/presses", func(u *User, r *http.Request) string { return u.Presses(r.FormValue("title")) })
	user("POST /user/{id}/sends", func(u *User, r *http.Request) string {
		q := r.URL.Query()
		data, _ := io.ReadAll(io.LimitReader(r.Body, 32<<20))
		return u.Sends(q.Get("kind"), q.Get("name"), data, q.Get("caption"))
	})
	user("POST /user/{id}/follows", func(u *User, _ *http.Request) string { u.Follows(); return "" })
	user("POST /user/{id}/unfollows", func(u *User, _ *http.Request) string { u.Unfollows(); return "" })
	user("POST /user/{id}/opens", func(u *User, _ *http.Request) string { u.Opens(); return "" })
	user("POST /user/{id}/silent", func(u *User, r *http.Request) string { u.Silent(channeltest.FormDuration(r, "for")); return "" })
	user("POST /staff/{id}/says", func(u *User, r *http.Request) string {
		return z.StaffSays(u.id, r.FormValue("admin"), r.FormValue("text"))
	})
}

func (z *Server) controlFaults(m *http.ServeMux) {
	channeltest.OnPost(m, "hook", func(r *http.Request) { z.Hook(r.FormValue("url"), nil) })
	channeltest.OnPost(m, "fail", func(r *http.Request) {
		z.Fail(channeltest.FormInt(r, "code", -200), channeltest.FormInt(r, "times", 1))
	})
	channeltest.OnPost(m, "expire", func(r *http.Request) { z.ExpireTokens(channeltest.FormInt(r, "code", 0)) })
	channeltest.OnPost(m, "revoke", func(*http.Request) { z.RevokeGrant() })
	channeltest.OnPost(m, "slow", func(r *http.Request) { z.Slow(channeltest.FormDuration(r, "for")) })
	channeltest.OnPost(m, "hangup", func(r *http.Request) { z.HangUp(channeltest.FormInt(r, "times", 1)) })
	channeltest.OnPost(m, "buttons", func(r *http.Request) { z.NoButtons(r.FormValue("on") == "false") })
}
