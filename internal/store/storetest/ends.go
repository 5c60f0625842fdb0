package storetest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"hotro/internal/store"
)

var endPromises = []promise{
	{"forgetting leaves nothing of a conversation, and nothing else goes", func(d *desk) {
		for _, c := range []string{"a", "b"} {
			d.put(c, c+"1")
			d.must(d.Bury(d.ctx(), d.take(c), d.now, "x"))
			d.put(c, c+"2")
			ch := everything(c, 0)
			ch.Wake, ch.Row.Number = d.now.Add(time.Hour), map[string]int64{"a": 5, "b": 6}[c]
			d.commit(d.take(c), ch)
			d.put(c, c+"3")
		}
		l, j := d.take("a"), d.next("a", store.LaneUser)
		d.must(d.Forget(d.ctx(), "a"))
		d.untouched("a")
		_, err := d.Commit(d.ctx(), l, d.now, store.Change{})
		d.refuse(err, store.ErrFenced)
		_, err = d.Settle(d.ctx(), j, d.now, store.Settlement{Sent: 1})
		d.refuse(err, store.ErrFenced)
		d.later(2 * time.Hour)
		d.idle("a")
		dead, err := d.DeadList(d.ctx(), 10)
		d.must(err)
		d.equal("dead letters", fmt.Sprint(len(dead), dead[0].Conv), "1b")
		depth, err := d.Depth(d.ctx())
		d.must(err)
		d.equal("depth", fmt.Sprintf("%+v", depth), "{Inbox:1 User:1 Desk:1 Dead:1 Open:1}")
		d.equal("tickets", d.rows(true, 10), []int64{6})
		convs, _, err := d.Recent(d.ctx(), 0)
		d.must(err)
		d.equal("changed", convs, []string{"b"})
		d.put("a", "a1", "a2") // and its ids are new again
		fresh := d.take("a")
		d.equal("an old token is given again", fresh.Token == l.Token, false)
	}},
	{"every conversation is listed until it is forgotten", func(d *desk) {
		names := []string{"telegram:7:1", "web::a*b", "zalo:1:%7Bx%7D"}
		for _, c := range names {
			d.put(c, "m1")
		}
		convs, err := d.Convs(d.ctx())
		d.must(err)
		d.equal("conversations", convs, names)
		d.must(d.Forget(d.ctx(), names[1]))
		convs, err = d.Convs(d.ctx())
		d.must(err)
		d.equal("conversations", convs, []string{names[0], names[2]})
	}},
	{"a conversation is kept for its retention after its last change", func(d *desk) {
		d.put("old", "m1")
		d.commit(d.take("old"), said(store.Snapshot{Conv: "old"}, 1, "r1"))
		d.settle(d.next("old", store.LaneUser), store.Settlement{Sent: 1})
		d.age(Retention / 2)
		d.put("young", "m1")
		d.commit(d.take("young"), said(store.Snapshot{Conv: "young"}, 1, "r1"))
		d.age(Retention/2 + time.Hour)
		d.kept("old", false)
		d.kept("young", true)
	}},
	{"a change makes a conversation young again", func(d *desk) {
		d.say("a", 1, "r1")
		for range 3 {
			d.age(Retention * 2 / 3)
			d.raise("a", 1)
		}
		d.kept("a", true)
	}},
	{"a timer set far ahead keeps its conversation", func(d *desk) {
		snap, err := d.Load(d.ctx(), "a")
		d.must(err)
		d.must(d.Apply(d.ctx(), snap, d.now, "", store.Change{State: []byte("x"), Wake: d.now.Add(2 * Retention)}))
		d.age(2 * Retention)
		l := d.take("a")
		d.equal("lease", fmt.Sprintf("%v %s", l.Due, l.State), "true x")
	}},
	{"arrivals that waited through a long standstill are not lost", func(d *desk) {
		d.put("a", "m1")
		d.age(2 * Retention)
		d.equal("items", ids(d.take("a").Items), []string{"m1"})
	}},
	{"ended tickets and dead letters go after their retention, open ones with their conversation", func(d *desk) {
		d.ticket("a", 1, true, d.now)
		d.ticket("b", 2, false, d.now)
		d.put("c", "m1")
		d.must(d.Bury(d.ctx(), d.take("c"), d.now, "x"))
		d.age(Retention - time.Hour)
		d.ticket("e", 3, false, d.now)
		d.ticket("f", 4, true, d.now)
		d.equal("ended", d.rows(false, 10), []int64{3, 2})
		d.age(time.Hour)
		d.equal("ended", d.rows(false, 10), []int64{3})
		d.equal("open", d.rows(true, 10), []int64{4})
		for _, gone := range []int64{1, 2} {
			_, err := d.Row(d.ctx(), gone)
			d.refuse(err, store.ErrNotFound)
		}
		dead, err := d.DeadList(d.ctx(), 10)
		d.must(err)
		d.equal("dead letters", len(dead), 0)
	}},
	{"a caller that gave up gets its own error and writes nothing", func(d *desk) {
		ctx, cancel := context.WithCancel(d.ctx())
		cancel()
		_, err := d.Put(ctx, "a", item("m1", d.now), d.now)
		d.refuse(err, context.Canceled)
		_, err = d.Load(ctx, "a")
		d.refuse(err, context.Canceled)
		_, err = d.Take(ctx, d.now, lease, 1)
		d.refuse(err, context.Canceled)
		d.idle("a")
	}},
	{"a closed store says so", func(d *desk) {
		d.put("a", "m1")
		_, err := d.Health(d.ctx())
		d.must(err)
		d.must(d.Close())
		_, err = d.Put(d.ctx(), "a", item("m2", d.now), d.now)
		d.refuse(err, store.ErrClosed)
		_, err = d.Load(d.ctx(), "a")
		if err == nil || errors.Is(err, store.ErrNotFound) {
			d.Fatalf("got error %v from a closed store, want one that says so", err)
		}
		d.must(d.Close())
	}},
}

// age lets time pass for the caller, for the store, and for its server.
func (d *desk) age(by time.Duration) {
	d.Helper()
	d.later(by)
	if a, ok := d.Store.(Aging); ok {
		a.Age(d.T, by)
	}
	d.must(d.Sweep(d.ctx(), d.now))
}

// kept fails unless the conversation that said r1 is there, or is gone.
func (d *desk) kept(conv string, want bool) {
	d.Helper()
	snap, err := d.Load(d.ctx(), conv)
	d.must(err)
	ls, err := d.Lines(d.ctx(), conv, 1, 10)
	d.must(err)
	d.equal(conv+" is kept", fmt.Sprint(snap.Version > 0, len(ls) > 0), fmt.Sprint(want, want))
}
