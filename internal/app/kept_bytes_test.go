package app_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"

	"hotro/internal/store/redis/redistest"
)

// TestBytesOfAnIdleConversation counts what Redis keeps of a conversation beside
// its transcript, with Redis as it comes and with the settings that docs/redis.md
// names for many users. The bounds are what it takes, and a tenth: what makes it
// grow should be wanted.
func TestBytesOfAnIdleConversation(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		settings []string
		most     int64
	}{
		"as it comes":    {nil, 5000},
		"for many users": {[]string{"--hash-max-listpack-value", "8192", "--hash-max-listpack-entries", "64"}, 3700},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := redistest.Start(t, c.settings...)
			w := newWorld(t, map[string]string{"REDIS_URL": r.URL()})
			p := w.person(30_001, "Nguyễn Văn Bình")
			p.Says("GET_USER_MEDIA_ERROR")
			p.hears("micro")
			p.Presses(p.Heard()[len(p.Heard())-1].Labels()[0])
			p.hears()
			p.Says("em cảm ơn nhiều ạ")
			p.hears()
			is := map[string]int64{}
			if !w.until(func() bool { is = bytesByKind(t, r.Addr, "30001"); return is["i"] == 0 && is["o"] == 0 && is["l"] > 0 }) {
				t.Fatalf("the conversation does not come to rest: %v", is)
			}
			if got := is["c"] + is["m"]; got > c.most || is["c"] == 0 || is["m"] == 0 {
				t.Errorf("%d bytes beside the transcript (by kind of key: %v), at most %d are wanted", got, is, c.most)
			}
		})
	}
}

// bytesByKind is what the keys of a chat take, by their kind.
func bytesByKind(t *testing.T, addr, chat string) map[string]int64 {
	t.Helper()
	c := redis.NewClient(&redis.Options{Addr: addr})
	defer c.Close()
	keys, err := c.Keys(t.Context(), "*:"+chat).Result()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]int64{}
	for _, key := range keys {
		_, kind, _ := strings.Cut(key, "}:")
		kind, _, _ = strings.Cut(kind, ":")
		n, err := c.MemoryUsage(t.Context(), key, 0).Result()
		if err != nil && !errors.Is(err, redis.Nil) { // it went meanwhile
			t.Fatal(err)
		}
		out[kind] += n
	}
	return out
}
