package stringee

import (
	"context"
	"errors"
	"slices"
	"time"
)

// How long an answer is cached. A running call changes soon; one not found may
// just not be written yet; and a failing source is not asked again at every
// button press.
const (
	keepEnded   = 10 * time.Minute
	keepRunning = 30 * time.Second
	keepMissing = 30 * time.Second
	keepFailed  = 5 * time.Second
)

type cached struct {
	calls []CallInfo
	err   error
	until time.Time
}

// cachedLook runs look at most once at a time per key, within the configured
// timeout, and caches the result. It returns at least one call, or an error.
func (c *Client) cachedLook(ctx context.Context, what, key string, look func(context.Context) ([]CallInfo, error)) ([]CallInfo, error) {
	began := c.now()
	if hit, ok := c.cache.Get(key); ok && began.Before(hit.until) {
		c.observe(what, "cached", 0)
		return slices.Clone(hit.calls), hit.err
	}
	got, err, _ := c.flight.Do(key, func() (any, error) {
		ctx, cancel := context.WithTimeout(ctx, c.cfg.Timeout)
		defer cancel()
		calls, err := look(ctx)
		if !errors.Is(err, context.Canceled) {
			c.cache.Add(key, cached{calls, err, c.now().Add(keep(calls, err))})
		}
		return calls, err
	})
	c.observe(what, outcome(err), c.now().Sub(began))
	if err != nil {
		return nil, err
	}
	calls, _ := got.([]CallInfo)
	return slices.Clone(calls), nil
}

func keep(calls []CallInfo, err error) time.Duration {
	switch {
	case errors.Is(err, ErrNotFound):
		return keepMissing
	case err != nil:
		return keepFailed
	case slices.ContainsFunc(calls, func(i CallInfo) bool { return i.End.IsZero() }):
		return keepRunning
	default:
		return keepEnded
	}
}
