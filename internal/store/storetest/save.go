package storetest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"hotro/internal/store"
)

var savePromises = []promise{
	{"what is saved is restored, and goes on", func(d *desk) {
		d.fill()
		saved := d.save()
		from := d.Store
		d.Store = d.another()
		d.restore(saved)
		d.equal("saved again", strings.Join(d.save(), "\n"), strings.Join(saved, "\n"))
		d.goesOn()
		d.Store = from
		d.later(2 * lease) // what was leased is the first store's own
		d.goesOn()
	}},
	{"one conversation is saved as among all", func(d *desk) {
		d.fill()
		for _, conv := range []string{"a", "b"} {
			one, err := d.SaveConv(d.ctx(), conv)
			d.must(err)
			d.equal(conv+" among all", slices.Contains(d.save(), savedText(d, store.Saved{Conv: one})), true)
		}
		_, err := d.SaveConv(d.ctx(), "nobody")
		d.equal("nobody", err, store.ErrNotFound)
	}},
	{"what has ended is not restored", func(d *desk) {
		d.say("old", 1, "r1")
		d.settle(d.next("old", store.LaneUser), store.Settlement{Sent: 1})
		_, err := d.Swap(d.ctx(), "short", 0, []byte("x"), time.Hour, d.now)
		d.must(err)
		_, err = d.PutBlob(d.ctx(), store.Blob{Name: "a", Data: []byte("x")}, d.now, time.Hour)
		d.must(err)
		saved := d.save()
		d.Store = d.another()
		d.later(2 * Retention)
		d.restore(saved)
		d.equal("saved again", len(d.save()), 0)
	}},
}

// fill keeps one of everything: a conversation at work in every way, a dead
// letter, a value, a file, a count.
func (d *desk) fill() {
	d.Helper()
	d.put("a", "m0")
	d.must(d.Bury(d.ctx(), d.take("a"), d.now, "broken"))
	d.put("a", "m1")
	l := d.take("a")
	ch := everything("a", 0)
	ch.Wake, ch.Row.Number = d.now.Add(time.Hour), 7
	d.commit(l, ch)
	d.put("a", "m2", "m3")
	d.take("a") // leased while it is saved
	d.put("b", "m1")
	_, err := d.Swap(d.ctx(), "value", 0, []byte("x\x00"), 0, d.now)
	d.must(err)
	_, err = d.Swap(d.ctx(), ".link", 0, nil2empty(), 12*time.Hour, d.now)
	d.must(err)
	_, err = d.PutBlob(d.ctx(), store.Blob{Name: "a.png", MIME: "image/png", Data: []byte{0, 255}, Owner: "a"}, d.now, time.Hour)
	d.must(err)
	for range 7 {
		_, err = d.Count(d.ctx(), "tickets")
		d.must(err)
	}
}

// nil2empty is a value of no bytes; nil deletes.
func nil2empty() []byte { return []byte{} }

// goesOn looks at what fill kept, by what can be done with it.
func (d *desk) goesOn() {
	d.Helper()
	l := d.take("a")
	d.equal("items", ids(l.Items), []string{"m2", "m3"})
	d.equal("known", fmt.Sprint(d.Put(d.ctx(), "a", item("m1", d.now), d.now)), "false <nil>")
	j := d.next("a", store.LaneUser)
	d.equal("replies", len(j.Outs) > 0, true)
	d.next("a", store.LaneDesk)
	d.equal("tickets", d.rows(true, 10), []int64{7})
	lines, err := d.Lines(d.ctx(), "a", 1, 100)
	d.must(err)
	d.equal("lines", len(lines) > 0, true)
	n, err := d.Count(d.ctx(), "tickets")
	d.must(err)
	d.equal("next ticket", n, 8)
	val, _, err := d.Get(d.ctx(), "value")
	d.must(err)
	d.equal("value", fmt.Sprintf("%q", val), `"x\x00"`)
	keys, err := d.Keys(d.ctx(), "")
	d.must(err)
	d.equal("keys", keys, []string{"value"})
	b, err := d.Blob(d.ctx(), store.Blob{Name: "a.png", MIME: "image/png", Data: []byte{0, 255}, Owner: "a"}.ID(), d.now)
	d.must(err)
	d.equal("file", b.Name, "a.png")
	dead, err := d.DeadList(d.ctx(), 10)
	d.must(err)
	d.equal("dead letters", fmt.Sprint(len(dead), dead[0].Conv, dead[0].Reason), "1abroken")
	d.equal("b's items", ids(d.take("b").Items), []string{"m1"})
}

// save lists what is saved, as JSON, sorted.
func (d *desk) save() (all []string) {
	d.Helper()
	d.must(d.Save(d.ctx(), func(one store.Saved) error {
		all = append(all, savedText(d, one))
		return nil
	}))
	slices.Sort(all)
	return all
}

// savedText is what is saved, as JSON; the order of references tells nothing.
func savedText(d *desk, one store.Saved) string {
	d.Helper()
	if one.Conv != nil {
		slices.SortFunc(one.Conv.Refs, func(a, b store.Ref) int { return strings.Compare(a.Scope+a.ID, b.Scope+b.ID) })
	}
	b, err := json.Marshal(one)
	d.must(err)
	return string(b)
}

func (d *desk) restore(saved []string) {
	d.Helper()
	for _, b := range saved {
		var one store.Saved
		d.must(json.Unmarshal([]byte(b), &one))
		d.must(d.Restore(d.ctx(), d.now, one))
	}
}
