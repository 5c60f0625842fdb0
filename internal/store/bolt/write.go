package bolt

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"go.etcd.io/bbolt"

	"hotro/internal/store"
)

// write is one caller's change on its way to the writer.
type write struct {
	do   func(*bbolt.Tx) error
	gone func() error // the caller's ctx.Err
	lazy bool         // it may wait a moment for others to share a transaction with
	err  error        // the answer, once done is closed
	done chan struct{}
}

// company is how long a lazy write waits for one that is not.
const company = 20 * time.Millisecond

// update runs f in a transaction that other callers may share, and returns
// when it is on disk. f may run more than once, also after its caller has gone:
// it hands out what it found by its result alone; it must not write before it
// returns one of store's errors. A caller whose ctx ends gets its error and
// can't know whether f was written.
func update[T any](ctx context.Context, s *Store, f func(*bbolt.Tx) (T, error)) (T, error) {
	return together(ctx, s, false, f)
}

// together is update; a lazy write costs no transaction while others write.
func together[T any](ctx context.Context, s *Store, lazy bool, f func(*bbolt.Tx) (T, error)) (T, error) {
	var zero, out T
	w := &write{gone: ctx.Err, lazy: lazy && !s.noSync, done: make(chan struct{})}
	w.do = func(tx *bbolt.Tx) (err error) {
		out, err = f(tx)
		return err
	}
	if err := s.hand(ctx, w); err != nil {
		return zero, err
	}
	select {
	case <-w.done:
		if w.err != nil {
			return zero, w.err
		}
		return out, nil
	case <-ctx.Done():
		return zero, ctx.Err()
	}
}

// change is update for a write without an answer.
func change(ctx context.Context, s *Store, f func(*bbolt.Tx) error) error {
	_, err := update(ctx, s, func(tx *bbolt.Tx) (struct{}, error) { return struct{}{}, f(tx) })
	return err
}

func (s *Store) hand(ctx context.Context, w *write) error {
	if err := cmp.Or(ctx.Err(), s.damage()); err != nil {
		return err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.closed {
		return store.ErrClosed
	}
	select {
	case s.queue <- w:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// run is the writer.
func (s *Store) run() {
	for more := true; more; {
		var ws []*write
		for ws, more = s.gather(); len(ws) > 0; {
			ws = s.commit(ws)
		}
	}
}

// gather waits for something to write, and takes with it what others want at the
// same moment; false when there will be nothing more.
func (s *Store) gather() (ws []*write, more bool) {
	var late <-chan time.Time // when lazy ones have waited long enough
	for alone := true; alone && len(ws) < batch; {
		select {
		case w, ok := <-s.queue:
			if !ok {
				return ws, false
			}
			ws, alone = append(ws, w), w.lazy
			if late == nil && alone {
				late = time.After(company)
			}
		case <-late:
			alone = false
		}
	}
	for len(ws) < batch {
		select {
		case w, ok := <-s.queue:
			if !ok {
				return ws, false
			}
			ws = append(ws, w)
		default:
			return ws, true
		}
	}
	return ws, true
}

// commit writes all of ws in one transaction. A write that breaks is answered
// and taken out, nothing is kept of the attempt, and the others are returned
// to be tried again.
func (s *Store) commit(ws []*write) []*write {
	at := 0
	err := guard(func() error {
		return s.db.Update(func(tx *bbolt.Tx) error {
			for at = range ws {
				if err := ws[at].attempt(tx); err != nil {
					return err
				}
			}
			at = len(ws)
			return idle(tx)
		})
	})
	if errors.Is(err, errIdle) {
		err = nil
	}
	if at < len(ws) && len(ws) > 1 {
		ws[at].answer(s.fault(err))
		return append(ws[:at:at], ws[at+1:]...)
	}
	for _, w := range ws {
		if err != nil {
			w.err = s.fault(err)
		}
		close(w.done)
	}
	return nil
}

// errIdle ends a transaction in which nothing was written: it need not wait for
// the disk, as it would even so.
var errIdle = errors.New("nothing to write")

// idle reports whether nothing was written: bbolt makes a node of each page that
// is to change.
func idle(tx *bbolt.Tx) error {
	if s := tx.Stats(); s.GetNodeCount() == 0 {
		return errIdle
	}
	return nil
}

// attempt runs one write. A refusal is the write's own answer and no reason
// to roll back the others.
func (w *write) attempt(tx *bbolt.Tx) error {
	if w.err = w.gone(); w.err != nil {
		return nil
	}
	w.err = w.do(tx)
	if refusal(w.err) {
		return nil
	}
	return w.err
}

func (w *write) answer(err error) {
	w.err = err
	close(w.done)
}

func refusal(err error) bool {
	for _, e := range []error{store.ErrFenced, store.ErrDone, store.ErrNotFound, store.ErrStale, store.ErrFull} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

// fault says where a transaction broke and what to do.
func (s *Store) fault(err error) error {
	if errors.Is(err, errRecord) {
		return fmt.Errorf("store %s: %w", s.path, err)
	}
	return diagnose(s.path, err)
}

// view runs f in a transaction that only reads.
func view[T any](ctx context.Context, s *Store, f func(*bbolt.Tx) (T, error)) (T, error) {
	var zero, out T
	if err := ctx.Err(); err != nil {
		return zero, err
	}
	s.reading.RLock()
	defer s.reading.RUnlock()
	err := guard(func() error {
		return s.db.View(func(tx *bbolt.Tx) (err error) {
			out, err = f(tx)
			return err
		})
	})
	switch {
	case err == nil:
		return out, nil
	case refusal(err):
		return zero, err
	}
	return zero, s.fault(err)
}
