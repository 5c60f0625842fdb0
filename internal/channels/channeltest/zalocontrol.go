package channeltest

import (
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"time"
)

// Control returns the control API of a Zalo that stands alone: people act by
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
func (z *Zalo) Control() http.Handler {
	m := http.NewServeMux()
	z.controlUsers(m)
	z.controlFaults(m)
	m.HandleFunc("POST /event", func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(io.LimitReader(r.Body, 4<<20))
		zaloSay(w, http.StatusOK, zaloObject{"status": z.Post(body)})
	})
	m.HandleFunc("POST /probe", func(w http.ResponseWriter, _ *http.Request) {
		zaloSay(w, http.StatusOK, zaloObject{"status": z.Probe()})
	})
	m.HandleFunc("GET /messages", func(w http.ResponseWriter, r *http.Request) {
		zaloSay(w, http.StatusOK, z.Messages(r.FormValue("user")))
	})
	m.HandleFunc("GET /deliveries", func(w http.ResponseWriter, _ *http.Request) { zaloSay(w, http.StatusOK, z.Deliveries()) })
	m.HandleFunc("GET /stats", func(w http.ResponseWriter, _ *http.Request) { zaloSay(w, http.StatusOK, z.Stats()) })
	return m
}

func (z *Zalo) controlUsers(m *http.ServeMux) {
	id := func(w http.ResponseWriter, id string) { zaloSay(w, http.StatusOK, zaloObject{"message_id": id}) }
	user := func(pattern string, act func(u *ZaloUser, r *http.Request) string) {
		m.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) { id(w, act(z.User(r.PathValue("id")), r)) })
	}
	user("POST /user/{id}/says", func(u *ZaloUser, r *http.Request) string { return u.Says(r.FormValue("text")) })
	user("POST /user/{id}/presses", func(u *ZaloUser, r *http.Request) string { return u.Presses(r.FormValue("title")) })
	user("POST /user/{id}/sends", func(u *ZaloUser, r *http.Request) string {
		q := r.URL.Query()
		data, _ := io.ReadAll(io.LimitReader(r.Body, 32<<20))
		return u.Sends(q.Get("kind"), q.Get("name"), data, q.Get("caption"))
	})
	user("POST /user/{id}/follows", func(u *ZaloUser, _ *http.Request) string { u.Follows(); return "" })
	user("POST /user/{id}/unfollows", func(u *ZaloUser, _ *http.Request) string { u.Unfollows(); return "" })
	user("POST /user/{id}/opens", func(u *ZaloUser, _ *http.Request) string { u.Opens(); return "" })
	user("POST /user/{id}/silent", func(u *ZaloUser, r *http.Request) string { u.Silent(zaloSpan(r, "for")); return "" })
	user("POST /staff/{id}/says", func(u *ZaloUser, r *http.Request) string {
		return z.StaffSays(u.id, r.FormValue("admin"), r.FormValue("text"))
	})
}

func (z *Zalo) controlFaults(m *http.ServeMux) {
	zaloFault(m, "hook", func(r *http.Request) { z.Hook(r.FormValue("url"), nil) })
	zaloFault(m, "fail", func(r *http.Request) { z.Fail(zaloWhole(r, "code", -200), zaloWhole(r, "times", 1)) })
	zaloFault(m, "expire", func(r *http.Request) { z.ExpireTokens(zaloWhole(r, "code", 0)) })
	zaloFault(m, "revoke", func(*http.Request) { z.RevokeGrant() })
	zaloFault(m, "slow", func(r *http.Request) { z.Slow(zaloSpan(r, "for")) })
	zaloFault(m, "hangup", func(r *http.Request) { z.HangUp(zaloWhole(r, "times", 1)) })
	zaloFault(m, "buttons", func(r *http.Request) { z.NoButtons(r.FormValue("on") == "false") })
}

func zaloFault(m *http.ServeMux, name string, do func(*http.Request)) {
	m.HandleFunc("POST /"+name, func(w http.ResponseWriter, r *http.Request) {
		do(r)
		w.WriteHeader(http.StatusNoContent)
	})
}

func zaloSpan(r *http.Request, name string) time.Duration {
	d, _ := time.ParseDuration(r.FormValue(name)) // rubbish is none
	return d
}

func zaloWhole(r *http.Request, name string, otherwise int) int {
	if n, err := strconv.Atoi(r.FormValue(name)); err == nil {
		return n
	}
	return otherwise
}

// Control returns the control API of a ZaloBot that stands alone.
//
//	POST /user/{id}/says      text=…                → {"message_id"}
//	POST /user/{id}/photo     caption=…             (the newer form: photo_url)
//	POST /user/{id}/sticker · /voice · /link        (a link arrives as unsupported)
//	POST /hook                url=…&secret=…
//	POST /fail                code=429&times=2
//	GET  /messages?user={id}
func (b *ZaloBot) Control() http.Handler {
	m := http.NewServeMux()
	user := func(what string, act func(u *ZaloBotUser, r *http.Request) string) {
		m.HandleFunc("POST /user/{id}/"+what, func(w http.ResponseWriter, r *http.Request) {
			zaloSay(w, http.StatusOK, zaloObject{"message_id": act(b.User(r.PathValue("id")), r)})
		})
	}
	user("says", func(u *ZaloBotUser, r *http.Request) string { return u.Says(r.FormValue("text")) })
	user("photo", func(u *ZaloBotUser, r *http.Request) string {
		return u.SendsPhoto([]byte("\xff\xd8\xff\xe0 a photo"), r.FormValue("caption"))
	})
	user("sticker", func(u *ZaloBotUser, _ *http.Request) string { return u.SendsSticker() })
	user("voice", func(u *ZaloBotUser, _ *http.Request) string { return u.SendsVoice() })
	user("link", func(u *ZaloBotUser, _ *http.Request) string { return u.SendsUnsupported() })
	zaloFault(m, "hook", func(r *http.Request) { b.Hook(r.FormValue("url"), nil, r.FormValue("secret")) })
	zaloFault(m, "fail", func(r *http.Request) { b.Fail(zaloWhole(r, "code", 429), zaloWhole(r, "times", 1)) })
	m.HandleFunc("GET /messages", func(w http.ResponseWriter, r *http.Request) {
		_ = json.NewEncoder(w).Encode(b.Messages(r.FormValue("user")))
	})
	return m
}
