package app_test

import (
	"errors"
	"net"
	"os"
	"strings"
	"testing"
	"time"

	"hotro/internal/app"
	"hotro/internal/store/bolt"
)

// TestAStartThatFailsSaysWhy: whatever can't be opened, New returns the reason
// and leaves nothing open.
func TestAStartThatFailsSaysWhy(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	file := t.TempDir() + "/file"
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	newer := t.TempDir()
	s, err := bolt.Open(newer+"/hotro.db", bolt.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Swap(t.Context(), "format", 0, []byte("3"), 0, time.Now()); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, want string
		environ    []string
	}{
		{"address in use", "HTTP_ADDR", []string{"HTTP_ADDR=" + taken.Addr().String(), "DATA_DIR=" + t.TempDir()}},
		{"no folder for the store", "DATA_DIR", []string{"HTTP_ADDR=127.0.0.1:0", "DATA_DIR=" + file}},
		{"a store of a later version", `format "3"`, []string{"HTTP_ADDR=127.0.0.1:0", "DATA_DIR=" + newer}},
		{"no documents", "KB_DIR", []string{"HTTP_ADDR=127.0.0.1:0", "DATA_DIR=" + t.TempDir(), "KB_DIR=" + t.TempDir()}},
	} {
		t.Run(c.name, func(t *testing.T) {
			cfg, err := app.LoadConfig(c.environ)
			if err != nil {
				t.Fatal(err)
			}
			a, err := app.New(t.Context(), cfg, app.Options{NoSync: true})
			if err == nil || a != nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, %v; want no program and an error about %s", a, err, c.want)
			}
		})
	}
}

// TestAStoreOfTheFormatBeforeIsTakenUp, and marked as one that the program
// before can't read.
func TestAStoreOfTheFormatBeforeIsTakenUp(t *testing.T) {
	dir := t.TempDir()
	format := func(do func(s *bolt.Store) error) {
		t.Helper()
		s, err := bolt.Open(dir+"/hotro.db", bolt.Options{NoSync: true})
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(do(s), s.Close()); err != nil {
			t.Fatal(err)
		}
	}
	format(func(s *bolt.Store) error {
		_, err := s.Swap(t.Context(), "format", 0, []byte("1"), 0, time.Now())
		return err
	})
	cfg, err := app.LoadConfig([]string{"HTTP_ADDR=127.0.0.1:0", "DATA_DIR=" + dir, "KB_DIR=" + t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := app.New(t.Context(), cfg, app.Options{NoSync: true}); err == nil || !strings.Contains(err.Error(), "KB_DIR") {
		t.Errorf("got %v, want the store taken up and the documents missed", err)
	}
	format(func(s *bolt.Store) error {
		b, _, err := s.Get(t.Context(), "format")
		if string(b) != "2" {
			t.Errorf("the store is marked as of format %q, want 2", b)
		}
		return err
	})
}
