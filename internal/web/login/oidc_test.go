package login_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"hotro/internal/desk"
	"hotro/internal/web/login"
)

// issuer is a small OpenID Connect provider: it lets everybody in as whoever
// claims says, and checks the client's secret and code verifier.
type issuer struct {
	*httptest.Server
	key *ecdsa.PrivateKey

	mu     sync.Mutex
	claims jwt.MapClaims
	asked  url.Values // of the last authorisation request

	supported []string // the claims it lists
}

func newIssuer(t *testing.T) *issuer {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	i := &issuer{key: key, claims: jwt.MapClaims{"email": "lan@congty.vn", "email_verified": true, "name": "Lan Trần"}}
	mux := http.NewServeMux()
	i.Server = httptest.NewServer(mux)
	t.Cleanup(i.Close)
	mux.HandleFunc("/.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		_ = json.NewEncoder(w).Encode(map[string]any{
			"claims_supported": i.supported, "issuer": i.URL, "authorization_endpoint": i.URL + "/auth", "token_endpoint": i.URL + "/token",
			"jwks_uri": i.URL + "/keys", "id_token_signing_alg_values_supported": []string{"ES256"},
		})
	})
	mux.HandleFunc("/keys", func(w http.ResponseWriter, _ *http.Request) {
		point, err := key.PublicKey.Bytes() // 4, x, y
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		b64 := base64.RawURLEncoding.EncodeToString
		_ = json.NewEncoder(w).Encode(map[string]any{"keys": []map[string]string{{
			"kty": "EC", "crv": "P-256", "alg": "ES256", "use": "sig", "kid": "1", "x": b64(point[1:33]), "y": b64(point[33:]),
		}}})
	})
	mux.HandleFunc("/token", i.token)
	return i
}

// token answers the exchange of a code.
func (i *issuer) token(w http.ResponseWriter, r *http.Request) {
	i.mu.Lock()
	defer i.mu.Unlock()
	id, secret, ok := r.BasicAuth()
	if !ok {
		id, secret = r.FormValue("client_id"), r.FormValue("client_secret")
	}
	if id != "hotro" || secret != "s3cret" || r.FormValue("code") != "code-1" || r.FormValue("code_verifier") == "" {
		http.Error(w, `{"error":"invalid_grant"}`, http.StatusBadRequest)
		return
	}
	c := jwt.MapClaims{"iss": i.URL, "aud": "hotro", "sub": "1", "exp": time.Now().Add(time.Hour).Unix(), "iat": time.Now().Unix(), "nonce": i.asked.Get("nonce")}
	for k, v := range i.claims {
		c[k] = v
	}
	tok := jwt.NewWithClaims(jwt.SigningMethodES256, c)
	tok.Header["kid"] = "1"
	signed, err := tok.SignedString(i.key)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{"access_token": "a", "token_type": "Bearer", "id_token": signed})
}

// visit goes to the issuer and comes back with a code, as a person does.
func (i *issuer) visit(b *browser, state string) *httptest.ResponseRecorder {
	b.t.Helper()
	w := b.do("GET", "/desk/oidc?next=/desk/t/5", nil)
	if w.Code != http.StatusSeeOther || !strings.HasPrefix(w.Header().Get("Location"), i.URL+"/auth?") {
		b.t.Fatalf("to the issuer: got %d to %q", w.Code, w.Header().Get("Location"))
	}
	u, err := url.Parse(w.Header().Get("Location"))
	if err != nil {
		b.t.Fatal(err)
	}
	i.mu.Lock()
	i.asked = u.Query()
	i.mu.Unlock()
	if state == "" {
		state = u.Query().Get("state")
	}
	b.header.Set("Sec-Fetch-Site", "cross-site")
	b.header.Set("Sec-Fetch-Mode", "navigate")
	return b.do("GET", "/desk/oidc/callback?code=code-1&state="+url.QueryEscape(state), nil)
}

func (i *issuer) site(t *testing.T) *site {
	t.Helper()
	return newSite(t, login.Options{Base: "http://desk.test", OIDC: login.Config{
		Issuer: i.URL, ClientID: "hotro", Secret: "s3cret", Domains: []string{"congty.vn"}, Leads: []string{"sep@khac.vn"},
	}})
}

func TestCompanyLogin(t *testing.T) {
	for _, c := range []struct {
		name   string
		claims jwt.MapClaims
		code   int
		want   desk.Staff
	}{
		{"of our domain", jwt.MapClaims{"email": "Lan@CongTy.vn"}, http.StatusSeeOther, desk.Staff{ID: "web:lan@congty.vn", Name: "Lan Trần", Role: desk.RoleAgent}},
		{"a lead of another domain", jwt.MapClaims{"email": "sep@khac.vn", "name": ""}, http.StatusSeeOther, desk.Staff{ID: "web:sep@khac.vn", Name: "sep", Role: desk.RoleLead}},
		{"a stranger", jwt.MapClaims{"email": "x@gmail.com"}, http.StatusForbidden, desk.Staff{}},
		{"a domain that ends alike", jwt.MapClaims{"email": "x@notcongty.vn"}, http.StatusForbidden, desk.Staff{}},
		{"verified, in words", jwt.MapClaims{"email_verified": "true"}, http.StatusSeeOther, desk.Staff{ID: "web:lan@congty.vn", Name: "Lan Trần", Role: desk.RoleAgent}},
		{"letters that fold to a lead's", jwt.MapClaims{"email": "\u017fep@khac.vn"}, http.StatusForbidden, desk.Staff{}},
		{"an address nobody verified", jwt.MapClaims{"email_verified": false}, http.StatusForbidden, desk.Staff{}},
		{"another program's token", jwt.MapClaims{"aud": "other"}, http.StatusUnauthorized, desk.Staff{}},
		{"another issuer's token", jwt.MapClaims{"iss": "https://evil.test"}, http.StatusUnauthorized, desk.Staff{}},
		{"an expired token", jwt.MapClaims{"exp": 1}, http.StatusUnauthorized, desk.Staff{}},
		{"an answer to another login", jwt.MapClaims{"nonce": "other"}, http.StatusUnauthorized, desk.Staff{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			i := newIssuer(t)
			for k, v := range c.claims {
				i.claims[k] = v
			}
			d := i.site(t)
			b := d.browser()
			w := i.visit(b, "")
			if w.Code != c.code {
				t.Fatalf("got %d, want %d", w.Code, c.code)
			}
			all, err := d.List(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if c.want.ID == "" {
				if len(all) != 0 {
					t.Errorf("got a session of %v, want none", all[0].Staff)
				}
				return
			}
			if len(all) != 1 || all[0].Staff != c.want || w.Header().Get("Location") != "/desk/t/5" {
				t.Errorf("got %v to %q, want %v to /desk/t/5", all, w.Header().Get("Location"), c.want)
			}
		})
	}
}

// TestTheTwoWaysAreToldApart: the company's account, or a code.
func TestTheTwoWaysAreToldApart(t *testing.T) {
	page := newIssuer(t).site(t).browser().do("GET", "/desk/login", nil).Body.String()
	if at, or := strings.Index(page, "/desk/oidc"), strings.Index(page, `<p class="or">hoặc</p>`); at < 0 || or < at || or > strings.Index(page, `name="token"`) {
		t.Errorf("the page says %s", page)
	}
}

func TestCompanyLoginIsThisBrowsersOwn(t *testing.T) {
	i := newIssuer(t)
	d := i.site(t)
	if w := i.visit(d.browser(), "forged"); w.Code != http.StatusUnauthorized {
		t.Errorf("a forged state: got %d, want 401", w.Code)
	}
	stranger := d.browser()
	if w := stranger.do("GET", "/desk/oidc/callback?code=code-1&state=x", nil); w.Code != http.StatusUnauthorized {
		t.Errorf("an answer without a question: got %d, want 401", w.Code)
	}
	b := d.browser()
	i.visit(b, "")
	if _, still := b.cookies["hotro_oidc"]; still {
		t.Error("the oidcCookie's cookie outlives the oidcCookie")
	}
}

func TestCompanyLoginWhenTheIssuerIsDown(t *testing.T) {
	i := newIssuer(t)
	d := i.site(t)
	i.Close()
	if w := d.browser().do("GET", "/desk/oidc", nil); w.Code != http.StatusServiceUnavailable {
		t.Errorf("got %d, want 503", w.Code)
	}
	plain := newSite(t, login.Options{Base: "http://desk.test"})
	if w := plain.browser().do("GET", "/desk/oidc", nil); w.Code != http.StatusNotFound {
		t.Errorf("where it is off: got %d, want 404", w.Code)
	}
}

// TestAMissingClaimSaysWhyNobodyGetsIn: to the person at the door, to the log,
// and to bot doctor where the issuer lists what it tells.
func TestAMissingClaimSaysWhyNobodyGetsIn(t *testing.T) {
	i := newIssuer(t)
	delete(i.claims, "email_verified")
	var log bytes.Buffer
	d := i.site(t)
	d.Log = slog.New(slog.NewTextHandler(&log, nil))
	b := d.browser()
	w := i.visit(b, "")
	if w.Code != http.StatusForbidden || !strings.Contains(w.Body.String(), "email_verified") {
		t.Errorf("got %d without the reason:\n%s", w.Code, w.Body)
	}
	if !strings.Contains(log.String(), "have the issuer send the claim email_verified") || strings.Contains(log.String(), "lan@") {
		t.Errorf("the log does not say why, or says who: %s", &log)
	}
	conf := login.Config{Issuer: i.URL, ClientID: "hotro", Domains: []string{"congty.vn"}}
	if err := conf.Check(t.Context()); err != nil {
		t.Errorf("an issuer that does not list its claims: %v", err)
	}
	i.supported = []string{"sub", "email"}
	if err := conf.Check(t.Context()); err == nil || !strings.Contains(err.Error(), "email_verified") {
		t.Errorf("an issuer whose list lacks the claim: got %v", err)
	}
	i.supported = []string{"sub", "email", "email_verified"}
	if err := conf.Check(t.Context()); err != nil {
		t.Errorf("an issuer whose list has it: %v", err)
	}
	i.Close()
	if err := conf.Check(t.Context()); err == nil || !strings.Contains(err.Error(), "DESK_OIDC_ISSUER") {
		t.Errorf("an issuer that is down: got %v", err)
	}
}

func TestConfigValidate(t *testing.T) {
	good := login.Config{Issuer: "https://accounts.google.com", ClientID: "x", Domains: []string{"congty.vn"}}
	if err := (login.Config{}).Validate(); err != nil {
		t.Errorf("off: %v", err)
	}
	if err := good.Validate(); err != nil {
		t.Errorf("good: %v", err)
	}
	for name, c := range map[string]login.Config{
		"DESK_OIDC_ISSUER":                         {Issuer: "http://accounts.example.com", ClientID: "x", Domains: []string{"a.vn"}},
		"DESK_OIDC_CLIENT_ID":                      {Issuer: "https://a.vn", Domains: []string{"a.vn"}},
		"DESK_OIDC_DOMAINS":                        {Issuer: "https://a.vn", ClientID: "x"},
		"DESK_OIDC_ISSUER:":                        {ClientID: "x"},
		"DESK_OIDC_ISSUER: w":                      {Issuer: "https://a.vn/?tenant=1", ClientID: "x", Domains: []string{"a.vn"}},
		"write congty.vn":                          {Issuer: "https://a.vn", ClientID: "x", Domains: []string{"@congty.vn"}},
		"write an e-mail domain such as congty.vn": {Issuer: "https://a.vn", ClientID: "x", Domains: []string{"congty"}},
		"DESK_LEADS=sep":                           {Issuer: "https://a.vn", ClientID: "x", Leads: []string{"sep"}},
		"DESK_LEADS: ne":                           {Leads: []string{"sep@a.vn"}},
	} {
		if err := c.Validate(); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%+v: got %v, want a fault of %s", c, err, name)
		}
	}
}
