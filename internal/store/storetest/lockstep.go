package storetest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hotro/internal/store"
)

// Lockstep gives two stores the same random operations, stale leases and all,
// and fails at the first answer that differs. The stores are used for all
// sequences; each sequence ends by forgetting what it touched.
//
// How much is tried is rapid's to say: -rapid.checks sequences of about
// -rapid.steps operations.
func Lockstep(t *testing.T, a, b Store) {
	w := &pair{a: a, b: b, ctx: t.Context(), now: start, answers: map[string]int{}}
	rapid.Check(t, func(t *rapid.T) {
		w.begin(t)
		t.Repeat(w.actions())
		w.end(t)
	})
	t.Logf("%d sequences, %d operations, no difference; answers: %s", w.sequences, w.operations, w.tally())
}

// pair is the two stores and what a caller of them would remember.
type pair struct {
	a, b                  Store
	ctx                   context.Context
	now                   time.Time
	sequences, operations int
	answers               map[string]int

	leases           []store.Lease
	jobs             []store.Job
	snaps            []store.Snapshot
	letters          []string
	blobs            []string
	versions         []int64
	cursorA, cursorB int64
	ids              int
}

// convs are conversations of which the first two share a partition.
func convs() []string {
	for i := 0; ; i++ {
		if c := fmt.Sprint("telegram:7:", i); store.Part(c) == store.Part("zalo:1:1") {
			return []string{"zalo:1:1", c, "web::3"}
		}
	}
}

func (w *pair) begin(t *rapid.T) {
	w.sequences++
	w.leases, w.jobs, w.snaps, w.letters, w.blobs, w.versions = nil, nil, nil, nil, nil, nil
	w.versions = []int64{0}
	w.blobs = []string{"none"}
	w.blob(t) // tells both stores the time
	w.recent(t)
}

// end forgets everything, and both stores must be as empty as each other.
func (w *pair) end(t *rapid.T) {
	for _, c := range convs() {
		same(t, w, "Forget", func(s Store) (int, error) { return 0, s.Forget(w.ctx, c) })
	}
	d := w.depth(t)
	if d != (store.Depth{}) {
		t.Fatalf("depth after forgetting all: got %+v, want none", d)
	}
	w.deadList(t)
	w.later(time.Minute)
}

func (w *pair) later(d time.Duration) { w.now = w.now.Add(d) }

// name is a name that only this sequence uses.
func (w *pair) name(kind string) string { return fmt.Sprintf("%s:%d", kind, w.sequences) }

// same asks both stores, fails if their answers differ, and returns the
// answer.
func same[T any](t *rapid.T, w *pair, what string, ask func(Store) (T, error)) (T, error) {
	w.operations++
	x, errX := ask(w.a)
	y, errY := ask(w.b)
	if kindOf(errX) != kindOf(errY) || (errX == nil && !reflect.DeepEqual(x, y)) {
		t.Fatalf("%s at %s:\n one: %+v, %v\n two: %+v, %v", what, w.now.Format(time.RFC3339Nano), x, errX, y, errY)
	}
	w.answers[strings.TrimSpace(what+" "+kindOf(errX))]++
	return x, errX
}

// tally lists how often each kind of answer came.
func (w *pair) tally() string {
	var list []string
	for _, what := range slices.Sorted(maps.Keys(w.answers)) {
		list = append(list, fmt.Sprintf("%s %d", what, w.answers[what]))
	}
	return strings.Join(list, ", ")
}

// kindOf names an error as callers tell them apart.
func kindOf(err error) string {
	for _, e := range []error{store.ErrFenced, store.ErrDone, store.ErrNotFound, store.ErrStale, store.ErrFull} {
		if errors.Is(err, e) {
			return e.Error()
		}
	}
	if err != nil {
		return "another error"
	}
	return ""
}

// found is an answer that may be missing.
type found[T any] struct {
	it T
	ok bool
}

func (w *pair) actions() map[string]func(*rapid.T) {
	return map[string]func(*rapid.T){
		"time":      func(t *rapid.T) { w.later(w.span(t)) },
		"long time": func(t *rapid.T) { w.later(time.Duration(rapid.IntRange(0, 3).Draw(t, "long")) * 25 * time.Minute) },
		"PutTake":   w.putTake, "PutTake again": w.putTake,
		"Put": w.put, "Put again": w.put, "Take": w.take, "TakeOne": w.takeOne, "TakeOne again": w.takeOne,
		"Extend": w.extend, "Commit": w.commit, "Commit again": w.commit, "Bury": w.bury, "Release": w.release,
		"Load": w.load, "Load again": w.load, "Apply": w.apply, "turn": w.turn, "turn again": w.turn, "another turn": w.turn,
		"Next": w.next, "NextOne": w.nextOne, "NextOne again": w.nextOne, "Check": w.check, "Renew": w.renew,
		"Settle": w.settle, "Settle again": w.settle,
		"Lines": w.lines, "Find": w.find, "Row": w.row, "Rows": w.rows, "Recent": w.recent,
		"DeadList": w.deadList, "DeadRetry": w.deadRetry, "DeadDrop": w.deadDrop,
		"Swap": w.swap, "Get": w.get, "Keys": w.keys, "Count": w.count, "Hold": w.hold, "Free": w.free,
		"Pace": w.pace, "Spend": w.spend, "PutBlob": w.putBlob, "Blob": w.blob, "DropBlob": w.dropBlob, "Convs": w.convs,
		"Forget": w.forget, "Sweep": w.sweep, "Depth": func(t *rapid.T) { w.depth(t) },
	}
}

func conv(t *rapid.T) string { return rapid.SampledFrom(convs()).Draw(t, "conv") }

// span is a time that matters to leases of ten seconds.
func (w *pair) span(t *rapid.T) time.Duration {
	return rapid.SampledFrom([]time.Duration{
		0, time.Microsecond, time.Millisecond, time.Second, 4 * time.Second, 10 * time.Second, 11 * time.Second, time.Minute,
	}).Draw(t, "span")
}

// moment is a time from a little before now on.
func (w *pair) moment(t *rapid.T) time.Time {
	return w.now.Add(w.span(t) - time.Duration(rapid.IntRange(0, 1).Draw(t, "past"))*2*time.Second)
}

// pick draws from what is remembered, the latest most often; ok is false when
// there is nothing.
func pick[T any](t *rapid.T, from []T) (v T, ok bool) {
	if len(from) == 0 {
		return v, false
	}
	back := 0
	if rapid.IntRange(0, 9).Draw(t, "old") > 5 {
		back = rapid.IntRange(0, min(len(from), 6)-1).Draw(t, "back")
	}
	return from[len(from)-1-back], true
}

// rare is true now and then. (Small numbers are drawn most often.)
func rare(t *rapid.T, what string) bool { return rapid.IntRange(0, 40).Draw(t, what) == 23 }

// draw draws a small number.
func draw(t *rapid.T, what string, least, most int) int {
	return rapid.IntRange(least, most).Draw(t, what)
}

func (w *pair) recent(t *rapid.T) {
	x, a, errX := w.a.Recent(w.ctx, w.cursorA)
	y, b, errY := w.b.Recent(w.ctx, w.cursorB)
	slices.Sort(x)
	slices.Sort(y)
	if errX != nil || errY != nil || !slices.Equal(x, y) {
		t.Fatalf("Recent:\n one: %v, %v\n two: %v, %v", x, errX, y, errY)
	}
	w.cursorA, w.cursorB = a, b
}
