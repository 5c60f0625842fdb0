package storetest

import (
	"time"

	"hotro/internal/store"
)

var spendPromises = []promise{
	{"an allowance lasts for its while, from the first that is taken", func(d *desk) {
		of := store.Allowance{Key: "a", N: 4, Most: 10, In: time.Hour}
		d.spends(-1, 0, of)
		d.later(10 * time.Minute)
		d.spends(-1, 0, of)
		d.spends(0, 50*time.Minute, of)
		of.N = 2
		d.spends(-1, 0, of)
		d.spends(0, 50*time.Minute, of)
		d.spends(-1, 0, store.Allowance{Key: "b", N: 10, Most: 10, In: time.Hour})
		d.later(50 * time.Minute)
		d.spends(-1, 0, of)
	}},
	{"of several allowances all are taken from, or none", func(d *desk) {
		one, all := store.Allowance{Key: "one", N: 1, Most: 3, In: time.Hour}, store.Allowance{Key: "all", N: 1, Most: 2, In: time.Minute}
		d.spends(-1, 0, one, all)
		d.spends(-1, 0, one, all)
		d.spends(1, time.Minute, one, all)
		d.spends(-1, 0, one)
		d.spends(0, time.Hour, one, all)
	}},
	{"budgets are apart, and what has no bound is not counted", func(d *desk) {
		a := store.Allowance{Key: "a", N: 1, Most: 1, In: time.Hour}
		d.spends(-1, 0, a)
		d.spends(0, time.Hour, a)
		short, _, err := d.Spend(d.ctx(), "other", d.now, a)
		d.must(err)
		d.equal("short of another budget", short, -1)
		d.spends(-1, 0, store.Allowance{Key: "free", N: 1 << 40, In: time.Hour})
		d.spends(-1, 0)
	}},
	{"what is known only afterwards is taken whole, once", func(d *desk) {
		look, debt := store.Allowance{Key: "a", Most: 10, In: time.Hour}, store.Allowance{Key: "a", N: 25, Most: 10, In: time.Hour, Debt: true}
		d.spends(-1, 0, look)
		d.spends(-1, 0, debt)
		d.spends(0, time.Hour, look)
		d.spends(0, time.Hour, debt)
	}},
	{"an allowance that a clock ahead began holds nobody up", func(d *desk) {
		a := store.Allowance{Key: "a", N: 1, Most: 1, In: time.Hour}
		d.later(24 * time.Hour)
		d.spends(-1, 0, a)
		d.later(-24 * time.Hour)
		d.spends(-1, 0, a)
		d.spends(0, time.Hour, a)
	}},
}

// spends takes from allowances of a budget.
func (d *desk) spends(short int, wait time.Duration, of ...store.Allowance) {
	d.Helper()
	gotShort, gotWait, err := d.Spend(d.ctx(), "budget", d.now, of...)
	d.must(err)
	d.equal("short of", gotShort, short)
	d.equal("wait", gotWait, wait)
}
