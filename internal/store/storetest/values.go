package storetest

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"hotro/internal/store"
)

var valuePromises = []promise{
	{"a value is swapped only from the version that was read", func(d *desk) {
		_, _, err := d.Get(d.ctx(), "k")
		d.refuse(err, store.ErrNotFound)
		_, err = d.Swap(d.ctx(), "k", 3, []byte("x"), 0, d.now)
		d.refuse(err, store.ErrStale)
		v1, err := d.Swap(d.ctx(), "k", 0, []byte("one"), 0, d.now)
		d.must(err)
		v2, err := d.Swap(d.ctx(), "k", v1, []byte("two\x00"), 0, d.now)
		d.must(err)
		_, err = d.Swap(d.ctx(), "k", v1, []byte("late"), 0, d.now)
		d.refuse(err, store.ErrStale)
		val, v, err := d.Get(d.ctx(), "k")
		d.must(err)
		d.equal("value", fmt.Sprintf("%q %v", val, v == v2), `"two\x00" true`)
	}},
	{"a version never comes back, not even after a deletion", func(d *desk) {
		seen := map[int64]bool{0: true}
		for range 5 {
			v, err := d.Swap(d.ctx(), "k", 0, []byte("x"), 0, d.now)
			d.must(err)
			d.equal("seen before", seen[v], false)
			seen[v] = true
			_, err = d.Swap(d.ctx(), "k", v, nil, 0, d.now)
			d.must(err)
			_, _, err = d.Get(d.ctx(), "k")
			d.refuse(err, store.ErrNotFound)
			_, err = d.Swap(d.ctx(), "k", v, []byte("y"), 0, d.now)
			d.refuse(err, store.ErrStale)
		}
	}},
	{"of many who swap at once one wins", func(d *desk) {
		var won atomic.Int64
		var wg sync.WaitGroup
		for i := range 8 {
			wg.Go(func() {
				if _, err := d.Swap(d.ctx(), "k", 0, fmt.Append(nil, i), 0, d.now); err == nil {
					won.Add(1)
				}
			})
		}
		wg.Wait()
		d.equal("winners", won.Load(), 1)
	}},
	{"a value runs out", func(d *desk) {
		v, err := d.Swap(d.ctx(), "k", 0, []byte("x"), time.Minute, d.now)
		d.must(err)
		d.later(time.Minute - time.Millisecond)
		d.must(d.Sweep(d.ctx(), d.now))
		_, _, err = d.Get(d.ctx(), "k")
		d.must(err)
		d.later(time.Millisecond)
		_, err = d.Swap(d.ctx(), "k", v, []byte("y"), 0, d.now)
		d.refuse(err, store.ErrStale)
		_, _, err = d.Get(d.ctx(), "k")
		d.refuse(err, store.ErrNotFound)
		keys, err := d.Keys(d.ctx(), "")
		d.must(err)
		d.equal("keys", len(keys), 0)
		_, err = d.Swap(d.ctx(), "k", 0, []byte("z"), 0, d.now)
		d.must(err)
	}},
	{"a value that is swapped again lives as long as its last time", func(d *desk) {
		v, err := d.Swap(d.ctx(), "k", 0, []byte("x"), time.Minute, d.now)
		d.must(err)
		_, err = d.Swap(d.ctx(), "k", v, []byte("y"), 0, d.now)
		d.must(err)
		d.later(time.Hour)
		d.must(d.Sweep(d.ctx(), d.now))
		_, _, err = d.Get(d.ctx(), "k")
		d.must(err)
	}},
	{"keys are listed by prefix, sorted", func(d *desk) {
		for _, k := range []string{"s:b", "s:a", "t:c", "s:*", "s"} {
			_, err := d.Swap(d.ctx(), k, 0, []byte("x"), 0, d.now)
			d.must(err)
		}
		keys, err := d.Keys(d.ctx(), "s:")
		d.must(err)
		d.equal("keys", keys, []string{"s:*", "s:a", "s:b"})
	}},
	{"keys that begin with a dot are kept, and not listed", func(d *desk) {
		v, err := d.Swap(d.ctx(), ".many:1", 0, []byte("x"), time.Minute, d.now)
		d.must(err)
		_, err = d.Swap(d.ctx(), "listed", 0, []byte("x"), 0, d.now)
		d.must(err)
		keys, err := d.Keys(d.ctx(), "")
		d.must(err)
		d.equal("keys", keys, []string{"listed"})
		val, _, err := d.Get(d.ctx(), ".many:1")
		d.must(err)
		d.equal("value", string(val), "x")
		_, err = d.Swap(d.ctx(), ".many:1", v, nil, 0, d.now)
		d.must(err)
		_, _, err = d.Get(d.ctx(), ".many:1")
		d.refuse(err, store.ErrNotFound)
		_, err = d.Swap(d.ctx(), ".many:2", 0, []byte("y"), time.Minute, d.now)
		d.must(err)
		d.later(time.Hour)
		d.must(d.Sweep(d.ctx(), d.now))
		_, _, err = d.Get(d.ctx(), ".many:2")
		d.refuse(err, store.ErrNotFound)
	}},
	{"numbers count up, none twice", func(d *desk) {
		var mu sync.Mutex
		seen := map[int64]bool{}
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				for range 5 {
					n, err := d.Count(d.ctx(), "ticket")
					mu.Lock()
					if err != nil || seen[n] {
						d.Errorf("got number %d twice or error %v, want neither", n, err)
					}
					seen[n] = true
					mu.Unlock()
				}
			})
		}
		wg.Wait()
		for n := range int64(20) {
			d.equal(fmt.Sprint("number ", n+1), seen[n+1], true)
		}
		n, err := d.Count(d.ctx(), "other")
		d.must(err)
		d.equal("another count", n, 1)
	}},
	{"a lock has one owner until it runs out or is freed", func(d *desk) {
		hold := func(owner string, want bool) {
			d.Helper()
			ok, err := d.Hold(d.ctx(), "poll", owner, d.now, 15*time.Second)
			d.must(err)
			d.equal(owner+" holds", ok, want)
		}
		hold("a", true)
		hold("b", false)
		d.later(10 * time.Second)
		hold("a", true)
		d.later(10 * time.Second)
		hold("b", false)
		d.later(5 * time.Second)
		hold("b", true)
		hold("a", false)
		d.must(d.Free(d.ctx(), "poll", "a"))
		hold("a", false)
		d.must(d.Free(d.ctx(), "poll", "b"))
		hold("a", true)
	}},
	{"a pace grants a burst, then one an interval", func(d *desk) {
		pace := func(want time.Duration) {
			d.Helper()
			wait, err := d.Pace(d.ctx(), "bot", d.now, time.Second, 3)
			d.must(err)
			d.equal("wait", wait, want)
		}
		pace(0)
		pace(0)
		pace(0)
		pace(time.Second)
		pace(time.Second)
		d.later(400 * time.Millisecond)
		pace(600 * time.Millisecond)
		d.later(600 * time.Millisecond)
		pace(0)
		pace(time.Second)
		d.later(time.Hour)
		pace(0)
		pace(0)
		pace(0)
		pace(time.Second)
		for range 5 {
			wait, err := d.Pace(d.ctx(), "free", d.now, 0, 1)
			d.must(err)
			d.equal("wait without a pace", wait, time.Duration(0))
		}
	}},
	{"a pace is exact for thirty a second", func(d *desk) {
		granted := 0
		for range 4000 {
			wait, err := d.Pace(d.ctx(), "bot", d.now, time.Second/30, 1)
			d.must(err)
			if wait == 0 {
				granted++
			}
			if d.later(max(wait, time.Millisecond)); d.now.Sub(start) >= 2*time.Second {
				break
			}
		}
		if granted < 58 || granted > 61 {
			d.Fatalf("granted: got %d in two seconds, want about 60", granted)
		}
	}},
	{"a file is held for its time", func(d *desk) {
		want := store.Blob{Name: "ảnh.png", MIME: "image/png", Data: []byte{0, 1, 2, 255}}
		id, err := d.PutBlob(d.ctx(), want, d.now, time.Hour)
		d.must(err)
		got, err := d.Blob(d.ctx(), id, d.now.Add(time.Hour-time.Millisecond))
		d.must(err)
		d.equal("file", fmt.Sprintf("%q", got), fmt.Sprintf("%q", want))
		other, err := d.PutBlob(d.ctx(), store.Blob{Name: "ảnh.pngimage", MIME: "/png", Data: want.Data}, d.now, time.Hour)
		d.must(err)
		d.equal("another file has the same id", other == id, false)
		_, err = d.PutBlob(d.ctx(), want, d.now, time.Minute)
		d.must(err)
		d.later(59 * time.Minute)
		_, err = d.Blob(d.ctx(), id, d.now)
		d.must(err)
		d.later(time.Minute)
		_, err = d.Blob(d.ctx(), id, d.now)
		d.refuse(err, store.ErrNotFound)
		_, err = d.Blob(d.ctx(), "nothing", d.now)
		d.refuse(err, store.ErrNotFound)
	}},
	{"a file that is dropped is gone, and another owner's stays", func(d *desk) {
		var ids []string
		for _, owner := range []string{"a", "b", ""} {
			id, err := d.PutBlob(d.ctx(), store.Blob{Name: "a.png", Data: []byte("x"), Owner: owner}, d.now, time.Hour)
			d.must(err)
			ids = append(ids, id)
		}
		d.must(d.DropBlob(d.ctx(), ids[0]))
		d.must(d.DropBlob(d.ctx(), ids[0]))
		_, err := d.Blob(d.ctx(), ids[0], d.now)
		d.refuse(err, store.ErrNotFound)
		for _, id := range ids[1:] {
			_, err := d.Blob(d.ctx(), id, d.now)
			d.must(err)
		}
	}},
}
