package oauth_test

import (
	"errors"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hotro/internal/channels/zalo/oauth"
	"hotro/internal/channels/zalo/zalotest"
)

// login walks through the permission page as the admin's browser does.
func login(t *testing.T, z *zalotest.Server, s *oauth.TokenSource, pkce bool) {
	t.Helper()
	if _, err := s.Exchange(t.Context(), consent(t, z, s.LoginURL(redirect, pkce))); err != nil {
		t.Fatalf("Finish: %v", err)
	}
}

func consent(t *testing.T, z *zalotest.Server, page string) url.Values {
	t.Helper()
	back, err := zalotest.Agree(t.Context(), z, page)
	if err != nil {
		t.Fatal(err)
	}
	to, err := url.Parse(back)
	if err != nil || !strings.HasPrefix(to.String(), redirect) {
		t.Fatalf("the permission page leads to %q, %v", back, err)
	}
	return to.Query()
}

func TestLogin(t *testing.T) {
	for name, pkce := range map[string]bool{"with PKCE": true, "without": false} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				z, kv := zalotest.NewServer(t), zalotest.NewKV()
				// The link is made by one process, the redirect comes to another.
				page := replica(z, kv).LoginURL(redirect, pkce)
				if strings.Contains(page, "code_challenge=") != pkce {
					t.Errorf("got %q, want a challenge only with PKCE", page)
				}
				s := replica(z, kv)
				oa, err := s.Exchange(t.Context(), consent(t, z, page))
				if err != nil || oa != z.Options().OA {
					t.Fatalf("Finish: got %q, %v; want %q", oa, err, z.Options().OA)
				}
				token(t, z, s)
				token(t, z, replica(z, kv))
				if n := z.Stats().Refreshes; n != 0 {
					t.Errorf("got %d refreshes, want 0: the login gave a token", n)
				}
			})
		})
	}
}

// forged is a state with another first letter.
func forged(state string) string {
	if state[0] == 'A' {
		return "B" + state[1:]
	}
	return "A" + state[1:]
}

func TestLoginIsRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z, kv := zalotest.NewServer(t), zalotest.NewKV()
		s := replica(z, kv)
		q := consent(t, z, s.LoginURL(redirect, true))
		state := q.Get("state")
		for name, c := range map[string]struct {
			change func(url.Values)
			want   error
		}{
			"no state":      {func(q url.Values) { q.Del("state") }, oauth.ErrState},
			"forged state":  {func(q url.Values) { q.Set("state", forged(state)) }, oauth.ErrState},
			"turned to off": {func(q url.Values) { q.Set("state", flip(state)) }, oauth.ErrState},
			"no code":       {func(q url.Values) { q.Del("code") }, oauth.ErrDenied},
			"another code":  {func(q url.Values) { q.Set("code", "x") }, oauth.ErrDenied},
		} {
			bad, _ := url.ParseQuery(q.Encode())
			c.change(bad)
			if _, err := s.Exchange(t.Context(), bad); !errors.Is(err, c.want) {
				t.Errorf("%s: got %v, want %v", name, err, c.want)
			}
		}
		time.Sleep(16 * time.Minute)
		if _, err := s.Exchange(t.Context(), q); !errors.Is(err, oauth.ErrState) {
			t.Errorf("after 16 minutes: got %v, want ErrState", err)
		}
	})
}

// flip changes the last bit before the MAC: whether PKCE is used.
func flip(state string) string {
	b := []byte(state)
	b[23] ^= 2
	return string(b)
}
