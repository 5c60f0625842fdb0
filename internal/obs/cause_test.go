package obs

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// away is an error that names its cause.
type away struct{ error }

func (away) Cause() string { return "store" }

// TestWhatHasOneCauseIsLoggedOnce: whoever runs into it, however long it lasts;
// and again the next time.
func TestWhatHasOneCauseIsLoggedOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var b bytes.Buffer
		l, err := NewLog(&b, "text", "info")
		if err != nil {
			t.Fatal(err)
		}
		fails := func(who string) {
			l.With("part", who).Error("failed", "try", 1, "err", fmt.Errorf("%s: %w", who, away{errors.New("away")}))
		}
		for range 20 { // a minute and a half
			fails("poll")
			fails("desk")
			time.Sleep(5 * time.Second)
		}
		l.Error("failed", "err", errors.New("something else"))
		if got := strings.Count(b.String(), "level=ERROR"); got != 2 {
			t.Errorf("got %d errors, want one of the store and one of something else:\n%s", got, b.String())
		}
		time.Sleep(calm)
		fails("desk")
		if got := strings.Count(b.String(), "level=ERROR"); got != 3 {
			t.Errorf("the next time: got %d errors in all, want 3:\n%s", got, b.String())
		}
		b.Reset()
		if l, err = NewLog(&b, "text", "debug"); err != nil {
			t.Fatal(err)
		}
		fails("poll")
		fails("desk")
		if s := b.String(); strings.Count(s, "level=ERROR") != 1 || strings.Count(s, "level=DEBUG") != 1 {
			t.Errorf("with debug: got\n%s\nwant an error and a debug line", s)
		}
	})
}
