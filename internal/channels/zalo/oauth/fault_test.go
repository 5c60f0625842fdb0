package oauth_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hotro/internal/channels"
	"hotro/internal/channels/zalo/oauth"
	"hotro/internal/channels/zalo/zalotest"
	"hotro/prompts"
)

// stalled is a network that takes a request and is never heard of again.
type stalled struct{}

func (stalled) RoundTrip(r *http.Request) (*http.Response, error) {
	<-r.Context().Done()
	return nil, r.Context().Err()
}

func TestAReplicaThatStallsHoldsTheOthersUpForAMinuteAtMost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z, kv := zalotest.NewServer(t), zalotest.NewKV()
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
		z, kv := zalotest.NewServer(t), zalotest.NewKV()
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
		z, kv := zalotest.NewServer(t), zalotest.NewKV()
		z.FailOAuth(1000)
		start, calls := time.Now(), 0
		s := oauth.New(config(z), kv, oauth.Options{HTTP: z.Client(), Count: func(what string) {
			if what == oauth.RefreshFailed {
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
		z, kv := zalotest.NewServer(t), zalotest.NewKV()
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
		z, kv := zalotest.NewServer(t), zalotest.NewKV()
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
		z, kv := zalotest.NewServer(t), zalotest.NewKV()
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

// TestATokenThatDiedWithItsSuccessorIsNotPromised: the answer to a refresh was
// lost, and Zalo refuses the old access token from then on.
func TestATokenThatDiedWithItsSuccessorIsNotPromised(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z, kv := zalotest.NewServer(t), zalotest.NewKV()
		s := replica(z, kv)
		first := token(t, z, s)
		time.Sleep(23*time.Hour + 30*time.Minute)
		z.LoseOAuth(1)
		_ = s.RefreshEarly(t.Context())
		time.Sleep(time.Minute)
		if _, err := s.Refresh(t.Context(), first); class(t, err) != channels.Operator {
			t.Errorf("got %v, want a failure for the operator", err)
		}
		if _, err := s.Refresh(t.Context(), first); class(t, err) != channels.Operator {
			t.Errorf("again: got %v, want a failure for the operator", err)
		}
		st, err := s.State(t.Context())
		if words := st.Alert(time.Now()).Words(prompts.Must("vi")); err != nil || strings.Contains(words, "còn gửi được") || !strings.Contains(words, "bot zalo login") {
			t.Errorf("got %q, %v; want no promise", words, err)
		}
	})
}

func TestALostRefreshAnswerKillsTheGrantButNotTheAccessToken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z, kv := zalotest.NewServer(t, zalotest.Options{OutliveRefresh: true}), zalotest.NewKV()
		s := replica(z, kv)
		first := token(t, z, s)
		time.Sleep(23*time.Hour + 30*time.Minute)
		z.LoseOAuth(1)
		_ = s.RefreshEarly(t.Context())
		time.Sleep(time.Minute)
		_ = s.RefreshEarly(t.Context()) // finds the token spent
		if got := token(t, z, s); got != first {
			t.Error("got another token, want the one that is still good")
		}
		st, err := s.State(t.Context())
		if err != nil || st.Kind != oauth.Dead || !strings.Contains(st.Alert(time.Now()).Words(prompts.Must("vi")), "còn gửi được tin khoảng 2 giờ") {
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
		z, kv := zalotest.NewServer(t), zalotest.NewKV()
		token(t, z, replica(z, kv))
		z.RevokeGrant()
		time.Sleep(30 * time.Hour)
		if _, err := replica(z, kv).Token(t.Context()); class(t, err) != channels.Operator {
			t.Fatalf("got %v, want a dead grant", err)
		}
		fresh := zalotest.NewServer(t, zalotest.Options{Refresh: "refresh-from-the-explorer"})
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
		z, kv := zalotest.NewServer(t), zalotest.NewKV()
		s := replica(z, kv)
		tok, err := s.Token(t.Context())
		for range 20 {
			if err != nil {
				break
			}
			tok, err = s.Refresh(t.Context(), tok)
		}
		if err == nil || class(t, err) != channels.Operator {
			t.Fatalf("got %v, want a failure for the operator", err)
		}
		if n := z.Stats().Refreshes; n > 5 {
			t.Errorf("got %d refreshes, want a few", n)
		}
	})
}
