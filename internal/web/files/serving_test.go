package files_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"

	"hotro/internal/chat"
	"hotro/internal/store/bolt/bolttest"
	"hotro/internal/web/files"
)

// slow is a platform whose files come when let is closed.
type slow struct{ let chan struct{} }

func (s slow) Fetch(context.Context, chat.File, int64) (io.ReadCloser, error) {
	return io.NopCloser(io.MultiReader(waiting(s), strings.NewReader("x"))), nil
}

type waiting slow

func (w waiting) Read([]byte) (int, error) {
	<-w.let
	return 0, io.EOF
}

// TestFilesThatNobodyTakesHoldFewPlaces: an address has a dozen files on their
// way; its others wait, those of a page with many pictures to the end, and are
// refused where none of the dozen is taken. Another address is served.
func TestFilesThatNobodyTakesHoldFewPlaces(t *testing.T) {
	blobs := bolttest.Open(t)
	get := func(m *files.Media, host string) (codes <-chan int) {
		got := make(chan int, 1)
		go func() {
			w, r := httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/f", nil)
			r.RemoteAddr = host + ":1"
			_ = m.Serve(w, r, chat.File{Channel: chat.Telegram, Ref: "a"})
			got <- w.Code
		}()
		return got
	}
	t.Run("nobody takes them", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			p := slow{make(chan struct{})}
			m := files.NewMedia(blobs, p, 0)
			var held []<-chan int
			for range 12 {
				held = append(held, get(m, "192.0.2.1"))
			}
			synctest.Wait()
			if got := <-get(m, "192.0.2.1"); got != http.StatusTooManyRequests {
				t.Errorf("the thirteenth: got %d, want 429 in the end", got)
			}
			other := get(m, "192.0.2.2")
			synctest.Wait()
			close(p.let)
			for _, c := range append(held, other) {
				if got := <-c; got != http.StatusOK {
					t.Errorf("one that had a place: got %d", got)
				}
			}
		})
	})
	t.Run("a page with many pictures", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			p := slow{make(chan struct{})}
			m := files.NewMedia(blobs, p, 0)
			var all []<-chan int
			for range 40 {
				all = append(all, get(m, "192.0.2.1"))
			}
			synctest.Wait()
			close(p.let)
			for i, c := range all {
				if got := <-c; got != http.StatusOK {
					t.Errorf("picture %d: got %d", i, got)
				}
			}
		})
	})
}
