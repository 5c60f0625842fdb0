package sim

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"hotro/internal/store"
)

// mutant is a bug put into the store on purpose. The zero mutant is the
// program as it is.
type mutant struct {
	name string
	make func(p *proc, s Store) Store
}

func (m mutant) over(p *proc, s Store) Store {
	if m.make == nil {
		return s
	}
	return m.make(p, s)
}

// mutants are the bugs that the simulation must catch: those that the queues
// people build have had.
func mutants() []mutant {
	return []mutant{
		{"no dedupe", func(p *proc, s Store) Store { return noDedupe{s, p} }},
		{"no fence", func(_ *proc, s Store) Store { return noFence{s} }},
		{"lost state", func(p *proc, s Store) Store { return lostState{s, p} }},
		{"inbox dropped at commit", func(_ *proc, s Store) Store { return dropInbox{s} }},
		{"take-over fence ignored", func(_ *proc, s Store) Store { return talkOver{s} }},
		{"acknowledged before it is durable", func(p *proc, s Store) Store { return earlyYes{s, p} }},
		{"reply taken out before it is sent", func(_ *proc, s Store) Store { return takeOut{s} }},
		{"timer lost", func(p *proc, s Store) Store { return lostTimer{s, p} }},
	}
}

type noDedupe struct {
	Store
	p *proc
}

func (m noDedupe) Put(ctx context.Context, conv string, it store.Item, ready time.Time) (bool, error) {
	it.ID += fmt.Sprint(m.p.w.dice(1 << 30))
	return m.Store.Put(ctx, conv, it, ready)
}

func (m noDedupe) PutTake(ctx context.Context, conv string, it store.Item, lease time.Duration) (bool, *store.Lease, error) {
	it.ID += fmt.Sprint(m.p.w.dice(1 << 30))
	return m.Store.PutTake(ctx, conv, it, lease)
}

// noFence commits whoever holds the lease by now.
type noFence struct{ Store }

func (m noFence) Commit(ctx context.Context, l store.Lease, now time.Time, ch store.Change) (store.Committed, error) {
	done, err := m.Store.Commit(ctx, l, now, ch)
	if !errors.Is(err, store.ErrFenced) {
		return done, err
	}
	snap, err := m.Load(ctx, l.Conv)
	if err != nil {
		return done, err
	}
	for i := range ch.Lines {
		ch.Lines[i].Seq += snap.Lines - l.Lines
	}
	for i := range ch.Out {
		ch.Out[i].Seq += snap.Lines - l.Lines
	}
	return done, m.Apply(ctx, snap, now, "", ch)
}

// lostState forgets a turn's new state now and then.
type lostState struct {
	Store
	p *proc
}

func (m lostState) Commit(ctx context.Context, l store.Lease, now time.Time, ch store.Change) (store.Committed, error) {
	if l.State != nil && m.p.w.dice(20) == 0 {
		ch.State = l.State
	}
	return m.Store.Commit(ctx, l, now, ch)
}

// dropInbox consumes what arrived during the turn, too.
type dropInbox struct{ Store }

func (m dropInbox) Commit(ctx context.Context, l store.Lease, now time.Time, ch store.Change) (store.Committed, error) {
	done, err := m.Store.Commit(ctx, l, now, ch)
	if err != nil || !done.More {
		return done, err
	}
	rest, ok, err := m.TakeOne(ctx, l.Conv, now, time.Minute)
	if err != nil || !ok {
		return store.Committed{Job: done.Job}, err
	}
	again, err := m.Store.Commit(ctx, rest, now, store.Change{State: rest.State, Epoch: rest.Epoch, Wake: ch.Wake})
	return store.Committed{More: again.More, Job: done.Job}, err
}

// talkOver lets the bot's words pass whoever holds the conversation.
type talkOver struct{ Store }

func (m talkOver) Commit(ctx context.Context, l store.Lease, now time.Time, ch store.Change) (store.Committed, error) {
	outs := append([]store.Out(nil), ch.Out...)
	for i := range outs {
		outs[i].Fence = 0
	}
	ch.Out = outs
	return m.Store.Commit(ctx, l, now, ch)
}

// earlyYes says yes at once and stores a moment later.
type earlyYes struct {
	Store
	p *proc
}

func (m earlyYes) Put(ctx context.Context, conv string, it store.Item, ready time.Time) (bool, error) {
	m.p.w.all.Go(func() {
		time.Sleep(5 * time.Millisecond)
		if m.p.lives() {
			_, _ = m.Store.Put(ctx, conv, it, ready)
		}
	})
	return true, nil
}

func (m earlyYes) PutTake(ctx context.Context, conv string, it store.Item, _ time.Duration) (bool, *store.Lease, error) {
	fresh, err := m.Put(ctx, conv, it, time.Time{})
	return fresh, nil, err
}

// takeOut empties the lane when it hands out a reply.
type takeOut struct{ Store }

func (m takeOut) Commit(ctx context.Context, l store.Lease, now time.Time, ch store.Change) (store.Committed, error) {
	done, err := m.Store.Commit(ctx, l, now, ch)
	if err == nil && done.Job != nil {
		_, err = m.Store.Settle(ctx, *done.Job, now, store.Settlement{Sent: 1})
	}
	return done, err
}

func (m takeOut) NextOne(ctx context.Context, conv, lane string, now time.Time, lease time.Duration, dropped []byte) (store.Job, bool, error) {
	j, ok, err := m.Store.NextOne(ctx, conv, lane, now, lease, dropped)
	if err == nil && ok && lane == store.LaneUser {
		_, err = m.Store.Settle(ctx, j, now, store.Settlement{Sent: 1})
	}
	return j, ok, err
}

func (takeOut) Check(_ context.Context, j store.Job) (int64, error) { return j.Epoch, nil }

// lostTimer forgets a timer now and then.
type lostTimer struct {
	Store
	p *proc
}

func (m lostTimer) Commit(ctx context.Context, l store.Lease, now time.Time, ch store.Change) (store.Committed, error) {
	if m.p.w.dice(10) == 0 {
		ch.Wake = time.Time{}
	}
	return m.Store.Commit(ctx, l, now, ch)
}

// enough is how many crash points a bug may hide from.
const enough = 3200

// TestSeededBugs: the simulation would notice.
func TestSeededBugs(t *testing.T) {
	for _, m := range mutants() {
		t.Run(m.name, func(t *testing.T) {
			t.Parallel()
			kills := 0
			for seed := *seed0; kills < enough; seed++ {
				sum, wrongs := run(t, seed, onBolt, m)
				kills += sum.Kills
				if len(wrongs) > 0 {
					t.Logf("caught within %d crash points: %s: %s", kills, wrongs[0].kind, wrongs[0].what)
					return
				}
			}
			t.Errorf("not caught within %d crash points", kills)
		})
	}
}
