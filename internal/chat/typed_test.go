package chat_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"hotro/internal/chat"
)

// TestTyped: signs around words are looks, signs among figures, in names and in
// addresses are what was typed.
func TestTyped(t *testing.T) {
	plain := func(s string) chat.Span { return chat.Span{Text: s} }
	bold, italic := func(s string) chat.Span { return chat.Span{Text: s, Bold: true} }, func(s string) chat.Span { return chat.Span{Text: s, Italic: true} }
	code := func(s string) chat.Span { return chat.Span{Text: s, Code: true} }
	for typed, want := range map[string][]chat.Span{
		"Anh vào *Cài đặt* rồi chọn _Thông báo_.":  {plain("Anh vào "), bold("Cài đặt"), plain(" rồi chọn "), italic("Thông báo"), plain(".")},
		"**Lưu ý**: tắt VPN":                       {bold("Lưu ý"), plain(": tắt VPN")},
		"*Bước 1* (_bắt buộc_), *bước 2*":          {bold("Bước 1"), plain(" ("), italic("bắt buộc"), plain("), "), bold("bước 2")},
		"gõ `*99*1#` rồi bấm gọi":                  {plain("gõ "), code("*99*1#"), plain(" rồi bấm gọi")},
		"*Chú ý _ngay_ nhé*":                       {bold("Chú ý "), {Text: "ngay", Bold: true, Italic: true}, bold(" nhé")},
		"_*cả hai*_":                               {{Text: "cả hai", Bold: true, Italic: true}},
		"xem [bài này](https://x.vn/a_b_c?d=*e*)!": {plain("xem "), {Text: "bài này", URL: "https://x.vn/a_b_c?d=*e*"}, plain("!")},
		"chạy\n```\nping a.vn\ndig a.vn\n```":      {plain("chạy\n"), code("ping a.vn\ndig a.vn")},
		"dòng *một*\n*dòng hai*":                   {plain("dòng "), bold("một"), plain("\n"), bold("dòng hai")},
	} {
		said, looks := chat.Typed(typed)
		if !reflect.DeepEqual(looks, want) || said != chat.Flat(want) {
			t.Errorf("%q is read as %q, %+v; want %+v", typed, said, looks, want)
		}
		if again := chat.Marked(said, looks); again != strings.ReplaceAll(strings.ReplaceAll(typed, "**", "*"), "_*cả hai*_", "*_cả hai_*") {
			t.Errorf("%q is written for a change as %q", typed, again)
		}
	}
	for _, typed := range []string{
		"2*3*4 = 24", "kích thước 2 * 3 * 4", "*99#", "bấm *123* rồi gọi", "*21*0912345678#", "0912_345_678", "_0912_345_678_", "FROM_NUMBER_NOT_FOUND", "^_^ dạ ^_^", "T_T", "mật khẩu ******",
		"https://x.vn/_a_ và https://x.vn/*b*", "*chưa đóng", "* một\n* hai", "*hai\ndòng*", "* có cách *", "file *.pdf và *.doc", "ten_may_01 và ten_may_02", "__init__", "[không](javascript:alert)", "``", "*", "_", "** **", "nhân*viên*mới", "09*****12", "@lan_anh_ ơi",
	} {
		if said, looks := chat.Typed(typed); said != typed || looks != nil {
			t.Errorf("%q is read as %q, %+v; want it as it stands", typed, said, looks)
		}
	}
	under := []chat.Span{{Text: "gạch", Underline: true}}
	if got := chat.Marked("gạch", under); got != "gạch" {
		t.Errorf("what can't be typed is written as %q", got)
	}
}

// FuzzTyped types anything: what is read says the same without the signs, every
// run has words, and what is written for a change is read as the same again.
func FuzzTyped(f *testing.F) {
	for _, s := range []string{"*a* _b_ `c` [d](https://e.vn)", "_*a* b_", "*_a_ b*", "```\na\nb```", "2*3*4", "0912_345_678", "*a _b* c_", "**a** *b**", "[*a*](http://b)", "*https://x.vn*", "(*a*)", "\r\n*a*\r\n", "\xff*a*"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		said, looks := chat.Typed(s)
		if looks == nil {
			if said != s {
				t.Fatalf("%q without looks became %q", s, said)
			}
			return
		}
		if said != chat.Flat(looks) {
			t.Fatalf("%q says %q, its runs %q", s, said, chat.Flat(looks))
		}
		for i, sp := range looks {
			if sp.Text == "" || sp.Code && (sp.Bold || sp.Italic || sp.URL != "") {
				t.Fatalf("%q: run %d is %+v", s, i, sp)
			}
		}
		if marked := chat.Marked(said, looks); marked != said {
			if again, runs := chat.Typed(marked); again != said || !slices.Equal(runs, looks) {
				t.Fatalf("%q is written as %q, which is read as %q, %+v", s, marked, again, runs)
			}
		}
		if digits := strings.Trim(s, "0123456789*_#+-. "); digits == "" {
			t.Fatalf("figures alone got looks: %q: %+v", s, looks)
		}
	})
}
