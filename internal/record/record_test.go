package record_test

import (
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/record"
	"hotro/internal/store"
)

// TestTheUserWroteWhenThePlatformSays: a line that is heard late does not make
// the time for an answer longer, a time that can't be true does not count, and
// an older line heard after a newer one changes nothing.
func TestTheUserWroteWhenThePlatformSays(t *testing.T) {
	now := time.Date(2026, 3, 9, 9, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct{ at, before, want time.Time }{
		"at once":              {now.Add(-time.Second), time.Time{}, now.Add(-time.Second)},
		"caught up":            {now.Add(-40 * time.Hour), time.Time{}, now.Add(-40 * time.Hour)},
		"caught up, not last":  {now.Add(-40 * time.Hour), now.Add(-time.Hour), now.Add(-time.Hour)},
		"no time":              {time.Time{}, time.Time{}, now},
		"a time to come":       {now.Add(time.Hour), time.Time{}, now},
		"a time of long ago":   {time.UnixMilli(175110004163).UTC(), time.Time{}, now},
		"a week ago and later": {now.Add(-7 * 24 * time.Hour), time.Time{}, now.Add(-7 * 24 * time.Hour)},
	} {
		r, err := record.Open(store.Snapshot{}, chat.Address{Channel: chat.Zalo, Bot: "1", Chat: "2"}, now)
		if err != nil {
			t.Fatal(err)
		}
		r.Conv.LastIn = c.before
		r.Hear(chat.Incoming{ID: "1", Kind: chat.KindText, Text: "alo", At: c.at})
		if got := r.Conv.LastIn; !got.Equal(c.want) {
			t.Errorf("%s: the user wrote at %v, want %v", name, got, c.want)
		}
	}
}
