package files_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"hotro/internal/chat"
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
		if _, err := m.Upload(t.Context(), "web::1", "a.txt", bytes.NewReader(make([]byte, 10))); !errors.Is(err, want) {
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
		f, err := m.Upload(t.Context(), "web::1", "a.bin", bytes.NewReader(sent))
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

// TestPartsOfAFileAreServed: Safari asks for two bytes of a voice note before it
// plays any.
func TestPartsOfAFileAreServed(t *testing.T) {
	st := bolttest.Open(t)
	sent := make([]byte, 600<<10)
	for i := range sent {
		sent[i] = byte(i * 7 / 3)
	}
	m := files.NewMedia(st, fetched(sent), time.Hour)
	ours, err := m.Upload(t.Context(), "web::1", "a.bin", bytes.NewReader(sent))
	if err != nil {
		t.Fatal(err)
	}
	for name, f := range map[string]chat.File{"ours": ours, "a platform's": {Channel: chat.Telegram, Ref: "x"}} {
		for _, c := range []struct {
			asked    string
			from, to int
		}{{"bytes=0-1", 0, 2}, {"bytes=262140-262150", 262140, 262151}, {"bytes=-5", len(sent) - 5, len(sent)}} {
			r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/x", nil)
			r.Header.Set("Range", c.asked)
			w := httptest.NewRecorder()
			if err := m.Serve(w, r, f); err != nil {
				t.Fatal(err)
			}
			if w.Code != http.StatusPartialContent || !bytes.Equal(w.Body.Bytes(), sent[c.from:c.to]) {
				t.Errorf("%s, %s: got %d and %d bytes, want 206 and those asked for", name, c.asked, w.Code, w.Body.Len())
			}
		}
	}
}

// fetched is a platform that holds one file.
type fetched []byte

// Fetch is channels.Fetcher.
func (f fetched) Fetch(context.Context, chat.File, int64) (io.ReadCloser, error) {
	return io.NopCloser(bytes.NewReader(f)), nil
}
