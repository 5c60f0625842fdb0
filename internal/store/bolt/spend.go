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
	short = -1
	err = change(ctx, s, func(tx *bbolt.Tx) error {
		short, wait, err = -1, 0, nil
		b, taken := tx.Bucket(bSpent), make([]store.Spent, len(of))
		for i, a := range of {
			if a.Most <= 0 {
				continue
			}
			if wait, taken[i] = readSpent(b.Get(join(sized(budget), sized(a.Key)))).Take(now, a); wait > 0 {
				short = i
				return nil
			}
		}
		for i, a := range of {
			if a.Most <= 0 || a.N == 0 {
				continue
			}
			if err := b.Put(join(sized(budget), sized(a.Key)), join(num(taken[i].Until), num(taken[i].Used))); err != nil {
				return err
			}
		}
		return nil
	})
	return short, wait, err
}

func readSpent(v []byte) store.Spent {
	if len(v) < 16 {
		return store.Spent{}
	}
	return store.Spent{Until: unnum(v), Used: unnum(v[8:])}
}
