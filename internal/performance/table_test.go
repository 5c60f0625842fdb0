package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"hotro/internal/load"
)

func TestTheTableStandsInItsPlace(t *testing.T) {
	doc := filepath.Join(t.TempDir(), "performance.md")
	if err := os.WriteFile(doc, []byte("# Performance\n\n"+begins+"\nan old table\n"+ends+"\n\n## How to read it\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	tab := &table{}
	for _, v := range []float64{1326, 1500, 900} {
		tab.add("whole path", "answered", "lines/s", v)
		tab.add("whole path", "wrong", "lines", 0)
	}
	tab.add("start", "ready", "ms", 45.25)
	if err := tab.write(options{doc: doc, each: time.Second}, 3); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(doc)
	if err != nil {
		t.Fatal(err)
	}
	got := string(raw)
	for _, want := range []string{
		"# Performance\n\n" + begins, ends + "\n\n## How to read it\n", "3 rounds, seeds 1–3",
		"| **whole path** | | |\n| answered | 1,326 (900–1,500) | lines/s |\n| wrong | 0 | lines |\n| **start** | | |\n| ready | 45.2 | ms |\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
	if strings.Contains(got, "an old table") {
		t.Error("the old table is still there")
	}
	if err := os.WriteFile(doc, []byte("# Another document\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := tab.write(options{doc: doc}, 1); err == nil {
		t.Error("a document without a place for the table was written to")
	}
}

// Rounds end in time where they take long, and the first is made whatever comes.
func TestNoRoundIsBegunThatEndsLate(t *testing.T) {
	now := time.Date(2026, 3, 9, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		each, within time.Duration
		want         int
	}{{6 * time.Minute, 24 * time.Minute, 4}, {9 * time.Minute, 24 * time.Minute, 2}, {30 * time.Minute, 24 * time.Minute, 1}} {
		var p pace
		rounds := 0
		for at := now; p.another(at, c.within); at = at.Add(c.each) {
			rounds++
		}
		if rounds != c.want {
			t.Errorf("rounds of %v within %v: got %d, want %d", c.each, c.within, rounds, c.want)
		}
	}
}

func TestABenchmarksLineIsRead(t *testing.T) {
	p := part{group: "turn", names: map[string]string{"Turn/press_late": "a press after 200 turns"}}
	tab := &table{}
	for _, line := range []string{
		"BenchmarkTurn/press_late-2    \t    2000\t    539053 ns/op\t      4867 state-bytes\t   62932 B/op\t     792 allocs/op",
		"BenchmarkTurn/unknown-2 2000 1 ns/op 1 B/op 1 allocs/op", "ok  \thotro/internal/dialog\t11.733s", "PASS",
	} {
		p.read(tab, strings.Fields(line))
	}
	var got []string
	for _, r := range tab.rows {
		got = append(got, r.what+" "+r.median()+" "+r.unit)
	}
	want := "a press after 200 turns 539 µs; a press after 200 turns: state 4,867 bytes; a press after 200 turns: allocations 792 "
	if s := strings.Join(got, "; "); s != want {
		t.Errorf("got %q, want %q", s, want)
	}
}

// The names in the table are those of benchmarks there are.
func TestEveryBenchmarkIsThere(t *testing.T) {
	for _, p := range benchmarks() {
		dir := filepath.Join("../..", p.dir)
		if pkg := p.args[len(p.args)-1]; pkg != "." {
			dir = filepath.Join(dir, pkg)
		}
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		var all strings.Builder
		for _, f := range files {
			raw, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			all.Write(raw)
		}
		for name := range p.names {
			fn, sub, _ := strings.Cut(name, "/")
			spaced := strings.ReplaceAll(sub, "_", " ") // as it is written in a call of Run
			if !strings.Contains(all.String(), "Benchmark"+fn) || sub != "" && !strings.Contains(all.String(), `"`+sub+`"`) && !strings.Contains(all.String(), `"`+spaced+`"`) {
				t.Errorf("%s has no benchmark %s", dir, name)
			}
		}
	}
}

// A line of the table is one load: two with the same name would be one.
func TestNoTwoLoadsAreOneLine(t *testing.T) {
	seen := map[string]bool{}
	for _, b := range trials(100_000) {
		name := b.store + ": " + b.name()
		if seen[name] {
			t.Errorf("there are two loads %q", name)
		}
		seen[name] = true
	}
	if want := "Redis everysec: users 64, 100,000 conversations stored"; !seen[want] {
		t.Errorf("there is no load %q among %v", want, seen)
	}
}

// What is stored beside a load are whole conversations, as the program knows them.
func TestConversationsAreStored(t *testing.T) {
	r, err := startRedis(t.Context(), t.TempDir(), "no")
	if err != nil {
		t.Fatal(err)
	}
	defer r.stop()
	c := redis.NewClient(&redis.Options{Addr: r.addr})
	defer c.Close()
	if err := store(t.Context(), r.addr, 10); err == nil {
		t.Error("there is nothing to copy, and that is no error")
	}
	const conv = "hotro:{07}:%s:telegram:123456789:1"
	for _, kind := range []string{"c", "l", "m"} {
		if err := c.HSet(t.Context(), fmt.Sprintf(conv, kind), "s", "x").Err(); err != nil {
			t.Fatal(err)
		}
	}
	if err := store(t.Context(), r.addr, 300); err != nil {
		t.Fatal(err)
	}
	// three keys each and two lists in each of 64 partitions, beside the one copied
	if n, err := c.DBSize(t.Context()).Result(); err != nil || n != 3+300*3+64*2 {
		t.Errorf("there are %d keys (%v), want %d", n, err, 3+300*3+64*2)
	}
}

// TestALineAtALowRateIsHeldAgainstSETsAtThatRate: alone each wakes a machine that
// sleeps, which many users at once share.
func TestALineAtALowRateIsHeldAgainstSETsAtThatRate(t *testing.T) {
	var got table
	set := sets{busy: 20, slow: 400}
	fill(&got, "Redis", "users 64", load.Report{Users: 64, Program: load.Use{Each: 400}, Redis: load.Use{Each: 200}}, set)
	fill(&got, "Redis", "rate 100", load.Report{Rate: 100, Program: load.Use{Each: 1800}, Redis: load.Use{Each: 600}}, set)
	want := map[string]float64{
		"users 64: CPU of both, in bare SETs": 30, "rate 100: CPU of both, in bare SETs": 6,
		"a bare SET, 64 clients: CPU of both sides": 20, "a bare SET, 100 a second, alone: CPU of both sides": 400,
	}
	for _, r := range got.rows {
		if n, ok := want[r.what]; ok {
			delete(want, r.what)
			if r.got[0] != n {
				t.Errorf("%s is %v, want %v", r.what, r.got[0], n)
			}
		}
	}
	if len(want) > 0 {
		t.Errorf("no row has %v", want)
	}
}
