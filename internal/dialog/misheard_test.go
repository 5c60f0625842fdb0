package dialog_test

import (
	"strings"
	"testing"

	"hotro/internal/chat"
	"hotro/internal/dialog"
)

// TestMisheardGoesBack: who corrects himself is where he was before the line that
// was misheard, nothing of which is left, and is answered there.
func TestMisheardGoesBack(t *testing.T) {
	lead := []string{"GET_USER_MEDIA_ERROR", "Edge"}
	_, before := says(t, lead...)
	_, wrong := says(t, append(lead, "chị không phải admin")...)
	if wrong.State.Role == "" {
		t.Fatal("the line that shall be taken back changes nothing")
	}
	_, o := says(t, append(lead, "chị không phải admin", "hiểu sai rồi, chị hỏi ổ khóa nằm chỗ nào")...)
	if o.State.Place.Screen != before.State.Place.Screen || o.State.Role != before.State.Role || len(o.State.Path) != len(before.State.Path) {
		t.Errorf("the user is at %q as %q with %d tried, want %q, %q and %d", o.State.Place.Screen, o.State.Role, len(o.State.Path), before.State.Place.Screen, before.State.Role, len(before.State.Path))
	}
	if s := said(o); !strings.Contains(s, "ổ khóa") || strings.Count(s, "em hiểu nhầm") != 1 {
		t.Errorf("got %s, want where the lock is, and one apology", s)
	}
}

// TestMisheardTwice: who tells nothing more is asked, with buttons, and the second
// time a person is offered. The rejected answer is never given again.
func TestMisheardTwice(t *testing.T) {
	lines := []string{"GET_USER_MEDIA_ERROR", "Edge", "vẫn lỗi", "không phải ý chị"}
	_, o := says(t, lines...)
	if n := len(o.Say[len(o.Say)-1].Choices); o.Kind != "ask" || n != 3 || o.State.Place.Flow == nil {
		t.Errorf("got %q with %d buttons: %s, want the question what is meant, with two readings and a person", o.Kind, n, said(o))
	}
	if len(o.State.Path) != 0 && o.State.Path[len(o.State.Path)-1].Result == "failed" {
		t.Errorf("the step still counts as failed: %+v", o.State.Path)
	}
	if _, o := says(t, append(lines, "hiểu nhầm nữa rồi")...); o.State.Place.Screen != dialog.AtOffer {
		t.Errorf("got %s, want a person to be offered", said(o))
	}
}

// TestMisheardWishForAPerson: a request that was made stands, and is offered to be
// taken back.
func TestMisheardWishForAPerson(t *testing.T) {
	_, o := says(t, "GET_USER_MEDIA_ERROR", "Edge", "gặp nhân viên", "hiểu nhầm rồi, chị hỏi call out là gì")
	if !o.State.Person || !strings.Contains(said(o), "hủy yêu cầu") || !strings.Contains(said(o), "Call out") {
		t.Errorf("got %s, want the answer and an offer to take the request back", said(o))
	}
}

// TestMisheardAfterAButton: what was pressed since is not undone.
func TestMisheardAfterAButton(t *testing.T) {
	tk, _ := says(t, "GET_USER_MEDIA_ERROR", "Edge")
	tk.comes(chat.Incoming{Kind: chat.KindButton, Data: tk.button(t, "Vẫn lỗi")})
	at := tk.st.Place
	o := tk.hears("ý em là cái nút micrô nằm ở đâu")
	if f := o.State.Place.Flow; f == nil || at.Flow == nil || f.Node != at.Flow.Node {
		t.Errorf("the user was taken from %+v to %+v", at.Flow, f)
	}
}

// TestNoCorrection: to speak of asking or telling corrects nothing by itself.
func TestNoCorrection(t *testing.T) {
	for _, line := range []string{
		"em đã nói gì đâu", "cho em hỏi là call out ở đâu", "mình nói chuyện với khách mà khách không nghe",
		"sếp nói là chưa bật", "không, em hỏi bên IT rồi", "khách nói là không nghe gì",
	} {
		if _, o := says(t, "GET_USER_MEDIA_ERROR", "Edge", line); strings.Contains(said(o), "em hiểu nhầm") || strings.Contains(said(o), "em hiểu chưa đúng") {
			t.Errorf("%q is taken for a correction: %s", line, said(o))
		}
	}
}

// TestMisheardEndsAfterALine: what is kept to go back by does not gather.
func TestMisheardEndsAfterALine(t *testing.T) {
	_, o := says(t, "GET_USER_MEDIA_ERROR", "Edge", "ổ khóa ở đâu", "micrô ở đâu", "đợi em xíu")
	kept := 0
	for _, h := range o.State.Heard {
		if h.After != 0 {
			kept++
		}
	}
	if kept != 1 || len(o.State.Heard) > 3 {
		t.Errorf("%d of %d lines can be gone back behind, want one of three", kept, len(o.State.Heard))
	}
}
