package oauth

import (
	"context"
	"errors"
	"slices"
	"time"

	"hotro/internal/channels"
	"hotro/internal/store"
)

// One app may serve several accounts, each with a grant of its own. The first
// one is kept under the app's name; the others, which that record lists, under
// the app's and their own.

// For returns the source of one account's tokens: its own grant where it has
// one, else the app's first. It makes no request but to the store, and none
// once the account is known.
func (s *TokenSource) For(ctx context.Context, oa string) *TokenSource {
	first := s.cached()
	if first.Access == "" && first.Refresh == "" {
		first, _, _ = s.read(ctx) // a store that is down is met by the caller's next step
	}
	if oa == "" || s.oa != "" || first.OA == oa || !slices.Contains(first.Others, oa) && first.OA == "" {
		return s
	}
	return s.other(oa)
}

// other returns the source of another account of the app.
func (s *TokenSource) other(oa string) *TokenSource {
	s.mu.Lock()
	defer s.mu.Unlock()
	if o := s.others[oa]; o != nil {
		return o
	}
	cfg := s.cfg
	cfg.Refresh, cfg.Access = "", ""
	o := &TokenSource{
		cfg: cfg, kv: s.kv, http: s.http, now: s.now, keys: s.keys, owner: s.owner, count: s.count,
		refreshing: make(chan struct{}, 1), oa: oa,
	}
	if s.others == nil {
		s.others = map[string]*TokenSource{}
	}
	s.others[oa] = o
	return o
}

// All returns the sources of every account that has given permission, the
// app's first account before the others.
func (s *TokenSource) All(ctx context.Context) []*TokenSource {
	all := []*TokenSource{s}
	g, _, err := s.read(ctx)
	if err != nil {
		return all
	}
	s.cache(g.seeded(s.cfg))
	for _, oa := range g.Others {
		all = append(all, s.other(oa))
	}
	return all
}

// Named notes whose the app's first grant is, where that was not known: a
// configured token does not tell.
func (s *TokenSource) Named(ctx context.Context, oa string) error {
	return s.amend(ctx, func(g grant) (grant, bool) {
		if g.OA != "" || oa == "" {
			return g, false
		}
		g.OA = oa
		return g, true
	})
}

// Revoke notes that the account took its permission away at that time: the
// grant is dead unless it was given later.
func (s *TokenSource) Revoke(ctx context.Context, at time.Time) error {
	return s.amend(ctx, func(g grant) (grant, bool) {
		if g.Issued.After(at) || !g.Dead.IsZero() && g.Access == "" {
			return g, false
		}
		g = g.died(grantRevoked, at)
		g.Access = ""
		return g, true
	})
}

// amend changes the stored grant where change says so.
func (s *TokenSource) amend(ctx context.Context, change func(grant) (grant, bool)) error {
	for {
		g, version, err := s.read(ctx)
		if err != nil {
			return err
		}
		g, changed := change(g.seeded(s.cfg))
		if !changed {
			return nil
		}
		if _, err = s.write(ctx, g, version); err == nil {
			s.cache(g)
			return nil
		}
		if !errors.Is(err, store.ErrStale) {
			return err
		}
	}
}

// target is where the grant of a login belongs: in place of the first account's
// unless that lives and is another's.
func (s *TokenSource) target(ctx context.Context, oa string) (*TokenSource, error) {
	g, _, err := s.read(ctx)
	if f, ok := errors.AsType[*channels.Failure](err); ok && f.Class == channels.Operator {
		return s, nil // unreadable: replaced
	}
	if err != nil {
		return nil, err
	}
	g = g.seeded(s.cfg)
	if oa == "" || g.OA == "" || g.OA == oa || !g.Dead.IsZero() && len(g.Others) == 0 {
		return s, nil
	}
	return s.other(oa), s.amend(ctx, func(g grant) (grant, bool) {
		if slices.Contains(g.Others, oa) {
			return g, false
		}
		g.Others = append(slices.Clone(g.Others), oa)
		return g, true
	})
}
