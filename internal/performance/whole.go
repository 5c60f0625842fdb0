package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/redis/go-redis/v9"

	"hotro/internal/load"
)

// kinds of store, by what Redis is told; the embedded one has none.
func kinds() []struct{ name, fsync string } {
	return []struct{ name, fsync string }{{"bolt", ""}, {"Redis everysec", "everysec"}, {"Redis always", "always"}}
}

// whole measures the program on every store, and Redis itself.
func whole(ctx context.Context, o options, t *table, bin, dir string, seed uint64) error {
	for _, k := range kinds() {
		for _, users := range []int{1, 8, 64, 256} {
			if err := one(ctx, o, t, bin, dir, seed, k.name, k.fsync, "--users", strconv.Itoa(users)); err != nil {
				return err
			}
		}
		if err := one(ctx, o, t, bin, dir, seed, k.name, k.fsync, "--rate", "100"); err != nil {
			return err
		}
	}
	return one(ctx, o, t, bin, dir, seed, "Redis everysec", "everysec", "--users", "64", "--think", "2s", "--scenario", "mixed")
}

// one is one load on a fresh store.
func one(ctx context.Context, o options, t *table, bin, dir string, seed uint64, name, fsync string, how ...string) error {
	work, err := os.MkdirTemp(dir, "load-")
	if err != nil {
		return err
	}
	environ := []string{"PATH=" + os.Getenv("PATH"), "HOME=" + work, "TMPDIR=" + work}
	set := 0.0
	if fsync != "" {
		r, err := startRedis(ctx, work, fsync)
		if err != nil {
			return err
		}
		defer r.stop()
		if set, err = probe(ctx, r.addr); err != nil {
			return err
		}
		environ = append(environ, "REDIS_URL=redis://"+r.addr)
	}
	args := append([]string{"load", "--start", "--json", "--ramp", "1s", "--for", o.each.String(), "--seed", strconv.FormatUint(seed, 10)}, how...)
	c := exec.CommandContext(ctx, bin, args...)
	var said bytes.Buffer
	c.Env, c.Stderr = environ, &said
	out, err := c.Output()
	var r load.Report
	if jerr := json.Unmarshal(out, &r); jerr != nil {
		return fmt.Errorf("bot %s: %w: %s", strings.Join(args, " "), err, &said)
	}
	for _, fault := range r.Faults {
		fmt.Fprintf(os.Stderr, "bot %s: %s\n", strings.Join(args, " "), fault)
	}
	fill(t, name, strings.ReplaceAll(strings.Join(how, " "), "--", ""), r, set)
	return nil
}

// fill adds the lines of one load. set is what a bare SET costs, in µs of CPU
// of both sides.
func fill(t *table, store, how string, r load.Report, set float64) {
	group := "whole path, " + store
	t.add(group, how+": answered", "lines/s", r.PerSec)
	t.add(group, how+": p50", "ms", r.Waits.P50)
	t.add(group, how+": p99", "ms", r.Waits.P99)
	t.add(group, how+": CPU of the bot", "µs a line", r.Program.Each)
	if set > 0 {
		t.add(group, how+": CPU of Redis", "µs a line", r.Redis.Each)
		t.add(group, how+": CPU of both, in bare SETs", "SETs a line", (r.Program.Each+r.Redis.Each)/set)
		t.add("Redis itself", "a bare SET, 64 clients: CPU of both sides", "µs", set)
	}
	t.add(group, how+": wrong, missing or refused", "lines", float64(r.Wrong+r.Missing+r.Refused))
	t.add("start", "until ready, "+store, "ms", 1000*r.Ready)
	t.add("start", "resident memory once ready, "+store, "MB", r.Idle/1e6)
	if store == "Redis everysec" && how == "users 64" {
		t.add("memory", "Redis, for each conversation of a load of presses, its transcript included", "bytes", (r.Redis.Bytes-r.RedisIdle)/float64(r.People))
	}
}

// server is a Redis of our own.
type server struct {
	addr string
	cmd  *exec.Cmd
}

func startRedis(ctx context.Context, dir, fsync string) (*server, error) {
	addr, err := load.FreeAddr()
	if err != nil {
		return nil, err
	}
	port := addr[strings.LastIndexByte(addr, ':')+1:]
	c := exec.CommandContext(ctx, "redis-server", "--port", port, "--bind", "127.0.0.1", "--dir", dir, "--save", "", "--appendonly", "yes", "--appendfsync", fsync, "--logfile", filepath.Join(dir, "redis.log"))
	if err := c.Start(); err != nil {
		return nil, fmt.Errorf("start Redis: %w; .ci/deps redis-server installs it", err)
	}
	s := &server{addr, c}
	client := redis.NewClient(&redis.Options{Addr: addr})
	defer client.Close()
	for tries := 0; client.Ping(ctx).Err() != nil; tries++ {
		if tries == 200 || ctx.Err() != nil {
			s.stop()
			return nil, fmt.Errorf("Redis does not answer; see %s", dir)
		}
		wait(ctx, 50*time.Millisecond)
	}
	return s, nil
}

func (s *server) stop() {
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	_ = s.cmd.Wait() // it was ended
}

func wait(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}
