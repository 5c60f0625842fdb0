package storetest

import (
	"fmt"
	"time"

	"pgregory.net/rapid"

	"hotro/internal/store"
)

// lockLease is how long the lock-step leases for.
const lockLease = 10 * time.Second

// item is an arrival, now and then one that came before.
func (w *pair) item(t *rapid.T) store.Item {
	id := w.ids - draw(t, "old id", 0, 3)
	w.ids++
	return store.Item{ID: fmt.Sprint("m", max(id, 0)), Body: fmt.Append(nil, "body ", w.ids), At: w.now}
}

// putTake puts an arrival, and takes it at once where that may be.
func (w *pair) putTake(t *rapid.T) {
	c, it := conv(t), w.item(t)
	w.askAs(t, c, "")
	type put struct {
		fresh bool
		l     *store.Lease
	}
	p, _ := same(t, w, "PutTake", func(s Store) (p put, err error) {
		p.fresh, p.l, err = s.PutTake(w.ctx, c, it, lockLease)
		return p, err
	})
	if p.l != nil {
		w.answers["PutTake that takes"]++
		w.leases = append(w.leases, *p.l)
	}
}

func (w *pair) put(t *rapid.T) {
	c, ready, it := conv(t), w.moment(t), w.item(t)
	_, _ = same(t, w, "Put", func(s Store) (bool, error) { return s.Put(w.ctx, c, it, ready) })
}

func (w *pair) take(t *rapid.T) {
	n := draw(t, "max", 1, 3)
	w.askAs(t, conv(t), "")
	ls, _ := same(t, w, "Take", func(s Store) ([]store.Lease, error) { return s.Take(w.ctx, w.now, lockLease, n) })
	w.leases = append(w.leases, ls...)
}

func (w *pair) takeOne(t *rapid.T) {
	c := conv(t)
	w.askAs(t, c, "")
	l, _ := same(t, w, "TakeOne", func(s Store) (f found[store.Lease], err error) {
		f.it, f.ok, err = s.TakeOne(w.ctx, c, w.now, lockLease)
		return f, err
	})
	if l.ok {
		w.leases = append(w.leases, l.it)
	}
}

// askAs has the next asking of both stores carry the same one of two nonces,
// now and then: as when the answer to an earlier one with it was lost.
func (w *pair) askAs(t *rapid.T, c, lane string) {
	nonce := draw(t, "nonce", 0, 4)
	if nonce > 1 {
		return
	}
	for _, s := range []Store{w.a, w.b} {
		s.(Asking).Asks().Lost(store.Asked{Conv: c, Lane: lane}, fmt.Sprint("nonce ", nonce))
	}
}

// lease is one that was held once; now and then one that never was.
func (w *pair) lease(t *rapid.T) (store.Lease, bool) {
	l, ok := pick(t, w.leases)
	if rare(t, "made up") {
		l.Token += int64(draw(t, "token", -3, 3))
	}
	return l, ok
}

func (w *pair) extend(t *rapid.T) {
	if l, ok := w.lease(t); ok {
		until := w.moment(t)
		_, _ = same(t, w, "Extend", func(s Store) (int, error) { return 0, s.Extend(w.ctx, l, until) })
	}
}

func (w *pair) release(t *rapid.T) {
	if l, ok := w.lease(t); ok {
		at := w.moment(t)
		_, _ = same(t, w, "Release", func(s Store) (int, error) { return 0, s.Release(w.ctx, l, at) })
	}
}

func (w *pair) bury(t *rapid.T) {
	if l, ok := w.lease(t); ok {
		_, _ = same(t, w, "Bury", func(s Store) (int, error) { return 0, s.Bury(w.ctx, l, w.now, "why\x00not") })
	}
}

func (w *pair) commit(t *rapid.T) {
	if l, ok := w.lease(t); ok {
		w.commitTurn(t, l)
	}
}

// commitTurn commits, and has the lane handed out now and then.
func (w *pair) commitTurn(t *rapid.T, l store.Lease) {
	ch := w.change(t, l.Snapshot)
	if draw(t, "hand", 0, 1) == 1 {
		w.askAs(t, l.Conv, store.LaneUser)
		ch.Hand = lockLease
	}
	done, _ := same(t, w, "Commit", func(s Store) (store.Committed, error) { return s.Commit(w.ctx, l, w.now, ch) })
	if done.Job != nil {
		w.answers["Commit that hands the lane out"]++
		w.jobs = append(w.jobs, *done.Job)
	}
}

// turn takes what waits and commits at once, as most turns go.
func (w *pair) turn(t *rapid.T) {
	w.put(t)
	w.take(t)
	if len(w.leases) > 0 {
		w.commitTurn(t, w.leases[len(w.leases)-1])
	}
}

func (w *pair) load(t *rapid.T) {
	c := conv(t)
	snap, _ := same(t, w, "Load", func(s Store) (store.Snapshot, error) { return s.Load(w.ctx, c) })
	w.snaps = append(w.snaps, snap)
}

func (w *pair) apply(t *rapid.T) {
	if draw(t, "fresh", 0, 3) > 0 {
		w.load(t)
	}
	snap, ok := pick(t, w.snaps)
	if !ok {
		return
	}
	id := ""
	if draw(t, "with id", 0, 1) == 1 {
		id = fmt.Sprint("m", max(w.ids-draw(t, "old id", 0, 3), 0))
		w.ids++
	}
	ch := w.change(t, snap)
	_, _ = same(t, w, "Apply", func(s Store) (int, error) { return 0, s.Apply(w.ctx, snap, w.now, id, ch) })
}

// change is a random change that mostly follows from the snapshot.
func (w *pair) change(t *rapid.T, snap store.Snapshot) store.Change {
	ch := store.Change{State: fmt.Append(nil, "state ", w.ids), Epoch: snap.Epoch + int64(draw(t, "take-over", 0, 3)/3)}
	if draw(t, "wake", 0, 2) == 0 {
		ch.Wake = w.moment(t)
	}
	seq := snap.Lines
	for range draw(t, "lines", 0, 3) {
		seq++
		ch.Lines = append(ch.Lines, store.Entry{Seq: seq, Body: fmt.Append(nil, "line ", seq), Delivery: w.delivery(t)})
		switch draw(t, "about", 0, 2) {
		case 0:
			ch.Out = append(ch.Out, store.Out{Seq: seq, Body: fmt.Append(nil, "reply ", seq), Fence: max(ch.Epoch-int64(draw(t, "fence", 0, 2)), 0)})
		case 1:
			ch.Refs = append(ch.Refs, w.ref(t, seq))
		}
	}
	if len(ch.Lines) > 0 && rare(t, "gap") {
		ch.Lines[0].Seq++
	}
	if draw(t, "edit", 0, 3) == 0 {
		ch.Edits = []store.Entry{{Seq: w.anyLine(t), Body: []byte("edited"), Delivery: w.delivery(t)}}
	}
	if ch.Desk = draw(t, "desk", 0, 2) == 0; ch.Desk && draw(t, "wait", 0, 1) == 0 {
		ch.After = w.moment(t)
	}
	if draw(t, "ticket", 0, 3) == 0 {
		ch.Row = &store.Row{
			Number: w.number(snap.Conv, draw(t, "number", 0, 1)), Conv: snap.Conv, Open: draw(t, "open", 0, 1) == 1,
			At: time.UnixMilli(w.now.UnixMilli()).UTC(), Body: fmt.Append(nil, "ticket ", w.ids),
		}
	}
	return ch
}

// number is the number of one of a conversation's two tickets.
func (w *pair) number(c string, which int) int64 {
	for i, name := range convs() {
		if name == c {
			return int64(10*i + which + 1)
		}
	}
	return 999
}

func (w *pair) delivery(t *rapid.T) []byte {
	return rapid.SampledFrom([][]byte{nil, []byte("queued"), []byte("sent")}).Draw(t, "delivery")
}

func (w *pair) anyLine(t *rapid.T) int64 { return int64(draw(t, "line", 0, 12)) }

func (w *pair) ref(t *rapid.T, seq int64) store.Ref {
	return store.Ref{Scope: rapid.SampledFrom([]string{"user", "desk"}).Draw(t, "scope"), ID: fmt.Sprint("p", draw(t, "ref", 0, 5)), Seq: seq}
}

func (w *pair) next(t *rapid.T) {
	n := draw(t, "max", 1, 3)
	w.askAs(t, conv(t), store.LaneUser)
	js, _ := same(t, w, "Next", func(s Store) ([]store.Job, error) { return s.Next(w.ctx, w.now, lockLease, n, []byte("dropped")) })
	w.jobs = append(w.jobs, js...)
}

func (w *pair) nextOne(t *rapid.T) {
	c, lane := conv(t), rapid.SampledFrom([]string{store.LaneUser, store.LaneUser, store.LaneDesk}).Draw(t, "lane")
	w.askAs(t, c, lane)
	j, _ := same(t, w, "NextOne", func(s Store) (f found[store.Job], err error) {
		f.it, f.ok, err = s.NextOne(w.ctx, c, lane, w.now, lockLease, []byte("dropped"))
		return f, err
	})
	if j.ok {
		w.jobs = append(w.jobs, j.it)
	}
}

// job is one that was held once; now and then one that never was.
func (w *pair) job(t *rapid.T) (store.Job, bool) {
	j, ok := pick(t, w.jobs)
	if rare(t, "made up") {
		j.Token += int64(draw(t, "token", -3, 3))
	}
	return j, ok
}

func (w *pair) check(t *rapid.T) {
	if j, ok := w.job(t); ok {
		_, _ = same(t, w, "Check", func(s Store) (int64, error) { return s.Check(w.ctx, j) })
	}
}

func (w *pair) renew(t *rapid.T) {
	if j, ok := w.job(t); ok {
		until := w.moment(t)
		_, _ = same(t, w, "Renew", func(s Store) (int, error) { return 0, s.Renew(w.ctx, j, until) })
	}
}

func (w *pair) settle(t *rapid.T) {
	j, ok := w.job(t)
	if !ok {
		return
	}
	o := store.Settlement{Count: draw(t, "count", 0, 1) == 1, Desk: draw(t, "desk", 0, 3) == 0}
	switch draw(t, "outcome", 0, 4) {
	case 0, 1:
		o.Sent = draw(t, "sent", 1, max(len(j.Outs), 1)+1)
	case 2:
		o.Dead = "gave up"
	}
	if draw(t, "again", 0, 1) == 1 {
		o.Again = w.moment(t)
	}
	o.Progress = rapid.SampledFrom([][]byte{nil, nil, {}, []byte("part 1")}).Draw(t, "progress")
	for _, out := range j.Outs {
		o.Marks = append(o.Marks, store.Entry{Seq: out.Seq, Delivery: w.delivery(t)})
	}
	if draw(t, "ref", 0, 2) == 0 {
		o.Refs = []store.Ref{w.ref(t, w.anyLine(t))}
	}
	_, _ = same(t, w, "Settle", func(s Store) (bool, error) { return s.Settle(w.ctx, j, w.now, o) })
}
