package store_test

import (
	"bytes"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hotro/internal/store"
)

func body(t *rapid.T) []byte { return store.Bytes(rapid.SliceOf(rapid.Byte()).Draw(t, "body")) }

func moment(t *rapid.T) time.Time { return store.Moment(rapid.Int64Range(0, 1<<42).Draw(t, "at")) }

// What is packed is read back as it was, whatever bytes it holds.
func TestPackIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		it := store.Item{ID: rapid.String().Draw(t, "id"), Body: body(t), At: moment(t)}
		if got, err := store.UnpackItem(it.Pack()); err != nil || !reflect.DeepEqual(got, it) {
			t.Errorf("item: got %+v %v, want %+v", got, err, it)
		}
		o := store.Out{Seq: rapid.Int64().Draw(t, "seq"), Fence: rapid.Int64().Draw(t, "fence"), Body: body(t)}
		if got, err := store.UnpackOut(o.Pack()); err != nil || !reflect.DeepEqual(got, o) {
			t.Errorf("out: got %+v %v, want %+v", got, err, o)
		}
		r := store.Row{Number: 7, Conv: rapid.String().Draw(t, "conv"), Open: rapid.Bool().Draw(t, "open"), At: moment(t), Body: body(t)}
		if got, err := store.UnpackRow(r.Pack()); err != nil || !reflect.DeepEqual(got, r) {
			t.Errorf("row: got %+v %v, want %+v", got, err, r)
		}
		b := store.Blob{Name: rapid.String().Draw(t, "name"), MIME: rapid.String().Draw(t, "mime"), Data: body(t)}
		if got, until, err := store.UnpackBlob(b.Pack(9)); err != nil || until != 9 || !reflect.DeepEqual(got, b) {
			t.Errorf("blob: got %+v %d %v, want %+v until 9", got, until, err, b)
		}
	})
}

// A damaged value is an error or another value, never a panic.
func FuzzUnpack(f *testing.F) {
	f.Add(store.Item{ID: "id", Body: []byte("body"), At: time.UnixMilli(1)}.Pack())
	f.Add(store.Row{Number: 1, Conv: "c"}.Pack())
	f.Add([]byte("1:2:-3:x"))
	f.Add([]byte("::::"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if it, err := store.UnpackItem(b); err == nil && !bytes.HasSuffix(b, it.Body) {
			t.Errorf("item body: got %q, want the end of %q", it.Body, b)
		}
		_, _ = store.UnpackOut(b)
		_, _ = store.UnpackRow(b)
		_, _, _ = store.UnpackBlob(b)
	})
}

func TestMomentsNeverComeEarly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := time.Unix(0, rapid.Int64Range(1, 1<<60).Draw(t, "ns"))
		if up := store.MillisUp(at); time.UnixMilli(up).Before(at) || time.UnixMilli(up-1).After(at) {
			t.Errorf("up: got %d for %d ns", up, at.UnixNano())
		}
		if down := store.Millis(at); time.UnixMilli(down).After(at) {
			t.Errorf("down: got %d for %d ns", down, at.UnixNano())
		}
	})
}
