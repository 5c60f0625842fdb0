package redis

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
)

// quorum is how many replicas must hold a write before it counts: at least so
// many, or all that follow the master, and have until lately.
type quorum struct {
	least int
	all   bool
}

// leftFor is how long a replica that has left its master is waited for all the
// same. Another server may have become the master, with this one alive: a false
// alarm on a busy machine, a switch. The replica that took over leaves it first,
// and the others, which would hold what is about to be lost, only when they are
// told: Sentinel takes a second or so. As with a replica that hangs, for which
// docs/redis.md asks for the same time.
const leftFor = 10 * time.Second

// followers remembers how many replicas followed each master, by the id of its
// history (master_replid), which is a new one with each server that takes over.
type followers struct {
	mu sync.Mutex
	of map[string]following
}

type following struct {
	most, now int   // how many replicas followed, and do since some have left
	left      int64 // when one was missed last
}

// mostHistories bounds what is remembered.
const mostHistories = 64

// need returns how many replicas are to hold a write of a master that so many
// follow at a moment.
func (f *followers) need(history string, online int, at int64) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	one := f.of[history]
	if online < one.most && (online < one.now || at < one.left) {
		one.left = at
	}
	if one.now = online; online >= one.most || at-one.left > leftFor.Milliseconds() {
		one.most = online
	}
	if _, known := f.of[history]; !known && len(f.of)%mostHistories == 0 {
		f.of = map[string]following{}
	}
	f.of[history] = one
	return one.most
}

// heldWithin is how long a write may take to reach the replicas: shorter than
// a webhook waits.
const heldWithin = time.Second

// errTooFew: the write may have been done, and a failover may lose it.
var errTooFew = errors.New("fewer replicas hold the write than wait= in REDIS_URL asks for: look at the replicas")

// runKept is run for what must survive a failover: an error also when too few
// replicas hold it. The script must write whenever it reports success, for the
// server waits for what this connection has written: a repeat that writes
// nothing would be told what replicas held before.
func (s *Store) runKept(ctx context.Context, sc script, keys []string, args ...any) *redis.Cmd {
	if s.quorum.least == 0 {
		return s.run(ctx, sc, keys, args...)
	}
	node, err := s.master(ctx, keys[0])
	if err != nil {
		return failed(ctx, err)
	}
	conn := node.Conn()
	defer conn.Close()
	cmd := conn.EvalSha(ctx, sc.hash, keys, args...)
	if redis.HasErrorPrefix(cmd.Err(), "NOSCRIPT") {
		cmd = conn.Eval(ctx, sc.source, keys, args...)
	}
	if redis.HasErrorPrefix(cmd.Err(), "MOVED") || redis.HasErrorPrefix(cmd.Err(), "ASK") {
		if c, ok := s.client.(*redis.ClusterClient); ok {
			c.ReloadState(ctx) // the caller asks again
		}
	}
	if cmd.Err() == nil {
		if err := s.held(ctx, conn); err != nil {
			cmd.SetErr(err)
		}
	}
	return cmd
}

// master is the server that a key is written to.
func (s *Store) master(ctx context.Context, key string) (*redis.Client, error) {
	switch c := s.client.(type) {
	case *redis.ClusterClient:
		return c.MasterForKey(ctx, key)
	case *redis.Client:
		return c, nil
	}
	return nil, errors.New("unknown kind of client")
}

// held waits until enough replicas hold what the connection has written.
func (s *Store) held(ctx context.Context, conn *redis.Conn) error {
	need := s.quorum.least
	if s.quorum.all {
		info, err := conn.Info(ctx, "replication").Result()
		if err != nil {
			return err
		}
		need = max(need, s.followers.need(history(info), strings.Count(info, ",state=online,"), s.clock.Now()))
	}
	n, err := conn.Wait(ctx, need, heldWithin).Result()
	if err == nil && int(n) < need {
		err = errTooFew
	}
	return err
}

// history is the id of what a master has written, by INFO replication.
func history(info string) string {
	_, after, _ := strings.Cut(info, "master_replid:")
	id, _, _ := strings.Cut(after, "\r\n")
	return id
}

func failed(ctx context.Context, err error) *redis.Cmd {
	cmd := redis.NewCmd(ctx)
	cmd.SetErr(err)
	return cmd
}
