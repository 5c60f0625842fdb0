package redis

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"hotro/internal/store"
)

// sweepStep is how much one script of Sweep deletes, so that callers never
// wait long behind it.
const sweepStep = 200

// Forget removes everything about a conversation: state, transcript, waiting
// arrivals and replies, tickets and dead letters. Whoever works on it loses
// the lease. The append-only file still holds it until Redis rewrites that.
func (s *Store) Forget(ctx context.Context, conv string) error {
	k := s.keys.of(conv)
	return s.verdict("forget", s.run(ctx, s.scripts.forget, []string{
		k.conv, k.inbox, k.outbox, k.lines, k.refs, k.dueIn, k.dueTimer, k.dueUser, k.dueDesk, k.feed,
		k.rows, k.open, k.closed, k.dead, k.deads,
	}, conv))
}

// Sweep deletes what has run out by now and does not end by itself: tickets
// whose conversation is gone, closed tickets and dead letters past their retention, and entries of the feed and
// of the list of keys. It also hastens what a clock that was ahead has put off.
// Run it every few minutes, on any number of replicas.
func (s *Store) Sweep(ctx context.Context, now time.Time) error {
	ms := s.see(now)
	if err := s.hasten(ctx, ms); err != nil {
		return err
	}
	for p := range store.Parts {
		k := s.keys.ofPart(p)
		for deleted := sweepStep; deleted >= sweepStep; {
			var err error
			deleted, err = s.run(ctx, s.scripts.sweep, []string{k.rows, k.closed, k.dead, k.deads, k.feed, k.keys},
				ms, s.retention, feedFor.Milliseconds(), sweepStep, store.SweepGrace.Milliseconds()).Int()
			if err != nil {
				return s.fail("sweep", err)
			}
		}
		if err := s.dropOrphans(ctx, k); err != nil {
			return err
		}
	}
	return nil
}

// dropOrphans deletes the open tickets of a partition whose conversation the
// server has ended.
func (s *Store) dropOrphans(ctx context.Context, k *partKeys) error {
	members, err := s.client.ZRange(ctx, k.open, 0, -1).Result()
	if err != nil || len(members) == 0 {
		return s.fail("look for tickets without a conversation", err)
	}
	for some := range slices.Chunk(members, sweepStep) {
		numbers := make([]string, len(some))
		for i, m := range some {
			numbers[i] = strconv.FormatInt(integer(m), 10)
		}
		rows, err := s.client.HMGet(ctx, k.rows, numbers...).Result()
		if err != nil {
			return s.fail("look for tickets without a conversation", err)
		}
		var calls []call
		for i, packed := range texts(rows) {
			if row, err := store.UnpackRow([]byte(packed)); err == nil {
				calls = append(calls, call{keys: []string{s.keys.of(row.Conv).conv, k.rows, k.open}, args: []any{numbers[i], some[i]}})
			}
		}
		_, err = runAll(ctx, s, s.scripts.orphan, calls, func(_ int, cmd *redis.Cmd) (int, bool, error) {
			n, err := cmd.Int()
			return n, true, s.fail("drop a ticket without a conversation", err)
		})
		if err != nil {
			return err
		}
	}
	return nil
}
