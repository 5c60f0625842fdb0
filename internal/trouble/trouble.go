// Package trouble is the list of what is broken and only a person can mend: a
// token that was revoked, a staff group that nobody can write to. All replicas
// share it, whoever found it out: readiness, the desk and the doctor show it,
// and an alarm is sounded once.
//
// It mends nothing, and what is tried again by itself within a minute or two
// does not belong here. A trouble that is not reported again for a while counts
// as over, for its reporter may be gone. Safe for concurrent use. Start reading
// at Board.
package trouble

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"slices"
	"sort"
	"strings"
	"sync"
	"time"

	"hotro/internal/chat"
	"hotro/internal/store"
)

// Trouble is one thing that is broken.
type Trouble struct {
	Key    string      `json:"key"` // what: "telegram.poll", "telegram.staff"
	Reason chat.Reason `json:"reason"`
	Since  time.Time   `json:"since"`
	Seen   time.Time   `json:"seen"`             // last
	Silent bool        `json:"silent,omitempty"` // another trouble with the same cause had sounded the alarm
}

// Values keeps the list for all replicas.
type Values interface {
	Get(ctx context.Context, key string) (val []byte, version int64, err error)
	Swap(ctx context.Context, key string, version int64, val []byte, ttl time.Duration, now time.Time) (int64, error)
}

// Options of a Board; all but Alarm and Over are required.
type Options struct {
	Values Values
	Now    func() time.Time
	Log    *slog.Logger
	Count  func(key string)                      // moves a metric, at first and for as long as it lasts
	Alarm  func(ctx context.Context, tr Trouble) // tells people of a new trouble; nil: nobody
	Over   func(ctx context.Context, tr Trouble) // tells those who heard the alarm that it works again; nil: nobody
}

const (
	valueKey = "troubles"
	again    = 20 * time.Second // between two reports of one trouble that are written down
	fresh    = 2 * time.Second  // for so long a list that was read is good
	over     = 5 * time.Minute  // after the last report
)

// Board is the list.
type Board struct {
	Options

	mu     sync.Mutex
	mine   map[string]time.Time // by key: when it was last reported here
	known  []Trouble
	readAt time.Time
}

// New returns a Board.
func New(o Options) *Board { return &Board{Options: o, mine: map[string]time.Time{}} }

// Report says that something is broken. It may be called as often as it is met
// with; the alarm is sounded by whoever is first to write it down, and once for
// what has one cause on one platform ("zalobot.poll", "zalobot.send").
func (b *Board) Report(ctx context.Context, key string, why chat.Reason) {
	now := b.Now()
	b.mu.Lock()
	soon := now.Sub(b.mine[key]) < again
	if !soon {
		b.mine[key] = now
	}
	b.mu.Unlock()
	if soon {
		return
	}
	b.Count(key)
	var sound *Trouble
	err := b.change(ctx, func(list []Trouble) []Trouble {
		sound = nil
		for i := range list {
			if list[i].Key == key {
				list[i].Seen, list[i].Reason = now, why
				return list
			}
		}
		sound = &Trouble{Key: key, Reason: why, Since: now, Seen: now}
		sound.Silent = slices.ContainsFunc(list, sound.causedAlike)
		return append(list, *sound)
	})
	switch {
	case err != nil:
		b.Log.Warn("what is broken could not be written down", "what", key, "err", err)
	case sound != nil:
		b.Log.Error("something is broken that a person has to mend", "what", key, "why", why)
		if b.Alarm != nil && !sound.Silent {
			b.Alarm(ctx, *sound)
		}
	}
}

// causedAlike reports whether another trouble of the same platform has the same
// cause.
func (t Trouble) causedAlike(other Trouble) bool {
	mine, _, _ := strings.Cut(t.Key, ".")
	others, _, _ := strings.Cut(other.Key, ".")
	return mine == others && t.Reason.Key() == other.Reason.Key()
}

// Clear says that something works. It costs nothing where nobody has said
// otherwise.
func (b *Board) Clear(ctx context.Context, key string) {
	b.mu.Lock()
	_, mine := b.mine[key]
	delete(b.mine, key)
	b.mu.Unlock()
	if !mine && !b.Has(ctx, key) {
		return
	}
	var gone *Trouble
	err := b.change(ctx, func(list []Trouble) []Trouble {
		gone = nil
		return slices.DeleteFunc(list, func(t Trouble) bool {
			if t.Key != key {
				return false
			}
			gone = &t
			return true
		})
	})
	switch {
	case err != nil:
		b.Log.Warn("what works again could not be written down", "what", key, "err", err)
	case gone != nil:
		b.Log.Info("what was broken works again", "what", key)
		if b.Over != nil && !gone.Silent {
			b.Over(ctx, *gone)
		}
	}
}

// Has reports whether something is broken.
func (b *Board) Has(ctx context.Context, key string) bool {
	return slices.ContainsFunc(b.All(ctx), func(t Trouble) bool { return t.Key == key })
}

// All returns what is broken, the oldest first. Where the store can't be asked
// it is what was last known: that the store is away is said elsewhere.
func (b *Board) All(ctx context.Context) []Trouble {
	now := b.Now()
	b.mu.Lock()
	known, age := b.known, now.Sub(b.readAt)
	b.mu.Unlock()
	if age >= 0 && age < fresh {
		return known
	}
	list, _, err := b.read(ctx)
	if err != nil {
		return known
	}
	return b.keep(list)
}

func (b *Board) keep(list []Trouble) []Trouble {
	now := b.Now()
	list = slices.DeleteFunc(slices.Clone(list), func(t Trouble) bool { return now.Sub(t.Seen) > over })
	sort.SliceStable(list, func(i, j int) bool {
		return cmp.Or(list[i].Since.Compare(list[j].Since), cmp.Compare(list[i].Key, list[j].Key)) < 0
	})
	b.mu.Lock()
	defer b.mu.Unlock()
	b.known, b.readAt = list, now
	return list
}

func (b *Board) read(ctx context.Context) ([]Trouble, int64, error) {
	raw, version, err := b.Values.Get(ctx, valueKey)
	if errors.Is(err, store.ErrNotFound) {
		return nil, 0, nil
	}
	if err != nil {
		return nil, 0, err
	}
	var list []Trouble
	if json.Unmarshal(raw, &list) != nil {
		list = nil // another version's: it is written anew by whoever meets the trouble
	}
	return list, version, nil
}

// change rewrites the list, again when another replica was quicker.
func (b *Board) change(ctx context.Context, do func([]Trouble) []Trouble) error {
	for {
		list, version, err := b.read(ctx)
		if err != nil {
			return err
		}
		list = do(slices.Clone(b.keep(list))) // what is kept is being read
		raw, err := json.Marshal(list)
		if err != nil {
			return err
		}
		_, err = b.Values.Swap(ctx, valueKey, version, raw, 0, b.Now())
		switch {
		case err == nil:
			b.keep(list)
			return nil
		case !errors.Is(err, store.ErrStale):
			return err
		}
	}
}
