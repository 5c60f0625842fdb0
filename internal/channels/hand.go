package channels

import (
	"context"

	"hotro/internal/store"
)

// A turn's commit leases the lane it has filled in the same step, so that
// sending begins without another trip to the store.

// handed is a lane that was leased for us.
type handed struct {
	job    store.Job
	marked bool // staff's view is to be looked at, too
}

// Hand sends the replies of a user's lane that is leased already, and looks at
// staff's view when that was marked. It does not wait for the platform. A lane
// there is no room for is given back, for the next look at the store.
func (d *Deliver) Hand(j store.Job, marked bool) {
	if d.accept(&handed{j, marked}) {
		return
	}
	ctx := context.Background()
	_, _ = d.record(ctx, j, store.Settlement{}) // one that fails runs out
	if marked {
		d.Nudge(j.Conv)
	}
}

// accept keeps what is handed for a worker.
func (d *Deliver) accept(h *handed) bool {
	d.ending.RLock()
	defer d.ending.RUnlock()
	if d.ended {
		return false
	}
	select {
	case d.handed <- h:
		return true
	default:
		return false
	}
}

func (d *Deliver) sendHanded(ctx context.Context, h *handed) {
	if d.drain(ctx, h.job) || h.marked {
		d.flush(ctx, h.job.Conv, store.LaneDesk)
	}
}

// giveBack ends taking what is handed: what no worker has begun is free for
// another replica at once.
func (d *Deliver) giveBack(ctx context.Context) {
	d.ending.Lock()
	d.ended = true
	d.ending.Unlock()
	close(d.handed)
	for h := range d.handed {
		_, _ = d.record(context.WithoutCancel(ctx), h.job, store.Settlement{}) // one that fails runs out
	}
}
