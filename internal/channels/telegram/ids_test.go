package telegram

import (
	"strings"
	"testing"
	"time"

	"hotro/internal/channels/telegram/telegramtest"
)

// TestIDTellsTheNumbers: whoever sets the program up gets the numbers from the
// bot itself, in any group, and nothing of it is stored.
func TestIDTellsTheNumbers(t *testing.T) {
	bubble(t, func(t *testing.T, tg *telegramtest.Server, run func(*inbox, Offsets) *lines) {
		in := &inbox{}
		run(in, nil)
		said := func(list []telegramtest.Message) string {
			t.Helper()
			time.Sleep(time.Second)
			if len(list) == 0 {
				return ""
			}
			return list[len(list)-1].Text
		}
		wants := func(what, got string, words ...string) {
			t.Helper()
			for _, w := range words {
				if !strings.Contains(got, w) {
					t.Errorf("%s: got %q, want %q in it", what, got, w)
				}
			}
		}
		forum := tg.Forum(-100777)
		lan := forum.Member(42, "Lan")
		lan.Writes(0, "/id@hotro_test_bot")
		time.Sleep(time.Second)
		wants("General", said(forum.General()), "-100777", "42", "TELEGRAM_STAFF_CHAT=-100777")

		thread := lan.Opens("x")
		lan.Writes(thread, "/id")
		time.Sleep(time.Second)
		topics := forum.Topics()
		wants("topic", said(topics[len(topics)-1].Messages()), "-100777", itoa(thread), "42")

		forum.SetForum(false)
		lan.Writes(0, "/id")
		time.Sleep(time.Second)
		got := said(tg.Chat(-100777).FromBot())
		wants("plain group", got, "-100777", "Topics")
		if strings.Contains(got, "TELEGRAM_STAFF_CHAT") {
			t.Errorf("plain group: %q offers what can't work", got)
		}

		u := tg.User(7, "Hà")
		u.Says("/id")
		time.Sleep(time.Second)
		wants("private", said(u.Heard()), "7")
		before := len(u.Heard())
		u.Says("/idea")
		u.Says("id")
		time.Sleep(time.Second)
		if n := len(u.Heard()); n != before {
			t.Errorf("words that are not /id were answered: %q", u.Heard()[n-1].Text)
		}
		in.want(t, "/idea", "id")
	})
}
