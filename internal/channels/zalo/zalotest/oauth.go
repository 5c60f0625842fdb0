package zalotest

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"hotro/internal/channels/channeltest"
)

// authCode is a permission given by the admin and not yet traded for tokens.
type authCode struct {
	oa        string
	challenge string
	until     time.Time
}

// permission plays the consent page: the admin agrees at once.
func (z *Server) permission(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	to, err := url.Parse(q.Get("redirect_uri"))
	if q.Get("app_id") != z.opt.AppID || err != nil || !to.IsAbs() {
		http.Error(w, "-14003 Invalid redirect uri", http.StatusOK)
		return
	}
	back := to.Query()
	z.mu.Lock()
	oa := z.admin
	z.mu.Unlock()
	back.Set("code", z.Consent(q.Get("code_challenge")))
	back.Set("oa_id", oa)
	if s := q.Get("state"); s != "" {
		back.Set("state", s)
	}
	to.RawQuery = back.Encode()
	http.Redirect(w, r, to.String(), http.StatusFound)
}

// AdminOf makes whoever opens the consent page the admin of another account.
func (z *Server) AdminOf(oa string) {
	z.mu.Lock()
	defer z.mu.Unlock()
	z.admin = oa
}

// Consent plays the admin giving permission and returns the code.
func (z *Server) Consent(challenge string) string {
	z.mu.Lock()
	defer z.mu.Unlock()
	code := z.id("code")
	z.codes[code] = authCode{oa: z.admin, challenge: challenge, until: z.opt.Now().Add(10 * time.Minute)}
	return code
}

// token plays the token endpoint: numbers are strings, failures are HTTP 200.
func (z *Server) token(w http.ResponseWriter, r *http.Request) {
	z.mu.Lock()
	slow := z.faults.oauthSlow
	z.mu.Unlock()
	delay(r, slow)
	if r.Context().Err() != nil {
		return
	}
	status, answer, lost := z.trade(r)
	if lost {
		channeltest.Abort()
	}
	channeltest.WriteJSON(w, status, answer)
}

func (z *Server) trade(r *http.Request) (status int, answer object, lost bool) {
	z.mu.Lock()
	defer z.mu.Unlock()
	if channeltest.CountDown(&z.faults.oauthDown) {
		return http.StatusInternalServerError, object{}, false
	}
	if r.FormValue("app_id") != z.opt.AppID || r.Header.Get("secret_key") != z.opt.AppSecret {
		return http.StatusOK, oauthError(-14002, "Invalid appId"), false
	}
	switch r.FormValue("grant_type") {
	case "refresh_token":
		return z.tradeRefresh(r.FormValue("refresh_token"))
	case "authorization_code":
		return z.tradeCode(r.FormValue("code"), r.FormValue("code_verifier"))
	}
	return http.StatusOK, oauthError(-14001, "Invalid grant type"), false
}

func (z *Server) tradeRefresh(token string) (int, object, bool) {
	fresh, known := z.refresh[token]
	if !fresh {
		if known {
			z.stats.Reused++
		}
		return http.StatusOK, oauthError(-14014, "Invalid refresh token"), false
	}
	z.refresh[token] = false
	z.stats.Refreshes++
	return http.StatusOK, z.pair(z.owner[token]), channeltest.CountDown(&z.faults.oauthLost)
}

func (z *Server) tradeCode(code, verifier string) (int, object, bool) {
	c, ok := z.codes[code]
	delete(z.codes, code)
	d := sha256.Sum256([]byte(verifier))
	match := c.challenge == "" && verifier == "" || c.challenge == base64.RawURLEncoding.EncodeToString(d[:])
	if !ok || z.opt.Now().After(c.until) || !match {
		return http.StatusOK, oauthError(-14010, "Invalid code or code verifier"), false
	}
	return http.StatusOK, z.pair(c.oa), false
}

// pair makes a new pair of tokens for an account; its old access tokens are
// dead from then on.
func (z *Server) pair(oa string) object {
	for token, owner := range z.owner {
		if owner == oa && !z.opt.OutliveRefresh {
			delete(z.access, token)
		}
	}
	access, refresh := "access-"+z.id("access"), "refresh-"+z.id("refresh")
	z.access[access] = z.opt.Now().Add(z.opt.TokenLife)
	z.refresh[refresh] = true
	z.owner[access], z.owner[refresh] = oa, oa
	return object{
		"access_token": access, "refresh_token": refresh,
		"expires_in": strconv.FormatInt(int64(z.opt.TokenLife/time.Second), 10),
	}
}

func oauthError(code int, name string) object {
	return object{
		"error": code, "error_name": name, "error_reason": name, "error_description": fmt.Sprintf("%s (%d)", name, code),
		"ref_doc": "https://developers.zalo.me/docs",
	}
}
