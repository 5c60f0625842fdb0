package main

import (
	"context"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
)

// part is one package whose benchmarks are lines of the table.
type part struct {
	group string
	dir   string            // where args are run
	args  []string          // of the go command
	names map[string]string // benchmark → what the table calls it
}

func benchmarks() []part {
	return []part{
		{"pure turn: state read, answered, written; no store", ".", bench("./internal/dialog", "Turn", "500x"), map[string]string{
			"Turn/press": "a press", "Turn/text": "a line in words", "Turn/press_late": "a press after 200 turns", "Turn/text_late": "a line in words after 200 turns",
			"Turn/press_big": "a press, 1,000 topics more",
			"Turn/text_big":  "a line in words, 1,000 topics more", "Turn/press_late_big": "a press after 200 turns, 1,000 topics more",
		}},
		{"the same in goflow, a flow of two questions", "tools/goflow", []string{"run", "."}, map[string]string{"Turn/text": "a line", "Turn/text_late": "a line after 200 turns"}},
		{"reading a line", ".", bench("./internal/intent", "(Match|Read)$", "20x"), map[string]string{"Match": "topic alone", "Read": "topic and meanings"}},
		{"a guide made ready to read lines", ".", bench("./internal/intent", "^BenchmarkNew$/^(shipped|fitted|1000_topics|1000_topics_kept)$", "1x"), map[string]string{
			"New/shipped": "the shipped guide, its weights in the program", "New/fitted": "the same, learnt anew", "New/1000_topics": "1,000 topics of 25 texts", "New/1000_topics_kept": "the same, kept from the last start",
		}},
		{"desk", ".", bench("./internal/web", ".", "20x"), map[string]string{"QueuePage": "queue page, 1,000 open tickets", "TicketPage": "ticket page", "LiveUpdate": "a change seen on 20 pages"}},
	}
}

// bench are the arguments that run a package's benchmarks.
func bench(pkg, names, times string) []string {
	return []string{"test", "-run", "^$", "-bench", names, "-benchtime", times, "-benchmem", pkg}
}

// parts runs the benchmarks once.
func parts(ctx context.Context, t *table) error {
	for _, p := range benchmarks() {
		c := exec.CommandContext(ctx, "go", p.args...)
		c.Dir = p.dir
		out, err := c.CombinedOutput()
		if err != nil {
			return fmt.Errorf("%s: %w\n%s", strings.Join(c.Args, " "), err, out)
		}
		for line := range strings.Lines(string(out)) {
			p.read(t, strings.Fields(line))
		}
	}
	return nil
}

// read takes a line of a benchmark's output: name, runs, and pairs of a number
// and its unit.
func (p part) read(t *table, f []string) {
	if len(f) < 4 || !strings.HasPrefix(f[0], "Benchmark") {
		return
	}
	name := strings.TrimPrefix(f[0], "Benchmark")
	if i := strings.LastIndexByte(name, '-'); i > 0 {
		name = name[:i]
	}
	what, wanted := p.names[name]
	if !wanted {
		return
	}
	for i := 2; i+1 < len(f); i += 2 {
		v, err := strconv.ParseFloat(f[i], 64)
		if err != nil {
			return
		}
		switch f[i+1] {
		case "cpu-ns/op":
			t.add(p.group, what+": CPU", "µs", v/1000)
		case "ns/op":
			t.add(p.group, what, "µs", v/1000)
		case "allocs/op":
			t.add(p.group, what+": allocations", "", v)
		case "state-bytes":
			t.add(p.group, what+": state", "bytes", v)
		}
	}
}
