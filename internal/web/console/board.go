package console

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/web/live"
)

// board is the queue as all open pages of this process share it: read once,
// then kept in step by what changes. It works while anybody looks.
type board struct {
	desk *desk.Desk
	feed *live.Feed
	log  *slog.Logger

	mu      sync.Mutex
	lookers int
	stop    context.CancelFunc
	done    chan struct{}
	tickets []chat.Ticket
	version int64
	changed chan struct{} // closed and replaced when tickets change
}

func newBoard(d *desk.Desk, f *live.Feed, log *slog.Logger) *board {
	return &board{desk: d, feed: f, log: log, changed: make(chan struct{})}
}

// Pace of the board: changes within the first are told together; the second
// is how often it reads everything afresh, should a change have been missed.
const (
	gather = 100 * time.Millisecond
	afresh = time.Minute
)

// look begins looking at the board; the caller calls what is returned when
// it has seen enough.
func (b *board) look() (leave func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.lookers++; b.lookers == 1 {
		ctx, stop := context.WithCancel(context.Background())
		b.stop, b.done = stop, make(chan struct{})
		go b.keep(ctx, b.feed.Subscribe(""), b.done)
	}
	return sync.OnceFunc(b.leave)
}

func (b *board) leave() {
	b.mu.Lock()
	b.lookers--
	last := b.lookers == 0
	stop, done := b.stop, b.done
	if last {
		b.tickets, b.version = nil, 0
	}
	b.mu.Unlock()
	if last {
		stop()
		<-done
	}
}

// now returns the open tickets in queue order, and a channel that is closed
// when they have changed. A version of 0 says that they were not read yet.
func (b *board) now() (tickets []chat.Ticket, version int64, changed <-chan struct{}) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.tickets, b.version, b.changed
}

func (b *board) keep(ctx context.Context, sub *live.Sub, done chan struct{}) {
	defer close(done)
	defer sub.Close()
	again := time.NewTicker(afresh)
	defer again.Stop()
	b.read(ctx)
	for {
		select {
		case <-ctx.Done():
			return
		case <-again.C:
			b.read(ctx)
		case <-sub.Woken():
			settle := time.NewTimer(gather)
			select {
			case <-ctx.Done():
				settle.Stop()
				return
			case <-settle.C:
			}
			convs, _ := sub.Take()
			b.update(ctx, convs)
		}
	}
}

// read takes the whole queue from the desk.
func (b *board) read(ctx context.Context) {
	tickets, err := b.desk.Queue(ctx)
	if err != nil {
		if ctx.Err() == nil {
			b.log.Error("desk: read the queue", "err", err)
		}
		return
	}
	b.set(ctx, tickets)
}

// few is up to how many changed conversations are read one by one.
const few = 50

// update takes what changed from the desk.
func (b *board) update(ctx context.Context, convs []string) {
	if len(convs) == 0 {
		return
	}
	if len(convs) > few {
		b.read(ctx)
		return
	}
	was, _, _ := b.now()
	touched := map[string]bool{}
	var fresh []chat.Ticket
	for _, conv := range convs {
		touched[conv] = true
		c, err := b.desk.Conversation(ctx, conv)
		if errors.Is(err, desk.ErrNoTicket) {
			continue // forgotten, or not answered yet
		}
		if err != nil {
			if ctx.Err() == nil {
				b.log.Error("desk: read a changed conversation", "err", err)
			}
			continue
		}
		if c.Ticket.Open() {
			fresh = append(fresh, *c.Ticket)
		}
	}
	for _, t := range was {
		if !touched[t.Conv.String()] {
			fresh = append(fresh, t)
		}
	}
	slices.SortFunc(fresh, before)
	b.set(ctx, fresh)
}

func (b *board) set(ctx context.Context, tickets []chat.Ticket) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if ctx.Err() != nil {
		return // nobody looks any more, or somebody new does
	}
	b.tickets = tickets
	b.version++
	close(b.changed)
	b.changed = make(chan struct{})
}
