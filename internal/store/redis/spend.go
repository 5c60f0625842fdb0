package redis

import (
	"context"
	"fmt"
	"time"

	"hotro/internal/store"
)

// Spend takes from up to store.MaxAllowances allowances of one budget: from all
// of them and -1, or from none, and then which had too little and how long that
// lasts. All allowances of a budget lie in one partition. A repeat takes twice.
func (s *Store) Spend(ctx context.Context, budget string, now time.Time, of ...store.Allowance) (short int, wait time.Duration, err error) {
	if len(of) > store.MaxAllowances {
		return 0, 0, fmt.Errorf("redis: spend: got %d allowances, want at most %d", len(of), store.MaxAllowances)
	}
	at := s.keys.in(budget, kindSpent) + ":"
	keys, args := make([]string, store.MaxAllowances), []any{s.see(now), store.Skew.Milliseconds(), slack.Milliseconds()}
	for i := range keys {
		a := store.Allowance{In: time.Millisecond}
		if i < len(of) {
			a = of[i]
		}
		debt := 0
		if a.Debt {
			debt = 1
		}
		keys[i] = at + a.Key
		args = append(args, a.N, a.Most, max(a.In.Milliseconds(), 1), debt)
	}
	got, err := s.run(ctx, s.scripts.spend, keys, args...).Int64Slice()
	if err != nil || len(got) != 2 {
		return 0, 0, s.fail("spend", err)
	}
	return int(got[0]) - 1, time.Duration(got[1]) * time.Millisecond, nil
}
