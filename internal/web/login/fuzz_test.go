package login

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"hotro/internal/desk"
)

// FuzzNext gives anything as the page to go to after the login: it leads to a
// page of the desk of this site, however a browser reads it.
func FuzzNext(f *testing.F) {
	for _, s := range []string{
		"", "/desk", "/desk/t/5?view=mine", "/desk/t/5?view=a&q=%2F%2Fevil.test", "https://evil.test/desk", "//evil.test/desk", `/\evil.test`, `/desk\..\..\evil`,
		"/chat", "/desk/login?token=x", "/deskx", "javascript:alert(1)", "/desk/../chat", "/desk/%2e%2e/chat", "/desk//evil.test", "/desk/%0d%0aSet-Cookie:x",
		"/desk?\r\nLocation: //evil.test", "/desk#//evil.test", "desk", "///desk", "/desk;//evil.test", "/desk/t/5?q=tiếng Việt", "/desk/%2F%2Fevil.test", "/desk/%5cevil", "/desk%2F0",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, to string) {
		got := safeNext(to)
		page, _, _ := strings.Cut(got, "?")
		if page != "/desk" && !strings.HasPrefix(page, "/desk/") {
			t.Errorf("%q leads to %q, which is no page of the desk", to, got)
		}
		if i := strings.IndexFunc(got, func(r rune) bool { return r < ' ' || r == '\\' || r == 0x7f }); i >= 0 || strings.Contains(page, "//") {
			t.Errorf("%q leads to %q, which browsers read in more than one way", to, got)
		}
		u, err := url.Parse("https://hotro.test" + got)
		if err != nil || u.Host != "hotro.test" || slices.Contains(strings.Split(u.Path, "/"), "..") || strings.HasPrefix(u.Path, "/desk/login") {
			t.Errorf("%q leads to %q: %v, %v", to, got, u, err)
		}
		if again := safeNext(got); again != got {
			t.Errorf("%q leads to %q, and that to %q", to, got, again)
		}
	})
}

// FuzzClaims gives any claims of a token whose signature is good: who gets in
// has a verified address that the settings name, letter for letter.
func FuzzClaims(f *testing.F) {
	for _, s := range []string{
		`{"email":"Lan@CongTy.vn","email_verified":true,"name":"Lan Trần"}`, `{"email":"sep@khac.vn","email_verified":"true"}`, `{"email":"lan@congty.vn"}`,
		`{"email":"lan@congty.vn","email_verified":false}`, `{"email":"lan@congty.vn","email_verified":null}`, `{"email":"lan@congty.vn","email_verified":1}`,
		`{"email":"x@gmail.com","email_verified":true}`, `{"email":"x@notcongty.vn","email_verified":true}`, `{"email":"a@b@congty.vn","email_verified":true}`,
		`{"email":"\u017fep@khac.vn","email_verified":true}`, `{"email":"lan@congty.vn\n","email_verified":true}`, `{"email":"@congty.vn","email_verified":true}`,
		`{"email":["lan@congty.vn"],"email_verified":true}`, `{"EMAIL":"lan@congty.vn","Email_Verified":true}`, `{"email":"lan@congty.vn","email_verified":true,"name":"\u202eaL\u0000"}`,
	} {
		f.Add([]byte(s))
	}
	p := &provider{Config: Config{Domains: []string{"congty.vn", " Ban.VN "}, Leads: []string{"Sep@khac.vn"}}}
	f.Fuzz(func(t *testing.T, raw []byte) {
		var c claims
		if json.Unmarshal(raw, &c) != nil {
			return
		}
		who, err := p.staff(c)
		if err != nil {
			if who != (desk.Staff{}) {
				t.Errorf("%s: %v, and yet %v", raw, err, who)
			}
			return
		}
		email, ok := strings.CutPrefix(who.ID, "web:")
		_, domain, _ := strings.Cut(email, "@")
		lead := email == "sep@khac.vn"
		if !ok || c.Verified == nil || !bool(*c.Verified) || !lead && domain != "congty.vn" && domain != "ban.vn" {
			t.Errorf("%s is let in as %v", raw, who)
		}
		if lead != (who.Role == desk.RoleLead) {
			t.Errorf("%s has the role %s", raw, who.Role)
		}
		if !utf8.ValidString(who.Name) || who.Name == "" || utf8.RuneCountInString(who.Name) > 320 || strings.ContainsAny(who.Name, "\n\r\x00\u202e") {
			t.Errorf("%s is called %q", raw, who.Name)
		}
	})
}
