package chaos

import (
	"bufio"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Sample is the size of all bots together and their speed at one moment of a
// soak.
type Sample struct {
	At         time.Duration
	Lines      int // of users so far
	Resident   int64
	Heap       int64
	Goroutines int
	Files      int
	Store      int64
	P50, P99   time.Duration // of the answers since the sample before
}

// add adds what one bot says of itself.
func (s *Sample) add(addr string) error {
	c := http.Client{Timeout: 10 * time.Second}
	resp, err := c.Get("http://" + addr + "/metrics")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	found := 0
	for lines := bufio.NewScanner(resp.Body); lines.Scan(); {
		name, value, _ := strings.Cut(lines.Text(), " ")
		n, err := strconv.ParseFloat(value, 64)
		if err != nil {
			continue
		}
		found++
		switch name {
		case "process_resident_memory_bytes":
			s.Resident += int64(n)
		case "go_memstats_heap_inuse_bytes":
			s.Heap += int64(n)
		case "go_goroutines":
			s.Goroutines += int(n)
		case "process_open_fds":
			s.Files += int(n)
		default:
			found--
		}
	}
	if found != 4 {
		return fmt.Errorf("/metrics of %s: got %d of the 4 figures", addr, found)
	}
	return nil
}

// waits gathers how long answers took.
type waits struct {
	mu  sync.Mutex
	all []time.Duration
}

func (w *waits) add(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.all = append(w.all, d)
}

// take returns the median and the 99th percentile since it was last asked.
func (w *waits) take() (p50, p99 time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	all := w.all
	w.all = nil
	if len(all) == 0 {
		return 0, 0
	}
	slices.Sort(all)
	return all[len(all)/2], all[len(all)*99/100]
}

// What a soak may cost: growth from its second quarter to its last, each with
// something for chance, and what a line of a user leaves in the store.
const (
	grows       = 1.15
	slackMemory = 8 << 20
	slackCount  = 12
	slackWait   = 250 * time.Millisecond
	perLine     = 4 << 10
	slackStore  = 32 << 20 // a file grows in steps of 16 MB
)

// Faults lists everything that grew, or went wrong.
func (r SoakReport) Faults() []string {
	var out []string
	fault := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	if r.Unanswered > 0 {
		fault("lines without an answer within %v: got %d of %d, want 0", soakPatience, r.Unanswered, r.Lines)
	}
	if r.Errors > 0 {
		fault("errors in the bots' logs: got %d, want 0: nothing was broken", r.Errors)
	}
	for _, p := range r.Problems[:min(10, len(r.Problems))] {
		fault("problem: %s", p)
	}
	if r.Answered == 0 || len(r.Samples) == 0 {
		fault("the run did nothing: %d answers, %d looks", r.Answered, len(r.Samples))
		return out
	}
	last := r.Samples[len(r.Samples)-1]
	if most := int64(last.Lines)*perLine + slackStore; last.Store > most {
		fault("store: got %d MB after %d lines, want at most %d MB", last.Store>>20, last.Lines, most>>20)
	}
	for _, g := range r.growths() {
		if g.late > g.early*grows+g.slack {
			fault("%s grew from %.1f to %.1f, want at most %.1f", g.what, g.early, g.late, g.early*grows+g.slack)
		}
	}
	return out
}

// growth is a figure early and late in a run.
type growth struct {
	what               string
	early, late, slack float64
}

// fills is how long pools and caches may fill and waits may settle: in a
// shorter run growth is the rule, and says more of the machine than of the bot.
const fills = 5 * time.Minute

// growths compares the second quarter of a run with the last; the first is for
// filling. A run that ends while it fills is not compared.
func (r SoakReport) growths() []growth {
	n := len(r.Samples) / 4
	if n == 0 || r.Samples[len(r.Samples)-1].At < fills {
		return nil
	}
	early, late := r.Samples[n:2*n], r.Samples[len(r.Samples)-n:]
	mean := func(of []Sample, what func(Sample) float64) float64 {
		sum := 0.0
		for _, s := range of {
			sum += what(s)
		}
		return sum / float64(len(of))
	}
	var out []growth
	for _, g := range []struct {
		what  string
		slack float64
		of    func(Sample) float64
	}{
		{"memory (MB)", slackMemory >> 20, func(s Sample) float64 { return float64(s.Resident) / (1 << 20) }},
		{"goroutines", slackCount, func(s Sample) float64 { return float64(s.Goroutines) }},
		{"open files", slackCount, func(s Sample) float64 { return float64(s.Files) }},
		{"median of answers (ms)", float64(slackWait.Milliseconds()), func(s Sample) float64 { return float64(s.P50.Milliseconds()) }},
	} {
		out = append(out, growth{g.what, mean(early, g.of), mean(late, g.of), g.slack})
	}
	return out
}

// String is the report for people: at most a dozen and a half of its samples.
func (r SoakReport) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "soak (mode %s, %d users at once, %d replicas): %d users said %d lines, %d answered, %d not in time, %d errors logged\n",
		r.Options.Mode, r.Options.Users, r.Options.Replicas, r.Guests, r.Lines, r.Answered, r.Unanswered, r.Errors)
	fmt.Fprintf(&b, "  %8s %7s %8s %8s %10s %6s %9s %7s %8s %8s\n", "time", "lines", "RSS MB", "heap MB", "goroutines", "files", "store MB", "kB/line", "p50", "p99")
	step := max(1, (len(r.Samples)+17)/18)
	for i, s := range r.Samples {
		if i%step != step-1 && i != len(r.Samples)-1 {
			continue
		}
		mb := func(n int64) float64 { return float64(n) / (1 << 20) }
		fmt.Fprintf(&b, "  %8s %7d %8.1f %8.1f %10d %6d %9.1f %7.2f %8s %8s\n", s.At.Round(time.Second), s.Lines, mb(s.Resident), mb(s.Heap), s.Goroutines,
			s.Files, mb(s.Store), float64(s.Store)/1024/float64(max(1, s.Lines)), s.P50.Round(time.Millisecond), s.P99.Round(time.Millisecond))
	}
	return b.String()
}
