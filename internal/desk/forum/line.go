package forum

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"hotro/internal/store"
)

// line is who waits for a place in the group, on all replicas together. Who is
// in it asks again soon; whoever does not come any more is passed over.
type line struct {
	values Values
	key    string
	every  time.Duration // between two places
	now    func() time.Time
}

// waiter is one in the line, as it is stored.
type waiter struct {
	Rank   Rank  `json:"r"`
	Urgent bool  `json:"u,omitempty"`
	Ticket int64 `json:"t"`
	Until  int64 `json:"x"` // after which it is passed over, in milliseconds
}

func (x waiter) wish() Wish { return Wish{x.Rank, x.Urgent, x.Ticket} }

const (
	maxLine = 200             // the rest waits outside, and is let in by ticket when it asks again
	slack   = 5 * time.Second // how late who is in the line may be
)

// ask returns how long a wish has to wait; 0 when it is granted by grant, which
// is asked only when nobody is ahead.
func (l *line) ask(ctx context.Context, w Wish, grant func() (time.Duration, error)) (time.Duration, error) {
	if w.Ticket == 0 {
		return grant()
	}
	for {
		all, version, err := l.read(ctx)
		if err != nil {
			return 0, err
		}
		now := l.now()
		rest := slices.DeleteFunc(slices.Clone(all), func(x waiter) bool { return x.Ticket == w.Ticket || x.Until < now.UnixMilli() })
		ahead := 0
		for _, x := range rest {
			if x.wish().before(w) {
				ahead++
			}
		}
		wait := min(l.every*time.Duration(ahead), patience)
		if ahead == 0 {
			if wait, err = grant(); err != nil {
				return 0, err
			}
		}
		switch {
		case wait > 0 && len(rest) < maxLine:
			wait = min(wait, patience)
			rest = append(rest, waiter{w.Rank, w.Urgent, w.Ticket, now.Add(wait + slack).UnixMilli()})
		case wait > 0:
			wait = patience + time.Duration(w.Ticket%crowd)*time.Second
		}
		if slices.Equal(rest, all) {
			return wait, nil
		}
		err = l.write(ctx, rest, version)
		if wait > 0 && errors.Is(err, store.ErrStale) {
			continue
		}
		if errors.Is(err, store.ErrStale) {
			err = nil // its old place in the line is passed over by itself
		}
		return wait, err
	}
}

func (l *line) read(ctx context.Context) (all []waiter, version int64, err error) {
	raw, version, err := l.values.Get(ctx, l.key)
	if errors.Is(err, store.ErrNotFound) {
		return nil, version, nil
	}
	if err != nil || json.Unmarshal(raw, &all) != nil {
		return nil, version, err // an unreadable line begins anew
	}
	return all, version, nil
}

func (l *line) write(ctx context.Context, all []waiter, version int64) error {
	_, err := l.values.Swap(ctx, l.key, version, []byte(encode(all)), time.Hour, l.now())
	return err
}
