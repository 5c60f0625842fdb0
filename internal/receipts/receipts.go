// Package receipts writes what platforms say became of our messages (they
// arrived, were read, failed after all) into the transcript, where staff see
// it.
//
// A receipt only ever makes a line's state more certain: one that comes late
// or twice changes nothing. It may be faster than the answer to the send it
// speaks of, or come while a conversation changes all the time; then it waits
// here for some seconds, and one of a message that was never ours is dropped
// after that. Safe for concurrent use. Start reading at Book.Note.
package receipts

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"hotro/internal/chat"
	"hotro/internal/record"
	"hotro/internal/store"
)

// Lines finds lines and reads them.
type Lines interface {
	Find(ctx context.Context, conv, scope, id string) (int64, error)
	Lines(ctx context.Context, conv string, from, to int64) ([]store.Entry, error)
}

// Conversations reads and changes a conversation.
type Conversations interface {
	Load(ctx context.Context, conv string) (store.Snapshot, error)
	Apply(ctx context.Context, snap store.Snapshot, now time.Time, id string, ch store.Change) error
}

// Options of a Book. All are required.
type Options struct {
	Lines         Lines
	Conversations Conversations
	Nudge         func(conv string) // called after a change
	Now           func() time.Time
	Log           *slog.Logger
}

// Book keeps the receipts.
type Book struct {
	Options
	mu   sync.Mutex
	wait []early
}

// early is a receipt that could not be written down yet.
type early struct {
	chat.Receipt
	left int // looks before it is dropped
}

const (
	looks    = 10          // at a receipt that waits
	lookEach = time.Second // between two looks
	maxEarly = 4096        // waiting at once; more are dropped
	tries    = 5           // against others who change the conversation at the same time
)

// New returns a Book; Run does its waiting.
func New(o Options) *Book { return &Book{Options: o} }

// Note writes receipts down. After an error the platform shall say it again.
func (b *Book) Note(ctx context.Context, rs ...chat.Receipt) error {
	for _, r := range rs {
		switch err := b.note(ctx, r); {
		case errors.Is(err, store.ErrNotFound), errors.Is(err, store.ErrFenced):
			b.later(early{r, looks})
		case err != nil:
			return err
		}
	}
	return nil
}

// Run looks again for the messages of early receipts until ctx ends.
func (b *Book) Run(ctx context.Context) {
	tick := time.NewTicker(lookEach)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		b.mu.Lock()
		due := b.wait
		b.wait = nil
		b.mu.Unlock()
		for _, e := range due {
			if err := b.note(ctx, e.Receipt); err == nil {
				continue
			}
			if e.left--; e.left > 0 {
				b.later(e)
			}
		}
	}
}

// Waiting returns how many receipts wait to be written down.
func (b *Book) Waiting() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.wait)
}

func (b *Book) later(e early) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.wait) < maxEarly {
		b.wait = append(b.wait, e)
	}
}

// note writes one receipt down, or returns store.ErrNotFound for a message
// that is not known.
func (b *Book) note(ctx context.Context, r chat.Receipt) error {
	conv := r.From.String()
	seq, err := b.Lines.Find(ctx, conv, "user", r.Message)
	if err != nil {
		return err
	}
	for range tries {
		if err = b.change(ctx, conv, seq, r); !errors.Is(err, store.ErrFenced) {
			return err
		}
	}
	return fmt.Errorf("receipt for line %d of %s: %w", seq, conv, err)
}

// change writes one receipt into the line it speaks of.
func (b *Book) change(ctx context.Context, conv string, seq int64, r chat.Receipt) error {
	snap, err := b.Conversations.Load(ctx, conv)
	if err != nil {
		return fmt.Errorf("receipt for line %d of %s: %w", seq, conv, err)
	}
	rows, err := b.Lines.Lines(ctx, conv, seq, seq)
	if err != nil || len(rows) == 0 || rows[0].Delivery == nil {
		return err // the line is gone, or it is a user's
	}
	var d chat.Delivery
	if err := chat.Decode(rows[0].Delivery, &d); err != nil {
		return fmt.Errorf("receipt for line %d of %s: delivery: %w", seq, conv, err)
	}
	if !d.Note(r) {
		return nil
	}
	rec, err := record.Open(snap, r.From, b.Now())
	if err != nil {
		return err
	}
	rec.Mark(rows[0], d)
	ch, err := rec.Change()
	if err != nil {
		return err
	}
	if err := b.Conversations.Apply(ctx, snap, b.Now(), "", ch); err != nil {
		return err
	}
	b.Log.Debug("a receipt was noted", "conv", conv, "line", seq, "state", r.State)
	b.Nudge(conv)
	return nil
}
