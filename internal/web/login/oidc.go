package login

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"hotro/internal/desk"
	"hotro/internal/secret"
	"hotro/internal/text"
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
		switch {
		case c.ClientID != "" || c.Secret.Set():
			return errors.New("DESK_OIDC_ISSUER: missing; set it, or take out DESK_OIDC_CLIENT_ID and DESK_OIDC_CLIENT_SECRET")
		case len(c.Domains)+len(c.Leads) > 0:
			return errors.New("DESK_OIDC_DOMAINS and DESK_LEADS: need DESK_OIDC_ISSUER, whose accounts they are about")
		}
		return nil
	}
	var faults []error
	u, err := url.Parse(c.Issuer)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "https" && u.Hostname() != "127.0.0.1" && u.Hostname() != "localhost":
		faults = append(faults, errors.New("DESK_OIDC_ISSUER: want an https address, such as https://accounts.google.com"))
	case u.RawQuery != "" || u.Fragment != "" || u.User != nil:
		faults = append(faults, fmt.Errorf("DESK_OIDC_ISSUER: write %s://%s%s, without what stands around it", u.Scheme, u.Host, u.Path))
	}
	if c.ClientID == "" {
		faults = append(faults, errors.New("DESK_OIDC_CLIENT_ID: missing; the issuer's console shows it"))
	}
	if len(c.Domains) == 0 && len(c.Leads) == 0 {
		faults = append(faults, errors.New("DESK_OIDC_DOMAINS: missing; without it anybody with an account at the issuer could log in"))
	}
	for _, d := range c.Domains {
		faults = append(faults, checkDomain(strings.TrimSpace(d)))
	}
	for _, l := range c.Leads {
		if box, domain, _ := strings.Cut(strings.TrimSpace(l), "@"); box == "" || checkDomain(domain) != nil {
			faults = append(faults, fmt.Errorf("DESK_LEADS=%s: write an e-mail address such as sep@congty.vn", l))
		}
	}
	return errors.Join(faults...)
}

var domainForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9.-]*\.[A-Za-z0-9-]+$`)

func checkDomain(d string) error {
	_, after, mail := strings.Cut(d, "@")
	switch {
	case domainForm.MatchString(d):
		return nil
	case mail && domainForm.MatchString(after):
		return fmt.Errorf("DESK_OIDC_DOMAINS=%s: write %s", d, after)
	}
	return fmt.Errorf("DESK_OIDC_DOMAINS=%s: write an e-mail domain such as congty.vn", d)
}

// Check asks the issuer what it is, and says what would keep everybody out.
func (c Config) Check(ctx context.Context) error {
	p := newProvider(c, "")
	if _, _, err := p.client(ctx); err != nil {
		return fmt.Errorf("DESK_OIDC_ISSUER does not answer as an issuer does: %w", err)
	}
	var tells struct {
		Claims []string `json:"claims_supported"`
	}
	if err := p.found.Claims(&tells); err != nil {
		return fmt.Errorf("DESK_OIDC_ISSUER: its description can't be read: %w", err)
	}
	if len(tells.Claims) > 0 && !slices.Contains(tells.Claims, "email_verified") {
		return errors.New("the issuer does not list the claim email_verified: nobody gets in until it sends it")
	}
	return nil
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

// claims are what is read of an ID token.
type claims struct {
	Email    string `json:"email"`
	Verified *truth `json:"email_verified"` // nil: the issuer does not say
	Name     string `json:"name"`
}

// truth is true, or "true" as some issuers write it; whatever else stands
// there is not.
type truth bool

// UnmarshalJSON is json.Unmarshaler.
func (t *truth) UnmarshalJSON(b []byte) error {
	*t = string(b) == "true" || string(b) == `"true"`
	return nil
}

// Why an ID token that is in order lets nobody in; each is an errRefused.
var (
	errNoEmail    = fmt.Errorf("%w: the ID token names no e-mail address; have the issuer give the scope email to DESK_OIDC_CLIENT_ID", errRefused)
	errUnsaid     = fmt.Errorf("%w: the ID token does not say whether the e-mail address is verified; have the issuer send the claim email_verified, without it nobody gets in", errRefused)
	errUnverified = fmt.Errorf("%w: the issuer says that the e-mail address is not verified (email_verified)", errRefused)
	errForeign    = fmt.Errorf("%w: the e-mail address is neither in DESK_OIDC_DOMAINS nor in DESK_LEADS", errRefused)
)

// staff returns the person whom claims name, if they may log in: a verified
// address in our domains, or a lead's.
func (p *provider) staff(c claims) (desk.Staff, error) {
	email := strings.ToLower(strings.TrimSpace(c.Email))
	mailbox, _, ok := strings.Cut(email, "@")
	switch {
	case !ok || mailbox == "" || !plain(email):
		return desk.Staff{}, errNoEmail
	case c.Verified == nil:
		return desk.Staff{}, errUnsaid
	case !bool(*c.Verified):
		return desk.Staff{}, errUnverified
	}
	role, ok := p.role(email)
	if !ok {
		return desk.Staff{}, errForeign
	}
	s := desk.Staff{ID: oidcStaff + email, Name: text.Head(text.Name(c.Name), maxName), Role: role}
	if s.Name == "" {
		s.Name = mailbox
	}
	return s, nil
}

// oidcStaff stands before the address in the id of who came by a company's
// account.
const oidcStaff = "web:"

// role is the role of an address, in small letters; false when the settings
// let it not in.
func (p *provider) role(email string) (string, bool) {
	_, domain, _ := strings.Cut(email, "@")
	if listed(p.Leads, email) {
		return desk.RoleLead, true
	}
	return desk.RoleAgent, listed(p.Domains, domain)
}

// plain reports whether an address is of visible ASCII alone. Letters that
// only look like those, or fold to them, make another person's address.
func plain(email string) bool {
	return !strings.ContainsFunc(email, func(r rune) bool { return r <= ' ' || r > '~' })
}

// listed reports whether a list that a person wrote has s, which is in small
// letters.
func listed(list []string, s string) bool {
	return slices.ContainsFunc(list, func(l string) bool { return strings.ToLower(strings.TrimSpace(l)) == s })
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
	case errors.Is(err, errUnsaid):
		ss.Log.Warn("desk: company login", "err", err)
		ss.form(w, r, http.StatusForbidden, loginView{Error: "web.desk.login_company_unsaid", Next: "/desk"})
	case errors.Is(err, errRefused):
		ss.Log.Warn("desk: company login", "err", err)
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
	var said claims
	if err := id.Claims(&said); err != nil {
		return who, "", fmt.Errorf("ID token: claims: %w", err)
	}
	who, err = ss.oidc.staff(said)
	to, _ = url.QueryUnescape(carried[3])
	return who, safeNext(to), err
}
