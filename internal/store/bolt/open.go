package bolt

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"hotro/internal/store"
)

const (
	batch   = 512         // writes gathered into one transaction at most
	lockFor = time.Second // how long Open waits for another process
)

// Open opens or creates the file. Its errors name the file and the remedy;
// a file that can't be used is left as it is.
func Open(path string, o Options) (*Store, error) {
	if o.Retention <= 0 {
		o.Retention = 30 * 24 * time.Hour
	}
	for _, seems := range []func(string) error{anew, whole} {
		if err := seems(path); err != nil {
			return nil, diagnose(path, err)
		}
	}
	db, c, err := openDB(path, o)
	if err != nil {
		return nil, diagnose(path, err)
	}
	if err := dropCopy(copyOf(path)); err != nil { // of a process that died
		c.end()
		return nil, errors.Join(diagnose(path, err), db.Close())
	}
	s := &Store{
		db: db, path: path, check: c, noSync: o.NoSync, retention: o.Retention.Milliseconds(),
		queue: make(chan *write, batch), asks: cmp.Or(o.Asks, &store.Asks{}),
	}
	s.soiled.Store(c != nil) // nobody knows what was deleted before; one who closes in order has wiped it
	s.writer.Go(s.run)
	return s, nil
}

// roomToGrow is how much a file may grow while it is verified without waiting for
// that: a file that is read can't be mapped anew.
const roomToGrow = 2 << 30

// openDB opens the file and makes the buckets. The check is that of a file that
// was not closed in order, nil for one that was. Reading a damaged file can fault
// or panic inside bbolt, which is turned into an error.
func openDB(path string, o Options) (db *bbolt.DB, c *check, err error) {
	quick := cmp.Or(o.Quick, quickPages)
	err = guard(func() error {
		room := 0
		if st, err := os.Stat(path); err == nil && st.Size() > int64(quick*os.Getpagesize()) {
			room = int(st.Size()) + roomToGrow
		}
		db, err = bbolt.Open(path, 0o600, &bbolt.Options{
			Timeout: lockFor, FreelistType: bbolt.FreelistMapType, NoSync: o.NoSync, InitialMmapSize: room,
		})
		if err != nil {
			return err
		}
		if !closedInOrder(path) {
			if c, err = startCheck(db, path, quick); err != nil {
				return err
			}
		}
		return db.Update(func(tx *bbolt.Tx) error {
			for _, name := range buckets() {
				if _, err := tx.CreateBucketIfNotExists(name); err != nil {
					return err
				}
			}
			return nil
		})
	})
	if err != nil && db != nil {
		c.end()
		_ = guard(db.Close)
		db = nil
	}
	return db, c, err
}

// errDamaged: the file's contents can't be what this program wrote.
var errDamaged = errors.New("damaged")

// guard runs f and turns a panic or a memory fault, which is how reading a
// damaged file ends, into errDamaged.
func guard(f func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v", errDamaged, p)
		}
	}()
	return f()
}

// anew empties a file whose creation was cut short, as by a full disk: it has
// not even the pages that bbolt begins with, so nothing was ever stored in it.
// One that another process holds is left alone.
func anew(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return nil // none yet, or bbolt says why
	}
	defer f.Close()
	if syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) != nil {
		return nil
	}
	st, err := f.Stat()
	if err != nil || !st.Mode().IsRegular() {
		return err
	}
	if m, ok := readMeta(f, int64(os.Getpagesize())); ok && m.txid <= 1 && st.Size() < int64(m.pages)*m.pageSize {
		return f.Truncate(0)
	}
	return nil
}

// whole reports a file that was cut short: bbolt maps files into memory and
// would fault far from here.
func whole(path string) error {
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil || st.Size() == 0 || !st.Mode().IsRegular() {
		return err
	}
	m, ok := readMeta(f, int64(os.Getpagesize()))
	if want := int64(m.pages) * m.pageSize; ok && want > st.Size() {
		return fmt.Errorf("%w: %d bytes where %d belong", errDamaged, st.Size(), want)
	}
	return nil
}

// diagnose says what to do about a file that can't be opened or written.
func diagnose(path string, err error) error {
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return fmt.Errorf("another bot is running on %s: stop it, or set DATA_DIR to another folder", path)
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), errors.Is(err, syscall.EFBIG),
		strings.Contains(err.Error(), "file resize error"): // bbolt does not wrap the reason
		return &store.Away{Refuses: true, Err: fmt.Errorf("store %s: the disk is full: free some space; what was stored is unharmed: %w", path, err)}
	case errors.Is(err, os.ErrPermission), errors.Is(err, syscall.EROFS):
		return &store.Away{Refuses: true, Err: fmt.Errorf("store %s: not allowed to write: give this user the folder, or set DATA_DIR: %w", path, err)}
	case errors.Is(err, os.ErrNotExist):
		return fmt.Errorf("store %s: its folder does not exist: create it, or set DATA_DIR: %w", path, err)
	case errors.Is(err, errDamaged), errors.Is(err, bolterrors.ErrInvalid),
		errors.Is(err, bolterrors.ErrChecksum), errors.Is(err, bolterrors.ErrVersionMismatch):
		return fmt.Errorf("store %s can't be read: it is damaged or not a store of this program, and was not touched: "+
			"put a backup in its place, or move it away to start empty: %w", path, err)
	}
	return fmt.Errorf("store %s: %w", path, err)
}
