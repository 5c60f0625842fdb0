// Package leader runs a job on one replica at a time, by a lock in the store
// that has to be renewed.
//
// A leader that dies is followed within seconds. For a moment there may be two
// (a process that stood still does not know that its lock lapsed), so it is a
// matter of economy and order, never of safety: the job must withstand being
// done twice. Start reading at Run.
package leader

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"log/slog"
	"sync"
	"time"

	"hotro/internal/obs"
)

// Locks are held by one owner at a time, for ttl unless renewed.
type Locks interface {
	Hold(ctx context.Context, name, owner string, now time.Time, ttl time.Duration) (bool, error)
	Free(ctx context.Context, name, owner string) error
}

// A leader holds its lock this long and renews it in good time. A leader that
// dies is followed after holdFor at the latest.
const (
	holdFor = 6 * time.Second
	renew   = time.Second
	freeIn  = 3 * time.Second // how long a leader that stops tries to free the lock
)

// Elector runs jobs under locks. Safe for concurrent use.
type Elector struct {
	Locks Locks
	Now   func() time.Time
	Log   *slog.Logger
}

// Run runs do while the lock called name is held here, and again whenever it
// comes back. do gets a context that ends with the leadership and must return
// then. Run returns when ctx ends.
func (e Elector) Run(ctx context.Context, name string, do func(context.Context)) {
	owner := newOwner()
	outage := obs.Outage{Log: e.Log, What: "store: lock " + name}
	tick := time.NewTicker(renew)
	defer tick.Stop()
	var lead *leadership
	var till time.Time
	for ctx.Err() == nil {
		asked := e.Now()
		held, err := e.hold(ctx, name, owner, asked, lead, till)
		outage.Saw(ctx, err)
		switch {
		case err == nil && held:
			till = asked.Add(holdFor)
			if lead == nil {
				lead = begin(ctx, do)
			}
		case err == nil || !e.Now().Before(till.Add(-renew)):
			lead.end() // somebody else leads, or may soon: better nobody than two
			lead = nil
		}
		select {
		case <-ctx.Done():
		case <-tick.C:
		}
	}
	lead.end()
	free, cancel := context.WithTimeout(context.WithoutCancel(ctx), freeIn)
	defer cancel()
	if err := e.Locks.Free(free, name, owner); err != nil {
		e.Log.Warn("lock not freed; it lapses by itself", "lock", name, "err", err)
	}
}

// hold asks for the lock, and waits for an answer no longer than a leader may
// lead without one: a store that hangs is one that is away.
func (e Elector) hold(ctx context.Context, name, owner string, asked time.Time, lead *leadership, till time.Time) (bool, error) {
	within := holdFor / 2
	if lead != nil {
		within = min(within, till.Add(-renew).Sub(asked))
	}
	ask, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	return e.Locks.Hold(ask, name, owner, asked, holdFor)
}

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

// end stops the job and waits for it.
func (l *leadership) end() {
	if l != nil {
		l.stop()
		l.wg.Wait()
	}
}

func newOwner() string {
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}
