package redis

import (
	"context"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/redis/go-redis/v9"
)

// header is what a script names at its beginning.
type header struct {
	keys, args int
	open       bool // more arguments may follow
}

// headers reads how many KEYS and ARGV each script names.
func headers(t testing.TB) map[string]header {
	t.Helper()
	unpacks := regexp.MustCompile(`(?s)\nlocal ([a-z_, \n]+?)\s*=\s*unpack\((KEYS|ARGV)(, 1, \d+)?\)`)
	out := map[string]header{}
	for _, sc := range loadScripts().all() {
		var h header
		for _, m := range unpacks.FindAllStringSubmatch(sc.source, -1) {
			n := strings.Count(m[1], ",") + 1
			if m[2] == "KEYS" {
				h.keys += n
			} else {
				h.args, h.open = h.args+n, m[3] != ""
			}
		}
		if h.keys == 0 || h.args == 0 {
			t.Errorf("%s.lua: got %d names for KEYS and %d for ARGV, want some at its beginning", sc.name, h.keys, h.args)
		}
		out[sc.name] = h
	}
	return out
}

// Unsalted has a store give tokens that are counted alone, as bolt does.
func Unsalted(s *Store) { s.salt = func() string { return "" } }

// ticketKeys are given to commit and apply only with a ticket.
const ticketKeys = 3

// takes reports whether a call of so many keys and arguments is one the script
// reads whole.
func (h header) takes(name string, keys, args int) bool {
	short := name == "commit" || name == "apply"
	return (keys == h.keys || short && keys == h.keys-ticketKeys) && (args == h.args || h.open && args > h.args)
}

// Counter compares every call of a script with what the script names.
type Counter struct {
	t       testing.TB
	headers map[string]header
	byHash  map[string]string

	mu   sync.Mutex
	seen map[string]bool
}

// Count has every script call of s compared.
func Count(t testing.TB, s *Store) *Counter {
	t.Helper()
	c := &Counter{t: t, headers: headers(t), byHash: map[string]string{}, seen: map[string]bool{}}
	for _, sc := range s.scripts.all() {
		c.byHash[sc.hash] = sc.name
	}
	s.client.AddHook(c)
	return c
}

// Missing lists the scripts that were never called.
func (c *Counter) Missing() (names []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for name := range c.headers {
		if !c.seen[name] {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func (c *Counter) look(cmd redis.Cmder) {
	a := cmd.Args()
	if cmd.Name() != "evalsha" || len(a) < 3 {
		return
	}
	hash, _ := a[1].(string)
	keys, _ := a[2].(int)
	name, args := c.byHash[hash], len(a)-3-keys
	h := c.headers[name]
	if !h.takes(name, keys, args) {
		c.t.Errorf("%s.lua: got %d KEYS and %d ARGV, want %d and %d as it names", name, keys, args, h.keys, h.args)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.seen[name] = true
}

// DialHook is redis.Hook.
func (c *Counter) DialHook(next redis.DialHook) redis.DialHook { return next }

// ProcessHook is redis.Hook.
func (c *Counter) ProcessHook(next redis.ProcessHook) redis.ProcessHook {
	return func(ctx context.Context, cmd redis.Cmder) error { c.look(cmd); return next(ctx, cmd) }
}

// ProcessPipelineHook is redis.Hook.
func (c *Counter) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return func(ctx context.Context, cmds []redis.Cmder) error {
		for _, cmd := range cmds {
			c.look(cmd)
		}
		return next(ctx, cmds)
	}
}

// Every field has one name and every name one field; scripts use all names,
// and spell no field themselves.
func TestScriptsNameFields(t *testing.T) {
	entries, err := os.ReadDir("lua")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, e := range entries {
		src, err := os.ReadFile("lua/" + e.Name())
		if err != nil {
			t.Fatal(err)
		}
		code := regexp.MustCompile(`--.*`).ReplaceAllString(string(src), "")
		all.WriteString(code)
		for _, m := range regexp.MustCompile(`'(H[A-Z]+)', [^\n]*?'([a-z:]{1,3})'`).FindAllStringSubmatch(code, -1) {
			t.Errorf("%s: %s spells the field %q, want its name", e.Name(), m[1], m[2])
		}
		if n := strings.Count(code, "KEYS[") + strings.Count(code, "KEYS)"); n > 1 {
			t.Errorf("%s: KEYS is read in %d places, want it named at the beginning", e.Name(), n)
		}
	}
	names := map[string]bool{}
	for _, n := range luaNames() {
		if names[n[0]] {
			t.Errorf("the name %s stands for two things", n[0])
		}
		names[n[0]] = true
		if !regexp.MustCompile(`\b` + n[0] + `\b`).MatchString(all.String()) {
			t.Errorf("no script uses %s", n[0])
		}
	}
	for _, n := range regexp.MustCompile(`\b[A-Z][A-Z_]{2,}\b`).FindAllString(regexp.MustCompile(`'[^']*'`).ReplaceAllString(all.String(), ""), -1) {
		if !names[n] && n != "KEYS" && n != "ARGV" {
			t.Errorf("scripts use %s, which fields.go does not name", n)
		}
	}
}
