package oauth

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hotro/internal/channels"
	"hotro/internal/store"
)

// answers is a server that answers every request alike.
type answers struct {
	status int
	body   []byte
}

// RoundTrip is http.RoundTripper.
func (a answers) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: a.status, Header: http.Header{}, Body: io.NopCloser(bytes.NewReader(a.body)), Request: r}, nil
}

// cell is a store of one value.
type cell struct {
	val     []byte
	version int64
}

func (c *cell) Get(context.Context, string) ([]byte, int64, error) {
	if c.version == 0 {
		return nil, 0, store.ErrNotFound
	}
	return c.val, c.version, nil
}

func (c *cell) Swap(_ context.Context, _ string, version int64, val []byte, _ time.Duration, _ time.Time) (int64, error) {
	if version != c.version {
		return 0, store.ErrStale
	}
	c.val, c.version = val, c.version+1
	return c.version, nil
}

// FuzzAnswer has Zalo answer a refresh with anything: a token is used only
// where one was given and once it is stored, for no longer than is sensible,
// and no error shows a secret.
func FuzzAnswer(f *testing.F) {
	for _, body := range []string{
		`{"access_token":"a1","refresh_token":"r2","expires_in":"90000","refresh_token_expires_in":7776000}`, `{"access_token":"a1","refresh_token":"r2","expires_in":90000}`,
		`{"access_token":"a1"}`, `{"access_token":"","error":-14014,"error_name":"refresh_token is invalid app-secret old-refresh"}`, `{"error":"-14020"}`, `{"error":-118}`, `{"error":0}`,
		`{"access_token":"a1","expires_in":-5}`, `{"access_token":"a1","refresh_token":"r2","expires_in":"99999999999999999999"}`, `{"access_token":{"x":1}}`, `[]`, `null`, ``, `<html>app-secret</html>`,
		`{"access_token":"a1","refresh_token":"old-refresh"}`, "{\"access_token\":\"a\\u0000\\n1\",\"refresh_token\":\"r\"}",
	} {
		f.Add(200, []byte(body))
		f.Add(500, []byte(body))
	}
	files, err := filepath.Glob("../testdata/updates/*")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(200, b)
	}
	now := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		if status < 100 || status > 599 {
			return
		}
		kv := &cell{}
		s := New(Config{AppID: "1", AppSecret: "app-secret", URL: "https://oauth.zalo.test", Refresh: "old-refresh"}, kv,
			Options{HTTP: &http.Client{Transport: answers{status, body}}, Now: func() time.Time { return now }})
		tok, err := s.Token(t.Context())
		if (tok == "") == (err == nil) {
			t.Fatalf("%d %q: got token %q and %v", status, body, tok, err)
		}
		kept, _, err2 := s.read(t.Context())
		if err2 != nil {
			t.Fatalf("%d %q: what was stored can't be read: %v", status, body, err2)
		}
		if err != nil {
			if said := err.Error(); strings.Contains(said, "app-secret") || strings.Contains(said, "old-refresh") {
				t.Errorf("%d %q: the error shows a secret: %v", status, body, err)
			}
			var fail *channels.Failure
			if !errors.As(err, &fail) || fail.After < 0 {
				t.Errorf("%d %q: the error is not sorted: %v", status, body, err)
			}
			return
		}
		if kept.Access != tok || !kept.Until.After(now) || kept.Until.After(now.AddDate(11, 0, 0)) {
			t.Errorf("%d %q: %q is used, stored is %q until %v", status, body, tok, kept.Access, kept.Until)
		}
		if strings.ContainsFunc(tok, func(r rune) bool { return r < ' ' || r == 0x7f }) {
			t.Errorf("%d %q: the token %q can't stand in a header", status, body, tok)
		}
	})
}
