package storetest

import (
	"fmt"
	"time"

	"hotro/internal/store"
)

// day is how far the clocks of these cases step.
const day = 24 * time.Hour

// clockPromises hold when the clock of the machine steps, and is put right.
var clockPromises = []promise{
	{"a clock that was a day ahead for a while hides no value and no file", func(d *desk) {
		_, err := d.Swap(d.ctx(), "session", 0, []byte("before"), 12*time.Hour, d.now)
		d.must(err)
		id, err := d.PutBlob(d.ctx(), store.Blob{Name: "a", Data: []byte("file")}, d.now, 12*time.Hour)
		d.must(err)
		d.later(day)
		d.must(d.Sweep(d.ctx(), d.now))
		_, err = d.Swap(d.ctx(), "link", 0, []byte("meanwhile"), 10*time.Minute, d.now)
		d.must(err)
		d.later(-day)
		_, err = d.Swap(d.ctx(), "next", 0, []byte("after"), 10*time.Minute, d.now)
		d.must(err)
		for key, want := range map[string]string{"session": "before", "link": "meanwhile", "next": "after"} {
			val, _, err := d.Get(d.ctx(), key)
			d.must(err)
			d.equal(key, string(val), want)
		}
		keys, err := d.Keys(d.ctx(), "")
		d.must(err)
		d.equal("keys", keys, []string{"link", "next", "session"})
		_, err = d.Blob(d.ctx(), id, d.now)
		d.must(err)
	}},
	{"a clock that was a day behind for a while hides no value", func(d *desk) {
		_, err := d.Swap(d.ctx(), "session", 0, []byte("before"), 12*time.Hour, d.now)
		d.must(err)
		d.later(-day)
		_, _, err = d.Get(d.ctx(), "session")
		d.must(err)
		_, err = d.Swap(d.ctx(), "kept", 0, []byte("meanwhile"), 48*time.Hour, d.now)
		d.must(err)
		d.later(day)
		_, err = d.Swap(d.ctx(), "next", 0, []byte("after"), 10*time.Minute, d.now)
		d.must(err)
		keys, err := d.Keys(d.ctx(), "")
		d.must(err)
		d.equal("keys", keys, []string{"kept", "next", "session"})
	}},
	{"a caller whose clock is a little behind does not set the others back", func(d *desk) {
		_, err := d.Swap(d.ctx(), "k", 0, []byte("x"), time.Minute, d.now)
		d.must(err)
		d.later(time.Minute)
		_, err = d.Swap(d.ctx(), "other", 0, []byte("y"), 0, d.now)
		d.must(err)
		d.later(-30 * time.Second)
		_, err = d.Swap(d.ctx(), "third", 0, []byte("z"), 0, d.now)
		d.must(err)
		_, _, err = d.Get(d.ctx(), "k")
		d.refuse(err, store.ErrNotFound)
	}},
	{"a lock that a clock ahead took is free when it ends by ours", func(d *desk) {
		hold := func(owner string, want bool) {
			d.Helper()
			ok, err := d.Hold(d.ctx(), "poll", owner, d.now, 15*time.Second)
			d.must(err)
			d.equal(owner+" holds", ok, want)
		}
		d.later(store.Skew)
		hold("a", true)
		d.later(-store.Skew)
		hold("b", false) // as far as clocks may lie apart
		d.later(day)
		hold("a", true)
		d.later(-day)
		hold("b", true)
	}},
	{"a pace that a clock ahead took holds nobody up", func(d *desk) {
		pace := func(want time.Duration) {
			d.Helper()
			wait, err := d.Pace(d.ctx(), "bot", d.now, time.Second, 1)
			d.must(err)
			d.equal("wait", wait, want)
		}
		pace(0)
		pace(time.Second)
		d.later(day)
		pace(0)
		d.later(-day)
		pace(0)
		pace(time.Second)
		d.later(-day)
		pace(0)
	}},
	{"an arrival of a clock ahead is taken soon after it was put right", func(d *desk) { d.stepsBack(day) }},
	{"an arrival from before a clock was put back is taken soon", func(d *desk) { d.stepsBack(0) }},
	{"a lease that a clock ahead gave and nobody ends runs out soon", func(d *desk) {
		d.later(day)
		d.put("a", "m1")
		d.take("a")
		d.say("a", 1, "r1")
		d.next("a", store.LaneUser)
		d.later(-day)
		d.idle("a")
		d.later(store.Skew)
		d.take("a")
		d.equal("reply", texts(d.next("a", store.LaneUser).Outs), []string{"r1"})
	}},
	{"a lane that a clock ahead put off goes on soon, and its timers stay", func(d *desk) {
		d.later(day)
		d.say("a", 1, "r1")
		d.settle(d.next("a", store.LaneUser), store.Settlement{Again: d.now.Add(time.Minute)})
		snap, err := d.Load(d.ctx(), "b")
		d.must(err)
		d.must(d.Apply(d.ctx(), snap, d.now, "", store.Change{State: []byte("x"), Desk: true, Wake: d.now.Add(time.Hour)}))
		d.later(-day)
		d.must(d.Sweep(d.ctx(), d.now)) // as another process, which saw no step
		d.quiet("a", store.LaneUser)
		d.later(store.Skew)
		d.next("a", store.LaneUser)
		d.next("b", store.LaneDesk)
		d.idle("b")
		d.later(day + time.Hour)
		d.equal("timer", fmt.Sprint(d.take("b").Due), "true")
	}},
}

// stepsBack has something arrive while the clock is ahead, and looks for it
// when it was put back by a day.
func (d *desk) stepsBack(ahead time.Duration) {
	d.Helper()
	d.later(ahead)
	fresh, err := d.Put(d.ctx(), "a", item("m1", d.now), d.now.Add(time.Second))
	d.must(err)
	d.equal("fresh", fresh, true)
	d.later(-day)
	ls, err := d.Take(d.ctx(), d.now, lease, 10)
	d.must(err)
	d.equal("leases at once", len(ls), 0)
	d.later(store.Skew)
	ls, err = d.Take(d.ctx(), d.now, lease, 10)
	d.must(err)
	d.equal("leases", len(ls), 1)
}
