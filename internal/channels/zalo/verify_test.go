package zalo

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"hotro/internal/secret"
)

// Vectors of the signature: plain SHA-256 of app id, body, timestamp, secret.
var vectors = []struct{ app, body, at, secret, want string }{
	{"X", "BODY", "1234567890", "Y", "2f1ef5aabe67e8396a459ca89562e108ad541f82ba5022c85f645bd6b7220cb9"},
	{
		"app-1", `{"app_id":"app-1","sender":{"id":"u1"},"event_name":"user_send_text","message":{"text":"catalog","msg_id":"m1"},"timestamp":"123"}`,
		"123", "oa-secret", "86ccd316c21d11ce7d57decef0e0731efe954663b335214efc9e396d60a7ce69",
	},
	{
		"50554360515256678", `{"event_name":"user_send_text","app_id":"50554360515256678","sender":{"id":"5510185758261927916"},"recipient":{"id":"1646843870823903717"},"message":{"text":"Xin chào, tôi cần hỗ trợ","msg_id":"e2a641af6661713b2874"},"timestamp":"1717061839659","user_id_by_app":"3611371994410983884"}`,
		"1717061839659", "test-oa-secret", "a64db8044a879f1a80704e705dbe52294338f2742f13c26e5e467e6ecd2a4fc5",
	},
}

func TestSignatureVectors(t *testing.T) {
	for _, v := range vectors {
		if got := mac(v.app, []byte(v.body), v.at, v.secret); got != v.want {
			t.Errorf("app %q: got %s, want %s", v.app, got, v.want)
		}
	}
}

func oa(t *testing.T, app, key string, count func(string)) *OA {
	t.Helper()
	c := Config{AppID: app, AppSecret: "app-secret", APIURL: "https://openapi.zalo.me", OAuthURL: "https://oauth.zaloapp.com"}
	c.OASecret = secret.String(key)
	if count == nil {
		count = func(string) {}
	}
	a, err := New(c, Options{Count: count})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func header(sig string) http.Header { return http.Header{"X-Zevent-Signature": {sig}} }

func TestVerify(t *testing.T) {
	v := vectors[2]
	for _, c := range []struct {
		name string
		h    http.Header
		body string
		want bool
	}{
		{"with mac=", header("mac=" + v.want), v.body, true},
		{"without", header(v.want), v.body, true},
		{"in capitals", header("MAC=" + strings.ToUpper(v.want)), v.body, true},
		{"with blanks", header(" mac=" + v.want + " "), v.body, true},
		{"no header", http.Header{}, v.body, false},
		{"empty", header(""), v.body, false},
		{"mac= alone", header("mac="), v.body, false},
		{"cut short", header("mac=" + v.want[:63]), v.body, false},
		{"one digit off", header("mac=b" + v.want[1:]), v.body, false},
		{"one byte more", header("mac=" + v.want), v.body + " ", false},
		{"another word", header("mac=" + v.want), strings.Replace(v.body, "chào", "chao", 1), false},
		{"the word of notifications", header("ZNS"), v.body, false},
		{"the probe", http.Header{}, "{}", true},
		{"the probe with a line end", http.Header{}, "{}\n", true},
		{"no probe", http.Header{}, `{"a":1}`, false},
		{"nothing", http.Header{}, "", false},
	} {
		if got := oa(t, v.app, v.secret, nil).Verify(c.h, []byte(c.body)); got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}

func TestTheTimestampIsSignedAsItIsWritten(t *testing.T) {
	for name, c := range map[string]struct{ body, at, header string }{
		"a number":        {`{"timestamp":1717061839659}`, "1717061839659", ""},
		"a string":        {`{"timestamp":"0123"}`, "0123", ""},
		"in the header":   {`{"event_name":"x"}`, "99", "99"},
		"body and header": {`{"timestamp":"1"}`, "1", "2"},
		"not JSON":        {`BODY`, "1234567890", "1234567890"},
		"nowhere":         {`{"event_name":"x"}`, "", ""},
	} {
		h := header("mac=" + mac("app", []byte(c.body), c.at, "key"))
		if c.header != "" {
			h.Set("X-ZEvent-Timestamp", c.header)
		}
		if !oa(t, "app", "key", nil).Verify(h, []byte(c.body)) {
			t.Errorf("%s: got refused, want taken", name)
		}
	}
}

func TestASignatureOverTheAccountsIDIsCountedAndRefused(t *testing.T) {
	v, n := vectors[2], []string(nil)
	a := oa(t, v.app, v.secret, func(what string) { n = append(n, what) })
	if a.Verify(header("mac="+mac("1646843870823903717", []byte(v.body), v.at, v.secret)), []byte(v.body)) {
		t.Error("got taken, want refused")
	}
	a.Verify(header("mac="+v.want[1:]+"0"), []byte(v.body))
	a.Verify(header("ZNS"), []byte(v.body))
	a.Verify(http.Header{}, []byte(v.body))
	a.Verify(header(mac(v.app, []byte(v.body), v.at, "app-secret")), []byte(v.body))
	if want := []string{"signature_oa_id", "signature_no_key", "signature_form", "signature_missing", "signature_app_secret"}; !slices.Equal(n, want) {
		t.Errorf("counted %v, want %v", n, want)
	}
	noticed := a.health.take()
	for _, want := range []string{"account's id", "ZALO_OA_SECRET again", "64 hex digits", "a proxy drops", "ZALO_APP_SECRET"} {
		if got := strings.Join(noticed.Advice(a.now()), "\n"); !strings.Contains(got, want) {
			t.Errorf("doctor says %q, want %q in it", got, want)
		}
	}
}

// TestTwoSecretsDuringAReset: the console's Reset makes a new key while calls
// with the old one are still under way.
func TestTwoSecretsDuringAReset(t *testing.T) {
	v := vectors[2]
	a := oa(t, v.app, "the-new-one, "+v.secret, nil)
	for name, h := range map[string]http.Header{
		"old": header("mac=" + v.want), "new": header(mac(v.app, []byte(v.body), v.at, "the-new-one")),
	} {
		if !a.Verify(h, []byte(v.body)) {
			t.Errorf("the %s key: got refused, want taken", name)
		}
	}
	if a.Verify(header("mac="+mac(v.app, []byte(v.body), v.at, "the-new-one, "+v.secret)), []byte(v.body)) {
		t.Error("both keys as one: got taken, want refused")
	}
}

// TestWhileSignaturesAreOnlyLookedAt: Zalo's console is content, and nothing
// that is not Zalo's is taken.
func TestWhileSignaturesAreOnlyLookedAt(t *testing.T) {
	v, n := vectors[2], []string(nil)
	a := oa(t, v.app, v.secret, func(what string) { n = append(n, what) })
	a.receiver.cfg.Signature = SignatureLog
	if !a.Verify(http.Header{}, []byte(v.body)) || !slices.Contains(n, "signature_missing") {
		t.Errorf("unsigned: got refused or not counted (%v), want 200 and the reason", n)
	}
	if got, err := a.Decode(http.Header{}, []byte(v.body)); err != nil || len(got.Messages) > 0 || got.Ignored != "signature" {
		t.Errorf("unsigned: got %+v, %v; want nothing stored", got, err)
	}
	if got, err := a.Decode(header(v.want), []byte(v.body)); err != nil || len(got.Messages) != 1 {
		t.Errorf("signed: got %+v, %v; want the message", got, err)
	}
}

func BenchmarkVerifyAndDecode(b *testing.B) {
	c := Config{AppID: "50554360515256678", AppSecret: "s", OASecret: "test-oa-secret", APIURL: "https://openapi.zalo.me", OAuthURL: "https://oauth.zaloapp.com"}
	a, err := New(c, Options{})
	if err != nil {
		b.Fatal(err)
	}
	h, body := header("mac="+vectors[2].want), []byte(vectors[2].body)
	for b.Loop() {
		if !a.Verify(h, body) {
			b.Fatal("refused")
		}
		if _, err := a.Decode(h, body); err != nil {
			b.Fatal(err)
		}
	}
}
