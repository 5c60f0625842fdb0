// Package login establishes who is at the desk: one-time links, a fixed
// bootstrap token, a company's OpenID Connect, and the sessions that follow
// from them.
//
// Tokens and sessions are 256 random bits, kept only as hashes. What staff may
// do is not decided here. Safe for concurrent use. Start reading at
// Sessions.Guard.
package login

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"time"

	"hotro/internal/desk"
	"hotro/internal/obs"
	"hotro/internal/secret"
	"hotro/internal/store"
	"hotro/internal/text"
	"hotro/internal/web/limit"
	"hotro/internal/web/ui"
)

// KV keeps small values for all replicas. Swap writes if the version is still
// the given one, else it returns store.ErrStale; a nil val deletes.
type KV interface {
	Get(ctx context.Context, key string) (val []byte, version int64, err error)
	Swap(ctx context.Context, key string, version int64, val []byte, ttl time.Duration, now time.Time) (int64, error)
	Keys(ctx context.Context, prefix string) ([]string, error)
}

// Options of Sessions. KV, Renderer and Log are required.
type Options struct {
	KV       KV
	Base     string        // PUBLIC_URL: links start with it
	Secret   secret.String // DESK_LOGIN_SECRET; empty: no such token
	Group    bool          // a staff group in Telegram gives links
	OIDC     Config
	Renderer *ui.Renderer
	Proxies  limit.Proxies    // whose word on where a request comes from counts
	Now      func() time.Time // nil: time.Now
	Log      *slog.Logger
	// Role is the role that a member of staff who came by a link has now: ""
	// when they are no staff any more. known is false for who is nobody it can
	// speak of, and an error means that it can't say. It answers within seconds
	// and asks its own source no more often than every few minutes; nil: a
	// session lasts as long as it would.
	Role func(ctx context.Context, staff string) (role string, known bool, err error)
}

// Sessions logs staff in and knows who is logged in.
type Sessions struct {
	Options
	asking obs.Outage // of Role
	failed *limit.Limiter
	down   obs.Outage // the store, as the login meets it
	oidc   *provider
}

// How many guesses one machine may make at the fixed token.
const failEvery, failBurst = 6 * time.Second, 10

// New returns Sessions.
func New(o Options) *Sessions {
	if o.Now == nil {
		o.Now = time.Now
	}
	o.Base = strings.TrimSuffix(o.Base, "/")
	return &Sessions{Options: o, asking: obs.Outage{Log: o.Log, What: "desk: a look who is still staff"}, failed: limit.New(failEvery, failBurst), down: obs.Outage{Log: o.Log, What: "desk login"}, oidc: newProvider(o.OIDC, o.Base)}
}

// linkLife is how long a one-time link works.
const linkLife = 10 * time.Minute

const linkPrefix = "web/login/"

// grant is what a one-time link stands for.
type grant struct {
	Staff desk.Staff `json:"staff"`
	Till  time.Time  `json:"till"`
}

// Link makes a link that logs who in, once, within ten minutes.
func (ss *Sessions) Link(ctx context.Context, who desk.Staff) (string, error) {
	token, now := newToken(), ss.Now()
	body, err := json.Marshal(grant{Staff: who, Till: now.Add(linkLife)})
	if err != nil {
		return "", fmt.Errorf("login link: %w", err)
	}
	if _, err := ss.KV.Swap(ctx, linkPrefix+hash(token), 0, body, linkLife, now); err != nil {
		return "", fmt.Errorf("login link: %w", err)
	}
	return ss.Base + "/desk/login?token=" + url.QueryEscape(token), nil
}

// errRefused is any reason not to accept a token: the caller must not learn
// which.
var errRefused = errors.New("this link was used, has expired, or was not made here")

// redeem returns who a link's token stands for and uses it up. Of two people
// redeeming one token at once, one is let in.
func (ss *Sessions) redeem(ctx context.Context, token string, now time.Time) (desk.Staff, error) {
	if len(token) != tokenLen {
		return desk.Staff{}, errRefused
	}
	key := linkPrefix + hash(token)
	body, version, err := ss.KV.Get(ctx, key)
	if errors.Is(err, store.ErrNotFound) {
		return desk.Staff{}, errRefused
	}
	if err != nil {
		return desk.Staff{}, fmt.Errorf("login: %w", err)
	}
	if _, err = ss.KV.Swap(ctx, key, version, nil, 0, now); errors.Is(err, store.ErrStale) {
		return desk.Staff{}, errRefused
	}
	if err != nil {
		return desk.Staff{}, fmt.Errorf("login: %w", err)
	}
	var p grant
	if err := json.Unmarshal(body, &p); err != nil {
		return desk.Staff{}, fmt.Errorf("login: stored link: %w", err)
	}
	if !now.Before(p.Till) {
		return desk.Staff{}, errRefused
	}
	if role, ok := ss.roleByLink(ctx, p.Staff); ok {
		p.Staff.Role = role
		return p.Staff, nil
	}
	return desk.Staff{}, errRefused
}

func (ss *Sessions) bootstraps(token string) bool {
	return ss.Secret.Set() && equal(token, ss.Secret.Reveal())
}

// bootstrap is who logs in with the fixed token: a lead, who may choose a
// name, but with it no id that another way of logging in gives.
func bootstrap(name string) desk.Staff {
	name = text.Head(text.OneLine(name), maxName)
	return desk.Staff{ID: "setup:" + strings.ToLower(strings.ReplaceAll(name, " ", ".")), Name: name, Role: desk.RoleLead}
}

// maxName is how much of a name is shown, in letters.
const maxName = 40

// newToken returns 256 random bits as text.
func newToken() string {
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails: crypto/rand crashes the program instead
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// tokenLen is the length of what newToken returns.
const tokenLen = 43

func hash(s string) string {
	h := sha256.Sum256([]byte(s))
	return hex.EncodeToString(h[:])
}

// equal compares in constant time, length included.
func equal(a, b string) bool {
	x, y := sha256.Sum256([]byte(a)), sha256.Sum256([]byte(b))
	return subtle.ConstantTimeCompare(x[:], y[:]) == 1
}
