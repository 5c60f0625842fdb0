package desk

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"hotro/internal/chat"
	"hotro/internal/store"
	"hotro/internal/worktime"
)

const (
	maxOpen   = 5000 // open tickets listed at most
	maxRecent = 200  // ended tickets looked at for estimates and search
)

// Reader reads tickets and transcripts.
type Reader struct {
	store  Store
	hours  worktime.Hours
	now    func() time.Time
	format *Formatter
}

// Conversation reads the current state of a conversation.
func (r *Reader) Conversation(ctx context.Context, conv string) (chat.Conversation, error) {
	c, _, err := r.Moment(ctx, conv)
	return c, err
}

// Moment is Conversation with the number of the last line there was then. Lines
// up to it are of the same moment: those behind it, which somebody may add before
// they are read, belong to a state that is not known.
func (r *Reader) Moment(ctx context.Context, conv string) (c chat.Conversation, last int64, err error) {
	snap, err := r.store.Load(ctx, conv)
	if errors.Is(err, store.ErrNotFound) || (err == nil && snap.State == nil) {
		return c, 0, ErrNoTicket
	}
	if err != nil {
		return c, 0, fmt.Errorf("conversation %s: %w", conv, err)
	}
	if err := chat.Decode(snap.State, &c); err != nil {
		return c, 0, fmt.Errorf("conversation %s: stored state: %w", conv, err)
	}
	return c, snap.Lines, nil
}

// Ticket reads one ticket by its number.
func (r *Reader) Ticket(ctx context.Context, number int64) (chat.Ticket, error) {
	row, err := r.store.Row(ctx, number)
	if errors.Is(err, store.ErrNotFound) {
		return chat.Ticket{}, ErrNoTicket
	}
	if err != nil {
		return chat.Ticket{}, fmt.Errorf("ticket %d: %w", number, err)
	}
	return ticketOf(row)
}

func ticketOf(row store.Row) (chat.Ticket, error) {
	var t chat.Ticket
	if err := chat.Decode(row.Body, &t); err != nil {
		return t, fmt.Errorf("ticket %d: stored row: %w", row.Number, err)
	}
	return t, nil
}

// Queue lists the open tickets as Order sorts them.
func (r *Reader) Queue(ctx context.Context) ([]chat.Ticket, error) {
	out, err := r.list(ctx, true, maxOpen)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(out, Order)
	return out, nil
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Ended lists at most n tickets that are closed or back with the bot, the
// latest first.
func (r *Reader) Ended(ctx context.Context, n int) ([]chat.Ticket, error) {
	out, err := r.list(ctx, false, n)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(out, func(a, b chat.Ticket) int {
		return cmp.Or(b.Ended.Compare(a.Ended), cmp.Compare(b.Number, a.Number))
	})
	return out, nil
}

func (r *Reader) list(ctx context.Context, open bool, n int) ([]chat.Ticket, error) {
	rows, err := r.store.Rows(ctx, open, n)
	if err != nil {
		return nil, fmt.Errorf("list tickets: %w", err)
	}
	out := make([]chat.Ticket, 0, len(rows))
	for _, row := range rows {
		t, err := ticketOf(row)
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, nil
}

// Estimate is the expected wait of somebody who asks now.
type Estimate struct {
	Place  int           // place in the queue, from 1
	Median time.Duration // what people waited lately; zero when that is not known
	// Places of those who wait, from 1, by the number of their ticket.
	Places map[int64]int
}

const (
	enoughWaits = 5                  // waits needed for an estimate
	lateWaits   = 7 * 24 * time.Hour // how long a wait counts
)

// Wait estimates the wait of somebody who asks for a person now: behind
// everybody already waiting, for as long as people waited lately.
func (r *Reader) Wait(ctx context.Context) (Estimate, error) {
	open, err := r.Queue(ctx)
	if err != nil {
		return Estimate{}, err
	}
	ended, err := r.Ended(ctx, maxRecent)
	if err != nil {
		return Estimate{}, err
	}
	e := Estimate{Place: 1, Places: map[int64]int{}}
	for _, t := range open {
		if t.State == chat.Waiting {
			e.Places[t.Number] = e.Place
			e.Place++
		}
	}
	e.Median = r.median(append(open, ended...))
	return e, nil
}
