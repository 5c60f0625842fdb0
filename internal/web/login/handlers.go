package login

import (
	"errors"
	"math"
	"net/http"
	"regexp"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"hotro/internal/desk"
	"hotro/internal/text"
	"hotro/internal/web/ui"
)

type loginView struct {
	ui.Base
	Token, Name, Next, Error string
	OIDC                     bool
	Group                    bool // there is a staff group that gives links
	Unnamed                  bool // the token says nothing of who has it
}

// about says where what one logs in with comes from.
func (v loginView) about() string {
	if v.Group {
		return v.T("web.desk.login_about")
	}
	return v.T("web.desk.login_about_code")
}

// Handler serves the login: GET and POST /desk/login, POST /desk/logout and,
// with OpenID Connect, /desk/oidc.
func (ss *Sessions) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /desk/login", ss.page)
	mux.HandleFunc("POST /desk/login", ss.post)
	mux.HandleFunc("POST /desk/logout", ss.logout)
	mux.HandleFunc("GET /desk/oidc", ss.startOIDC)
	mux.HandleFunc("GET /desk/oidc/callback", ss.finishOIDC)
	return mux
}

// preview matches programs that open a link only to preview it.
var preview = regexp.MustCompile(`(?i)bot\b|telegram|facebookexternalhit|whatsapp|slack|discord|twitter|zalo|skype|preview|crawler|spider`)

// isPreview reports whether a program opens a link before the person it was
// made for: that must not use up the link.
func isPreview(r *http.Request) bool {
	purpose := r.Header.Get("Sec-Purpose") + r.Header.Get("Purpose") + r.Header.Get("X-Moz")
	return r.Method == http.MethodHead || purpose != "" || preview.MatchString(r.UserAgent())
}

// page logs in by a link's token, or shows the ways to log in.
func (ss *Sessions) page(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Referrer-Policy", "no-referrer") // the address may hold a token
	q := r.URL.Query()
	token := q.Get("token")
	switch {
	case token != "" && isPreview(r):
		ss.form(w, r, http.StatusOK, loginView{Token: token, Name: q.Get("name"), Next: safeNext(q.Get("next"))})
	case token != "":
		ss.logInByToken(w, r, token, q.Get("name"), q.Get("next"))
	default:
		if _, ok, _ := ss.Of(r); ok {
			http.Redirect(w, r, safeNext(q.Get("next")), http.StatusSeeOther)
			return
		}
		ss.form(w, r, http.StatusOK, loginView{Next: safeNext(q.Get("next"))})
	}
}

func (ss *Sessions) post(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 4<<10)
	if err := r.ParseForm(); err != nil {
		http.Error(w, ss.Renderer.Page(w, r).T("web.desk.fault_bad"), http.StatusBadRequest)
		return
	}
	ss.logInByToken(w, r, r.PostForm.Get("token"), r.PostForm.Get("name"), r.PostForm.Get("next"))
}

// logInByToken takes the token of a link as often as it comes: one that is good
// lets its bearer in, whoever guesses meanwhile from the same address. Only
// guesses, at the fixed token or at a link, are counted and slowed down.
func (ss *Sessions) logInByToken(w http.ResponseWriter, r *http.Request, token, name, to string) {
	now, how := ss.Now(), "link"
	who, err := ss.redeem(r.Context(), token, now)
	if errors.Is(err, errRefused) {
		client := ss.Proxies.Client(r)
		if ss.failed.Exhausted(client, now) {
			w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(failEvery.Seconds()))))
			ss.form(w, r, http.StatusTooManyRequests, loginView{Error: "web.desk.login_slow", Next: safeNext(to)})
			return
		}
		if !ss.bootstraps(token) {
			ss.failed.Take(client, now)
			ss.Log.Warn("desk: a login was refused", "client", client)
			ss.form(w, r, http.StatusUnauthorized, loginView{Error: "web.desk.login_refused", Next: safeNext(to)})
			return
		}
		if text.OneLine(name) == "" { // one token, many people: each says who they are
			ss.form(w, r, http.StatusOK, loginView{Token: token, Unnamed: true, Next: safeNext(to)})
			return
		}
		who, how, err = bootstrap(name), "secret", nil
	}
	if err != nil {
		ss.fail(w, r, err)
		return
	}
	ss.logIn(w, r, who, how, safeNext(to))
}

// logIn starts a session and ends whatever session the browser had.
func (ss *Sessions) logIn(w http.ResponseWriter, r *http.Request, who desk.Staff, how, to string) {
	if c, err := r.Cookie(ss.cookieName()); err == nil {
		if err := ss.Revoke(r.Context(), hash(c.Value)); err != nil {
			ss.fail(w, r, err)
			return
		}
	}
	token, err := ss.create(r.Context(), who, how, r, ss.Now())
	if err != nil {
		ss.fail(w, r, err)
		return
	}
	ss.Log.Info("desk: logged in", "staff", who.ID, "role", who.Role, "how", how)
	ss.setCookie(w, token, maxAge)
	http.Redirect(w, r, to, http.StatusSeeOther)
}

func (ss *Sessions) logout(w http.ResponseWriter, r *http.Request) {
	if c, err := r.Cookie(ss.cookieName()); err == nil {
		if err := ss.Revoke(r.Context(), hash(c.Value)); err != nil {
			ss.fail(w, r, err)
			return
		}
	}
	ss.setCookie(w, "", -time.Second)
	http.Redirect(w, r, "/desk/login", http.StatusSeeOther)
}

func (ss *Sessions) fail(w http.ResponseWriter, r *http.Request, err error) {
	ss.down.Saw(r.Context(), err)
	ss.form(w, r, http.StatusServiceUnavailable, loginView{Error: "web.desk.broken", Next: "/desk"})
}

func (ss *Sessions) form(w http.ResponseWriter, r *http.Request, status int, v loginView) {
	v.Base, v.OIDC, v.Group = ss.Renderer.Page(w, r), ss.oidc != nil, ss.Group
	v.Title = v.T("web.desk.login_title")
	ss.render(w, status, loginPage(v))
}

func (ss *Sessions) render(w http.ResponseWriter, status int, page templ.Component) {
	if err := ui.Write(w, status, page); err != nil {
		ss.Log.Error("desk: login page", "err", err)
		http.Error(w, "internal error", http.StatusInternalServerError)
	}
}
