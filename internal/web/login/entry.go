package login

import (
	"bytes"
	"errors"
	"math"
	"net/http"
	"regexp"
	"strconv"
	"time"

	"hotro/internal/desk"
	"hotro/internal/web/limit"
	"hotro/internal/web/ui"
)

type entryView struct {
	ui.Base
	Token, Name, Next, Error string
	OIDC                     bool
}

// Handler serves the login: GET and POST /desk/login, POST /desk/logout and,
// with OpenID Connect, /desk/oidc.
func (d *Door) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /desk/login", d.page)
	mux.HandleFunc("POST /desk/login", d.post)
	mux.HandleFunc("POST /desk/logout", d.logout)
	mux.HandleFunc("GET /desk/oidc", d.toIssuer)
	mux.HandleFunc("GET /desk/oidc/callback", d.fromIssuer)
	return mux
}

// preview matches programs that open a link to show what is behind it, not to
// follow it.
var preview = regexp.MustCompile(`(?i)bot\b|telegram|facebookexternalhit|whatsapp|slack|discord|twitter|zalo|skype|preview|crawler|spider`)

// looking reports whether a request opens a link ahead of the person it was
// made for: that must not use the link up.
func looking(r *http.Request) bool {
	purpose := r.Header.Get("Sec-Purpose") + r.Header.Get("Purpose") + r.Header.Get("X-Moz")
	return r.Method == http.MethodHead || purpose != "" || preview.MatchString(r.UserAgent())
}

// page logs in by a link's token, or shows the ways to log in.
func (d *Door) page(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Referrer-Policy", "no-referrer") // the address may hold a token
	q := r.URL.Query()
	token := q.Get("token")
	switch {
	case token != "" && looking(r):
		d.form(w, r, http.StatusOK, entryView{Token: token, Name: q.Get("name"), Next: next(q.Get("next"))})
	case token != "":
		d.enter(w, r, token, q.Get("name"), q.Get("next"))
	default:
		if _, ok, _ := d.Of(r); ok {
			http.Redirect(w, r, next(q.Get("next")), http.StatusSeeOther)
			return
		}
		d.form(w, r, http.StatusOK, entryView{Next: next(q.Get("next"))})
	}
}

func (d *Door) post(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 4<<10)
	if err := r.ParseForm(); err != nil {
		http.Error(w, "the form can't be read", http.StatusBadRequest)
		return
	}
	d.enter(w, r, r.PostForm.Get("token"), r.PostForm.Get("name"), r.PostForm.Get("next"))
}

func (d *Door) enter(w http.ResponseWriter, r *http.Request, token, name, to string) {
	client, now := limit.Client(r), time.Now()
	if d.failed.Spent(client, now) {
		w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(failEvery.Seconds()))))
		d.form(w, r, http.StatusTooManyRequests, entryView{Error: "web.desk.login_slow", Next: next(to)})
		return
	}
	who, err := d.redeem(r.Context(), token, name, now)
	if errors.Is(err, errRefused) {
		d.failed.Take(client, now)
		d.Log.Warn("desk: a login was refused", "client", client)
		d.form(w, r, http.StatusUnauthorized, entryView{Error: "web.desk.login_refused", Next: next(to)})
		return
	}
	if err != nil {
		d.broken(w, r, err)
		return
	}
	how := "link"
	if d.bootstraps(token) {
		how = "secret"
	}
	d.admit(w, r, who, how, next(to))
}

// admit starts a session. The one the browser had, whoever's it was, ends.
func (d *Door) admit(w http.ResponseWriter, r *http.Request, who desk.Staff, how, to string) {
	if c, err := r.Cookie(d.cookie()); err == nil {
		if err := d.Revoke(r.Context(), hashed(c.Value)); err != nil {
			d.broken(w, r, err)
			return
		}
	}
	token, err := d.start(r.Context(), who, how, r, time.Now())
	if err != nil {
		d.broken(w, r, err)
		return
	}
	d.Log.Info("desk: logged in", "staff", who.ID, "role", who.Role, "how", how)
	d.set(w, token, lastFor)
	http.Redirect(w, r, to, http.StatusSeeOther)
}

func (d *Door) logout(w http.ResponseWriter, r *http.Request) {
	if c, err := r.Cookie(d.cookie()); err == nil {
		if err := d.Revoke(r.Context(), hashed(c.Value)); err != nil {
			d.broken(w, r, err)
			return
		}
	}
	d.set(w, "", -time.Second)
	http.Redirect(w, r, "/desk/login", http.StatusSeeOther)
}

func (d *Door) broken(w http.ResponseWriter, r *http.Request, err error) {
	d.Log.Error("desk: login", "err", err)
	d.form(w, r, http.StatusServiceUnavailable, entryView{Error: "web.desk.broken", Next: "/desk"})
}

func (d *Door) form(w http.ResponseWriter, r *http.Request, status int, v entryView) {
	v.Base, v.OIDC = d.Kit.Page(w, r), d.oidc != nil
	v.Title = v.T("web.desk.login_title")
	d.show(w, status, "login", v)
}

func (d *Door) show(w http.ResponseWriter, status int, name string, v entryView) {
	var b bytes.Buffer
	if err := d.views.ExecuteTemplate(&b, name, v); err != nil {
		d.Log.Error("desk: login page", "err", err)
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes())
}
