package main

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// row is one thing that was measured, once a round or more often.
type row struct {
	group, what, unit string
	got               []float64
}

// table is all rows, in the order they were first met.
type table struct{ rows []*row }

func (t *table) add(group, what, unit string, v float64) {
	i := slices.IndexFunc(t.rows, func(r *row) bool { return r.group == group && r.what == what })
	if i < 0 {
		i = len(t.rows)
		t.rows = append(t.rows, &row{group: group, what: what, unit: unit})
	}
	t.rows[i].got = append(t.rows[i].got, v)
}

// median is the middle of what was measured, with its range.
func (r *row) median() string {
	v := slices.Sorted(slices.Values(r.got))
	mid := (v[(len(v)-1)/2] + v[len(v)/2]) / 2
	if len(v) == 1 || v[0] == v[len(v)-1] {
		return number(mid)
	}
	return fmt.Sprintf("%s (%s–%s)", number(mid), number(v[0]), number(v[len(v)-1]))
}

// number writes three figures that mean something.
func number(v float64) string {
	switch {
	case v == 0:
		return "0"
	case v < 10:
		return strconv.FormatFloat(v, 'f', 2, 64)
	case v < 100:
		return strconv.FormatFloat(v, 'f', 1, 64)
	}
	s := strconv.FormatFloat(v, 'f', 0, 64)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// markdown is the table for the document.
func (t *table) markdown() string {
	var groups []string
	for _, r := range t.rows {
		if !slices.Contains(groups, r.group) {
			groups = append(groups, r.group)
		}
	}
	var b strings.Builder
	b.WriteString("| what | median (range) | |\n|---|---|---|\n")
	for _, g := range groups {
		fmt.Fprintf(&b, "| **%s** | | |\n", g)
		for _, r := range t.rows {
			if r.group == g {
				fmt.Fprintf(&b, "| %s | %s | %s |\n", r.what, r.median(), r.unit)
			}
		}
	}
	return b.String()
}

// The table stands between these two in the document.
const (
	begins = "<!-- make bench writes from here -->\n"
	ends   = "<!-- to here -->"
)

// write puts the table into the document, with where and when it was measured,
// and how many whole rounds it has.
func (t *table) write(o options, rounds int) error {
	raw, err := os.ReadFile(o.doc)
	if err != nil {
		return err
	}
	before, rest, ok := strings.Cut(string(raw), begins)
	_, after, closed := strings.Cut(rest, ends)
	if !ok || !closed {
		return fmt.Errorf("%s has no place for the table: want the lines %q and %q", o.doc, strings.TrimSpace(begins), ends)
	}
	about := fmt.Sprintf("%s, %d cores, load average %s; %s, %s; %d rounds, seeds 1–%d, %v a load.\n\n",
		time.Now().UTC().Format(time.DateOnly), runtime.NumCPU(), loadAverage(), runtime.Version(), revision(), rounds, rounds, o.each)
	return os.WriteFile(o.doc, []byte(before+begins+"\n"+about+t.markdown()+"\n"+ends+after), 0o644)
}

// loadAverage tells how busy the machine was, this program included.
func loadAverage() string {
	raw, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	return strings.Join(strings.Fields(string(raw))[:min(3, len(strings.Fields(string(raw))))], " ") + processor()
}

// processor is what the machine calls its processor.
func processor() string {
	f, err := os.Open("/proc/cpuinfo")
	if err != nil {
		return ""
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		if name, v, _ := strings.Cut(s.Text(), ":"); strings.TrimSpace(name) == "model name" {
			return ", " + strings.TrimSpace(v)
		}
	}
	return ""
}

// revision is the commit that is measured.
func revision() string {
	out, err := exec.Command("git", "rev-parse", "--short", "HEAD").Output()
	if err != nil {
		return "no commit known"
	}
	return "commit " + strings.TrimSpace(string(out))
}
