package redis_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"hotro/internal/store"
	"hotro/internal/store/redis/redistest"
)

var now = time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)

func put(t testing.TB, s *bench, conv, id string) (fresh bool) {
	t.Helper()
	fresh, err := s.Put(t.Context(), conv, store.Item{ID: id, Body: []byte("b"), At: now}, now)
	if err != nil {
		t.Fatal(err)
	}
	return fresh
}

// said is a change that writes to every key a change can write to.
func said(snap store.Snapshot) store.Change {
	seq := snap.Lines + 1
	return store.Change{
		State: []byte("s"), Epoch: 1, Wake: now.Add(time.Hour), Desk: true,
		Lines: []store.Entry{{Seq: seq, Body: []byte("line"), Delivery: []byte("queued")}},
		Out:   []store.Out{{Seq: seq, Body: []byte("reply"), Fence: 1}},
		Refs:  []store.Ref{{Scope: "user", ID: "p1", Seq: seq}},
		Row:   &store.Row{Number: 1, Conv: snap.Conv, Open: true, At: now, Body: []byte("t")},
	}
}

// A server that forgets its scripts (a restart, SCRIPT FLUSH) costs nothing:
// single calls, and calls in a pipeline, send the source again.
func TestScriptsSurviveAnEmptyCache(t *testing.T) {
	server := redistest.Start(t)
	s := open(t, server.URL(), connect(t, server.Addr))
	ctx := t.Context()
	flush := func() {
		t.Helper()
		if err := s.plain.ScriptFlush(ctx).Err(); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 10 {
		flush()
		put(t, s, fmt.Sprint("c", i), "m")
	}
	flush()
	ls, err := s.Take(ctx, now, time.Minute, 10)
	if err != nil || len(ls) != 10 {
		t.Fatalf("Take: got %d leases, %v; want 10", len(ls), err)
	}
	for _, l := range ls {
		if _, err := s.Commit(ctx, l, now, said(l.Snapshot)); err != nil {
			t.Fatal(err)
		}
	}
	flush()
	js, err := s.Next(ctx, now, time.Minute, 20, nil)
	if err != nil || len(js) != 20 {
		t.Fatalf("Next: got %d jobs, %v; want 20", len(js), err)
	}
	for _, j := range js {
		if j.Tries != 1 {
			t.Errorf("%s: got try %d, want 1: it was taken twice", j.Conv, j.Tries)
		}
	}
}

// Whatever key of a change has a wrong type, nothing of the change is written.
func TestACommitThatBreaksWritesNothing(t *testing.T) {
	s := openMini(t)
	ctx := t.Context()
	for i, name := range []string{
		"c:%s", "i:%s", "due:in", "due:timer", "o:%s", "due:user", "due:desk", "l:%s", "m:%s", "feed", "rows", "open", "closed",
	} {
		conv := fmt.Sprint("c", i)
		put(t, s, conv, "m1")
		l, ok, err := s.TakeOne(ctx, conv, now, time.Minute)
		if err != nil || !ok {
			t.Fatalf("take %s: got %v %v, want a lease", conv, ok, err)
		}
		key := s.part(conv) + strings.Replace(name, "%s", conv, 1)
		s.mini.Del(key)
		if err := s.mini.Set(key, "in the way"); err != nil {
			t.Fatal(err)
		}
		before := s.dump(t)
		if _, err := s.Commit(ctx, l, now, said(l.Snapshot)); err == nil {
			t.Errorf("%s of a wrong type: got no error, want one", name)
		}
		for k, after := range s.dump(t) {
			if after != before[k] {
				t.Errorf("%s of a wrong type: %s became %s, was %s", name, k, after, before[k])
			}
		}
		s.mini.FlushAll()
	}
}

// A conversation whose keys were spoilt from outside does not stop the others.
func TestABrokenConversationStopsNoOther(t *testing.T) {
	s := openMini(t)
	for _, c := range []string{"a", "b", "c"} {
		put(t, s, c, "m1")
	}
	s.mini.Del(s.part("b") + "i:b")
	if err := s.mini.Set(s.part("b")+"i:b", "in the way"); err != nil {
		t.Fatal(err)
	}
	ls, err := s.Take(t.Context(), now, time.Minute, 10)
	if err != nil || len(ls) != 2 {
		t.Errorf("Take: got %d leases, %v; want the 2 others", len(ls), err)
	}
	if _, err := s.Take(t.Context(), now, time.Minute, 10); err == nil {
		t.Error("Take of the broken one alone: got no error, want one")
	}
}

// dump prints every key of the store.
func (b *bench) dump(t testing.TB) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, key := range b.allKeys(t) {
		var v any
		var err error
		ctx := context.Background()
		switch b.mini.Type(key) {
		case "hash":
			v, err = b.plain.HGetAll(ctx, key).Result()
		case "list":
			v, err = b.plain.LRange(ctx, key, 0, -1).Result()
		case "zset":
			v, err = b.plain.ZRangeWithScores(ctx, key, 0, -1).Result()
		default:
			v, err = b.plain.Get(ctx, key).Result()
		}
		if err != nil {
			t.Fatal(err)
		}
		out[key] = fmt.Sprint(v)
	}
	return out
}

// code is a script without its comments.
func code(script string) string { return regexp.MustCompile(`--.*`).ReplaceAllString(script, "") }

// Every script documents its answer, builds no key names and
// asks no clock, so that it touches one slot and can be sent twice.
func TestScriptsKeepTheRules(t *testing.T) {
	files, err := filepath.Glob("lua/*.lua")
	if err != nil || len(files) < 15 {
		t.Fatalf("scripts: got %d, %v; want them all", len(files), err)
	}
	allowed := []string{
		"DEL", "EXISTS", "GET", "GETRANGE", "HDEL", "HEXISTS", "HGET", "HLEN", "HMGET", "HSET", "INCR", "LLEN", "LPOP", "LPUSH", "LRANGE",
		"LTRIM", "PERSIST", "PEXPIRE", "RPUSH", "SET", "ZADD", "ZCARD", "ZRANGE", "ZRANGEBYSCORE", "ZREM", "ZREMRANGEBYSCORE", "ZSCORE",
	}
	swaps := regexp.MustCompile(`(\w+), (\w+) = (\w+), (\w+)`)
	calls := regexp.MustCompile(`call\((.)([A-Z]*)`)
	for _, f := range files {
		src, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		text := string(src)
		for _, m := range calls.FindAllStringSubmatch(text, -1) {
			if m[1] != "'" || !slices.Contains(allowed, m[2]) {
				t.Errorf("%s: got command %q, want one of Redis 6, Valkey and miniredis", f, m[1]+m[2])
			}
		}
		for _, m := range swaps.FindAllStringSubmatch(code(text), -1) {
			if m[1] == m[4] && m[2] == m[3] {
				t.Errorf("%s: %q: miniredis does not swap locals", f, m[0])
			}
		}
		if f == "lua/common.lua" {
			continue
		}
		if f != "lua/change.lua" && !strings.Contains(text, "-- returns") {
			t.Errorf("%s: has no comment on what it returns", f)
		}
	}
}

// A lane whose place in the list of due lanes was torn off (half a script, left
// by a crash of Redis) gets it back with the next reply: nothing stays stuck.
func TestALaneThatLostItsPlaceIsFoundAgain(t *testing.T) {
	s := openMini(t)
	say := func() {
		t.Helper()
		snap, err := s.Load(t.Context(), "c")
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Apply(t.Context(), snap, now, "", said(snap)); err != nil {
			t.Fatal(err)
		}
	}
	say()
	if err := s.plain.ZRem(t.Context(), s.part("c")+"due:user", "c").Err(); err != nil {
		t.Fatal(err)
	}
	say()
	j, ok, err := s.NextOne(t.Context(), "c", store.LaneUser, now, time.Minute, nil)
	if err != nil || !ok || len(j.Outs) != 2 {
		t.Fatalf("got %v %v with %d replies, want both", ok, err, len(j.Outs))
	}
}
