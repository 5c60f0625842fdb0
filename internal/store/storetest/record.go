package storetest

import (
	"fmt"
	"slices"
	"time"

	"hotro/internal/store"
)

var recordPromises = []promise{
	{"lines are read by number, edited, and keep their delivery", func(d *desk) {
		d.say("a", 1, "r1", "r2", "r3")
		ls, err := d.Lines(d.ctx(), "a", 2, 3)
		d.must(err)
		d.equal("lines", fmt.Sprint(ls[0].Seq, ls[1].Seq, len(ls)), "2 3 2")
		snap, err := d.Load(d.ctx(), "a")
		d.must(err)
		d.must(d.Apply(d.ctx(), snap, d.now, "", store.Change{Epoch: 1, Edits: []store.Entry{
			{Seq: 2, Body: []byte("edited")}, {Seq: 77, Body: []byte("never was")},
		}}))
		ls, err = d.Lines(d.ctx(), "a", -5, 1000)
		d.must(err)
		d.equal("lines", transcript(ls), []string{"1 line r1 (queued)", "2 edited (queued)", "3 line r3 (queued)"})
		ls, err = d.Lines(d.ctx(), "a", 3, 2)
		d.must(err)
		d.equal("lines of no range", len(ls), 0)
		ls, err = d.Lines(d.ctx(), "nobody", 1, 10)
		d.must(err)
		d.equal("lines of nobody", len(ls), 0)
	}},
	{"a transcript keeps its last lines, with their refs", func(d *desk) {
		const step = 500
		for n := int64(0); n <= store.MaxLines; n += step {
			snap, err := d.Load(d.ctx(), "a")
			d.must(err)
			ch := store.Change{}
			for i := range int64(step) {
				seq := n + i + 1
				ch.Lines = append(ch.Lines, store.Entry{Seq: seq, Body: fmt.Append(nil, seq), Delivery: []byte("sent")})
				ch.Refs = append(ch.Refs, store.Ref{Scope: "user", ID: fmt.Sprint(seq), Seq: seq})
			}
			d.must(d.Apply(d.ctx(), snap, d.now, "", ch))
		}
		ls, err := d.Lines(d.ctx(), "a", 0, 2*store.MaxLines)
		d.must(err)
		d.equal("lines", fmt.Sprint(len(ls), ls[0].Seq, ls[len(ls)-1].Seq), fmt.Sprint(store.MaxLines, step+1, store.MaxLines+step))
		_, err = d.Find(d.ctx(), "a", "user", fmt.Sprint(step))
		d.refuse(err, store.ErrNotFound)
		seq, err := d.Find(d.ctx(), "a", "user", fmt.Sprint(step+1))
		d.must(err)
		d.equal("ref", seq, step+1)
	}},
	{"message ids are found by scope, the newest line winning", func(d *desk) {
		d.say("a", 1, "r1", "r2")
		snap, err := d.Load(d.ctx(), "a")
		d.must(err)
		d.must(d.Apply(d.ctx(), snap, d.now, "", store.Change{Epoch: 1, Refs: []store.Ref{
			{Scope: "user", ID: "9", Seq: 1}, {Scope: "desk", ID: "9", Seq: 2}, {Scope: "user", ID: "9:9", Seq: 1}, {Scope: "user:9", ID: "9", Seq: 2},
		}}))
		for _, c := range []struct {
			scope, id string
			want      int64
		}{{"user", "9", 1}, {"desk", "9", 2}, {"user", "9:9", 1}, {"user:9", "9", 2}} {
			seq, err := d.Find(d.ctx(), "a", c.scope, c.id)
			d.must(err)
			d.equal("ref "+c.scope+" "+c.id, seq, c.want)
		}
		_, err = d.Find(d.ctx(), "b", "user", "9")
		d.refuse(err, store.ErrNotFound)
	}},
	{"tickets are listed open oldest first and ended newest first", func(d *desk) {
		for i := range int64(5) {
			d.ticket(fmt.Sprint("c", i), i+1, true, d.now.Add(time.Duration(i)*time.Second))
		}
		d.equal("open", d.rows(true, 10), []int64{1, 2, 3, 4, 5})
		d.equal("open, two", d.rows(true, 2), []int64{1, 2})
		d.ticket("c1", 2, false, d.now.Add(time.Minute))
		d.ticket("c0", 1, false, d.now.Add(2*time.Minute))
		d.equal("open", d.rows(true, 10), []int64{3, 4, 5})
		d.equal("open, three", d.rows(true, 3), []int64{3, 4, 5})
		d.equal("ended", d.rows(false, 10), []int64{1, 2})
		d.equal("ended, one", d.rows(false, 1), []int64{1})
		d.ticket("c1", 2, true, d.now) // reopened, at its old place
		d.equal("open", d.rows(true, 10), []int64{2, 3, 4, 5})
		row, err := d.Row(d.ctx(), 2)
		d.must(err)
		d.equal("row", fmt.Sprintf("%d %s %v %v %s", row.Number, row.Conv, row.Open, row.At.Equal(d.now), row.Body), "2 c1 true true ticket 2")
		_, err = d.Row(d.ctx(), 99)
		d.refuse(err, store.ErrNotFound)
	}},
	{"no tickets are no rows", func(d *desk) {
		d.equal("open", len(d.rows(true, 10)), 0)
		d.equal("ended", len(d.rows(false, 10)), 0)
	}},
	{"what changed since a cursor is told once, by every kind of change", func(d *desk) {
		_, cursor, err := d.Recent(d.ctx(), 0)
		d.must(err)
		changed := func(want ...string) {
			d.Helper()
			convs, upto, err := d.Recent(d.ctx(), cursor)
			d.must(err)
			slices.Sort(convs)
			d.equal("changed", convs, want)
			cursor = upto
		}
		d.put("a", "m1")
		d.put("b", "m1")
		d.put("a", "m2")
		changed("a", "b")
		changed()
		l := d.take("a")
		changed()
		d.commit(l, said(l.Snapshot, 1, "r1"))
		changed("a")
		d.stale("b", time.Time{})
		changed("b")
		d.settle(d.next("a", store.LaneUser), store.Settlement{Sent: 1})
		changed("a")
		all, _, err := d.Recent(d.ctx(), 0)
		d.must(err)
		slices.Sort(all)
		d.equal("all", all, []string{"a", "b"})
	}},
	{"depth counts what waits", func(d *desk) {
		d.put("a", "m1", "m2")
		d.put("b", "m1")
		d.say("c", 1, "r1", "r2")
		d.stale("c", time.Time{})
		d.put("e", "m1")
		d.must(d.Bury(d.ctx(), d.take("e"), d.now, "x"))
		d.ticket("f", 1, true, d.now)
		d.ticket("g", 2, true, d.now)
		depth, err := d.Depth(d.ctx())
		d.must(err)
		d.equal("depth", fmt.Sprintf("%+v", depth), "{Inbox:2 User:1 Desk:1 Dead:1 Open:2}")
		d.commit(d.take("a"), store.Change{Wake: d.now.Add(time.Hour)})
		d.settle(d.next("c", store.LaneUser), store.Settlement{Sent: 2})
		d.settle(d.next("c", store.LaneDesk), store.Settlement{Sent: 1})
		d.ticket("f", 1, false, d.now)
		depth, err = d.Depth(d.ctx())
		d.must(err)
		d.equal("depth", fmt.Sprintf("%+v", depth), "{Inbox:1 User:0 Desk:0 Dead:1 Open:1}")
	}},
}

// ticket writes a ticket's row.
func (d *desk) ticket(conv string, n int64, open bool, at time.Time) {
	d.Helper()
	snap, err := d.Load(d.ctx(), conv)
	d.must(err)
	d.must(d.Apply(d.ctx(), snap, d.now, "", store.Change{
		Row: &store.Row{Number: n, Conv: conv, Open: open, At: at, Body: fmt.Append(nil, "ticket ", n)},
	}))
}

func (d *desk) rows(open bool, limit int) (numbers []int64) {
	d.Helper()
	rs, err := d.Rows(d.ctx(), open, limit)
	d.must(err)
	for _, r := range rs {
		d.equal("open", r.Open, open)
		numbers = append(numbers, r.Number)
	}
	return numbers
}
