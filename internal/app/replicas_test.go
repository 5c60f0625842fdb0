package app_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

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
