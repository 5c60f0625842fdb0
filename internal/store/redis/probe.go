package redis

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"

	"hotro/internal/store"
)

// probe writes something that does not matter. It returns store.Unfit when
// nothing can be written at all, and of a cluster that takes some writes in
// words what it refuses: the rest is served.
func (s *Store) probe(ctx context.Context) (warnings []string, err error) {
	parts := 1
	if _, cluster := s.client.(*redis.ClusterClient); cluster {
		parts = store.Parts
	}
	pipe := s.trip()
	cmds := make([]*redis.StatusCmd, parts)
	for p := range cmds {
		cmds[p] = pipe.Set(ctx, s.keys.ofPart(p).probe, 1, time.Minute)
	}
	_, _ = pipe.Exec(ctx) // each command has its own error
	refused := map[string]int{}
	for _, cmd := range cmds {
		if cmd.Err() != nil {
			err = cmd.Err()
			refused[whyRefused(err)]++
		}
	}
	bad := 0
	for why, n := range refused {
		bad += n
		warnings = append(warnings, fmt.Sprintf("%d of %d parts of the cluster take no writes: %s", n, parts, why))
	}
	if bad == parts {
		return nil, &store.Unfit{Why: whyRefused(err), Err: s.fail("write", err)}
	}
	if s.quorum.least > 0 && parts == 1 {
		return warnings, s.probeKept(ctx)
	}
	return warnings, nil
}

// probeKept writes something that enough replicas must hold.
func (s *Store) probeKept(ctx context.Context) error {
	conn := s.client.(*redis.Client).Conn()
	defer conn.Close()
	err := conn.Set(ctx, s.keys.ofPart(0).probe, 1, time.Minute).Err()
	if err == nil {
		err = s.held(ctx, conn)
	}
	if err != nil {
		return &store.Unfit{Why: whyRefused(err), Err: s.fail("write", err)}
	}
	return nil
}

// refusals are what Redis says when it takes no writes, and what that means.
func refusals() map[string]string {
	return map[string]string{
		"READONLY":    "this Redis is a replica (READONLY): give the master, or a redis+sentinel:// URL",
		"OOM":         "its memory is full (OOM): raise maxmemory, or find out what fills it",
		"NOREPLICAS":  "too few replicas follow it (NOREPLICAS): look at them, and at min-replicas-to-write",
		"MISCONF":     "it can't write to its disk (MISCONF): make room, or look at its log",
		"CLUSTERDOWN": "the cluster is not whole (CLUSTERDOWN): look at its nodes",
		"MASTERDOWN":  "it is a replica without its master (MASTERDOWN): look at the master",
		"LOADING":     "it is still reading its file (LOADING)",
		"NOPERM":      "the user may not write (NOPERM): give it the rights docs/redis.md names",
	}
}

// refusesWrites reports whether the server takes no writes, whatever they are.
func refusesWrites(err error) bool {
	if errors.Is(err, errTooFew) {
		return true
	}
	for word := range refusals() {
		if redis.HasErrorPrefix(err, word) {
			return true
		}
	}
	return false
}

// whyRefused says why a write failed, in words that hold no address.
func whyRefused(err error) string {
	for word, why := range refusals() {
		if redis.HasErrorPrefix(err, word) {
			return why
		}
	}
	if errors.Is(err, errTooFew) {
		return "fewer replicas follow it than wait= in REDIS_URL asks for"
	}
	var said redis.Error
	if errors.As(err, &said) {
		return "it refuses to write"
	}
	return "it does not answer"
}
