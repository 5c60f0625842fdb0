package app_test

import (
	"strings"
	"testing"
)

// TestAStaffGroupThatIsLostIsSaidEverywhere: the bot was thrown out of the
// group. Readiness names it, a metric moves, the escalation chat and the desk
// are told, and users hear the truth instead of "passed on to our staff".
func TestAStaffGroupThatIsLostIsSaidEverywhere(t *testing.T) {
	w := newWorld(t, map[string]string{
		"TELEGRAM_STAFF_CHAT": "-1001234567890", "DESK_ESCALATION_CHAT": "777", "DESK_LOGIN_SECRET": loginSecret,
	})
	forum, boss := w.tg.Forum(staffGroup), w.person(777, "Trưởng ca")
	boss.Starts("")
	boss.hears("")
	n := int64(100)
	told := func(words ...string) bool { // the next user who wants a person hears
		n++
		p := w.person(n, "Khách")
		p.Says("gặp nhân viên")
		return holds(p.hears("#").Text, words)
	}
	forum.Kick()
	w.tg.PushUpdate(`{"my_chat_member":{"chat":{"id":-1001234567890,"type":"supergroup"},"from":{"id":1,"first_name":"Ai"},"date":1,"new_chat_member":{"status":"kicked"}}}`)

	boss.hears("Nhóm nhân viên trên Telegram không dùng được", "không còn ở trong nhóm")
	if !w.until(func() bool { _, all := w.get("/readyz"); return strings.Contains(all, "telegram.staff") }) {
		_, all := w.get("/readyz")
		t.Errorf("readiness says %q", all)
	}
	if !w.until(func() bool { return strings.Contains(w.metrics(), `hotro_broken{what="telegram.staff"`) }) {
		t.Error("/metrics does not show that the staff group is broken")
	}
	if got := w.metrics(); !strings.Contains(got, `hotro_alerts_total{kind="telegram.staff"}`) || !strings.Contains(got, `hotro_last_poll_seconds{channel="telegram"}`) {
		t.Errorf("metrics:\n%s", got)
	}
	if !w.until(func() bool { return told("Em đã ghi yêu cầu", "chưa báo được cho nhân viên") }) {
		t.Error("users are told that they are passed on")
	}
	if strings.Contains(w.log.String(), "chặn bot") {
		t.Error("the log says that a user blocked the bot")
	}

	if page := w.atDesk("Nam").gets("/desk"); !strings.Contains(page, `class="alarm"`) || !strings.Contains(page, "Nhóm nhân viên trên Telegram không dùng được") {
		t.Error("the desk does not say what is broken")
	}
	if !w.until(func() bool { return told("Em đã chuyển yêu cầu") }) {
		t.Error("somebody is at the desk: users are not told that they are passed on")
	}
}
