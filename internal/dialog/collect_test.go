package dialog_test

import (
	"strings"
	"testing"

	"hotro/internal/dialog"
)

// asksForID leads to the question for a call ID.
const asksForID = "gọi ra là bị ngắt ngay lập tức"

// TestWhoHasNoCallIDIsAskedForOtherThings, in whatever words that is said.
func TestWhoHasNoCallIDIsAskedForOtherThings(t *testing.T) {
	for _, line := range []string{
		"em không có mã", "đang bận tối mắt, sức đâu mà đi tìm mã", "lằng nhằng quá, bỏ đi", "máy có hiện mã nào đâu, tui hổng biết",
		"mã mủng gì, thua", "bên em không ai biết mã này hết", "no time for that", "i have no idea, don't know any id",
	} {
		if _, o := says(t, asksForID, line); o.State.Place.Screen != dialog.AtFact {
			t.Errorf("%q leads to %q (%s), want the question for another thing", line, o.State.Place.Screen, said(o))
		}
	}
}

// TestASecondLineWithoutACallIDIsEnough: nobody is asked a third time.
func TestASecondLineWithoutACallIDIsEnough(t *testing.T) {
	if _, o := says(t, asksForID, "blah blah", "xyz blah"); o.State.Place.Screen != dialog.AtFact {
		t.Errorf("got %q: %s", o.State.Place.Screen, said(o))
	}
	if _, o := says(t, asksForID, "không có mã", "blah", "bloh"); o.State.Place.Fact != "customer" {
		t.Errorf("asked for %q after two lines that are no hotline, want the next thing: %s", o.State.Place.Fact, said(o))
	}
}

// TestSendItAsItIs hands over with what is known, and asks for no more.
func TestSendItAsItIs(t *testing.T) {
	for _, line := range []string{"cứ chuyển đi", "gửi luôn giùm", "chuyển lẹ giùm cái", "thôi gửi đi chị ơi", "hỏi gì mà nhiều dữ vậy", "just send it"} {
		for _, lead := range [][]string{{asksForID}, {asksForID, "không có mã"}} {
			_, o := says(t, append(lead, line)...)
			if o.Handoff == nil || len(o.Invite) > 0 {
				t.Errorf("%q: hand-off %v, invited %v (%s), want a hand-off and no more questions", line, o.Handoff != nil, o.Invite, said(o))
			}
		}
	}
	for _, line := range []string{"khoan gửi nha", "đừng chuyển vội", "gửi mã giúp kiểu gì"} {
		if _, o := says(t, asksForID, line); o.Handoff != nil {
			t.Errorf("%q is taken for a wish to send it", line)
		}
	}
}

// TestSentAlready says what became of what came.
func TestSentAlready(t *testing.T) {
	_, o := says(t, asksForID, "call-vn-1-QQ8", "mình mới gửi ở trên đó")
	if o.State.Place.Screen != dialog.AtRef || !strings.Contains(said(o), "call-vn-1-QQ8") {
		t.Errorf("got %s, want what is wrong with the ID that came", said(o))
	}
	if _, o := says(t, asksForID, "mã đưa rồi mà ta"); !strings.Contains(said(o), "chưa nhận được") {
		t.Errorf("got %s, want that nothing came", said(o))
	}
	if _, o := says(t, asksForID, "call-vn-1-QQ8", "gửi rồi mà", "đã gửi rồi", "mới gửi xong luôn"); o.State.Place.Screen != dialog.AtFact {
		t.Errorf("who says for the third time that it was sent is left at %q, want another question", o.State.Place.Screen)
	}
}

// TestWaitingForTheCallID: who goes to fetch it is waited for.
func TestWaitingForTheCallID(t *testing.T) {
	for _, line := range []string{"để anh coi rồi đưa", "dạ để em tìm cái đã", "đợi chị mở máy lên", "let me find it"} {
		if _, o := says(t, asksForID, line); o.Kind != "hold" {
			t.Errorf("%q is heard as %q: %s", line, o.Kind, said(o))
		}
	}
}

// TestOnlyWhatHasTheFormOfAFactIsFiled: a sentence is no hotline, a complaint no
// time of day.
func TestOnlyWhatHasTheFormOfAFactIsFiled(t *testing.T) {
	for _, c := range []struct {
		name  string
		lines []string
		want  map[string]string
	}{
		{"a sentence for the hotline", []string{"số công ty chị bữa giờ xài bình thường có sao đâu"}, map[string]string{}},
		{"a count for the time", []string{"02871000999", "0911000222", "gọi 5 cuộc rồi chán lắm"}, map[string]string{"time": "\x00"}},
		{"a complaint for the account", []string{"02871000999", "0911000222", "sáng nay", "sao mà lâu dữ vậy"}, map[string]string{"agent": "\x00", "time": "sáng nay"}},
		{"an account in a sentence", []string{"02871000999", "0911000222", "lúc 8h, bực ghê", "dạ em gọi bằng nick lan01"}, map[string]string{"agent": "nick lan01", "time": "lúc 8h"}},
		{"all at once", []string{"từ số 02471000999 tới 0987000111 lúc 9h30 sáng nay, nick hoa@abc.vn"}, map[string]string{"hotline": "02471000999", "customer": "0987000111", "time": "lúc 9h30 sáng nay", "agent": "hoa@abc.vn"}},
		{"two numbers", []string{"02471000999, 0987000111"}, map[string]string{"hotline": "02471000999", "customer": "0987000111"}},
		{"a short extension", []string{"02871000999", "0911000222", "hồi trưa", "máy lẻ 105"}, map[string]string{"agent": "máy lẻ 105"}},
	} {
		_, o := says(t, append([]string{asksForID, "không có mã"}, c.lines...)...)
		facts := o.State.Facts
		if o.Handoff != nil {
			facts = o.Handoff.Facts
		}
		if len(c.want) == 0 && facts["hotline"] != "" {
			t.Errorf("%s: %v was filed", c.name, facts)
		}
		for kind, want := range c.want {
			got, filed := facts[kind]
			if want == "\x00" && got == "" {
				continue
			}
			if got != want || !filed {
				t.Errorf("%s: %s is %q, want %q", c.name, kind, got, want)
			}
		}
	}
}

// TestOnlyWhatHelpsIsAskedForWhileWaiting: a call ID where the documents of the
// topic want one, of those who can see one and were not just asked.
func TestOnlyWhatHelpsIsAskedForWhileWaiting(t *testing.T) {
	for _, c := range []struct {
		lines []string
		want  string
	}{
		{[]string{"GET_USER_MEDIA_ERROR", "cho tôi gặp nhân viên"}, ""},
		{[]string{"AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL", "cho tôi gặp nhân viên"}, "mã cuộc gọi"},
		{[]string{"AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL", "mình xài app điện thoại nha", "cho tôi gặp nhân viên"}, ""},
		{[]string{"REQUEST_ANSWER_URL_ERROR", "cho tôi gặp nhân viên"}, ""},
		{[]string{"FROM_NUMBER_NOT_FOUND", "cho tôi gặp nhân viên"}, "số hotline"},
	} {
		_, o := says(t, c.lines...)
		got := ""
		for _, r := range o.Invite {
			got += r.Text
		}
		if o.Handoff == nil || c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%q: hand-off %v, invited to send %q, want %q", c.lines, o.Handoff != nil, got, c.want)
		}
	}
}
