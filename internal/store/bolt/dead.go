package bolt

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"go.etcd.io/bbolt"

	"hotro/internal/store"
)

// dead is a dead letter as kept. Value is the packed Item or Out.
type dead struct {
	Conv   string `json:"c"`
	Queue  string `json:"q"`
	At     int64  `json:"t"`
	Reason string `json:"r"`
	Value  []byte `json:"b,omitempty"`
}

// bury keeps a dead letter, the newest store.MaxDead of each partition.
func bury(tx *bbolt.Tx, d dead) error {
	n, err := token(tx, d.Conv)
	if err != nil {
		return err
	}
	v, err := json.Marshal(d)
	if err != nil {
		return err
	}
	b, part := tx.Bucket(bDead), []byte{byte(store.Part(d.Conv))}
	if err := b.Put(join(part, num(n)), v); err != nil {
		return err
	}
	over := countPrefix(b, part) - store.MaxDead
	if over <= 0 {
		return nil
	}
	var limit []byte
	scan(b, part, nil, func(rest, _ []byte) bool {
		limit, over = slices.Clone(rest), over-1
		return over >= 0
	})
	return dropPrefix(b, part, limit)
}

// letter returns the dead letter as callers see it.
func (d dead) letter(key []byte) (store.Dead, error) {
	l := store.Dead{
		ID:   fmt.Sprintf("%d-%d", key[0], unnum(key[1:])),
		Conv: d.Conv, Queue: d.Queue, Reason: d.Reason, At: store.Moment(d.At),
	}
	switch d.Queue {
	case store.Inbox:
		it, err := store.UnpackItem(d.Value)
		l.Body = it.Body
		return l, err
	case store.LaneUser:
		o, err := store.UnpackOut(d.Value)
		l.Body = o.Body
		return l, err
	}
	return l, nil
}

// deadKey returns the key of a dead letter, nil for what can't be one.
func deadKey(id string) []byte {
	part, n, _ := strings.Cut(id, "-")
	p, err := strconv.ParseUint(part, 10, 8)
	m, err2 := strconv.ParseInt(n, 10, 64)
	if err != nil || err2 != nil || p >= store.Parts {
		return nil
	}
	return join([]byte{byte(p)}, num(m))
}

func findDead(tx *bbolt.Tx, id string) (d dead, key []byte, err error) {
	key = deadKey(id)
	v := tx.Bucket(bDead).Get(key)
	if key == nil || v == nil {
		return d, nil, store.ErrNotFound
	}
	return d, key, json.Unmarshal(v, &d)
}

// DeadList lists up to max dead letters, the oldest first.
func (s *Store) DeadList(ctx context.Context, max int) ([]store.Dead, error) {
	return view(ctx, s, func(tx *bbolt.Tx) (ls []store.Dead, err error) {
		scan(tx.Bucket(bDead), nil, nil, func(key, v []byte) bool {
			var d dead
			var l store.Dead
			if err = json.Unmarshal(v, &d); err == nil {
				l, err = d.letter(key)
			}
			ls = append(ls, l)
			return err == nil
		})
		sort.SliceStable(ls, func(i, j int) bool { return ls[i].At.UnixMilli() < ls[j].At.UnixMilli() })
		return ls[:min(len(ls), max)], err
	})
}

// DeadRetry puts a dead letter back where it came from, last in its queue and
// due at once. ErrFull when that inbox is.
func (s *Store) DeadRetry(ctx context.Context, id string, now time.Time) error {
	ms := s.see(now)
	return change(ctx, s, func(tx *bbolt.Tx) error {
		d, key, err := findDead(tx, id)
		if err != nil {
			return err
		}
		c, err := load(tx, d.Conv)
		if err != nil {
			return err
		}
		if d.Queue == store.Inbox && c.Items >= store.MaxInbox {
			return store.ErrFull
		}
		if err := c.revive(tx, d, ms); err != nil {
			return err
		}
		if err := tx.Bucket(bDead).Delete(key); err != nil {
			return err
		}
		if err := s.touch(tx, c, ms); err != nil {
			return err
		}
		return c.save(tx)
	})
}

func (c *conv) revive(tx *bbolt.Tx, d dead, now int64) error {
	switch d.Queue {
	case store.Inbox:
		return c.push(tx, d.Value, now)
	case store.Timer:
		if c.Wake == 0 || now < c.Wake {
			c.Wake = now
		}
		return nil
	case store.LaneDesk:
		c.mark(now, 0)
		return nil
	}
	o, err := store.UnpackOut(d.Value)
	return errors.Join(err, c.queue(tx, now, []store.Out{o}))
}

// DeadDrop deletes a dead letter.
func (s *Store) DeadDrop(ctx context.Context, id string) error {
	return change(ctx, s, func(tx *bbolt.Tx) error {
		_, key, err := findDead(tx, id)
		if err != nil {
			return err
		}
		return tx.Bucket(bDead).Delete(key)
	})
}
