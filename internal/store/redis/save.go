package redis

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/redis/go-redis/v9"

	"hotro/internal/store"
)

// Save gives f all that is kept, while everything goes on. Each conversation is
// as of one moment, with its tickets. What they depend on comes in an order in
// which going on from the copy loses nothing: values (up to where a platform
// was read) first, dead letters after the conversations that they come from,
// counts (of ticket numbers) last. Locks and paces are not saved.
func (s *Store) Save(ctx context.Context, f func(store.Saved) error) error {
	for _, part := range []func(context.Context, func(store.Saved) error) error{s.saveValues, s.saveBlobs, s.saveConvs, s.saveDead, s.saveCounts} {
		if err := part(ctx, f); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) saveValues(ctx context.Context, f func(store.Saved) error) error {
	names, err := s.named(ctx, kindValue)
	if err != nil {
		return err
	}
	for _, name := range names {
		vs, err := s.client.HMGet(ctx, s.keys.in(name, kindValue), fieldVersion, fieldEnds, fieldValue).Result()
		if err != nil {
			return s.fail("save a value", err)
		}
		h := texts(vs)
		if h[0] == "" {
			continue // it has ended meanwhile
		}
		if err := f(store.Saved{Value: &store.SavedValue{Key: name, Until: integer(h[1]), Value: []byte(h[2])}}); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) saveBlobs(ctx context.Context, f func(store.Saved) error) error {
	ids, err := s.named(ctx, kindBlob)
	if err != nil {
		return err
	}
	for _, id := range ids {
		b, err := s.client.Get(ctx, s.keys.in(id, kindBlob)).Bytes()
		if errors.Is(err, redis.Nil) {
			continue
		}
		if err = s.fail("save a file", err); err == nil {
			err = f(store.Saved{Blob: &store.SavedBlob{ID: id, File: b}})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) saveCounts(ctx context.Context, f func(store.Saved) error) error {
	names, err := s.named(ctx, kindCount)
	if err != nil {
		return err
	}
	for _, name := range names {
		n, err := s.client.Get(ctx, s.keys.in(name, kindCount)).Int64()
		if err = s.fail("save a count", err); err == nil {
			err = f(store.Saved{Count: &store.SavedCount{Key: name, N: n}})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) saveDead(ctx context.Context, f func(store.Saved) error) error {
	for p := range store.Parts {
		k := s.keys.ofPart(p)
		numbers, err := s.client.ZRange(ctx, k.deads, 0, -1).Result()
		if err != nil {
			return s.fail("save dead letters", err)
		}
		for _, n := range numbers {
			vs, err := s.client.HMGet(ctx, k.dead, n+letterConv, n+letterQueue, n+letterAt, n+letterReason, n+letterValue).Result()
			if err != nil {
				return s.fail("save dead letters", err)
			}
			h := texts(vs)
			if h[1] == "" {
				continue // dropped meanwhile
			}
			d := &store.SavedDead{Conv: h[0], Queue: h[1], At: integer(h[2]), Reason: h[3], Value: store.Bytes(h[4])}
			if err := f(store.Saved{Dead: d}); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Store) saveConvs(ctx context.Context, f func(store.Saved) error) error {
	names, err := s.Convs(ctx)
	if err != nil {
		return err
	}
	for _, name := range names {
		one, err := s.SaveConv(ctx, name)
		if errors.Is(err, store.ErrNotFound) {
			continue // forgotten meanwhile
		}
		if err != nil {
			return err
		}
		if err := f(store.Saved{Conv: one}); err != nil {
			return err
		}
	}
	return nil
}

// SaveConv is one conversation as Save gives it; ErrNotFound when nothing of it
// is kept.
func (s *Store) SaveConv(ctx context.Context, name string) (*store.SavedConv, error) {
	k := s.keys.of(name)
	one, ok, err := s.saved(name, s.run(ctx, s.scripts.save, []string{k.conv, k.inbox, k.outbox, k.lines, k.refs, k.rows}, store.MaxLines))
	if err != nil {
		return nil, s.fail("save "+name, err)
	}
	if !ok {
		return nil, store.ErrNotFound
	}
	return one, nil
}

// saved reads the answer of save.lua.
func (s *Store) saved(name string, cmd *redis.Cmd) (one *store.SavedConv, ok bool, err error) {
	r, ok, err := array(cmd)
	if !ok || err != nil {
		return nil, false, err
	}
	one = &store.SavedConv{Name: name}
	one.Version, one.State, one.Epoch, one.Last, one.Ring = r.int(), r.body(s.bodies), r.int(), r.int(), r.bytes()
	one.Ready, one.Wake, one.Ends = integer(r.text()), integer(r.text()), integer(r.text())
	one.User = store.Laid{NotBefore: integer(r.text()), Progress: r.bytes()}
	one.Desk = store.Laid{NotBefore: integer(r.text()), Progress: r.bytes()}
	one.DeskDue = integer(r.text())
	for _, packed := range r.list() {
		it, err2 := store.UnpackItem([]byte(packed))
		one.Items, err = append(one.Items, it), cmp.Or(err, err2)
	}
	for _, packed := range r.list() {
		o, err2 := store.UnpackOut([]byte(packed))
		one.Outs, err = append(one.Outs, o), cmp.Or(err, err2)
	}
	lines, err2 := s.entries(r.list())
	one.Lines, err = lines, cmp.Or(err, err2)
	refs := r.list()
	for i := 0; i+1 < len(refs); i += 2 {
		scope, id := readRefMember(refs[i])
		one.Refs = append(one.Refs, store.Ref{Scope: scope, ID: id, Seq: integer(refs[i+1])})
	}
	for _, packed := range r.list() {
		row, err2 := store.UnpackRow([]byte(packed))
		one.Rows, err = append(one.Rows, row), cmp.Or(err, err2)
	}
	return one, true, cmp.Or(err, r.err)
}

// entries reads a transcript: number, body, delivery.
func (s *Store) entries(fields []string) (lines []store.Entry, err error) {
	for f := range slices.Chunk(fields, 3) {
		if len(f) == 3 {
			line, err2 := s.bodies.entry(integer(f[0]), f[1], f[2])
			lines, err = append(lines, line), cmp.Or(err, err2)
		}
	}
	return lines, err
}

// readRefMember reads what refMember wrote.
func readRefMember(m string) (scope, id string) {
	n, rest, _ := strings.Cut(m, ":")
	size, _ := strconv.Atoi(n)
	if size < 0 || size >= len(rest) {
		return rest, ""
	}
	return rest[:size], rest[size+1:]
}
