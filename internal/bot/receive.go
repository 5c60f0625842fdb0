package bot

import (
	"context"
	"sync"
	"time"

	"hotro/internal/store"
)

// mostReceived is how many conversations may wait for a worker, taken.
const mostReceived = 256

// received are conversations that were taken by the step that stored what
// arrived, on their way to a worker, first come first served. It is open while
// workers run.
type received struct {
	leases chan store.Lease

	mu   sync.RWMutex
	open bool
}

func newReceived() *received { return &received{leases: make(chan store.Lease, mostReceived)} }

// set opens or ends it.
func (r *received) set(open bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.open = open
}

// room reports whether another would very likely find a place.
func (r *received) room() bool {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.open && len(r.leases) < mostReceived
}

// add reports whether it found a place.
func (r *received) add(l store.Lease) bool {
	r.mu.RLock()
	defer r.mu.RUnlock()
	if !r.open {
		return false
	}
	select {
	case r.leases <- l:
		return true
	default:
		return false
	}
}

// storeItem stores an arrival; with take and nothing to wait for, the
// conversation is taken in the same step where that may be.
func (b *Bot) storeItem(ctx context.Context, conv string, it store.Item, ready time.Time, take bool) (fresh bool, l *store.Lease, err error) {
	if take && ready.IsZero() {
		return b.Reception.PutTake(ctx, conv, it, b.Lease)
	}
	fresh, err = b.Inbox.Put(ctx, conv, it, ready)
	return fresh, nil, err
}

// receive passes a conversation that is taken to a worker. Without a place for
// it, it is given back.
func (b *Bot) receive(ctx context.Context, l store.Lease) bool {
	if b.received.add(l) {
		return true
	}
	b.giveBack(ctx, l)
	return false
}

// giveBack gives back a conversation on which no worker has begun.
func (b *Bot) giveBack(ctx context.Context, l store.Lease) {
	l.Tries--
	b.releaseForRetry(context.WithoutCancel(ctx), l, b.Now())
}

// endReceiving gives back what no worker has begun, for another replica.
func (b *Bot) endReceiving(ctx context.Context) {
	b.received.set(false)
	for {
		select {
		case l := <-b.received.leases:
			b.giveBack(ctx, l)
		default:
			return
		}
	}
}
