package channels

import (
	"context"
	"strings"
	"time"

	"hotro/internal/store"
)

// A platform that does not answer holds each of its sends for half a minute.
// Were the workers common to all, a few dozen of its users would silence every
// other platform too. So each platform, and the desk, has room for so many
// sends at once, and there are workers for all of them.

// Bounds of waiting for room. A worker waits but a little, then the lane does.
const (
	roomWait  = 200 * time.Millisecond
	roomAgain = 500 * time.Millisecond
)

const deskRoom = "\x00desk"

// rooms holds a place for each send that may be under way, by channel.
type rooms map[string]chan struct{}

func newRooms(channels map[string]Sender, each int) rooms {
	r := rooms{deskRoom: make(chan struct{}, each)}
	for name := range channels {
		r[name] = make(chan struct{}, each)
	}
	return r
}

// enter takes a place for a job, or reports that there is none for now.
func (r rooms) enter(ctx context.Context, j store.Job) (leave func(), ok bool) {
	name, _, _ := strings.Cut(j.Conv, ":")
	if j.Lane == store.LaneDesk {
		name = deskRoom
	}
	room, known := r[name]
	if !known { // a channel that is not configured: nothing is sent
		return func() {}, true
	}
	leave = func() { <-room }
	select {
	case room <- struct{}{}:
		return leave, true
	default:
	}
	wait := time.NewTimer(roomWait)
	defer wait.Stop()
	select {
	case room <- struct{}{}:
		return leave, true
	case <-wait.C:
	case <-ctx.Done():
	}
	return nil, false
}
