package record_test

import (
	"encoding/json"
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

// TestWhatGoesOutIsInTheUsersLanguage: what a channel adds to a message is in
// the language of the conversation, also to the words of staff.
func TestWhatGoesOutIsInTheUsersLanguage(t *testing.T) {
	r, err := record.Open(store.Snapshot{}, chat.Address{Channel: chat.Zalo, Bot: "1", Chat: "2"}, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	r.Conv.Lang = "en"
	r.Say(chat.Reply{Text: "Hello"})
	seq := r.SayAs("Lan", "web", chat.Reply{Text: "Hi"})
	r.Amend(chat.Line{Seq: seq, By: chat.ByStaff, Text: "Hi"}, chat.Reply{Text: "Hello"})
	r.SendAgain(chat.Line{Seq: seq, By: chat.ByStaff, Text: "Hi"})
	ch, err := r.Change()
	if err != nil {
		t.Fatal(err)
	}
	if len(ch.Out) != 4 {
		t.Fatalf("%d messages go out, want 4", len(ch.Out))
	}
	for _, out := range ch.Out {
		var o chat.Outgoing
		if err := json.Unmarshal(out.Body, &o); err != nil || o.Reply.Lang != "en" {
			t.Errorf("%q goes out in %q, want en (%v)", o.Reply.Text, o.Reply.Lang, err)
		}
	}
}
