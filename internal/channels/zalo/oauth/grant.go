package oauth

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"time"

	"hotro/internal/channels"
	"hotro/internal/chat"
)

// grant is the stored record: the pair of tokens and who is renewing it.
type grant struct {
	Access  string    `json:"access,omitempty"`
	Until   time.Time `json:"until,omitzero"` // end of Access; zero: not known
	Refresh string    `json:"refresh,omitempty"`
	Ends    time.Time `json:"ends,omitzero"` // end of Refresh; zero: not known
	Issued  time.Time `json:"issued,omitzero"`
	OA      string    `json:"oa,omitempty"`
	Others  []string  `json:"others,omitempty"` // more accounts of the app: see accounts.go
	Seeds   []string  `json:"seeds,omitempty"`  // digests of configured refresh tokens already taken

	By    string    `json:"by,omitempty"`   // who is spending Refresh
	Claim time.Time `json:"claim,omitzero"` // how long the others wait for it

	Tries int         `json:"tries,omitempty"` // refreshes in a row that did not succeed
	Next  time.Time   `json:"next,omitzero"`   // no refresh before
	Doubt int         `json:"doubt,omitempty"` // renewals in a row of a token that was refused while new
	Why   chat.Reason `json:"why,omitempty"`   // of the last refresh that did not succeed
	Dead  time.Time   `json:"dead,omitzero"`   // when Refresh was found spent or revoked
}

const (
	accessLife  = 25 * time.Hour
	refreshLife = 90 * 24 * time.Hour
	claimLife   = time.Minute
	maxSeeds    = 8
	young       = time.Minute // a token refused at this age is in doubt
	maxDoubt    = 3
)

// good reports whether Access can be used: not refused, and not about to end
// within margin. A token of a short life has a margin in proportion.
func (g grant) good(refused string, now time.Time, margin time.Duration) bool {
	if g.Access == "" || g.Access == refused || !g.Dead.IsZero() {
		return false
	}
	if g.Until.IsZero() {
		return margin <= sendMargin // nobody knows: use it until refused, but renew it soon
	}
	if !g.Issued.IsZero() {
		margin = min(margin, g.Until.Sub(g.Issued)/10)
	}
	return now.Add(margin).Before(g.Until)
}

// usable reports whether Access may still work although it should be renewed.
func (g grant) usable(refused string, now time.Time) bool {
	return g.Access != "" && g.Access != refused && (g.Until.IsZero() || now.Before(g.Until))
}

// step is what to do next about a grant.
type step int

const (
	use   step = iota // Access is good
	wait              // another replica is renewing
	spend             // claim Refresh and renew
	stop              // can't be renewed now
)

// next decides what a caller who needs a token does; owner is the caller's TokenSource. The
// failure says why for stop. A claim of one's own is what a write left whose
// answer was lost: nobody else is at work.
func (g grant) next(owner, refused string, now time.Time, margin time.Duration) (step, *channels.Failure) {
	fresh := refused != "" && g.Access == refused && !g.Issued.IsZero() && now.Sub(g.Issued) < young
	switch {
	case g.good(refused, now, margin):
		return use, nil
	case !g.Dead.IsZero():
		return stop, watched(operator(grantDead.From(g.Why), errDead), true)
	case g.Refresh == "":
		return stop, watched(operator(grantMissing, errMissing), g.Access == "")
	case now.Before(g.Claim) && g.By != owner:
		return wait, nil
	case now.Before(g.Next):
		return stop, &channels.Failure{Class: channels.Later, After: g.Next.Sub(now), Reason: notRenewed.From(g.Why)}
	case fresh && g.Doubt >= maxDoubt:
		return stop, operator(tokenDoubted, errDoubted)
	}
	return spend, nil
}

// renewed returns the grant after a refresh that succeeded.
func (g grant) renewed(t tokens, refused string, now time.Time) grant {
	n := grant{
		Access: t.Access, Until: now.Add(t.life(t.ExpiresIn, accessLife)),
		Refresh: t.Refresh, Ends: now.Add(t.life(t.RefreshExpiresIn, refreshLife)),
		Issued: now, OA: g.OA, Others: g.Others, Seeds: g.Seeds,
	}
	if refused != "" && refused == g.Access && now.Sub(g.Issued) < young {
		n.Doubt = g.Doubt + 1
	}
	return n
}

// failed returns the grant after a refresh that did not succeed but may yet.
func (g grant) failed(why chat.Reason, now time.Time) grant {
	g.By, g.Claim, g.Why = "", time.Time{}, why
	g.Tries++
	g.Next = now.Add(min(5*time.Second<<min(g.Tries-1, 10), 10*time.Minute))
	return g
}

// died returns the grant after Zalo called its refresh token invalid.
func (g grant) died(why chat.Reason, now time.Time) grant {
	g.By, g.Claim, g.Why, g.Dead = "", time.Time{}, why, now
	return g
}

// seeded returns the grant to go on with, given the configured tokens. They
// count where nothing else is left, and a refresh token counts once: the
// stored pair descends from it or came after it.
func (g grant) seeded(cfg Config) grant {
	seed := digest(cfg.Refresh.Reveal())
	if !cfg.Refresh.Set() {
		if g.Access == "" && g.Refresh == "" {
			g.Access = cfg.Access.Reveal()
		}
		return g
	}
	if slices.Contains(g.Seeds, seed) || (g.Refresh != "" && g.Dead.IsZero()) {
		return g
	}
	return grant{Access: cfg.Access.Reveal(), Refresh: cfg.Refresh.Reveal(), OA: g.OA, Others: g.Others, Seeds: remember(g.Seeds, seed)}
}

func remember(seeds []string, seed string) []string {
	seeds = append(slices.Clone(seeds), seed)
	return seeds[max(0, len(seeds)-maxSeeds):]
}

func digest(s string) string {
	d := sha256.Sum256([]byte("hotro zalo seed\x00" + s))
	return hex.EncodeToString(d[:8])
}

// key is what the grant is stored under.
func (s *TokenSource) key() string {
	if s.oa != "" {
		return "zalo/grant/" + s.cfg.AppID + "/" + s.oa
	}
	return "zalo/grant/" + s.cfg.AppID
}

// What an operator has to act on, for the log.
var (
	errDead    = errors.New("Zalo access has ended: run “bot zalo login”")
	errMissing = errors.New("there is no Zalo access yet: run “bot zalo login” or set ZALO_REFRESH_TOKEN")
	errDoubted = errors.New("Zalo refuses the token it has just issued: check the app and the Official Account in Zalo's console")
	errNone    = errors.New("Zalo gave no usable token")
)

// watched marks a failure whose cause State shows, so that whoever watches that
// tells of it.
func watched(f *channels.Failure, shown bool) *channels.Failure {
	f.Told = shown
	return f
}

func operator(why chat.Reason, err error) *channels.Failure {
	return &channels.Failure{Class: channels.Operator, Reason: why, Err: err}
}
