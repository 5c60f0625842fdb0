// Package bot is the turn: take a conversation with all its waiting lines,
// think, commit. Thinking happens outside the store; what it decides is
// written in one step that is refused when anybody was faster.
//
// It owns no storage, knows no platform's wire format and holds no dialog of
// its own: dialog decides what the bot says, desk what staff see, channels
// deliver. Safe for concurrent use. Start reading at Bot.Run and Bot.turn.
package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

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

// Work ends a lease: with what was decided, later, or never.
type Work interface {
	Commit(ctx context.Context, l store.Lease, now time.Time, ch store.Change) (more bool, err error)
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
	Lines(ctx context.Context, conv string, from, to int64) ([]store.Line, error)
	Count(ctx context.Context, key string) (int64, error)
}

// StaffDesk handles what staff write in their own group: one arrival, or the
// items of one album. It is idempotent by the arrivals' ids, however they are
// grouped.
type StaffDesk interface {
	Handle(ctx context.Context, in chat.Incoming, album ...chat.Incoming) error
}

// Reader is the matcher of the guide in use.
type Reader interface {
	Match(text string) intent.Result
	Meanings(text string) intent.Meanings
}

// Chooser is a model that may choose among known topics. It returns nil when
// it has nothing to add; it is bounded in time by itself.
type Chooser interface {
	Choose(ctx context.Context, conv string, who chat.User, text string, r intent.Result) *dialog.Hint
}

// Eyes read the text in a picture; empty when there is none or nobody can.
type Eyes interface {
	Read(ctx context.Context, conv string, f chat.File) string
}

// Ears turn a voice note into text; empty when nobody can.
type Ears interface {
	Hear(ctx context.Context, conv string, f chat.File) string
}

// Typing shows the user that an answer is on its way.
type Typing func(ctx context.Context, to chat.Address)

// Options wire a Bot. Keep, Staff, Chooser, Eyes, Ears, Typing, Opened and Tried may
// be nil: then nobody does that.
type Options struct {
	Inbox   Inbox
	Work    Work
	Keep    Keeper // nil: Lease must be longer than any turn
	Memory  Memory
	Dialog  func() (*dialog.Engine, Reader) // the guide in use; a new one may come at any time
	Desk    *desk.Desk
	Staff   StaffDesk
	IsStaff func(chat.Address) bool // is this the staff's own group?
	Chooser Chooser
	Eyes    Eyes
	Ears    Ears
	Typing  Typing
	Nudge   func(conv string) // wakes Deliver
	Opened  func(conv string) // a ticket was opened or got call IDs: look-ups and summaries may follow
	Tried   func(chat.Tried)  // a step of the guide got its result
	Now     func() time.Time
	Log     *slog.Logger
	Metrics *obs.Metrics
	Workers int           // turns at once; 16 when zero
	Lease   time.Duration // how long what a dead process held waits for another; 10 s when zero
	Poll    time.Duration // how often work is looked for unasked; 250 ms when zero
	Window  time.Duration // how long a text waits for the next one, so that three short lines get one answer
}

// MaxTries is how often a line is tried before it is quarantined.
const MaxTries = 5

// Bounds of one turn.
const (
	longest = 30 * time.Second // of a turn whose lease is kept
	insist  = 5 * time.Second  // on giving back the lease of one that failed
)

// Bot runs turns.
type Bot struct {
	Options
	soon   *soon
	leases chan store.Lease
	wait   expectation
}

// New returns a Bot; Run does the work.
func New(o Options) *Bot {
	if o.Workers == 0 {
		o.Workers = 16
	}
	if o.Lease == 0 {
		o.Lease = 10 * time.Second
	}
	if o.Poll == 0 {
		o.Poll = 250 * time.Millisecond
	}
	if o.IsStaff == nil {
		o.IsStaff = func(chat.Address) bool { return false }
	}
	if o.Opened == nil {
		o.Opened = func(string) {}
	}
	if o.Tried == nil {
		o.Tried = func(chat.Tried) {}
	}
	return &Bot{Options: o, soon: newSoon(), leases: make(chan store.Lease)}
}

// Accept stores arrivals; it is the program's channels.Accept. When it returns
// nil they are durable. A user who floods is not stored beyond the inbox's
// bound.
func (b *Bot) Accept(ctx context.Context, in ...chat.Incoming) error {
	for _, a := range in {
		ready, err := b.put(ctx, a)
		if err != nil {
			return err
		}
		b.soon.add(a.From.String(), ready)
	}
	return nil
}

// Store is Accept for a caller who takes the turn right away (Answer); Wake
// makes up for it when that caller could not.
func (b *Bot) Store(ctx context.Context, in ...chat.Incoming) error {
	for _, a := range in {
		if _, err := b.put(ctx, a); err != nil {
			return err
		}
	}
	return nil
}

// Wake has a conversation looked at now.
func (b *Bot) Wake(conv string) { b.soon.add(conv, b.Now()) }

// put stores one arrival and returns when it is due.
func (b *Bot) put(ctx context.Context, in chat.Incoming) (time.Time, error) {
	now := b.Now()
	body, err := encode(in)
	if err != nil {
		return now, err
	}
	conv, ready := in.From.String(), b.readyAt(in, now)
	fresh, err := b.Inbox.Put(ctx, conv, store.Item{ID: in.ID, Body: body, At: now}, ready)
	switch {
	case errors.Is(err, store.ErrFull):
		b.Metrics.In.WithLabelValues(in.From.Channel, "full").Inc()
		b.Log.Warn("inbox full; an arrival was not stored", "conv", conv)
		return now, nil
	case err != nil:
		return now, fmt.Errorf("store arrival of %s: %w", conv, err)
	case !fresh:
		b.Metrics.In.WithLabelValues(in.From.Channel, "duplicate").Inc()
		return now, nil
	}
	b.Metrics.In.WithLabelValues(in.From.Channel, "new").Inc()
	return ready.Add(time.Millisecond), nil // stores count whole milliseconds, rounded up
}

// Run takes turns until ctx is done, then waits for those under way.
func (b *Bot) Run(ctx context.Context) {
	var wg sync.WaitGroup
	wg.Go(func() { b.soon.run(ctx, b.Now) })
	for range b.Workers {
		wg.Go(func() { b.work(ctx) })
	}
	b.poll(ctx)
	wg.Wait()
}

// poll finds what nobody nudged for: timers, retries, and the work of
// replicas that died.
func (b *Bot) poll(ctx context.Context) {
	tick := time.NewTicker(b.Poll)
	defer tick.Stop()
	outage := obs.Outage{Log: b.Log, What: "store: looking for conversations"}
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		leases, err := b.Inbox.Take(ctx, b.Now(), b.Lease, b.Workers)
		outage.Saw(ctx, err)
		for _, l := range leases {
			select {
			case b.leases <- l:
			case <-ctx.Done():
				return
			}
		}
	}
}

func (b *Bot) work(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case l := <-b.leases:
			b.do(ctx, l)
			b.Nudge(l.Conv)
		case conv := <-b.soon.due:
			_, _ = b.Work1(ctx, conv)
		}
	}
}

// Work1 takes one conversation, if it has work that is due, and takes a turn.
// It reports whether it did; trouble is logged here.
func (b *Bot) Work1(ctx context.Context, conv string) (bool, error) {
	did, err := b.Answer(ctx, conv)
	if did {
		b.Nudge(conv)
	}
	return did, err
}

// Answer is Work1 without waking Deliver: for a caller who wants to hand the
// reply over by other means first.
func (b *Bot) Answer(ctx context.Context, conv string) (bool, error) {
	l, ok, err := b.Inbox.TakeOne(ctx, conv, b.Now(), b.Lease)
	if err != nil || !ok {
		return false, err
	}
	b.do(ctx, l)
	return true, nil
}

// do takes one turn to its end, whatever that is.
func (b *Bot) do(ctx context.Context, l store.Lease) {
	// A turn that began is finished even while the program stops.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), b.limit())
	defer cancel()
	if !b.fresh(ctx, l) {
		return
	}
	defer b.keep(ctx, l)()
	if l.Tries > MaxTries {
		b.bury(ctx, l)
		return
	}
	more, err := b.safely(ctx, l)
	switch {
	case err == nil:
		if more {
			b.soon.add(l.Conv, b.Now())
		}
	case errors.Is(err, store.ErrDone):
	case errors.Is(err, store.ErrFenced):
		b.Metrics.Fenced.Inc()
		b.soon.add(l.Conv, b.Now())
	default:
		b.Log.Error("turn failed; it is tried again", "conv", l.Conv, "try", l.Tries, "err", err)
		b.putOff(ctx, l)
	}
}

// limit is how long one turn may take.
func (b *Bot) limit() time.Duration {
	if b.Keep == nil {
		return b.Lease
	}
	return max(longest, b.Lease)
}

// fresh renews a lease that is half over, for it has waited for a worker. One
// that is lost is another's turn.
func (b *Bot) fresh(ctx context.Context, l store.Lease) bool {
	now := b.Now()
	if b.Keep == nil || l.Until.Sub(now) >= b.Lease/2 {
		return true
	}
	return b.Keep.Extend(ctx, l, now.Add(b.Lease)) == nil
}

func (b *Bot) keep(ctx context.Context, l store.Lease) (stop func()) {
	if b.Keep == nil {
		return func() {}
	}
	return store.Keep(ctx, b.Lease, func(ctx context.Context) error {
		return b.Keep.Extend(ctx, l, b.Now().Add(b.Lease))
	})
}

// putOff gives the lease back, so that the turn is tried again soon. It
// insists for a while: a store that failed the turn is often back at once.
func (b *Bot) putOff(ctx context.Context, l store.Lease) {
	at := b.Now().Add(time.Second << min(l.Tries, 6))
	ctx, cancel := context.WithTimeout(ctx, insist)
	defer cancel()
	for {
		err := b.Work.Release(ctx, l, at)
		if err == nil || errors.Is(err, store.ErrFenced) || errors.Is(err, store.ErrDone) {
			return
		}
		select {
		case <-ctx.Done():
			b.Log.Error("lease could not be given back; it runs out by itself", "conv", l.Conv, "err", err)
			return
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// safely turns a panic into an error: one conversation's bad luck is not the
// program's.
func (b *Bot) safely(ctx context.Context, l store.Lease) (more bool, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic in turn: %v%s", p, stack())
		}
	}()
	return b.turn(ctx, l)
}

// bury quarantines the line that keeps failing, and gets the user a person.
// The person is called first: when the process dies in between, the line is
// quarantined by the next, and the call is known already.
func (b *Bot) bury(ctx context.Context, l store.Lease) {
	if err := b.sorry(ctx, l); err != nil {
		b.Log.Error("a person could not be called for a poison arrival; it is tried again", "conv", l.Conv, "err", err)
		return
	}
	reason := fmt.Sprintf("failed %d times", l.Tries-1)
	if err := b.Work.Bury(ctx, l, b.Now(), reason); err != nil {
		b.Log.Error("poison arrival could not be quarantined", "conv", l.Conv, "err", err)
		return
	}
	if err := b.sorry(ctx, l); err != nil { // again: a full inbox has room now
		b.Log.Error("a person could not be called for a quarantined arrival", "conv", l.Conv, "err", err)
	}
	b.Metrics.Dead.Inc()
	b.Metrics.Alerts.WithLabelValues("dead_letter").Inc()
	b.Log.Error("an arrival was quarantined: see bot dead list", "conv", l.Conv, "reason", reason)
	b.soon.add(l.Conv, b.Now())
}

// sorry asks for a person on behalf of a user whose line could not be read.
func (b *Bot) sorry(ctx context.Context, l store.Lease) error {
	at, err := chat.ParseAddress(l.Conv)
	if err != nil || len(l.Items) == 0 || b.IsStaff(at) || isSorry(l.Items[0].ID) {
		return nil
	}
	in := chat.Incoming{ID: sorryID + l.Items[0].ID, From: at, Kind: chat.KindButton, Data: "human", At: b.Now()}
	return b.Accept(ctx, in)
}
