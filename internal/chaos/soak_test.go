package chaos

import (
	"flag"
	"strings"
	"testing"
	"time"
)

var soaked = flag.Duration("chaos.soak", 4*time.Second, "how long a soak lasts")

// TestSoak: users and staff come and go for long, and nothing grows but what
// is stored. The short form shows that everybody is answered and nothing goes
// wrong; what grows is judged where a run is long enough to tell.
func TestSoak(t *testing.T) {
	t.Parallel()
	bin := bot(t)
	for _, o := range []Options{{Mode: Webhook, Users: 20, Replicas: 2}, {Mode: Embedded, Users: 20}} {
		if *mode != "" && *mode != string(o.Mode) {
			continue
		}
		o.Bin, o.Seed = bin, seeded()
		t.Run(string(o.Mode), func(t *testing.T) {
			t.Parallel()
			r := RunSoak(t, o, *soaked, max(time.Second, *soaked/60))
			t.Log(r)
			for _, f := range r.Faults() {
				t.Error(f)
			}
		})
	}
}

// TestGrowthIsAFault: a soak that leaks is not passed.
func TestGrowthIsAFault(t *testing.T) {
	t.Parallel()
	steady := func(i int) Sample {
		return Sample{
			At: time.Duration(i) * time.Minute, Lines: 600 * i, Resident: 90 << 20, Goroutines: 100, Files: 50,
			Store: int64(700 * 600 * i), P50: 40 * time.Millisecond,
		}
	}
	for what, leak := range map[string]func(s *Sample, i int){
		"":           func(*Sample, int) {},
		"memory":     func(s *Sample, i int) { s.Resident += int64(i) << 20 * 2 },
		"goroutines": func(s *Sample, i int) { s.Goroutines += 3 * i },
		"open files": func(s *Sample, i int) { s.Files += 3 * i },
		"median":     func(s *Sample, i int) { s.P50 += time.Duration(i) * 20 * time.Millisecond },
		"store":      func(s *Sample, i int) { s.Store = int64(i) << 20 * 5 },
	} {
		r := SoakReport{Lines: 1, Answered: 1}
		for i := range 30 {
			s := steady(i)
			leak(&s, i)
			r.Samples = append(r.Samples, s)
		}
		faults := strings.Join(r.Faults(), "; ")
		if short := (SoakReport{Lines: 1, Answered: 1, Samples: r.Samples[:4]}); what != "store" && len(short.Faults()) > 0 {
			t.Errorf("leak of %q: got faults %q of the first minutes, want none while everything fills", what, short.Faults())
		}
		if what == "" && faults != "" || what != "" && (!strings.Contains(faults, what) || strings.Contains(faults, ";")) {
			t.Errorf("leak of %q: got faults %q, want that one", what, faults)
		}
	}
}
