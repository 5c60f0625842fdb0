package app_test

import (
	"bytes"
	"path/filepath"
	"testing"
	"time"

	"hotro/internal/app"
	"hotro/internal/archive"
	"hotro/internal/store/bolt"
)

// TestBackupWhileItRuns: the embedded store is copied through the program that
// has it, and what was acknowledged is in the copy.
func TestBackupWhileItRuns(t *testing.T) {
	w := newWorld(t, nil)
	lan := w.person(lanID, lanName)
	lan.Says("gặp nhân viên")
	lan.hears("#1")
	var b bytes.Buffer
	n, err := app.Backup(w.wait(), w.config(), &b)
	if err != nil || n == 0 {
		t.Fatalf("got %d things, %v", n, err)
	}
	lan.Says("alo") // and it goes on
	lan.hears()
	st, err := bolt.Open(filepath.Join(t.TempDir(), "hotro.db"), bolt.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	if got, err := archive.Read(w.wait(), &b, st, time.Now()); err != nil || got != n {
		t.Fatalf("read back: got %d things, %v; want %d", got, err, n)
	}
	if row, err := st.Row(w.wait(), 1); err != nil || !row.Open {
		t.Errorf("the ticket in the copy: got %+v, %v", row, err)
	}
}
