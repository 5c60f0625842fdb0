// Package storetest holds the promises that every store keeps, each a named
// case: Run plays them against an implementation. It is the definition of
// what package store's words mean; bolt and redis have no tests of these
// things of their own.
//
// Time is an argument of the store, so no case waits.
package storetest

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"hotro/internal/store"
)

// Store is all that a store can do. Production code declares the few methods
// it uses; this is the whole list, for tests only.
type Store interface {
	Inbox
	Lanes
	Record
	Values
	Save(ctx context.Context, f func(store.Saved) error) error
	SaveConv(ctx context.Context, conv string) (*store.SavedConv, error)
	Restore(ctx context.Context, now time.Time, one store.Saved) error
	Depth(ctx context.Context) (store.Depth, error)
	Sweep(ctx context.Context, now time.Time) error
	Health(ctx context.Context) (warnings []string, err error)
	Close() error
}

// Inbox is the half of arrivals and turns.
type Inbox interface {
	Put(ctx context.Context, conv string, it store.Item, ready time.Time) (fresh bool, err error)
	PutTake(ctx context.Context, conv string, it store.Item, lease time.Duration) (fresh bool, l *store.Lease, err error)
	Take(ctx context.Context, now time.Time, lease time.Duration, max int) ([]store.Lease, error)
	TakeOne(ctx context.Context, conv string, now time.Time, lease time.Duration) (store.Lease, bool, error)
	Extend(ctx context.Context, l store.Lease, until time.Time) error
	Commit(ctx context.Context, l store.Lease, now time.Time, ch store.Change) (store.Committed, error)
	Bury(ctx context.Context, l store.Lease, now time.Time, reason string) error
	Release(ctx context.Context, l store.Lease, at time.Time) error
	Load(ctx context.Context, conv string) (store.Snapshot, error)
	Apply(ctx context.Context, s store.Snapshot, now time.Time, id string, ch store.Change) error
}

// Lanes is the half of what is sent.
type Lanes interface {
	Next(ctx context.Context, now time.Time, lease time.Duration, max int, dropped []byte) ([]store.Job, error)
	NextOne(ctx context.Context, conv, lane string, now time.Time, lease time.Duration, dropped []byte) (store.Job, bool, error)
	Check(ctx context.Context, j store.Job) (epoch int64, err error)
	Renew(ctx context.Context, j store.Job, until time.Time) error
	Settle(ctx context.Context, j store.Job, now time.Time, o store.Settlement) (more bool, err error)
}

// Record is what is read back, and what is done about it.
type Record interface {
	Lines(ctx context.Context, conv string, from, to int64) ([]store.Entry, error)
	Find(ctx context.Context, conv, scope, id string) (seq int64, err error)
	Row(ctx context.Context, number int64) (store.Row, error)
	Rows(ctx context.Context, open bool, max int) ([]store.Row, error)
	Recent(ctx context.Context, since int64) (convs []string, upto int64, err error)
	DeadList(ctx context.Context, max int) ([]store.Dead, error)
	DeadRetry(ctx context.Context, id string, now time.Time) error
	DeadDrop(ctx context.Context, id string) error
	Forget(ctx context.Context, conv string) error
	Convs(ctx context.Context) ([]string, error)
}

// Values is what is not about one conversation.
type Values interface {
	Get(ctx context.Context, key string) (val []byte, version int64, err error)
	Swap(ctx context.Context, key string, version int64, val []byte, ttl time.Duration, now time.Time) (int64, error)
	Keys(ctx context.Context, prefix string) ([]string, error)
	Count(ctx context.Context, key string) (int64, error)
	Hold(ctx context.Context, name, owner string, now time.Time, ttl time.Duration) (bool, error)
	Free(ctx context.Context, name, owner string) error
	Pace(ctx context.Context, key string, now time.Time, every time.Duration, burst int) (wait time.Duration, err error)
	Spend(ctx context.Context, budget string, now time.Time, of ...store.Allowance) (short int, wait time.Duration, err error)
	PutBlob(ctx context.Context, b store.Blob, now time.Time, ttl time.Duration) (id string, err error)
	Blob(ctx context.Context, id string, now time.Time) (store.Blob, error)
	DropBlob(ctx context.Context, id string) error
}

// Aging is a store whose own clock can be moved on: one that lets the server
// end what is past its time. Others are told the time by Sweep.
type Aging interface {
	Age(t *testing.T, d time.Duration)
}

// Asking is a store that was opened with these Asks, so that a case can have it
// ask with a nonce of its choice.
type Asking interface {
	Asks() *store.Asks
}

// Breaking is a store that can be made to fail in the middle of the next
// change of a conversation, as by a full disk. The result undoes it.
type Breaking interface {
	Break(t *testing.T, conv string) (repair func())
}

// Retention is what the stores under test must be opened with.
const Retention = 30 * 24 * time.Hour

// start is when every case begins.
var start = time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)

// lease is how long the cases lease for.
const lease = 15 * time.Second

// Run plays every promise against stores made by open, one store a case.
func Run(t *testing.T, open func(t *testing.T) Store) {
	for _, group := range [][]promise{
		inboxPromises, turnPromises, timerPromises, lanePromises, handPromises, putTakePromises, deskPromises, deadPromises,
		againPromises, askingPromises, recordPromises, valuePromises, spendPromises, endPromises, clockPromises, savePromises,
	} {
		for _, p := range group {
			t.Run(p.name, func(t *testing.T) {
				t.Parallel()
				p.play(&desk{T: t, Store: open(t), now: start, another: func() Store { return open(t) }})
			})
		}
	}
}

// promise is one case.
type promise struct {
	name string
	play func(d *desk)
}

// desk is a store on the test bench, with a clock.
type desk struct {
	*testing.T
	Store
	now     time.Time
	another func() Store // an empty one of the same kind
}

func (d *desk) later(by time.Duration) { d.now = d.now.Add(by) }

func (d *desk) ctx() context.Context { return d.Context() }

// must fails the case on an error.
func (d *desk) must(err error) {
	d.Helper()
	if err != nil {
		d.Fatalf("got error %v, want none", err)
	}
}

// refuse fails the case unless the error is want.
func (d *desk) refuse(err, want error) {
	d.Helper()
	if !errors.Is(err, want) {
		d.Fatalf("got error %v, want %v", err, want)
	}
}

// equal fails the case unless the two print alike.
func (d *desk) equal(what string, got, want any) {
	d.Helper()
	if g, w := fmt.Sprintf("%v", got), fmt.Sprintf("%v", want); g != w {
		d.Fatalf("%s: got %s, want %s", what, g, w)
	}
}

// put stores arrivals that may be taken at once.
func (d *desk) put(conv string, ids ...string) {
	d.Helper()
	for _, id := range ids {
		fresh, err := d.Put(d.ctx(), conv, item(id, d.now), d.now)
		d.must(err)
		d.equal("fresh "+id, fresh, true)
	}
}

func item(id string, at time.Time) store.Item {
	return store.Item{ID: id, Body: []byte("body of " + id), At: at}
}

// take leases a conversation that must be due.
func (d *desk) take(conv string) store.Lease {
	d.Helper()
	l, ok, err := d.TakeOne(d.ctx(), conv, d.now, lease)
	d.must(err)
	if !ok {
		d.Fatalf("%s: got no lease, want one", conv)
	}
	return l
}

// idle fails unless the conversation can't be taken.
func (d *desk) idle(conv string) {
	d.Helper()
	l, ok, err := d.TakeOne(d.ctx(), conv, d.now, lease)
	d.must(err)
	if ok {
		d.Fatalf("%s: got a lease %+v, want none", conv, l)
	}
}

func (d *desk) commit(l store.Lease, ch store.Change) (more bool) {
	d.Helper()
	done, err := d.Commit(d.ctx(), l, d.now, ch)
	d.must(err)
	return done.More
}

// say makes the conversation's lane hold replies, one a text, in one change.
func (d *desk) say(conv string, fence int64, texts ...string) {
	d.Helper()
	snap, err := d.Load(d.ctx(), conv)
	d.must(err)
	d.must(d.Apply(d.ctx(), snap, d.now, "", said(snap, fence, texts...)))
}

// said is a change that says texts.
func said(snap store.Snapshot, fence int64, texts ...string) store.Change {
	ch := store.Change{State: []byte(`{"said":true}`), Epoch: max(snap.Epoch, fence)}
	for i, text := range texts {
		seq := snap.Lines + int64(i) + 1
		ch.Lines = append(ch.Lines, store.Entry{Seq: seq, Body: []byte("line " + text), Delivery: []byte("queued")})
		ch.Out = append(ch.Out, store.Out{Seq: seq, Body: []byte(text), Fence: fence})
	}
	return ch
}

// next leases a lane that must be due.
func (d *desk) next(conv, lane string) store.Job {
	d.Helper()
	j, ok, err := d.NextOne(d.ctx(), conv, lane, d.now, lease, []byte("dropped"))
	d.must(err)
	if !ok {
		d.Fatalf("%s: got no %s job, want one", conv, lane)
	}
	return j
}

// quiet fails unless the lane can't be taken.
func (d *desk) quiet(conv, lane string) {
	d.Helper()
	j, ok, err := d.NextOne(d.ctx(), conv, lane, d.now, lease, []byte("dropped"))
	d.must(err)
	if ok {
		d.Fatalf("%s: got a %s job %+v, want none", conv, lane, j)
	}
}

func (d *desk) settle(j store.Job, o store.Settlement) (more bool) {
	d.Helper()
	more, err := d.Settle(d.ctx(), j, d.now, o)
	d.must(err)
	return more
}

// ids lists the ids of items.
func ids(its []store.Item) (out []string) {
	for _, it := range its {
		out = append(out, it.ID)
	}
	return out
}

// texts lists the bodies of replies.
func texts(outs []store.Out) (list []string) {
	for _, o := range outs {
		list = append(list, string(o.Body))
	}
	return list
}

// delivery returns what became of a line.
func (d *desk) delivery(conv string, seq int64) string {
	d.Helper()
	ls, err := d.Lines(d.ctx(), conv, seq, seq)
	d.must(err)
	if len(ls) != 1 {
		d.Fatalf("line %d: got %d lines, want 1", seq, len(ls))
	}
	return string(ls[0].Delivery)
}

// transcript prints lines as "1 body (delivery)".
func transcript(ls []store.Entry) (out []string) {
	for _, l := range ls {
		out = append(out, fmt.Sprintf("%d %s (%s)", l.Seq, l.Body, l.Delivery))
	}
	return out
}
