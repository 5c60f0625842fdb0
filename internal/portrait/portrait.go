// Package portrait keeps the small pictures that users show of themselves on
// their platform, for staff to recognise who writes. It fetches one when it is
// told to, makes it small and holds it under the conversation's key until it is
// forgotten or a month is over. Pages never load a picture from a platform:
// that would tell it which of our staff looks at whom, and when.
//
// Safe for concurrent use. Start reading at Album.Take.
package portrait

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	_ "image/gif" // of a user
	"image/jpeg"
	_ "image/png" // of a user
	"io"
	"time"

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp" // of a user

	"hotro/internal/capped"
	"hotro/internal/chat"
	"hotro/internal/store"
)

// Bounds of a picture.
const (
	Side      = 96                  // pixels of the square that is kept
	Keep      = 30 * 24 * time.Hour // after it was fetched last
	maxBytes  = 2 << 20             // of what a platform holds
	maxPixels = 16_000_000          // more is not decoded: it would take too much memory
)

// Platforms know the pictures of their users.
type Platforms interface {
	// UserPicture returns the picture that a user shows; a zero File when
	// there is none, or none may be seen.
	UserPicture(ctx context.Context, user chat.Address) (chat.File, error)
	Fetch(ctx context.Context, f chat.File, max int64) (io.ReadCloser, error)
}

// Album holds the pictures, one of each user.
type Album struct {
	values    store.Values
	platforms Platforms
	now       func() time.Time
}

// NewAlbum returns an Album.
func NewAlbum(v store.Values, p Platforms, now func() time.Time) *Album {
	return &Album{values: v, platforms: p, now: now}
}

func key(conv string) string { return ".portrait/" + conv } // the dot keeps it out of lists

// Take asks the platform for a user's picture and keeps it in the place of the
// one before. It reports whether there is one.
func (a *Album) Take(ctx context.Context, user chat.Address) (bool, error) {
	f, err := a.platforms.UserPicture(ctx, user)
	if err != nil {
		return false, fmt.Errorf("picture of a user: %w", err)
	}
	if f == (chat.File{}) {
		return false, a.Forget(ctx, user.String())
	}
	raw, err := a.fetch(ctx, f)
	if err != nil {
		return false, fmt.Errorf("picture of a user: %w", err)
	}
	small, err := shrunk(raw)
	if err != nil {
		return false, fmt.Errorf("picture of a user: %w", err)
	}
	return true, a.keep(ctx, user.String(), small)
}

func (a *Album) fetch(ctx context.Context, f chat.File) ([]byte, error) {
	r, err := a.platforms.Fetch(ctx, f, maxBytes)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return capped.ReadAll(r, maxBytes)
}

func (a *Album) keep(ctx context.Context, conv string, small []byte) error {
	for {
		_, version, err := a.values.Get(ctx, key(conv))
		if err == nil || errors.Is(err, store.ErrNotFound) {
			_, err = a.values.Swap(ctx, key(conv), version, small, Keep, a.now())
		}
		if !errors.Is(err, store.ErrStale) {
			return err
		}
	}
}

// Of returns a user's picture, a JPEG; store.ErrNotFound when none is kept.
func (a *Album) Of(ctx context.Context, conv string) ([]byte, error) {
	small, _, err := a.values.Get(ctx, key(conv))
	return small, err
}

// Forget deletes a user's picture; one that is not kept is no error.
func (a *Album) Forget(ctx context.Context, conv string) error {
	return store.DropValue(ctx, a.values, key(conv), a.now)
}

// shrunk is the middle of a picture, on white. It is drawn anew, so nothing is
// left of what a file holds beside it: places, devices, other formats.
func shrunk(data []byte) ([]byte, error) {
	c, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	if c.Width < 1 || c.Height < 1 || c.Width > maxPixels/c.Height {
		return nil, fmt.Errorf("%d × %d pixels, want at most %d in all", c.Width, c.Height, maxPixels)
	}
	src, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	dst := image.NewRGBA(image.Rect(0, 0, Side, Side))
	draw.Draw(dst, dst.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.CatmullRom.Scale(dst, dst.Bounds(), src, middle(src.Bounds()), draw.Over, nil)
	var out bytes.Buffer
	if err := jpeg.Encode(&out, dst, &jpeg.Options{Quality: 85}); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// middle is the largest square in the middle.
func middle(r image.Rectangle) image.Rectangle {
	side := min(r.Dx(), r.Dy())
	x, y := r.Min.X+(r.Dx()-side)/2, r.Min.Y+(r.Dy()-side)/2
	return image.Rect(x, y, x+side, y+side)
}
