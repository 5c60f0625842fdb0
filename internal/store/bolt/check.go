package bolt

import (
	"errors"
	"fmt"
	"os"
	"sync/atomic"
	"time"

	"go.etcd.io/bbolt"

	"hotro/internal/store"
)

// check is the verification of a file that was not closed in order. A small file
// is verified before it is used. Of a large one the first pages are, and the rest
// while it is used: the file is looked at as it was when it was opened, which
// stays as it was for as long as a transaction reads it.
type check struct {
	begun chan struct{} // closed when enough is verified to begin
	done  chan struct{} // closed when it has ended
	stop  chan struct{} // closed to end it
	err   error         // once done is closed
	fault atomic.Pointer[error]
}

// quickPages is how many pages are verified before a file is used: a second's
// work.
const quickPages = 20_000

// errStopped ends a verification that nobody waits for any more.
var errStopped = errors.New("the verification was ended")

// startCheck begins to verify a file, and waits until it is found sound or enough
// of it is verified.
func startCheck(db *bbolt.DB, path string, quick int) (*check, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	tx, err := db.Begin(false)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	c := &check{begun: make(chan struct{}), done: make(chan struct{}), stop: make(chan struct{})}
	go func() {
		defer close(c.done)
		err := guard(func() error { return verify(f, int64(os.Getpagesize()), c.pace(quick)) })
		if c.err = errors.Join(err, f.Close(), tx.Rollback()); c.err != nil && !errors.Is(err, errStopped) {
			c.fault.Store(&c.err)
		}
	}()
	select {
	case <-c.done:
		return c, c.err
	case <-c.begun:
		return c, nil
	}
}

// pace returns what is called with each page: beyond the quick ones half of the
// time is left to those who use the file.
func (c *check) pace(quick int) func(pages int) error {
	const stretch = 1000 // pages
	since := time.Now()
	return func(pages int) error {
		if pages == quick {
			close(c.begun)
			since = time.Now()
		}
		if pages < quick || pages%stretch != 0 {
			return nil
		}
		rest := time.NewTimer(time.Since(since))
		defer rest.Stop()
		select {
		case <-c.stop:
			return errStopped
		case <-rest.C:
		}
		since = time.Now()
		return nil
	}
}

// end ends the verification and reports whether the whole file was found sound.
// A store without one was closed in order.
func (c *check) end() bool {
	if c == nil {
		return true
	}
	close(c.stop)
	<-c.done
	return c.err == nil
}

// runs reports whether the file is being verified.
func (c *check) runs() bool {
	if c == nil {
		return false
	}
	select {
	case <-c.done:
		return false
	default:
		return true
	}
}

// damage is what the verification found, nil for nothing.
func (s *Store) damage() error {
	if s.check == nil || s.check.fault.Load() == nil {
		return nil
	}
	return &store.Away{Refuses: true, Err: fmt.Errorf("store %s: nothing more is written to it: stop the program and put a backup in its place: %w", s.path, *s.check.fault.Load())}
}
