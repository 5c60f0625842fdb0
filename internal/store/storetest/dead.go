package storetest

import (
	"fmt"
	"time"

	"hotro/internal/store"
)

var deadPromises = []promise{
	{"a batch that keeps failing is tried one item at a time", func(d *desk) {
		d.put("a", "poison", "m2")
		for range store.Isolate - 1 {
			d.equal("items", ids(d.take("a").Items), []string{"poison", "m2"})
			d.later(lease)
		}
		l := d.take("a")
		d.equal("tries", l.Tries, store.Isolate)
		d.equal("items", ids(l.Items), []string{"poison"})
		d.must(d.Bury(d.ctx(), l, d.now, "crashes"))
		l = d.take("a")
		d.equal("items", ids(l.Items), []string{"m2"})
		d.equal("tries", l.Tries, 1)
	}},
	{"an innocent item tried alone is consumed alone", func(d *desk) {
		d.put("a", "m1", "poison")
		for range store.Isolate - 1 {
			d.must(d.Release(d.ctx(), d.take("a"), d.now))
		}
		l := d.take("a")
		d.equal("items", ids(l.Items), []string{"m1"})
		d.equal("more", d.commit(l, store.Change{}), true)
		l = d.take("a")
		d.equal("items", ids(l.Items), []string{"poison"})
		d.equal("tries", l.Tries, 1)
	}},
	{"poison is quarantined, listed, retried and dropped", func(d *desk) {
		d.put("a", "m1")
		d.must(d.Bury(d.ctx(), d.take("a"), d.now, "no reason\nat all"))
		d.idle("a")
		d.later(time.Second)
		d.put("b", "m2")
		d.must(d.Bury(d.ctx(), d.take("b"), d.now, "two"))
		dead, err := d.DeadList(d.ctx(), 10)
		d.must(err)
		d.equal("dead letters", fmt.Sprintf("%s %s %s %s %s", dead[0].Conv, dead[0].Queue, dead[0].Body, dead[0].Reason, dead[1].Conv),
			"a inbox body of m1 no reason\nat all b")
		one, err := d.DeadList(d.ctx(), 1)
		d.must(err)
		d.equal("the oldest", one[0].ID, dead[0].ID)
		d.must(d.DeadRetry(d.ctx(), dead[0].ID, d.now))
		l := d.take("a")
		d.equal("items", ids(l.Items), []string{"m1"})
		d.equal("at", l.Items[0].At, start)
		d.must(d.DeadDrop(d.ctx(), dead[1].ID))
		dead, err = d.DeadList(d.ctx(), 10)
		d.must(err)
		d.equal("dead letters", len(dead), 0)
	}},
	{"what is not a dead letter is not found", func(d *desk) {
		for _, id := range []string{"", "x", "-", "1-1", "64-1", "999-1", "-1-1", "1-x", "1-1-1", "+1-1"} {
			d.refuse(d.DeadRetry(d.ctx(), id, d.now), store.ErrNotFound)
			d.refuse(d.DeadDrop(d.ctx(), id), store.ErrNotFound)
		}
	}},
	{"a retry into a full inbox is refused and keeps the dead letter", func(d *desk) {
		d.put("a", "m")
		d.must(d.Bury(d.ctx(), d.take("a"), d.now, "x"))
		for i := range store.MaxInbox {
			d.put("a", fmt.Sprint("m", i))
		}
		dead, err := d.DeadList(d.ctx(), 10)
		d.must(err)
		d.refuse(d.DeadRetry(d.ctx(), dead[0].ID, d.now), store.ErrFull)
		dead, err = d.DeadList(d.ctx(), 10)
		d.must(err)
		d.equal("dead letters", len(dead), 1)
	}},
	{"a timer that keeps failing is buried without what arrived", func(d *desk) {
		d.put("a", "m1")
		d.commit(d.take("a"), store.Change{Wake: d.now.Add(time.Second)})
		d.later(time.Second)
		l := d.take("a")
		d.put("a", "m2")
		d.must(d.Bury(d.ctx(), l, d.now, "timer fails"))
		l = d.take("a")
		d.equal("lease", fmt.Sprint(ids(l.Items), l.Due), "[m2] false")
		d.commit(l, store.Change{})
		dead, err := d.DeadList(d.ctx(), 10)
		d.must(err)
		d.equal("queue", dead[0].Queue, store.Timer)
		d.must(d.DeadRetry(d.ctx(), dead[0].ID, d.now))
		d.equal("due", d.take("a").Due, true)
	}},
	{"a timer does not fire with an item tried alone", func(d *desk) {
		d.put("a", "m1")
		d.commit(d.take("a"), store.Change{Wake: d.now})
		d.put("a", "m2")
		for range store.Isolate - 1 {
			d.equal("due", d.take("a").Due, true)
			d.later(lease)
		}
		d.equal("due", d.take("a").Due, false)
	}},
	{"old dead letters make room", func(d *desk) {
		for i := range store.MaxDead + 2 {
			d.put("a", fmt.Sprint("m", i))
			d.must(d.Bury(d.ctx(), d.take("a"), d.now, "x"))
		}
		dead, err := d.DeadList(d.ctx(), 2*store.MaxDead)
		d.must(err)
		d.equal("dead letters", len(dead), store.MaxDead)
		d.equal("oldest", string(dead[0].Body), "body of m2")
		depth, err := d.Depth(d.ctx())
		d.must(err)
		d.equal("depth", depth.Dead, store.MaxDead)
	}},
}
