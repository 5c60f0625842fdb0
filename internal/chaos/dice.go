package chaos

import (
	"math/rand/v2"
	"sync"
	"time"
)

// dice is randomness from the run's seed, safe for concurrent use.
type dice struct {
	mu  sync.Mutex
	rnd *rand.Rand
}

// newDice returns dice of their own for each use of a seed.
func newDice(seed, use uint64) *dice { return &dice{rnd: rand.New(rand.NewPCG(seed, use))} }

// below returns a number in [0, n).
func (d *dice) below(n int) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.rnd.IntN(n)
}

// perMille is true n times in a thousand.
func (d *dice) perMille(n int) bool { return d.below(1000) < n }

// between returns a time in [from, to).
func (d *dice) between(from, to time.Duration) time.Duration {
	return from + time.Duration(d.below(int(to-from)))
}

// nap waits, unless stop is closed first; then it returns false.
func nap(stop <-chan struct{}, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-stop:
		return false
	}
}
