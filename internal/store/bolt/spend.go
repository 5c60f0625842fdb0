package bolt

import (
	"context"
	"fmt"
	"time"

	"go.etcd.io/bbolt"

	"hotro/internal/store"
)

// Spend takes from up to store.MaxAllowances allowances of one budget: from all
// of them and -1, or from none, and then which had too little and how long that
// lasts. A repeat takes twice.
func (s *Store) Spend(ctx context.Context, budget string, now time.Time, of ...store.Allowance) (short int, wait time.Duration, err error) {
	if len(of) > store.MaxAllowances {
		return 0, 0, fmt.Errorf("bolt: spend: got %d allowances, want at most %d", len(of), store.MaxAllowances)
	}
	s.see(now)
	r, err := update(ctx, s, func(tx *bbolt.Tx) (refused, error) { return spend(tx.Bucket(bSpent), budget, now, of) })
	if err != nil {
		return 0, 0, err
	}
	return r.short, r.wait, nil
}

// refused says which allowance had too little, -1 for none, and how long that
// lasts.
type refused struct {
	short int
	wait  time.Duration
}

func spend(b *bbolt.Bucket, budget string, now time.Time, of []store.Allowance) (refused, error) {
	taken := make([]store.Spent, len(of))
	for i, a := range of {
		if a.Most <= 0 {
			continue
		}
		wait, left := readSpent(b.Get(join(sized(budget), sized(a.Key)))).Take(now, a)
		if wait > 0 {
			return refused{short: i, wait: wait}, nil
		}
		taken[i] = left
	}
	for i, a := range of {
		if a.Most <= 0 || a.N == 0 {
			continue
		}
		if err := b.Put(join(sized(budget), sized(a.Key)), join(num(taken[i].Until), num(taken[i].Used))); err != nil {
			return refused{}, err
		}
	}
	return refused{short: -1}, nil
}

func readSpent(v []byte) store.Spent {
	if len(v) < 16 {
		return store.Spent{}
	}
	return store.Spent{Until: unnum(v), Used: unnum(v[8:])}
}
