// Package blobdir keeps uploads in a directory, each in a file of its own, so
// that they do not share the fate of the store of messages: a store in memory
// holds words alone, and a file of the embedded store stays small.
//
// It keeps the promises that storetest.RunBlobs holds every keeper of files to.
// Several processes may share the directory. It knows nothing of who a file
// belongs to. Safe for concurrent use. Start reading at Dir.PutBlob.
package blobdir

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"

	"hotro/internal/store"
)

// Dir is a directory of files.
type Dir struct {
	root   string
	noSync bool
}

// Open opens a directory, which it makes. noSync leaves writing to the operating
// system, for tests.
func Open(root string, noSync bool) (*Dir, error) {
	if err := os.MkdirAll(root, 0o700); err != nil {
		return nil, fmt.Errorf("directory of files: %w; make it writable or name another", err)
	}
	return &Dir{root, noSync}, nil
}

// ids are what store.Blob.ID makes: nothing else is ever a path.
var ids = regexp.MustCompile(`^[0-9a-f]{32}$`)

// path is where a file stands; false for what is no id.
func (d *Dir) path(id string) (string, bool) {
	if !ids.MatchString(id) {
		return "", false
	}
	return filepath.Join(d.root, id[:2], id), true
}

// PutBlob keeps a file for ttl, or for ever when that is 0. The same file put
// twice is kept once, for the longer time. When it returns nil, the file is on
// disk.
func (d *Dir) PutBlob(_ context.Context, b store.Blob, now time.Time, ttl time.Duration) (id string, err error) {
	id, until := b.ID(), store.Until(now, ttl)
	path, _ := d.path(id)
	old, err := ends(path)
	switch {
	case err == nil && (old == 0 || until != 0 && old >= until):
		return id, nil
	case err != nil && !errors.Is(err, os.ErrNotExist):
		return "", d.fault("look for a file", err)
	}
	return id, d.fault("keep a file", d.write(path, b.Pack(until)))
}

// Blob returns a file that is still held, or store.ErrNotFound.
func (d *Dir) Blob(_ context.Context, id string, now time.Time) (store.Blob, error) {
	path, ok := d.path(id)
	if !ok {
		return store.Blob{}, store.ErrNotFound
	}
	packed, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return store.Blob{}, store.ErrNotFound
	}
	if err != nil {
		return store.Blob{}, d.fault("read a file", err)
	}
	b, until, err := store.UnpackBlob(packed)
	if err == nil && over(until, now) {
		return store.Blob{}, store.ErrNotFound
	}
	return b, d.fault("read a file", err)
}

// DropBlob deletes a file; one that is gone already is no error.
func (d *Dir) DropBlob(_ context.Context, id string) error {
	path, ok := d.path(id)
	if !ok {
		return nil
	}
	return d.fault("delete a file", remove(path))
}

// Sweep deletes what is past its time by store.SweepGrace, and what a process
// that died has left half written.
func (d *Dir) Sweep(ctx context.Context, now time.Time) error {
	return d.each(ctx, func(path string, whole bool) error {
		if !whole {
			i, err := os.Stat(path)
			if err != nil || now.Sub(i.ModTime()) < store.SweepGrace {
				return gone(err)
			}
			return remove(path)
		}
		until, err := ends(path)
		if err != nil || !over(until, now.Add(-store.SweepGrace)) {
			return gone(err)
		}
		return remove(path)
	})
}

// Save gives f every file, packed with its end.
func (d *Dir) Save(ctx context.Context, f func(store.Saved) error) error {
	return d.each(ctx, func(path string, whole bool) error {
		if !whole {
			return nil
		}
		packed, err := os.ReadFile(path)
		if err != nil {
			return gone(err)
		}
		return f(store.Saved{Blob: &store.SavedBlob{ID: filepath.Base(path), File: packed}})
	})
}

// Restore keeps a file that was saved, unless it has ended.
func (d *Dir) Restore(now time.Time, one store.SavedBlob) error {
	_, until, err := store.UnpackBlob(one.File)
	path, ok := d.path(one.ID)
	switch {
	case err != nil || !ok:
		return d.fault("restore a file", errors.Join(err, fmt.Errorf("file %q", one.ID)))
	case over(until, now):
		return nil
	}
	return d.fault("restore a file", d.write(path, one.File))
}

// Room returns how full the directory's disk is.
func (d *Dir) Room() (store.Room, error) {
	var disk syscall.Statfs_t
	if d.noSync {
		return store.Room{}, nil
	}
	if err := syscall.Statfs(d.root, &disk); err != nil {
		return store.Room{}, d.fault("ask for room", err)
	}
	left, size := int64(disk.Bavail)*int64(disk.Bsize), int64(disk.Blocks)*int64(disk.Bsize) //nolint:unconvert // they differ between systems
	if left >= store.Ample {
		return store.Room{}, nil
	}
	return store.Room{Used: size - left, Size: size}, nil
}

// begun is how the names of files begin that are being written.
const begun = ".new-"

// write puts a file in its place whole, or not at all.
func (d *Dir) write(path string, packed []byte) error {
	folder := filepath.Dir(path)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(folder, begun)
	if err != nil {
		return err
	}
	_, err = f.Write(packed)
	if err == nil && !d.noSync {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, remove(f.Name()))
	}
	return d.sync(folder)
}

// sync has a folder remember its new names.
func (d *Dir) sync(folder string) error {
	if d.noSync {
		return nil
	}
	f, err := os.Open(folder)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// each calls f with the path of every file, whole or being written.
func (d *Dir) each(ctx context.Context, f func(path string, whole bool) error) error {
	folders, err := os.ReadDir(d.root)
	for _, folder := range folders {
		if err != nil || !folder.IsDir() || len(folder.Name()) != 2 {
			continue
		}
		var names []os.DirEntry
		names, err = os.ReadDir(filepath.Join(d.root, folder.Name()))
		for _, n := range names {
			whole := ids.MatchString(n.Name())
			if !whole && !strings.HasPrefix(n.Name(), begun) {
				continue // not ours
			}
			if err == nil {
				err = ctx.Err()
			}
			if err == nil {
				err = f(filepath.Join(d.root, folder.Name(), n.Name()), whole)
			}
		}
	}
	return d.fault("look at the files", err)
}

// ends is until when a file is kept, which stands in front of it.
func ends(path string) (int64, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	head := make([]byte, 21)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return 0, err
	}
	until, _, _ := strings.Cut(string(head[:n]), ":")
	return strconv.ParseInt(until, 10, 64)
}

// over reports whether what is held until a moment has ended.
func over(until int64, now time.Time) bool { return until != 0 && until <= store.Millis(now) }

// remove deletes a file; that there is none is fine.
func remove(path string) error { return gone(os.Remove(path)) }

// gone makes that a file is not there no error: another was quicker.
func gone(err error) error {
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}

// fault says where something happened, and what to do. A disk that takes nothing
// is a store that takes no writes.
func (d *Dir) fault(what string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), errors.Is(err, syscall.EROFS), errors.Is(err, os.ErrPermission):
		return &store.Away{Refuses: true, Err: fmt.Errorf("%s in %s: %w; free some space, or give this user the folder", what, d.root, err)}
	}
	return fmt.Errorf("%s in %s: %w", what, d.root, err)
}
