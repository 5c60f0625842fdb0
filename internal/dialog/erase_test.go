package dialog_test

import (
	"strings"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/dialog"
)

// TestADemandForDeletionIsAskedBackFirst, in words, by command, and in every
// state; only a plain yes deletes, and what was under way goes on after a no.
func TestADemandForDeletionIsAskedBackFirst(t *testing.T) {
	for _, demand := range []string{"xóa dữ liệu của em", "Xoá dữ liệu cá nhân của tôi", "/xoa", "/xoadulieu", "delete my data"} {
		for answer, want := range map[string]bool{
			"Xóa hết": true, "1": true, "vâng": true, "dạ xóa hết": true, "đồng ý xóa": true,
			"Không xóa": false, "2": false, "thôi khỏi": false, "không": false, "FROM_NUMBER_NOT_FOUND": false, "để em hỏi lại sếp em đã": false,
		} {
			tk := &talk{eng: mustShipped(t), now: monday}
			tk.hears("FROM_NUMBER_NOT_FOUND")
			step := tk.st.Place
			if o := tk.hears(demand); o.Erase || o.Handoff != nil || len(o.State.Offer) != 2 {
				t.Fatalf("%q: got %+v, want to be asked", demand, o)
			}
			o := tk.hears(answer)
			if o.Erase != want {
				t.Errorf("%q after %q: deletes %v, want %v", answer, demand, o.Erase, want)
			}
			if f := tk.st.Place.Flow; !want && (f == nil || f.Topic != step.Flow.Topic) {
				t.Errorf("%q after %q: at %+v, want the walk to go on", answer, demand, tk.st.Place)
			}
		}
	}
}

// TestAYesLongAfterDeletesNothing, and neither does one to something else.
func TestAYesLongAfterDeletesNothing(t *testing.T) {
	tk := &talk{eng: mustShipped(t), now: monday}
	tk.hears("xóa dữ liệu của em")
	tk.hears("micro em không được cấp quyền")
	if o := tk.hears("vâng"); o.Erase {
		t.Error("a yes to another question deletes everything")
	}
	tk.hears("xóa dữ liệu của em")
	tk.now = tk.now.Add(2 * time.Hour)
	o := tk.comes(chat.Incoming{Kind: chat.KindButton, Data: "erase:yes"})
	if o.Erase || !strings.Contains(said(o), "xóa toàn bộ") {
		t.Errorf("a press two hours later: got %q, want to be asked again", said(o))
	}
	fresh := &talk{eng: mustShipped(t), now: monday}
	if o := fresh.comes(chat.Incoming{Kind: chat.KindButton, Data: "erase:yes"}); o.Erase {
		t.Error("a forged press deletes everything")
	}
	fresh = &talk{eng: mustShipped(t), now: monday}
	if o := fresh.hears("xóa hết"); o.Erase {
		t.Error("words that nobody asked for delete everything")
	}
}

// TestWhatIsDecidedElsewhereIsDoneWithoutAWord: the user withdrew consent on
// the platform itself, or confirmed on the page.
func TestWhatIsDecidedElsewhereIsDoneWithoutAWord(t *testing.T) {
	tk := &talk{eng: mustShipped(t), now: monday}
	if o := tk.comes(chat.Incoming{Kind: chat.KindErase}); !o.Erase || said(o) != "" {
		t.Errorf("got %v %q, want everything deleted and nothing said", o.Erase, said(o))
	}
}

// TestWhatIsAboutErasure is heard also while a person talks: demands, and
// answers in so many words. A yes to the person is none.
func TestWhatIsAboutErasure(t *testing.T) {
	tk := &talk{eng: mustShipped(t), now: monday}
	about := func(in chat.Incoming) bool {
		return tk.eng.AboutErasure(tk.st, dialog.Line{Incoming: in}, tk.now)
	}
	text := func(s string) chat.Incoming { return chat.Incoming{Kind: chat.KindText, Text: s} }
	for _, s := range []string{"xóa hết", "vâng", "1", "em chào anh"} {
		if about(text(s)) {
			t.Errorf("%q before the question: it is about erasure", s)
		}
	}
	if !about(text("xóa dữ liệu của em")) || !about(text("/xoa")) || !about(chat.Incoming{Kind: chat.KindErase}) {
		t.Error("a demand is not heard")
	}
	tk.hears("/xoa")
	for s, want := range map[string]bool{"xóa hết": true, "Không xóa": true, "vâng": false, "1": false} {
		if about(text(s)) != want {
			t.Errorf("%q after the question: got %v, want %v", s, !want, want)
		}
	}
}
