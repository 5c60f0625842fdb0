package bolt_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"hotro/internal/store"
	"hotro/internal/store/bolt"
	"hotro/internal/store/bolt/bolttest"
)

var now = time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)

// wants fails unless the error says all of it.
func wants(t *testing.T, err error, parts ...string) {
	t.Helper()
	if err == nil {
		t.Fatalf("got no error, want one with %q", parts)
	}
	for _, p := range parts {
		if !strings.Contains(err.Error(), p) {
			t.Errorf("error: got %q, want it to say %q", err, p)
		}
	}
}

func TestOpenTellsOfAnotherBot(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hotro.db")
	s, err := bolt.Open(path, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	_, err = bolt.Open(path, bolt.Options{})
	wants(t, err, "another bot is running on "+path, "DATA_DIR")
}

func TestOpenTellsOfAFullDisk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hotro.db")
	if err := os.Symlink("/dev/full", path); err != nil {
		t.Fatal(err)
	}
	_, err := bolt.Open(path, bolt.Options{})
	wants(t, err, path, "disk is full", "free some space")
}

func TestOpenTellsOfAMissingFolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "nowhere", "hotro.db")
	_, err := bolt.Open(path, bolt.Options{})
	wants(t, err, path, "does not exist", "DATA_DIR")
}

// filled returns the bytes of a store with something in it.
func filled(t *testing.T) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "hotro.db")
	s, err := bolt.Open(path, bolt.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 60 {
		work(t.Context(), s, fmt.Sprint("c", i%20), fmt.Sprint("m", i))
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// work uses most of a store and lets errors be.
func work(ctx context.Context, s *bolt.Store, conv, id string) {
	_, _ = s.Put(ctx, conv, store.Item{ID: id, Body: []byte("b"), At: now}, now)
	if l, ok, err := s.TakeOne(ctx, conv, now, time.Second); ok && err == nil {
		seq := l.Lines + 1
		_, _ = s.Commit(ctx, l, now, store.Change{
			State: bytes.Repeat([]byte("s"), 500), Lines: []store.Entry{{Seq: seq, Body: []byte("line")}},
			Out: []store.Out{{Seq: seq, Body: []byte("reply")}}, Desk: true,
		})
	}
	js, _ := s.Next(ctx, now, time.Second, 2, nil)
	for _, j := range js {
		_, _ = s.Settle(ctx, j, now, store.Settlement{Sent: len(j.Outs)})
	}
	_, _ = s.Lines(ctx, conv, 0, 100)
	_ = s.Sweep(ctx, now)
}

func TestOpenLeavesADamagedFileAlone(t *testing.T) {
	whole := filled(t)
	used := bolttest.Used(t, whole)
	damage := map[string][]byte{
		"not a store":    []byte("this is a text somebody left here\n"),
		"cut in half":    whole[:used/2],
		"cut by a byte":  whole[:used-1],
		"cut at a page":  whole[:3*os.Getpagesize()],
		"first page cut": whole[:100],
		"zeroes":         make([]byte, len(whole)),
	}
	for name, b := range damage {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "hotro.db")
			if err := os.WriteFile(path, b, 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := bolt.Open(path, bolt.Options{})
			wants(t, err, path, "damaged", "not touched", "backup")
			after, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(after, b) {
				t.Errorf("file: got %d other bytes than before, want it untouched", len(after))
			}
		})
	}
}

// A file without the room that was only reserved at its end lacks nothing, and
// grows again.
func TestOpenTakesAFileWithoutReservedRoom(t *testing.T) {
	whole := filled(t)
	whole = append(whole, make([]byte, len(whole))...) // at least as much again, as bbolt reserves it
	path := filepath.Join(t.TempDir(), "hotro.db")
	if err := os.WriteFile(path, whole[:bolttest.Used(t, whole)], 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := bolt.Open(path, bolt.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 20 {
		conv := fmt.Sprint("c", i)
		if lines, err := s.Lines(t.Context(), conv, 0, 100); err != nil || len(lines) != 3 {
			t.Errorf("%s: got %d lines and error %v, want 3", conv, len(lines), err)
		}
		if _, err := s.Put(t.Context(), conv, store.Item{ID: "more", Body: make([]byte, 9000), At: now}, now); err != nil {
			t.Error(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if s, err = bolt.Open(path, bolt.Options{}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// A file that a full disk cut short while it was made holds nothing: with
// space again, the program starts.
func TestOpenStartsAnewAfterACreationCutShort(t *testing.T) {
	fresh := filepath.Join(t.TempDir(), "fresh.db")
	db, err := bbolt.Open(fresh, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(fresh)
	if err != nil {
		t.Fatal(err)
	}
	for pages := range 4 {
		path := filepath.Join(t.TempDir(), "hotro.db")
		if err := os.WriteFile(path, b[:pages*os.Getpagesize()], 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := bolt.Open(path, bolt.Options{})
		if err != nil {
			t.Errorf("cut after %d pages: got %v, want an empty store", pages, err)
			continue
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

// A file in which bytes rotted is refused when pages or keys are hit; hit in
// a value it may give errors later. It never takes the process down.
func TestRottenPagesNeverCrash(t *testing.T) {
	whole := filled(t)
	refused := 0
	for seed := range uint64(15) {
		r := rand.New(rand.NewPCG(seed, 1))
		b := bytes.Clone(whole)
		for range 1 + r.IntN(200) {
			b[r.IntN(len(b))] = byte(r.Uint32())
		}
		path := filepath.Join(t.TempDir(), fmt.Sprint(seed, ".db"))
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := bolt.Open(path, bolt.Options{NoSync: true})
		if err != nil {
			refused++
			continue
		}
		for i := range 10 {
			work(t.Context(), s, fmt.Sprint("c", i), fmt.Sprint("n", i))
		}
		_ = s.Close()
	}
	t.Logf("%d of 15 refused at Open", refused)
}
