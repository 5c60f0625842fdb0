package store

import (
	"context"
	"errors"
	"time"
)

// Keep renews a lease of the given length, again and again, until stop is
// called, so that leases may be short (what a dead process held is soon free)
// although some work is long. Work that ends within a third of its lease costs
// nothing. A renewal that fails is tried again at the next turn; one that is
// refused with ErrFenced is the last.
func Keep(ctx context.Context, lease time.Duration, renew func(context.Context) error) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	every := max(lease/3, time.Millisecond)
	first := time.AfterFunc(every, func() {
		tick := time.NewTicker(every)
		defer tick.Stop()
		for ctx.Err() == nil && !errors.Is(renew(ctx), ErrFenced) {
			select {
			case <-ctx.Done():
			case <-tick.C:
			}
		}
	})
	return func() {
		first.Stop()
		cancel()
	}
}
