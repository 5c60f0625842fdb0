package dialog_test

import (
	"testing"

	"hotro/internal/chat"
	"hotro/internal/dialog"
)

// TestArticleAskedFor: the article that tells what is asked for is the same one before any
// error is told, in a walk that was only guessed, at the offer of a person and while one is
// waited for; what no article tells opens none.
func TestArticleAskedFor(t *testing.T) {
	for _, c := range []struct {
		lines []string
		want  string // the article that is walked; empty: none
	}{
		{[]string{"chỗ bật cho phép gọi ra của số hotline nằm ở đâu ạ"}, "cau-hinh-hotline"},             // it sets the name in bold
		{[]string{"mở quyền micro cho trang gọi bằng cách nào vậy em"}, "quyen-micro"},                   // the error is mended by it
		{[]string{"gỡ số bị chặn làm sao"}, "so-bi-chan"},                                                // the fault is in its name
		{[]string{"em mới vào làm, chưa biết cách gọi cho khách"}, "che-do-goi-ra"},                      // newcomers ask for it so
		{[]string{"bên mình tính cước sao", "chỗ tắt Google Dịch ở đâu vậy"}, "tat-google-dich"},         // a word of the guide
		{[]string{"FROM_NUMBER_NOT_FOUND", "gặp nhân viên", "tắt google dịch ở đâu"}, "tat-google-dich"}, // and while somebody is waited for
		{[]string{"gặp nhân viên", "tải ghi âm cuộc gọi ra ở đâu"}, ""},
		{[]string{"số của khách bị chặn rồi thì phải làm thế nào"}, ""}, // tells the error
	} {
		_, o := says(t, c.lines...)
		got := ""
		if f := o.State.Place.Flow; f != nil {
			if _, ok := mustShipped(t).Guide().Article(f.Topic); ok {
				got = f.Topic
			}
		}
		if got != c.want {
			t.Errorf("%q: walks %q, want %q: %s", c.lines, got, c.want, said(o))
		}
	}
}

// TestArticleThatDidNotHelp: one that was opened for its own sake, with no error
// behind it, ends with the offer of a person; the record says so.
func TestArticleThatDidNotHelp(t *testing.T) {
	tk, _ := says(t, "RINGING_NOT_CONNECTED")
	presses(t, tk, "Gọi được rồi")
	tk.comes(chat.Incoming{Kind: chat.KindButton, Data: "t:che-do-goi-ra"})
	o := presses(t, tk, "Vẫn lỗi")
	if o.State.Place.Screen != dialog.AtOffer || o.Kind != chat.TurnOffer {
		t.Errorf("got %q at %q, want %q at the offer: %s", o.Kind, o.State.Place.Screen, chat.TurnOffer, said(o))
	}
}
