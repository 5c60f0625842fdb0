package redis

import (
	"context"
	"errors"
	"fmt"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"hotro/internal/store"
)

// DeadList lists up to max dead letters, the oldest first.
func (s *Store) DeadList(ctx context.Context, max int) ([]store.Dead, error) {
	pipe := s.trip()
	var ids [store.Parts]*redis.StringSliceCmd
	for p := range ids {
		ids[p] = pipe.ZRange(ctx, s.keys.ofPart(p).deads, 0, int64(max)-1)
	}
	if _, err := pipe.Exec(ctx); err != nil {
		return nil, s.fail("dead letters", err)
	}
	pipe = s.trip()
	var names []string
	var cmds []*redis.SliceCmd
	for p, cmd := range ids {
		for _, n := range cmd.Val() {
			names = append(names, fmt.Sprintf("%d-%s", p, n))
			cmds = append(cmds, pipe.HMGet(ctx, s.keys.ofPart(p).dead, n+letterConv, n+letterQueue, n+letterAt, n+letterReason, n+letterValue))
		}
	}
	if len(cmds) == 0 {
		return nil, nil
	}
	if _, err := pipe.Exec(ctx); err != nil {
		return nil, s.fail("dead letters", err)
	}
	var ls []store.Dead
	for i, cmd := range cmds {
		l, ok, err := letter(names[i], texts(cmd.Val()))
		if err != nil {
			return nil, s.fail("dead letter "+names[i], err)
		}
		if ok {
			ls = append(ls, l)
		}
	}
	sort.SliceStable(ls, func(i, j int) bool { return ls[i].At.UnixMilli() < ls[j].At.UnixMilli() })
	return ls[:min(len(ls), max)], nil
}

// letter reads a dead letter; ok is false for one that was dropped meanwhile.
func letter(id string, f []string) (l store.Dead, ok bool, err error) {
	l = store.Dead{ID: id, Conv: f[0], Queue: f[1], At: store.Moment(integer(f[2])), Reason: f[3]}
	switch l.Queue {
	case "":
		return l, false, nil
	case store.Inbox:
		it, err := store.UnpackItem([]byte(f[4]))
		l.Body = it.Body
		return l, true, err
	case store.LaneUser:
		o, err := store.UnpackOut([]byte(f[4]))
		l.Body = o.Body
		return l, true, err
	}
	return l, true, nil
}

// deadAt reads the id of a dead letter; ok is false for what can't be one.
func deadAt(id string) (part int, n string, ok bool) {
	p, n, _ := strings.Cut(id, "-")
	u, err := strconv.ParseUint(p, 10, 8)
	m, err2 := strconv.ParseUint(n, 10, 63)
	return int(u), strconv.FormatUint(m, 10), err == nil && err2 == nil && u < store.Parts
}

// DeadRetry puts a dead letter back where it came from, last in its queue and
// due at once. ErrFull when that inbox is.
func (s *Store) DeadRetry(ctx context.Context, id string, now time.Time) error {
	ms := s.see(now)
	part, n, ok := deadAt(id)
	if !ok {
		return store.ErrNotFound
	}
	conv, err := s.client.HGet(ctx, s.keys.ofPart(part).dead, n+letterConv).Result()
	if errors.Is(err, redis.Nil) || err == nil && store.Part(conv) != part {
		return store.ErrNotFound
	}
	if err != nil {
		return s.fail("retry a dead letter", err)
	}
	k := s.keys.of(conv)
	return s.verdict("retry a dead letter", s.run(ctx, s.scripts.retry,
		[]string{k.conv, k.inbox, k.dueIn, k.dueTimer, k.outbox, k.dueUser, k.dueDesk, k.lines, k.refs, k.feed, k.dead, k.deads},
		conv, n, ms, store.MaxInbox, s.retention))
}

// DeadDrop deletes a dead letter.
func (s *Store) DeadDrop(ctx context.Context, id string) error {
	part, n, ok := deadAt(id)
	if !ok {
		return store.ErrNotFound
	}
	k := s.keys.ofPart(part)
	dropped, err := s.run(ctx, s.scripts.drop, []string{k.dead, k.deads}, n).Int()
	if err == nil && dropped == 0 {
		return store.ErrNotFound
	}
	return s.fail("drop a dead letter", err)
}
