package channels_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"hotro/internal/channels"
	"hotro/internal/chat"
)

func TestOptions(t *testing.T) {
	got := channels.Options([]chat.Choice{
		{Data: "a", Label: "Đã được"}, {Label: "Hướng dẫn", URL: "https://help.example/mic"}, {Data: "b", Label: "Vẫn lỗi"},
	})
	want := "1. Đã được\n2. Hướng dẫn: https://help.example/mic\n3. Vẫn lỗi"
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestPlainKeepsAPersonsOwnWords(t *testing.T) {
	for _, c := range []struct {
		in   chat.Reply
		want string
	}{
		{chat.Reply{Text: "**Micro**: bấm [đây](https://a.vn)"}, "Micro: bấm đây (https://a.vn)"},
		{chat.Reply{Text: "gõ **a** nhé", Verbatim: true}, "gõ **a** nhé"},
	} {
		if got := channels.Plain(c.in); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestCutChoosesTheStrongestBreak(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		size int
		want []string
	}{
		"fits":       {"một hai", 7, []string{"một hai"}},
		"paragraph":  {"đoạn một.\n\nđoạn hai\nhết", 20, []string{"đoạn một.", "đoạn hai\nhết"}},
		"line":       {"dòng đầu\ndòng sau", 12, []string{"dòng đầu", "dòng sau"}},
		"sentence":   {"Câu một. Câu hai dài", 14, []string{"Câu một.", "Câu hai dài"}},
		"word":       {"alpha beta gamma", 12, []string{"alpha beta", "gamma"}},
		"one word":   {"abcdef", 4, []string{"abcd", "ef"}},
		"mark":       {"aae\u0301", 3, []string{"aa", "e\u0301"}},
		"emoji":      {"aa😀", 3, []string{"aa", "😀"}},
		"family":     {"a👩\u200d👩", 5, []string{"a", "👩\u200d👩"}},
		"only space": {" \n ", 5, nil},
	} {
		if got := channels.Cut(c.text, c.size); strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func TestCutKeepsEveryLetterWithinTheLimit(t *testing.T) {
	letters := rapid.SampledFrom([]rune("abc đềệ .,\n\n😀👩\u200d\u0301🏽"))
	rapid.Check(t, func(t *rapid.T) {
		text := string(rapid.SliceOfN(letters, 0, 300).Draw(t, "text"))
		size := rapid.IntRange(2, 80).Draw(t, "size")
		parts := channels.Cut(text, size)
		for _, p := range parts {
			if n := channels.Units(p); n > size || n < utf8.RuneCountInString(p) {
				t.Fatalf("a piece of %d units (%d letters), want at most %d: %q", n, utf8.RuneCountInString(p), size, p)
			}
			if strings.TrimSpace(p) == "" {
				t.Fatalf("a blank piece in %q", parts)
			}
		}
		if got, want := squeeze(strings.Join(parts, "")), squeeze(text); got != want {
			t.Fatalf("got letters %q, want %q", got, want)
		}
	})
}

func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}
