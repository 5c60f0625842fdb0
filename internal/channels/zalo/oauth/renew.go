package oauth

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"

	"hotro/internal/channels"
	"hotro/internal/chat"
	"hotro/internal/retry"
	"hotro/internal/store"
)

const (
	// spendTime bounds a renewal from claim to write; it must end before the
	// claim does.
	spendTime = 50 * time.Second
	// saveTime bounds a later try to store a pair that could not be stored.
	saveTime = 5 * time.Second
	// unread stands for the version of a record that was not read yet.
	unread = -1
)

// errUnreadable: the stored record does not open with this app secret.
var errUnreadable = errors.New("stored Zalo grant can't be read: was ZALO_APP_SECRET changed? run “bot zalo login”")

// unsaved is a new pair that could not be stored yet, and the refresh token it
// was got for.
type unsaved struct {
	spent string
	pair  grant
}

func (s *TokenSource) renew(ctx context.Context, refused string, margin time.Duration) (string, error) {
	select {
	case s.refreshing <- struct{}{}:
	case <-ctx.Done():
		return "", later(tokenWaiting, ctx.Err())
	}
	defer func() { <-s.refreshing }()
	if g := s.cached(); g.good(refused, s.now(), margin) {
		return g.Access, nil // whoever had the turn before has done it
	}
	g, err := s.settle(ctx, refused, margin)
	if g.good(refused, s.now(), margin) || g.usable(refused, s.now()) {
		return g.Access, nil
	}
	if err == nil {
		err = operator(tokenNone, errNone)
	}
	return "", err
}

// settle brings the grant up to date, by waiting for another replica or by
// one refresh of its own, and returns it as it then is.
func (s *TokenSource) settle(ctx context.Context, refused string, margin time.Duration) (grant, error) {
	tries := 0
	for {
		g, version, err := s.load(ctx)
		if err != nil {
			return s.cached(), err
		}
		s.cache(g)
		step, f := g.next(s.owner, refused, s.now(), margin)
		switch step {
		case use:
			return g, nil
		case stop:
			if refused != "" && g.Access == refused && !g.Dead.IsZero() { // the last one does not serve either
				g.Access, g.Until = "", time.Time{}
				s.cache(g)
				_, _ = s.write(ctx, g, version) // found out again if it fails
			}
			return g, f
		case spend:
			err := s.refresh(ctx, g, version, refused)
			if errors.Is(err, store.ErrStale) {
				continue // another replica claimed it first
			}
			return s.cached(), err
		}
		if tries++; tries == 1 {
			s.count(Waited)
		}
		if !retry.Sleep(ctx, untilOthers().After(tries)) {
			return g, later(tokenWaiting, ctx.Err())
		}
	}
}

// load reads the grant, after trying to store a pair that still waits for it.
func (s *TokenSource) load(ctx context.Context) (grant, int64, error) {
	if u := s.unsaved; u != nil {
		ctx, cancel := context.WithTimeout(ctx, saveTime)
		defer cancel()
		if err := s.save(ctx, u.spent, u.pair, unread); err != nil {
			return grant{}, 0, err
		}
	}
	g, version, err := s.read(ctx)
	if err != nil {
		return grant{}, 0, err
	}
	return g.seeded(s.cfg), version, nil
}

func (s *TokenSource) read(ctx context.Context) (grant, int64, error) {
	b, version, err := s.kv.Get(ctx, s.key())
	if errors.Is(err, store.ErrNotFound) {
		return grant{}, version, nil
	}
	if err != nil {
		return grant{}, 0, later(grantUnread, err)
	}
	g, err := s.keys.open(b, s.key())
	if err != nil {
		return grant{}, version, watched(operator(unreadable, err), true)
	}
	return g, version, nil
}

// refresh claims the refresh token and trades it in. It goes on when the
// caller's context ends: a token that was spent must be written.
func (s *TokenSource) refresh(ctx context.Context, g grant, version int64, refused string) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), spendTime)
	defer cancel()
	g.By, g.Claim = s.owner, s.now().Add(claimLife)
	version, err := s.write(ctx, g, version)
	if err != nil {
		return err
	}
	t, err := s.ask(ctx, url.Values{"grant_type": {"refresh_token"}, "refresh_token": {g.Refresh}})
	if err == nil {
		s.count(Refreshed)
		return s.save(ctx, g.Refresh, g.renewed(t, refused, s.now()), version)
	}
	s.count(RefreshFailed)
	if r, ok := errors.AsType[*refusal](err); ok && r.final() {
		s.count(GrantDead)
		g = g.died(r.reason(), s.now())
	} else {
		g = g.failed(reasonOf(err), s.now())
	}
	s.cache(g)
	if _, werr := s.write(ctx, g, version); werr != nil && !errors.Is(werr, store.ErrStale) {
		return werr
	}
	_, f := g.next(s.owner, refused, s.now(), sendMargin)
	if f == nil {
		return nil
	}
	f.Err = err
	return f
}

// save stores a new pair in place of the one whose refresh token was spent for
// it, unless somebody has logged in meanwhile. It tries until ctx ends; a pair
// that is not stored then is kept and tried again with the next call, and not
// used before.
func (s *TokenSource) save(ctx context.Context, spent string, pair grant, version int64) error {
	s.unsaved = &unsaved{spent: spent, pair: pair}
	for tries := 1; ; tries++ {
		var err error = store.ErrStale
		if version != unread {
			_, err = s.write(ctx, pair, version)
		}
		switch {
		case err == nil:
			s.unsaved = nil
			s.cache(pair)
			return nil
		case errors.Is(err, store.ErrStale):
			var g grant
			g, version, err = s.read(ctx)
			if err == nil && g.Refresh != spent && version > 0 {
				s.unsaved = nil
				s.cache(g)
				return nil
			}
		}
		if !retry.Sleep(ctx, untilStored().After(tries)) {
			s.count(Unsaved)
			return later(tokenUnsaved, errors.Join(err, ctx.Err()))
		}
	}
}

func (s *TokenSource) write(ctx context.Context, g grant, version int64) (int64, error) {
	b, err := s.keys.seal(g, s.key())
	if err != nil {
		return 0, err
	}
	v, err := s.kv.Swap(ctx, s.key(), version, b, 0, s.now())
	if err != nil && !errors.Is(err, store.ErrStale) {
		return 0, later(grantUnwritten, err)
	}
	if err != nil {
		return 0, fmt.Errorf("write the Zalo grant: %w", err)
	}
	return v, nil
}

// untilOthers are the pauses before another look at what a replica is doing.
func untilOthers() retry.Backoff {
	return retry.Backoff{First: 20 * time.Millisecond, Most: 500 * time.Millisecond}
}

// untilStored are the pauses between tries to write to the store.
func untilStored() retry.Backoff {
	return retry.Backoff{First: 20 * time.Millisecond, Most: 2 * time.Second}
}

func later(why chat.Reason, err error) *channels.Failure {
	return &channels.Failure{Class: channels.Later, Reason: why, Err: err}
}
