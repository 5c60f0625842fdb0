// Command performance measures the program, whole and in parts, and writes the
// table of docs/performance.md: "make bench".
//
// The whole is the release build under "bot load", on every store there is, with
// a probe of Redis itself in the same run; the parts are the Go benchmarks of
// their packages. All is done in rounds, so that what else the machine does
// falls on every line alike; a line is the median of the rounds with their
// range. It judges nothing. Start reading at measure.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"time"
)

// options say how much is measured.
type options struct {
	doc    string
	rounds int
	within time.Duration // no round is begun that may end later than that
	each   time.Duration // of a load
	parts  bool
	stored int // conversations, for the load beside many
}

func main() {
	var o options
	flag.StringVar(&o.doc, "doc", "docs/performance.md", "the document whose table is written")
	flag.IntVar(&o.rounds, "rounds", 3, "how often everything is measured")
	flag.DurationVar(&o.within, "within", 24*time.Minute, "how long it may take: fewer rounds where they take longer")
	flag.DurationVar(&o.each, "each", 3*time.Second, "how long a load is counted")
	flag.IntVar(&o.stored, "stored", 100_000, "conversations stored for the load beside many; a million take 6 GB")
	flag.BoolVar(&o.parts, "parts", true, "the Go benchmarks too")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := measure(ctx, o); err != nil {
		fmt.Fprintln(os.Stderr, "performance:", err)
		os.Exit(1)
	}
}

// measure measures everything and writes the table.
func measure(ctx context.Context, o options) (err error) {
	dir, err := os.MkdirTemp("", "performance-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	bin := filepath.Join(dir, "bot")
	if err := build(ctx, bin); err != nil {
		return err
	}
	info, err := os.Stat(bin)
	if err != nil {
		return err
	}
	t := &table{}
	t.add("start", "the static binary, stripped", "MB", float64(info.Size())/1e6)
	var rounds pace
	for round := range o.rounds {
		if !rounds.another(time.Now(), o.within) {
			return t.write(o, round)
		}
		fmt.Fprintf(os.Stderr, "round %d of %d\n", round+1, o.rounds)
		err := whole(ctx, o, t, bin, dir, uint64(round+1))
		if err == nil && o.parts {
			err = parts(ctx, t)
		}
		switch {
		case err != nil && round == 0:
			return err
		case err != nil: // the rounds before it took long, and are whole
			return errors.Join(err, t.write(o, round))
		}
	}
	return t.write(o, o.rounds)
}

// pace is how long rounds take.
type pace struct {
	first, last time.Time // when the first and the last one began
	longest     time.Duration
}

// another begins a round, or reports that it may take longer than all may.
func (p *pace) another(now time.Time, within time.Duration) bool {
	if p.first.IsZero() {
		p.first, p.last = now, now
		return true
	}
	p.longest = max(p.longest, now.Sub(p.last))
	if now.Add(p.longest).After(p.first.Add(within)) {
		return false
	}
	p.last = now
	return true
}

// build makes the release build.
func build(ctx context.Context, bin string) error {
	c := exec.CommandContext(ctx, "go", "build", "-trimpath", "-ldflags=-s -w", "-o", bin, "./cmd/bot")
	c.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("build the program: %w\n%s", err, out)
	}
	return nil
}
