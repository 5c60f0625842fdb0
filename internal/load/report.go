package load

import (
	"context"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"time"
)

// Report says what came of a load.
type Report struct {
	Scenario  string         `json:"scenario"`
	Users     int            `json:"users,omitempty"`
	Rate      float64        `json:"rate,omitempty"`
	Replicas  int            `json:"replicas"`
	Seed      uint64         `json:"seed"`
	Seconds   float64        `json:"seconds"`
	PerSec    float64        `json:"answered_per_second"`
	Right     int            `json:"right"`
	Wrong     int            `json:"wrong"`   // another reply than must be, or one too many
	Missing   int            `json:"missing"` // none within half a minute
	Refused   int            `json:"refused"` // webhooks the program did not take
	Strays    int64          `json:"strays"`  // replies to nobody
	Waits     Waits          `json:"waits"`
	ByKind    map[Kind]Waits `json:"waits_by_kind,omitempty"`
	Program   Use            `json:"program"`
	Redis     Use            `json:"redis"`
	People    int64          `json:"people"`                     // who have written to the program since the generator began
	Ready     float64        `json:"ready_seconds,omitempty"`    // from the program's start, where that was ours
	Idle      float64        `json:"idle_bytes,omitempty"`       // resident, of the program a second after it was ready, before anybody wrote
	RedisIdle float64        `json:"redis_idle_bytes,omitempty"` // used, of Redis before
	Faults    []string       `json:"faults,omitempty"`
}

// Use is what a process used while it was counted.
type Use struct {
	CPU   float64 `json:"cpu_seconds"`
	Each  float64 `json:"cpu_us_per_line"` // microseconds of a core for each line that was answered
	Bytes float64 `json:"resident_bytes"`
}

// OK reports whether every line had its one right reply.
func (r Report) OK() bool { return r.Wrong+r.Missing+r.Refused == 0 && r.Strays == 0 && r.Right > 0 }

// measure waits for the end of the ramp and for the end of the load, and asks
// the processes at both what they used.
func (r *run) measure(drive context.Context) (Report, error) {
	if !pause(drive, r.ph.Ramp) && r.ph.Ramp > 0 {
		return Report{}, drive.Err()
	}
	before, err := r.use(drive)
	if err != nil {
		return Report{}, err
	}
	r.tally.count(true)
	from, strays := time.Now(), r.g.platform.strays.Load()
	<-drive.Done()
	r.tally.count(false)
	seconds := time.Since(from).Seconds()
	last, cancel := context.WithTimeout(context.WithoutCancel(drive), lastReading)
	defer cancel()
	after, err := r.use(last)
	if err != nil {
		return Report{}, err
	}
	rep := Report{Scenario: r.ph.Scenario, Users: r.ph.Users, Rate: r.ph.Rate, Replicas: len(r.g.o.Targets), Seed: r.g.o.Seed, Seconds: math.Round(100*seconds) / 100, Strays: strays}
	right, _ := r.tally.now()
	rep.Program, rep.Redis = used(before.program, after.program, right), used(before.redis, after.redis, right)
	rep.PerSec = math.Round(10*float64(right)/seconds) / 10
	return rep, nil
}

// lastReading is how long the program may take to tell what it used, right after a load
// that may have been more than the machine can bear.
const lastReading = time.Minute

// used is what was used between two looks.
func used(a, b Use, lines int) Use {
	u := Use{CPU: math.Round(1000*(b.CPU-a.CPU)) / 1000, Bytes: b.Bytes}
	if lines > 0 {
		u.Each = math.Round(1e6 * u.CPU / float64(lines))
	}
	return u
}

// fill adds what is known when the last reply is in.
func (r *run) fill(rep *Report) {
	t := r.tally
	t.mu.Lock()
	defer t.mu.Unlock()
	rep.Right, rep.Wrong, rep.Missing, rep.Refused, rep.Faults = t.right, t.wrong, t.missing, t.refused, t.samples
	rep.Strays = r.g.platform.strays.Load() - rep.Strays
	rep.People = r.g.platform.people.Load() - r.g.first
	rep.Waits, rep.ByKind = waitsOf(t.all), map[Kind]Waits{}
	for k, ms := range t.waits {
		rep.ByKind[k] = waitsOf(ms)
	}
}

// Print writes the report for people.
func (r Report) Print(w io.Writer) {
	how := fmt.Sprintf("%d users at once", r.Users)
	if r.Rate > 0 {
		how = fmt.Sprintf("%g lines a second, due or not", r.Rate)
	}
	fmt.Fprintf(w, "%s, %s, replicas: %d, %.0f s, seed %d\n", r.Scenario, how, r.Replicas, r.Seconds, r.Seed)
	fmt.Fprintf(w, "answered    %d lines, %.1f a second\n", r.Right, r.PerSec)
	fmt.Fprintf(w, "faults      %d wrong, %d missing, %d refused, %d to nobody\n", r.Wrong, r.Missing, r.Refused, r.Strays)
	line := func(name string, v Waits) {
		fmt.Fprintf(w, "%-11s p50 %.1f ms, p90 %.1f, p99 %.1f, max %.1f\n", name, v.P50, v.P90, v.P99, v.Max)
	}
	line("waited", r.Waits)
	if len(r.ByKind) > 1 {
		for _, k := range slices.Sorted(maps.Keys(r.ByKind)) {
			line("  "+string(k), r.ByKind[k])
		}
	}
	fmt.Fprintf(w, "program     %.0f µs of CPU a line, %.0f MB\n", r.Program.Each, r.Program.Bytes/1e6)
	if r.Redis.Bytes > 0 {
		fmt.Fprintf(w, "Redis       %.0f µs of CPU a line, %.0f MB\n", r.Redis.Each, r.Redis.Bytes/1e6)
	}
	for _, f := range r.Faults {
		fmt.Fprintf(w, "fault       %s\n", f)
	}
}
