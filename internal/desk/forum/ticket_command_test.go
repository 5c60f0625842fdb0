package forum_test

import (
	"strings"
	"testing"
	"time"

	"hotro/internal/channels/telegram/telegramtest"
)

// What is no call ID is not taken for one; several are taken, and a wrong one is
// taken out again.
func TestCallsAreAddedAndTakenOut(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	const one, two = "call-vn-1-7EOLB370OL-1751008322530", "call-vn-1-7EOLB370OL-1751008322531"
	for _, c := range []struct{ says, answer, ids string }{
		{"/call hello", "«hello» không phải mã cuộc gọi", ""},
		{"/call " + one + " " + two, "Đã ghi mã cuộc gọi", one + " " + two},
		{"/call -" + one, "Đã bỏ mã cuộc gọi: " + one, two},
	} {
		g.lan.Writes(g.topic().ID, c.says)
		g.pump()
		g.wantShown(c.answer)
		if got := strings.Join(g.ticket().Refs, " "); got != c.ids {
			t.Errorf("after %s the ticket has %q, want %q", c.says, got, c.ids)
		}
	}
}

// A ticket is given to a colleague by name, who has done something in the group,
// and its priority is set in words.
func TestATicketIsGivenAndRanked(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	topic := g.topic().ID
	g.lan.Writes(topic, "/to @minh")
	g.pump()
	g.wantShown("Em chưa biết @minh")
	g.minh.Writes(0, "/help")
	g.lan.Writes(topic, "/to @Minh")
	g.lan.Writes(topic, "/priority Khẩn")
	g.lan.Writes(topic, "/priority rất gấp")
	g.pump()
	if got := g.ticket(); got.Holder.Staff != "telegram:43" || got.Priority != 2 {
		t.Errorf("held by %q with priority %d, want Minh and 2", got.Holder.Staff, got.Priority)
	}
	g.wantShown("Cách dùng: /priority <thường, cao hoặc khẩn>")
	if name := g.topic().Name; !strings.HasPrefix(name, "Minh · #1 Hoa") {
		t.Errorf("the topic is called %q, want the holder first", name)
	}
}

// The list of who waits holds tickets that somebody took and left, and can be
// that of one's own.
func TestTheQueueNamesWhoIsGoneAndWhatIsMine(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	said := func(who *telegramtest.Staff, command string) string {
		who.Writes(0, command)
		g.pump()
		general := g.forum.General()
		return general[len(general)-1].Text
	}
	if got := said(g.minh, "/queue"); !strings.Contains(got, "#1 Hoa · FROM_NUMBER_NOT_FOUND · chờ") {
		t.Errorf("/queue answers %q, want how long the ticket waits", got)
	}
	g.lan.Writes(g.topic().ID, "/claim")
	g.pump()
	if got := said(g.minh, "/queue"); !strings.Contains(got, "Không có") {
		t.Errorf("/queue answers %q, want none: it was just taken", got)
	}
	g.passes(20 * time.Minute)
	if got := said(g.minh, "/queue"); !strings.Contains(got, "quá hẹn 6 phút · Lan đang giữ") && !strings.Contains(got, "quá hẹn 5 phút · Lan đang giữ") {
		t.Errorf("/queue answers %q, want the ticket that Lan has left", got)
	}
	if got := said(g.lan, "/queue mine"); !strings.Contains(got, "Anh/chị đang giữ 1 yêu cầu") || !strings.Contains(got, "#1 Hoa") {
		t.Errorf("/queue mine answers Lan %q", got)
	}
	if got := said(g.minh, "/queue mine"); !strings.Contains(got, "không giữ") {
		t.Errorf("/queue mine answers Minh %q", got)
	}
}
