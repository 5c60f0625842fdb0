package redis_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	client "github.com/redis/go-redis/v9"
	"go.uber.org/goleak"

	"hotro/internal/store"
	"hotro/internal/store/redis"
	"hotro/internal/store/redis/redistest"
	"hotro/internal/store/storetest"
)

// prefixes gives every store of a shared server its own keys.
var prefixes atomic.Int64

// bench is a store under test with a plain client beside it.
type bench struct {
	*redis.Store
	plain   client.UniversalClient
	prefix  string
	mini    *miniredis.Miniredis // nil for a real server
	counter *redis.Counter       // beside mini
	asks    *store.Asks
}

func open(t testing.TB, url string, plain client.UniversalClient) *bench {
	t.Helper()
	b := &bench{plain: plain, prefix: fmt.Sprintf("t%d:", prefixes.Add(1)), asks: &store.Asks{}}
	s, err := redis.Open(t.Context(), url, redis.Options{Prefix: b.prefix, Retention: storetest.Retention, Asks: b.asks})
	if err != nil {
		t.Fatal(err)
	}
	b.Store = s
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return b
}

func openMini(t testing.TB) *bench {
	t.Helper()
	m := miniredis.RunT(t)
	plain := client.NewClient(&client.Options{Addr: m.Addr(), Protocol: 2, DisableIdentity: true})
	t.Cleanup(func() { _ = plain.Close() })
	b := open(t, "redis://"+m.Addr(), plain)
	b.mini, b.counter = m, redis.Count(t, b.Store)
	return b
}

// connect returns a plain client of a server.
func connect(t testing.TB, addrs ...string) client.UniversalClient {
	t.Helper()
	c := client.NewUniversalClient(&client.UniversalOptions{Addrs: addrs, Protocol: 2, DisableIdentity: true})
	t.Cleanup(func() { _ = c.Close() })
	return c
}

// part is the start of the keys of a conversation's partition.
func (b *bench) part(conv string) string { return fmt.Sprintf("%s{%02d}:", b.prefix, store.Part(conv)) }

// Age lets the server's clock move on, or what that does: keys whose TTL is
// over vanish.
func (b *bench) Age(t *testing.T, d time.Duration) {
	t.Helper()
	if b.mini != nil {
		b.mini.FastForward(d)
		return
	}
	ctx := context.Background()
	for _, key := range b.allKeys(t) {
		ttl, err := b.plain.PTTL(ctx, key).Result()
		if err == nil && ttl > 0 {
			err = b.plain.PExpire(ctx, key, ttl-d).Err() // one that is over is deleted
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func (b *bench) allKeys(t testing.TB) []string {
	t.Helper()
	ctx := context.Background()
	if c, ok := b.plain.(*client.ClusterClient); ok {
		var all []string
		nodes := make(chan []string, 16)
		err := c.ForEachMaster(ctx, func(ctx context.Context, n *client.Client) error {
			keys, err := n.Keys(ctx, b.prefix+"*").Result()
			nodes <- keys
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		close(nodes)
		for keys := range nodes {
			all = append(all, keys...)
		}
		return all
	}
	keys, err := b.plain.Keys(ctx, b.prefix+"*").Result()
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

// Asks is what the store remembers of askings.
func (b *bench) Asks() *store.Asks { return b.asks }

// Break puts a key of a wrong type where the next change writes last.
func (b *bench) Break(t *testing.T, conv string) (repair func()) {
	t.Helper()
	key := b.part(conv) + "closed"
	if err := b.plain.Set(context.Background(), key, "in the way", 0).Err(); err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := b.plain.Del(context.Background(), key).Err(); err != nil {
			t.Error(err)
		}
	}
}

// TestMain finds what is left running. A pool that could not connect looks once
// a second whether it was closed, and ends then.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction("github.com/redis/go-redis/v9/internal/pool.(*ConnPool).tryDial"))
}

func TestStoreOnMiniredis(t *testing.T) {
	var mu sync.Mutex
	var counters []*redis.Counter
	t.Run("promises", func(t *testing.T) {
		storetest.Run(t, func(t *testing.T) storetest.Store {
			b := openMini(t)
			mu.Lock()
			defer mu.Unlock()
			counters = append(counters, b.counter)
			return b
		})
	})
	missing := counters[0].Missing()
	for _, c := range counters {
		missing = slices.DeleteFunc(missing, func(name string) bool { return !slices.Contains(c.Missing(), name) })
	}
	if len(missing) > 0 {
		t.Errorf("no case calls %v: their KEYS and ARGV are not compared", missing)
	}
}

func TestStoreOnRedis(t *testing.T) {
	server := redistest.Start(t)
	plain := connect(t, server.Addr)
	storetest.Run(t, func(t *testing.T) storetest.Store { return open(t, server.URL(), plain) })
}

func TestBlobsOnRedis(t *testing.T) {
	server := redistest.Start(t)
	plain := connect(t, server.Addr)
	storetest.RunBlobs(t, func(t *testing.T) storetest.Blobs { return open(t, server.URL(), plain) })
}

func TestStoreOnCluster(t *testing.T) {
	t.Parallel()
	cluster := redistest.StartCluster(t, 3)
	plain := connect(t, cluster.Nodes[0].Addr, cluster.Nodes[1].Addr, cluster.Nodes[2].Addr)
	storetest.Run(t, func(t *testing.T) storetest.Store { return open(t, cluster.URL(), plain) })
}

// Every key of a conversation ends by itself, or with what waits in it.
func TestKeysOfAConversationEnd(t *testing.T) {
	s := openMini(t)
	ctx := t.Context()
	put(t, s, "a", "m1")
	l, _, err := s.TakeOne(ctx, "a", now, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Commit(ctx, l, now, store.Change{
		Lines: []store.Entry{{Seq: 1, Body: []byte("x")}}, Out: []store.Out{{Seq: 1}},
	}); err != nil {
		t.Fatal(err)
	}
	j, _, err := s.NextOne(ctx, "a", store.LaneUser, now, time.Minute, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Settle(ctx, j, now, store.Settlement{Sent: 1, Refs: []store.Ref{{Scope: "user", ID: "9", Seq: 1}}}); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{"c:a": true, "l:a": true, "m:a": true, "i:a": false, "o:a": false} {
		key := s.part("a") + name
		if got := s.mini.Exists(key); got != want {
			t.Errorf("%s exists: got %v, want %v", name, got, want)
		}
		if ttl := s.mini.TTL(key); want && (ttl <= 0 || ttl > storetest.Retention) {
			t.Errorf("%s lives on for: got %v, want up to %v", name, ttl, storetest.Retention)
		}
	}
}
