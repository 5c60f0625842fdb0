// Package oauth holds the permission (the grant) that an Official Account's
// admin gave this program, by Zalo's OAuth v4: a short-lived access token and
// a refresh token that works once and is replaced at every refresh.
//
// The rules it keeps, with any number of replicas over one store:
//
//   - A refresh token is spent by whoever wrote a claim into the stored grant
//     first (a compare-and-set); the others wait and pick up the new pair.
//   - A new pair is stored before it is first used, so a crash never leaves a
//     token in use that nobody can renew.
//   - Tokens are encrypted at rest with a key made from the app's secret.
//   - A grant known to be dead is not asked for again; its access token serves
//     until its own end, and a login or a new ZALO_REFRESH_TOKEN revives it.
//
// What can't be ruled out: a crash between Zalo's answer to a refresh and the
// write that follows loses the new pair. The next try then finds the old token
// spent, and the grant is dead: somebody has to log in again. RefreshEarly renews long
// before the access token ends, so that messages still flow meanwhile.
//
// It sends no messages. A TokenSource is safe for concurrent use. Start reading at
// Token.
package oauth

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"io"
	"net/http"
	"sync"
	"time"

	"hotro/internal/channels/httpapi"
	"hotro/internal/secret"
)

// KV is the shared store as this package uses it.
type KV interface {
	// Get returns a value and its version, or store.ErrNotFound.
	Get(ctx context.Context, key string) (val []byte, version int64, err error)
	// Swap writes a value if version is still the present one (0: there is
	// none), else it returns store.ErrStale. A ttl of 0 keeps it for good.
	Swap(ctx context.Context, key string, version int64, val []byte, ttl time.Duration, now time.Time) (int64, error)
}

// Config is what the operator sets.
type Config struct {
	AppID     string
	AppSecret secret.String
	URL       string        // of Zalo's OAuth server
	Refresh   secret.String // starts the grant where nothing is stored, or what is stored is dead
	Access    secret.String // goes with Refresh; may be empty
}

// Options are what a Source may be given beyond its Config.
type Options struct {
	HTTP  *http.Client      // nil: a client with sane limits
	Now   func() time.Time  // nil: time.Now
	Rand  io.Reader         // nil: crypto/rand
	Count func(what string) // nil: not counted
}

// What Count is told.
const (
	Refreshed     = "token_renewed"
	Waited        = "token_waited"  // another replica was renewing
	RefreshFailed = "token_failed"  // a refresh did not succeed
	Unsaved       = "token_unsaved" // a new pair waits to be stored
	GrantDead     = "grant_dead"
	LoggedIn      = "grant_login"
)

// Margins before the end of an access token.
const (
	sendMargin = 5 * time.Minute // Token renews
	keepMargin = 2 * time.Hour   // RefreshEarly renews
)

// TokenSource gives the access token of one app's grant.
type TokenSource struct {
	cfg   Config
	kv    KV
	http  *http.Client
	now   func() time.Time
	keys  keys
	owner string // names this TokenSource in a claim; no two share it
	count func(string)

	refreshing chan struct{} // held by the one renewal of this process; guards unsaved
	unsaved    *unsaved

	oa string // the account, unless it is the app's first

	mu     sync.Mutex
	last   grant // as last read or written
	others map[string]*TokenSource
}

// New returns a TokenSource. It talks to nobody yet.
func New(cfg Config, kv KV, o Options) *TokenSource {
	s := &TokenSource{
		cfg: cfg, kv: kv, http: o.HTTP, now: o.Now, count: o.Count,
		keys: keys{appID: cfg.AppID, secret: cfg.AppSecret, rand: o.Rand}, refreshing: make(chan struct{}, 1),
	}
	if s.http == nil {
		s.http = httpapi.NewClient(askTimeout)
	}
	if s.now == nil {
		s.now = time.Now
	}
	if s.keys.rand == nil {
		s.keys.rand = rand.Reader
	}
	if s.count == nil {
		s.count = func(string) {}
	}
	s.owner = hex.EncodeToString(s.keys.random(8))
	return s
}

// Token returns an access token that is good now, renewing it when its end is
// near. Its error is a *channels.Failure: Later while the store or Zalo can't
// be reached, Operator when a person has to log in.
func (s *TokenSource) Token(ctx context.Context) (string, error) {
	if g := s.cached(); g.good("", s.now(), sendMargin) {
		return g.Access, nil
	}
	return s.renew(ctx, "", sendMargin)
}

// Refresh returns another access token than the one Zalo refused. Many callers
// with the same refused token cause one refresh.
func (s *TokenSource) Refresh(ctx context.Context, refused string) (string, error) {
	return s.renew(ctx, refused, sendMargin)
}

// RefreshEarly renews the grant if less than two hours of the access token are
// left. Called now and then, it keeps a bot that nobody writes to from losing
// its grant, and leaves time to log in when a refresh does not succeed.
func (s *TokenSource) RefreshEarly(ctx context.Context) error {
	_, err := s.renew(ctx, "", keepMargin)
	return err
}

func (s *TokenSource) cached() grant {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.last
}

func (s *TokenSource) cache(g grant) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last = g
}
