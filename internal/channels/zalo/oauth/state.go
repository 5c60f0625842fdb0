package oauth

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"hotro/internal/chat"
)

// What a State can be.
const (
	Missing    = "missing"    // nobody has given permission yet
	Unused     = "unused"     // a configured token that was not tried yet
	Live       = "live"       //
	Dead       = "dead"       // somebody has to log in
	Unreadable = "unreadable" // stored under another app secret: somebody has to log in
)

// warnBefore is how long before its end a grant is worth a word. It is
// renewed daily, so coming this near means that renewing does not work.
const warnBefore = 30 * 24 * time.Hour

// State is the grant as doctor and metrics show it. It holds no token.
type State struct {
	Kind    string      `json:"kind"`
	OA      string      `json:"oa,omitempty"`
	Issued  time.Time   `json:"issued,omitzero"`
	Access  time.Time   `json:"access,omitzero"`  // end of the access token; zero: not known
	Refresh time.Time   `json:"refresh,omitzero"` // end of the refresh token; zero: not known
	Tries   int         `json:"tries,omitempty"`  // refreshes in a row that did not succeed
	Why     chat.Reason `json:"why,omitempty"`    // of the last refresh that did not succeed
}

// State reads the grant from the store; it calls nobody else. An error means
// that the store can't be read.
func (s *TokenSource) State(ctx context.Context) (State, error) {
	stored, _, err := s.read(ctx)
	if errors.Is(err, errUnreadable) {
		return State{Kind: Unreadable, Why: unreadable}, nil
	}
	if err != nil {
		return State{}, err
	}
	g := stored.seeded(s.cfg)
	st := State{Kind: Live, OA: g.OA, Issued: g.Issued, Access: g.Until, Refresh: g.Ends, Tries: g.Tries, Why: g.Why}
	switch {
	case !g.Dead.IsZero():
		st.Kind = Dead
	case g.Access == "" && g.Refresh == "":
		st.Kind = Missing
	case g.Issued.IsZero():
		st.Kind = Unused
	}
	return st, nil
}

// Alert says what a person should do about the grant now; empty when all is
// well.
func (st State) Alert(now time.Time) chat.Reason {
	switch {
	case st.Kind == Missing:
		return grantMissing
	case st.Kind == Dead:
		return deadFor(st.left(now), st.Why)
	case st.Kind == Unreadable:
		return unreadable
	case st.Tries >= 3, st.Tries > 0 && refusedFor(st.Why):
		return renewalsFail(st.Tries, st.Why, st.left(now))
	case !st.Refresh.IsZero() && st.Refresh.Sub(now) < warnBefore:
		return ends(max(0, int(st.Refresh.Sub(now).Hours()/24)))
	}
	return ""
}

// refusedFor reports whether Zalo itself refused a refresh: no later try is
// likely to fare better, and nobody documents which codes are final.
func refusedFor(why chat.Reason) bool {
	key := why.Key()
	return strings.HasPrefix(key, "zalo.oauth_") && key != "zalo.oauth_status" && key != badAddress.Key()
}

// left is for how many hours messages still go out; empty when they don't. What
// the account took away ends at once.
func (st State) left(now time.Time) string {
	left := st.Access.Sub(now)
	if st.Access.IsZero() || left <= 0 || st.Why.Key() == grantRevoked.Key() {
		return ""
	}
	return strconv.Itoa(int((left + time.Hour - 1) / time.Hour))
}

func deadFor(left string, why chat.Reason) chat.Reason {
	if left == "" {
		return grantDead.From(why)
	}
	return chat.Because("zalo.grant_dead_left", "left", left).From(why)
}

func renewalsFail(tries int, why chat.Reason, left string) chat.Reason {
	key := "zalo.renewals_fail"
	if left != "" {
		key = "zalo.renewals_fail_left"
	}
	return chat.Because(key, "tries", strconv.Itoa(tries), "left", left).From(why)
}

func ends(days int) chat.Reason {
	return chat.Because("zalo.grant_ends", "days", strconv.Itoa(days))
}
