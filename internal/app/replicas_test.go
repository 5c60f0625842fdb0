package app_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"hotro/internal/store/redis/redistest"
)

// TestReplicasOnOneRedis: two programs share a Redis and a bot. Every user's
// lines are answered once and in order, while one replica is restarted again
// and again.
func TestReplicasOnOneRedis(t *testing.T) {
	r := redistest.Start(t)
	w := newWorld(t, map[string]string{"REDIS_URL": r.URL()})
	second := &world{t: t, tg: w.tg, env: w.env, log: &logs{}}
	second.start()
	t.Cleanup(func() { second.stop() })

	list := topics(t)
	var wg sync.WaitGroup
	for i := range 40 {
		wg.Go(func() {
			p := w.person(int64(20_000+i), fmt.Sprintf("User %d", i))
			for k := range 3 {
				code := list[(i+k)%7].Codes[0]
				p.Says(code)
				p.hears(code)
			}
		})
	}
	for range 2 {
		second.restart()
	}
	wg.Wait()
	for i := range 40 {
		said := map[string]int{}
		for _, m := range w.tg.User(int64(20_000+i), "").Heard() {
			first, _, _ := strings.Cut(m.Text, "\n")
			said[first]++
		}
		for text, n := range said {
			if n > 1 && strings.HasPrefix(text, "Dạ, em thấy") {
				t.Errorf("user %d heard %q %d times", i, text, n)
			}
		}
	}
}

// TestARedisThatMayLoseDataIsNamed: /readyz answers, and says what the
// settings of the Redis put at risk.
func TestARedisThatMayLoseDataIsNamed(t *testing.T) {
	r := redistest.Start(t, "--appendfsync", "everysec")
	w := newWorld(t, map[string]string{"REDIS_URL": r.URL()})
	status, body := w.get("/readyz")
	if status != 200 || !strings.Contains(body, "warning:") || !strings.Contains(body, "appendfsync") {
		t.Errorf("/readyz: %d %q, want 200 and a warning about appendfsync", status, body)
	}
}

// TestARedisThatTakesNoWritesIsNotReady: readiness says why in words for
// anybody, and comes back with the writes.
func TestARedisThatTakesNoWritesIsNotReady(t *testing.T) {
	t.Parallel()
	r := redistest.Start(t)
	w := newWorld(t, map[string]string{"REDIS_URL": r.URL()})
	c := redis.NewClient(&redis.Options{Addr: r.Addr})
	defer c.Close()
	set := func(name, value string) {
		t.Helper()
		if err := c.ConfigSet(t.Context(), name, value).Err(); err != nil {
			t.Fatal(err)
		}
	}
	set("maxmemory", "1")
	if status, body := w.get("/readyz"); status != 503 || !strings.Contains(body, "OOM") {
		t.Errorf("/readyz without memory: %d %q, want 503 that says so", status, body)
	}
	if !w.measures("hotro_store_unfit") {
		t.Error("/metrics does not show that the store is unfit")
	}
	set("maxmemory", "0")
	set("min-replicas-to-write", "1")
	if status, body := w.get("/readyz"); status != 503 || !strings.Contains(body, "NOREPLICAS") {
		t.Errorf("/readyz without replicas: %d %q, want 503 that says so", status, body)
	}
	set("min-replicas-to-write", "0")
	if status, body := w.get("/readyz"); status != 200 {
		t.Errorf("/readyz: %d %q, want 200", status, body)
	}
	r.Freeze()
	began := time.Now()
	status, body := w.get("/readyz")
	if took := time.Since(began); status != 503 || !strings.Contains(body, "does not answer") || took > 20*time.Second {
		t.Errorf("/readyz of a frozen one: %d %q after %v, want 503 that says so", status, body, took)
	}
	r.Kill()
	if status, body := w.get("/readyz"); status != 503 || strings.Contains(body, "127.0.0.1") {
		t.Errorf("/readyz of a dead one: %d %q, want 503 without an address", status, body)
	}
}
