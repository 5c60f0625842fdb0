package bolt_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hotro/internal/store"
	"hotro/internal/store/bolt"
)

// TestTheFileHoldsNothingOfWhoWasForgotten: not even in the pages that are free,
// after a sweep, nor after a close; and the file is sound.
func TestTheFileHoldsNothingOfWhoWasForgotten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hotro.db")
	now := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	s, err := bolt.Open(path, bolt.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	says := func(conv string) {
		t.Helper()
		for i := range 30 {
			snap, err := s.Load(t.Context(), conv)
			if err != nil {
				t.Fatal(err)
			}
			words := []byte(strings.Repeat(fmt.Sprintf("secret-of-%s ", conv), 50))
			ch := store.Change{State: words, Lines: []store.Entry{{Seq: int64(i + 1), Body: words}}}
			if err := s.Apply(t.Context(), snap, now, "", ch); err != nil {
				t.Fatal(err)
			}
		}
	}
	holds := func(conv string) bool {
		t.Helper()
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return bytes.Contains(b, []byte("secret-of-"+conv))
	}
	forget := func(conv string) {
		t.Helper()
		if err := s.Forget(t.Context(), conv); err != nil {
			t.Fatal(err)
		}
	}
	says("lan")
	says("minh")
	forget("lan")
	if !holds("lan") {
		t.Fatal("the test proves nothing: bbolt has wiped it by itself")
	}
	if err := s.Sweep(t.Context(), now); err != nil {
		t.Fatal(err)
	}
	if holds("lan") || !holds("minh") {
		t.Errorf("after a sweep: lan %v, minh %v; want only minh's words there", holds("lan"), holds("minh"))
	}
	forget("minh")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if holds("minh") {
		t.Error("after a close: the words of the second are still there")
	}
	if s, err = bolt.Open(path, bolt.Options{NoSync: true}); err != nil {
		t.Fatalf("the file is damaged: %v", err)
	}
	says("hoa")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}
