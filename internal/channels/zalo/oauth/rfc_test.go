package oauth

import (
	"context"
	"testing"
	"time"

	"hotro/internal/secret"
)

// The vector of RFC 7636, appendix B.
func TestChallengeOfRFC7636(t *testing.T) {
	if got, want := challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTheVerifierHasTheFormOfRFC7636(t *testing.T) {
	k := keys{appID: "1", secret: secret.String("s")}
	if n := len(k.verifier()); n != 43 {
		t.Errorf("got %d characters, want 43", n)
	}
}

func TestNumbersAsStringsAndOtherwise(t *testing.T) {
	for in, want := range map[string]time.Duration{
		`90000`: 90000 * time.Second, `"90000"`: 90000 * time.Second,
		`""`: accessLife, `null`: accessLife, `-5`: accessLife, `"x"`: accessLife, `99999999999999`: accessLife,
	} {
		var n number
		if err := n.UnmarshalJSON([]byte(in)); err != nil {
			t.Errorf("%s: %v", in, err)
		}
		if got := (tokens{}).life(n, accessLife); got != want {
			t.Errorf("%s: got %v, want %v", in, got, want)
		}
	}
}

type noStore struct{}

func (noStore) Get(context.Context, string) ([]byte, int64, error) {
	return nil, 0, context.DeadlineExceeded
}

func (noStore) Swap(context.Context, string, int64, []byte, time.Duration, time.Time) (int64, error) {
	return 0, context.DeadlineExceeded
}

func TestAGoodTokenIsUsedWhileTheStoreIsDown(t *testing.T) {
	now := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	s := New(Config{AppID: "1"}, noStore{}, Options{Now: func() time.Time { return now }})
	s.cache(grant{Access: "a", Refresh: "r", Issued: now.Add(-25 * time.Hour), Until: now.Add(time.Minute)})
	if got, err := s.Token(t.Context()); err != nil || got != "a" {
		t.Errorf("got %q, %v; want the token that has a minute left", got, err)
	}
	if got, err := s.Refresh(t.Context(), "a"); err == nil {
		t.Errorf("got %q for a refused token, want an error", got)
	}
}
