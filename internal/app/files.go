package app

import (
	"context"
	"fmt"
	"time"

	"hotro/internal/chat"
	"hotro/internal/portrait"
	"hotro/internal/retry"
	"hotro/internal/store"
	"hotro/internal/web/files"
	"hotro/internal/web/limit"
	"hotro/internal/web/live"
)

const (
	keepFiles = 30 * 24 * time.Hour // how long an upload is kept
	linkFor   = 7 * 24 * time.Hour  // how long a link in a chat works
	linkWait  = 2 * time.Second     // for the store to keep what a link stands for
)

// openFiles makes the way to every file: uploads, what platforms hold, signed
// links to both, and the pictures of users.
func (b *builder) openFiles(ctx context.Context) (err error) {
	if b.proxies, err = limit.ParseProxies(b.cfg.TrustedProxies); err != nil {
		return fmt.Errorf("TRUSTED_PROXIES: %w", err)
	}
	b.media = files.NewMedia(b.store, &b.platforms, keepFiles).Behind(b.proxies)
	b.portraits = portrait.NewAlbum(b.store, &b.platforms, b.now)
	b.feed = live.NewFeed(b.store.Recent, 0, b.log)
	return atStart(ctx, func(ctx context.Context) (err error) {
		b.links, err = files.NewLinks(ctx, b.store, b.media, b.base, b.log)
		return err
	})
}

// startFor is how long a start waits for a store that was cut off meanwhile: a
// restart of Redis must not end the replicas that start beside it.
const startFor = 15 * time.Second

// atStart tries until it works or startFor is over.
func atStart(ctx context.Context, do func(context.Context) error) error {
	return retry.Until(ctx, startFor, retry.Every(200*time.Millisecond), do)
}

// fileLink is an address under which a file can be fetched for a while.
func (b *builder) fileLink(f chat.File) string {
	ctx, cancel := context.WithTimeout(context.Background(), linkWait)
	defer cancel()
	return b.links.Short(ctx, f, linkFor)
}

// fileLinks forgets the addresses that fileLink made.
type fileLinks struct{ *files.Links }

// Forget deletes what the addresses of a file stand for.
func (l fileLinks) Forget(ctx context.Context, f chat.File) error {
	return l.Links.Forget(ctx, f, linkFor)
}

// blobs reads uploads for platforms.
type blobs struct {
	files Files
	now   func() time.Time
}

// Blob returns an upload in our store.
func (b blobs) Blob(ctx context.Context, id string) (store.Blob, error) {
	return b.files.Blob(ctx, id, b.now())
}
