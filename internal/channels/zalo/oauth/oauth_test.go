package oauth_test

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"hotro/internal/channels"
	"hotro/internal/channels/channeltest"
	"hotro/internal/channels/zalo/oauth"
	"hotro/internal/secret"
)

const redirect = "https://bot.example/zalo/callback"

func config(z *channeltest.Zalo) oauth.Config {
	o := z.Options()
	return oauth.Config{
		AppID: o.AppID, AppSecret: secret.String(o.AppSecret), URL: "https://oauth.zaloapp.com",
		Refresh: secret.String(o.Refresh), Access: secret.String(o.Access),
	}
}

func replica(z *channeltest.Zalo, kv oauth.KV) *oauth.Source {
	return oauth.New(config(z), kv, oauth.Options{HTTP: z.Client()})
}

// works reports whether Zalo takes a token.
func works(t *testing.T, z *channeltest.Zalo, token string) bool {
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

func token(t *testing.T, z *channeltest.Zalo, s *oauth.Source) string {
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
		z, kv := channeltest.NewZalo(t), channeltest.NewKV()
		z.SlowOAuth(3 * time.Second)
		replicas := []*oauth.Source{replica(z, kv), replica(z, kv), replica(z, kv)}
		first := token(t, z, replicas[0])
		z.ExpireTokens(0)
		got := make([]string, 50)
		var wg sync.WaitGroup
		for i := range got {
			wg.Go(func() {
				tok, err := replicas[i%3].Renew(t.Context(), first)
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
		z, kv := channeltest.NewZalo(t), channeltest.NewKV()
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
		z, kv := channeltest.NewZalo(t), channeltest.NewKV()
		s := replica(z, kv)
		first := token(t, z, s)
		time.Sleep(22 * time.Hour)
		if got := token(t, z, s); got != first {
			t.Error("renewed three hours before the end, want the same token")
		}
		if err := s.Keep(t.Context()); err != nil || token(t, z, s) != first {
			t.Errorf("Keep three hours before the end: %v, want nothing done", err)
		}
		time.Sleep(90 * time.Minute)
		if err := s.Keep(t.Context()); err != nil {
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
		z, kv := channeltest.NewZalo(t, channeltest.ZaloOptions{TokenLife: time.Minute}), channeltest.NewKV()
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
		z, kv := channeltest.NewZalo(t), channeltest.NewKV()
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
		z, kv := channeltest.NewZalo(t, channeltest.ZaloOptions{Access: "access-from-the-explorer"}), channeltest.NewKV()
		s := replica(z, kv)
		if got := token(t, z, s); got != "access-from-the-explorer" {
			t.Errorf("got %q, want the configured token", got)
		}
		if n := z.Stats().Refreshes; n != 0 {
			t.Errorf("got %d refreshes, want 0", n)
		}
		if err := s.Keep(t.Context()); err != nil {
			t.Errorf("Keep: %v", err)
		}
		if n := z.Stats().Refreshes; n != 1 {
			t.Errorf("Keep: got %d refreshes, want 1: nobody knows when the token ends", n)
		}
	})
}

func TestTokensAreEncryptedInTheStore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z, kv := channeltest.NewZalo(t), channeltest.NewKV()
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

// stalled is a network that takes a request and is never heard of again.
type stalled struct{}

func (stalled) RoundTrip(r *http.Request) (*http.Response, error) {
	<-r.Context().Done()
	return nil, r.Context().Err()
}

func TestAReplicaThatStallsHoldsTheOthersUpForAMinuteAtMost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z, kv := channeltest.NewZalo(t), channeltest.NewKV()
		bad := oauth.New(config(z), kv, oauth.Options{HTTP: &http.Client{Transport: stalled{}}})
		go func() { _, _ = bad.Token(t.Context()) }()
		synctest.Wait()
		start := time.Now()
		for {
			_, err := replica(z, kv).Token(t.Context())
			if err == nil {
				break
			}
			f, _ := errors.AsType[*channels.Failure](err)
			time.Sleep(max(f.After, time.Second))
		}
		if took := time.Since(start); took > 70*time.Second {
			t.Errorf("took %v, want about a minute", took)
		}
	})
}

func TestATransientRefreshFailureIsTriedAgainWithTheSameToken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z, kv := channeltest.NewZalo(t), channeltest.NewKV()
		s := replica(z, kv)
		z.FailOAuth(2)
		for range 2 {
			_, err := s.Token(t.Context())
			if class(t, err) != channels.Later {
				t.Fatalf("got %v, want Later", err)
			}
			f, _ := errors.AsType[*channels.Failure](err)
			if f.After <= 0 || f.After > time.Minute {
				t.Errorf("got a wait of %v, want some seconds", f.After)
			}
			time.Sleep(f.After)
		}
		token(t, z, s)
	})
}

func TestFailingRefreshesBackOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z, kv := channeltest.NewZalo(t), channeltest.NewKV()
		s := replica(z, kv)
		z.FailOAuth(1000)
		start, calls := time.Now(), 0
		s = oauth.New(config(z), kv, oauth.Options{HTTP: z.Client(), Count: func(what string) {
			if what == oauth.NotNew {
				calls++
			}
		}})
		for time.Since(start) < time.Hour {
			_, err := s.Token(t.Context())
			if class(t, err) != channels.Later {
				t.Fatalf("got %v, want Later", err)
			}
			time.Sleep(time.Second)
		}
		if calls < 5 || calls > 15 {
			t.Errorf("got %d refreshes in an hour of failures, want about ten", calls)
		}
	})
}

func TestNothingIsUsedBeforeItIsStored(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z, kv := channeltest.NewZalo(t), channeltest.NewKV()
		s := replica(z, kv)
		token(t, z, s)
		time.Sleep(25 * time.Hour) // its end
		z.SlowOAuth(2 * time.Second)
		go func() {
			time.Sleep(time.Second) // between claim and answer
			kv.Down(true)
		}()
		if _, err := s.Token(t.Context()); class(t, err) != channels.Later {
			t.Fatalf("got %v, want Later: the new pair is not stored", err)
		}
		time.Sleep(5 * time.Minute)
		if _, err := s.Token(t.Context()); class(t, err) != channels.Later {
			t.Fatalf("store still down: got %v, want Later", err)
		}
		kv.Down(false)
		token(t, z, s)
		if st := z.Stats(); st.Refreshes != 2 || st.Reused != 0 {
			t.Errorf("got %d refreshes and %d reused tokens, want 2 and 0", st.Refreshes, st.Reused)
		}
	})
}

// Another replica may have found the spent token and buried the grant while
// the new pair could not be stored.
func TestAPairThatWaitsForTheStoreRevivesAGrantBuriedMeanwhile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z, kv := channeltest.NewZalo(t), channeltest.NewKV()
		a, b := replica(z, kv), replica(z, kv)
		token(t, z, a)
		time.Sleep(26 * time.Hour)
		z.SlowOAuth(2 * time.Second)
		go func() {
			time.Sleep(time.Second)
			kv.Down(true)
		}()
		if _, err := a.Token(t.Context()); err == nil {
			t.Fatal("got a token that is not stored")
		}
		kv.Down(false)
		time.Sleep(2 * time.Minute) // a's claim has ended
		if _, err := b.Token(t.Context()); class(t, err) != channels.Operator {
			t.Fatalf("b: got %v, want a dead grant", err)
		}
		token(t, z, a)
		token(t, z, b)
	})
}

func TestACallerThatGivesUpDoesNotLoseThePair(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z, kv := channeltest.NewZalo(t), channeltest.NewKV()
		s := replica(z, kv)
		z.SlowOAuth(5 * time.Second)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := s.Token(ctx); err != nil && class(t, err) != channels.Later {
			t.Fatalf("got %v", err)
		}
		token(t, z, replica(z, kv))
		if st := z.Stats(); st.Refreshes != 1 || st.Reused != 0 {
			t.Errorf("got %d refreshes and %d reused tokens, want 1 and 0", st.Refreshes, st.Reused)
		}
	})
}

func TestALostRefreshAnswerKillsTheGrantButNotTheAccessToken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z, kv := channeltest.NewZalo(t), channeltest.NewKV()
		s := replica(z, kv)
		first := token(t, z, s)
		time.Sleep(23*time.Hour + 30*time.Minute)
		z.LoseOAuth(1)
		_ = s.Keep(t.Context())
		time.Sleep(time.Minute)
		_ = s.Keep(t.Context()) // finds the token spent
		if got := token(t, z, s); got != first {
			t.Error("got another token, want the one that is still good")
		}
		st, err := s.State(t.Context())
		if err != nil || st.Kind != oauth.Dead || !strings.Contains(st.Alert(time.Now()), "còn gửi được tin khoảng 1h29m") {
			t.Errorf("got %+v (%q), %v; want dead, with the time that is left", st, st.Alert(time.Now()), err)
		}
		time.Sleep(2 * time.Hour)
		if _, err := s.Token(t.Context()); class(t, err) != channels.Operator {
			t.Errorf("after its end: got %v, want a failure for the operator", err)
		}
		if n := z.Stats().Reused; n != 1 {
			t.Errorf("got %d offers of a spent token, want one: a dead grant is not asked for again", n)
		}
		login(t, z, s, true)
		token(t, z, s)
		if st, _ := s.State(t.Context()); st.Kind != oauth.Live || st.Alert(time.Now()) != "" {
			t.Errorf("after a login: got %+v", st)
		}
	})
}

func TestANewConfiguredTokenRevivesADeadGrant(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z, kv := channeltest.NewZalo(t), channeltest.NewKV()
		token(t, z, replica(z, kv))
		z.RevokeGrant()
		time.Sleep(30 * time.Hour)
		if _, err := replica(z, kv).Token(t.Context()); class(t, err) != channels.Operator {
			t.Fatalf("got %v, want a dead grant", err)
		}
		fresh := channeltest.NewZalo(t, channeltest.ZaloOptions{Refresh: "refresh-from-the-explorer"})
		token(t, fresh, replica(fresh, kv))
		if _, err := replica(z, kv).Token(t.Context()); err != nil {
			t.Errorf("a replica with the older token: got %v, want the stored pair used", err)
		}
		if s := fresh.Stats(); s.Refreshes != 1 {
			t.Errorf("got %d refreshes, want 1", s.Refreshes)
		}
	})
}

func TestATokenRefusedAgainAndAgainIsNotRenewedForEver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z, kv := channeltest.NewZalo(t), channeltest.NewKV()
		s := replica(z, kv)
		tok, err := s.Token(t.Context())
		for range 20 {
			if err != nil {
				break
			}
			tok, err = s.Renew(t.Context(), tok)
		}
		if err == nil || class(t, err) != channels.Operator {
			t.Fatalf("got %v, want a failure for the operator", err)
		}
		if n := z.Stats().Refreshes; n > 5 {
			t.Errorf("got %d refreshes, want a few", n)
		}
	})
}

func TestNoGrantAtAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z, kv := channeltest.NewZalo(t), channeltest.NewKV()
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
	if got := st.Alert(now.Add(10 * 24 * time.Hour)); !strings.Contains(got, "21 ngày") {
		t.Errorf("21 days before: got %q", got)
	}
}

// login walks through the permission page as the admin's browser does.
func login(t *testing.T, z *channeltest.Zalo, s *oauth.Source, pkce bool) {
	t.Helper()
	if _, err := s.Finish(t.Context(), consent(t, z, s.LoginURL(redirect, pkce))); err != nil {
		t.Fatalf("Finish: %v", err)
	}
}

func consent(t *testing.T, z *channeltest.Zalo, page string) url.Values {
	t.Helper()
	c := z.Client()
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, page, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := c.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	to, err := url.Parse(resp.Header.Get("Location"))
	if err != nil || !strings.HasPrefix(to.String(), redirect) {
		t.Fatalf("permission page: got HTTP %d to %q", resp.StatusCode, to)
	}
	return to.Query()
}

func TestLogin(t *testing.T) {
	for name, pkce := range map[string]bool{"with PKCE": true, "without": false} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				z, kv := channeltest.NewZalo(t), channeltest.NewKV()
				// The link is made by one process, the redirect comes to another.
				page := replica(z, kv).LoginURL(redirect, pkce)
				if strings.Contains(page, "code_challenge=") != pkce {
					t.Errorf("got %q, want a challenge only with PKCE", page)
				}
				s := replica(z, kv)
				oa, err := s.Finish(t.Context(), consent(t, z, page))
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

func TestLoginIsRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z, kv := channeltest.NewZalo(t), channeltest.NewKV()
		s := replica(z, kv)
		q := consent(t, z, s.LoginURL(redirect, true))
		state := q.Get("state")
		for name, c := range map[string]struct {
			change func(url.Values)
			want   error
		}{
			"no state":      {func(q url.Values) { q.Del("state") }, oauth.ErrState},
			"forged state":  {func(q url.Values) { q.Set("state", "A"+state[1:]) }, oauth.ErrState},
			"turned to off": {func(q url.Values) { q.Set("state", flip(state)) }, oauth.ErrState},
			"no code":       {func(q url.Values) { q.Del("code") }, oauth.ErrDenied},
			"another code":  {func(q url.Values) { q.Set("code", "x") }, oauth.ErrDenied},
		} {
			bad, _ := url.ParseQuery(q.Encode())
			c.change(bad)
			if _, err := s.Finish(t.Context(), bad); !errors.Is(err, c.want) {
				t.Errorf("%s: got %v, want %v", name, err, c.want)
			}
		}
		time.Sleep(16 * time.Minute)
		if _, err := s.Finish(t.Context(), q); !errors.Is(err, oauth.ErrState) {
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
