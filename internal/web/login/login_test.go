package login_test

import (
	"cmp"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"hotro/internal/desk"
	"hotro/internal/store/bolt/bolttest"
	"hotro/internal/web/login"
	"hotro/internal/web/ui"
)

var lan = desk.Staff{ID: "telegram:42", Name: "Lan", Role: desk.RoleAgent}

// site is Sessions on a store of its own, with one page behind it.
type site struct {
	*login.Sessions
	t    testing.TB
	page http.Handler
}

func newSite(t testing.TB, o login.Options) *site {
	t.Helper()
	st := bolttest.Open(t)

	o.Renderer = ui.New(ui.Options{Secure: strings.HasPrefix(o.Base, "https:")})
	o.KV, o.Log = st, slog.New(slog.NewTextHandler(io.Discard, nil))
	d := login.New(o)
	mux := http.NewServeMux()
	mux.Handle("/desk/login", d.Handler())
	mux.Handle("/desk/logout", d.Handler())
	mux.Handle("/desk/oidc", d.Handler())
	mux.Handle("/desk/oidc/callback", d.Handler())
	mux.Handle("/", d.Guard(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, "hello "+login.From(r.Context()).Staff.Name)
	})))
	return &site{Sessions: d, t: t, page: ui.SecureHeaders(mux)}
}

// browser keeps cookies between requests.
type browser struct {
	*site
	cookies map[string]string
	header  http.Header
	from    string // "": httptest's address
}

func (d *site) browser() *browser {
	return &browser{site: d, cookies: map[string]string{}, header: http.Header{"Accept": {"text/html"}}}
}

func (b *browser) do(method, target string, form url.Values) *httptest.ResponseRecorder {
	b.t.Helper()
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	r := httptest.NewRequest(method, target, body)
	r.RemoteAddr = cmp.Or(b.from, r.RemoteAddr)
	for k, v := range b.header {
		r.Header[k] = v
	}
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for k, v := range b.cookies {
		r.AddCookie(&http.Cookie{Name: k, Value: v})
	}
	w := httptest.NewRecorder()
	b.page.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		if c.MaxAge < 0 {
			delete(b.cookies, c.Name)
		} else {
			b.cookies[c.Name] = c.Value
		}
	}
	return w
}

func (b *browser) in() bool {
	b.t.Helper()
	return b.do("GET", "/desk", nil).Code == http.StatusOK
}

func (d *site) link() string {
	d.t.Helper()
	u, err := d.Link(d.t.Context(), lan)
	if err != nil {
		d.t.Fatal(err)
	}
	return u
}

func TestLinkLogsInOnce(t *testing.T) {
	d := newSite(t, login.Options{Base: "http://desk.test"})
	link := d.link()
	b := d.browser()
	if w := b.do("GET", link, nil); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/desk" {
		t.Fatalf("link: got %d to %q, want 303 to /desk", w.Code, w.Header().Get("Location"))
	}
	if w := b.do("GET", "/desk", nil); w.Body.String() != "hello Lan" {
		t.Errorf("desk: got %q, want hello Lan", w.Body)
	}
	thief := d.browser()
	if w := thief.do("GET", link, nil); w.Code != http.StatusUnauthorized || thief.in() {
		t.Errorf("the link used again: got %d and in %v, want 401 and out", w.Code, thief.in())
	}
}

func TestLinkOfTwoAtOnceLetsOneIn(t *testing.T) {
	d := newSite(t, login.Options{Base: "http://desk.test"})
	link := d.link()
	var in atomic.Int32
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			if d.browser().do("GET", link, nil).Code == http.StatusSeeOther {
				in.Add(1)
			}
		})
	}
	wg.Wait()
	if in.Load() != 1 {
		t.Errorf("%d of 20 were let in by one link, want 1", in.Load())
	}
}

// TestTheWaysToLogInAreThoseThereAre: Telegram is spoken of where its group gives
// links.
func TestTheWaysToLogInAreThoseThereAre(t *testing.T) {
	for _, group := range []bool{false, true} {
		page := newSite(t, login.Options{Base: "http://desk.test", Group: group}).browser().do("GET", "/desk/login", nil).Body.String()
		if strings.Contains(page, "Telegram") != group || !strings.Contains(page, `name="token"`) || strings.Contains(page, `class="or"`) {
			t.Errorf("with a group: %v, the page says %s", group, page)
		}
	}
}

func TestLinkExpires(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newSite(t, login.Options{Base: "http://desk.test"})
		late, early := d.link(), d.link()
		time.Sleep(9 * time.Minute)
		if w := d.browser().do("GET", early, nil); w.Code != http.StatusSeeOther {
			t.Errorf("after 9 minutes: got %d, want 303", w.Code)
		}
		time.Sleep(2 * time.Minute)
		if w := d.browser().do("GET", late, nil); w.Code != http.StatusUnauthorized {
			t.Errorf("after 11 minutes: got %d, want 401", w.Code)
		}
	})
}

func TestPreviewsDoNotUseTheLinkUp(t *testing.T) {
	d := newSite(t, login.Options{Base: "http://desk.test"})
	link := d.link()
	for name, look := range map[string]func(b *browser) *httptest.ResponseRecorder{
		"HEAD": func(b *browser) *httptest.ResponseRecorder { return b.do("HEAD", link, nil) },
		"prefetch": func(b *browser) *httptest.ResponseRecorder {
			b.header.Set("Sec-Purpose", "prefetch")
			return b.do("GET", link, nil)
		},
		"preview": func(b *browser) *httptest.ResponseRecorder {
			b.header.Set("User-Agent", "TelegramBot (like TwitterBot)")
			return b.do("GET", link, nil)
		},
	} {
		b := d.browser()
		if w := look(b); w.Code != http.StatusOK || len(b.cookies) > 0 {
			t.Errorf("%s: got %d and cookies %v, want 200 and none", name, w.Code, b.cookies)
		}
	}
	// The page that a preview gets logs a person in by one press.
	b := d.browser()
	u, _ := url.Parse(link)
	if w := b.do("POST", "/desk/login", url.Values{"token": {u.Query().Get("token")}}); w.Code != http.StatusSeeOther || !b.in() {
		t.Errorf("press: got %d, want 303 and in", w.Code)
	}
}

func TestBootstrapToken(t *testing.T) {
	d := newSite(t, login.Options{Base: "http://desk.test", Secret: "a-long-enough-secret"})
	for range 2 {
		b := d.browser()
		if w := b.do("GET", "/desk/login?token=a-long-enough-secret&name=Minh", nil); w.Code != http.StatusSeeOther {
			t.Fatalf("got %d, want 303", w.Code)
		}
		if w := b.do("GET", "/desk", nil); w.Body.String() != "hello Minh" {
			t.Errorf("got %q, want hello Minh", w.Body)
		}
	}
	if w := d.browser().do("GET", "/desk/login?token=a-long-enough-secreT", nil); w.Code != http.StatusUnauthorized {
		t.Errorf("a wrong token: got %d, want 401", w.Code)
	}
	none := newSite(t, login.Options{Base: "http://desk.test"})
	if w := none.browser().do("GET", "/desk/login?token=", nil); w.Code != http.StatusOK || none.browser().in() {
		t.Errorf("an empty token where none is set: got %d, want the form", w.Code)
	}
}

func TestCookie(t *testing.T) {
	for base, want := range map[string]string{"http://desk.test": "hotro_desk=", "https://desk.test": "__Host-hotro_desk="} {
		d := newSite(t, login.Options{Base: base})
		w := d.browser().do("GET", d.link(), nil)
		c := w.Header().Get("Set-Cookie")
		for _, part := range []string{want, "HttpOnly", "SameSite=Strict", "Path=/"} {
			if !strings.Contains(c, part) {
				t.Errorf("%s: cookie %q lacks %s", base, c, part)
			}
		}
		if secure := strings.Contains(c, "Secure"); secure != strings.HasPrefix(base, "https") {
			t.Errorf("%s: cookie %q: Secure is %v", base, c, secure)
		}
	}
}

// A session id that somebody planted in the browser is not the one that the
// login opens.
func TestSessionFixation(t *testing.T) {
	d := newSite(t, login.Options{Base: "http://desk.test"})
	victim := d.browser()
	planted := strings.Repeat("A", 43)
	victim.cookies["hotro_desk"] = planted
	victim.do("GET", d.link(), nil)
	if got := victim.cookies["hotro_desk"]; got == planted || !victim.in() {
		t.Errorf("after the login the cookie is %q, want a fresh one that is in", got)
	}
	attacker := d.browser()
	attacker.cookies["hotro_desk"] = planted
	if attacker.in() {
		t.Error("the planted session id is logged in")
	}
	first := victim.cookies["hotro_desk"]
	victim.do("GET", d.link(), nil)
	old := d.browser()
	old.cookies["hotro_desk"] = first
	if old.in() {
		t.Error("the session from before a new login is still in")
	}
}

func TestSessionEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newSite(t, login.Options{Base: "http://desk.test"})
		idle, busy := d.browser(), d.browser()
		idle.do("GET", d.link(), nil)
		busy.do("GET", d.link(), nil)
		for range 11 {
			time.Sleep(time.Hour)
			if !busy.in() {
				t.Fatal("a session in use ended before its time")
			}
		}
		if idle.in() {
			t.Error("a session unused for 11 hours is still in")
		}
		time.Sleep(2 * time.Hour)
		if busy.in() {
			t.Error("a session is still in after 13 hours")
		}
	})
}

func TestRevokeAndLogout(t *testing.T) {
	d := newSite(t, login.Options{Base: "http://desk.test"})
	a, b := d.browser(), d.browser()
	a.do("GET", d.link(), nil)
	b.do("GET", d.link(), nil)
	all, err := d.List(t.Context())
	if err != nil || len(all) != 2 {
		t.Fatalf("sessions: got %d, %v; want 2", len(all), err)
	}
	for _, s := range all {
		if s.ID == a.cookies["hotro_desk"] || s.ID == b.cookies["hotro_desk"] {
			t.Error("the list gives away what opens a session")
		}
	}
	if w := b.do("POST", "/desk/logout", url.Values{}); w.Code != http.StatusSeeOther || b.in() || !a.in() {
		t.Errorf("logout: got %d; in: b %v, a %v; want 303, false, true", w.Code, b.in(), a.in())
	}
	all, err = d.List(t.Context())
	if err != nil || len(all) != 1 {
		t.Fatalf("sessions after a logout: got %d, %v; want 1", len(all), err)
	}
	if err := d.Revoke(t.Context(), all[0].ID); err != nil || a.in() || d.Alive(t.Context(), all[0].ID) {
		t.Errorf("revoke: %v; still in: %v", err, a.in())
	}
}

func TestGuard(t *testing.T) {
	d := newSite(t, login.Options{Base: "http://desk.test"})
	b := d.browser()
	if w := b.do("GET", "/desk/t/12?view=mine", nil); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/desk/login?next=%2Fdesk%2Ft%2F12%3Fview%3Dmine" {
		t.Errorf("a page: got %d to %q, want 303 to the login with the way back", w.Code, w.Header().Get("Location"))
	}
	if w := b.do("POST", "/desk/t/12/claim", url.Values{}); w.Code != http.StatusUnauthorized {
		t.Errorf("an action: got %d, want 401", w.Code)
	}
	b.header.Set("Accept", "text/event-stream")
	if w := b.do("GET", "/desk/events", nil); w.Code != http.StatusUnauthorized {
		t.Errorf("a stream: got %d, want 401", w.Code)
	}
	// A link on another site comes without the strict cookie: the page asks
	// for itself again instead of asking for a login.
	b.header = http.Header{"Sec-Fetch-Site": {"cross-site"}, "Sec-Fetch-Mode": {"navigate"}}
	if w := b.do("GET", "/desk/t/12", nil); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `content="0;url=/desk/t/12"`) {
		t.Errorf("from another site: got %d %s, want a page that goes to /desk/t/12", w.Code, w.Body)
	}
}

func TestLoginGoesNowhereElse(t *testing.T) {
	d := newSite(t, login.Options{Base: "http://desk.test"})
	for next, want := range map[string]string{
		"/desk/t/5?view=mine": "/desk/t/5?view=mine", "/desk": "/desk", "": "/desk",
		"https://evil.test/desk": "/desk", "//evil.test/desk": "/desk", `/\evil.test`: "/desk",
		"/chat": "/desk", "/desk/login?token=x": "/desk", "/deskx": "/desk", "javascript:alert(1)": "/desk",
		"/desk/../chat": "/desk", "/desk//evil.test": "/desk", "/desk%2Ft/5": "/desk",
	} {
		w := d.browser().do("GET", d.link()+"&next="+url.QueryEscape(next), nil)
		if got := w.Header().Get("Location"); got != want {
			t.Errorf("next %q: got %q, want %q", next, got, want)
		}
	}
}

// TestGuessesSlowDown: who guesses at the fixed token is held up, and with them
// whoever has it and comes from the same address; a link is let in at once.
func TestGuessesSlowDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const secret = "/desk/login?name=Lan&token=a-long-enough-secret"
		d := newSite(t, login.Options{Base: "http://desk.test", Secret: "a-long-enough-secret"})
		link := d.link()
		codes := map[int]int{}
		for i := range 30 {
			guess := "/desk/login?token=guess"
			if i%2 == 1 {
				guess = "/desk/login?token=" + strings.Repeat("A", 43) // of the form of a link's
			}
			codes[d.browser().do("GET", guess, nil).Code]++
		}
		if codes[http.StatusUnauthorized] != 10 || codes[http.StatusTooManyRequests] != 20 {
			t.Errorf("30 guesses: got %v, want 10 × 401 and 20 × 429", codes)
		}
		if w := d.browser().do("GET", secret, nil); w.Code != http.StatusTooManyRequests {
			t.Errorf("the secret meanwhile: got %d, want 429", w.Code)
		}
		if w := d.browser().do("GET", link, nil); w.Code != http.StatusSeeOther {
			t.Errorf("a good link meanwhile: got %d, want 303", w.Code)
		}
		time.Sleep(time.Minute)
		if w := d.browser().do("GET", secret, nil); w.Code != http.StatusSeeOther {
			t.Errorf("the secret after a minute: got %d, want 303", w.Code)
		}
	})
}

// TestAGuesserIsOneNetwork: the addresses of one IPv6 network are one guesser,
// and another network is another.
func TestAGuesserIsOneNetwork(t *testing.T) {
	d := newSite(t, login.Options{Base: "http://desk.test", Secret: "a-long-enough-secret"})
	b := d.browser()
	codes := map[int]int{}
	for i := range 20 {
		b.from = fmt.Sprintf("[2001:db8:1:2::%x]:5000", i+1)
		codes[b.do("GET", "/desk/login?token=guess", nil).Code]++
	}
	if codes[http.StatusTooManyRequests] != 10 {
		t.Errorf("20 guesses from one /64: got %v, want 10 × 429", codes)
	}
	b.from = "[2001:db8:1:3::1]:5000"
	if w := b.do("GET", "/desk/login?token=guess", nil); w.Code != http.StatusUnauthorized {
		t.Errorf("from another network: got %d, want 401", w.Code)
	}
}

// TestANameIsNobodyElses: the name that goes with the fixed token makes nobody
// of those who log in by a company's account, a link, or Telegram.
func TestANameIsNobodyElses(t *testing.T) {
	d := newSite(t, login.Options{Base: "http://desk.test", Secret: "a-long-enough-secret"})
	for _, name := range []string{"Nam", "Admin", "lan@congty.vn", "web:lan@congty.vn", "telegram:42", "Lan"} {
		d.browser().do("GET", "/desk/login?token=a-long-enough-secret&name="+url.QueryEscape(name), nil)
	}
	all, err := d.List(t.Context())
	if err != nil || len(all) != 6 {
		t.Fatalf("sessions: got %d, %v; want 6", len(all), err)
	}
	for _, s := range all {
		if !strings.HasPrefix(s.Staff.ID, "setup:") || s.How != "secret" {
			t.Errorf("%q is %s by %s, want an id of its own kind", s.Staff.Name, s.Staff.ID, s.How)
		}
	}
}

// TestOneTokenManyPeople: the fixed token lets nobody in without a name, asks for
// it, and two who give theirs are two people.
func TestOneTokenManyPeople(t *testing.T) {
	d := newSite(t, login.Options{Base: "http://desk.test", Secret: "a-long-enough-secret"})
	b := d.browser()
	w := b.do("GET", "/desk/login?token=a-long-enough-secret", nil)
	if all, err := d.List(t.Context()); w.Code != http.StatusOK || err != nil || len(all) != 0 || !strings.Contains(w.Body.String(), `name="name" maxlength="40"`) {
		t.Fatalf("without a name: got %d and %d sessions, %v; want to be asked for one", w.Code, len(all), err)
	}
	for _, name := range []string{"Lan", "Minh"} {
		d.browser().do("GET", "/desk/login?token=a-long-enough-secret&name="+name, nil)
	}
	all, err := d.List(t.Context())
	if err != nil || len(all) != 2 || all[0].Staff.ID == all[1].Staff.ID {
		t.Errorf("two names: got %+v, %v; want two people", all, err)
	}
}

func TestForeignPostIsRefused(t *testing.T) {
	d := newSite(t, login.Options{Base: "http://desk.test", Secret: "a-long-enough-secret"})
	b := d.browser()
	b.header.Set("Origin", "https://evil.test")
	if w := b.do("POST", "/desk/login", url.Values{"token": {"a-long-enough-secret"}}); w.Code != http.StatusForbidden || len(b.cookies) > 0 {
		t.Errorf("got %d and cookies %v, want 403 and none", w.Code, b.cookies)
	}
}
