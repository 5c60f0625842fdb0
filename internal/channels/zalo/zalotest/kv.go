package zalotest

import (
	"context"
	"errors"
	"sync"
	"time"

	"hotro/internal/store"
)

// KV is the store's small shared state in memory: compare-and-set by version,
// as store/redis and store/bolt keep it. Safe for concurrent use.
type KV struct {
	mu   sync.Mutex
	down bool
	rows map[string]kvRow
}

type kvRow struct {
	val     []byte
	version int64
}

// NewKV returns an empty KV.
func NewKV() *KV { return &KV{rows: map[string]kvRow{}} }

var errDown = errors.New("the store is down")

// Down makes every operation fail until it is called with false.
func (k *KV) Down(down bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.down = down
}

// Raw returns what is stored under a key as it lies on disk.
func (k *KV) Raw(key string) []byte {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.rows[key].val
}

// Get returns a value and its version.
func (k *KV) Get(ctx context.Context, key string) ([]byte, int64, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.down || ctx.Err() != nil {
		return nil, 0, errDown
	}
	r, ok := k.rows[key]
	if !ok {
		return nil, 0, store.ErrNotFound
	}
	return r.val, r.version, nil
}

// Swap writes a value if version is the present one.
func (k *KV) Swap(ctx context.Context, key string, version int64, val []byte, _ time.Duration, _ time.Time) (int64, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.down || ctx.Err() != nil {
		return 0, errDown
	}
	if k.rows[key].version != version {
		return 0, store.ErrStale
	}
	k.rows[key] = kvRow{val: val, version: version + 1}
	return version + 1, nil
}
