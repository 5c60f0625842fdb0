package storetest

import (
	"fmt"
	"time"

	"hotro/internal/store"
)

// handing is a change that says texts and wants the lane for whoever commits.
func handing(snap store.Snapshot, fence int64, texts ...string) store.Change {
	ch := said(snap, fence, texts...)
	ch.Hand = lease
	return ch
}

// hand commits and returns the lane that was leased with it, which there must be.
func (d *desk) hand(l store.Lease, ch store.Change) store.Job {
	d.Helper()
	done, err := d.Commit(d.ctx(), l, d.now, ch)
	d.must(err)
	if done.Job == nil {
		d.Fatal("got no lane with the commit, want one")
	}
	return *done.Job
}

// keeps fails if a commit leases the lane.
func (d *desk) keeps(l store.Lease, ch store.Change) {
	d.Helper()
	done, err := d.Commit(d.ctx(), l, d.now, ch)
	d.must(err)
	if done.Job != nil {
		d.Fatalf("got the lane %+v with the commit, want none", *done.Job)
	}
}

// A commit may lease the user lane it fills in the same step, as Next would.
var handPromises = []promise{
	{"a lane handed out by a commit is a lane taken", func(d *desk) {
		d.put("a", "m1")
		j := d.hand(d.take("a"), handing(store.Snapshot{}, 7, "r1", "r2"))
		d.equal("job", []any{j.Conv, j.Lane, j.Tries, j.Epoch, string(j.Progress)}, []any{"a", store.LaneUser, 1, 7, ""})
		d.equal("replies", texts(j.Outs), []string{"r1", "r2"})
		d.equal("taken and until", []time.Time{j.Taken, j.Until}, []time.Time{d.now, d.now.Add(lease)})
		d.quiet("a", store.LaneUser)
		epoch, err := d.Check(d.ctx(), j)
		d.must(err)
		d.equal("epoch", epoch, 7)
		d.must(d.Renew(d.ctx(), j, d.now.Add(2*lease)))
		d.equal("more", d.settle(j, store.Settlement{Sent: 1}), true)
		d.equal("what is left", texts(d.next("a", store.LaneUser).Outs), []string{"r2"})
	}},
	{"a lane that was handed out and not settled is taken when its lease is over", func(d *desk) {
		d.put("a", "m1")
		j := d.hand(d.take("a"), handing(store.Snapshot{}, 1, "r1"))
		d.later(lease - 1)
		d.quiet("a", store.LaneUser)
		d.later(1)
		again := d.next("a", store.LaneUser)
		d.equal("tries", again.Tries, 2)
		_, err := d.Settle(d.ctx(), j, d.now, store.Settlement{Sent: 1})
		d.refuse(err, store.ErrFenced)
		d.settle(again, store.Settlement{Sent: 1})
	}},
	{"a commit hands out no lane that is at work, waits, was tried, or holds something else", func(d *desk) {
		turn := func(id string) (store.Lease, store.Change) {
			d.put("a", id)
			l := d.take("a")
			return l, handing(l.Snapshot, 1, id)
		}
		d.say("a", 1, "r1")
		j := d.next("a", store.LaneUser)
		d.keeps(turn("at work"))
		d.settle(j, store.Settlement{Sent: 1, Again: d.now.Add(time.Second)})
		d.keeps(turn("holds something else"))
		d.later(time.Second)
		j = d.next("a", store.LaneUser)
		d.equal("replies", texts(j.Outs), []string{"at work", "holds something else"})
		d.settle(j, store.Settlement{Sent: 2, Again: d.now.Add(time.Second)})
		d.keeps(turn("waits"))
		d.quiet("a", store.LaneUser)
		d.later(time.Second)
		d.settle(d.next("a", store.LaneUser), store.Settlement{Sent: 1, Count: true})
		d.keeps(turn("was tried"))
		d.equal("replies", texts(d.next("a", store.LaneUser).Outs), []string{"was tried"})
	}},
	{"a commit hands out nothing where there is nothing, or it was overtaken", func(d *desk) {
		d.put("a", "m1")
		d.keeps(d.take("a"), store.Change{Hand: lease})
		d.quiet("a", store.LaneUser)
		d.put("a", "m2")
		l := d.take("a")
		ch := handing(l.Snapshot, 1, "old")
		ch.Epoch = 2
		d.keeps(l, ch)
		d.quiet("a", store.LaneUser)
		d.equal("what became of it", d.delivery("a", 1), "dropped")
	}},
	{"a lane handed out keeps what its last reply left", func(d *desk) {
		d.say("a", 1, "r1")
		d.settle(d.next("a", store.LaneUser), store.Settlement{Sent: 1, Progress: []byte("left")})
		d.put("a", "m1")
		l := d.take("a")
		j := d.hand(l, handing(l.Snapshot, 1, "r2"))
		d.equal("progress", string(j.Progress), "left")
	}},
	{"a commit that hands a lane out, again: it is done, and whoever did not hear the answer gets the lane", func(d *desk) {
		d.put("a", "m1")
		l := d.take("a")
		d.askAs("mine", "a", store.LaneUser)
		j := d.hand(l, handing(l.Snapshot, 1, "r1"))
		d.askAs("mine", "a", store.LaneUser)
		_, err := d.Commit(d.ctx(), l, d.now, handing(l.Snapshot, 1, "r1"))
		d.refuse(err, store.ErrDone)
		again := d.next("a", store.LaneUser)
		d.equal("job", []any{again.Token, again.Tries}, []any{j.Token, 1})
		d.equal("replies", texts(again.Outs), []string{"r1"})
		d.settle(again, store.Settlement{Sent: 1})
		d.quiet("a", store.LaneUser)
	}},
	{"staff's word after a lane was handed out drops what was not sent", func(d *desk) {
		d.put("a", "m1")
		j := d.hand(d.take("a"), handing(store.Snapshot{}, 1, "r1", "r2"))
		d.raise("a", 2)
		epoch, err := d.Check(d.ctx(), j)
		d.must(err)
		d.equal("epoch", epoch, 2)
		d.settle(j, store.Settlement{Sent: 1})
		d.quiet("a", store.LaneUser)
		d.equal("what became of the second", d.delivery("a", 2), "dropped")
	}},
}

// putTake puts an arrival and returns the lease that came with it, which there
// must be.
func (d *desk) putTake(conv, id string) store.Lease {
	d.Helper()
	fresh, l, err := d.PutTake(d.ctx(), conv, item(id, d.now), lease)
	d.must(err)
	if !fresh || l == nil {
		d.Fatalf("%s: got %v and lease %v, want a fresh one with a lease", id, fresh, l)
	}
	return *l
}

// putOnly fails if an arrival comes with a lease, or is not fresh as it should.
func (d *desk) putOnly(conv, id string, want bool) {
	d.Helper()
	fresh, l, err := d.PutTake(d.ctx(), conv, item(id, d.now), lease)
	d.must(err)
	d.equal("fresh "+id, fresh, want)
	if l != nil {
		d.Fatalf("%s: got the lease %+v, want none", id, *l)
	}
}

// An arrival that waits for nothing may be taken in the step that stores it.
var putTakePromises = []promise{
	{"an arrival that is put and taken is a conversation taken", func(d *desk) {
		d.put("a", "m1")
		d.commit(d.take("a"), store.Change{State: []byte("state"), Epoch: 3, Lines: []store.Entry{{Seq: 1, Body: []byte("x")}}})
		l := d.putTake("a", "m2")
		d.equal("lease", []any{l.Conv, string(l.State), l.Version, l.Epoch, l.Lines, l.Due, l.Tries}, []any{"a", "state", 1, 3, 1, false, 1})
		d.equal("items", []any{ids(l.Items), string(l.Items[0].Body), l.Items[0].At}, []any{[]string{"m2"}, "body of m2", d.now})
		d.equal("until", l.Until, d.now.Add(lease))
		d.idle("a")
		d.put("a", "m3")
		d.must(d.Extend(d.ctx(), l, d.now.Add(2*lease)))
		d.equal("more", d.commit(l, store.Change{State: []byte("next"), Epoch: 3}), true)
		d.equal("items", ids(d.take("a").Items), []string{"m3"})
	}},
	{"an arrival that was taken with its put and not committed is taken again", func(d *desk) {
		l := d.putTake("a", "m1")
		d.later(lease - 1)
		d.idle("a")
		d.later(1)
		again := d.take("a")
		d.equal("lease", []any{again.Tries, ids(again.Items)}, []any{2, []string{"m1"}})
		_, err := d.Commit(d.ctx(), l, d.now, store.Change{})
		d.refuse(err, store.ErrFenced)
		again.Tries = 0
		d.must(d.Release(d.ctx(), again, d.now))
		d.putOnly("a", "m2", true)
		d.equal("items", ids(d.take("a").Items), []string{"m1", "m2"})
	}},
	{"a repeat is put no second time, and takes nothing", func(d *desk) {
		l := d.putTake("a", "m1")
		d.putOnly("a", "m1", false)
		d.commit(l, store.Change{})
		d.putOnly("a", "m1", false)
		d.idle("a")
	}},
	{"an arrival is not taken before others, beside a turn, or with a timer that is due", func(d *desk) {
		_, err := d.Put(d.ctx(), "a", item("m1", d.now), d.now.Add(time.Second))
		d.must(err)
		d.putOnly("a", "m2", true)
		l := d.take("a")
		d.equal("items", ids(l.Items), []string{"m1", "m2"})
		d.putOnly("a", "m3", true)
		d.commit(l, store.Change{})
		d.commit(d.take("a"), store.Change{State: []byte("s"), Wake: d.now.Add(time.Hour)})
		d.commit(d.putTake("a", "m4"), store.Change{State: []byte("s"), Wake: d.now.Add(time.Hour)})
		d.later(time.Hour)
		d.putOnly("a", "m5", true)
		l = d.take("a")
		d.equal("lease", []any{ids(l.Items), l.Due}, []any{[]string{"m5"}, true})
	}},
	{"a timer that is not due stays when an arrival is put and taken", func(d *desk) {
		d.commit(d.putTake("a", "m1"), store.Change{State: []byte("s"), Wake: d.now.Add(time.Hour)})
		l := d.putTake("a", "m2")
		d.must(d.Release(d.ctx(), l, d.now))
		l = d.take("a")
		d.later(time.Hour)
		_, err := d.Take(d.ctx(), d.now, lease, 1)
		d.must(err)
		d.must(d.Forget(d.ctx(), "a"))
		d.refuse(d.Release(d.ctx(), l, d.now), store.ErrFenced)
	}},
	{"a full inbox takes no more", func(d *desk) {
		for i := range store.MaxInbox {
			d.put("a", fmt.Sprint("m", i))
		}
		_, _, err := d.PutTake(d.ctx(), "a", item("one more", d.now), lease)
		d.refuse(err, store.ErrFull)
	}},
	{"whoever did not hear the answer to a put gets the lease that came with it", func(d *desk) {
		d.askAs("mine", "a", "")
		l := d.putTake("a", "m1")
		d.askAs("mine", "a", "")
		d.putOnly("a", "m1", false)
		again := d.take("a")
		d.equal("lease", []any{again.Token, again.Tries, ids(again.Items)}, []any{l.Token, 1, []string{"m1"}})
		d.commit(again, store.Change{})
		d.idle("a")
	}},
	{"the feed tells of an arrival that was put and taken once its turn is over", func(d *desk) {
		_, upto, err := d.Recent(d.ctx(), 0)
		d.must(err)
		d.commit(d.putTake("a", "m1"), store.Change{State: []byte("s")})
		convs, _, err := d.Recent(d.ctx(), upto)
		d.must(err)
		d.equal("changed", convs, []string{"a"})
	}},
}
