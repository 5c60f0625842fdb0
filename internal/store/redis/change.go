package redis

import (
	"context"
	"fmt"
	"time"

	"hotro/internal/store"
)

// Load reads a conversation; one that was never committed has Version 0.
func (s *Store) Load(ctx context.Context, conv string) (store.Snapshot, error) {
	vs, err := s.client.HMGet(ctx, s.keys.of(conv).conv, fieldState, fieldVersion, fieldEpoch, fieldLast).Result()
	if err != nil {
		return store.Snapshot{}, s.fail("load", err)
	}
	f := texts(vs)
	state, err := s.bodies.unpack(f[0])
	return store.Snapshot{
		Conv: conv, State: state, Version: integer(f[1]), Epoch: integer(f[2]), Lines: integer(f[3]),
	}, s.fail("load", err)
}

// Commit writes what a turn decided, whole or not at all, consumes exactly
// the lease's items and frees the lease; the result tells what is due now.
// ErrDone when this commit was written before. ErrFenced when the lease was
// lost, or when somebody else changed the conversation: then the lease is
// given back, the try is not counted and the conversation is due at once.
func (s *Store) Commit(ctx context.Context, l store.Lease, now time.Time, ch store.Change) (done store.Committed, err error) {
	if err := ch.Follows(l.Snapshot); err != nil {
		return done, err
	}
	lane, nonce, until, spare := store.Asked{Conv: l.Conv, Lane: store.LaneUser}, "", int64(0), func() {}
	if ch.Hands() {
		nonce, spare = s.asks.Aside(lane)
		until = store.MillisUp(now.Add(ch.Hand))
	}
	keys, args := s.change(l.Conv, s.see(now), ch, l.Conv, l.Token, l.Version, l.Lines, len(l.Items), until, nonce)
	cmd := s.run(ctx, s.scripts.commit, keys, args...)
	if until > 0 && mayBeDone(cmd.Err()) {
		s.asks.Lost(lane, nonce)
		return done, s.fail("commit", cmd.Err())
	}
	if r, ok := cmd.Val().([]any); ok && len(r) == 2 && cmd.Err() == nil {
		progress, _ := r[1].(string)
		return store.Committed{More: r[0] == int64(1), Job: store.Handed(l, now, ch, store.Bytes(progress))}, nil
	}
	spare()
	done.More, err = s.more("commit", cmd)
	return done, err
}

// Apply writes a change made outside a turn, whole or not at all. ErrFenced
// when the conversation is no longer at the snapshot's version; ErrDone when
// the id (unless empty) is known to the conversation. A turn that is running
// keeps its lease, and its Commit is refused.
func (s *Store) Apply(ctx context.Context, snap store.Snapshot, now time.Time, id string, ch store.Change) error {
	if err := ch.Follows(snap); err != nil {
		return err
	}
	var print []byte
	if id != "" {
		print = store.Print(id)
	}
	keys, args := s.change(snap.Conv, s.see(now), ch, snap.Conv, snap.Version, snap.Lines, print, ringBytes)
	return s.verdict("apply", s.run(ctx, s.scripts.apply, keys, args...))
}

// change lays out a change as change.lua reads it, behind the arguments of its
// script.
func (s *Store) change(conv string, now int64, ch store.Change, before ...any) (keys []string, args []any) {
	k := s.keys.of(conv)
	keys = []string{
		k.conv, k.inbox, k.dueIn, k.dueTimer, k.outbox, k.dueUser, k.dueDesk, k.lines, k.refs, k.feed,
	}
	args = make([]any, 0, len(before)+16+len(ch.Out)+3*(len(ch.Lines)+len(ch.Edits))+2*len(ch.Refs))
	args = append(append(args, before...),
		now, s.retention, store.MaxLines, s.bodies.pack(ch.State), ch.Epoch, store.MillisUp(ch.Wake),
		flag(ch.Desk), store.MillisUp(ch.After), len(ch.Out),
	)
	for _, o := range ch.Out {
		args = append(args, o.Pack())
	}
	for _, list := range [][]store.Entry{ch.Lines, ch.Edits} {
		args = append(args, len(list))
		for _, l := range list {
			args = append(args, l.Seq, s.bodies.pack(l.Body), s.bodies.pack(l.Delivery))
		}
	}
	args = appendRefs(args, ch.Refs)
	if r := ch.Row; r != nil {
		keys = append(keys, k.rows, k.open, k.closed)
		args = append(args, r.Number, rowMember(r.Number), flag(r.Open), store.Millis(r.At), r.Pack())
	}
	return keys, args
}

func appendRefs(args []any, refs []store.Ref) []any {
	args = append(args, len(refs))
	for _, r := range refs {
		args = append(args, r.Seq, refMember(r.Scope, r.ID))
	}
	return args
}

// refMember names a platform's message id; the length keeps scope and id
// apart.
func refMember(scope, id string) string { return fmt.Sprintf("%d:%s:%s", len(scope), scope, id) }

// rowMember names a ticket so that equal moments sort by number.
func rowMember(number int64) string { return fmt.Sprintf("%019d", number) }
