package storetest

import "hotro/internal/store"

// askAs has the next asking for a conversation, or for one of its lanes, carry
// this nonce, as when the answer to an earlier one with it was lost.
func (d *desk) askAs(nonce, conv, lane string) {
	d.Helper()
	asking, ok := d.Store.(Asking)
	if !ok {
		d.Fatalf("%T was not opened with Asks", d.Store)
	}
	asking.Asks().Lost(store.Asked{Conv: conv, Lane: lane}, nonce)
}

// The answer to an asking for a lease may be lost as well: the same caller gets
// the same lease, and no other does.
var askingPromises = []promise{
	{"asking again: the same conversation, lease and try", func(d *desk) {
		d.put("a", "m1")
		d.askAs("mine", "a", "")
		l := d.take("a")
		d.later(lease / 2)
		d.put("a", "m2")
		d.askAs("another", "a", "")
		d.idle("a")
		d.idle("a")
		d.askAs("mine", "a", "")
		again := d.take("a")
		d.equal("token", again.Token, l.Token)
		d.equal("tries", again.Tries, 1)
		d.equal("items", ids(again.Items), []string{"m1", "m2"})
		d.equal("until", again.Until, d.now.Add(lease))
		d.later(lease - 1)
		d.idle("a")
		d.commit(again, store.Change{})
		d.idle("a")
	}},
	{"asking again: Take looks first for what it was not answered about", func(d *desk) {
		d.put("a", "m1")
		d.askAs("mine", "a", "")
		l := d.take("a")
		d.put("b", "m1")
		d.askAs("mine", "a", "")
		ls, err := d.Take(d.ctx(), d.now, lease, 1)
		d.must(err)
		d.equal("lease", []any{len(ls), ls[0].Conv, ls[0].Token}, []any{1, "a", l.Token})
		ls, err = d.Take(d.ctx(), d.now, lease, 1)
		d.must(err)
		d.equal("lease", []any{len(ls), ls[0].Conv}, []any{1, "b"})
	}},
	{"asking again: a lease that is over is not given again", func(d *desk) {
		d.put("a", "m1")
		d.askAs("mine", "a", "")
		d.commit(d.take("a"), store.Change{})
		d.askAs("mine", "a", "")
		d.idle("a")
		d.put("a", "m2")
		d.askAs("mine", "a", "")
		d.take("a")
		d.later(lease)
		l := d.take("a")
		d.equal("tries", l.Tries, 2)
		d.askAs("mine", "a", "")
		d.idle("a")
	}},
	{"asking again: the same lane, lease and try", func(d *desk) {
		d.say("a", 1, "r1")
		d.askAs("mine", "a", store.LaneUser)
		j := d.next("a", store.LaneUser)
		d.say("a", 1, "r2")
		d.quiet("a", store.LaneUser)
		d.askAs("mine", "a", store.LaneUser)
		js, err := d.Next(d.ctx(), d.now, lease, 1, nil)
		d.must(err)
		d.equal("job", []any{len(js), js[0].Token, js[0].Tries}, []any{1, j.Token, 1})
		d.equal("replies", texts(js[0].Outs), []string{"r1", "r2"})
		d.settle(js[0], store.Settlement{Sent: 2})
		d.askAs("mine", "a", store.LaneUser)
		d.quiet("a", store.LaneUser)
	}},
	{"asking again: a reply that was overtaken meanwhile is dropped, and the next one is tried first", func(d *desk) {
		d.say("a", 1, "old")
		d.askAs("mine", "a", store.LaneUser)
		j := d.next("a", store.LaneUser)
		d.say("a", 2, "new")
		d.askAs("mine", "a", store.LaneUser)
		again := d.next("a", store.LaneUser)
		d.equal("job", []any{again.Token, again.Tries}, []any{j.Token, 1})
		d.equal("replies", texts(again.Outs), []string{"new"})
		d.equal("what became of the old one", d.delivery("a", 1), "dropped")
	}},
	{"asking again: the desk's lane", func(d *desk) {
		snap, err := d.Load(d.ctx(), "a")
		d.must(err)
		d.must(d.Apply(d.ctx(), snap, d.now, "", store.Change{Desk: true}))
		d.askAs("mine", "a", store.LaneDesk)
		j := d.next("a", store.LaneDesk)
		d.askAs("mine", "a", store.LaneDesk)
		again := d.next("a", store.LaneDesk)
		d.equal("job", []any{again.Token, again.Tries}, []any{j.Token, 1})
		d.settle(again, store.Settlement{Sent: 1})
		d.quiet("a", store.LaneDesk)
	}},
}
