package login

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"hotro/internal/desk"
	"hotro/internal/secret"
)

// Config lets staff log in with their company's account.
type Config struct {
	Issuer   string        `env:"DESK_OIDC_ISSUER"` // such as https://accounts.google.com; empty: off
	ClientID string        `env:"DESK_OIDC_CLIENT_ID"`
	Secret   secret.String `env:"DESK_OIDC_CLIENT_SECRET"`
	Domains  []string      `env:"DESK_OIDC_DOMAINS"` // e-mail domains that are let in, separated by commas
	Leads    []string      `env:"DESK_LEADS"`        // e-mail addresses of leads, separated by commas
}

// Validate returns every fault of the configuration, joined.
func (c Config) Validate() error {
	if c.Issuer == "" {
		if c.ClientID != "" || c.Secret.Set() {
			return errors.New("DESK_OIDC_ISSUER: missing; set it, or take out DESK_OIDC_CLIENT_ID and DESK_OIDC_CLIENT_SECRET")
		}
		return nil
	}
	var faults []error
	if u, err := url.Parse(c.Issuer); err != nil || u.Host == "" || u.Scheme != "https" && u.Hostname() != "127.0.0.1" && u.Hostname() != "localhost" {
		faults = append(faults, errors.New("DESK_OIDC_ISSUER: want an https address, such as https://accounts.google.com"))
	}
	if c.ClientID == "" {
		faults = append(faults, errors.New("DESK_OIDC_CLIENT_ID: missing; the issuer's console shows it"))
	}
	if len(c.Domains) == 0 && len(c.Leads) == 0 {
		faults = append(faults, errors.New("DESK_OIDC_DOMAINS: missing; without it anybody with an account at the issuer could log in"))
	}
	return errors.Join(faults...)
}

// provider is the issuer, asked for its keys on first use.
type provider struct {
	Config
	callback string

	mu    sync.Mutex
	found *oidc.Provider
}

func newProvider(c Config, base string) *provider {
	if c.Issuer == "" {
		return nil
	}
	return &provider{Config: c, callback: base + "/desk/oidc/callback"}
}

// issuerWait bounds every call to the issuer.
const issuerWait = 10 * time.Second

func (p *provider) client(ctx context.Context) (*oauth2.Config, *oidc.IDTokenVerifier, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.found == nil {
		// The provider keeps this context for fetching keys later on.
		ctx = oidc.ClientContext(context.WithoutCancel(ctx), &http.Client{Timeout: issuerWait})
		found, err := oidc.NewProvider(ctx, p.Issuer)
		if err != nil {
			return nil, nil, fmt.Errorf("discover %s: %w", p.Issuer, err)
		}
		p.found = found
	}
	return &oauth2.Config{
		ClientID: p.ClientID, ClientSecret: p.Secret.Reveal(), Endpoint: p.found.Endpoint(),
		RedirectURL: p.callback, Scopes: []string{oidc.ScopeOpenID, "email", "profile"},
	}, p.found.Verifier(&oidc.Config{ClientID: p.ClientID}), nil
}

// staff returns the person an ID token names, if they may log in: a verified
// address in our domains, or a lead's.
func (p *provider) staff(t *oidc.IDToken) (desk.Staff, error) {
	var c struct {
		Email    string `json:"email"`
		Verified bool   `json:"email_verified"`
		Name     string `json:"name"`
	}
	if err := t.Claims(&c); err != nil {
		return desk.Staff{}, fmt.Errorf("claims: %w", err)
	}
	email := strings.ToLower(strings.TrimSpace(c.Email))
	_, domain, ok := strings.Cut(email, "@")
	fold := func(s string) bool { return strings.EqualFold(strings.TrimSpace(s), email) }
	lead := slices.ContainsFunc(p.Leads, fold)
	member := slices.ContainsFunc(p.Domains, func(s string) bool { return strings.EqualFold(strings.TrimSpace(s), domain) })
	if !ok || !c.Verified || !lead && !member {
		return desk.Staff{}, errRefused
	}
	s := desk.Staff{ID: "web:" + email, Name: c.Name, Role: desk.RoleAgent}
	if lead {
		s.Role = desk.RoleLead
	}
	if s.Name == "" {
		s.Name, _, _ = strings.Cut(email, "@")
	}
	return s, nil
}

// oidcCookie is a cookie that ties the issuer's answer to a login this browser
// began.
const oidcCookie = "hotro_oidc"

// startOIDC sends the browser to the issuer.
func (ss *Sessions) startOIDC(w http.ResponseWriter, r *http.Request) {
	if ss.oidc == nil {
		http.NotFound(w, r)
		return
	}
	c, _, err := ss.oidc.client(r.Context())
	if err != nil {
		ss.fail(w, r, err)
		return
	}
	state, nonce, verifier := newToken(), newToken(), oauth2.GenerateVerifier()
	ss.setOIDCCookie(w, strings.Join([]string{state, nonce, verifier, url.QueryEscape(safeNext(r.URL.Query().Get("next")))}, "|"), 600)
	http.Redirect(w, r, c.AuthCodeURL(state, oidc.Nonce(nonce), oauth2.S256ChallengeOption(verifier)), http.StatusSeeOther)
}

func (ss *Sessions) setOIDCCookie(w http.ResponseWriter, value string, age int) {
	// Lax: the issuer's redirect back comes from another site.
	http.SetCookie(w, &http.Cookie{
		Name: oidcCookie, Value: value, Path: "/desk/oidc", MaxAge: age,
		HttpOnly: true, Secure: ss.Renderer.Secure(), SameSite: http.SameSiteLaxMode,
	})
}

// finishOIDC takes the issuer's answer.
func (ss *Sessions) finishOIDC(w http.ResponseWriter, r *http.Request) {
	c, err := r.Cookie(oidcCookie)
	if ss.oidc == nil || err != nil {
		ss.form(w, r, http.StatusUnauthorized, loginView{Error: "web.desk.login_company_failed", Next: "/desk"})
		return
	}
	ss.setOIDCCookie(w, "", -1)
	who, to, err := ss.exchange(r, strings.Split(c.Value, "|"))
	switch {
	case errors.Is(err, errRefused):
		ss.form(w, r, http.StatusForbidden, loginView{Error: "web.desk.login_company_refused", Next: "/desk"})
	case err != nil:
		ss.Log.Warn("desk: company login", "err", err)
		ss.form(w, r, http.StatusUnauthorized, loginView{Error: "web.desk.login_company_failed", Next: "/desk"})
	default:
		ss.logIn(w, r, who, "oidc", to)
	}
}

func (ss *Sessions) exchange(r *http.Request, carried []string) (who desk.Staff, to string, err error) {
	q := r.URL.Query()
	if len(carried) != 4 || !equal(q.Get("state"), carried[0]) {
		return who, "", errors.New("the answer does not belong to a login of this browser")
	}
	if e := q.Get("error"); e != "" {
		return who, "", errors.New("the issuer refused")
	}
	ctx, cancel := context.WithTimeout(r.Context(), issuerWait)
	defer cancel()
	conf, verifier, err := ss.oidc.client(ctx)
	if err != nil {
		return who, "", err
	}
	ctx = oidc.ClientContext(ctx, &http.Client{Timeout: issuerWait})
	tokens, err := conf.Exchange(ctx, q.Get("code"), oauth2.VerifierOption(carried[2]))
	if err != nil {
		return who, "", errors.New("the issuer refused the code") // its message may contain the secret
	}
	raw, ok := tokens.Extra("id_token").(string)
	if !ok {
		return who, "", errors.New("the issuer sent no ID token")
	}
	id, err := verifier.Verify(ctx, raw)
	if err != nil {
		return who, "", fmt.Errorf("ID token: %w", err)
	}
	if !equal(id.Nonce, carried[1]) {
		return who, "", errors.New("ID token: issued for another login")
	}
	who, err = ss.oidc.staff(id)
	to, _ = url.QueryUnescape(carried[3])
	return who, safeNext(to), err
}
