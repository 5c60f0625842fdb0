package bolt

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"

	"go.etcd.io/bbolt"
)

// bbolt leaves what is deleted in the pages that it frees, until it needs them
// again. scrub writes zeros over them, so that the file holds nothing any more
// of who was forgotten. It runs while nobody reads or writes: then the list of
// free pages in the file is exact.
func (s *Store) scrub() error {
	if s.check.runs() || !s.soiled.Swap(false) {
		return nil // what is verified stays as it is, and is wiped later
	}
	s.reading.Lock()
	defer s.reading.Unlock()
	err := guard(func() error {
		return s.db.Update(func(*bbolt.Tx) error {
			if err := wipe(s.path, s.noSync); err != nil {
				return err
			}
			return errNothing
		})
	})
	if err != nil && !errors.Is(err, errNothing) {
		s.soiled.Store(true)
		return fmt.Errorf("wipe what was deleted: %w", diagnose(s.path, err))
	}
	return nil
}

// errNothing ends a transaction that wrote nothing.
var errNothing = errors.New("nothing was written")

// wipe writes zeros over the free pages of a file.
func wipe(path string, noSync bool) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	m, ok := readMeta(f, int64(os.Getpagesize()))
	if !ok || m.freelist == noFreelist {
		return nil
	}
	w := &walk{meta: m, f: f, used: newPages(m.pages)}
	free, err := w.freePages()
	if err != nil {
		return err
	}
	page, zeros := make([]byte, m.pageSize), make([]byte, m.pageSize)
	for _, id := range free {
		if _, err := f.ReadAt(page, int64(id)*m.pageSize); err != nil {
			return err
		}
		if string(page) == string(zeros) {
			continue
		}
		if _, err := f.WriteAt(zeros, int64(id)*m.pageSize); err != nil {
			return err
		}
	}
	if noSync {
		return nil
	}
	return f.Sync()
}

// freePages reads the list of free pages.
func (w *walk) freePages() (ids []uint64, err error) {
	flags, n, b, err := w.page(w.freelist)
	if err != nil {
		return nil, err
	}
	count, b := uint64(n), b[pageHeader:]
	if count == manyFree {
		count, b = binary.NativeEndian.Uint64(b), b[8:]
	}
	if flags != flagFreelist || count > uint64(len(b)/8) {
		return nil, w.bad(w.freelist, "is no list of free pages")
	}
	for i := range count {
		id := binary.NativeEndian.Uint64(b[i*8:])
		if id < 2 || id >= w.pages {
			return nil, w.bad(w.freelist, fmt.Sprintf("page %d is listed as free", id))
		}
		ids = append(ids, id)
	}
	return ids, nil
}
