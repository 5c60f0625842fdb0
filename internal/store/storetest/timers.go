package storetest

import (
	"time"

	"hotro/internal/store"
)

var timerPromises = []promise{
	{"a timer fires when it is due, once", func(d *desk) {
		d.put("a", "m1")
		d.equal("more", d.commit(d.take("a"), store.Change{Wake: d.now.Add(time.Minute)}), false)
		d.later(time.Minute - time.Millisecond)
		d.idle("a")
		d.later(time.Millisecond)
		ls, err := d.Take(d.ctx(), d.now, lease, 10)
		d.must(err)
		d.equal("leases", len(ls), 1)
		d.equal("due", ls[0].Due, true)
		d.equal("items", len(ls[0].Items), 0)
		d.commit(ls[0], store.Change{})
		d.later(time.Hour)
		d.idle("a")
	}},
	{"a timer is not told before its time", func(d *desk) {
		d.put("a", "m1")
		d.commit(d.take("a"), store.Change{Wake: d.now.Add(time.Minute)})
		d.put("a", "m2")
		l := d.take("a")
		d.equal("due", l.Due, false)
		d.commit(l, store.Change{Wake: d.now.Add(time.Minute)})
		d.put("a", "m3")
		d.later(time.Minute)
		l = d.take("a")
		d.equal("due", l.Due, true)
		d.equal("items", ids(l.Items), []string{"m3"})
	}},
	{"a commit replaces or clears the timer", func(d *desk) {
		d.put("a", "m1")
		d.commit(d.take("a"), store.Change{Wake: d.now.Add(time.Minute)})
		d.put("a", "m2")
		d.commit(d.take("a"), store.Change{Wake: d.now.Add(time.Hour)})
		d.later(time.Minute)
		d.idle("a")
		d.put("a", "m3")
		d.commit(d.take("a"), store.Change{})
		d.later(2 * time.Hour)
		d.idle("a")
	}},
	{"a timer that is due already is more work", func(d *desk) {
		d.put("a", "m1")
		d.equal("more", d.commit(d.take("a"), store.Change{Wake: d.now}), true)
		d.equal("due", d.take("a").Due, true)
	}},
	{"a timer is fenced like any turn", func(d *desk) {
		d.put("a", "m1")
		d.commit(d.take("a"), store.Change{Wake: d.now.Add(time.Minute)})
		d.later(time.Minute)
		stalled := d.take("a")
		d.later(lease)
		l := d.take("a")
		d.equal("due again after the crash", l.Due, true)
		d.equal("tries", l.Tries, 2)
		d.commit(l, store.Change{})
		_, err := d.Commit(d.ctx(), stalled, d.now, store.Change{})
		d.refuse(err, store.ErrFenced)
	}},
	{"an Apply sets, moves and clears the timer", func(d *desk) {
		for i, wake := range []time.Duration{time.Hour, time.Minute, 0} {
			snap, err := d.Load(d.ctx(), "a")
			d.must(err)
			ch := store.Change{Wake: d.now.Add(wake)}
			if wake == 0 {
				ch.Wake = time.Time{}
			}
			d.must(d.Apply(d.ctx(), snap, d.now, "", ch))
			if i == 1 {
				d.later(time.Minute)
				d.must(d.Release(d.ctx(), d.take("a"), d.now.Add(time.Second)))
				d.idle("a")
			}
		}
		d.later(2 * time.Hour)
		d.idle("a")
	}},
	{"a moment between two milliseconds never comes early", func(d *desk) {
		d.put("a", "m1")
		d.commit(d.take("a"), store.Change{Wake: d.now.Add(time.Second + time.Microsecond)})
		d.later(time.Second)
		d.idle("a")
		d.later(time.Millisecond)
		d.take("a")
	}},
}
