package dialog_test

import (
	"strings"
	"testing"

	"hotro/internal/chat"
)

// TestTheOfferOfAPersonHears a yes by its own verb, keeps what is told for the
// person who comes, and lets go who comes back later.
func TestTheOfferOfAPersonHears(t *testing.T) {
	before := []string{"em muốn xuất hóa đơn tháng này thì làm sao"}
	for line, kind := range map[string]string{
		"ok chuyển hộ chị với":         chat.TurnHandoff,
		"vâng, nhờ gửi giùm anh":       chat.TurnHandoff,
		"công ty chị ở Đà Nẵng":        chat.TurnNoted,
		"kế toán không nhận được mail": chat.TurnNoted,
		"thôi để chiều anh hỏi lại":    chat.TurnBye,
		"khỏi cần đâu em":              chat.TurnAck,
		"chuyển khoản xong rồi mà":     chat.TurnNoted,
	} {
		if _, o := says(t, append(before, line)...); o.Kind != kind {
			t.Errorf("%q: got %q (%s), want %q", line, o.Kind, said(o), kind)
		}
	}
}

// TestDetailsGoWithTheHandoff: what was told at the offer, and beside the yes.
func TestDetailsGoWithTheHandoff(t *testing.T) {
	_, o := says(t, "em muốn xuất hóa đơn tháng này thì làm sao", "công ty chị ở Đà Nẵng", "vâng chuyển giúp chị, mã số thuế 0401 nha")
	if o.Handoff == nil {
		t.Fatalf("got %q (%s), want a hand-off", o.Kind, said(o))
	}
	for _, want := range []string{"Đà Nẵng", "0401"} {
		if got := o.Handoff.Facts["told"]; !strings.Contains(got, want) {
			t.Errorf("the hand-off tells %q, want %q in it", got, want)
		}
	}
}

// TestWhoComesBackLaterIsAtHisWalk where the offer was made on the way.
func TestWhoComesBackLaterIsAtHisWalk(t *testing.T) {
	walk := []string{"AGENT_FROM_NOT_FOUND", "edge", "cho hỏi giá gói cước một tháng bao nhiêu", "tí nữa em nhắn lại nhé"}
	tk, o := says(t, walk...)
	if o.Kind != chat.TurnHold || tk.st.Place.Flow == nil {
		t.Errorf("got %q at %q (%s), want the walk to wait", o.Kind, tk.st.Place.Screen, said(o))
	}
}
