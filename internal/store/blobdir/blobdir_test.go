package blobdir_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"hotro/internal/store"
	"hotro/internal/store/blobdir"
	"hotro/internal/store/storetest"
)

func open(t *testing.T, root string) *blobdir.Dir {
	t.Helper()
	d, err := blobdir.Open(root, true)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestPromises(t *testing.T) {
	storetest.RunBlobs(t, func(t *testing.T) storetest.Blobs { return open(t, t.TempDir()) })
}

// files are the names of all files below a directory.
func files(t *testing.T, root string) (all []string) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			all = append(all, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestNothingIsLeftBehind: of what was dropped, swept, or left half written by
// who died, no file stays; what others put there is left alone.
func TestNothingIsLeftBehind(t *testing.T) {
	now, root := time.Now(), t.TempDir()
	d := open(t, root)
	for i, name := range []string{"a", "b"} {
		id, err := d.PutBlob(t.Context(), store.Blob{Name: name}, now, time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			if err := d.DropBlob(t.Context(), id); err != nil {
				t.Fatal(err)
			}
		}
	}
	all := files(t, root)
	if len(all) != 1 {
		t.Fatalf("got %v, want one file", all)
	}
	for _, name := range []string{".new-123", "README"} {
		if err := os.WriteFile(filepath.Join(filepath.Dir(all[0]), name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.Sweep(t.Context(), now.Add(48*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if all := files(t, root); len(all) != 1 || filepath.Base(all[0]) != "README" {
		t.Errorf("swept: got %v, want what is not ours alone", all)
	}
}

// TestSavedAndRestored: what is saved goes into another directory, but for what
// has ended.
func TestSavedAndRestored(t *testing.T) {
	now := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	from, to := open(t, t.TempDir()), open(t, t.TempDir())
	long, err := from.PutBlob(t.Context(), store.Blob{Name: "a", Data: []byte("x")}, now, 48*time.Hour)
	short, err2 := from.PutBlob(t.Context(), store.Blob{Name: "b"}, now, time.Hour)
	if err := errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	later := now.Add(2 * time.Hour)
	if err := from.Save(t.Context(), func(one store.Saved) error { return to.Restore(later, *one.Blob) }); err != nil {
		t.Fatal(err)
	}
	if b, err := to.Blob(t.Context(), long, later); err != nil || string(b.Data) != "x" {
		t.Errorf("got %+v, %v", b, err)
	}
	if _, err := to.Blob(t.Context(), short, now); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("what has ended: got %v", err)
	}
	if err := to.Restore(now, store.SavedBlob{ID: "../x", File: store.Blob{}.Pack(0)}); err == nil {
		t.Error("a file of a backup left its directory")
	}
}
