// Package bot is the turn: take a conversation with all its waiting lines,
// think, commit. Thinking happens outside the store; what it decides is
// written in one step that is refused when anybody was faster.
//
// It owns no storage, knows no platform's wire format and holds no dialog of
// its own: dialog decides what the bot says, desk what staff see, channels
// deliver. Safe for concurrent use. Start reading at Bot.Run and Bot.answer.
package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"golang.org/x/sync/semaphore"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/dialog"
	"hotro/internal/intent"
	"hotro/internal/obs"
	"hotro/internal/store"
)

// Inbox is where arrivals wait.
type Inbox interface {
	Put(ctx context.Context, conv string, it store.Item, ready time.Time) (fresh bool, err error)
	Take(ctx context.Context, now time.Time, lease time.Duration, max int) ([]store.Lease, error)
	TakeOne(ctx context.Context, conv string, now time.Time, lease time.Duration) (store.Lease, bool, error)
}

// Reception stores an arrival that waits for nothing, and takes the conversation
// in the same step when nothing else is to do in it.
type Reception interface {
	PutTake(ctx context.Context, conv string, it store.Item, lease time.Duration) (fresh bool, l *store.Lease, err error)
}

// Work ends a lease: with what was decided, later, or never.
type Work interface {
	Commit(ctx context.Context, l store.Lease, now time.Time, ch store.Change) (store.Committed, error)
	Release(ctx context.Context, l store.Lease, at time.Time) error
	Bury(ctx context.Context, l store.Lease, now time.Time, reason string) error
}

// Keeper keeps a lease that a long turn would outlast.
type Keeper interface {
	Extend(ctx context.Context, l store.Lease, until time.Time) error
}

// Memory reads what a turn may need beside its lease, and counts.
type Memory interface {
	Find(ctx context.Context, conv, scope, id string) (int64, error)
	Lines(ctx context.Context, conv string, from, to int64) ([]store.Entry, error)
	Count(ctx context.Context, key string) (int64, error)
}

// StaffDesk handles what staff write in their own group: one arrival, or the
// items of one album. It is idempotent by the arrivals' ids, however they are
// grouped.
type StaffDesk interface {
	Handle(ctx context.Context, in chat.Incoming, album ...chat.Incoming) error
}

// Queue estimates the wait of somebody who asks for a person now.
type Queue interface {
	Wait(ctx context.Context) (desk.Estimate, error)
}

// Reader is the matcher of the guide in use.
type Reader interface {
	Read(text string) intent.Reading
}

// Chooser is a model that may say what a line does that its words leave open:
// which topic it is about, and what it answers to the question it was said to.
// The line was read. It returns nil when it has nothing to add; it is bounded in
// time by itself.
type Chooser interface {
	Choose(ctx context.Context, conv string, who chat.User, l dialog.Line, q dialog.Question) *dialog.Hint
}

// ImageReader reads the text in a picture; empty when there is none or nobody
// can.
type ImageReader interface {
	ReadImage(ctx context.Context, conv string, f chat.File) string
}

// Transcriber turns a voice note into text; empty when nobody can.
type Transcriber interface {
	Transcribe(ctx context.Context, conv string, f chat.File) string
}

// Typing shows the user that an answer is on its way.
type Typing func(ctx context.Context, to chat.Address)

// Hand has Deliver send what a commit has leased in the same step: Nudge without
// another trip to the store. marked: staff's view is to be looked at as well.
type Hand func(j store.Job, marked bool)

// Options wire a Bot. Reception, Keep, Staff, Afford, Chooser, Images, Voice, Typing, Hand, Opened
// and Tried may be nil: then nobody does that.
type Options struct {
	Inbox     Inbox
	Reception Reception // nil: what arrives is put first and taken then
	Work      Work
	Keep      Keeper // nil: Lease must be longer than any turn
	Memory    Memory
	Dialog    func() (*dialog.Engine, Reader) // the guide in use; a new one may come at any time
	Lifecycle *desk.Lifecycle
	Queue     Queue
	Staff     StaffDesk
	IsStaff   func(chat.Address) bool                      // is this the staff's own group?
	Afford    func(ctx context.Context, conv string) error // takes from the budget of tickets; nil: there is none
	Chooser   Chooser
	Images    ImageReader
	Voice     Transcriber
	Typing    Typing
	Signs     func(channel string) bool // can it put a sign on a user's message? nil: none can
	Nudge     func(conv string)         // wakes Deliver
	Hand      Hand                      // nil: Deliver is always woken
	Opened    func(conv string)         // a ticket was opened or got call IDs: look-ups and summaries may follow
	Tried     func(chat.Tried)          // a step of the guide got its result
	Now       func() time.Time
	Log       *slog.Logger
	Metrics   *obs.Metrics
	Workers   int           // turns at once; 16 when zero
	Lease     time.Duration // how long what a dead process held waits for another; 10 s when zero
	LaneLease time.Duration // the same for a lane that is handed on; Lease when zero
	Poll      time.Duration // how often work is looked for unasked; 250 ms when zero
	Patience  time.Duration // how long an answer waits for a picture, 25 s at most; as long as the turn may take when zero
	Window    time.Duration // how long a text waits for the next one, so that three short lines get one answer
}

// MaxTries is how often a line is tried before it is quarantined.
const MaxTries = 5

// Bounds of one turn.
const (
	mostAside  = 256              // turns that wait for the outside without a worker
	maxTurn    = 30 * time.Second // of a turn whose lease is kept
	maxRelease = 5 * time.Second  // on giving back the lease of one that failed
)

// Bot runs turns.
type Bot struct {
	Options
	delayed   *delayQueue
	leases    chan store.Lease
	received  *received
	taking    obs.Outage // the store, as the workers meet it
	estimates estimateCache
	spare     spareNumbers
	sights    sights
	aside     *semaphore.Weighted // turns that wait for the outside, each beside the workers
}

// New returns a Bot; Run does the work.
func New(o Options) *Bot {
	if o.Workers == 0 {
		o.Workers = 16
	}
	if o.Lease == 0 {
		o.Lease = 10 * time.Second
	}
	if o.LaneLease == 0 {
		o.LaneLease = o.Lease
	}
	if o.Poll == 0 {
		o.Poll = 250 * time.Millisecond
	}
	if o.IsStaff == nil {
		o.IsStaff = func(chat.Address) bool { return false }
	}
	if o.Signs == nil {
		o.Signs = func(string) bool { return false }
	}
	if o.Opened == nil {
		o.Opened = func(string) {}
	}
	if o.Tried == nil {
		o.Tried = func(chat.Tried) {}
	}
	o.Patience = min(o.Patience, longestWait)
	return &Bot{
		Options: o, sights: sights{now: map[string]*sight{}}, aside: semaphore.NewWeighted(mostAside), delayed: newDelayQueue(), leases: make(chan store.Lease), received: newReceived(),
		taking: obs.Outage{Log: o.Log, What: "store: taking a conversation"},
	}
}

// Accept stores arrivals; it is the program's channels.Accept. When it returns
// nil they are durable. A user who floods is not stored beyond the inbox's
// bound.
func (b *Bot) Accept(ctx context.Context, in ...chat.Incoming) error {
	for _, a := range in {
		ready, taken, err := b.put(ctx, a, b.Reception != nil && b.received.room())
		if err != nil {
			return err
		}
		if !taken {
			b.delayed.add(a.From.String(), ready)
		}
	}
	return nil
}

// Store is Accept for a caller who takes the turn right away
// (TakeTurnWithoutNudge); Schedule makes up for it when that caller could not.
func (b *Bot) Store(ctx context.Context, in ...chat.Incoming) error {
	for _, a := range in {
		if _, _, err := b.put(ctx, a, false); err != nil {
			return err
		}
	}
	return nil
}

// Schedule has a conversation looked at now.
func (b *Bot) Schedule(conv string) { b.delayed.add(conv, b.Now()) }

// put stores one arrival and returns when it is due; or, with take, that it is
// on its way to a worker already.
func (b *Bot) put(ctx context.Context, in chat.Incoming, take bool) (due time.Time, taken bool, err error) {
	now := b.Now()
	body, err := chat.Encode(&in)
	if err != nil {
		return now, false, err
	}
	conv, ready := in.From.String(), b.readyAt(in, now)
	it := store.Item{ID: in.ID, Body: body, At: now}
	fresh, l, err := b.storeItem(ctx, conv, it, ready, take)
	if err != nil && !errors.Is(err, store.ErrFull) && ctx.Err() == nil {
		// An answer may have been lost alone. Asked once more the store knows what
		// it has; a platform that is to send again may do so in half a minute.
		fresh, err = b.Inbox.Put(ctx, conv, it, ready)
	}
	switch {
	case errors.Is(err, store.ErrFull):
		b.Metrics.Arrivals.WithLabelValues(in.From.Channel, "full").Inc()
		b.Log.Warn("inbox full; an arrival was not stored", "conv", conv)
		return now, false, nil
	case err != nil:
		return now, false, fmt.Errorf("store arrival of %s: %w", conv, err)
	case !fresh:
		b.Metrics.Arrivals.WithLabelValues(in.From.Channel, "duplicate").Inc()
		return now, false, nil
	}
	b.Metrics.Arrivals.WithLabelValues(in.From.Channel, "new").Inc()
	if l != nil {
		return now, b.receive(ctx, *l), nil
	}
	return ready.Add(time.Millisecond), false, nil // stores count whole milliseconds, rounded up
}
