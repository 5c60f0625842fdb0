package redis

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sort"
	"strconv"

	"github.com/redis/go-redis/v9"

	"hotro/internal/store"
)

// linesAtOnce is how many lines one command reads.
const linesAtOnce = 500

// Lines returns the lines numbered from to to that exist, in order.
func (s *Store) Lines(ctx context.Context, conv string, from, to int64) ([]store.Entry, error) {
	k := s.keys.of(conv)
	last, err := s.client.HGet(ctx, k.conv, fieldLast).Int64()
	if err != nil && !errors.Is(err, redis.Nil) {
		return nil, s.fail("lines", err)
	}
	from, to = max(from, last-store.MaxLines+1, 1), min(to, last)
	var out []store.Entry
	for ; from <= to; from += linesAtOnce {
		var fields []string
		for seq := from; seq <= min(to, from+linesAtOnce-1); seq++ {
			n := strconv.FormatInt(seq, 10)
			fields = append(fields, n, deliveryOf+n)
		}
		vs, err := s.client.HMGet(ctx, k.lines, fields...).Result()
		if err != nil {
			return nil, s.fail("lines", err)
		}
		for i := 0; i < len(vs); i += 2 {
			if body, ok := vs[i].(string); ok {
				delivery, _ := vs[i+1].(string)
				line, err := s.bodies.entry(from+int64(i/2), body, delivery)
				if err != nil {
					return nil, s.fail("lines", err)
				}
				out = append(out, line)
			}
		}
	}
	return out, nil
}

// Find returns the line that a platform's message id stands for.
// ErrNotFound when it is not known or the line was dropped.
func (s *Store) Find(ctx context.Context, conv, scope, id string) (seq int64, err error) {
	n, err := s.client.ZScore(ctx, s.keys.of(conv).refs, refMember(scope, id)).Result()
	if errors.Is(err, redis.Nil) {
		return 0, store.ErrNotFound
	}
	return int64(n), s.fail("find", err)
}

// Row returns a ticket by its number, or ErrNotFound. It asks every
// partition.
func (s *Store) Row(ctx context.Context, number int64) (store.Row, error) {
	rows, err := s.rows(ctx, []int64{number}, nil)
	if err == nil && len(rows) == 0 {
		err = store.ErrNotFound
	}
	if err != nil {
		return store.Row{}, err
	}
	return rows[0], nil
}

// rows reads tickets by number, each from the partition given or, without
// any, from wherever it is.
func (s *Store) rows(ctx context.Context, numbers []int64, parts []int) ([]store.Row, error) {
	pipe := s.trip()
	var cmds []*redis.StringCmd
	for i, n := range numbers {
		first, last := 0, store.Parts
		if parts != nil {
			first, last = parts[i], parts[i]+1
		}
		for p := first; p < last; p++ {
			cmds = append(cmds, pipe.HGet(ctx, s.keys.ofPart(p).rows, strconv.FormatInt(n, 10)))
		}
	}
	if _, err := pipe.Exec(ctx); err != nil && !errors.Is(err, redis.Nil) {
		return nil, s.fail("tickets", err)
	}
	var rows []store.Row
	for _, cmd := range cmds {
		packed, err := cmd.Bytes()
		if errors.Is(err, redis.Nil) {
			continue
		}
		row, err2 := store.UnpackRow(packed)
		if err := errors.Join(err, err2); err != nil {
			return nil, s.fail("tickets", err)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// Rows lists up to max tickets: the open ones oldest first, or those that
// ended newest first. One that changes meanwhile may be missing.
func (s *Store) Rows(ctx context.Context, open bool, max int) ([]store.Row, error) {
	pipe := s.trip()
	cmds := make([]*redis.ZSliceCmd, store.Parts)
	for p := range cmds {
		k := s.keys.ofPart(p)
		if open {
			cmds[p] = pipe.ZRangeWithScores(ctx, k.open, 0, int64(max)-1)
		} else {
			cmds[p] = pipe.ZRevRangeWithScores(ctx, k.closed, 0, int64(max)-1)
		}
	}
	if _, err := pipe.Exec(ctx); err != nil {
		return nil, s.fail("tickets", err)
	}
	type entry struct {
		at     float64
		number int64
		part   int
	}
	var es []entry
	for p, cmd := range cmds {
		for _, z := range cmd.Val() {
			member, _ := z.Member.(string)
			es = append(es, entry{z.Score, integer(member), p})
		}
	}
	sort.Slice(es, func(i, j int) bool {
		if !open {
			i, j = j, i
		}
		return cmp.Or(cmp.Compare(es[i].at, es[j].at), cmp.Compare(es[i].number, es[j].number)) < 0
	})
	var numbers []int64
	var parts []int
	for _, e := range es[:min(len(es), max)] {
		numbers, parts = append(numbers, e.number), append(parts, e.part)
	}
	if len(numbers) == 0 {
		return nil, nil
	}
	rows, err := s.rows(ctx, numbers, parts)
	return slices.DeleteFunc(rows, func(r store.Row) bool { return r.Open != open }), err
}

// Depth counts what waits.
func (s *Store) Depth(ctx context.Context) (d store.Depth, err error) {
	pipe := s.trip()
	var cmds [store.Parts][5]*redis.IntCmd
	for p := range cmds {
		k := s.keys.ofPart(p)
		for i, key := range []string{k.dueIn, k.dueUser, k.dueDesk, k.deads, k.open} {
			cmds[p][i] = pipe.ZCard(ctx, key)
		}
	}
	if _, err := pipe.Exec(ctx); err != nil {
		return d, s.fail("depth", err)
	}
	for _, c := range cmds {
		d.Inbox += c[0].Val()
		d.User += c[1].Val()
		d.Desk += c[2].Val()
		d.Dead += c[3].Val()
		d.Open += c[4].Val()
	}
	return d, nil
}
