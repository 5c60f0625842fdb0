package telegram

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"pgregory.net/rapid"

	"hotro/internal/channels/telegram/telegramtest"
	"hotro/internal/chat"
)

func len16(s string) int { return len(utf16.Encode([]rune(s))) }

// pieces are what texts are made of: words, markup, emoji that must stay
// whole, and things nobody expects.
var pieces = []string{
	"lỗi ", "máy nhánh", " ", "\n", "\n\n", "**đậm**", "`FROM_NUMBER_NOT_FOUND`", "[xem](https://help.stringeex.com/a-b)",
	"👩‍👩‍👧‍👦", "👍🏽", "🇻🇳", "e\u0323\u0302", "😀", "<b>", "&", "**", "`", "\r\n", strings.Repeat("x", 700), strings.Repeat("chữ ", 400),
}

func drawText(t *rapid.T) string {
	var b strings.Builder
	for range rapid.IntRange(0, 40).Draw(t, "pieces") {
		if rapid.IntRange(0, 9).Draw(t, "odd") == 0 {
			b.WriteString(rapid.String().Draw(t, "text"))
			continue
		}
		b.WriteString(rapid.SampledFrom(pieces).Draw(t, "piece"))
	}
	return b.String()
}

func TestPartsJoinedAreTheTextAndEachFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, verbatim := drawText(t), rapid.Bool().Draw(t, "verbatim")
		limit := rapid.SampledFrom([]int{40, 1024, 4096}).Draw(t, "limit")
		parts := cutText(s, limit, verbatim)
		checkParts(t, s, limit, parts)
	})
}

type failer interface {
	Errorf(format string, args ...any)
}

func checkParts(t failer, s string, limit int, parts []string) {
	rest := s
	for i, p := range parts {
		if n := len16(p); n > limit {
			t.Errorf("part %d has %d units, want at most %d", i, n, limit)
		}
		if strings.TrimSpace(p) == "" {
			t.Errorf("part %d is blank", i)
		}
		at := strings.Index(rest, p)
		if at < 0 || strings.TrimSpace(rest[:at]) != "" {
			t.Errorf("part %d %.40q is not next in %.40q", i, p, rest)
			return
		}
		rest = rest[at+len(p):]
	}
	if strings.TrimSpace(rest) != "" {
		t.Errorf("left over: %.40q", rest)
	}
}

func TestWhereATextIsCut(t *testing.T) {
	for _, c := range []struct {
		name, text string
		limit      int
		verbatim   bool
		want       []string
	}{
		{"fits", "dạ vâng ạ", 9, false, []string{"dạ vâng ạ"}},
		{"paragraph before line", "một hai\n\nba bốn\nnăm sáu", 16, false, []string{"một hai\n\n", "ba bốn\nnăm sáu"}},
		{"line before word", "một hai ba\nbốn năm", 15, false, []string{"một hai ba\n", "bốn năm"}},
		{"word", "một hai ba bốn", 9, false, []string{"một hai ", "ba bốn"}},
		{"letter when there is nothing else", "abcdefghij", 4, false, []string{"abcd", "efgh", "ij"}},
		{"family", "ab👩‍👩‍👧‍👦", 8, false, []string{"ab", "👩‍👩‍👧‍"[:18], "👦"}},
		{"family whole", "abcd👩‍👩‍👧‍👦", 11, false, []string{"abcd", "👩‍👩‍👧‍👦"}},
		{"flags", "🇻🇳🇻🇳", 6, false, []string{"🇻🇳", "🇻🇳"}},
		{"tones of a letter", "abe\u0323\u0302", 4, false, []string{"ab", "e\u0323\u0302"}},
		{"skin", "a👍🏽", 4, false, []string{"a", "👍🏽"}},
		{"marked run whole", "xem **chữ đậm** nhé", 12, false, []string{"xem ", "**chữ đậm** ", "nhé"}},
		{"stars are just text", "xem **chữ đậm** nhé", 12, true, []string{"xem **chữ ", "đậm** nhé"}},
		{"only blanks", " \n\n ", 2, false, nil},
		{"blanks between", "a" + strings.Repeat("\n", 9) + "b", 4, false, []string{"a\n\n\n", "\n\nb"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := cutText(c.text, c.limit, c.verbatim)
			checkParts(t, c.text, c.limit, got)
			if c.name == "family" || c.name == "blanks between" {
				return // only that it fits and is all there
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestAReplyBecomesMessages(t *testing.T) {
	b := offline(t)
	long := strings.Repeat("dòng chữ dài\n", 400) // 5,200 units
	photo, doc := chat.File{Kind: chat.FilePhoto, Ref: "p"}, chat.File{Kind: chat.FileDoc, Ref: "d"}
	yes := []chat.Choice{{Data: "y", Label: "Có"}}
	for _, c := range []struct {
		name  string
		reply chat.Reply
		want  string
	}{
		{"text", chat.Reply{Text: "a", Choices: yes, ReplyTo: "7"}, "text+reply+choices"},
		{"long text", chat.Reply{Text: long, Choices: yes, ReplyTo: "7"}, "text+reply text+choices"},
		{"caption", chat.Reply{Text: "a", Files: []chat.File{photo}, Choices: yes, ReplyTo: "7"}, "text+file+reply+choices"},
		{"two files", chat.Reply{Text: "a", Files: []chat.File{photo, doc}, Choices: yes}, "text+file file+choices"},
		{"text too long for a caption", chat.Reply{Text: strings.Repeat("a", 1025), Files: []chat.File{photo}, Choices: yes}, "text file+choices"},
		{"edit", chat.Reply{Text: "a", Edit: "5", Choices: yes}, "text+edit+choices"},
		{"long edit", chat.Reply{Text: long, Edit: "5"}, "text+edit text"},
		{"edit with a file", chat.Reply{Text: "a", Edit: "5", Files: []chat.File{doc}}, "text+edit file"},
		{"new keyboard", chat.Reply{Edit: "5", Choices: yes}, "edit+choices"},
		{"choices alone", chat.Reply{Choices: yes}, "choices"},
		{"nothing", chat.Reply{}, ""},
		{"blanks", chat.Reply{Text: " \n"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, p := range b.Split(c.reply) {
				got = append(got, form(p))
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("got %q, want %q", s, c.want)
			}
		})
	}
}

// form names what a part has.
func form(p chat.Reply) string {
	var has []string
	for _, f := range []struct {
		name string
		yes  bool
	}{{"text", p.Text != ""}, {"file", len(p.Files) == 1}, {"reply", p.ReplyTo != ""}, {"edit", p.Edit != ""}, {"choices", len(p.Choices) > 0}} {
		if f.yes {
			has = append(has, f.name)
		}
	}
	return strings.Join(has, "+")
}

func FuzzSplit(f *testing.F) {
	f.Add("một\n\nhai", 5, false)
	f.Add(strings.Repeat("😀", 5000), 4096, true)
	f.Add(strings.Repeat("\u0301", 100), 40, false)
	f.Add("\xff\xfe**a\x00**", 3, false)
	f.Fuzz(func(t *testing.T, s string, limit int, verbatim bool) {
		if limit < 2 || limit > 5000 { // a character outside the basic plane needs two
			return
		}
		checkParts(t, s, limit, cutText(s, limit, verbatim))
	})
}

// FuzzHTML: whatever the text, the HTML made of it is accepted, and shows the
// text without its marks.
func FuzzHTML(f *testing.F) {
	for _, s := range pieces {
		f.Add(s)
	}
	f.Add(`[a"><b>](https://x.vn/"onclick=) **<i>&amp;</i>** &lt; &#60; ` + "`</code><a href=\"tg://x\">`")
	f.Add("[](https://x.vn) ** ** `` **`** [a](http://b)")
	f.Fuzz(func(t *testing.T, s string) {
		shown, err := telegramtest.ParseHTML(html(s))
		if err != nil {
			t.Fatalf("%q → %q: %v", s, html(s), err)
		}
		var want strings.Builder
		for _, sp := range chat.Spans(valid(s)) {
			want.WriteString(sp.Text)
		}
		if shown != want.String() {
			t.Errorf("%q: got %q, want %q", s, shown, want.String())
		}
	})
}
