package storetest

import (
	"time"

	"hotro/internal/store"
)

// Every answer may be lost on the way, and the caller asks again: the effect
// must be that of asking once.
var againPromises = []promise{
	{"again: Commit", func(d *desk) {
		d.put("a", "m1")
		l := d.take("a")
		d.commit(l, everything("a", 0))
		d.put("a", "m2")
		_, err := d.Commit(d.ctx(), l, d.now, everything("a", 0))
		d.refuse(err, store.ErrDone)
		snap, err := d.Load(d.ctx(), "a")
		d.must(err)
		d.equal("version", snap.Version, 1)
		d.equal("lines", snap.Lines, 2)
		d.equal("replies", len(d.next("a", store.LaneUser).Outs), 1)
		d.equal("items", ids(d.take("a").Items), []string{"m2"})
	}},
	{"again: Commit after other changes is refused, never written twice", func(d *desk) {
		d.put("a", "m1")
		l := d.take("a")
		d.commit(l, everything("a", 0))
		d.raise("a", 9)
		_, err := d.Commit(d.ctx(), l, d.now, everything("a", 0))
		d.refuse(err, store.ErrDone)
		d.put("a", "m2")
		d.commit(d.take("a"), store.Change{})
		_, err = d.Commit(d.ctx(), l, d.now, everything("a", 0))
		d.refuse(err, store.ErrFenced)
	}},
	{"again: Bury", func(d *desk) {
		d.put("a", "m1", "m2")
		l := d.take("a")
		d.must(d.Bury(d.ctx(), l, d.now, "x"))
		d.refuse(d.Bury(d.ctx(), l, d.now, "x"), store.ErrDone)
		dead, err := d.DeadList(d.ctx(), 10)
		d.must(err)
		d.equal("dead letters", len(dead), 1)
		_, err = d.Commit(d.ctx(), l, d.now, store.Change{})
		d.refuse(err, store.ErrFenced)
		d.equal("items", ids(d.take("a").Items), []string{"m2"})
	}},
	{"again: Release", func(d *desk) {
		d.put("a", "m1")
		l := d.take("a")
		d.must(d.Release(d.ctx(), l, d.now))
		d.refuse(d.Release(d.ctx(), l, d.now.Add(time.Hour)), store.ErrDone)
		d.equal("tries", d.take("a").Tries, 2)
	}},
	{"again: Extend", func(d *desk) {
		d.put("a", "m1")
		l := d.take("a")
		d.must(d.Extend(d.ctx(), l, d.now.Add(2*lease)))
		d.must(d.Extend(d.ctx(), l, d.now.Add(2*lease)))
	}},
	{"again: Settle", func(d *desk) {
		d.say("a", 1, "r1", "r2")
		j := d.next("a", store.LaneUser)
		d.settle(j, store.Settlement{Sent: 1})
		_, err := d.Settle(d.ctx(), j, d.now, store.Settlement{Sent: 1})
		d.refuse(err, store.ErrDone)
		j2 := d.next("a", store.LaneUser)
		d.equal("replies", texts(j2.Outs), []string{"r2"})
		_, err = d.Settle(d.ctx(), j, d.now, store.Settlement{Sent: 1})
		d.refuse(err, store.ErrDone)
		d.settle(j2, store.Settlement{Sent: 1})
		_, err = d.Settle(d.ctx(), j, d.now, store.Settlement{Sent: 1})
		d.refuse(err, store.ErrFenced)
	}},
	{"again: Settle of a reply given up", func(d *desk) {
		d.say("a", 1, "r1", "r2")
		j := d.next("a", store.LaneUser)
		d.settle(j, store.Settlement{Dead: "x"})
		_, err := d.Settle(d.ctx(), j, d.now, store.Settlement{Dead: "x"})
		d.refuse(err, store.ErrDone)
		dead, err := d.DeadList(d.ctx(), 10)
		d.must(err)
		d.equal("dead letters", len(dead), 1)
	}},
	{"again: DeadRetry and DeadDrop", func(d *desk) {
		d.put("a", "m1")
		d.must(d.Bury(d.ctx(), d.take("a"), d.now, "x"))
		dead, err := d.DeadList(d.ctx(), 10)
		d.must(err)
		d.must(d.DeadRetry(d.ctx(), dead[0].ID, d.now))
		d.refuse(d.DeadRetry(d.ctx(), dead[0].ID, d.now), store.ErrNotFound)
		d.refuse(d.DeadDrop(d.ctx(), dead[0].ID), store.ErrNotFound)
		d.equal("items", len(d.take("a").Items), 1)
	}},
	{"again: Swap writes once", func(d *desk) {
		v, err := d.Swap(d.ctx(), "k", 0, []byte("x"), 0, d.now)
		d.must(err)
		_, err = d.Swap(d.ctx(), "k", 0, []byte("x"), 0, d.now)
		d.refuse(err, store.ErrStale)
		_, got, err := d.Get(d.ctx(), "k")
		d.must(err)
		d.equal("version", got, v)
	}},
	{"again: Hold, Free, PutBlob, Forget", func(d *desk) {
		for range 2 {
			ok, err := d.Hold(d.ctx(), "l", "me", d.now, time.Minute)
			d.must(err)
			d.equal("held", ok, true)
		}
		d.must(d.Free(d.ctx(), "l", "me"))
		d.must(d.Free(d.ctx(), "l", "me"))
		first, err := d.PutBlob(d.ctx(), store.Blob{Name: "f", Data: []byte("x")}, d.now, time.Hour)
		d.must(err)
		second, err := d.PutBlob(d.ctx(), store.Blob{Name: "f", Data: []byte("x")}, d.now, time.Hour)
		d.must(err)
		d.equal("id", second, first)
		d.put("a", "m1")
		d.must(d.Forget(d.ctx(), "a"))
		d.must(d.Forget(d.ctx(), "a"))
	}},
}
