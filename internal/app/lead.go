package app

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"sync"
	"time"

	"hotro/internal/obs"
)

// A leader holds its lock this long and renews it in good time. A leader that
// dies is followed after leadFor at the latest.
const (
	leadFor   = 6 * time.Second
	leadRenew = time.Second
)

// leadership is one time of leading.
type leadership struct {
	stop context.CancelFunc
	wg   sync.WaitGroup
}

func begin(ctx context.Context, do func(context.Context)) *leadership {
	run, stop := context.WithCancel(ctx)
	l := &leadership{stop: stop}
	l.wg.Go(func() { do(run) })
	return l
}

// end stops the work and waits for it.
func (l *leadership) end() {
	if l != nil {
		l.stop()
		l.wg.Wait()
	}
}

// lead runs do on one replica at a time: while the lock is held, and again
// whenever it comes back. It returns when ctx ends.
func (a *App) lead(ctx context.Context, name string, do func(context.Context)) {
	owner := newOwner()
	outage := obs.Outage{Log: a.log, What: "store: lock " + name}
	tick := time.NewTicker(leadRenew)
	defer tick.Stop()
	var current *leadership
	var till time.Time
	for ctx.Err() == nil {
		asked := a.now()
		held, err := a.store.Hold(ctx, name, owner, asked, leadFor)
		outage.Saw(ctx, err)
		switch {
		case err == nil && held:
			till = asked.Add(leadFor)
			if current == nil {
				current = begin(ctx, do)
			}
		case err == nil || a.now().After(till.Add(-leadRenew)):
			current.end() // somebody else leads, or may soon: better nobody than two
			current = nil
		}
		select {
		case <-ctx.Done():
		case <-tick.C:
		}
	}
	current.end()
	free, cancel := context.WithTimeout(context.WithoutCancel(ctx), 3*time.Second)
	defer cancel()
	if err := a.store.Free(free, name, owner); err != nil {
		a.log.Warn("lock not freed; it lapses by itself", "lock", name, "err", err)
	}
}

func newOwner() string {
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}
