package desk_test

import (
	"strings"
	"testing"
	"time"
	"unicode"

	"hotro/internal/chat"
	"hotro/internal/record"
)

// foreign returns the Vietnamese letters of a text.
func foreign(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) && r > 0xBF && r < 0x2000 {
			return r
		}
		return -1
	}, s)
}

// TestEverybodyHearsTheDeskInTheirLanguage: of all that the desk tells a user
// from the hand-off to the rating, one who writes English hears no word of
// Vietnamese, and Vietnamese users go on as ever. Staff read their own.
func TestEverybodyHearsTheDeskInTheirLanguage(t *testing.T) {
	for _, lang := range []string{"en", ""} {
		o := newOffice(t)
		o.turn(func(r *record.Record) { r.Conv.Lang = lang })
		o.asks(12)
		o.asks(13) // merged
		o.passes(40 * time.Minute)
		o.turn(func(r *record.Record) {
			if out, ok := o.Outlook(r, 0); !ok || (foreign(out.Text+out.Waited) == "") != (lang == "en") {
				t.Errorf("in %q: outlook %+v", lang, out)
			}
		})
		conv := hoa.String()
		seq, err := o.Say(t.Context(), conv, lan, "telegram", chat.Reply{Text: "Hi, Lan here"}, "")
		o.ok(err)
		o.ok(o.Edit(t.Context(), conv, lan, seq, "Hello, Lan here", ""))
		o.turn(func(r *record.Record) { o.SayWhoHolds(r) })
		o.ok(o.Release(t.Context(), conv, lan, ""))
		o.ok(o.Claim(t.Context(), conv, minh, ""))
		o.ok(o.Transfer(t.Context(), conv, minh, lan, ""))
		o.ok(o.Return(t.Context(), conv, lan, "your admin was told", ""))
		o.turn(func(r *record.Record) { o.Open(r, 14, handoff(), 2) })
		o.turn(func(r *record.Record) { o.Cancel(r) })
		o.now = o.now.Add(12 * time.Hour)
		o.asks(15)
		o.ok(o.Close(t.Context(), conv, lan, "solved", ""))
		o.turn(func(r *record.Record) { o.Rate(r, 4, "") })
		o.turn(func(r *record.Record) { o.Rate(r, 0, "good"); o.RefuseTicket(r) })
		lines, err := o.Lines(t.Context(), conv, 1, 100)
		o.ok(err)
		n := 0
		for _, l := range lines {
			words := l.Text
			for _, c := range l.Choices {
				words += " " + c.Label
			}
			if l.By != chat.ByBot {
				continue
			}
			if n++; (foreign(words) == "") != (lang == "en") {
				t.Errorf("in %q: told %q", lang, words)
			}
		}
		if n < 14 {
			t.Errorf("in %q: told %d messages; the story is too short to prove anything", lang, n)
		}
		if got := o.Summary(o.ticket(), nil); foreign(got) == "" {
			t.Errorf("staff read %q, want their own language", got)
		}
	}
}

// TestReopeningIsAskedForInAnyLanguage: the words count whatever language the
// user was spoken to in.
func TestReopeningIsAskedForInAnyLanguage(t *testing.T) {
	o := newOffice(t)
	for _, line := range []string{"mở lại yêu cầu giúp em", "Mở lại yêu cầu", "please reopen it", "Reopen the request"} {
		if !o.AsksReopen(line) {
			t.Errorf("%q does not ask to reopen", line)
		}
	}
	for _, line := range []string{"đừng mở lại", "please don't reopen it"} {
		if o.AsksReopen(line) {
			t.Errorf("%q asks to reopen", line)
		}
	}
}
