package bolt

import (
	"context"
	"fmt"
	"path/filepath"
	"syscall"

	"hotro/internal/store"
)

// Room returns how full the disk is that holds the store; the zero Room when
// there is ample space, and of a store for tests (NoSync), which the machine's
// disk is nothing to.
func (s *Store) Room(context.Context) (store.Room, error) {
	if s.noSync {
		return store.Room{}, nil
	}
	var disk syscall.Statfs_t
	if err := syscall.Statfs(filepath.Dir(s.path), &disk); err != nil {
		return store.Room{}, fmt.Errorf("ask for room on the disk of %s: %w", s.path, err)
	}
	left, size := int64(disk.Bavail)*int64(disk.Bsize), int64(disk.Blocks)*int64(disk.Bsize) //nolint:unconvert // they differ between systems
	if left >= store.Ample {
		return store.Room{}, nil
	}
	return store.Room{Used: size - left, Size: size}, nil
}

// least is how many bytes a disk must have left for the file to grow by a few
// writes.
const least = 1 << 20

// tight reports a disk without room for more.
func tight(disk store.Room) error {
	if disk.Size == 0 || disk.Size-disk.Used >= least {
		return nil
	}
	return &store.Unfit{Why: "the disk of the embedded store is full: free some space", Err: syscall.ENOSPC}
}
