package channels

import (
	"context"
	"strings"
	"time"

	"hotro/internal/store"
)

// A platform that does not answer holds each of its sends for half a minute.
// Were the workers common to all, a few dozen of its users would silence every
// other platform too. So each platform, and the desk, has places for so many
// sends at once, and there are workers for all of them.

// Bounds of waiting for a place. A worker waits but a little, then the lane does.
const (
	placeWait  = 200 * time.Millisecond
	placeAgain = 500 * time.Millisecond
)

const deskBulkhead = "\x00desk"

// bulkheads holds a place for each send that may be under way, by channel.
type bulkheads map[string]chan struct{}

func newBulkheads(channels map[string]Sender, each int) bulkheads {
	b := bulkheads{deskBulkhead: make(chan struct{}, each)}
	for name := range channels {
		b[name] = make(chan struct{}, each)
	}
	return b
}

// enter takes a place for a job, or reports that there is none for now.
func (b bulkheads) enter(ctx context.Context, j store.Job) (leave func(), ok bool) {
	name, _, _ := strings.Cut(j.Conv, ":")
	if j.Lane == store.LaneDesk {
		name = deskBulkhead
	}
	places, known := b[name]
	if !known { // a channel that is not configured: nothing is sent
		return func() {}, true
	}
	leave = func() { <-places }
	select {
	case places <- struct{}{}:
		return leave, true
	default:
	}
	wait := time.NewTimer(placeWait)
	defer wait.Stop()
	select {
	case places <- struct{}{}:
		return leave, true
	case <-wait.C:
	case <-ctx.Done():
	}
	return nil, false
}
