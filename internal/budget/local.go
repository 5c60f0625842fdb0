package budget

import (
	"context"
	"sync"
	"time"

	"hotro/internal/store"
)

// maxKept is how many allowances a Local keeps before it forgets those that are
// over.
const maxKept = 10_000

// Local is a Keeper for one process: commands, and tests. The zero value is
// ready.
type Local struct {
	mu    sync.Mutex
	spent map[string]store.Spent
}

// Spend is Keeper.
func (l *Local) Spend(_ context.Context, budget string, now time.Time, of ...store.Allowance) (short int, wait time.Duration, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.spent == nil {
		l.spent = map[string]store.Spent{}
	}
	taken := make([]store.Spent, len(of))
	for i, a := range of {
		if a.Most <= 0 {
			continue
		}
		if wait, taken[i] = l.spent[budget+"\x00"+a.Key].Take(now, a); wait > 0 {
			return i, wait, nil
		}
	}
	for i, a := range of {
		if a.Most > 0 {
			l.spent[budget+"\x00"+a.Key] = taken[i]
		}
	}
	l.forget(now)
	return -1, 0, nil
}

// forget drops what is over, when there is much.
func (l *Local) forget(now time.Time) {
	if len(l.spent) < maxKept {
		return
	}
	for k, s := range l.spent {
		if s.Until <= store.Millis(now) {
			delete(l.spent, k)
		}
	}
}
