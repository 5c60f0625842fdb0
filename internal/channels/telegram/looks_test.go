package telegram

import (
	"reflect"
	"testing"
	"unicode/utf16"

	"hotro/internal/channels/telegram/telegramtest"
	"hotro/internal/chat"
)

func TestLooks(t *testing.T) {
	for name, c := range map[string]struct {
		text     string
		entities []entity
		want     []chat.Span
	}{
		"none":                       {"dạ vâng", nil, nil},
		"those that nobody else has": {"/close @lan #12", []entity{{Type: "bot_command", Length: 6}, {Type: "mention", Offset: 7, Length: 4}, {Type: "spoiler", Length: 9}}, nil},
		"behind an emoji": {
			"😀 đậm",
			[]entity{{Type: "bold", Offset: 3, Length: 3}},
			[]chat.Span{{Text: "😀 "}, {Text: "đậm", Bold: true}},
		},
		"half an emoji": {
			"😀a",
			[]entity{{Type: "bold", Offset: 1, Length: 2}},
			[]chat.Span{{Text: "😀"}, {Text: "a", Bold: true}},
		},
		"overlapping": {
			"abcd",
			[]entity{{Type: "bold", Length: 3}, {Type: "italic", Offset: 1, Length: 3}},
			[]chat.Span{{Text: "a", Bold: true}, {Text: "bc", Bold: true, Italic: true}, {Text: "d", Italic: true}},
		},
		"code has no other looks": {
			"abcd",
			[]entity{{Type: "code", Length: 4}, {Type: "bold", Length: 4}, {Type: "blockquote", Length: 4}},
			[]chat.Span{{Text: "abcd", Code: true, Quote: true}},
		},
		"outside the text": {
			"ab",
			[]entity{{Type: "bold", Offset: 5, Length: 3}, {Type: "italic", Offset: -4, Length: 1}, {Type: "underline", Offset: 1, Length: 1 << 62}},
			[]chat.Span{{Text: "a", Italic: true}, {Text: "b", Underline: true}},
		},
		"a link": {
			"xem tại đây",
			[]entity{{Type: "text_link", Offset: 4, Length: 7, URL: "https://x.vn/1"}, {Type: "strikethrough", Offset: 8, Length: 3}},
			[]chat.Span{{Text: "xem "}, {Text: "tại ", URL: "https://x.vn/1"}, {Text: "đây", URL: "https://x.vn/1", Strike: true}},
		},
		"a link that says where it leads": {"x.vn/1", []entity{{Type: "text_link", Length: 6, URL: "https://x.vn/1/"}}, nil},
		"a link to no page":               {"bấm", []entity{{Type: "text_link", Length: 3, URL: "javascript:alert(1)"}}, nil},
	} {
		if got := looks(c.text, c.entities); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: got %+v, want %+v", name, got, c.want)
		}
	}
	const flat = "xem tại đây (https://x.vn/1)"
	if got := chat.Flat(looks("xem tại đây", []entity{{Type: "text_link", Offset: 4, Length: 7, URL: "https://x.vn/1"}, {Type: "bold", Offset: 5, Length: 2}})); got != flat {
		t.Errorf("without looks it says %q, want %q", got, flat)
	}
}

// FuzzLooks gives a text entities of any kind at any place: the runs are the
// text, and Telegram reads what is made of them as the text again.
func FuzzLooks(f *testing.F) {
	f.Add("xem **tại** <đây> 😀", "bold", 1, 4, "text_link", 3, 90, "https://x.vn/?a=1&b=\"")
	f.Add("a\nb", "pre", 0, 3, "blockquote", 1, 1, "")
	f.Add("😀😀", "code", 1, 2, "underline", -9, 1<<62, "http://x")
	f.Fuzz(func(t *testing.T, s, kind string, from, n int, other string, from2, n2 int, url string) {
		spans := looks(s, []entity{{Type: kind, Offset: from, Length: n, URL: url}, {Type: other, Offset: from2, Length: n2, URL: url}, {Type: "bold", Offset: n, Length: from2}})
		if spans == nil {
			return
		}
		want, said := string(utf16.Decode(utf16.Encode([]rune(s)))), ""
		for _, sp := range spans {
			said += sp.Text
		}
		if said != want {
			t.Fatalf("the runs say %q, want %q", said, want)
		}
		if chat.Looked(chat.Flat(spans), spans) == nil {
			t.Fatalf("%+v are not the looks of their own text", spans)
		}
		if got, err := telegramtest.ParseHTML(htmlOf(spans)); err != nil || got != want {
			t.Fatalf("Telegram reads %q as %q, %v; want %q", htmlOf(spans), got, err, want)
		}
	})
}
