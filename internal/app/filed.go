package app

import (
	"context"
	"errors"
	"time"

	"hotro/internal/store"
	"hotro/internal/store/blobdir"
	"hotro/internal/web/files"
)

// messages is a store that also knows how full it is.
type messages interface {
	Store
	files.Bounded
}

// filed is a store whose uploads are in a directory. One that is in the store
// itself, from before, is found there.
type filed struct {
	messages
	dir *blobdir.Dir
}

// PutBlob keeps an upload.
func (f *filed) PutBlob(ctx context.Context, b store.Blob, now time.Time, ttl time.Duration) (id string, err error) {
	return f.dir.PutBlob(ctx, b, now, ttl)
}

// Blob returns an upload that is still held, or store.ErrNotFound.
func (f *filed) Blob(ctx context.Context, id string, now time.Time) (store.Blob, error) {
	b, err := f.dir.Blob(ctx, id, now)
	if errors.Is(err, store.ErrNotFound) {
		return f.messages.Blob(ctx, id, now)
	}
	return b, err
}

// DropBlob deletes an upload, wherever it is.
func (f *filed) DropBlob(ctx context.Context, id string) error {
	return errors.Join(f.dir.DropBlob(ctx, id), f.messages.DropBlob(ctx, id))
}

// Save gives the uploads last: of what the saved conversations name none is
// missing that is still there.
func (f *filed) Save(ctx context.Context, do func(store.Saved) error) error {
	if err := f.messages.Save(ctx, do); err != nil {
		return err
	}
	return f.dir.Save(ctx, do)
}

// Restore keeps what was saved.
func (f *filed) Restore(ctx context.Context, now time.Time, one store.Saved) error {
	if one.Blob != nil {
		return f.dir.Restore(now, *one.Blob)
	}
	return f.messages.Restore(ctx, now, one)
}

// Sweep deletes what has run out, in both.
func (f *filed) Sweep(ctx context.Context, now time.Time) error {
	return errors.Join(f.messages.Sweep(ctx, now), f.dir.Sweep(ctx, now))
}

// Room returns how full the directory is: uploads fill nothing else.
func (f *filed) Room(context.Context) (store.Room, error) { return f.dir.Room() }
