package httpapi_test

import (
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"hotro/internal/channels"
	"hotro/internal/channels/httpapi"
)

const canary = "12345:canary-token"

func post(t *testing.T, address string) error {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address+"/bot"+canary+"/send", strings.NewReader(`{"text":"x"}`))
	if err != nil {
		t.Fatal(err)
	}
	_, err = httpapi.Do(httpapi.NewClient(0), req, "Zalo")
	return err
}

func TestAFailureSaysWhetherTheRequestWasSent(t *testing.T) {
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed.Close()
	silent := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		panic(http.ErrAbortHandler)
	}))
	defer silent.Close()
	for name, c := range map[string]struct {
		address string
		want    channels.Class
	}{
		"nobody listens":         {"http://" + closed.Addr().String(), channels.Later},
		"read, then hung up":     {silent.URL, channels.Unknown},
		"a name that is no name": {"http://host.invalid", channels.Later},
	} {
		err := post(t, c.address)
		f, ok := errors.AsType[*channels.Failure](err)
		if !ok || f.Class != c.want {
			t.Errorf("%s: got %v, want a failure of class %d", name, err, c.want)
			continue
		}
		if strings.Contains(err.Error(), canary) {
			t.Errorf("%s: the token shows in %q", name, err)
		}
	}
}

func TestDoReturnsAnyStatusAndFollowsNoRedirect(t *testing.T) {
	s := httptest.NewServer(http.RedirectHandler("https://elsewhere.invalid", http.StatusFound))
	defer s.Close()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	a, err := httpapi.Do(httpapi.NewClient(0), req, "Zalo")
	if err != nil || a.Status != http.StatusFound {
		t.Errorf("got status %d, %v; want 302 as it came", a.Status, err)
	}
}
