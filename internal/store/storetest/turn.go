package storetest

import (
	"fmt"
	"strings"
	"time"

	"hotro/internal/store"
)

var turnPromises = []promise{
	{"a commit writes everything", func(d *desk) {
		d.put("a", "m1", "m2")
		l := d.take("a")
		d.equal("version", l.Version, 0)
		d.equal("state", l.State == nil, true)
		d.equal("more", d.commit(l, everything("a", 0)), false)
		snap, err := d.Load(d.ctx(), "a")
		d.must(err)
		d.equal("snapshot", fmt.Sprintf("%s %s %d %d %d", snap.Conv, snap.State, snap.Version, snap.Epoch, snap.Lines), "a state 1 7 2")
		ls, err := d.Lines(d.ctx(), "a", 1, 99)
		d.must(err)
		d.equal("lines", transcript(ls), []string{"1 heard ()", "2 said (queued)"})
		d.equal("replies", texts(d.next("a", store.LaneUser).Outs), []string{"reply"})
		d.next("a", store.LaneDesk)
		seq, err := d.Find(d.ctx(), "a", "user", "p1")
		d.must(err)
		d.equal("ref", seq, 1)
		row, err := d.Row(d.ctx(), 5)
		d.must(err)
		d.equal("row", fmt.Sprintf("%s %v %s", row.Conv, row.Open, row.Body), "a true ticket")
		d.idle("a")
	}},
	{"a commit consumes exactly the lease's items", func(d *desk) {
		d.put("a", "m1", "m2")
		l := d.take("a")
		d.put("a", "m3")
		d.equal("more", d.commit(l, store.Change{}), true)
		d.equal("items", ids(d.take("a").Items), []string{"m3"})
	}},
	{"what came during the turn keeps its own moment", func(d *desk) {
		d.put("a", "m1")
		l := d.take("a")
		_, err := d.Put(d.ctx(), "a", item("m2", d.now), d.now.Add(time.Second))
		d.must(err)
		d.equal("more", d.commit(l, store.Change{}), false)
		d.idle("a")
		d.later(time.Second)
		d.equal("items", ids(d.take("a").Items), []string{"m2"})
	}},
	{"a stalled worker's commit is refused and writes nothing", func(d *desk) {
		d.put("a", "m1")
		stalled := d.take("a")
		d.later(lease)
		l := d.take("a")
		_, err := d.Commit(d.ctx(), stalled, d.now, everything("a", 0))
		d.refuse(err, store.ErrFenced)
		d.untouched("a")
		d.commit(l, store.Change{State: []byte("mine")})
		_, err = d.Commit(d.ctx(), stalled, d.now, everything("a", 0))
		d.refuse(err, store.ErrFenced)
		d.refuse(d.Release(d.ctx(), stalled, d.now), store.ErrFenced)
		d.refuse(d.Bury(d.ctx(), stalled, d.now, "x"), store.ErrFenced)
	}},
	{"a lease that ran out but that nobody took still commits", func(d *desk) {
		d.put("a", "m1")
		l := d.take("a")
		d.later(3 * lease)
		d.commit(l, store.Change{})
	}},
	{"a made-up lease is refused", func(d *desk) {
		_, err := d.Commit(d.ctx(), store.Lease{Snapshot: store.Snapshot{Conv: "a"}}, d.now, store.Change{})
		d.refuse(err, store.ErrFenced)
		d.put("a", "m1")
		for _, tok := range []int64{0, -1, 77} {
			l := store.Lease{Snapshot: store.Snapshot{Conv: "a"}, Token: tok}
			_, err = d.Commit(d.ctx(), l, d.now, store.Change{})
			d.refuse(err, store.ErrFenced)
			d.refuse(d.Extend(d.ctx(), l, d.now.Add(lease)), store.ErrFenced)
		}
	}},
	{"staff acting during a turn fences the turn, which is tried again at once", func(d *desk) {
		d.put("a", "m1")
		l := d.take("a")
		snap, err := d.Load(d.ctx(), "a")
		d.must(err)
		d.must(d.Apply(d.ctx(), snap, d.now, "staff1", store.Change{State: []byte("claimed"), Epoch: 2}))
		d.idle("a")
		_, err = d.Commit(d.ctx(), l, d.now, everything("a", 0))
		d.refuse(err, store.ErrFenced)
		l = d.take("a")
		d.equal("state", string(l.State), "claimed")
		d.equal("items", ids(l.Items), []string{"m1"})
		d.equal("tries: being overtaken is not a failure", l.Tries, 1)
		d.commit(l, store.Change{State: []byte("heard"), Epoch: 2})
	}},
	{"an Apply on an old snapshot is refused and writes nothing", func(d *desk) {
		snap, err := d.Load(d.ctx(), "a")
		d.must(err)
		d.must(d.Apply(d.ctx(), snap, d.now, "", store.Change{State: []byte("first")}))
		d.refuse(d.Apply(d.ctx(), snap, d.now, "id2", everything("a", 0)), store.ErrFenced)
		got, err := d.Load(d.ctx(), "a")
		d.must(err)
		d.equal("state", string(got.State), "first")
		d.quiet("a", store.LaneUser)
		d.must(d.Apply(d.ctx(), got, d.now, "id2", store.Change{State: []byte("second")}))
	}},
	{"an Apply whose id is known does nothing", func(d *desk) {
		snap, err := d.Load(d.ctx(), "a")
		d.must(err)
		d.must(d.Apply(d.ctx(), snap, d.now, "up1", store.Change{State: []byte("first")}))
		snap, err = d.Load(d.ctx(), "a")
		d.must(err)
		d.refuse(d.Apply(d.ctx(), snap, d.now, "up1", everything("a", 0)), store.ErrDone)
		snap.Version = 99
		d.refuse(d.Apply(d.ctx(), snap, d.now, "up1", everything("a", 0)), store.ErrDone)
		d.quiet("a", store.LaneUser)
	}},
	{"a change that does not follow from what was read is refused", func(d *desk) {
		d.put("a", "m1")
		l := d.take("a")
		_, err := d.Commit(d.ctx(), l, d.now, store.Change{Lines: []store.Entry{{Seq: 5, Body: []byte("x")}}})
		if err == nil {
			d.Fatal("got no error for a gap in the transcript, want one")
		}
		d.untouched("a")
		d.commit(l, store.Change{})
	}},
	{"a change that breaks half way leaves nothing behind", func(d *desk) {
		b, ok := d.Store.(Breaking)
		if !ok {
			return
		}
		d.put("a", "m1")
		l := d.take("a")
		repair := b.Break(d.T, "a")
		if _, err := d.Commit(d.ctx(), l, d.now, everything("a", 0)); err == nil {
			d.Fatal("got no error from a store that breaks, want one")
		}
		repair()
		d.untouched("a")
		d.commit(l, everything("a", 0))
		d.equal("replies", texts(d.next("a", store.LaneUser).Outs), []string{"reply"})
	}},
	{"large and odd contents come back as they were", func(d *desk) {
		state := strings.Repeat("trạng thái \x00\r\n", 20000)
		d.put("a", "m1")
		d.commit(d.take("a"), store.Change{State: []byte(state), Lines: []store.Entry{{Seq: 1, Body: []byte(state)}}})
		snap, err := d.Load(d.ctx(), "a")
		d.must(err)
		d.equal("state is whole", string(snap.State) == state, true)
		ls, err := d.Lines(d.ctx(), "a", 1, 1)
		d.must(err)
		d.equal("line is whole", string(ls[0].Body) == state, true)
	}},
	{"conversations whose names are odd or alike stay apart", func(d *desk) {
		names := []string{"a", "a:b", "a\x00b", "ab", "{x}", "%7B", "*", "a b", "điện"}
		for _, n := range names {
			d.put(n, "m1")
		}
		for _, n := range names {
			l := d.take(n)
			d.equal("items of "+n, len(l.Items), 1)
			d.commit(l, store.Change{State: []byte(n)})
		}
		for _, n := range names {
			snap, err := d.Load(d.ctx(), n)
			d.must(err)
			d.equal("state", string(snap.State), n)
		}
	}},
}

// everything is a change of a conversation at the given last line that
// writes in every place.
func everything(conv string, last int64) store.Change {
	return store.Change{
		State: []byte("state"), Epoch: 7, Desk: true,
		Lines: []store.Entry{
			{Seq: last + 1, Body: []byte("heard")},
			{Seq: last + 2, Body: []byte("said"), Delivery: []byte("queued")},
		},
		Out:  []store.Out{{Seq: last + 2, Body: []byte("reply"), Fence: 7}},
		Row:  &store.Row{Number: 5, Conv: conv, Open: true, At: start, Body: []byte("ticket")},
		Refs: []store.Ref{{Scope: "user", ID: "p1", Seq: last + 1}},
	}
}

// untouched fails unless nothing of everything was written.
func (d *desk) untouched(conv string) {
	d.Helper()
	snap, err := d.Load(d.ctx(), conv)
	d.must(err)
	d.equal("version", snap.Version, 0)
	d.equal("state", string(snap.State), "")
	ls, err := d.Lines(d.ctx(), conv, 0, 99)
	d.must(err)
	d.equal("lines", len(ls), 0)
	d.quiet(conv, store.LaneUser)
	d.quiet(conv, store.LaneDesk)
	_, err = d.Row(d.ctx(), 5)
	d.refuse(err, store.ErrNotFound)
	_, err = d.Find(d.ctx(), conv, "user", "p1")
	d.refuse(err, store.ErrNotFound)
}
