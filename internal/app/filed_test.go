package app_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"hotro/internal/app"
	"hotro/internal/archive"
	"hotro/internal/store"
	"hotro/internal/store/bolt"
	"hotro/internal/store/redis/redistest"
	"hotro/internal/store/storetest"
)

// openAs opens the store of a configuration.
func openAs(t *testing.T, environ ...string) app.Store {
	t.Helper()
	cfg, err := app.LoadConfig(environ)
	if err != nil {
		t.Fatal(err)
	}
	s, err := app.OpenStore(t.Context(), cfg, true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// TestUploadsHaveAPlaceOfTheirOwn: beside the embedded store, and with Redis
// where a directory is named; without one they are in Redis.
func TestUploadsHaveAPlaceOfTheirOwn(t *testing.T) {
	fresh := func() string { return "REDIS_URL=" + redistest.Start(t).URL() } // a file is called by what it holds: another promise may have put it for longer
	for name, in := range map[string]func(dir string) (place string, environ []string){
		"embedded": func(dir string) (string, []string) { return filepath.Join(dir, "files"), []string{"DATA_DIR=" + dir} },
		"named": func(dir string) (string, []string) {
			return dir, []string{"DATA_DIR=" + t.TempDir(), "FILES_DIR=" + dir}
		},
		"Redis, named": func(dir string) (string, []string) {
			return dir, []string{fresh(), "FILES_DIR=" + dir}
		},
		"Redis": func(dir string) (string, []string) { return "", []string{fresh()} },
	} {
		t.Run(name, func(t *testing.T) {
			storetest.RunBlobs(t, func(t *testing.T) storetest.Blobs {
				_, environ := in(t.TempDir())
				return openAs(t, environ...)
			})
			dir := t.TempDir()
			place, environ := in(dir)
			if _, err := openAs(t, environ...).PutBlob(t.Context(), store.Blob{Name: "a"}, time.Now(), time.Hour); err != nil {
				t.Fatal(err)
			}
			if all, err := os.ReadDir(place); place != "" && (err != nil || len(all) != 1) {
				t.Errorf("%s holds %v (%v), want the upload", place, all, err)
			}
		})
	}
}

// TestUploadsFromBefore: what an older version has put into the store is found,
// dropped and backed up, and restored into the directory.
func TestUploadsFromBefore(t *testing.T) {
	now, dir := time.Now(), t.TempDir()
	old, err := bolt.Open(filepath.Join(dir, "hotro.db"), bolt.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	id, err := old.PutBlob(t.Context(), store.Blob{Name: "a", Data: []byte("x")}, now, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	s, other := openAs(t, "DATA_DIR="+dir), t.TempDir()
	if _, err := s.PutBlob(t.Context(), store.Blob{Name: "b"}, now, time.Hour); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if n, err := archive.Write(t.Context(), s, &b); err != nil || n != 2 {
		t.Fatalf("backup: got %d things, %v; want both uploads", n, err)
	}
	restored := openAs(t, "DATA_DIR="+other)
	if _, err := archive.Read(t.Context(), &b, restored, now); err != nil {
		t.Fatal(err)
	}
	for _, s := range []app.Store{s, restored} {
		if got, err := s.Blob(t.Context(), id, now); err != nil || string(got.Data) != "x" {
			t.Errorf("got %+v, %v", got, err)
		}
		if err := s.DropBlob(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Blob(t.Context(), id, now); err == nil {
			t.Error("it was dropped and is there still")
		}
	}
}
