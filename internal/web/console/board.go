package console

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/obs"
	"hotro/internal/web/live"
)

// tickets lists the open tickets, and reads one by its conversation.
type tickets interface {
	Queue(ctx context.Context) ([]chat.Ticket, error)
	Conversation(ctx context.Context, conv string) (chat.Conversation, error)
}

// board is the queue shared by all pages of this process: read once, then kept
// up to date while anybody looks. An unchanged ticket keeps its pointer, so
// that pages know what to redraw.
type board struct {
	desk tickets
	feed *live.Feed
	down *obs.Outage

	flight flight // updates the queue

	mu       sync.Mutex
	watchers int
	stop     context.CancelFunc
	sub      *live.Sub
	tickets  []*chat.Ticket
	version  int64         // grows with each change; 0: not read yet
	stale    bool          // a change may have been missed: reread everything
	changed  chan struct{} // closed and replaced when tickets change
}

func newBoard(d tickets, f *live.Feed, down *obs.Outage) *board {
	return &board{desk: d, feed: f, down: down, changed: make(chan struct{})}
}

// Pace of the board: changes within gather are reported together; every afresh
// it rereads everything, in case a change was missed; linger is how long it is
// kept after the last page request.
const (
	gather = 100 * time.Millisecond
	afresh = time.Minute
	linger = time.Minute
)

// watch keeps the board alive until the caller calls unwatch.
func (b *board) watch() (unwatch func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.watchers++; b.watchers == 1 {
		ctx, stop := context.WithCancel(context.Background())
		b.stop, b.sub = stop, b.feed.Subscribe("")
		go b.keep(ctx, b.sub)
	}
	return sync.OnceFunc(b.unwatch)
}

func (b *board) unwatch() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.watchers--; b.watchers == 0 {
		b.stop()
		b.tickets, b.version, b.sub, b.stale = nil, 0, nil, false
	}
}

// now returns the open tickets in queue order, and a channel that is closed
// when they have changed. Neither the slice nor the tickets change afterwards.
func (b *board) now() (tickets []*chat.Ticket, version int64, changed <-chan struct{}) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.tickets, b.version, b.changed
}

// fresh returns the open tickets, with every change this process knows of.
func (b *board) fresh(ctx context.Context) ([]*chat.Ticket, error) {
	time.AfterFunc(linger, b.watch())
	if err := b.flight.do(ctx, b.catchUp); err != nil {
		return nil, err
	}
	tickets, _, _ := b.now()
	return tickets, nil
}

// catchUp reads what the board is missing. After a failure it rereads
// everything, because the list of changes has already been taken.
func (b *board) catchUp(ctx context.Context) error {
	b.mu.Lock()
	sub, read := b.sub, b.version > 0 && !b.stale
	b.stale = false
	b.mu.Unlock()
	if sub == nil {
		return nil // nobody is looking any more
	}
	convs, _ := sub.Take()
	do := func() error { return b.update(ctx, convs) }
	if !read {
		do = func() error { return b.read(ctx) }
	}
	err := do()
	if err != nil {
		b.distrust()
	}
	return err
}

// distrust makes the next update reread everything.
func (b *board) distrust() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.stale = true
}

func (b *board) keep(ctx context.Context, sub *live.Sub) {
	defer sub.Close()
	again := time.NewTicker(afresh)
	defer again.Stop()
	b.try(ctx)
	for {
		select {
		case <-ctx.Done():
			return
		case <-b.feed.Done():
			return
		case <-again.C:
			b.distrust()
			b.try(ctx)
		case <-sub.Woken():
			settle := time.NewTimer(gather)
			select {
			case <-ctx.Done():
				settle.Stop()
				return
			case <-b.feed.Done():
				settle.Stop()
				return
			case <-settle.C:
			}
			b.try(ctx)
		}
	}
}

// try updates the board; after a failure the next change tries again.
func (b *board) try(ctx context.Context) {
	if err := b.flight.do(ctx, b.catchUp); err != nil {
		b.down.Saw(ctx, fmt.Errorf("read the queue: %w", err))
	}
}

// read reads the whole queue.
func (b *board) read(ctx context.Context) error {
	queue, err := b.desk.Queue(ctx)
	if err != nil {
		return err
	}
	tickets := make([]*chat.Ticket, len(queue))
	for i := range queue {
		tickets[i] = &queue[i]
	}
	b.set(tickets)
	return nil
}

// few is the most changed conversations that are read one by one.
const few = 100

// update reads the conversations that changed.
func (b *board) update(ctx context.Context, convs []string) error {
	if len(convs) == 0 {
		return nil
	}
	was, version, _ := b.now()
	if len(convs) > few || version == 0 {
		return b.read(ctx)
	}
	touched := map[string]bool{}
	var tickets []*chat.Ticket
	for _, conv := range convs {
		touched[conv] = true
		c, err := b.desk.Conversation(ctx, conv)
		if errors.Is(err, desk.ErrNoTicket) {
			continue // deleted, or not answered yet
		}
		if err != nil {
			return err
		}
		if c.Ticket.Awaits() {
			tickets = append(tickets, c.Ticket)
		}
	}
	same := len(tickets) == 0
	for _, t := range was {
		if touched[t.Conv.String()] {
			same = false
			continue
		}
		tickets = append(tickets, t)
	}
	if same {
		return nil // talking to the bot: nothing for the desk
	}
	slices.SortFunc(tickets, func(a, b *chat.Ticket) int { return desk.Order(*a, *b) })
	b.set(tickets)
	return nil
}

func (b *board) set(tickets []*chat.Ticket) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.watchers == 0 {
		return // nobody is looking any more
	}
	b.tickets = tickets
	b.version++
	close(b.changed)
	b.changed = make(chan struct{})
}
