package storetest

import (
	"fmt"
	"time"

	"hotro/internal/store"
)

var lanePromises = []promise{
	{"replies are sent in order, several at a time", func(d *desk) {
		d.say("a", 1, "r1", "r2")
		d.say("a", 1, "r3")
		j := d.next("a", store.LaneUser)
		d.equal("replies", texts(j.Outs), []string{"r1", "r2", "r3"})
		d.equal("epoch", j.Epoch, 1)
		d.equal("until", j.Until, d.now.Add(lease))
		d.equal("more", d.settle(j, store.Settlement{Sent: 2}), true)
		j = d.next("a", store.LaneUser)
		d.equal("replies", texts(j.Outs), []string{"r3"})
		d.equal("more", d.settle(j, store.Settlement{Sent: 1}), false)
		d.quiet("a", store.LaneUser)
	}},
	{"a job holds a window of a long lane", func(d *desk) {
		var all []string
		for i := range store.Window + 3 {
			all = append(all, fmt.Sprint("r", i))
		}
		d.say("a", 1, all...)
		j := d.next("a", store.LaneUser)
		d.equal("replies", texts(j.Outs), all[:store.Window])
		d.settle(j, store.Settlement{Sent: store.Window})
		d.equal("replies", texts(d.next("a", store.LaneUser).Outs), all[store.Window:])
	}},
	{"one sender per lane, and a crashed one is replaced", func(d *desk) {
		d.say("a", 1, "r1")
		stalled := d.next("a", store.LaneUser)
		d.quiet("a", store.LaneUser)
		d.say("a", 1, "r2")
		d.quiet("a", store.LaneUser)
		d.later(lease)
		js, err := d.Next(d.ctx(), d.now, lease, 10, []byte("dropped"))
		d.must(err)
		d.equal("jobs", len(js), 1)
		d.equal("tries", js[0].Tries, 2)
		d.equal("replies", texts(js[0].Outs), []string{"r1", "r2"})
		_, err = d.Check(d.ctx(), stalled)
		d.refuse(err, store.ErrFenced)
		d.refuse(d.Renew(d.ctx(), stalled, d.now.Add(lease)), store.ErrFenced)
		_, err = d.Settle(d.ctx(), stalled, d.now, store.Settlement{Sent: 1})
		d.refuse(err, store.ErrFenced)
		_, err = d.Check(d.ctx(), js[0])
		d.must(err)
	}},
	{"a lane that is renewed is not taken over", func(d *desk) {
		d.say("a", 1, "r1")
		j := d.next("a", store.LaneUser)
		d.must(d.Renew(d.ctx(), j, d.now.Add(2*lease)))
		d.later(lease)
		d.quiet("a", store.LaneUser)
		d.later(lease)
		d.next("a", store.LaneUser)
	}},
	{"Next gives the longest due first, over all lanes", func(d *desk) {
		d.say("x", 1, "r1")
		d.later(time.Millisecond)
		d.stale("b", time.Time{})
		d.later(time.Millisecond)
		d.say("a", 1, "r1")
		js, err := d.Next(d.ctx(), d.now, lease, 2, nil)
		d.must(err)
		d.equal("jobs", fmt.Sprint(js[0].Conv, js[0].Lane, js[1].Conv, js[1].Lane), "xuserbdesk")
		js, err = d.Next(d.ctx(), d.now, lease, 2, nil)
		d.must(err)
		d.equal("jobs", len(js), 1)
	}},
	{"a take-over drops what the bot had queued, and only that", func(d *desk) {
		d.say("a", 0, "staff0")
		d.say("a", 1, "bot1")
		d.say("a", 0, "staff1")
		d.say("a", 1, "bot2")
		d.say("a", 2, "bot3") // raises the epoch to 2
		j := d.next("a", store.LaneUser)
		d.equal("replies", texts(j.Outs), []string{"staff0", "staff1", "bot3"})
		for seq, want := range []string{1: "queued", 2: "dropped", 3: "queued", 4: "dropped", 5: "queued"} {
			if want != "" {
				d.equal(fmt.Sprint("delivery of line ", seq), d.delivery("a", int64(seq)), want)
			}
		}
		d.settle(j, store.Settlement{Sent: 3})
		d.quiet("a", store.LaneUser)
	}},
	{"a take-over that empties the lane leaves no job", func(d *desk) {
		var all []string
		for i := range 2*store.Window + 1 {
			all = append(all, fmt.Sprint("bot", i))
		}
		d.say("a", 1, all...)
		d.raise("a", 2)
		d.quiet("a", store.LaneUser)
		d.equal("delivery of the last line", d.delivery("a", int64(len(all))), "dropped")
		depth, err := d.Depth(d.ctx())
		d.must(err)
		d.equal("lanes waiting", depth.User, 0)
	}},
	{"Check tells of a take-over right before the send", func(d *desk) {
		d.say("a", 1, "bot1")
		j := d.next("a", store.LaneUser)
		epoch, err := d.Check(d.ctx(), j)
		d.must(err)
		d.equal("epoch", epoch, 1)
		d.raise("a", 2)
		epoch, err = d.Check(d.ctx(), j)
		d.must(err)
		d.equal("epoch after the take-over", epoch, 2)
		d.equal("more", d.settle(j, store.Settlement{}), true)
		d.quiet("a", store.LaneUser)
		d.equal("delivery", d.delivery("a", 1), "dropped")
	}},
	{"a turn that was running when staff took over says nothing", func(d *desk) {
		d.put("a", "m1")
		l := d.take("a")
		d.raise("a", 2)
		_, err := d.Commit(d.ctx(), l, d.now, said(l.Snapshot, 1, "bot1"))
		d.refuse(err, store.ErrFenced)
		d.quiet("a", store.LaneUser)
	}},
	{"a reply that fails waits, counts its tries and keeps its place", func(d *desk) {
		d.say("a", 1, "r1")
		for try := 1; try <= 3; try++ {
			j := d.next("a", store.LaneUser)
			d.equal("tries", j.Tries, try)
			d.equal("more", d.settle(j, store.Settlement{Again: d.now.Add(time.Minute), Count: true}), false)
			d.say("a", 1, fmt.Sprint("later", try))
			d.later(time.Minute - time.Millisecond)
			d.quiet("a", store.LaneUser)
			d.later(time.Millisecond)
		}
		j := d.next("a", store.LaneUser)
		d.equal("replies", texts(j.Outs), []string{"r1", "later1", "later2", "later3"})
		d.settle(j, store.Settlement{Sent: 1})
		d.equal("tries of the next reply", d.next("a", store.LaneUser).Tries, 1)
	}},
	{"waiting for the platform costs no try", func(d *desk) {
		d.say("a", 1, "r1")
		for range 3 {
			j := d.next("a", store.LaneUser)
			d.equal("tries", j.Tries, 1)
			d.settle(j, store.Settlement{Again: d.now.Add(time.Second)})
			d.later(time.Second)
		}
	}},
	{"a pause after a send holds for replies that come later", func(d *desk) {
		d.say("a", 1, "r1")
		d.equal("more", d.settle(d.next("a", store.LaneUser), store.Settlement{Sent: 1, Again: d.now.Add(time.Second)}), false)
		d.say("a", 1, "r2")
		d.quiet("a", store.LaneUser)
		d.later(time.Second)
		d.next("a", store.LaneUser)
	}},
	{"a reply given up becomes a dead letter, is marked, and staff's view is out of date", func(d *desk) {
		d.say("a", 1, "r1", "r2")
		j := d.next("a", store.LaneUser)
		d.settle(j, store.Settlement{Dead: "blocked by the user", Desk: true, Marks: []store.Entry{{Seq: 1, Delivery: []byte("failed")}}})
		d.equal("delivery", d.delivery("a", 1), "failed")
		d.next("a", store.LaneDesk)
		dead, err := d.DeadList(d.ctx(), 10)
		d.must(err)
		d.equal("dead letters", len(dead), 1)
		d.equal("dead letter", fmt.Sprintf("%s %s %s %s", dead[0].Conv, dead[0].Queue, dead[0].Body, dead[0].Reason), "a user r1 blocked by the user")
		d.equal("at", dead[0].At, d.now)
		d.equal("replies", texts(d.next("a", store.LaneUser).Outs), []string{"r2"})
		d.must(d.DeadRetry(d.ctx(), dead[0].ID, d.now))
		d.later(lease)
		d.equal("replies", texts(d.next("a", store.LaneUser).Outs), []string{"r2", "r1"})
	}},
	{"a reply of several parts resumes at the part that failed", func(d *desk) {
		d.say("a", 1, "r1", "r2")
		j := d.next("a", store.LaneUser)
		d.equal("progress", string(j.Progress), "")
		d.settle(j, store.Settlement{Again: d.now, Count: true, Progress: []byte("part 1 sent")})
		j = d.next("a", store.LaneUser)
		d.equal("progress", string(j.Progress), "part 1 sent")
		d.settle(j, store.Settlement{Again: d.now, Count: true})
		j = d.next("a", store.LaneUser)
		d.equal("progress is kept", string(j.Progress), "part 1 sent")
		d.settle(j, store.Settlement{Sent: 1})
		j = d.next("a", store.LaneUser)
		d.equal("progress of the next reply", string(j.Progress), "")
		d.settle(j, store.Settlement{Again: d.now, Progress: []byte("x")})
		d.settle(d.next("a", store.LaneUser), store.Settlement{Again: d.now, Progress: []byte{}})
		d.equal("progress cleared", string(d.next("a", store.LaneUser).Progress), "")
	}},
	{"progress of a reply that a take-over drops goes with it", func(d *desk) {
		d.say("a", 1, "bot1")
		d.say("a", 0, "staff")
		d.settle(d.next("a", store.LaneUser), store.Settlement{Count: true, Progress: []byte("part 1 sent")})
		d.raise("a", 2)
		j := d.next("a", store.LaneUser)
		d.equal("job", fmt.Sprintf("%v %d %q", texts(j.Outs), j.Tries, j.Progress), `[staff] 1 ""`)
	}},
	{"a settle notes marks and refs", func(d *desk) {
		d.say("a", 1, "r1")
		d.settle(d.next("a", store.LaneUser), store.Settlement{
			Sent: 1, Marks: []store.Entry{{Seq: 1, Delivery: []byte("sent")}, {Seq: 99, Delivery: []byte("sent")}},
			Refs: []store.Ref{{Scope: "user", ID: "55", Seq: 1}},
		})
		d.equal("delivery", d.delivery("a", 1), "sent")
		seq, err := d.Find(d.ctx(), "a", "user", "55")
		d.must(err)
		d.equal("ref", seq, 1)
		ls, err := d.Lines(d.ctx(), "a", 1, 100)
		d.must(err)
		d.equal("a mark makes no line", len(ls), 1)
	}},
}

var deskPromises = []promise{
	{"staff's view is brought in step once for many marks", func(d *desk) {
		d.stale("a", time.Time{})
		d.stale("a", time.Time{})
		j := d.next("a", store.LaneDesk)
		d.equal("replies", len(j.Outs), 0)
		d.equal("more", d.settle(j, store.Settlement{Sent: 1, Progress: []byte("shown")}), false)
		d.quiet("a", store.LaneDesk)
		d.stale("a", time.Time{})
		d.equal("projection", string(d.next("a", store.LaneDesk).Progress), "shown")
	}},
	{"a mark set while the job ran survives it", func(d *desk) {
		d.stale("a", time.Time{})
		j := d.next("a", store.LaneDesk)
		d.stale("a", time.Time{})
		d.quiet("a", store.LaneDesk)
		d.equal("more", d.settle(j, store.Settlement{Sent: 1}), true)
		d.settle(d.next("a", store.LaneDesk), store.Settlement{Sent: 1})
		d.quiet("a", store.LaneDesk)
	}},
	{"a mark may wait, and an earlier one stands", func(d *desk) {
		d.stale("a", d.now.Add(3*time.Second))
		d.quiet("a", store.LaneDesk)
		d.stale("a", d.now.Add(time.Second))
		d.stale("a", d.now.Add(5*time.Second))
		d.later(time.Second - time.Millisecond)
		d.quiet("a", store.LaneDesk)
		d.later(time.Millisecond)
		d.settle(d.next("a", store.LaneDesk), store.Settlement{Sent: 1})
		d.later(time.Minute)
		d.quiet("a", store.LaneDesk)
	}},
	{"a desk that can't be reached is tried again after its wait", func(d *desk) {
		d.stale("a", time.Time{})
		d.settle(d.next("a", store.LaneDesk), store.Settlement{Again: d.now.Add(time.Minute), Count: true})
		d.stale("a", time.Time{})
		d.quiet("a", store.LaneDesk)
		d.later(time.Minute)
		j := d.next("a", store.LaneDesk)
		d.equal("tries", j.Tries, 2)
		d.equal("more", d.settle(j, store.Settlement{Sent: 1}), false)
	}},
	{"a desk job whose worker died is taken again", func(d *desk) {
		d.stale("a", time.Time{})
		d.next("a", store.LaneDesk)
		d.later(lease)
		d.equal("tries", d.next("a", store.LaneDesk).Tries, 2)
	}},
	{"a desk job given up is a dead letter that can be retried", func(d *desk) {
		d.stale("a", time.Time{})
		d.settle(d.next("a", store.LaneDesk), store.Settlement{Dead: "topic gone"})
		d.quiet("a", store.LaneDesk)
		dead, err := d.DeadList(d.ctx(), 10)
		d.must(err)
		d.equal("queue", dead[0].Queue, store.LaneDesk)
		d.must(d.DeadRetry(d.ctx(), dead[0].ID, d.now))
		d.next("a", store.LaneDesk)
	}},
	{"the two lanes of a conversation do not wait for each other", func(d *desk) {
		d.say("a", 1, "r1")
		d.stale("a", time.Time{})
		d.next("a", store.LaneDesk)
		d.next("a", store.LaneUser)
	}},
	{"a lane that does not exist is an error", func(d *desk) {
		if _, _, err := d.NextOne(d.ctx(), "a", "other", d.now, lease, nil); err == nil {
			d.Fatal("got no error for an unknown lane, want one")
		}
	}},
}

// stale marks staff's view out of date.
func (d *desk) stale(conv string, after time.Time) {
	d.Helper()
	snap, err := d.Load(d.ctx(), conv)
	d.must(err)
	d.must(d.Apply(d.ctx(), snap, d.now, "", store.Change{Epoch: snap.Epoch, Desk: true, After: after}))
}

// raise makes somebody take the conversation over.
func (d *desk) raise(conv string, epoch int64) {
	d.Helper()
	snap, err := d.Load(d.ctx(), conv)
	d.must(err)
	d.must(d.Apply(d.ctx(), snap, d.now, "", store.Change{Epoch: epoch}))
}
