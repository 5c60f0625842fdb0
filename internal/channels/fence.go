package channels

import (
	"context"
	"errors"
	"sync/atomic"
	"time"
)

// A send can be held up between the last look at its lane and the request that
// shows the user something: by a store that does not answer, a token to be
// renewed, a file to be fetched, a process that stood still. By then the lane
// may be another's. So platforms ask once more, right before that request.

type fenceKey struct{}

// errLapsed: the lane's lease ran out before the send began.
var errLapsed = errors.New("the lane's lease ran out before the send began")

// WithFence returns a context for a send that may begin only while held
// reports true.
func WithFence(ctx context.Context, held func() bool) context.Context {
	return context.WithValue(ctx, fenceKey{}, held)
}

// MayBegin is asked by a platform right before a request that somebody will
// see. Its error is a *Failure: nothing was sent, and it is not ours to send
// any more.
func MayBegin(ctx context.Context) error {
	held, fenced := ctx.Value(fenceKey{}).(func() bool)
	if !fenced || held() {
		return nil
	}
	return &Failure{Class: Later, Reason: retrying, Err: errLapsed}
}

// hold is until when a lane is known to be ours.
type hold struct {
	until atomic.Int64
	now   func() time.Time
}

func (h *hold) extend(until time.Time) { h.until.Store(until.UnixNano()) }

func (h *hold) held() bool { return h.now().UnixNano() < h.until.Load() }
