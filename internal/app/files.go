package app

import (
	"context"
	"io"
	"time"

	"hotro/internal/chat"
	"hotro/internal/web/files"
)

const (
	keepFiles = 30 * 24 * time.Hour // how long an upload is kept
	linkFor   = 7 * 24 * time.Hour  // how long a link in a chat works
)

// openFiles makes the way to every file: uploads, what platforms hold, and
// signed links to both.
func (a *App) openFiles(ctx context.Context) error {
	a.media = files.NewMedia(a.store, a.fetchers, keepFiles)
	return a.retryUntil(ctx, func() (err error) {
		a.links, err = files.NewLinks(ctx, a.store, a.media, a.base, a.log)
		return err
	})
}

// startFor is how long a start waits for a store that was cut off meanwhile: a
// restart of Redis must not end the replicas that start beside it.
const startFor = 15 * time.Second

// retryUntil tries until it works or startFor is over.
func (a *App) retryUntil(ctx context.Context, do func() error) error {
	ctx, cancel := context.WithTimeout(ctx, startFor)
	defer cancel()
	for {
		err := do()
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(200 * time.Millisecond):
		}
	}
}

// fileLink is an address under which a file can be fetched for a while.
func (a *App) fileLink(f chat.File) string { return a.links.Sign(f, linkFor) }

// anyFile opens a file wherever it is, for a channel that sends it on.
type anyFile struct{ a *App }

// Fetch is channels.Fetcher.
func (o anyFile) Fetch(ctx context.Context, f chat.File, max int64) (io.ReadCloser, error) {
	r, _, err := o.a.media.Open(ctx, f)
	if err != nil {
		return nil, err
	}
	return struct {
		io.Reader
		io.Closer
	}{io.LimitReader(r, max), r}, nil
}

// linker makes links for channels that can't carry a file.
type linker struct{ a *App }

// Link is zalo.Linker.
func (l linker) Link(f chat.File) (string, bool) { return l.a.fileLink(f), true }
