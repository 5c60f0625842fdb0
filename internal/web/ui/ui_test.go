package ui_test

import (
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	xhtml "golang.org/x/net/html"
	"pgregory.net/rapid"

	"hotro/internal/chat"
	"hotro/internal/web/ui"
)

func kit(t testing.TB) *ui.Renderer {
	t.Helper()
	k := ui.New(ui.Options{Zone: time.FixedZone("Asia/Ho_Chi_Minh", 7*3600)})
	return k
}

func TestLanguage(t *testing.T) {
	k := kit(t)
	for _, c := range []struct{ query, cookie, accept, want string }{
		{"", "", "", "vi"},
		{"", "", "en-US,en;q=0.9", "en"},
		{"", "", "vi-VN,vi;q=0.9,en;q=0.8", "vi"},
		{"", "", "en;q=0.5, vi;q=0.9", "vi"},
		{"", "", "fr-FR,fr;q=0.9", "vi"},
		{"", "", "fr,en;q=0.3", "en"},
		{"", "", ";;q=,q=x,en;q=abc", "en"},
		{"", "en", "vi", "en"},
		{"?lang=vi", "en", "en", "vi"},
		{"?lang=xx", "", "", "vi"},
	} {
		r := httptest.NewRequest("GET", "/chat"+c.query, nil)
		r.Header.Set("Accept-Language", c.accept)
		if c.cookie != "" {
			r.AddCookie(&http.Cookie{Name: "lang", Value: c.cookie})
		}
		w := httptest.NewRecorder()
		if got := k.Page(w, r).Lang(); got != c.want {
			t.Errorf("query %q, cookie %q, accept %q: got %s, want %s", c.query, c.cookie, c.accept, got, c.want)
		}
		if set := w.Header().Get("Set-Cookie") != ""; set != (c.query == "?lang=vi") {
			t.Errorf("query %q: cookie set is %v", c.query, set)
		}
	}
}

func TestWordsShowTimesAndSizes(t *testing.T) {
	vi, en := kit(t).Words("vi"), kit(t).Words("en")
	at := time.Date(2026, 3, 2, 18, 5, 0, 0, time.UTC)
	for got, want := range map[string]string{
		vi.Moment(at): "01:05 03/03/2026", en.Moment(at): "01:05 3 Mar 2026",
		vi.Span(30 * time.Second): "vừa xong", vi.Span(65 * time.Minute): "1 giờ 5 phút", en.Span(50 * time.Hour): "2 d", vi.Span(-time.Hour): "vừa xong",
		vi.Size(1536 * 1024): "1,5 MB", en.Size(1536 * 1024): "1.5 MB", vi.Size(2048): "2 KB", vi.Size(0): "", vi.Size(12): "12 B",
		vi.Initials("Nguyễn Thị Hương"): "TH", vi.Initials("Lan"): "L", vi.Initials("Khách DE4A"): "4A", vi.Initials("★"): "?", vi.Initials("đức"): "Đ",
		kit(t).Words("xx").Lang(): "vi",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestMarkup(t *testing.T) {
	for in, want := range map[string]string{
		"**a** `b`":                           "<strong>a</strong> <code>b</code>",
		"[mở](https://stringee.com/?a=1&b=2)": `<a href="https://stringee.com/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer nofollow">mở</a>`,
		"[x](javascript:alert(1))":            "[x](javascript:alert(1))",
		"**<img src=x onerror=alert(1)>**":    "<strong>&lt;img src=x onerror=alert(1)&gt;</strong>",
	} {
		if got := string(ui.Markup(in)); got != want {
			t.Errorf("Markup(%q): got %s, want %s", in, got, want)
		}
	}
	for in, want := range map[string]string{
		"xem https://a.vn/b?c=d&e. nhé": `xem <a href="https://a.vn/b?c=d&amp;e" target="_blank" rel="noopener noreferrer nofollow">https://a.vn/b?c=d&amp;e</a>. nhé`,
		"**a** javascript:alert(1)":     "**a** javascript:alert(1)",
		`https://a.vn/"onload="x`:       `<a href="https://a.vn/" target="_blank" rel="noopener noreferrer nofollow">https://a.vn/</a>&#34;onload=&#34;x`,
	} {
		if got := string(ui.Linkify(in)); got != want {
			t.Errorf("Linkify(%q): got %s, want %s", in, got, want)
		}
	}
}

var tag = regexp.MustCompile(`</?(strong|code)>|<a href="https?://[^"<>]*" target="_blank" rel="noopener noreferrer nofollow">|</a>`)

// Whatever is written, nothing but our own few tags comes out, and without
// them the text is what was written.
func TestNoTextBecomesMarkup(t *testing.T) {
	piece := rapid.SampledFrom([]string{"<", ">", "\"", "'", "&", "*", "**", "`", "[", "](", ")", "https://", "a.vn", "javascript:", "<script>", "onerror=", " ", "\n", "ạ", "\x00"})
	rapid.Check(t, func(t *rapid.T) {
		in := strings.Join(rapid.SliceOfN(piece, 0, 25).Draw(t, "text"), "")
		linked := tag.ReplaceAllString(string(ui.Linkify(in)), "")
		if strings.ContainsAny(linked, `<>"'`) {
			t.Fatalf("Linkify(%q) lets markup through: %q", in, linked)
		}
		if got := html.UnescapeString(linked); strings.ReplaceAll(got, "\uFFFD", "\x00") != in {
			t.Fatalf("Linkify(%q) shows %q", in, got)
		}
		if marked := tag.ReplaceAllString(string(ui.Markup(in)), ""); strings.ContainsAny(marked, `<>"'`) {
			t.Fatalf("Markup(%q) lets markup through: %q", in, marked)
		}
	})
}

func TestAssets(t *testing.T) {
	h := ui.Assets()
	get := func(path string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		return w
	}
	w := get(ui.Asset("base.css"))
	if w.Code != http.StatusOK || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/css") {
		t.Errorf("style sheet: got %d, %v", w.Code, w.Header())
	}
	for _, path := range []string{ui.Asset(""), ui.Asset("nothing.js"), ui.Prefix, ui.Prefix + "old/base.css", ui.Asset("../ui.go"), ui.Asset("%2e%2e/ui.go")} {
		if w := get(path); w.Code == http.StatusOK {
			t.Errorf("%s: got 200, want none", path)
		}
	}
}

func TestGuardedPages(t *testing.T) {
	h := ui.SecureHeaders(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }))
	for _, c := range []struct {
		method, site, origin string
		code                 int
	}{
		{"GET", "cross-site", "", http.StatusNoContent},
		{"POST", "same-origin", "http://example.com", http.StatusNoContent},
		{"POST", "", "", http.StatusNoContent}, // not a browser
		{"POST", "cross-site", "https://evil.test", http.StatusForbidden},
		{"POST", "same-site", "https://other.example.com", http.StatusForbidden},
		{"POST", "", "https://evil.test", http.StatusForbidden},
		{"POST", "", "null", http.StatusForbidden},
	} {
		r := httptest.NewRequest(c.method, "http://example.com/x", nil)
		for k, v := range map[string]string{"Sec-Fetch-Site": c.site, "Origin": c.origin} {
			if v != "" {
				r.Header.Set(k, v)
			}
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != c.code {
			t.Errorf("%s from %s %s: got %d, want %d", c.method, c.site, c.origin, w.Code, c.code)
		}
		if csp := w.Header().Get("Content-Security-Policy"); strings.Contains(csp, "unsafe") || !strings.Contains(csp, "frame-ancestors 'none'") {
			t.Errorf("policy: got %q", csp)
		}
	}
}

func TestFileOfAPhotoWithoutAName(t *testing.T) {
	vi := kit(t).Words("vi")
	f := vi.File(chat.File{Kind: chat.FilePhoto}, "/x", "file")
	if !f.Picture || f.Name != "Ảnh" {
		t.Errorf("got %+v, want a picture called Ảnh", f)
	}
	if f := vi.File(chat.File{Kind: chat.FileDoc, Name: "a.pdf", Size: 1 << 20}, "/x", "a.pdf"); f.Picture || f.Name != "a.pdf" || f.Size != "1,0 MB" || f.Icon() != "file" {
		t.Errorf("got %+v", f)
	}
}

// Sizes of letters, gaps and paddings are steps of one scale, which base.css
// holds alone.
func TestStylesKeepToTheScale(t *testing.T) {
	letters := regexp.MustCompile(`font(?:-size)?:[^;}]*\d(?:px|rem)`)
	gaps := regexp.MustCompile(`(?:^|[\s{;])(?:(?:row-|column-)?gap|(?:padding|margin)(?:-\w+)?):[^;}]*?[\s:](?:[2-9]|[1-4]\d)(?:\.\d+)?px`)
	for _, name := range []string{"base.css", "desk.css", "chat.css"} {
		b, err := os.ReadFile("assets/" + name)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(b), "\n") {
			for _, form := range []*regexp.Regexp{letters, gaps} {
				if m := form.FindString(line); m != "" && !strings.HasPrefix(strings.TrimSpace(line), "--") {
					t.Errorf("%s:%d: %s is no step of the scale in base.css", name, i+1, strings.TrimSpace(m))
				}
			}
		}
	}
}

// Whatever a name or an address holds, it ends neither its tag nor its
// attribute, and runs nothing.
func TestNothingInAFileIsMarkup(t *testing.T) {
	for _, bad := range []string{`"><script>alert(1)</script>`, `' onerror=alert(1) x='`, `</span></a><img src=x onerror=alert(1)>`, "javascript:alert(1)", " JavaScript:alert(1)", "java\tscript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x", "\x00javascript:alert(1)"} {
		for _, f := range []ui.File{{Picture: true}, {Audio: true}, {}} {
			f.Name, f.URL, f.Size = bad, bad, bad
			page, err := ui.Text(ui.Attached(f))
			if err != nil {
				t.Fatal(err)
			}
			doc, err := xhtml.Parse(strings.NewReader(page))
			if err != nil {
				t.Fatal(err)
			}
			for n := range doc.Descendants() {
				if n.Type != xhtml.ElementNode {
					continue
				}
				if n.Data == "script" || n.Data == "img" && !f.Picture {
					t.Errorf("%q becomes <%s>: %s", bad, n.Data, page)
				}
				for _, a := range n.Attr {
					if strings.HasPrefix(a.Key, "on") {
						t.Errorf("%q becomes an attribute %s: %s", bad, a.Key, page)
					}
					u, err := url.Parse(a.Val)
					if (a.Key == "href" || a.Key == "src") && err == nil && u.Scheme != "" && u.Scheme != "about" {
						t.Errorf("%q is an address that runs: %s", bad, page)
					}
				}
			}
		}
	}
}

func TestLink(t *testing.T) {
	for got, want := range map[string]string{
		ui.Link("/desk"):                               "/desk",
		ui.Link("/desk", "view", "mine"):               "/desk?view=mine",
		ui.Link("/desk/t/1", "view", "a", "from", "1"): "/desk/t/1?view=a&from=1",
		ui.Link("/s", "q", `a b&c="d"+ạ#/?`):           "/s?q=a%20b%26c%3D%22d%22%2B%E1%BA%A1%23%2F%3F",
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestPartsStandSideBySide(t *testing.T) {
	for got, want := range map[ui.HTML]string{
		ui.Quote(""):                           "",
		ui.Quote(`<b>"a"`):                     `<span class="quote">&lt;b&gt;&#34;a&#34;</span>`,
		ui.Join(ui.Quote("a"), "", "<i>b</i>"): `<span class="quote">a</span><i>b</i>`,
	} {
		if string(got) != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if got := string(ui.Labelled(`x"><b>`, "<i>")); strings.Contains(got, "<b>") || !strings.HasSuffix(got, "</svg>&lt;i&gt;") {
		t.Errorf("got %s", got)
	}
}
