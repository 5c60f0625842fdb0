package redis

import (
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"hotro/internal/store"
)

// answered makes an answer as the client hands it on out of any bytes, each a
// kind of value and what follows it.
func answered(b *[]byte, depth int) any {
	next := func() byte {
		if len(*b) == 0 {
			return 0
		}
		c := (*b)[0]
		*b = (*b)[1:]
		return c
	}
	switch kind := next(); kind % 7 {
	case 0:
		return nil
	case 1:
		return int64(int8(next()))
	case 2, 3:
		n := min(int(next()), len(*b))
		s := string((*b)[:n])
		*b = (*b)[n:]
		return s
	case 4:
		return float64(next()) / 3
	case 5:
		return next()%2 == 1
	}
	n := int(next() % 16)
	if depth == 0 {
		n = 0
	}
	list := make([]any, 0, n)
	for range n {
		list = append(list, answered(b, depth-1))
	}
	return list
}

// spell writes an answer in the bytes that answered reads.
func spell(v any) []byte {
	switch v := v.(type) {
	case int64:
		return []byte{1, byte(int8(v))}
	case string:
		return append([]byte{2, byte(len(v))}, v...)
	case []any:
		out := []byte{6, byte(len(v))}
		for _, e := range v {
			out = append(out, spell(e)...)
		}
		return out
	}
	return []byte{0}
}

// FuzzReplies has Redis answer anything, as after a half-done upgrade or from
// another program's keys: nothing breaks, and what has not the form that a
// script promises is an error, never a lease.
func FuzzReplies(f *testing.F) {
	item := string(store.Item{ID: "m1", Body: []byte("xin chào"), At: time.Unix(1772440000, 0)}.Pack())
	out := string(store.Out{Seq: 3, Body: []byte("dạ"), Fence: 1}.Pack())
	for _, v := range []any{
		nil, "ok", "done", "fenced", "full", "gone", "what", int64(1), int64(-1),
		[]any{},
		[]any{int64(7), int64(1), int64(2), "state", int64(0), int64(4), int64(1), []any{item}},
		[]any{"7", "1", "2", "state", "0", "4", "1", []any{item, item}},
		[]any{int64(7), int64(1), int64(2), "progress", []any{out}},
		[]any{int64(7), nil, "x"},
		[]any{int64(7), int64(1), int64(2), "s", []any{"torn"}},
	} {
		f.Add(spell(v))
	}
	s := &Store{keys: newKeyring(""), bodies: newCompressor()}
	f.Fuzz(func(t *testing.T, b []byte) {
		v := answered(&b, 3)
		cmd := redis.NewCmdResult(v, nil)
		if l, ok, err := s.lease("c", 1, cmd); ok && err == nil {
			if list, is := v.([]any); !is || len(list) < 8 || l.Conv != "c" {
				t.Errorf("a lease %+v of %v", l, v)
			}
		}
		if j, ok, err := s.job(store.Asked{Conv: "c", Lane: store.LaneUser}, 1, 2, cmd); ok && err == nil {
			if list, is := v.([]any); !is || len(list) < 5 || j.Conv != "c" {
				t.Errorf("a job %+v of %v", j, v)
			}
		}
		if err := s.verdict("commit", cmd); err == nil && v != "ok" {
			t.Errorf("%v is taken for ok", v)
		}
		if more, err := s.more("settle", cmd); err == nil && more && v != int64(1) {
			t.Errorf("%v is taken for more to come", v)
		}
		list, _ := v.([]any)
		for _, text := range texts(list) {
			integer(text)
			_, _ = store.UnpackRow([]byte(text))
			_, _, _ = store.UnpackBlob([]byte(text))
		}
	})
}
