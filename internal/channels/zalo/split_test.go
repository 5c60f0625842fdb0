package zalo_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"hotro/internal/chat"
)

// A reply of any size comes out as messages that Zalo takes, with every word
// and every choice in it.
func TestSplitKeepsTheLimitsAndLosesNothing(t *testing.T) {
	a := account(t, sampleTime(), nil)
	letters := rapid.SampledFrom([]rune("abcđ ề.\n\n😀*`[]()e\u0301\u0300"))
	label := rapid.StringOfN(rapid.SampledFrom([]rune("Lựa chọn đã được 😀")), 1, 150, -1)
	rapid.Check(t, func(t *rapid.T) {
		r := chat.Reply{
			Text:     strings.Repeat(string(rapid.SliceOfN(letters, 0, 400).Draw(t, "text")), rapid.IntRange(0, 20).Draw(t, "times")),
			Verbatim: rapid.Bool().Draw(t, "verbatim"),
			Edit:     rapid.SampledFrom([]string{"", "abc"}).Draw(t, "edit"),
		}
		for i := range rapid.IntRange(0, 12).Draw(t, "choices") {
			r.Choices = append(r.Choices, chat.Choice{Data: fmt.Sprint("c:", i), Label: label.Draw(t, "label")})
		}
		for i := range rapid.IntRange(0, 3).Draw(t, "files") {
			r.Files = append(r.Files, chat.File{Kind: chat.FilePhoto, Ref: fmt.Sprint(i)})
		}
		parts := a.Split(r)
		if fmt.Sprint(parts) != fmt.Sprint(a.Split(r)) {
			t.Fatal("Split is not deterministic")
		}
		var text strings.Builder
		choices, files := 0, 0
		for i, p := range parts {
			if n := len(utf16.Encode([]rune(p.Text))); n > 2000 {
				t.Fatalf("part %d has %d units, want at most 2000", i, n)
			}
			if p.Text == "" && len(p.Files) == 0 {
				t.Fatalf("part %d is empty", i)
			}
			if !norm.NFC.IsNormalString(p.Text) {
				t.Fatalf("part %d is not in NFC", i)
			}
			if len(p.Files) > 1 || len(p.Choices) > 5 || len(p.Choices) > 0 && i != len(parts)-1 {
				t.Fatalf("part %d has %d files and %d choices", i, len(p.Files), len(p.Choices))
			}
			if again := a.Split(p); len(again) != 1 || again[0].Text != p.Text || len(again[0].Choices) != len(p.Choices) {
				t.Fatalf("part %d split again: got %v, want itself", i, again)
			}
			text.WriteString(p.Text)
			choices, files = choices+len(p.Choices), files+len(p.Files)
		}
		for i := range r.Choices {
			if (choices == 0 || len(r.Choices) > 5) && !strings.Contains(text.String(), fmt.Sprintf("%d.", i+1)) {
				t.Fatalf("choice %d is missing", i+1)
			}
		}
		if choices != 0 && len(r.Choices) <= 5 && choices != len(r.Choices) || files != len(r.Files) {
			t.Fatalf("got %d choices and %d files, want %d and %d", choices, files, len(r.Choices), len(r.Files))
		}
		if want := squeeze(r.Text); r.Verbatim && !strings.Contains(squeeze(text.String()), want) {
			t.Fatalf("got %q, want all of %q", squeeze(text.String()), want)
		}
	})
}

// TestMoreOptionsThanButtons: numbers in the words and the first buttons, one
// for the rest, one for a person; nothing is dropped silently.
func TestMoreOptionsThanButtons(t *testing.T) {
	a := account(t, sampleTime(), nil)
	exits := []chat.Choice{{Data: "human", Label: "Gặp nhân viên"}, {Data: "back", Label: "Quay lại"}}
	labels := func(r chat.Reply) string {
		var out []string
		for _, c := range r.Choices {
			out = append(out, c.Label)
		}
		return strings.Join(out, " | ")
	}
	for _, c := range []struct {
		choices []chat.Choice
		want    string
	}{
		{append(choices(3), exits...), "Lựa chọn 1 | Lựa chọn 2 | Lựa chọn 3 | Gặp nhân viên | Quay lại"},
		{append(choices(4), exits...), "Lựa chọn 1 | Lựa chọn 2 | Lựa chọn 3 | Lựa chọn 4 | Gặp nhân viên"},
		{append(choices(6), exits...), "Lựa chọn 1 | Lựa chọn 2 | Lựa chọn 3 | Lựa chọn khác… | Gặp nhân viên"},
		{choices(10), "Lựa chọn 1 | Lựa chọn 2 | Lựa chọn 3 | Lựa chọn 4 | Lựa chọn khác…"},
	} {
		parts := a.Split(chat.Reply{Text: "Anh/chị chọn ạ.", Choices: c.choices})
		if len(parts) != 1 || labels(parts[0]) != c.want {
			t.Errorf("%d choices: got %+v, want %q", len(c.choices), parts, c.want)
			continue
		}
		for i, one := range c.choices {
			if len(c.choices) > 5 && !strings.Contains(parts[0].Text, fmt.Sprintf("%d. %s", i+1, one.Label)) {
				t.Errorf("%d choices: %q does not number %q", len(c.choices), parts[0].Text, one.Label)
			}
		}
	}
	rating := append(choices(5), chat.Choice{Data: "rate:skip", Label: "Bỏ qua"})
	parts := a.Split(chat.Reply{Text: "Anh/chị thấy thế nào ạ?", Choices: rating})
	if len(parts) != 1 || len(parts[0].Choices) != 5 || !strings.Contains(parts[0].Text, "nhắn “Bỏ qua”") || strings.Contains(parts[0].Text, "1.") {
		t.Errorf("a rating: got %+v, want five buttons, and how to pass it over", parts)
	}
}

func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, norm.NFC.String(s))
}
