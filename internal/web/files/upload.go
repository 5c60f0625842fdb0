package files

import (
	"bytes"
	"context"
	"fmt"
	"image"
	_ "image/gif"  // to read its size
	_ "image/jpeg" // to read its size
	_ "image/png"  // to read its size
	"io"
	"strings"
	"time"

	_ "golang.org/x/image/webp" // to read its size

	"hotro/internal/chat"
	"hotro/internal/store"
)

// maxPixels keeps pictures that unpack to gigabytes from being shown: they are
// downloads.
const maxPixels = 40_000_000

// Upload reads a file from a browser and stores it for a conversation, its
// owner. It refuses more than
// MaxUpload bytes with ErrTooLarge, what would leave words no room with ErrFull and an interrupted upload with
// ErrUnreadable. It trusts neither name nor type: the first bytes decide how
// the file is shown. While it comes it is on disk, and few are in memory at
// once.
func (m *Media) Upload(ctx context.Context, owner, name string, r io.Reader) (chat.File, error) {
	s, err := spooled(r, MaxUpload)
	if err != nil {
		return chat.File{}, err
	}
	defer s.close()
	leave, err := m.enter(ctx)
	if err != nil {
		return chat.File{}, fmt.Errorf("keep upload: %w", err)
	}
	defer leave()
	if err := m.fits(ctx, int(s.size)); err != nil {
		return chat.File{}, err
	}
	data, err := s.bytes()
	if err != nil {
		return chat.File{}, fmt.Errorf("keep upload: %w", err)
	}
	kind := Sniff(data[:min(len(data), 512)])
	f := chat.File{
		Kind: fileKind(kind, data), Channel: chat.Web,
		Name: SafeName(name), MIME: kind, Size: int64(len(data)),
	}
	f.Blob, err = m.blobs.PutBlob(ctx, store.Blob{Name: f.Name, MIME: kind, Data: data, Owner: owner}, time.Now(), m.ttl)
	if err != nil {
		return chat.File{}, fmt.Errorf("keep upload: %w", err)
	}
	return f, nil
}

// enter waits for a place among the files that are whole in memory.
func (m *Media) enter(ctx context.Context) (leave func(), err error) {
	select {
	case m.keeping <- struct{}{}:
		return func() { <-m.keeping }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// fits makes sure that words still fit once a file of n bytes is kept: ErrFull.
func (m *Media) fits(ctx context.Context, n int) error {
	b, ok := m.blobs.(Bounded)
	if !ok {
		return nil
	}
	room, err := b.Room(ctx)
	if err != nil {
		return fmt.Errorf("keep upload: %w", err)
	}
	if !room.Fits(n) {
		return ErrFull
	}
	return nil
}

func fileKind(kind string, data []byte) chat.FileKind {
	switch {
	case Shown(kind):
		c, _, err := image.DecodeConfig(bytes.NewReader(data))
		if err == nil && c.Width > 0 && c.Height > 0 && c.Width <= maxPixels/c.Height {
			return chat.FilePhoto
		}
	case strings.HasPrefix(kind, "audio/"), kind == "application/ogg":
		return chat.FileVoice
	case strings.HasPrefix(kind, "video/"):
		return chat.FileVideo
	}
	return chat.FileDoc
}
