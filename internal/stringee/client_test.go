package stringee_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/go-cmp/cmp"

	"hotro/internal/secret"
	"hotro/internal/stringee"
	"hotro/internal/stringee/stringeetest"
)

const callID = "call-vn-1-7EOLB370OL-1751008322600"

var ten = time.Date(2026, 3, 2, 3, 0, 0, 0, time.UTC) // 10:00 in Hanoi

func aCall() stringeetest.Call {
	return stringeetest.Call{
		ID: callID, Direction: "out", Hotline: "842473030658", Customer: "84976415857", Agent: "lan@example.vn",
		Start: ten, Answer: ten.Add(9 * time.Second), End: ten.Add(69 * time.Second), Cause: "USER_END_CALL",
	}
}

func keyConfig(s *stringeetest.Server) stringee.Config {
	return stringee.Config{
		KeySID: stringeetest.SID, KeySecret: stringeetest.Secret, APIURL: s.URL, XURL: s.URL + "/", Timeout: time.Minute,
	}
}

func xConfig(s *stringeetest.Server) stringee.Config {
	return stringee.Config{
		XURL: s.URL, XEmail: stringeetest.Email, XPassword: stringeetest.Password, XPortal: stringeetest.Portal,
		XGroup: "GR1", Timeout: time.Minute,
	}
}

func TestCallIsReadFromEitherAPI(t *testing.T) {
	s := stringeetest.New(t)
	s.Add(aCall())
	want := stringee.CallInfo{
		ID: callID, Direction: "out", From: "842473030658", To: "84976415857", Agent: "lan@example.vn",
		Start: ten, Answer: ten.Add(9 * time.Second), End: ten.Add(69 * time.Second), Cause: "USER_END_CALL", Recorded: true,
	}
	t.Run("StringeeX", func(t *testing.T) {
		got, err := stringee.New(xConfig(s), stringee.Options{}).Call(t.Context(), callID)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("call (-want +got):\n%s", d)
		}
	})
	t.Run("call log", func(t *testing.T) {
		want := want
		want.From, want.Cause, want.Recorded = "+842473030658", "", false // the log has no cause and writes the plus
		got, err := stringee.New(keyConfig(s), stringee.Options{}).Call(t.Context(), callID)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("call (-want +got):\n%s", d)
		}
	})
	t.Run("an incoming call turns round", func(t *testing.T) {
		c := aCall()
		c.ID, c.Direction = "call-vn-1-N88JMCZ5ES-1751236617730", "in"
		s.Add(c)
		got, err := stringee.New(xConfig(s), stringee.Options{}).Call(t.Context(), c.ID)
		if err != nil {
			t.Fatal(err)
		}
		if got.From != c.Customer || got.To != c.Hotline {
			t.Errorf("from %q to %q, want from the customer to the hotline", got.From, got.To)
		}
	})
}

func TestTheSecondAPIIsAskedWhenTheFirstKnowsNothing(t *testing.T) {
	x, key := stringeetest.New(t), stringeetest.New(t)
	key.Add(aCall())
	cfg := xConfig(x)
	cfg.KeySID, cfg.KeySecret, cfg.APIURL = stringeetest.SID, stringeetest.Secret, key.URL
	for name, f := range map[string]stringeetest.Fault{"not found": {}, "down": {Status: 502}, "denied": {Status: 401}} {
		x.Break(f)
		got, err := stringee.New(cfg, stringee.Options{}).Call(t.Context(), callID)
		if err != nil || got.ID != callID {
			t.Errorf("%s: got %q, %v; want the call from the call log", name, got.ID, err)
		}
	}
}

func TestAServerThatIgnoresTheIDFilterDoesNotGiveAnotherCall(t *testing.T) {
	s := stringeetest.New(t)
	s.IgnoreID = true
	s.Add(aCall())
	c := stringee.New(keyConfig(s), stringee.Options{})
	if got, err := c.Call(t.Context(), callID); err != nil || got.ID != callID {
		t.Errorf("got %q, %v; want %s", got.ID, err, callID)
	}
	if got, err := c.Call(t.Context(), "call-vn-1-ZZBSRU9TFD-1626628149854"); !errors.Is(err, stringee.ErrNotFound) {
		t.Errorf("got %+v, %v; want ErrNotFound", got, err)
	}
}

func TestEveryFailureHasItsClassAndTellsNothingSecret(t *testing.T) {
	s := stringeetest.New(t)
	denied := stringee.Config{KeySID: stringeetest.SID, KeySecret: "wrong-canary", APIURL: s.URL, Timeout: time.Minute}
	for _, tc := range []struct {
		name  string
		cfg   stringee.Config
		fault stringeetest.Fault
		want  error
	}{
		{"unknown call", keyConfig(s), stringeetest.Fault{}, stringee.ErrNotFound},
		{"wrong key", denied, stringeetest.Fault{}, stringee.ErrDenied},
		{"wrong password", stringee.Config{XURL: s.URL, XEmail: stringeetest.Email, XPassword: "wrong-canary"}, stringeetest.Fault{}, stringee.ErrDenied},
		{"unknown portal", stringee.Config{XURL: s.URL, XEmail: stringeetest.Email, XPassword: stringeetest.Password, XPortal: "nope"}, stringeetest.Fault{}, stringee.ErrDenied},
		{"ended token", stringee.Config{XURL: s.URL, XToken: "ended-canary"}, stringeetest.Fault{}, stringee.ErrDenied},
		{"server fault", keyConfig(s), stringeetest.Fault{Status: 500}, stringee.ErrUnavailable},
		{"too many requests", keyConfig(s), stringeetest.Fault{Status: 429}, stringee.ErrUnavailable},
		{"dropped", keyConfig(s), stringeetest.Fault{Drop: true}, stringee.ErrUnavailable},
		{"bad request", keyConfig(s), stringeetest.Fault{Status: 400, Body: `{"r":9}`}, stringee.ErrRefused},
		{"redirect", keyConfig(s), stringeetest.Fault{Status: 302}, stringee.ErrRefused},
		{"result code", keyConfig(s), stringeetest.Fault{Body: `{"r":12,"msg":"sort_order not allowed"}`}, stringee.ErrRefused},
		{"code naming a customer", keyConfig(s), stringeetest.Fault{Body: `{"r":1,"msg":"no number 84976415857"}`}, stringee.ErrRefused},
		{"HTML", keyConfig(s), stringeetest.Fault{Body: "<html>"}, stringee.ErrUnreadable},
		{"empty", keyConfig(s), stringeetest.Fault{Body: "{}"}, stringee.ErrUnreadable},
		{"no data", keyConfig(s), stringeetest.Fault{Body: `{"r":0}`}, stringee.ErrUnreadable},
		{"data of another kind", keyConfig(s), stringeetest.Fault{Body: `{"r":0,"data":[1]}`}, stringee.ErrUnreadable},
		{"huge", keyConfig(s), stringeetest.Fault{Body: `{"r":0,"data":"` + strings.Repeat("x", 2<<20) + `"}`}, stringee.ErrUnreadable},
		{"nobody listens", stringee.Config{KeySID: "SK", KeySecret: stringeetest.Secret, APIURL: "http://127.0.0.1:1"}, stringeetest.Fault{}, stringee.ErrUnavailable},
		{"not an ID", keyConfig(s), stringeetest.Fault{}, stringee.ErrRefused},
		{"nothing configured", stringee.Config{}, stringeetest.Fault{}, stringee.ErrOff},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s.Break(tc.fault)
			defer s.Break(stringeetest.Fault{})
			id := callID
			if tc.name == "not an ID" {
				id = "call-vn-1-7EOLB370OL-1751008322600&x=1"
			}
			_, err := stringee.New(tc.cfg, stringee.Options{}).Call(t.Context(), id)
			if !errors.Is(err, tc.want) {
				t.Fatalf("got %v, want %v", err, tc.want)
			}
			for _, leak := range []string{"canary", "84976415857", "id=", stringeetest.Email} {
				if strings.Contains(err.Error(), leak) {
					t.Errorf("the error tells %q: %v", leak, err)
				}
			}
		})
	}
}

func TestAServerThatHangsIsFeltNoLongerThanTheTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hang := roundTrip(func(r *http.Request) (*http.Response, error) { <-r.Context().Done(); return nil, r.Context().Err() })
		cfg := stringee.Config{KeySID: "SK", KeySecret: "k", APIURL: "https://api.stringee.com", Timeout: 5 * time.Second}
		c := stringee.New(cfg, stringee.Options{Transport: hang})
		for i := range 8 {
			began := time.Now()
			_, err := c.Call(t.Context(), fmt.Sprintf("call-vn-1-7EOLB370OL-175100832260%d", i))
			took := time.Since(began)
			if !errors.Is(err, stringee.ErrUnavailable) {
				t.Fatalf("got %v, want ErrUnavailable", err)
			}
			switch {
			case i < 5 && took != 5*time.Second:
				t.Errorf("look-up %d took %s, want the timeout", i, took)
			case i >= 5 && took != 0:
				t.Errorf("look-up %d took %s, want at once: the breaker is open", i, took)
			}
		}
	})
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestAnswersAreRemembered(t *testing.T) {
	s := stringeetest.New(t)
	now := ten.Add(time.Hour)
	s.Now = func() time.Time { return now }
	running := aCall()
	running.ID, running.End = "call-vn-1-N88JMCZ5ES-1751236617730", time.Time{}
	s.Add(aCall(), running)
	c := stringee.New(keyConfig(s), stringee.Options{Now: func() time.Time { return now }})
	hits := func(id string, after time.Duration) int {
		before := s.Hits("/v1/call/log")
		now = now.Add(after)
		if _, err := c.Call(t.Context(), id); err != nil && !errors.Is(err, stringee.ErrNotFound) {
			t.Fatal(err)
		}
		return s.Hits("/v1/call/log") - before
	}
	missing := "call-vn-1-ZZBSRU9TFD-1626628149854"
	for _, tc := range []struct {
		name  string
		id    string
		after time.Duration
		want  int
	}{
		{"first", callID, 0, 1},
		{"again", callID, 9 * time.Minute, 0},
		{"old", callID, 2 * time.Minute, 1},
		{"running", running.ID, 0, 1},
		{"running again", running.ID, 29 * time.Second, 0},
		{"running later", running.ID, 2 * time.Second, 1},
		{"missing", missing, 0, 1},
		{"missing again", missing, 29 * time.Second, 0},
		{"missing later", missing, 2 * time.Second, 1},
	} {
		if got := hits(tc.id, tc.after); got != tc.want {
			t.Errorf("%s: %d requests, want %d", tc.name, got, tc.want)
		}
	}
}

func TestTheKeysTokenIsAsDocumented(t *testing.T) {
	text, err := stringee.Token("SK123", "key", ten)
	if err != nil {
		t.Fatal(err)
	}
	tok, err := jwt.Parse(text, func(*jwt.Token) (any, error) { return []byte("key"), nil }, jwt.WithTimeFunc(func() time.Time { return ten }))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(map[string]any{"typ": "JWT", "alg": "HS256", "cty": "stringee-api;v=1"}, tok.Header); d != "" {
		t.Errorf("header (-want +got):\n%s", d)
	}
	want := jwt.MapClaims{"jti": fmt.Sprintf("SK123-%d", ten.UnixMilli()), "iss": "SK123", "exp": float64(ten.Add(time.Hour).Unix()), "rest_api": true}
	if d := cmp.Diff(want, tok.Claims); d != "" {
		t.Errorf("payload (-want +got):\n%s", d)
	}
}

func TestAnEndedPortalTokenIsRenewedOnce(t *testing.T) {
	s := stringeetest.New(t)
	s.Add(aCall())
	c := stringee.New(xConfig(s), stringee.Options{})
	if _, err := c.Call(t.Context(), callID); err != nil {
		t.Fatal(err)
	}
	s.EndTokens()
	if _, err := c.Search(t.Context(), "", "0976415857", ten); err != nil {
		t.Fatalf("after the token ended: %v", err)
	}
	if got := s.Hits("/v1/account"); got != 2 {
		t.Errorf("signed in %d times, want 2", got)
	}
}

func TestCheckTellsWhetherTheSettingsWork(t *testing.T) {
	s := stringeetest.New(t)
	cfg := keyConfig(s)
	if err := stringee.New(cfg, stringee.Options{}).Check(t.Context()); err != nil {
		t.Errorf("good key: got %v", err)
	}
	cfg.KeySecret = "wrong"
	if err := stringee.New(cfg, stringee.Options{}).Check(t.Context()); !errors.Is(err, stringee.ErrDenied) {
		t.Errorf("bad key: got %v, want ErrDenied", err)
	}
	var off *stringee.Client
	if off.Enabled() || off.Tickets() {
		t.Error("a nil client is on, want off")
	}
}

func TestTheCallersEndIsNotRemembered(t *testing.T) {
	s := stringeetest.New(t)
	s.Add(aCall())
	c := stringee.New(keyConfig(s), stringee.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.Call(ctx, callID); err == nil {
		t.Fatal("want an error from an ended context")
	}
	if _, err := c.Call(t.Context(), callID); err != nil {
		t.Errorf("the next caller gets %v, want the call", err)
	}
}

func TestConfigNamesEveryFault(t *testing.T) {
	err := stringee.Config{
		KeySID: "SK", XEmail: "a@b.vn", XGroup: "GR", APIURL: "http://api.stringee.com", Timeout: -1,
	}.Check()
	for _, want := range []string{"STRINGEE_KEY_SECRET", "STRINGEE_X_PASSWORD", "STRINGEE_X_GROUP", "STRINGEE_TIMEOUT"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s named", err, want)
		}
	}
	ok := stringee.Config{KeySID: "SK", KeySecret: secret.String("k"), APIURL: "http://api.stringee.com", XURL: "https://api.stringeex.com"}
	if err := ok.Check(); err == nil || !strings.Contains(err.Error(), "https") {
		t.Errorf("plain http: got %v, want https asked for", err)
	}
	ok.APIURL = "http://127.0.0.1:9"
	if err := ok.Check(); err != nil {
		t.Errorf("a server on this machine: got %v", err)
	}
}
