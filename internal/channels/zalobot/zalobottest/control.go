package zalobottest

import (
	"encoding/json"
	"net/http"

	"hotro/internal/channels/channeltest"
)

// Control returns the control API of a Server that stands alone.
//
//	POST /user/{id}/says      text=…                → {"message_id"}
//	POST /user/{id}/photo     caption=…             (the newer form: photo_url)
//	POST /user/{id}/sticker · /voice · /link        (a link arrives as unsupported)
//	POST /hook                url=…&secret=…
//	POST /fail                code=429&times=2
//	GET  /messages?user={id}
func (b *Server) Control() http.Handler {
	m := http.NewServeMux()
	user := func(what string, act func(u *User, r *http.Request) string) {
		m.HandleFunc("POST /user/{id}/"+what, func(w http.ResponseWriter, r *http.Request) {
			channeltest.WriteJSON(w, http.StatusOK, object{"message_id": act(b.User(r.PathValue("id")), r)})
		})
	}
	user("says", func(u *User, r *http.Request) string { return u.Says(r.FormValue("text")) })
	user("photo", func(u *User, r *http.Request) string {
		return u.SendsPhoto([]byte("\xff\xd8\xff\xe0 a photo"), r.FormValue("caption"))
	})
	user("sticker", func(u *User, _ *http.Request) string { return u.SendsSticker() })
	user("voice", func(u *User, _ *http.Request) string { return u.SendsVoice() })
	user("link", func(u *User, _ *http.Request) string { return u.SendsUnsupported() })
	channeltest.OnPost(m, "hook", func(r *http.Request) { b.Hook(r.FormValue("url"), nil, r.FormValue("secret")) })
	channeltest.OnPost(m, "fail", func(r *http.Request) { b.Fail(channeltest.FormInt(r, "code", 429), channeltest.FormInt(r, "times", 1)) })
	m.HandleFunc("GET /messages", func(w http.ResponseWriter, r *http.Request) {
		_ = json.NewEncoder(w).Encode(b.Messages(r.FormValue("user")))
	})
	return m
}
