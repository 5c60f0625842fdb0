package load

import (
	"errors"
	"math"
	"slices"
	"sync"
	"time"
)

// maxSamples is how many faults are kept word by word.
const maxSamples = 10

// tally counts what came of the steps. It is safe for use by several
// goroutines.
type tally struct {
	mu       sync.Mutex
	counting bool
	right    int
	wrong    int
	missing  int
	refused  int
	waits    map[Kind][]float32 // ms
	all      []float32
	samples  []string
}

func newTally() *tally { return &tally{waits: map[Kind][]float32{}} }

// count begins or ends what is counted: a ramp is not. Faults count always.
func (t *tally) count(on bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.counting = on
}

// note takes the outcome of a step.
func (t *tally) note(k Kind, wait time.Duration, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case err == nil && t.counting:
		ms := float32(float64(wait) / 1e6)
		t.right++
		t.waits[k] = append(t.waits[k], ms)
		t.all = append(t.all, ms)
		return
	case err == nil:
		return
	case errors.Is(err, errWrong):
		t.wrong++
	case errors.Is(err, errMissing):
		t.missing++
	default:
		t.refused++
	}
	if len(t.samples) < maxSamples {
		t.samples = append(t.samples, err.Error())
	}
}

// now is what a terminal is shown meanwhile.
func (t *tally) now() (right, faults int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.right, t.wrong + t.missing + t.refused
}

// Waits are times from a line to its last reply, in milliseconds.
type Waits struct {
	Count int     `json:"count"`
	P50   float64 `json:"p50_ms"`
	P90   float64 `json:"p90_ms"`
	P99   float64 `json:"p99_ms"`
	Max   float64 `json:"max_ms"`
}

// waitsOf sorts the times where they are.
func waitsOf(ms []float32) Waits {
	if len(ms) == 0 {
		return Waits{}
	}
	slices.Sort(ms)
	at := func(q float64) float64 {
		i := int(math.Ceil(q*float64(len(ms)))) - 1
		return math.Round(100*float64(ms[max(i, 0)])) / 100
	}
	return Waits{Count: len(ms), P50: at(0.5), P90: at(0.9), P99: at(0.99), Max: at(1)}
}
