package redis

import (
	"context"
	"crypto/sha1"
	"embed"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"

	"github.com/redis/go-redis/v9"

	"hotro/internal/store"
)

//go:embed lua/*.lua
var sources embed.FS

// script is one operation.
type script struct {
	name, source, hash string
}

// scripts are all operations.
type scripts struct {
	put, take, extend, release, bury, commit, apply, next, settle,
	retry, drop, forget, sweep, orphan, hasten, save, swap, hold, free, count, pace, spend, blob script
}

func loadScripts() scripts {
	return scripts{
		put: load("put"), take: load("take"), extend: load("extend"), release: load("release"), bury: load("bury"),
		commit: load("commit", "change"), apply: load("apply", "change"), next: load("next"), settle: load("settle"),
		retry: load("retry"), drop: load("drop"), forget: load("forget"), sweep: load("sweep"), orphan: load("orphan"), hasten: load("hasten"), save: load("save"),
		swap: load("swap"), hold: load("hold"), free: load("free"), count: load("count"), pace: load("pace"), spend: load("spend"), blob: load("blob"),
	}
}

// all lists them.
func (s scripts) all() []script {
	return []script{
		s.put, s.take, s.extend, s.release, s.bury, s.commit, s.apply, s.next, s.settle,
		s.retry, s.drop, s.forget, s.sweep, s.orphan, s.hasten, s.save, s.swap, s.hold, s.free, s.count, s.pace, s.spend, s.blob,
	}
}

// load reads an operation's script, with what stands before it.
func load(name string, before ...string) script {
	var b strings.Builder
	b.WriteString(luaHeader())
	for _, part := range append(append([]string{"common"}, before...), name) {
		src, err := sources.ReadFile("lua/" + part + ".lua")
		if err != nil {
			panic(err) // impossible: the files are compiled in
		}
		b.Write(src)
	}
	sum := sha1.Sum([]byte(b.String()))
	return script{name: name, source: b.String(), hash: hex.EncodeToString(sum[:])}
}

// run runs a script by its hash, and by its source where the server does not
// know it (it was restarted, or flushed).
func (s *Store) run(ctx context.Context, sc script, keys []string, args ...any) *redis.Cmd {
	cmd := s.share(ctx, evalSha(ctx, sc, keys, args), keys[0])
	if redis.HasErrorPrefix(cmd.Err(), "NOSCRIPT") {
		cmd = s.client.Eval(ctx, sc.source, keys, args...)
	}
	return cmd
}

// evalSha is the command that runs a script by its hash.
func evalSha(ctx context.Context, sc script, keys []string, args []any) *redis.Cmd {
	all := make([]any, 0, 3+len(keys)+len(args))
	all = append(all, "evalsha", sc.hash, len(keys))
	for _, k := range keys {
		all = append(all, k)
	}
	cmd := redis.NewCmd(ctx, append(all, args...)...)
	cmd.SetFirstKeyPos(3)
	return cmd
}

// digits are what goes behind a token (draw in common.lua), by chance. With
// eight of them a count has room for ninety billion.
func digits() string { return strconv.Itoa(1e8 + rand.IntN(1e8))[1:] }

// call is one run of a script in a pipeline.
type call struct {
	keys []string
	args []any
}

// runAll runs a script many times in one trip, and gathers what read makes of
// each answer. Only the calls that the server refused because it does not know
// the script are sent again. A call that fails (a broken conversation, a node
// of the cluster that is down) does not stop the others: it is an error only
// when there are none.
func runAll[T any](ctx context.Context, s *Store, sc script, calls []call, read func(i int, cmd *redis.Cmd) (T, bool, error)) (all []T, err error) {
	cmds := make([]*redis.Cmd, len(calls))
	pipe := s.trip()
	for i, c := range calls {
		cmds[i] = pipe.EvalSha(ctx, sc.hash, c.keys, c.args...)
	}
	_, _ = pipe.Exec(ctx) // each command has its own error
	for i, c := range calls {
		if redis.HasErrorPrefix(cmds[i].Err(), "NOSCRIPT") {
			cmds[i] = s.client.Eval(ctx, sc.source, c.keys, c.args...)
		}
		v, ok, err2 := read(i, cmds[i])
		if err2 != nil {
			err = err2
		} else if ok {
			all = append(all, v)
		}
	}
	if len(all) > 0 {
		err = nil
	}
	return all, err
}

// verdict turns a script's word into an error.
func (s *Store) verdict(what string, cmd *redis.Cmd) error {
	word, err := cmd.Text()
	switch {
	case err != nil:
		return s.fail(what, err)
	case word == "ok":
		return nil
	case word == "done":
		return store.ErrDone
	case word == "fenced":
		return store.ErrFenced
	case word == "full":
		return store.ErrFull
	case word == "gone":
		return store.ErrNotFound
	}
	return s.fail(what, fmt.Errorf("unexpected answer %q", word))
}

// more reads the answer of a script that tells whether more is due, or a
// verdict.
func (s *Store) more(what string, cmd *redis.Cmd) (bool, error) {
	if n, ok := cmd.Val().(int64); ok && cmd.Err() == nil {
		return n == 1, nil
	}
	return false, s.verdict(what, cmd)
}
