// Package bolt is the embedded store: one file, durable, nothing to install.
// It keeps the promises of package store (proved by storetest) for one
// process; many replicas need package redis.
//
// It thinks nothing and sends nothing. All methods are safe for concurrent
// use. Every write goes through one goroutine that gathers what callers want
// at the same moment into one transaction, so that they share its two fsyncs.
// When a method returns nil, what it wrote is on disk.
//
// Start reading at conv.go (what is kept about a conversation) and inbox.go.
package bolt

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"go.etcd.io/bbolt"

	"hotro/internal/store"
)

// Options tune a Store; the zero value is right for production.
type Options struct {
	// NoSync leaves writing to the operating system: faster, and a power cut
	// may lose or damage everything. Nor is it asked how full the disk is. For tests.
	NoSync bool
	// Retention is how long a conversation is kept after its last change, and
	// closed tickets and dead letters after their end. Zero: 30 days.
	Retention time.Duration
	// Quick is how many pages of a file that was not closed in order are verified
	// before it is used; the rest is while it is. Zero: a second's work.
	Quick int
	// Asks remembers askings for a lease that were not answered, for tests. Nil:
	// the store remembers by itself.
	Asks *store.Asks
}

// Store is one open file. Open makes one.
type Store struct {
	db        *bbolt.DB
	path      string
	noSync    bool
	retention int64 // ms

	check *check // of a file that was not closed in order

	clock store.Clock
	asks  *store.Asks

	soiled  atomic.Bool  // something was deleted, and may still stand in free pages
	reading sync.RWMutex // held by everybody who reads
	saving  sync.Mutex   // held by Save: there is one copy of the file

	mu     sync.RWMutex // held for reading while a write is handed over
	closed bool
	queue  chan *write
	writer sync.WaitGroup
}

// see notes the caller's present moment and returns it in milliseconds.
func (s *Store) see(now time.Time) int64 { return s.clock.See(now) }

// Close finishes the writes that were handed over and closes the file. A
// second call does nothing.
func (s *Store) Close() error {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return nil
	}
	s.closed = true
	close(s.queue)
	s.mu.Unlock()
	s.writer.Wait()
	sound := s.check.end()
	err := s.damage()
	if err == nil {
		err = s.scrub()
	}
	err = errors.Join(err, s.db.Close())
	if err == nil && sound && !s.noSync {
		err = markClosed(s.path)
	}
	if err != nil {
		return fmt.Errorf("close %s: %w", s.path, err)
	}
	return nil
}

// Health reports whether the file can be written, and in plain words how the
// store is set to lose data: store.Unfit when it can't.
func (s *Store) Health(ctx context.Context) (warnings []string, err error) {
	if s.noSync {
		warnings = append(warnings, "the embedded store does not wait for the disk (NoSync): a power cut loses acknowledged messages")
	}
	if err := s.damage(); err != nil {
		return warnings, &store.Unfit{Why: "the file of the embedded store is damaged: stop the program and put a backup in its place", Err: err}
	}
	err = change(ctx, s, func(tx *bbolt.Tx) error { // writes what stands there
		b := tx.Bucket(bFeed)
		return b.SetSequence(b.Sequence())
	})
	if err != nil && !errors.Is(err, store.ErrClosed) {
		err = &store.Unfit{Why: "the file of the embedded store can't be written: look at its disk", Err: err}
	}
	if err == nil {
		err = s.grows(ctx)
	}
	return warnings, err
}

// grows reports whether the file can become larger: what stands there can be
// written again on a full disk, but nobody's line can be kept any more.
func (s *Store) grows(ctx context.Context) error {
	disk, err := s.Room(ctx)
	if err != nil {
		return err
	}
	return tight(disk)
}

// Depth counts what waits.
func (s *Store) Depth(ctx context.Context) (store.Depth, error) {
	return view(ctx, s, func(tx *bbolt.Tx) (d store.Depth, err error) {
		d.Inbox = countPrefix(tx.Bucket(bDue), []byte{dueInbox})
		d.User = countPrefix(tx.Bucket(bDue), []byte{dueUser})
		d.Desk = countPrefix(tx.Bucket(bDue), []byte{dueDesk})
		d.Dead = countPrefix(tx.Bucket(bDead), nil)
		d.Open = countPrefix(tx.Bucket(bQueue), []byte{listOpen})
		return d, nil
	})
}
