package storetest

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"hotro/internal/store"
)

var inboxPromises = []promise{
	{"an arrival is stored once however often it comes", func(d *desk) {
		d.put("a", "m1")
		for range 3 {
			fresh, err := d.Put(d.ctx(), "a", item("m1", d.now), d.now)
			d.must(err)
			d.equal("fresh", fresh, false)
		}
		l := d.take("a")
		d.equal("items", ids(l.Items), []string{"m1"})
		d.commit(l, store.Change{})
		fresh, err := d.Put(d.ctx(), "a", item("m1", d.now), d.now)
		d.must(err)
		d.equal("fresh after the turn", fresh, false)
		d.idle("a")
	}},
	{"the same id in another conversation is another arrival", func(d *desk) {
		d.put("a", "m1")
		d.put("b", "m1")
	}},
	{"the ring remembers the last ids, first in first out", func(d *desk) {
		for i := range store.Ring + 1 {
			d.put("a", fmt.Sprint("m", i))
			d.commit(d.take("a"), store.Change{})
		}
		fresh, err := d.Put(d.ctx(), "a", item("m1", d.now), d.now)
		d.must(err)
		d.equal("the oldest that must be remembered is fresh", fresh, false)
		d.put("a", "m0")
	}},
	{"many callers at once store an arrival once", func(d *desk) {
		var fresh atomic.Int64
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				for i := range 5 {
					ok, err := d.Put(d.ctx(), "a", item(fmt.Sprint("m", i), d.now), d.now)
					if err != nil {
						d.Errorf("got error %v, want none", err)
					}
					if ok {
						fresh.Add(1)
					}
				}
			})
		}
		wg.Wait()
		d.equal("fresh", fresh.Load(), 5)
		d.equal("items", len(d.take("a").Items), 5)
	}},
	{"arrivals come out in order and whole", func(d *desk) {
		d.put("a", "m1", "m2", "m3")
		l := d.take("a")
		d.equal("items", ids(l.Items), []string{"m1", "m2", "m3"})
		d.equal("body", string(l.Items[1].Body), "body of m2")
		d.equal("at", l.Items[1].At, d.now)
		binary := store.Item{ID: "m4:\x00\n", Body: []byte{0, 255, ':', '\n'}, At: d.now}
		d.commit(l, store.Change{})
		_, err := d.Put(d.ctx(), "a", binary, d.now)
		d.must(err)
		d.equal("binary", fmt.Sprintf("%q", d.take("a").Items), fmt.Sprintf("%q", []store.Item{binary}))
	}},
	{"a full inbox refuses more, and a duplicate is still a duplicate", func(d *desk) {
		for i := range store.MaxInbox {
			d.put("a", fmt.Sprint("m", i))
		}
		_, err := d.Put(d.ctx(), "a", item("over", d.now), d.now)
		d.refuse(err, store.ErrFull)
		fresh, err := d.Put(d.ctx(), "a", item("m7", d.now), d.now)
		d.must(err)
		d.equal("fresh", fresh, false)
		d.commit(d.take("a"), store.Change{})
		d.put("a", "over")
	}},
	{"a conversation is taken when it is ready, the earlier moment holding", func(d *desk) {
		_, err := d.Put(d.ctx(), "a", item("m1", d.now), d.now.Add(700*time.Millisecond))
		d.must(err)
		_, err = d.Put(d.ctx(), "a", item("m2", d.now), d.now.Add(900*time.Millisecond))
		d.must(err)
		d.later(699 * time.Millisecond)
		d.idle("a")
		d.later(time.Millisecond)
		d.equal("items", ids(d.take("a").Items), []string{"m1", "m2"})
	}},
	{"one worker per conversation", func(d *desk) {
		d.put("a", "m1")
		l := d.take("a")
		d.equal("until", l.Until, d.now.Add(lease))
		d.idle("a")
		d.put("a", "m2")
		d.idle("a")
		ls, err := d.Take(d.ctx(), d.now, lease, 10)
		d.must(err)
		d.equal("leases", len(ls), 0)
	}},
	{"many workers at once get every conversation once", func(d *desk) {
		for i := range 20 {
			d.put(fmt.Sprint("c", i), "m1")
		}
		var mu sync.Mutex
		got := map[string]int{}
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				for range 4 {
					ls, err := d.Take(d.ctx(), d.now, lease, 8)
					if err != nil {
						d.Errorf("got error %v, want none", err)
					}
					mu.Lock()
					for _, l := range ls {
						got[l.Conv]++
					}
					mu.Unlock()
				}
			})
		}
		wg.Wait()
		for i := range 20 {
			d.equal("times taken", got[fmt.Sprint("c", i)], 1)
		}
	}},
	{"Take gives the longest due first and no more than asked for", func(d *desk) {
		for _, c := range []string{"x", "b", "a"} {
			d.put(c, "m1")
			d.later(time.Millisecond)
		}
		ls, err := d.Take(d.ctx(), d.now, lease, 2)
		d.must(err)
		d.equal("leases", []string{ls[0].Conv, ls[1].Conv}, []string{"x", "b"})
		ls, err = d.Take(d.ctx(), d.now, lease, 2)
		d.must(err)
		d.equal("leases", len(ls), 1)
	}},
	{"a lease that ran out is taken over, and the try is counted", func(d *desk) {
		d.put("a", "m1")
		l := d.take("a")
		d.equal("tries", l.Tries, 1)
		d.later(lease)
		ls, err := d.Take(d.ctx(), d.now, lease, 10)
		d.must(err)
		d.equal("leases", len(ls), 1)
		d.equal("items", ids(ls[0].Items), []string{"m1"})
		d.equal("tries", ls[0].Tries, 2)
		d.commit(ls[0], store.Change{})
		d.put("a", "m2")
		d.equal("tries after a commit", d.take("a").Tries, 1)
	}},
	{"a lease that is extended is not taken over", func(d *desk) {
		d.put("a", "m1")
		l := d.take("a")
		d.must(d.Extend(d.ctx(), l, d.now.Add(2*lease)))
		d.later(lease)
		d.idle("a")
		d.later(lease)
		d.take("a")
		d.refuse(d.Extend(d.ctx(), l, d.now.Add(lease)), store.ErrFenced)
	}},
	{"a lease given back is ready again when said", func(d *desk) {
		d.put("a", "m1")
		d.must(d.Release(d.ctx(), d.take("a"), d.now.Add(time.Minute)))
		d.later(time.Minute - time.Millisecond)
		d.idle("a")
		d.later(time.Millisecond)
		l := d.take("a")
		d.equal("items", ids(l.Items), []string{"m1"})
		d.equal("tries", l.Tries, 2)
		l.Tries--
		d.must(d.Release(d.ctx(), l, d.now))
		d.equal("tries when one was no fault of the items", d.take("a").Tries, 2)
		d.put("b", "m1")
		d.must(d.Release(d.ctx(), d.take("b"), d.now.Add(time.Hour)))
		d.raise("b", 1)
		d.idle("b")
		d.put("b", "m2")
		d.equal("items once something new came", ids(d.take("b").Items), []string{"m1", "m2"})
	}},
}
