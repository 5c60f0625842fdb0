package redis

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"sync"

	"github.com/redis/go-redis/v9"

	"hotro/internal/store"
)

// Room returns how much memory Redis uses of maxmemory, or of its machine's
// where that is not set; in a cluster, of the fullest master.
func (s *Store) Room(ctx context.Context) (store.Room, error) {
	c, cluster := s.client.(*redis.ClusterClient)
	if !cluster {
		r, err := room(ctx, s.client)
		return r, s.fail("ask for room", err)
	}
	var mu sync.Mutex
	var fullest store.Room
	err := c.ForEachMaster(ctx, func(ctx context.Context, node *redis.Client) error {
		r, err := room(ctx, node)
		mu.Lock()
		defer mu.Unlock()
		fullest = fullest.Fuller(r)
		return err
	})
	return fullest, s.fail("ask for room", err)
}

// room asks one server; the zero Room when it is not allowed to say.
func room(ctx context.Context, c redis.Cmdable) (store.Room, error) {
	info, err := c.Info(ctx, "memory").Result()
	var refused redis.Error
	if errors.As(err, &refused) {
		return store.Room{}, nil
	}
	if err != nil {
		return store.Room{}, err
	}
	says := map[string]int64{}
	for line := range strings.Lines(info) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		if n, err := strconv.ParseInt(value, 10, 64); err == nil {
			says[name] = n
		}
	}
	size := says["maxmemory"]
	if size == 0 {
		size = says["total_system_memory"]
	}
	return store.Room{Used: says["used_memory"], Size: size}, nil
}
