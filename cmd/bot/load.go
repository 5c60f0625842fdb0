package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"net/url"
	"os"
	"slices"
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
	start, mine    bool
	json           bool
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

Scenarios: presses (buttons alone), talk (answers and questions in words), mixed
(both, people who are handed to staff, and pictures).`,
		Example: `  bot load --start --users 64 --for 20s
  bot load --start --scenario mixed --users 200 --think 5s --ramp 30s --for 2m
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
	s.StringVar(&f.target, "target", "", "the address of a running program, such as http://127.0.0.1:8080")
	s.StringVar(&f.listen, "listen", "", "where the program finds Telegram; 127.0.0.1:8099 with --target")
	s.BoolVar(&f.mine, "i-own-this", false, "the target is on another machine, and mine")
	s.BoolVar(&f.json, "json", false, "print the result as JSON")
	s.Uint64Var(&f.seed, "seed", 1, "decides which ways are walked")
	return cmd
}

// check says what is wrong with the flags.
func (f *loadFlags) check() error {
	switch {
	case !slices.Contains(load.Scenarios(), f.Scenario):
		return usage(fmt.Sprintf("--scenario %q: want one of %s", f.Scenario, strings.Join(load.Scenarios(), ", ")))
	case f.start == (f.target != ""):
		return usage("want --start, or --target with the address of a program that has no users")
	case f.Users < 1 || f.Rate < 0 || f.Think < 0 || f.Ramp < 0 || f.For <= 0:
		return usage("--users must be 1 or more, --for above 0, and --rate, --think and --ramp not below 0")
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

// here reports whether a host is this machine by its name alone.
func here(host string) bool {
	a, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && a.IsLoopback()
}

func loadIt(ctx context.Context, e env, f loadFlags) (err error) {
	if err := f.check(); err != nil {
		return err
	}
	g, addr, err := generator(e, &f)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, g.Close()) }()
	f.Redis = setting(e.environ, "REDIS_URL")
	if f.start {
		end, err := startProgram(ctx, e, g, addr)
		if err != nil {
			return err
		}
		defer end()
	} else {
		fmt.Fprintf(e.err, "The program must run with TELEGRAM_API_URL=%s TELEGRAM_MODE=webhook, the same TELEGRAM_WEBHOOK_SECRET as here,\n"+
			"TELEGRAM_STAFF_CHAT=%d, and TELEGRAM_RATE=0 TELEGRAM_CHAT_RATE=0 TELEGRAM_GROUP_RATE=0.\n", g.URL(), load.StaffGroup)
	}
	if typed(e.err) {
		f.Progress = e.err
	}
	fmt.Fprintln(e.err, "learning what it answers…")
	r, err := g.Run(ctx, f.Phase)
	if err != nil {
		return err
	}
	if err := printLoad(e.out, r, f.json); err != nil {
		return err
	}
	if !r.OK() {
		return errors.New("not every line had its one right reply; the report says which")
	}
	return nil
}

// generator makes a generator and says where a program of its own is to listen.
func generator(e env, f *loadFlags) (*load.Generator, string, error) {
	k, _, err := guide(e, nil)
	if err != nil {
		return nil, "", err
	}
	o := load.Options{Target: f.target, Listen: f.listen, Seed: f.seed, Secret: setting(e.environ, "TELEGRAM_WEBHOOK_SECRET"), Lines: linesOf(k)}
	addr := ""
	if f.start {
		if addr, err = load.FreeAddr(); err != nil {
			return nil, "", err
		}
		o.Target, o.Secret = "http://"+addr, "load"
	}
	if o.Secret == "" {
		return nil, "", usage("TELEGRAM_WEBHOOK_SECRET is not set: it must be the program's")
	}
	switch {
	case o.Listen == "" && f.start:
		o.Listen = "127.0.0.1:0"
	case o.Listen == "":
		o.Listen = "127.0.0.1:8099"
	}
	if host, _, err := net.SplitHostPort(o.Listen); err != nil || !here(host) && !f.mine {
		return nil, "", usage(fmt.Sprintf("--listen %q: want an address on this machine, such as 127.0.0.1:8099; one that others reach needs --i-own-this", o.Listen))
	}
	g, err := load.New(o)
	return g, addr, err
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

// startProgram starts this very program in a folder of its own. end stops it.
func startProgram(ctx context.Context, e env, g *load.Generator, addr string) (end func(), err error) {
	dir, err := os.MkdirTemp("", "bot-load-")
	if err != nil {
		return nil, err
	}
	bin, err := os.Executable()
	if err != nil {
		return nil, err
	}
	var environ []string
	for _, name := range []string{"REDIS_URL", "KB_DIR", "TESSERACT_PATH", "TESSERACT_LIMIT"} {
		if v := setting(e.environ, name); v != "" {
			environ = append(environ, name+"="+v)
		}
	}
	p, err := g.Start(ctx, bin, addr, dir, environ)
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return func() {
		_ = p.Stop() // what it was for is done
		_ = os.RemoveAll(dir)
	}, nil
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

func printLoad(w io.Writer, r load.Report, asJSON bool) error {
	if !asJSON {
		r.Print(w)
		return nil
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(r)
}
