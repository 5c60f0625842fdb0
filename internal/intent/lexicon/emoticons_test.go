package lexicon

import "testing"

// TestAnEmojiSaidManyTimesIsSaidOnce, in whatever colour; other words stay as
// they are.
func TestAnEmojiSaidManyTimesIsSaidOnce(t *testing.T) {
	l := &Lexicon{emoticons: newEmoticons(map[string]string{"/-strong": "👍", ":>": "😄"})}
	for in, want := range map[string]string{
		"👍👍👍": "👍", "👍🏻👍🏿": "👍", "❤️❤️": "❤", "👍 👍  👍": "👍", "/-strong/-strong": "👍", "/-strong /-strong": "👍",
		"ok 👍👍 em": "ok 👍 em", "http://x.vn/-strong-a /-strong": "http://x.vn/-strong-a  👍", "👍👎👍": "👍👎👍", ":> :>": "😄", "👍 1\n👍 2": "👍 1\n👍 2", "👍👍\n3 ạ": "👍\n3 ạ",
		"ok ok": "ok ok", "1900 1900": "1900 1900", "": "", "⭐⭐⭐": "⭐⭐⭐", "2️⃣": "2️⃣", "🇻🇳": "🇻🇳",
	} {
		if got := l.Plain(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

// TestKindSigns are thanks where nothing else is said; which they are, the words data
// tell.
func TestKindSigns(t *testing.T) {
	l := &Lexicon{signs: Signs{Kind: []string{"👍", "❤"}, Unkind: []string{"👎", "⭐"}}}
	for in, want := range map[string]bool{"👍": true, "❤️ !": true, "👍👎": false, "👍⭐": false, "😀": false, "ok 👍": false, "👍 4": false, "": false} {
		if got := l.Kind(in); got != want {
			t.Errorf("%q: got %t, want %t", in, got, want)
		}
	}
}
