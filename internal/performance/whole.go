package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"

	"hotro/internal/load"
)

// trial is one load: on what, how the program is asked for it, and what is
// stored before.
type trial struct {
	store, fsync string // of Redis; none: the embedded store
	how          []string
	stored       int // conversations
	cluster      bool
}

// name is what the table calls it.
func (b trial) name() string {
	name := strings.ReplaceAll(strings.Join(b.how, " "), "--", "")
	if b.stored > 0 {
		name += fmt.Sprintf(", %s conversations stored", number(float64(b.stored)))
	}
	return name
}

// trials are all loads of a round.
func trials(stored int) []trial {
	var all []trial
	add := func(store, fsync string, how ...[]string) {
		for _, h := range how {
			all = append(all, trial{store: store, fsync: fsync, how: h})
		}
	}
	users := func(n int, more ...string) []string { return append([]string{"--users", strconv.Itoa(n)}, more...) }
	rate := []string{"--rate", "100"}
	add("bolt", "", users(1), users(8), users(64), users(256), rate)
	add("Redis everysec", "everysec", users(1), users(8), users(64), users(256), rate, users(64, "--think", "2s", "--scenario", "mixed"),
		users(64, "--scenario", "talk"), users(64, "--replicas", "2"), users(64, "--replicas", "4"))
	all = append(all, trial{store: "Redis everysec", fsync: "everysec", how: users(64), stored: 1000})
	if stored > 0 {
		all = append(all, trial{store: "Redis everysec", fsync: "everysec", how: users(64), stored: stored})
	}
	add("Redis always", "always", users(1), users(64), rate)
	for _, replicas := range []string{"1", "2"} {
		all = append(all, trial{store: "Redis everysec, a Cluster of three", fsync: "everysec", how: users(64, "--replicas", replicas), cluster: true})
	}
	return all
}

// whole measures the program on every store, and Redis itself.
func whole(ctx context.Context, o options, t *table, bin, dir string, seed uint64) error {
	for _, b := range trials(o.stored) {
		if err := b.run(ctx, o, t, bin, dir, seed); err != nil {
			return err
		}
	}
	return beside(ctx, o, t, bin, dir, seed)
}

// beside measures what users wait for beside each trouble, and without it right
// before.
func beside(ctx context.Context, o options, t *table, bin, dir string, seed uint64) error {
	work, err := os.MkdirTemp(dir, "beside-")
	if err != nil {
		return err
	}
	environ := []string{"PATH=" + os.Getenv("PATH"), "HOME=" + work, "TMPDIR=" + work}
	out, err := program(ctx, bin, environ, "--trouble", "all", "--users", "16", "--think", "200ms", "--ramp", "1s", "--for", (2 * o.each).String(), "--seed", strconv.FormatUint(seed, 10))
	if err != nil {
		return err
	}
	var all []load.Beside
	if err := json.Unmarshal(out, &all); err != nil {
		return fmt.Errorf("what the loads beside trouble came to: %w", err)
	}
	for _, b := range all {
		fillBeside(t, b)
	}
	return nil
}

// run is one load on a fresh store.
func (b trial) run(ctx context.Context, o options, t *table, bin, dir string, seed uint64) error {
	work, err := os.MkdirTemp(dir, "load-")
	if err != nil {
		return err
	}
	environ := []string{"PATH=" + os.Getenv("PATH"), "HOME=" + work, "TMPDIR=" + work}
	var set sets
	if b.fsync != "" {
		servers, err := b.servers(ctx, work)
		defer servers.stop()
		if err != nil {
			return err
		}
		if !b.cluster {
			if set, err = probe(ctx, servers[0].addr); err != nil {
				return err
			}
		}
		environ = append(environ, "REDIS_URL="+servers.url())
		if b.stored > 0 {
			if _, err := loaded(ctx, bin, environ, "--users", "8", "--ramp", "0s", "--for", "1s"); err != nil {
				return err
			}
			if err := store(ctx, servers[0].addr, b.stored); err != nil {
				return err
			}
		}
	}
	r, err := loaded(ctx, bin, environ, append([]string{"--ramp", "1s", "--for", o.each.String(), "--seed", strconv.FormatUint(seed, 10)}, b.how...)...)
	if err != nil {
		return err
	}
	fill(t, b.store, b.name(), r, set)
	return nil
}

// loaded puts a program of its own under load and returns what came of it.
func loaded(ctx context.Context, bin string, environ []string, how ...string) (r load.Report, err error) {
	out, err := program(ctx, bin, environ, how...)
	if err != nil {
		return r, err
	}
	if err := json.Unmarshal(out, &r); err != nil {
		return r, fmt.Errorf("what a load came to: %w", err)
	}
	for _, fault := range r.Faults {
		fmt.Fprintf(os.Stderr, "bot load %s: %s\n", strings.Join(how, " "), fault)
	}
	return r, nil
}

// program is what "bot load" prints as JSON of a program of its own. That a line
// had a wrong reply is no error here: the table has a row for it.
func program(ctx context.Context, bin string, environ []string, how ...string) ([]byte, error) {
	args := append([]string{"load", "--start", "--json"}, how...)
	c := exec.CommandContext(ctx, bin, args...)
	var said bytes.Buffer
	c.Env, c.Stderr = environ, &said
	out, err := c.Output()
	if err != nil && !json.Valid(out) {
		return nil, fmt.Errorf("bot %s: %w: %s", strings.Join(args, " "), err, &said)
	}
	return out, nil
}

// fill adds the lines of one load. A line of one at a low rate is held against
// SETs at that rate: waking a machine that sleeps is dear, whatever for.
func fill(t *table, store, how string, r load.Report, set sets) {
	group := "whole path, " + store
	t.add(group, how+": answered", "lines/s", r.PerSec)
	t.add(group, how+": p50", "ms", r.Waits.P50)
	t.add(group, how+": p99", "ms", r.Waits.P99)
	t.add(group, how+": CPU of the bot", "µs a line", r.Program.Each)
	if r.Redis.Each > 0 {
		t.add(group, how+": CPU of Redis", "µs a line", r.Redis.Each)
	}
	if set.busy > 0 {
		one := set.busy
		if r.Rate > 0 {
			one = set.slow
		}
		t.add(group, how+": CPU of both, in bare SETs", "SETs a line", (r.Program.Each+r.Redis.Each)/one)
		t.add("Redis itself", "a bare SET, 64 clients: CPU of both sides", "µs", set.busy)
		t.add("Redis itself", "a bare SET, 100 a second, alone: CPU of both sides", "µs", set.slow)
	}
	t.add(group, how+": wrong, missing or refused", "lines", float64(r.Wrong+r.Missing+r.Refused))
	t.add("start", "until ready, "+store, "ms", 1000*r.Ready)
	t.add("start", "resident memory a second later, "+store, "MB", r.Idle/1e6)
	if store == "Redis everysec" && how == "users 64" {
		t.add("memory", "Redis, for each conversation of a load of presses, its transcript included", "bytes", (r.Redis.Bytes-r.RedisIdle)/float64(r.People))
	}
}

// fillBeside adds the lines of one trouble.
func fillBeside(t *table, b load.Beside) {
	const group = "beside trouble, bolt: what the others wait"
	name := string(b.Trouble)
	t.add(group, name+": p50 before", "ms", b.Before.Waits.P50)
	t.add(group, name+": p50 beside", "ms", b.Beside.Waits.P50)
	t.add(group, name+": p99 before", "ms", b.Before.Waits.P99)
	t.add(group, name+": p99 beside", "ms", b.Beside.Waits.P99)
	t.add(group, name+": p99, times", "", b.Times)
	t.add(group, name+": wrong, missing or refused", "lines", float64(b.Before.Wrong+b.Before.Missing+b.Before.Refused+b.Beside.Wrong+b.Beside.Missing+b.Beside.Refused))
}
