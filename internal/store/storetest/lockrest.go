package storetest

import (
	"fmt"
	"time"

	"pgregory.net/rapid"

	"hotro/internal/store"
)

func (w *pair) lines(t *rapid.T) {
	c, from := conv(t), w.anyLine(t)-1
	to := from + w.anyLine(t)
	_, _ = same(t, w, "Lines", func(s Store) ([]store.Entry, error) { return s.Lines(w.ctx, c, from, to) })
}

func (w *pair) find(t *rapid.T) {
	c, r := conv(t), w.ref(t, 0)
	_, _ = same(t, w, "Find", func(s Store) (int64, error) { return s.Find(w.ctx, c, r.Scope, r.ID) })
}

func (w *pair) row(t *rapid.T) {
	n := w.number(conv(t), draw(t, "number", 0, 2))
	_, _ = same(t, w, "Row", func(s Store) (store.Row, error) { return s.Row(w.ctx, n) })
}

func (w *pair) rows(t *rapid.T) {
	open, n := draw(t, "open", 0, 1) == 1, draw(t, "max", 1, 7)
	_, _ = same(t, w, "Rows", func(s Store) ([]store.Row, error) { return s.Rows(w.ctx, open, n) })
}

func (w *pair) deadList(t *rapid.T) {
	ls, _ := same(t, w, "DeadList", func(s Store) ([]store.Dead, error) { return s.DeadList(w.ctx, 100) })
	for _, l := range ls {
		w.letters = append(w.letters, l.ID)
	}
}

func (w *pair) letter(t *rapid.T) string {
	if id, ok := pick(t, w.letters); ok {
		return id
	}
	return "7-7"
}

func (w *pair) deadRetry(t *rapid.T) {
	id := w.letter(t)
	_, _ = same(t, w, "DeadRetry", func(s Store) (int, error) { return 0, s.DeadRetry(w.ctx, id, w.now) })
}

func (w *pair) deadDrop(t *rapid.T) {
	id := w.letter(t)
	_, _ = same(t, w, "DeadDrop", func(s Store) (int, error) { return 0, s.DeadDrop(w.ctx, id) })
}

func (w *pair) key(t *rapid.T) string { return w.name("k") + fmt.Sprint(draw(t, "key", 0, 1)) }

func (w *pair) ttl(t *rapid.T) time.Duration {
	return rapid.SampledFrom([]time.Duration{0, time.Second, 10 * time.Second}).Draw(t, "ttl")
}

func (w *pair) swap(t *rapid.T) {
	k, ttl := w.key(t), w.ttl(t)
	version, _ := pick(t, w.versions)
	val := rapid.SampledFrom([][]byte{nil, []byte("x"), []byte("y\x00")}).Draw(t, "value")
	v, err := same(t, w, "Swap", func(s Store) (int64, error) { return s.Swap(w.ctx, k, version, val, ttl, w.now) })
	if err == nil {
		w.versions = append(w.versions, v)
	}
}

func (w *pair) get(t *rapid.T) {
	k := w.key(t)
	type answer struct {
		val     []byte
		version int64
	}
	_, _ = same(t, w, "Get", func(s Store) (a answer, err error) {
		a.val, a.version, err = s.Get(w.ctx, k)
		return a, err
	})
}

func (w *pair) keys(t *rapid.T) {
	_, _ = same(t, w, "Keys", func(s Store) ([]string, error) { return s.Keys(w.ctx, w.name("k")) })
}

func (w *pair) count(t *rapid.T) {
	_, _ = same(t, w, "Count", func(s Store) (int64, error) { return s.Count(w.ctx, w.name("n")) })
}

func (w *pair) owner(t *rapid.T) string {
	return rapid.SampledFrom([]string{"me", "you"}).Draw(t, "owner")
}

func (w *pair) hold(t *rapid.T) {
	owner, ttl := w.owner(t), w.ttl(t)
	_, _ = same(t, w, "Hold", func(s Store) (bool, error) { return s.Hold(w.ctx, w.name("x"), owner, w.now, ttl) })
}

func (w *pair) free(t *rapid.T) {
	owner := w.owner(t)
	_, _ = same(t, w, "Free", func(s Store) (int, error) { return 0, s.Free(w.ctx, w.name("x"), owner) })
}

func (w *pair) pace(t *rapid.T) {
	every := rapid.SampledFrom([]time.Duration{0, time.Second / 30, time.Second, 7 * time.Second}).Draw(t, "every")
	burst := draw(t, "burst", 0, 3)
	_, _ = same(t, w, "Pace", func(s Store) (time.Duration, error) { return s.Pace(w.ctx, w.name("p"), w.now, every, burst) })
}

func (w *pair) spend(t *rapid.T) {
	var of []store.Allowance
	for i := range draw(t, "allowances", 1, 2) {
		of = append(of, store.Allowance{
			Key: w.name("s") + fmt.Sprint(i), N: int64(draw(t, "wanted", 0, 2)), Most: int64(draw(t, "most", 0, 3)),
			In: 10 * time.Second, Debt: draw(t, "debt", 0, 1) == 1,
		})
	}
	type answer struct {
		short int
		wait  time.Duration
	}
	_, _ = same(t, w, "Spend", func(s Store) (a answer, err error) {
		a.short, a.wait, err = s.Spend(w.ctx, w.name("budget"), w.now, of...)
		return a, err
	})
}

func (w *pair) putBlob(t *rapid.T) {
	b := store.Blob{Name: w.name("b"), MIME: "text/plain", Data: fmt.Append(nil, draw(t, "data", 0, 1))}
	ttl := w.ttl(t)
	id, _ := same(t, w, "PutBlob", func(s Store) (string, error) { return s.PutBlob(w.ctx, b, w.now, ttl) })
	w.blobs = append(w.blobs, id)
}

func (w *pair) blob(t *rapid.T) {
	if id, ok := pick(t, w.blobs); ok {
		_, _ = same(t, w, "Blob", func(s Store) (store.Blob, error) { return s.Blob(w.ctx, id, w.now) })
	}
}

func (w *pair) dropBlob(t *rapid.T) {
	if id, ok := pick(t, w.blobs); ok {
		_, _ = same(t, w, "DropBlob", func(s Store) (int, error) { return 0, s.DropBlob(w.ctx, id) })
	}
}

func (w *pair) convs(t *rapid.T) {
	_, _ = same(t, w, "Convs", func(s Store) ([]string, error) { return s.Convs(w.ctx) })
}

func (w *pair) forget(t *rapid.T) {
	if !rare(t, "forget") {
		return
	}
	c := conv(t)
	_, _ = same(t, w, "Forget", func(s Store) (int, error) { return 0, s.Forget(w.ctx, c) })
}

func (w *pair) sweep(t *rapid.T) {
	_, _ = same(t, w, "Sweep", func(s Store) (int, error) { return 0, s.Sweep(w.ctx, w.now) })
}

func (w *pair) depth(t *rapid.T) store.Depth {
	d, _ := same(t, w, "Depth", func(s Store) (store.Depth, error) { return s.Depth(w.ctx) })
	return d
}
