package files_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"
	"unicode/utf8"

	"hotro/internal/chat"
	"hotro/internal/store"
	"hotro/internal/store/bolt"
	"hotro/internal/store/bolt/bolttest"
	"hotro/internal/web/files"
)

func picture(t testing.TB, w, h int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, w, h))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func serve(t testing.TB, m *files.Media, f chat.File) *http.Response {
	t.Helper()
	w := httptest.NewRecorder()
	if err := m.Serve(w, httptest.NewRequest("GET", "/x", nil), f); err != nil && w.Code == http.StatusOK {
		t.Fatal(err)
	}
	return w.Result()
}

// What a file is shown as follows from its bytes, whatever it calls itself.
func TestUploadedFilesAreNeverRun(t *testing.T) {
	m := files.NewMedia(bolttest.Open(t), nil, time.Hour)
	for _, c := range []struct {
		name        string
		data        []byte
		kind        chat.FileKind
		mime, shown string
	}{
		{"loi.png", picture(t, 4, 4), chat.FilePhoto, "image/png", "inline"},
		{"loi.html", []byte("<html><script>alert(1)</script>"), chat.FileDoc, "application/octet-stream", "attachment"},
		{"anh.png", []byte("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"), chat.FileDoc, "text/plain; charset=utf-8", "attachment"},
		{"anh.jpg", []byte("<?xml version='1.0'?><svg/>"), chat.FileDoc, "application/octet-stream", "attachment"},
		{"a.js", []byte("alert(1)"), chat.FileDoc, "text/plain; charset=utf-8", "attachment"},
		{"log.txt", []byte("12:00 lỗi"), chat.FileDoc, "text/plain; charset=utf-8", "attachment"},
		{"b.pdf", []byte("%PDF-1.4\n"), chat.FileDoc, "application/pdf", "attachment"},
		{"goi.pcap", []byte{0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0}, chat.FileDoc, "application/octet-stream", "attachment"},
		{"tin.ogg", []byte("OggS\x00"), chat.FileVoice, "application/ogg", "attachment"},
		{"rong", nil, chat.FileDoc, "text/plain; charset=utf-8", "attachment"},
		{"hong.png", picture(t, 4, 4)[:20], chat.FileDoc, "image/png", "inline"},
	} {
		f, err := m.Upload(t.Context(), "web::1", c.name, bytes.NewReader(c.data))
		if err != nil || f.Kind != c.kind || f.MIME != c.mime || f.Size != int64(len(c.data)) {
			t.Errorf("%s: got %+v, %v; want kind %s, type %s", c.name, f, err, c.kind, c.mime)
			continue
		}
		res := serve(t, m, f)
		body, _ := io.ReadAll(res.Body)
		if !bytes.Equal(body, c.data) {
			t.Errorf("%s: got %d bytes back, want %d", c.name, len(body), len(c.data))
		}
		h := res.Header
		if h.Get("Content-Type") != c.mime || !strings.HasPrefix(h.Get("Content-Disposition"), c.shown) {
			t.Errorf("%s: served as %s, %s; want %s, %s", c.name, h.Get("Content-Type"), h.Get("Content-Disposition"), c.mime, c.shown)
		}
		if h.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(h.Get("Content-Security-Policy"), "sandbox") {
			t.Errorf("%s: served without its guards: %v", c.name, h)
		}
	}
}

func TestUploadLimits(t *testing.T) {
	m := files.NewMedia(bolttest.Open(t), nil, time.Hour)
	if _, err := m.Upload(t.Context(), "web::1", "a", io.LimitReader(zeros{}, files.MaxUpload)); err != nil {
		t.Errorf("a file of the greatest size: %v", err)
	}
	if _, err := m.Upload(t.Context(), "web::1", "a", zeros{}); !errors.Is(err, files.ErrTooLarge) {
		t.Errorf("an endless file: got %v, want ErrTooLarge", err)
	}
	// A picture of a few bytes that unpacks to gigabytes is kept, not shown.
	bomb := picture(t, 4, 4)
	copy(bomb[16:24], []byte{0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff})
	if f, err := m.Upload(t.Context(), "web::1", "bom.png", bytes.NewReader(bomb)); err != nil || f.Kind != chat.FileDoc {
		t.Errorf("a picture of 65535 × 65535: got %+v, %v; want a plain file", f, err)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// platform keeps one file, as a messaging platform does.
type platform struct{ data string }

func (p platform) Fetch(_ context.Context, f chat.File, max int64) (io.ReadCloser, error) {
	if f.Channel != chat.Telegram || f.Ref != "file-1" {
		return nil, store.ErrNotFound
	}
	return io.NopCloser(io.LimitReader(strings.NewReader(p.data), max)), nil
}

func TestFilesOfPlatforms(t *testing.T) {
	m := files.NewMedia(bolttest.Open(t), platform{"%PDF-1.4 hợp đồng"}, 0)
	res := serve(t, m, chat.File{Channel: chat.Telegram, Ref: "file-1", Name: `..\..\"hợp đồng".pdf`})
	body, _ := io.ReadAll(res.Body)
	if res.StatusCode != http.StatusOK || string(body) != "%PDF-1.4 hợp đồng" {
		t.Errorf("got %d %q", res.StatusCode, body)
	}
	if d := res.Header.Get("Content-Disposition"); strings.Contains(d, "..") || !strings.HasPrefix(d, "attachment; filename*=utf-8''") {
		t.Errorf("disposition: got %q", d)
	}
	for name, f := range map[string]chat.File{
		"another channel": {Channel: chat.Zalo, Ref: "file-1"}, "nothing": {}, "gone": {Channel: chat.Telegram, Ref: "file-2"},
		"a blob that is none": {Blob: "../../etc/passwd"},
	} {
		if res := serve(t, m, f); res.StatusCode != http.StatusNotFound {
			t.Errorf("%s: got %d, want 404", name, res.StatusCode)
		}
	}
}

func TestName(t *testing.T) {
	for in, want := range map[string]string{
		"anh.png": "anh.png", "../../etc/passwd": "passwd", `C:\Users\lan\loi.png`: "loi.png", "": "file", "..": "file", "/": "file",
		"a\x00b\n.txt": "ab.txt", "hóa đơn tháng 3.pdf": "hóa đơn tháng 3.pdf", "gpj.\u202eexe.png": "gpj.exe.png",
		strings.Repeat("ă", 200) + ".pdf": strings.Repeat("ă", 80) + ".pdf",
	} {
		if got := files.SafeName(in); got != want {
			t.Errorf("Name(%q): got %q, want %q", in, got, want)
		}
	}
}

func FuzzName(f *testing.F) {
	f.Add("../a/b.png")
	f.Add("\x00\xff\u202e")
	f.Fuzz(func(t *testing.T, s string) {
		got := files.SafeName(s)
		if got == "" || utf8.RuneCountInString(got) > 100 || !utf8.ValidString(got) || strings.ContainsAny(got, "/\\\x00\r\n") || got == ".." {
			t.Errorf("Name(%q) = %q is no safe file name", s, got)
		}
	})
}

func links(t testing.TB, st *bolt.Store) *files.Links {
	t.Helper()
	l, err := files.NewLinks(t.Context(), st, files.NewMedia(st, nil, 0), "https://hotro.test", slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func get(h http.Handler, target string) *http.Response {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", target, nil))
	return w.Result()
}

func TestLinks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		st := bolttest.Open(t)
		m := files.NewMedia(st, nil, 0)
		f, err := m.Upload(t.Context(), "web::1", "bản tin.pcap", strings.NewReader("gói tin"))
		if err != nil {
			t.Fatal(err)
		}
		one, two := links(t, st), links(t, st) // two replicas: what one signs the other serves
		link := one.Sign(f, time.Hour)
		if !strings.HasPrefix(link, "https://hotro.test/files/") {
			t.Errorf("link: got %s, want it at https://hotro.test/files/", link)
		}
		res := get(two, link)
		if body, _ := io.ReadAll(res.Body); res.StatusCode != http.StatusOK || string(body) != "gói tin" {
			t.Errorf("got %d %q, want the file", res.StatusCode, body)
		}
		time.Sleep(time.Hour)
		if res := get(one, link); res.StatusCode != http.StatusGone {
			t.Errorf("after its time: got %d, want 410", res.StatusCode)
		}
	})
}

// away is a store that does not answer once it is told not to.
type away struct {
	*bolt.Store
	gone bool
}

func (a *away) Get(ctx context.Context, key string) ([]byte, int64, error) {
	if a.gone {
		return nil, 0, errors.New("no answer")
	}
	return a.Store.Get(ctx, key)
}

func (a *away) Swap(ctx context.Context, key string, version int64, val []byte, ttl time.Duration, now time.Time) (int64, error) {
	if a.gone {
		return 0, errors.New("no answer")
	}
	return a.Store.Swap(ctx, key, version, val, ttl, now)
}

// TestShortLinks: a few letters, the same ones on every replica, good for as
// long as is said, then expired and not forged. Signed links go on working, and
// stand in while the store is away.
func TestShortLinks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const week = 7 * 24 * time.Hour
		st := &away{Store: bolttest.Open(t)}
		m := files.NewMedia(st, nil, 0)
		f, err := m.Upload(t.Context(), "web::1", "bản tin.PCAP", strings.NewReader("gói tin"))
		if err != nil {
			t.Fatal(err)
		}
		one, two := links(t, st.Store), links(t, st.Store)
		shaky, err := files.NewLinks(t.Context(), st, m, "https://hotro.test", slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		link := one.Short(t.Context(), f, week)
		if want := len("https://hotro.test/f/") + 16 + len(".pcap"); len(link) != want || !strings.HasSuffix(link, ".pcap") {
			t.Errorf("link: got %s, want %d letters that end in .pcap", link, want)
		}
		if again := two.Short(t.Context(), f, week); again != link {
			t.Errorf("asked again: got %s, want %s", again, link)
		}
		other := f
		other.Name = "khác.pcap"
		if one.Short(t.Context(), other, week) == link {
			t.Error("another file has the same link")
		}
		st.gone = true
		signed := shaky.Short(t.Context(), f, week)
		for what, at := range map[string]string{"short": link, "signed": signed, "without its end": strings.TrimSuffix(link, ".pcap")} {
			if res := get(two, at); res.StatusCode != http.StatusOK {
				t.Errorf("%s: got %d, want the file", what, res.StatusCode)
			}
		}
		if res := get(shaky, link); res.StatusCode != http.StatusServiceUnavailable {
			t.Errorf("while the store is away: got %d, want 503", res.StatusCode)
		}
		for _, step := range []struct {
			after time.Duration
			want  int
		}{{week - time.Second, http.StatusOK}, {24*time.Hour + time.Second, http.StatusGone}, {2 * week, http.StatusGone}, {3 * week, http.StatusForbidden}} {
			time.Sleep(step.after)
			one.Short(t.Context(), other, week) // the store hears what time it is
			if res := get(one, link); res.StatusCode != step.want {
				t.Errorf("%v later: got %d, want %d", step.after, res.StatusCode, step.want)
			}
		}
	})
}

func TestForgedLinks(t *testing.T) {
	st := bolttest.Open(t)
	l := links(t, st)
	link := l.Sign(chat.File{Channel: chat.Telegram, Ref: "file-1", Name: "a.pdf"}, time.Hour)
	u, err := url.Parse(link)
	if err != nil {
		t.Fatal(err)
	}
	other := links(t, bolttest.Open(t)).Sign(chat.File{Channel: chat.Telegram, Ref: "file-1"}, time.Hour)
	for name, target := range map[string]string{
		"of another key":   other,
		"nothing":          "/files/",
		"no signature":     strings.Split(u.Path, ".")[0],
		"a path":           "/files/../../etc/passwd",
		"an escaped path":  "/files/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
		"another payload":  strings.Replace(u.Path, "/files/", "/files/A", 1),
		"empty signature":  "/files/abc./x",
		"a longer payload": strings.Replace(u.Path, ".", "A.", 1),
		"a made-up name":   "/f/AAAAAAAAAAAAAAAA.pdf",
		"no name":          "/f/",
		"a name too short": "/f/AAAA",
		"a key of others":  "/f/..%2fweb%2flinks%2fkey",
	} {
		if res := get(l, target); res.StatusCode != http.StatusForbidden {
			t.Errorf("%s (%s): got %d, want 403", name, target, res.StatusCode)
		}
	}
	w := httptest.NewRecorder()
	l.ServeHTTP(w, httptest.NewRequest("POST", link, nil))
	if w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST: got %d, want 405", w.Code)
	}
}

func FuzzLinks(f *testing.F) {
	st := bolttest.Open(f)
	l := links(f, st)
	f.Add("abc.def/x")
	f.Add("eyJmIjp7fSwidCI6OTk5OTk5OTk5OX0.AAAA/a")
	f.Fuzz(func(t *testing.T, s string) {
		u := url.URL{Path: "/files/" + s}
		r := &http.Request{Method: "GET", URL: &u, Header: http.Header{}}
		w := httptest.NewRecorder()
		l.ServeHTTP(w, r.WithContext(t.Context()))
		if w.Code != http.StatusForbidden {
			t.Errorf("%q: got %d, want 403: nobody signed it", s, w.Code)
		}
	})
}
