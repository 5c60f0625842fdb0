package widget

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"hotro/internal/web/ui"
)

const key = "0123456789abcdef0123456789abcdef"

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func embed(t testing.TB, c Config) *Embed {
	t.Helper()
	rd := ui.New(ui.Options{})
	e, err := New(c, rd)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// signed makes a token as a page's server does.
func signed(t *testing.T, method jwt.SigningMethod, secret any, claims jwt.MapClaims) string {
	t.Helper()
	s, err := jwt.NewWithClaims(method, claims).SignedString(secret)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestWhoseWordCounts(t *testing.T) {
	e := embed(t, Config{Secret: key})
	in := func(d time.Duration) int64 { return noon.Add(d).Unix() }
	hs := func(claims jwt.MapClaims) string { return signed(t, jwt.SigningMethodHS256, []byte(key), claims) }
	vouched := map[string]string{"account": "lan@a.vn"}
	claim := map[string]string{"claim": "lan@a.vn"}
	for name, c := range map[string]struct {
		visit Visit
		want  map[string]string
		fault string
	}{
		"nothing":           {Visit{}, map[string]string{}, ""},
		"a claim":           {Visit{Account: "lan@a.vn"}, claim, ""},
		"a token":           {Visit{Token: hs(jwt.MapClaims{"sub": "lan@a.vn", "exp": in(5 * time.Minute)})}, vouched, ""},
		"its e-mail":        {Visit{Token: hs(jwt.MapClaims{"email": "lan@a.vn", "exp": in(time.Minute)})}, vouched, ""},
		"its user id":       {Visit{Token: hs(jwt.MapClaims{"user_id": "lan@a.vn", "email": "x@a.vn", "exp": in(time.Minute)})}, vouched, ""},
		"a hash":            {Visit{Account: "lan@a.vn", Hash: Hash([]byte(key), "lan@a.vn")}, vouched, ""},
		"another's hash":    {Visit{Account: "lan@a.vn", Hash: Hash([]byte(key), "minh@a.vn")}, claim, "hash"},
		"an empty hash":     {Visit{Account: "", Hash: Hash([]byte(key), "")}, map[string]string{}, "hash"},
		"an old token":      {Visit{Account: "lan@a.vn", Token: hs(jwt.MapClaims{"sub": "minh@a.vn", "exp": in(-time.Hour)})}, claim, "expired"},
		"a token for ever":  {Visit{Account: "lan@a.vn", Token: hs(jwt.MapClaims{"sub": "minh@a.vn"})}, claim, "exp"},
		"a token of a year": {Visit{Account: "lan@a.vn", Token: hs(jwt.MapClaims{"sub": "minh@a.vn", "exp": in(365 * 24 * time.Hour)})}, claim, "a day"},
		"a token of nobody": {Visit{Account: "lan@a.vn", Token: hs(jwt.MapClaims{"exp": in(time.Minute)})}, claim, "nobody"},
		"another key":       {Visit{Account: "lan@a.vn", Token: signed(t, jwt.SigningMethodHS256, []byte("x"+key), jwt.MapClaims{"sub": "minh@a.vn", "exp": in(time.Minute)})}, claim, "signature"},
		"no signature":      {Visit{Account: "lan@a.vn", Token: signed(t, jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, jwt.MapClaims{"sub": "minh@a.vn", "exp": in(time.Minute)})}, claim, "signing method"},
		"another algorithm": {Visit{Account: "lan@a.vn", Token: signed(t, jwt.SigningMethodHS512, []byte(key), jwt.MapClaims{"sub": "minh@a.vn", "exp": in(time.Minute)})}, claim, "signing method"},
		"rubbish":           {Visit{Account: "lan@a.vn", Token: "a.b.c"}, claim, "malformed"},
		"what else is told": {
			Visit{
				Page:       "https://lan:pw@app.a.vn/goi-ra?token=s3cret#x",
				Attributes: map[string]string{"plan": "pro\n<b>", "account": "boss@a.vn", "Bad name": "x", "empty": " "},
				Token:      hs(jwt.MapClaims{"sub": "lan@a.vn", "exp": in(time.Minute), "attributes": map[string]string{"seat": "12", "claim": "x"}}),
			},
			map[string]string{"account": "lan@a.vn", "page": "https://app.a.vn/goi-ra", "plan?": "pro <b>", "seat": "12"},
			"",
		},
		"no page": {Visit{Page: "javascript:alert(1)"}, map[string]string{}, ""},
	} {
		got, err := e.About(c.visit, noon)
		if !maps.Equal(got.About, c.want) {
			t.Errorf("%s: got %v, want %v", name, got.About, c.want)
		}
		if (err == nil) != (c.fault == "") || err != nil && !strings.Contains(err.Error(), c.fault) {
			t.Errorf("%s: got %v, want a fault that names %q", name, err, c.fault)
		}
	}
	strict := embed(t, Config{Secret: key, Enforce: true})
	for name, c := range map[string]struct {
		visit Visit
		want  map[string]string
		fault string
	}{
		"nobody":        {Visit{}, map[string]string{}, ""},
		"a claim":       {Visit{Account: "lan@a.vn"}, map[string]string{}, "WIDGET_ENFORCE"},
		"a forged hash": {Visit{Account: "lan@a.vn", Hash: Hash([]byte(key), "minh@a.vn")}, map[string]string{}, "hash"},
		"a hash":        {Visit{Account: "lan@a.vn", Hash: Hash([]byte(key), "lan@a.vn")}, vouched, ""},
		"a token":       {Visit{Token: hs(jwt.MapClaims{"sub": "lan@a.vn", "exp": in(time.Minute)})}, vouched, ""},
		"an old token":  {Visit{Account: "lan@a.vn", Token: hs(jwt.MapClaims{"sub": "lan@a.vn", "exp": in(-time.Hour)})}, map[string]string{}, "expired"},
	} {
		got, err := strict.About(c.visit, noon)
		if !maps.Equal(got.About, c.want) || (err == nil) != (c.fault == "") || err != nil && !strings.Contains(err.Error(), c.fault) {
			t.Errorf("enforced, %s: got %v, %v; want %v and a fault that names %q", name, got, err, c.want, c.fault)
		}
	}
	if got, err := embed(t, Config{}).About(Visit{Account: "a", Hash: Hash(nil, "a")}, noon); err == nil || got.About["account"] != "" {
		t.Errorf("without a secret: got %v, %v; want a claim and the reason", got, err)
	}
}

func TestConfigSaysWhatToWrite(t *testing.T) {
	for _, o := range []string{"https://app.example.vn", "https://*.example.vn", "http://localhost:*", "http://127.0.0.1:3000", "*"} {
		if err := (Config{Origins: []string{o}}).Validate(); err != nil {
			t.Errorf("%s: got %v, want it taken", o, err)
		}
	}
	for o, want := range map[string]string{
		"app.example.vn":               "write https://app.example.vn",
		"https://app.example.vn/":      "write https://app.example.vn,",
		"https://app.example.vn/x?a=b": "write https://app.example.vn,",
		"ftp://app.example.vn":         "write https://app.example.vn",
		"https://a.vn; script-src *":   "WIDGET_ORIGINS",
		"'none'":                       "WIDGET_ORIGINS",
		"":                             "WIDGET_ORIGINS",
	} {
		if err := (Config{Origins: []string{o}}).Validate(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", o, err, want)
		}
	}
	if err := (Config{Enforce: true}).Validate(); err == nil || !strings.Contains(err.Error(), "needs WIDGET_SECRET") {
		t.Errorf("enforced without a secret: got %v", err)
	}
	err := Config{Secret: "short"}.Validate()
	if err == nil || !strings.Contains(err.Error(), "WIDGET_SECRET: 5 characters") || strings.Contains(err.Error(), "short") {
		t.Errorf("a short secret: got %v, want its length and not itself", err)
	}
}

func TestScript(t *testing.T) {
	e := embed(t, Config{Origins: []string{"https://app.example.vn", "https://*.example.org"}})
	w := httptest.NewRecorder()
	e.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, Path, nil))
	s := w.Body.String()
	if w.Code != http.StatusOK || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/javascript") || w.Header().Get("Cross-Origin-Resource-Policy") != "cross-origin" {
		t.Errorf("got %d %v", w.Code, w.Header())
	}
	for _, bad := range []string{"= __WORDS__", "eval(", "innerHTML", "srcdoc", "document.write", "cssText", `setAttribute("style`} {
		if strings.Contains(s, bad) {
			t.Errorf("the script holds %s, which a strict policy forbids or which was to be filled in", bad)
		}
	}
	if len(s) > 16<<10 {
		t.Errorf("the script has %d bytes, want a small file: at most 16 KB", len(s))
	}
	w = httptest.NewRecorder()
	w.Header().Set("X-Frame-Options", "DENY")
	e.Frame(w)
	if p := w.Header().Get("Content-Security-Policy"); !strings.Contains(p, "frame-ancestors 'self' https://app.example.vn https://*.example.org;") || w.Header().Get("X-Frame-Options") != "" {
		t.Errorf("a frame is answered with %v", w.Header())
	}
}
