package redis

import (
	"context"
	"strconv"

	"github.com/redis/go-redis/v9"

	"hotro/internal/store"
)

// afterStep hastens what waits, when the clock was put back.
func (s *Store) afterStep(ctx context.Context, now int64) error {
	if !s.clock.SteppedBack() {
		return nil
	}
	return s.hasten(ctx, now)
}

// hasten makes due soon what a clock that was ahead has put off: arrivals,
// lanes, and leases that nobody ends. Timers stay: they may be far ahead.
func (s *Store) hasten(ctx context.Context, now int64) error {
	latest := store.Latest(now)
	pipe := s.client.Pipeline()
	var cmds []*redis.StringSliceCmd
	for p := range store.Parts {
		k := s.keys.ofPart(p)
		for _, due := range []string{k.dueIn, k.dueUser, k.dueDesk} {
			cmds = append(cmds, pipe.ZRangeByScore(ctx, due, &redis.ZRangeBy{Min: "(" + strconv.FormatInt(latest, 10), Max: "+inf"}))
		}
	}
	if _, err := pipe.Exec(ctx); err != nil {
		return s.fail("look for what a clock put off", err)
	}
	var calls []call
	for _, cmd := range cmds {
		for _, conv := range cmd.Val() {
			k := s.keys.of(conv)
			calls = append(calls, call{keys: []string{k.conv, k.dueIn, k.dueUser, k.dueDesk}, args: []any{conv, latest}})
		}
	}
	_, err := runAll(ctx, s, s.scripts.hasten, calls, func(_ int, cmd *redis.Cmd) (struct{}, bool, error) {
		return struct{}{}, true, s.verdict("hasten", cmd)
	})
	return err
}
