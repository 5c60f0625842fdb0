package archive_test

import (
	"bytes"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"hotro/internal/archive"
	"hotro/internal/store"
	"hotro/internal/store/bolt"
	"hotro/internal/store/redis"
	"hotro/internal/store/redis/redistest"
)

func embedded(t *testing.T) *bolt.Store {
	t.Helper()
	s, err := bolt.Open(filepath.Join(t.TempDir(), "hotro.db"), bolt.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// TestRestoreDrill takes a conversation from the embedded store to Redis and
// back; nothing is lost on the way, and a store in use is not restored into.
func TestRestoreDrill(t *testing.T) {
	now := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	first, last := embedded(t), embedded(t)
	server, err := redis.Open(t.Context(), redistest.Start(t, "--appendonly", "no").URL(), redis.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	at := store.Snapshot{Conv: "telegram:7:1"}
	ch := store.Change{
		State: []byte(`{"x":1}`), Epoch: 1, Lines: []store.Entry{{Seq: 1, Body: []byte(`{"text":"alo"}`)}},
		Out: []store.Out{{Seq: 1, Body: []byte("reply")}}, Row: &store.Row{Number: 3, Conv: at.Conv, Open: true, At: now, Body: []byte("{}")},
	}
	if err := first.Apply(t.Context(), at, now, "m1", ch); err != nil {
		t.Fatal(err)
	}
	var out, back bytes.Buffer
	wrote, err := archive.Write(t.Context(), first, &out)
	if err != nil {
		t.Fatal(err)
	}
	whole := bytes.Clone(out.Bytes())
	if n, err := archive.Read(t.Context(), &out, server, now); err != nil || n != wrote {
		t.Fatalf("into Redis: got %d things, %v; want %d", n, err, wrote)
	}
	if _, err := archive.Read(t.Context(), bytes.NewReader(whole), server, now); !errors.Is(err, archive.ErrNotEmpty) {
		t.Errorf("into a store in use: got %v, want a refusal", err)
	}
	if _, err := archive.Write(t.Context(), server, &back); err != nil {
		t.Fatal(err)
	}
	if _, err := archive.Read(t.Context(), &back, last, now); err != nil {
		t.Fatal(err)
	}
	snap, err := last.Load(t.Context(), at.Conv)
	if err != nil || string(snap.State) != `{"x":1}` || snap.Version != 1 || snap.Lines != 1 {
		t.Errorf("got %+v %v, want the conversation as it was", snap, err)
	}
	if row, err := last.Row(t.Context(), 3); err != nil || !row.Open {
		t.Errorf("ticket: got %+v %v", row, err)
	}
	if err := last.Apply(t.Context(), snap, now, "m1", store.Change{}); !errors.Is(err, store.ErrDone) {
		t.Errorf("a known id: got %v, want it known", err)
	}
	if _, err := archive.Read(t.Context(), bytes.NewReader(whole[:len(whole)-12]), embedded(t), now); err == nil {
		t.Error("a backup that was cut short was restored without a word")
	}
}
