package storetest

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"hotro/internal/store"
)

// Blobs keeps files.
type Blobs interface {
	PutBlob(ctx context.Context, b store.Blob, now time.Time, ttl time.Duration) (id string, err error)
	Blob(ctx context.Context, id string, now time.Time) (store.Blob, error)
	DropBlob(ctx context.Context, id string) error
	Sweep(ctx context.Context, now time.Time) error
}

// RunBlobs plays the promises that every keeper of files keeps.
func RunBlobs(t *testing.T, open func(t *testing.T) Blobs) {
	now := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	photo := store.Blob{Name: "ảnh.png", MIME: "image/png", Data: []byte{0, 1, 2, 255}, Owner: "web::1"}
	put := func(t *testing.T, s Blobs, b store.Blob, at time.Time, ttl time.Duration) string {
		t.Helper()
		id, err := s.PutBlob(t.Context(), b, at, ttl)
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	held := func(t *testing.T, s Blobs, id string, at time.Time, want bool) {
		t.Helper()
		b, err := s.Blob(t.Context(), id, at)
		if want && err != nil || !want && !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%s at %v: got %v, want it held: %v", id, at.Sub(now), err, want)
		}
		if want && fmt.Sprint(b.Name, b.MIME, b.Data) != fmt.Sprint(photo.Name, photo.MIME, photo.Data) {
			t.Errorf("got %+v, want what was put", b)
		}
	}
	for name, promise := range map[string]func(t *testing.T, s Blobs){
		"a file is as it was put, until its time": func(t *testing.T, s Blobs) {
			id := put(t, s, photo, now, time.Hour)
			held(t, s, id, now.Add(time.Hour-time.Millisecond), true)
			held(t, s, id, now.Add(time.Hour), false)
		},
		"put twice it is kept once, for the longer time": func(t *testing.T, s Blobs) {
			id := put(t, s, photo, now, time.Hour)
			if again := put(t, s, photo, now, time.Minute); again != id {
				t.Errorf("got the id %s, want %s again", again, id)
			}
			held(t, s, id, now.Add(59*time.Minute), true)
			put(t, s, photo, now, 2*time.Hour)
			held(t, s, id, now.Add(119*time.Minute), true)
			put(t, s, photo, now, 0)
			put(t, s, photo, now, time.Minute)
			held(t, s, id, now.Add(10*365*24*time.Hour), true)
		},
		"dropped it is gone, and its like of another owner is not": func(t *testing.T, s Blobs) {
			other := photo
			other.Owner = "web::2"
			id, theirs := put(t, s, photo, now, time.Hour), put(t, s, other, now, time.Hour)
			for range 2 {
				if err := s.DropBlob(t.Context(), id); err != nil {
					t.Fatal(err)
				}
			}
			held(t, s, id, now, false)
			held(t, s, theirs, now, true)
			held(t, s, put(t, s, photo, now, time.Hour), now, true)
		},
		"what nobody has put is not found": func(t *testing.T, s Blobs) {
			for _, id := range []string{"", "nothing", "../../etc/passwd", "0123456789abcdef0123456789abcdef", "0123456789ABCDEF0123456789ABCDEF"} {
				held(t, s, id, now, false)
				if err := s.DropBlob(t.Context(), id); err != nil {
					t.Errorf("drop %q: %v", id, err)
				}
			}
		},
		"swept is what is past its time by the grace": func(t *testing.T, s Blobs) {
			id := put(t, s, photo, now, time.Hour)
			for _, at := range []time.Duration{0, time.Hour + store.SweepGrace - time.Minute} {
				if err := s.Sweep(t.Context(), now.Add(at)); err != nil {
					t.Fatal(err)
				}
			}
			held(t, s, id, now, true)
			if err := s.Sweep(t.Context(), now.Add(time.Hour+store.SweepGrace+time.Minute)); err != nil {
				t.Fatal(err)
			}
		},
		"no bytes are a file too": func(t *testing.T, s Blobs) {
			id := put(t, s, store.Blob{Name: "rong"}, now, time.Hour)
			if b, err := s.Blob(t.Context(), id, now); err != nil || b.Name != "rong" || len(b.Data) > 0 {
				t.Errorf("got %+v, %v", b, err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) { promise(t, open(t)) })
	}
}
