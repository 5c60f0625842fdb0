package oauth

import (
	"context"
	"errors"
	"fmt"
	"time"
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
	Kind    string    `json:"kind"`
	OA      string    `json:"oa,omitempty"`
	Issued  time.Time `json:"issued,omitzero"`
	Access  time.Time `json:"access,omitzero"`  // end of the access token; zero: not known
	Refresh time.Time `json:"refresh,omitzero"` // end of the refresh token; zero: not known
	Tries   int       `json:"tries,omitempty"`  // refreshes in a row that did not succeed
	Why     string    `json:"why,omitempty"`
}

// State reads the grant from the store; it calls nobody else. An error means
// that the store can't be read.
func (s *Source) State(ctx context.Context) (State, error) {
	stored, _, err := s.read(ctx)
	if errors.Is(err, errUnreadable) {
		return State{Kind: Unreadable, Why: errUnreadable.Error()}, nil
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

// Alert says in words what a person should do about the grant now; empty when
// all is well.
func (st State) Alert(now time.Time) string {
	switch {
	case st.Kind == Missing:
		return "chưa có quyền truy cập Zalo: chạy “bot zalo login”"
	case st.Kind == Dead:
		return "quyền truy cập Zalo đã hết hiệu lực (" + st.Why + "): chạy “bot zalo login”" + st.rest(now)
	case st.Kind == Unreadable:
		return "không đọc được quyền truy cập Zalo đã lưu (ZALO_APP_SECRET đã đổi?): chạy “bot zalo login”"
	case st.Tries >= 3:
		return fmt.Sprintf("đã %d lần chưa làm mới được token Zalo (%s)", st.Tries, st.Why) + st.rest(now)
	case !st.Refresh.IsZero() && st.Refresh.Sub(now) < warnBefore:
		return fmt.Sprintf("quyền truy cập Zalo còn %d ngày: chạy “bot zalo login”", max(0, int(st.Refresh.Sub(now).Hours()/24)))
	}
	return ""
}

// rest says how long messages still go out.
func (st State) rest(now time.Time) string {
	if left := st.Access.Sub(now); !st.Access.IsZero() && left > 0 {
		return fmt.Sprintf("; còn gửi được tin khoảng %s", left.Round(time.Minute))
	}
	return ""
}
