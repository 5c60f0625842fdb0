package text_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"hotro/internal/text"
)

func TestClip(t *testing.T) {
	for _, c := range []struct {
		in         string
		n          int
		head, clip string
	}{
		{"", 3, "", ""},
		{"ba", 3, "ba", "ba"},
		{"ắắắ", 3, "ắắắ", "ắắắ"},
		{"ắắắắ", 3, "ắắắ", "ắắ…"},
		{"a bcd", 3, "a b", "a…"},
		{"😀😀", 1, "😀", "…"},
		{"anything", 0, "", "…"},
	} {
		if got := text.Head(c.in, c.n); got != c.head {
			t.Errorf("Head(%q, %d) = %q, want %q", c.in, c.n, got, c.head)
		}
		if got := text.Clip(c.in, c.n); got != c.clip {
			t.Errorf("Clip(%q, %d) = %q, want %q", c.in, c.n, got, c.clip)
		}
	}
}

func TestClipKeepsItsBound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, n := rapid.String().Draw(t, "s"), rapid.IntRange(1, 30).Draw(t, "n")
		got := text.Clip(s, n)
		if c := utf8.RuneCountInString(got); c > n || !utf8.ValidString(got) {
			t.Fatalf("%q has %d characters, want at most %d, valid", got, c, n)
		}
		if utf8.RuneCountInString(s) <= n && got != s {
			t.Fatalf("a short text became %q", got)
		}
		if head := text.Head(s, n); !strings.HasPrefix(s, head) || utf8.RuneCountInString(head) != min(n, utf8.RuneCountInString(s)) {
			t.Fatalf("head %q is not the first %d characters", head, n)
		}
	})
}

func TestOneLine(t *testing.T) {
	if got := text.Brief(" one\ntwo  three", 8); got != "one two…" {
		t.Errorf("in 8 characters: got %q", got)
	}
	if got := text.OneLine(" a\n\tb  c \u00a0"); got != "a b c" {
		t.Errorf("got %q", got)
	}
}

func TestClipWord(t *testing.T) {
	for _, c := range []struct {
		in   string
		n    int
		want string
	}{
		{"gọi ra được", 11, "gọi ra được"},
		{"gọi ra không được", 14, "gọi ra không…"},
		{"gọi ra, không được", 9, "gọi ra…"},
		{"abcdefghijkl", 6, "abcde…"}, // no word's end to cut at
		{"a bcdefghijk", 6, "a bcd…"}, // the word's end leaves too little
	} {
		if got := text.ClipWord(c.in, c.n); got != c.want {
			t.Errorf("ClipWord(%q, %d) = %q, want %q", c.in, c.n, got, c.want)
		}
	}
}

// TestOneLineIsOneLine holds what needs no work to what the words joined are.
func TestOneLineIsOneLine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOfN(rapid.SampledFrom([]rune("aắ \n\t\u00a0\u2028")), 0, 8, -1).Draw(t, "s")
		if got, want := text.OneLine(s), strings.Join(strings.Fields(s), " "); got != want {
			t.Fatalf("OneLine(%q) = %q, want %q", s, got, want)
		}
	})
}

func TestFoldsTo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOfN(rapid.SampledFrom([]rune("aắĐ- 7😀")), 0, 8, -1).Draw(t, "s")
		folded := text.FoldWords(s)
		if !text.FoldsTo(s, folded) || text.FoldsTo(s, folded+"x") {
			t.Fatalf("FoldsTo(%q) says another thing than FoldWords, which gives %q", s, folded)
		}
	})
}
