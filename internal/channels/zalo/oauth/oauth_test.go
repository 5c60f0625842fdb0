package oauth_test

import (
	"bytes"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"hotro/internal/channels"
	"hotro/internal/channels/zalo/oauth"
	"hotro/internal/channels/zalo/zalotest"
	"hotro/internal/secret"
	"hotro/prompts"
)

const redirect = "https://bot.example/zalo/callback"

func config(z *zalotest.Server) oauth.Config {
	o := z.Options()
	return oauth.Config{
		AppID: o.AppID, AppSecret: secret.String(o.AppSecret), URL: "https://oauth.zaloapp.com",
		Refresh: secret.String(o.Refresh), Access: secret.String(o.Access),
	}
}

func replica(z *zalotest.Server, kv oauth.KV) *oauth.TokenSource {
	return oauth.New(config(z), kv, oauth.Options{HTTP: z.Client()})
}

// works reports whether Zalo takes a token.
func works(t *testing.T, z *zalotest.Server, token string) bool {
	t.Helper()
	before := z.Stats().BadTokens
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://openapi.zalo.me/v2.0/oa/getoa", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("access_token", token)
	resp, err := z.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	return z.Stats().BadTokens == before
}

func token(t *testing.T, z *zalotest.Server, s *oauth.TokenSource) string {
	t.Helper()
	tok, err := s.Token(t.Context())
	if err != nil {
		t.Fatalf("Token: %v", err)
	}
	if !works(t, z, tok) {
		t.Fatalf("Token: got one that Zalo refuses")
	}
	return tok
}

func class(t *testing.T, err error) channels.Class {
	t.Helper()
	f, ok := errors.AsType[*channels.Failure](err)
	if !ok {
		t.Fatalf("got %v, want a *channels.Failure", err)
	}
	return f.Class
}

func TestFiftyExpiriesOnThreeReplicasAreOneRefresh(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z, kv := zalotest.NewServer(t), zalotest.NewKV()
		z.SlowOAuth(3 * time.Second)
		replicas := []*oauth.TokenSource{replica(z, kv), replica(z, kv), replica(z, kv)}
		first := token(t, z, replicas[0])
		z.ExpireTokens(0)
		got := make([]string, 50)
		var wg sync.WaitGroup
		for i := range got {
			wg.Go(func() {
				tok, err := replicas[i%3].Refresh(t.Context(), first)
				if err != nil {
					t.Errorf("caller %d: %v", i, err)
				}
				got[i] = tok
			})
		}
		wg.Wait()
		for i, tok := range got {
			if tok != got[0] || tok == first {
				t.Errorf("caller %d: got another token than the rest, or the refused one", i)
			}
		}
		if !works(t, z, got[0]) {
			t.Error("the new token is refused")
		}
		if s := z.Stats(); s.Refreshes != 2 || s.Reused != 0 {
			t.Errorf("got %d refreshes and %d reused tokens, want 2 (start, expiry) and 0", s.Refreshes, s.Reused)
		}
	})
}

func TestThreeReplicasStartFromOneConfiguredToken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z, kv := zalotest.NewServer(t), zalotest.NewKV()
		z.SlowOAuth(time.Second)
		var wg sync.WaitGroup
		for range 3 {
			s := replica(z, kv)
			for range 10 {
				wg.Go(func() {
					if _, err := s.Token(t.Context()); err != nil {
						t.Errorf("Token: %v", err)
					}
				})
			}
		}
		wg.Wait()
		if s := z.Stats(); s.Refreshes != 1 || s.Reused != 0 {
			t.Errorf("got %d refreshes and %d reused tokens, want 1 and 0", s.Refreshes, s.Reused)
		}
	})
}

func TestTheAccessTokenIsRenewedBeforeItEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z, kv := zalotest.NewServer(t), zalotest.NewKV()
		s := replica(z, kv)
		first := token(t, z, s)
		time.Sleep(22 * time.Hour)
		if got := token(t, z, s); got != first {
			t.Error("renewed three hours before the end, want the same token")
		}
		if err := s.RefreshEarly(t.Context()); err != nil || token(t, z, s) != first {
			t.Errorf("RefreshEarly three hours before the end: %v, want nothing done", err)
		}
		time.Sleep(90 * time.Minute)
		if err := s.RefreshEarly(t.Context()); err != nil {
			t.Errorf("Keep: %v", err)
		}
		second := token(t, z, s)
		if second == first {
			t.Error("Keep did not renew 90 minutes before the end")
		}
		time.Sleep(25*time.Hour - time.Minute)
		if third := token(t, z, s); third == second {
			t.Error("Token did not renew a minute before the end")
		}
		if n := z.Stats().Reused; n != 0 {
			t.Errorf("got %d reused tokens, want 0", n)
		}
	})
}

func TestAShortLifeIsNoReasonToRenewAtEveryCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z, kv := zalotest.NewServer(t, zalotest.Options{TokenLife: time.Minute}), zalotest.NewKV()
		s := replica(z, kv)
		for range 10 {
			token(t, z, s)
		}
		if n := z.Stats().Refreshes; n != 1 {
			t.Errorf("got %d refreshes, want 1", n)
		}
	})
}

func TestThePairSurvivesARestart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z, kv := zalotest.NewServer(t), zalotest.NewKV()
		first := token(t, z, replica(z, kv))
		if got := token(t, z, replica(z, kv)); got != first {
			t.Error("a restart renewed a token that was good")
		}
		time.Sleep(30 * time.Hour)
		token(t, z, replica(z, kv)) // from the stored refresh token: the configured one is spent
		if s := z.Stats(); s.Refreshes != 2 || s.Reused != 0 {
			t.Errorf("got %d refreshes and %d reused tokens, want 2 and 0", s.Refreshes, s.Reused)
		}
	})
}

func TestAConfiguredAccessTokenIsUsedFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z, kv := zalotest.NewServer(t, zalotest.Options{Access: "access-from-the-explorer"}), zalotest.NewKV()
		s := replica(z, kv)
		if got := token(t, z, s); got != "access-from-the-explorer" {
			t.Errorf("got %q, want the configured token", got)
		}
		if n := z.Stats().Refreshes; n != 0 {
			t.Errorf("got %d refreshes, want 0", n)
		}
		if err := s.RefreshEarly(t.Context()); err != nil {
			t.Errorf("Keep: %v", err)
		}
		if n := z.Stats().Refreshes; n != 1 {
			t.Errorf("Keep: got %d refreshes, want 1: nobody knows when the token ends", n)
		}
	})
}

func TestTokensAreEncryptedInTheStore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z, kv := zalotest.NewServer(t), zalotest.NewKV()
		tok := token(t, z, replica(z, kv))
		raw := kv.Raw("zalo/grant/" + z.Options().AppID)
		if len(raw) == 0 || bytes.Contains(raw, []byte(tok)) || bytes.Contains(raw, []byte("access")) {
			t.Errorf("got %d stored bytes, want them encrypted", len(raw))
		}
		c := config(z)
		c.AppSecret = "another secret"
		s := oauth.New(c, kv, oauth.Options{HTTP: z.Client()})
		if st, err := s.State(t.Context()); err != nil || st.Kind != oauth.Unreadable || st.Alert(time.Now()) == "" {
			t.Errorf("under another secret: got %+v, %v; want unreadable, with an alert", st, err)
		}
		if _, err := s.Token(t.Context()); class(t, err) != channels.Operator {
			t.Errorf("under another secret: got %v, want a failure for the operator", err)
		}
	})
}

func TestNoGrantAtAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z, kv := zalotest.NewServer(t), zalotest.NewKV()
		c := config(z)
		c.Refresh = ""
		s := oauth.New(c, kv, oauth.Options{HTTP: z.Client()})
		if _, err := s.Token(t.Context()); class(t, err) != channels.Operator || !strings.Contains(err.Error(), "bot zalo login") {
			t.Errorf("got %v, want the operator told to log in", err)
		}
		if st, err := s.State(t.Context()); err != nil || st.Kind != oauth.Missing || st.Alert(time.Now()) == "" {
			t.Errorf("got %+v, %v; want missing, with an alert", st, err)
		}
	})
}

func TestAlertBeforeTheGrantEnds(t *testing.T) {
	now := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	st := oauth.State{Kind: oauth.Live, Refresh: now.Add(31 * 24 * time.Hour)}
	if got := st.Alert(now); got != "" {
		t.Errorf("31 days before: got %q, want nothing", got)
	}
	if got := st.Alert(now.Add(10 * 24 * time.Hour)); !strings.Contains(got.Words(prompts.Must("vi")), "21 ngày") {
		t.Errorf("21 days before: got %q", got)
	}
}
