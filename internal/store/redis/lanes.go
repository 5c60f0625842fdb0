package redis

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"hotro/internal/store"
)

// Next leases up to max lanes that are due, the longest due first. Replies
// said under an older epoch than the conversation's are removed first, and
// their lines' Delivery becomes dropped. It costs a look at every partition:
// one loop a process is enough.
func (s *Store) Next(ctx context.Context, now time.Time, lease time.Duration, max int, dropped []byte) ([]store.Job, error) {
	ms := s.see(now)
	if err := s.afterStep(ctx, ms); err != nil {
		return nil, err
	}
	spots, err := s.due(ctx, ms, max, func(p *partKeys) []string { return []string{p.dueUser, p.dueDesk} })
	if err != nil {
		return nil, err
	}
	asked := make([]store.Asked, len(spots))
	for i, p := range spots {
		if asked[i] = (store.Asked{Conv: p.conv, Lane: store.LaneUser}); strings.HasSuffix(p.queue, "due:desk") {
			asked[i].Lane = store.LaneDesk
		}
	}
	asked = s.asks.Next(asked, true, max)
	until := store.MillisUp(now.Add(lease))
	calls, nonces := make([]call, len(asked)), make([]string, len(asked))
	for i, a := range asked {
		nonces[i] = s.asks.Nonce(a)
		if calls[i], err = s.nextCall(a, nonces[i], ms, until, dropped); err != nil {
			return nil, err
		}
	}
	return runAll(ctx, s, s.scripts.next, calls, func(i int, cmd *redis.Cmd) (store.Job, bool, error) {
		s.heard(asked[i], nonces[i], cmd)
		return s.job(asked[i], ms, until, cmd)
	})
}

// NextOne leases that lane if it is due and nobody holds it.
func (s *Store) NextOne(ctx context.Context, conv, lane string, now time.Time, lease time.Duration, dropped []byte) (store.Job, bool, error) {
	asked := store.Asked{Conv: conv, Lane: lane}
	ms := s.see(now)
	if err := s.afterStep(ctx, ms); err != nil {
		return store.Job{}, false, err
	}
	nonce, until := s.asks.Nonce(asked), store.MillisUp(now.Add(lease))
	c, err := s.nextCall(asked, nonce, ms, until, dropped)
	if err != nil {
		return store.Job{}, false, err
	}
	cmd := s.run(ctx, s.scripts.next, c.keys, c.args...)
	s.heard(asked, nonce, cmd)
	return s.job(asked, ms, until, cmd)
}

// lane returns how scripts name the lane, and where it stands when it is due.
func (k convKeys) lane(name string) (letter, due string, err error) {
	switch name {
	case store.LaneUser:
		return laneUser, k.dueUser, nil
	case store.LaneDesk:
		return laneDesk, k.dueDesk, nil
	}
	return "", "", fmt.Errorf("redis: there is no lane %q", name)
}

func (s *Store) nextCall(asked store.Asked, nonce string, now, until int64, dropped []byte) (call, error) {
	k := s.keys.of(asked.Conv)
	letter, due, err := k.lane(asked.Lane)
	return call{
		keys: []string{k.conv, k.outbox, due, k.lines, k.refs, k.feed, k.token},
		args: []any{asked.Conv, letter, now, until, store.Window, s.bodies.pack(dropped), s.retention, nonce, s.salt()},
	}, err
}

// job reads the answer of next.lua.
func (s *Store) job(asked store.Asked, now, until int64, cmd *redis.Cmd) (j store.Job, ok bool, err error) {
	r, ok, err := array(cmd)
	if !ok || err != nil {
		return j, false, s.fail("next", err)
	}
	j = store.Job{Conv: asked.Conv, Lane: asked.Lane, Taken: store.Moment(now), Until: store.Moment(until)}
	j.Token, j.Tries, j.Epoch, j.Progress = r.int(), int(r.int()), r.int(), r.bytes()
	for _, packed := range r.list() {
		o, err := store.UnpackOut([]byte(packed))
		if err != nil {
			return j, false, s.fail("next "+asked.Conv, err)
		}
		j.Outs = append(j.Outs, o)
	}
	return j, r.err == nil, s.fail("next", r.err)
}

// Check is asked right before a send: it returns the conversation's epoch, or
// ErrFenced when the lane was lost.
func (s *Store) Check(ctx context.Context, j store.Job) (epoch int64, err error) {
	k := s.keys.of(j.Conv)
	letter, _, err := k.lane(j.Lane)
	if err != nil {
		return 0, err
	}
	vs, err := s.client.HMGet(ctx, k.conv, letter+laneToken, fieldEpoch).Result()
	if err != nil {
		return 0, s.fail("check", err)
	}
	f := texts(vs)
	if j.Token <= 0 || integer(f[0]) != j.Token {
		return 0, store.ErrFenced
	}
	return integer(f[1]), nil
}

// Renew keeps the lane until a later time. ErrFenced when it was lost.
func (s *Store) Renew(ctx context.Context, j store.Job, until time.Time) error {
	k := s.keys.of(j.Conv)
	letter, due, err := k.lane(j.Lane)
	if err != nil {
		return err
	}
	return s.extend(ctx, []string{k.conv, due}, j.Conv, letter+laneToken, j.Token, until)
}

// Settle writes what became of the job and frees the lane; more tells that it
// is due again. ErrDone when this was written before, ErrFenced when the lane
// was lost. Progress of a reply that left the user lane goes with it.
func (s *Store) Settle(ctx context.Context, j store.Job, now time.Time, o store.Settlement) (more bool, err error) {
	k := s.keys.of(j.Conv)
	letter, due, err := k.lane(j.Lane)
	if err != nil {
		return false, err
	}
	args := []any{
		j.Conv, letter, j.Token, s.see(now), max(o.Sent, 0), store.MillisUp(o.Again), flag(o.Count), o.Dead,
		flag(o.Desk), flag(o.Progress != nil), o.Progress, s.retention, store.MaxLines, store.MaxDead, len(o.Marks),
	}
	for _, m := range o.Marks {
		args = append(args, m.Seq, s.bodies.pack(m.Delivery))
	}
	args = appendRefs(args, o.Refs)
	return s.more("settle", s.run(ctx, s.scripts.settle,
		[]string{k.conv, k.outbox, due, k.dueDesk, k.lines, k.refs, k.feed, k.dead, k.deads, k.token}, args...))
}
