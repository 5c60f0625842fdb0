package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"hotro/internal/kb"
	"hotro/internal/load"
	"hotro/prompts"
)

// loadFlags are what "bot load" is asked for.
type loadFlags struct {
	load.Phase
	target, listen string
	replicas       int
	start, mine    bool
	json           bool
	trouble        string
	seed           uint64
}

func newLoad(e env) *cobra.Command {
	var f loadFlags
	cmd := &cobra.Command{
		Use: "load", Short: "Put a program under load, and hold every reply against the right one",
		Long: `Plays users of Telegram, and Telegram itself, for a program on this machine. It
learns first what the program answers, then has users walk the same ways and
counts every reply that is wrong, missing or too many. It exits 1 if there is one.

With --start it starts a program of its own, in a folder that is thrown away, or
on REDIS_URL when that is set: use an empty Redis. Without, it prints what a
running one must be started with. Only ever put a program under load that has no
users: it is sent what nobody wrote. A target on another machine needs --i-own-this too.

With --trouble the same load is made twice, without and with somebody who floods
the program, a platform that does not answer, forty pictures at once, documents
that are edited all the time, or forty voice notes for a model that never answers
beside it: how much longer do the others wait?

Scenarios: presses (buttons alone), talk (answers and questions in words), mixed
(both, people who are handed to staff, and pictures).`,
		Example: `  bot load --start --users 64 --for 20s
  bot load --start --scenario mixed --users 200 --think 5s --ramp 30s --for 2m
  bot load --start --users 16 --think 200ms --trouble all
  bot load --target http://127.0.0.1:8080 --rate 100 --json`,
		Args: want(0, "load takes no arguments; its flags say what to do"),
		RunE: func(cmd *cobra.Command, _ []string) error { return loadIt(cmd.Context(), e, f) },
	}
	s := cmd.Flags()
	s.StringVar(&f.Scenario, "scenario", "presses", strings.Join(load.Scenarios(), ", "))
	s.IntVar(&f.Users, "users", 8, "users at once, each of whom waits for its reply")
	s.Float64Var(&f.Rate, "rate", 0, "lines a second instead, whether or not the last ones are answered")
	s.DurationVar(&f.Think, "think", 0, "how long a user thinks before a line, on average")
	s.DurationVar(&f.Ramp, "ramp", 2*time.Second, "how long the load grows; not counted")
	s.DurationVar(&f.For, "for", 10*time.Second, "how long is counted")
	s.BoolVar(&f.start, "start", false, "start a program of our own")
	s.IntVar(&f.replicas, "replicas", 1, "how many programs to start, on one REDIS_URL")
	s.StringVar(&f.target, "target", "", "the address of a running program, such as http://127.0.0.1:8080")
	s.StringVar(&f.listen, "listen", "", "where the program finds Telegram; 127.0.0.1:8099 with --target")
	s.BoolVar(&f.mine, "i-own-this", false, "the target is on another machine, and mine")
	s.StringVar(&f.trouble, "trouble", "", "with --start: what goes on beside the load, after the same load without: flood, dead, pictures, reload, model or all")
	s.BoolVar(&f.json, "json", false, "print the result as JSON")
	s.Uint64Var(&f.seed, "seed", 1, "decides which ways are walked")
	return cmd
}

// check says what is wrong with the flags.
func (f *loadFlags) check() error {
	switch {
	case !slices.Contains(load.Scenarios(), f.Scenario):
		return usage(fmt.Sprintf("--scenario %q: want one of %s", f.Scenario, strings.Join(load.Scenarios(), ", ")))
	case f.trouble != "" && (!f.start || len(f.troubles()) == 0):
		return usage("--trouble needs --start, and one of flood, dead, pictures, reload, model and all")
	case f.start == (f.target != ""):
		return usage("want --start, or --target with the address of a program that has no users")
	case f.Users < 1 || f.Rate < 0 || f.Think < 0 || f.Ramp < 0 || f.For <= 0:
		return usage("--users must be 1 or more, --for above 0, and --rate, --think and --ramp not below 0")
	case f.replicas < 1 || f.replicas > 1 && (!f.start || f.Redis == ""):
		return usage("--replicas needs --start, and a REDIS_URL that they share")
	case f.start:
		return nil
	}
	u, err := url.Parse(f.target)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return usage(fmt.Sprintf("--target %q: want an address such as http://127.0.0.1:8080", f.target))
	}
	if !here(u.Hostname()) && !f.mine {
		return usage(u.Hostname() + " is not this machine: say --i-own-this too if it is yours and has no users")
	}
	return nil
}

// troubles are those that are asked for.
func (f *loadFlags) troubles() []load.Trouble {
	all := load.Troubles()
	if f.trouble == "all" {
		return all
	}
	return slices.DeleteFunc(all, func(t load.Trouble) bool { return string(t) != f.trouble })
}

// here reports whether a host is this machine by its name alone.
func here(host string) bool {
	a, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && a.IsLoopback()
}

func loadIt(ctx context.Context, e env, f loadFlags) (err error) {
	f.Redis = setting(e.environ, "REDIS_URL")
	if err := f.check(); err != nil {
		return err
	}
	g, addrs, err := generator(e, &f)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, g.Close()) }()
	if typed(e.err) {
		f.Progress = e.err
	}
	if !f.start {
		fmt.Fprintf(e.err, "The program must run with TELEGRAM_API_URL=%s TELEGRAM_MODE=webhook, the same TELEGRAM_WEBHOOK_SECRET as here,\n"+
			"TELEGRAM_STAFF_CHAT=%d, and TELEGRAM_RATE=0 TELEGRAM_CHAT_RATE=0 TELEGRAM_GROUP_RATE=0.\n", g.URL(), load.StaffGroup)
		return loadOnce(ctx, e, f, g, &load.Program{})
	}
	dir, err := os.MkdirTemp("", "bot-load-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	n, err := nuisance(e, f, dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, n.Close()) }()
	var first *load.Program
	for i, addr := range addrs {
		p, err := startProgram(ctx, e, g, addr, filepath.Join(dir, strconv.Itoa(i)), n)
		if err != nil {
			return err
		}
		defer func() { _ = p.Stop() }() // what it was for is done
		first = cmp.Or(first, p)
	}
	if f.trouble != "" {
		return loadBeside(ctx, e, f, g, n)
	}
	return loadOnce(ctx, e, f, g, first)
}

// nuisance readies trouble, where it is asked for.
func nuisance(e env, f loadFlags, dir string) (*load.Nuisance, error) {
	if f.trouble == "" {
		return nil, nil
	}
	d, err := docs(e, nil)
	if err != nil {
		return nil, err
	}
	return load.NewNuisance(d, dir)
}

// loadOnce makes one load and prints what came of it.
func loadOnce(ctx context.Context, e env, f loadFlags, g *load.Generator, p *load.Program) error {
	fmt.Fprintln(e.err, "learning what it answers…")
	r, err := g.Run(ctx, f.Phase)
	if err != nil {
		return err
	}
	r.Ready, r.Idle, r.RedisIdle = p.Ready.Seconds(), p.Idle.Bytes, p.RedisIdle.Bytes
	if f.json {
		err = indented(e.out, r)
	} else {
		r.Print(e.out)
	}
	if err == nil && !r.OK() {
		err = errors.New("not every line had its one right reply; the report says which")
	}
	return err
}

// loadBeside makes a load without and with each trouble.
func loadBeside(ctx context.Context, e env, f loadFlags, g *load.Generator, n *load.Nuisance) error {
	fmt.Fprintln(e.err, "learning what it answers…")
	var all []load.Beside
	wrong := false
	for _, t := range f.troubles() {
		b, err := g.RunBeside(ctx, f.Phase, n, t)
		if err != nil {
			return err
		}
		all, wrong = append(all, b), wrong || !b.Before.OK() || !b.Beside.OK()
		if !f.json {
			b.Print(e.out)
		}
	}
	if f.json {
		if err := indented(e.out, all); err != nil {
			return err
		}
	}
	if wrong {
		return errors.New("not every line had its one right reply; the report says which")
	}
	return nil
}

// generator makes a generator and says where programs of its own are to listen.
func generator(e env, f *loadFlags) (*load.Generator, []string, error) {
	k, _, err := guide(e, nil)
	if err != nil {
		return nil, nil, err
	}
	o := load.Options{Targets: []string{f.target}, Listen: f.listen, Seed: f.seed, Secret: setting(e.environ, "TELEGRAM_WEBHOOK_SECRET"), Lines: linesOf(k)}
	var addrs []string
	if f.start {
		o.Targets, o.Secret = nil, "load"
		for range f.replicas {
			addr, err := load.FreeAddr()
			if err != nil {
				return nil, nil, err
			}
			addrs, o.Targets = append(addrs, addr), append(o.Targets, "http://"+addr)
		}
	}
	if o.Secret == "" {
		return nil, nil, usage("TELEGRAM_WEBHOOK_SECRET is not set: it must be the program's")
	}
	switch {
	case o.Listen == "" && f.start:
		o.Listen = "127.0.0.1:0"
	case o.Listen == "":
		o.Listen = "127.0.0.1:8099"
	}
	if host, _, err := net.SplitHostPort(o.Listen); err != nil || !here(host) && !f.mine {
		return nil, nil, usage(fmt.Sprintf("--listen %q: want an address on this machine, such as 127.0.0.1:8099; one that others reach needs --i-own-this", o.Listen))
	}
	g, err := load.New(o)
	return g, addrs, err
}

// linesOf is what users of a guide write.
func linesOf(k *kb.Guide) load.Lines {
	words := prompts.Must("vi")
	l := load.Lines{Person: words.T("dialog.human_button"), Answer: k.Topics[0].Title}
	for _, t := range k.Topics {
		l.Openings = append(append(l.Openings, t.Codes...), t.Phrases...)
	}
	return l
}

// startProgram starts this very program in a folder of its own, ready for
// trouble if n is not nil.
func startProgram(ctx context.Context, e env, g *load.Generator, addr, dir string, n *load.Nuisance) (*load.Program, error) {
	bin, err := os.Executable()
	if err != nil {
		return nil, err
	}
	var environ []string
	for _, name := range []string{"REDIS_URL", "KB_DIR", "TESSERACT_PATH", "TESSERACT_LIMIT", "TESSERACT_TIMEOUT"} {
		if v := setting(e.environ, name); v != "" {
			environ = append(environ, name+"="+v)
		}
	}
	return g.Start(ctx, bin, addr, dir, append(environ, n.Environ()...))
}

// setting is the value of a setting in an environment.
func setting(environ []string, name string) string {
	for _, kv := range environ {
		if v, ok := strings.CutPrefix(kv, name+"="); ok {
			return v
		}
	}
	return ""
}

// indented prints a value as JSON that people can read too.
func indented(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
