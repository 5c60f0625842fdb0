package redis

import (
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/redis/go-redis/v9"
)

// Convs lists every conversation there is, sorted. It looks at every key: for
// commands, and not in a hurry.
func (s *Store) Convs(ctx context.Context) ([]string, error) {
	return s.named(ctx, kindConv)
}

// named lists the names under which keys of a kind stand, sorted.
func (s *Store) named(ctx context.Context, kind string) ([]string, error) {
	var mu sync.Mutex
	var names []string
	err := s.scan(ctx, "{*}:"+kind+":*", func(keys []string) error {
		mu.Lock()
		defer mu.Unlock()
		for _, key := range keys {
			_, name, _ := strings.Cut(strings.TrimPrefix(key, s.keys.prefix), "}:"+kind+":")
			names = append(names, name)
		}
		return nil
	})
	slices.Sort(names)
	return slices.Compact(names), s.fail("list what there is", err) // SCAN may name a key twice
}

// scan gives f all keys of the store that match, on every master.
func (s *Store) scan(ctx context.Context, match string, f func(keys []string) error) error {
	match = strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`).Replace(s.keys.prefix) + match
	if c, cluster := s.client.(*redis.ClusterClient); cluster {
		return c.ForEachMaster(ctx, func(ctx context.Context, node *redis.Client) error { return scanNode(ctx, node, match, f) })
	}
	return scanNode(ctx, s.client, match, f)
}

func scanNode(ctx context.Context, c redis.Cmdable, match string, f func(keys []string) error) error {
	for cursor := uint64(0); ; {
		keys, next, err := c.Scan(ctx, cursor, match, 1000).Result()
		if err == nil && len(keys) > 0 {
			err = f(keys)
		}
		if cursor = next; err != nil || cursor == 0 {
			return err
		}
	}
}
