package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"hotro/internal/bot"
	"hotro/internal/budget"
	"hotro/internal/channels"
	"hotro/internal/desk"
	"hotro/internal/leader"
	"hotro/internal/store"
	"hotro/internal/store/blobdir"
	"hotro/internal/store/bolt"
	"hotro/internal/store/redis"
)

// Store is everything the program asks of a store; bolt and redis have it.
// No part of the program sees it whole.
type Store interface {
	bot.Inbox
	bot.Reception
	bot.Work
	bot.Memory
	bot.Keeper
	channels.Lanes
	channels.Gate
	channels.Keeper
	desk.Store
	leader.Locks
	budget.Keeper
	Values
	Files
	Letters
	Forget(ctx context.Context, conv string) error
	Convs(ctx context.Context) ([]string, error)
	Save(ctx context.Context, f func(store.Saved) error) error
	SaveConv(ctx context.Context, conv string) (*store.SavedConv, error)
	Restore(ctx context.Context, now time.Time, one store.Saved) error
	Recent(ctx context.Context, since int64) (convs []string, upto int64, err error)
	Depth(ctx context.Context) (store.Depth, error)
	Sweep(ctx context.Context, now time.Time) error
	Health(ctx context.Context) (warnings []string, err error)
	Close() error
}

// Values are small things under a key: offsets, tokens, sessions.
type Values interface {
	Get(ctx context.Context, key string) (val []byte, version int64, err error)
	Swap(ctx context.Context, key string, version int64, val []byte, ttl time.Duration, now time.Time) (int64, error)
	Keys(ctx context.Context, prefix string) ([]string, error)
}

// Files are uploads.
type Files interface {
	PutBlob(ctx context.Context, b store.Blob, now time.Time, ttl time.Duration) (id string, err error)
	Blob(ctx context.Context, id string, now time.Time) (store.Blob, error)
	DropBlob(ctx context.Context, id string) error
}

// Letters are the dead letters.
type Letters interface {
	DeadList(ctx context.Context, max int) ([]store.Dead, error)
	DeadRetry(ctx context.Context, id string, now time.Time) error
	DeadDrop(ctx context.Context, id string) error
}

// OpenStore opens the store the configuration names, with the directory of
// uploads, where there is one. noSync is for tests.
func OpenStore(ctx context.Context, cfg Config, noSync bool) (Store, error) {
	s, err := openMessages(ctx, cfg, noSync)
	if err != nil || cfg.filesDir() == "" {
		return s, err
	}
	d, err := blobdir.Open(cfg.filesDir(), noSync)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("FILES_DIR: %w", err), s.Close())
	}
	return &filed{s, d}, nil
}

// openMessages opens the store of messages.
func openMessages(ctx context.Context, cfg Config, noSync bool) (messages, error) {
	if cfg.RedisURL != "" {
		return redis.Open(ctx, cfg.RedisURL, redis.Options{})
	}
	if err := os.MkdirAll(cfg.DataDir, 0o700); err != nil {
		return nil, fmt.Errorf("DATA_DIR: %w; make it writable or name another", err)
	}
	return bolt.Open(filepath.Join(cfg.DataDir, "hotro.db"), bolt.Options{NoSync: noSync})
}

// SwitchRedis makes a replica of the configured Sentinel group its master, and
// loses nothing. It returns the addresses of the old master and the new one.
func SwitchRedis(ctx context.Context, cfg Config) (from, to string, err error) {
	if cfg.RedisURL == "" {
		return "", "", errors.New("there is no Redis to switch: REDIS_URL is not set")
	}
	return redis.Switch(ctx, cfg.RedisURL, redis.Options{})
}

// storeFormat names the way this program keeps things in a store. A change
// that an older program can't read gives it a new name. What is stored in each
// format so far is in testdata/format-*.backup, and a test goes on from it.
//
// Format 2 is format 1 with what Redis keeps of conversations compressed, which
// this program reads either way.
const storeFormat = "2"

// formatOf returns the format a store is in, and marks a new one as ours, and
// one of the format before.
func formatOf(ctx context.Context, v Values, now time.Time) (string, error) {
	for {
		b, version, err := v.Get(ctx, "format")
		if !errors.Is(err, store.ErrNotFound) && (err != nil || string(b) != "1") {
			return string(b), err
		}
		if _, err := v.Swap(ctx, "format", version, []byte(storeFormat), 0, now); err != nil && !errors.Is(err, store.ErrStale) {
			return "", err
		}
	}
}
