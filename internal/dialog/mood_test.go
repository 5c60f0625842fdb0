package dialog_test

import (
	"testing"

	"hotro/internal/chat"
)

// TestMoods are met with an apology and the fastest way on; what is told besides is
// heard.
func TestMoods(t *testing.T) {
	for screen, way := range everyScreen() {
		for _, line := range []string{"chán thật sự luôn á", "vậy giờ chị ngồi nhìn hả"} {
			if _, o := says(t, append(way, line)...); o.Kind != chat.TurnCalm {
				t.Errorf("%s, %q: got %q (%s), want an apology", screen, line, o.Kind, said(o))
			}
		}
	}
	if _, o := says(t, "gặp nhân viên", "mệt mỏi ghê luôn"); o.Kind != chat.TurnCalm {
		t.Errorf("got %q (%s), want an apology", o.Kind, said(o))
	}
	if _, o := says(t, "lỗi micro", "chrome", "nản quá, vẫn lỗi"); o.Kind == chat.TurnCalm {
		t.Errorf("got %q (%s), want the failure heard", o.Kind, said(o))
	}
	if _, o := says(t, "gọi không được", "thôi đưa số hotline đây"); o.Kind != chat.TurnOffer {
		t.Errorf("got %q (%s), want a person offered in place of a number", o.Kind, said(o))
	}
}

// TestARatingOutOfSeason is taken, with thanks or an apology.
func TestARatingOutOfSeason(t *testing.T) {
	for line, score := range map[string]int{"cho 1 sao nè": 1, "chấm 5 sao luôn nha": 5} {
		_, o := says(t, line)
		if o.Rate == nil || o.Rate.Score != score || len(o.Say) == 0 {
			t.Errorf("%q: got %q (%s), want the score taken", line, o.Kind, said(o))
		}
	}
	if _, o := says(t, "chấm 1 sao", "nhắn hoài không ai trả lời"); o.Kind != chat.TurnNoted && o.Kind != chat.TurnCalm && o.Kind != chat.TurnOffer {
		t.Errorf("got %q (%s), want it kept for a person", o.Kind, said(o))
	}
}

// TestWhoAgreesToWait has agreed to the offer; who asks for time has not.
func TestWhoAgreesToWait(t *testing.T) {
	for line, yes := range map[string]bool{
		"ok em đợi, mà trước 5 giờ chiều nha": true, "đợi xíu cũng được": true, "được thôi, chị chờ": true,
		"chờ chị hỏi kế toán": false, "đợi em tí": false, "ok đợi chút": false,
	} {
		if _, o := says(t, "em muốn xuất hóa đơn tháng này thì làm sao", line); (o.Handoff != nil) != yes {
			t.Errorf("%q: got %q (%s), want consent: %t", line, o.Kind, said(o), yes)
		}
	}
}
