package dialog_test

import (
	"strings"
	"testing"

	"hotro/internal/chat"
	"hotro/internal/dialog"
)

// TestARequestIsTakenBackByOrder: an order takes it back at once, whatever
// is told with it; that a call works is asked about once, and a yes is enough.
func TestARequestIsTakenBackByOrder(t *testing.T) {
	for _, said := range [][]string{
		{"gọi được rồi nha em, hủy dùm chị"},
		{"hết lỗi rồi, khỏi coi nữa"},
		{"tự nhiên gọi được rồi", "ừ em"},
		{"gọi được rồi ạ", "đúng rồi, hủy đi"},
	} {
		tk, o := says(t, append([]string{"FROM_NUMBER_NOT_FOUND", "/human"}, said...)...)
		if !o.Cancel || tk.st.Person {
			t.Errorf("%q: the request was kept (%q)", said, o.Kind)
		}
	}
	for _, said := range [][]string{
		{"gọi được rồi ạ"},
		{"gọi được rồi ạ", "không, cứ để đó"},
		{"gọi được rồi ạ", "khoan, đừng hủy"},
		{"gọi được rồi ạ", "mà số hotline là 19001234", "ok"},
		{"gọi zalo vẫn được bình thường"},
		{"ok"},
	} {
		tk, o := says(t, append([]string{"FROM_NUMBER_NOT_FOUND", "/human"}, said...)...)
		if o.Cancel || !tk.st.Person || tk.st.Place.Screen != dialog.AtPerson {
			t.Errorf("%q: the request was taken back (%q)", said, o.Kind)
		}
	}
}

// TestWhatWorksElsewhereIsNews for the person who comes, and nobody is asked
// whether the request is still needed.
func TestWhatWorksElsewhereIsNews(t *testing.T) {
	for _, said := range []string{"gọi zalo vẫn được bình thường", "bạn bên cạnh gọi được rồi", "tai nghe nghe nhạc ngon lành"} {
		if _, o := says(t, "FROM_NUMBER_NOT_FOUND", "/human", said); o.Kind == chat.TurnWaitDone || !o.Update {
			t.Errorf("%q: got %q, want it noted", said, o.Kind)
		}
	}
}

// TestAQuestionWhileWaitingIsNoNewError: it is answered in a sentence and
// noted; no walk begins.
func TestAQuestionWhileWaitingIsNoNewError(t *testing.T) {
	tk, o := says(t, "FROM_NUMBER_NOT_FOUND", "/human", "hai người dùng chung một tài khoản thì có sao không em")
	if tk.st.Place.Screen != dialog.AtPerson || !o.Update || len(o.Say) != 1 {
		t.Fatalf("got %q at %q, want one answer and the request kept", o.Kind, tk.st.Place.Screen)
	}
	if s := o.Say[0].Text; !strings.Contains(s, "có thể gây ra lỗi") || strings.Count(s, "\n") > 0 {
		t.Errorf("got %q, want one paragraph that says what it may cause", s)
	}
}

// TestANumberThatIsNotedIsInTheTicket: what the user hears is noted stands in the
// ticket, also a number of which nobody knows whose it is, with the words that
// say so.
func TestANumberThatIsNotedIsInTheTicket(t *testing.T) {
	_, o := says(t, "FROM_NUMBER_NOT_FOUND", "/human", "mst bên em 0312345678")
	if !o.Update || !strings.Contains(said(o), "0312345678") || !strings.Contains(o.State.Facts["told"], "mst bên em 0312345678") {
		t.Errorf("got %q with %v, want the number said back and kept", said(o), o.State.Facts)
	}
}
