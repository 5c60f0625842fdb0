package redis

import (
	"cmp"
	"context"
	"errors"
	"net"
	"slices"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"hotro/internal/store"
)

// Put stores an arrival durably, once: it.ID must be unique in the
// conversation, and the last store.Ring of them are remembered; fresh is
// false for one that is known. The conversation may be taken at ready, or
// earlier when it was due earlier. With wait= in REDIS_URL an error may mean
// that too few replicas hold it; the repeat waits for them again. ErrFull when store.MaxInbox are waiting.
func (s *Store) Put(ctx context.Context, conv string, it store.Item, ready time.Time) (fresh bool, err error) {
	return s.stored(s.put(ctx, conv, it, ready, 0, ""))
}

// PutTake is Put at once, and TakeOne in the same step when nobody is at work on
// the conversation and nothing but this arrival is due in it; else l is nil.
func (s *Store) PutTake(ctx context.Context, conv string, it store.Item, lease time.Duration) (fresh bool, l *store.Lease, err error) {
	asked, until := store.Asked{Conv: conv}, store.MillisUp(it.At.Add(lease))
	nonce, spare := s.asks.Aside(asked)
	cmd := s.put(ctx, conv, it, time.Time{}, until, nonce)
	if mayBeDone(cmd.Err()) {
		s.asks.Lost(asked, nonce)
		return false, nil, s.fail("put", cmd.Err())
	}
	if _, leased := cmd.Val().([]any); !leased || cmd.Err() != nil {
		spare()
		fresh, err = s.stored(cmd)
		return fresh, nil, err
	}
	r, _, err := array(cmd)
	if err != nil {
		return false, nil, s.fail("put", err)
	}
	l = store.Leased(conv, it, lease)
	l.Token, l.Version, l.State, l.Epoch, l.Lines = r.int(), r.int(), r.body(s.bodies), r.int(), r.int()
	return true, l, s.fail("put", r.err)
}

// put runs put.lua; until and a nonce ask for a lease.
func (s *Store) put(ctx context.Context, conv string, it store.Item, ready time.Time, until int64, nonce string) *redis.Cmd {
	k := s.keys.of(conv)
	return s.runKept(ctx, s.scripts.put, []string{k.conv, k.inbox, k.dueIn, k.dueTimer, k.feed, k.lines, k.refs, k.token},
		conv, store.Print(it.ID), it.Pack(), store.MillisUp(ready), s.see(it.At), store.MaxInbox, ringBytes, s.retention, flag(s.quorum.least > 0),
		until, nonce, s.salt())
}

// stored reads the answer of put.lua when nothing was leased.
func (s *Store) stored(cmd *redis.Cmd) (fresh bool, err error) {
	n, err := cmd.Int()
	switch {
	case err != nil:
		return false, s.fail("put", err)
	case n < 0:
		return false, store.ErrFull
	}
	return n == 1, nil
}

const ringBytes = store.Ring * store.PrintSize

// Take leases up to max conversations that have work due, the longest due
// first: arrivals, a timer, or a lease that ran out. It costs a look at every
// partition: one loop a process is enough.
func (s *Store) Take(ctx context.Context, now time.Time, lease time.Duration, max int) ([]store.Lease, error) {
	ms := s.see(now)
	if err := s.afterStep(ctx, ms); err != nil {
		return nil, err
	}
	spots, err := s.due(ctx, ms, max, func(p *partKeys) []string { return []string{p.dueIn, p.dueTimer} })
	if err != nil {
		return nil, err
	}
	asked := make([]store.Asked, len(spots))
	for i, p := range spots {
		asked[i] = store.Asked{Conv: p.conv}
	}
	asked = s.asks.Next(asked, false, max)
	until := store.MillisUp(now.Add(lease))
	calls, nonces := make([]call, len(asked)), make([]string, len(asked))
	for i, a := range asked {
		nonces[i] = s.asks.Nonce(a)
		calls[i] = s.takeCall(a.Conv, nonces[i], ms, until)
	}
	return runAll(ctx, s, s.scripts.take, calls, func(i int, cmd *redis.Cmd) (store.Lease, bool, error) {
		s.heard(asked[i], nonces[i], cmd)
		return s.lease(asked[i].Conv, until, cmd)
	})
}

// heard keeps the nonce of an asking whose answer was lost, so that the next
// asking gets the same lease.
func (s *Store) heard(what store.Asked, nonce string, cmd *redis.Cmd) {
	if mayBeDone(cmd.Err()) {
		s.asks.Lost(what, nonce)
	}
}

// mayBeDone reports whether the server may have done what failed with err.
func mayBeDone(err error) bool {
	var said redis.Error
	var network *net.OpError
	switch {
	case err == nil, errors.As(err, &said), errors.Is(err, redis.ErrPoolTimeout), errors.Is(err, redis.ErrClosed):
		return false
	case errors.As(err, &network):
		return network.Op != "dial"
	}
	return true
}

// TakeOne leases that conversation if it has work due and nobody holds it.
func (s *Store) TakeOne(ctx context.Context, conv string, now time.Time, lease time.Duration) (store.Lease, bool, error) {
	asked := store.Asked{Conv: conv}
	ms := s.see(now)
	if err := s.afterStep(ctx, ms); err != nil {
		return store.Lease{}, false, err
	}
	nonce, until := s.asks.Nonce(asked), store.MillisUp(now.Add(lease))
	c := s.takeCall(conv, nonce, ms, until)
	cmd := s.run(ctx, s.scripts.take, c.keys, c.args...)
	s.heard(asked, nonce, cmd)
	return s.lease(conv, until, cmd)
}

func (s *Store) takeCall(conv, nonce string, now, until int64) call {
	k := s.keys.of(conv)
	return call{
		keys: []string{k.conv, k.inbox, k.dueIn, k.dueTimer, k.token},
		args: []any{conv, now, until, store.Isolate, nonce, s.salt()},
	}
}

// lease reads the answer of take.lua.
func (s *Store) lease(conv string, until int64, cmd *redis.Cmd) (l store.Lease, ok bool, err error) {
	r, ok, err := array(cmd)
	if !ok || err != nil {
		return l, false, s.fail("take", err)
	}
	l.Conv, l.Until = conv, store.Moment(until)
	l.Token, l.Tries = r.int(), int(r.int())
	l.Version, l.State, l.Epoch, l.Lines = r.int(), r.body(s.bodies), r.int(), r.int()
	l.Due = r.int() == 1
	for _, packed := range r.list() {
		it, err := store.UnpackItem([]byte(packed))
		if err != nil {
			return l, false, s.fail("take "+conv, err)
		}
		l.Items = append(l.Items, it)
	}
	return l, r.err == nil, s.fail("take", r.err)
}

// spot is a conversation found due in a queue: the key of a ZSET.
type spot struct {
	conv, queue string
	at          float64
}

// due lists what is due in the named queues of all partitions, the longest
// due first. It only reads.
func (s *Store) due(ctx context.Context, now int64, max int, queues func(*partKeys) []string) ([]spot, error) {
	pipe := s.trip()
	var cmds []*redis.ZSliceCmd
	var names []string
	for p := range store.Parts {
		for _, q := range queues(s.keys.ofPart(p)) {
			by := &redis.ZRangeBy{Min: "-inf", Max: strconv.FormatInt(now, 10), Count: int64(max)}
			cmds, names = append(cmds, pipe.ZRangeByScoreWithScores(ctx, q, by)), append(names, q)
		}
	}
	_, err := pipe.Exec(ctx)
	var spots []spot
	for i, cmd := range cmds {
		for _, z := range cmd.Val() {
			conv, _ := z.Member.(string)
			spots = append(spots, spot{conv: conv, queue: names[i], at: z.Score})
		}
	}
	if err != nil && len(spots) == 0 { // else what the other nodes of the cluster have goes on
		return nil, s.fail("look for what is due", err)
	}
	slices.SortStableFunc(spots, func(a, b spot) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.conv, b.conv))
	})
	return spots[:min(len(spots), max)], nil
}

// Extend keeps the lease until a later time. ErrFenced when it was lost.
func (s *Store) Extend(ctx context.Context, l store.Lease, until time.Time) error {
	k := s.keys.of(l.Conv)
	return s.extend(ctx, []string{k.conv, k.dueIn}, l.Conv, fieldToken, l.Token, until)
}

func (s *Store) extend(ctx context.Context, keys []string, conv, field string, token int64, until time.Time) error {
	n, err := s.run(ctx, s.scripts.extend, keys, conv, field, token, store.MillisUp(until)).Int()
	if err == nil && n == 0 {
		return store.ErrFenced
	}
	return s.fail("extend", err)
}

// Release gives the lease back with nothing consumed; the conversation may be
// taken again at that time. The tries stay counted as the lease says: whoever
// gives it back for no fault of its items lowers them.
func (s *Store) Release(ctx context.Context, l store.Lease, at time.Time) error {
	k := s.keys.of(l.Conv)
	return s.verdict("release", s.run(ctx, s.scripts.release, []string{k.conv, k.inbox, k.dueIn, k.dueTimer},
		l.Conv, l.Token, store.MillisUp(at), flag(l.Due), max(0, l.Tries)))
}

// Bury moves the first item of the lease to the dead letters, or its timer
// when it holds no item, and frees the lease.
func (s *Store) Bury(ctx context.Context, l store.Lease, now time.Time, reason string) error {
	k := s.keys.of(l.Conv)
	return s.verdict("bury", s.run(ctx, s.scripts.bury,
		[]string{k.conv, k.inbox, k.dueIn, k.dueTimer, k.feed, k.lines, k.refs, k.dead, k.deads, k.token},
		l.Conv, l.Token, len(l.Items), s.see(now), reason, store.MaxDead, s.retention))
}

// flag is a bool as scripts read it.
func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}
