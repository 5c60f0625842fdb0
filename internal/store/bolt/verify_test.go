package bolt

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"
)

// sample returns the bytes of a bbolt file with small and large buckets.
func sample(t testing.TB) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "sample.db")
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	for round := range 4 {
		err := db.Update(func(tx *bbolt.Tx) error {
			small, err := tx.CreateBucketIfNotExists([]byte("small"))
			if err != nil {
				return err
			}
			large, err := tx.CreateBucketIfNotExists([]byte("large"))
			if err != nil {
				return err
			}
			for i := range 500 {
				if err := large.Put(fmt.Append(nil, i*7%500), make([]byte, i*round)); err != nil {
					return err
				}
			}
			return small.Put([]byte("k"), []byte("v"))
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestVerifyAcceptsWhatBboltWrites(t *testing.T) {
	if err := verify(bytes.NewReader(sample(t)), int64(os.Getpagesize()), nil); err != nil {
		t.Errorf("got error %v, want none", err)
	}
}

// Whatever the bytes, verify ends, and what it accepts bbolt can walk.
func FuzzVerify(f *testing.F) {
	whole := sample(f)
	f.Add(uint32(0), []byte{1})
	f.Add(uint32(5*os.Getpagesize()+8), []byte{2, 0, 255, 255})
	f.Add(uint32(3*os.Getpagesize()+20), []byte{255, 255, 255, 255})
	f.Fuzz(func(t *testing.T, at uint32, patch []byte) {
		b := bytes.Clone(whole)
		copy(b[int(at)%len(b):], patch)
		if verify(bytes.NewReader(b), int64(os.Getpagesize()), nil) != nil {
			return
		}
		path := filepath.Join(t.TempDir(), "f.db")
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		db, err := bbolt.Open(path, 0o600, nil)
		if err != nil {
			t.Fatalf("bbolt: got error %v on a file that verify accepts", err)
		}
		defer db.Close()
		err = db.View(func(tx *bbolt.Tx) error {
			return tx.ForEach(func(_ []byte, b *bbolt.Bucket) error {
				return b.ForEach(func(k, v []byte) error { _ = append(bytes.Clone(k), v...); return nil })
			})
		})
		if err != nil {
			t.Errorf("walk: got error %v on a file that verify accepts", err)
		}
	})
}
