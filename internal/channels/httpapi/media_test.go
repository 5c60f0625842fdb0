package httpapi_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"hotro/internal/capped"
	"hotro/internal/channels/httpapi"
)

func TestOnlyThePlatformsOwnAddressesAreFollowed(t *testing.T) {
	m := httpapi.NewMedia([]string{"zdn.vn"}, "http://127.0.0.1:9999", nil)
	for address, want := range map[string]bool{
		"https://zdn.vn/a.jpg":                  true,
		"https://photo-1.zdn.vn/a.jpg?x=1":      true,
		"https://PHOTO.ZDN.VN:443/a":            true,
		"http://127.0.0.1:9999/media/1":         true,
		"http://photo.zdn.vn/a.jpg":             false,
		"https://zdn.vn:8443/a":                 false,
		"https://evilzdn.vn/a":                  false,
		"https://zdn.vn.evil.example/a":         false,
		"https://zdn.vn@evil.example/a":         false,
		"https://user@zdn.vn/a":                 false,
		"https://169.254.169.254/latest":        false,
		"http://127.0.0.1:9998/media/1":         false,
		"https://127.0.0.1:9999/media/1":        false,
		"file:///etc/passwd":                    false,
		"//zdn.vn/a":                            false,
		"https://zdn.vn%2f@evil.example/a":      false,
		"https://[::ffff:127.0.0.1]/a":          false,
		"gopher://zdn.vn/a":                     false,
		"https://zdn.vn\\@evil.example/a":       false,
		"":                                      false,
		"https://evil.example/#https://zdn.vn/": false,
	} {
		if got := m.Allowed(address); got != want {
			t.Errorf("%q: allowed %v, want %v", address, got, want)
		}
	}
}

// A listed name that resolves to this machine must not be dialled. localhost
// is such a name.
func TestAListedNameThatResolvesInwardsIsNotDialled(t *testing.T) {
	m := httpapi.NewMedia([]string{"localhost"}, "", nil)
	_, err := m.Fetch(t.Context(), "https://localhost/a.jpg", 100)
	if err == nil || !strings.Contains(err.Error(), "prohibited") {
		t.Errorf("got %v, want the dial refused", err)
	}
}

func TestFetchIsCappedAndRedirectsAreCheckedAgain(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("/ten", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "0123456789") })
	mux.HandleFunc("/stream", func(w http.ResponseWriter, _ *http.Request) {
		for range 100 {
			_, _ = io.WriteString(w, "0123456789")
			w.(http.Flusher).Flush()
		}
	})
	mux.Handle("/inside", http.RedirectHandler("/ten", http.StatusFound))
	mux.Handle("/outside", http.RedirectHandler("http://169.254.169.254/latest", http.StatusFound))
	mux.Handle("/loop", http.RedirectHandler("/loop", http.StatusFound))
	s := httptest.NewServer(mux)
	defer s.Close()
	m := httpapi.NewMedia(nil, s.URL, nil)
	for path, c := range map[string]struct {
		want string
		err  error
	}{
		"/ten":    {want: "0123456789"},
		"/inside": {want: "0123456789"},
		"/stream": {err: capped.ErrTooLarge},
	} {
		got, err := read(t, m, s.URL+path, 10)
		if !errors.Is(err, c.err) || (err == nil && got != c.want) {
			t.Errorf("%s: got %q, %v; want %q, %v", path, got, err, c.want, c.err)
		}
	}
	if _, err := read(t, m, s.URL+"/ten", 9); !errors.Is(err, capped.ErrTooLarge) {
		t.Errorf("one byte too many: got %v, want ErrTooLarge", err)
	}
	if _, err := read(t, m, s.URL+"/outside", 10); !errors.Is(err, httpapi.ErrHost) {
		t.Errorf("redirect away: got %v, want ErrHost", err)
	}
	for _, path := range []string{"/loop", "/none"} {
		if _, err := read(t, m, s.URL+path, 10); err == nil {
			t.Errorf("%s: got no error", path)
		}
	}
}

func read(t *testing.T, m *httpapi.Media, address string, size int64) (string, error) {
	t.Helper()
	r, err := m.Fetch(t.Context(), address, size)
	if err != nil {
		return "", err
	}
	defer r.Close()
	b, err := io.ReadAll(r)
	return string(b), err
}
