// Package retry does a thing again until it works: for ever (Forever), until a
// time is over (Until), or by the pauses of a Backoff and Sleep where the loop
// is the caller's own.
//
// It does not know which failures pass: do says that one won't with Permanent.
// It adds no random spread, for its callers are a handful of loops in one
// process and not a crowd of clients. Everything here is safe for concurrent
// use. Start reading at Until.
package retry

import (
	"context"
	"errors"
	"log/slog"
	"time"
)

// Backoff is how long to pause between tries: First after the first failure,
// twice as long after each further one, and never longer than Most.
type Backoff struct{ First, Most time.Duration }

// Every is a Backoff that always pauses as long.
func Every(d time.Duration) Backoff { return Backoff{First: d, Most: d} }

// After returns the pause after so many failures in a row; there is at least
// one.
func (b Backoff) After(failures int) time.Duration {
	d := min(b.First, b.Most)
	for ; failures > 1 && d < b.Most; failures-- {
		d = min(2*d, b.Most)
	}
	return d
}

// Sleep pauses for d, and reports false when ctx ended first.
func Sleep(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// permanent marks a failure that trying again does not mend.
type permanent struct{ error }

func (p permanent) Unwrap() error { return p.error }

// Permanent makes Until and Forever stop, and return err itself.
func Permanent(err error) error {
	if err == nil {
		return nil
	}
	return permanent{err}
}

// Until calls do until it works, until do returns a Permanent error, or until
// limit is over or ctx ends; do is called at least once. It returns do's last
// error, or the one before when the last says only that the time is over. A
// limit of 0 is none.
func Until(ctx context.Context, limit time.Duration, b Backoff, do func(context.Context) error) error {
	if limit > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, limit)
		defer cancel()
	}
	var last error
	for failures := 1; ; failures++ {
		err := do(ctx)
		if err == nil {
			return nil
		}
		if p, ok := errors.AsType[permanent](err); ok {
			return p.error
		}
		if last == nil || ctx.Err() == nil {
			last = err
		}
		if !Sleep(ctx, b.After(failures)) {
			return last
		}
	}
}

// Forever is Until without a limit, for work that goes on beside the program:
// what is said in the log of the first failure, and again when it works after
// all; a Permanent one is said and ends it. The pause grows from a second to a
// minute.
func Forever(ctx context.Context, log *slog.Logger, what string, do func(context.Context) error) {
	failures := 0
	err := Until(ctx, 0, Backoff{First: time.Second, Most: time.Minute}, func(ctx context.Context) error {
		err := do(ctx)
		if _, final := errors.AsType[permanent](err); err == nil || final || ctx.Err() != nil {
			return err
		}
		if failures++; failures == 1 {
			log.Warn(what+" failed; it is tried again until it works", "err", err)
		}
		return err
	})
	switch {
	case err == nil && failures > 0:
		log.Info(what+" works now", "failed_tries", failures)
	case err != nil && ctx.Err() == nil:
		log.Error(what+" failed for good", "err", err)
	}
}
