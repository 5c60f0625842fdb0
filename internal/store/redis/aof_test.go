package redis

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/redis/go-redis/v9"

	"hotro/internal/store/redis/redistest"
)

// TestAHalfWrittenScriptIsCutOff: a kill in the middle of a write leaves half a
// script in Redis' file. Mended as docs/redis.md says, nothing of it comes back,
// however often the server starts again.
func TestAHalfWrittenScriptIsCutOff(t *testing.T) {
	s := redistest.Start(t)
	script := redis.NewScript(`redis.call('SET', KEYS[1], ARGV[1]) redis.call('SET', KEYS[2], ARGV[1]) return 1`)
	run := func(value string, keys ...string) {
		c := redis.NewClient(&redis.Options{Addr: s.Addr})
		defer c.Close()
		if err := script.Eval(t.Context(), c, keys, value).Err(); err != nil {
			t.Fatal(err)
		}
	}
	run("old", "{k}a", "{k}b")
	run("torn", "{k}a", "{k}b")
	s.Kill()
	files, err := filepath.Glob(filepath.Join(s.Dir(), "appendonlydir", "*.incr.aof"))
	if err != nil || len(files) != 1 {
		t.Fatalf("got %v (%v), want one file", files, err)
	}
	st, err := os.Stat(files[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(files[0], st.Size()-30); err != nil { // within the last command but one
		t.Fatal(err)
	}
	for range 2 {
		s.Restart()
		run("new", "{k}c", "{k}d")
	}
	c := redis.NewClient(&redis.Options{Addr: s.Addr})
	defer c.Close()
	got, err := c.MGet(t.Context(), "{k}a", "{k}b").Result()
	if err != nil || got[0] != "old" || got[1] != "old" {
		t.Errorf("got %v (%v), want both old: half a script was carried out", got, err)
	}
}
