package redis

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/redis/go-redis/v9"
)

// Health reports whether Redis takes writes, and in plain words how it is set
// to lose data: store.Unfit when it takes none. In a cluster every master is
// asked, and one that is away is a warning: the others are served.
func (s *Store) Health(ctx context.Context) (warnings []string, err error) {
	c, cluster := s.client.(*redis.ClusterClient)
	if !cluster {
		if warnings, err = s.probe(ctx); err != nil {
			return nil, err
		}
		w, err := inspect(ctx, s.client)
		return append(warnings, w...), s.fail("look at the settings", err)
	}
	var probing sync.WaitGroup // at once: one that hangs is waited for in both
	var refused []string
	probing.Go(func() { refused, err = s.probe(ctx) })
	warnings = inspectMasters(ctx, c)
	probing.Wait()
	if err != nil {
		return nil, err
	}
	warnings = append(warnings, refused...)
	slices.Sort(warnings)
	return warnings, nil
}

// inspectMasters asks every master of a cluster how it keeps data.
func inspectMasters(ctx context.Context, c *redis.ClusterClient) (warnings []string) {
	var mu sync.Mutex
	_ = c.ForEachMaster(ctx, func(ctx context.Context, node *redis.Client) error {
		ws, err := inspect(ctx, node) // of one that does not answer the probe has told
		mu.Lock()
		defer mu.Unlock()
		for _, w := range ws {
			warnings = append(warnings, node.Options().Addr+": "+w)
		}
		return err
	})
	return warnings
}

// inspect asks one server how it keeps data. CONFIG may be forbidden (managed
// servers do so); INFO tells most of it.
func inspect(ctx context.Context, c redis.Cmdable) (warnings []string, err error) {
	set := map[string]string{}
	for _, name := range []string{"appendonly", "appendfsync", "maxmemory-policy", "maxmemory"} {
		m, err := c.ConfigGet(ctx, name).Result()
		var refused redis.Error
		if err != nil && !errors.As(err, &refused) {
			return nil, err
		}
		set[name] = m[name]
	}
	info, err := c.Info(ctx, "persistence", "memory", "replication").Result()
	if err != nil { // before Redis 7 INFO takes one section
		info, err = c.Info(ctx).Result()
	}
	var refused redis.Error
	if err != nil && !errors.As(err, &refused) {
		return nil, err
	}
	for line := range strings.Lines(info) {
		if name, value, ok := strings.Cut(strings.TrimSpace(line), ":"); ok {
			set["info:"+name] = value
		}
	}
	return judge(set), nil
}

// judge tells in plain words what settings lose data.
func judge(set map[string]string) (warnings []string) {
	warn := func(format string, args ...any) { warnings = append(warnings, fmt.Sprintf(format, args...)) }
	aof := set["appendonly"] == "yes" || set["info:aof_enabled"] == "1"
	switch fsync := set["appendfsync"]; {
	case set["appendonly"] == "" && set["info:aof_enabled"] == "":
		warn("can't tell how it keeps data: CONFIG and INFO are not allowed; make sure of appendonly yes and appendfsync always")
	case !aof:
		warn("appendonly is off: a crash or restart loses every message since the last snapshot; set appendonly yes and appendfsync always")
	case fsync == "":
		warn("can't tell appendfsync: CONFIG is not allowed; with everysec a crash may lose the last seconds of messages")
	case fsync != "always":
		warn("appendfsync is %s: a crash may lose the last seconds of acknowledged messages; set appendfsync always", fsync)
	}
	policy := set["maxmemory-policy"]
	if policy == "" {
		policy = set["info:maxmemory_policy"]
	}
	if policy != "" && policy != "noeviction" {
		warn("maxmemory-policy is %s: short of memory, it throws conversations away; set maxmemory-policy noeviction", policy)
	}
	if s := set["info:aof_last_write_status"]; s != "" && s != "ok" {
		warn("the last write of the append-only file failed (%s): look at its disk", s)
	}
	return warnings
}
