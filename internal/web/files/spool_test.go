package files_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"testing"
	"time"

	"hotro/internal/store"
	"hotro/internal/store/bolt/bolttest"
	"hotro/internal/web/files"
)

// nearlyFull is a store with room for few more bytes.
type nearlyFull struct {
	files.Blobs
	used int64
}

func (n nearlyFull) Room(context.Context) (store.Room, error) {
	return store.Room{Used: n.used, Size: 1000}, nil
}

// TestFilesAreRefusedWhileWordsStillFit: above its part of the store no file is
// kept.
func TestFilesAreRefusedWhileWordsStillFit(t *testing.T) {
	st := bolttest.Open(t)
	for used, want := range map[int64]error{600: nil, 699: files.ErrFull, 950: files.ErrFull} {
		m := files.NewMedia(nearlyFull{st, used}, nil, time.Hour)
		if _, err := m.Upload(t.Context(), "a.txt", bytes.NewReader(make([]byte, 10))); !errors.Is(err, want) {
			t.Errorf("%d of 1000 used: got %v, want %v", used, err, want)
		}
	}
}

// TestALargeUploadComesThroughTheDisk: what is kept is what was sent, whichever
// part of it lay where.
func TestALargeUploadComesThroughTheDisk(t *testing.T) {
	m := files.NewMedia(bolttest.Open(t), nil, time.Hour)
	for _, n := range []int{0, 1, 256<<10 - 1, 256 << 10, 256<<10 + 1, 3 << 20} {
		sent := make([]byte, n)
		for i := range sent {
			sent[i] = byte(i * 7 / 3)
		}
		f, err := m.Upload(t.Context(), "a.bin", bytes.NewReader(sent))
		if err != nil {
			t.Fatal(err)
		}
		rc, size, err := m.Open(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(rc)
		if err != nil || size != int64(n) || !bytes.Equal(got, sent) {
			t.Errorf("%d bytes: got %d back, %v", n, len(got), err)
		}
	}
}
