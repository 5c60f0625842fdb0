package bolt

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"hotro/internal/store"
)

// stored returns a closed store with something in it.
func stored(t *testing.T, o Options) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "hotro.db")
	s, err := Open(path, o)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 60 {
		if _, err := s.Put(t.Context(), fmt.Sprint("c", i), store.Item{ID: "m", Body: make([]byte, 900), At: noon}, noon); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// TestWhatIsVerified: a file that was closed in order is not walked; one that was
// not, or that somebody wrote to since, is.
func TestWhatIsVerified(t *testing.T) {
	path := stored(t, Options{})
	reopen := func() (verified bool) {
		t.Helper()
		s, err := Open(path, Options{})
		if err != nil {
			t.Fatal(err)
		}
		verified = s.check != nil
		if _, err := os.Stat(markOf(path)); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("the mark stands while the file is used: %v", err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		return verified
	}
	for range 2 {
		if reopen() {
			t.Error("a file that was closed in order is walked")
		}
	}
	if err := os.Chtimes(path, noon, noon); err != nil {
		t.Fatal(err)
	}
	if !reopen() {
		t.Error("a file that was written to since is not walked")
	}
	if err := os.Remove(markOf(path)); err != nil {
		t.Fatal(err)
	}
	if !reopen() {
		t.Error("a file that was not closed in order is not walked")
	}
	if reopen() {
		t.Error("a file that was walked and closed in order is walked again")
	}
	path = stored(t, Options{NoSync: true})
	if !reopen() {
		t.Error("a file that did not wait for the disk is taken for whole")
	}
}

// TestALargeFileIsVerifiedWhileItIsUsed breaks one page after another of a file.
// Where that is beyond the pages that are looked at first, the store opens, and
// soon takes no more writes and says why; it is not taken for closed in order.
func TestALargeFileIsVerifiedWhileItIsUsed(t *testing.T) {
	whole, err := os.ReadFile(stored(t, Options{NoSync: true}))
	if err != nil {
		t.Fatal(err)
	}
	found, page := 0, os.Getpagesize()
	for at := 2 * page; at < len(whole); at += page {
		path := filepath.Join(t.TempDir(), "hotro.db")
		broken := append([]byte(nil), whole...)
		broken[at+8] ^= 0x40 // of another kind
		if err := os.WriteFile(path, broken, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Open(path, Options{Quick: 2})
		if err != nil {
			continue // the page was among the first, or of the pages that opening reads
		}
		<-s.check.done
		if s.check.err == nil {
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			continue // a free page
		}
		found++
		_, err = s.Put(t.Context(), "c1", store.Item{ID: "n", Body: []byte("b"), At: noon}, noon)
		if !store.Refuses(err) || !errors.Is(err, errDamaged) {
			t.Errorf("page %d: a write gives %v, want it refused", at/page, err)
		}
		var unfit *store.Unfit
		if _, err := s.Health(t.Context()); !errors.As(err, &unfit) {
			t.Errorf("page %d: health is %v, want unfit", at/page, err)
		}
		if err := s.Close(); !errors.Is(err, errDamaged) {
			t.Errorf("page %d: Close gives %v, want it to say what was found", at/page, err)
		}
		if closedInOrder(path) {
			t.Errorf("page %d: taken for closed in order", at/page)
		}
	}
	if found == 0 {
		t.Error("no broken page was found while the file was used")
	}
}

// TestUseBesideTheVerification: what is written and deleted meanwhile is no fault,
// and Close does not wait for the rest.
func TestUseBesideTheVerification(t *testing.T) {
	path := stored(t, Options{NoSync: true})
	s, err := Open(path, Options{NoSync: true, Quick: 2})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 60 {
		if err := s.Forget(t.Context(), fmt.Sprint("c", i)); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Put(t.Context(), fmt.Sprint("d", i), store.Item{ID: "m", Body: make([]byte, 3000), At: noon}, noon); err != nil {
			t.Fatal(err)
		}
		if err := s.Sweep(t.Context(), noon); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if <-s.check.done; s.check.err != nil && !errors.Is(s.check.err, errStopped) {
		t.Errorf("the verification found %v", s.check.err)
	}
}
