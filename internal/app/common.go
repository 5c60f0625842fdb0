package app

import (
	"context"
	"slices"
	"time"

	"hotro/internal/retry"
)

// lists of topics begin with those that most come with, which changes slowly.
const (
	rankEach = time.Hour
	ranked   = 50
)

// rank keeps lists of topics in the order of what users come with until ctx is
// done.
func (s *guides) rank(ctx context.Context, often func(context.Context, int) ([]string, error)) {
	for {
		ids, err := often(ctx, ranked)
		if err != nil {
			s.log.Warn("which errors are common could not be read; lists keep their order for an hour", "err", err)
		} else {
			s.list(ids)
		}
		if !retry.Sleep(ctx, rankEach) {
			return
		}
	}
}

// list puts topics first in lists.
func (s *guides) list(often []string) {
	s.changes.Lock()
	defer s.changes.Unlock()
	if slices.Equal(often, s.often) {
		return
	}
	s.often = often
	s.now.Store(s.get().listing(often))
}
