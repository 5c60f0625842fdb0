package forum

import (
	"strings"
	"testing"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"pgregory.net/rapid"

	"hotro/internal/chat"
)

func TestCutLosesNothingAndFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.SampledFrom([]rune("a ắ😀\n…"))).Draw(t, "s")
		n := rapid.IntRange(2, 12).Draw(t, "n")
		rest, whole := s, ""
		for rest != "" {
			var head string
			head, rest = cut(rest, n)
			if got := len(utf16.Encode([]rune(head))); got > n || head == "" {
				t.Fatalf("cut(%q, %d) = %q of %d units", s, n, head, got)
			}
			whole += head
		}
		if whole != s {
			t.Fatalf("pieces of %q make %q", s, whole)
		}
	})
}

func TestViewShowsEveryEventOnceWhateverTheClock(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var log []chat.Event
		v := &topicState{}
		shown := 0
		at := time.Unix(1_750_000_000, 0)
		for range rapid.IntRange(1, 30).Draw(t, "n") {
			if rapid.Bool().Draw(t, "another moment") {
				at = at.Add(time.Millisecond)
			}
			log = append(log, chat.Event{At: at, What: "said"})
			if !rapid.Bool().Draw(t, "look") {
				continue
			}
			v = readTopicState(v.bytes())
			for _, e := range v.events(log) {
				v.past(e)
				shown++
			}
			if shown != len(log) {
				t.Fatalf("%d of %d events shown", shown, len(log))
			}
		}
	})
}

func FuzzSplit(f *testing.F) {
	f.Add("/close@bot all done")
	f.Add("/note\ndòng hai")
	f.Add("/")
	f.Fuzz(func(t *testing.T, s string) {
		name, bot, rest := split(s)
		if len(name)+len(bot)+len(rest) > 3*len(s) || strings.ContainsAny(name, " \n\t@") {
			t.Errorf("split(%q) = %q, %q, %q", s, name, bot, rest)
		}
		if utf8.ValidString(s) && !utf8.ValidString(name+bot+rest) {
			t.Errorf("split(%q) broke a character", s)
		}
	})
}

func FuzzReadTopicState(f *testing.F) {
	f.Add([]byte(`{"ticket":1,"thread":"5","line":3,"seen":[{"s":1,"m":"9"}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		v := readTopicState(b)
		if got := readTopicState(v.bytes()); string(got.bytes()) != string(v.bytes()) {
			t.Errorf("%s reads back as %s", v.bytes(), got.bytes())
		}
	})
}
