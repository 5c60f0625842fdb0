package app_test

import (
	"strings"
	"testing"

	"hotro/internal/channels/telegram/telegramtest"
)

const staffGroup = -1001234567890

// TestAPersonTakesOver is the whole story on Telegram: the bot runs out of
// steps, staff see at once what was tried, talk with the user through the
// topic while the bot is silent, and give the conversation back.
func TestAPersonTakesOver(t *testing.T) {
	w := newWorld(t, map[string]string{"TELEGRAM_STAFF_CHAT": "-1001234567890"})
	forum := w.tg.Forum(staffGroup)
	lan, nam := w.person(101, "Lan <b>"), forum.Member(900, "Nam")

	lan.Says("TO_NUMBER_NOT_ALLOWS_CALLOUT")
	lan.hears("Số bị chặn")
	lan.Presses("Vẫn lỗi")
	lan.hears("#1")
	topic := w.topic(forum, 1)
	w.shows(topic, "TO_NUMBER_NOT_ALLOWS_CALLOUT", "Lan <b>")

	lan.Says("em đang cần gấp ạ <script>")
	w.shows(topic, "em đang cần gấp ạ <script>")

	nam.Writes(topic.ID, "Chào chị, em là Nam, em kiểm tra ngay & báo lại.")
	lan.hears("Chào chị, em là Nam, em kiểm tra ngay & báo lại.")
	heard := len(lan.Heard())
	lan.Says("FROM_NUMBER_NOT_FOUND")
	w.shows(topic, "FROM_NUMBER_NOT_FOUND")
	nam.Writes(topic.ID, "// ghi chú nội bộ")
	nam.SendsDocument(topic.ID, "cuoc-goi.pcap", "application/octet-stream", []byte("pcap bytes"), "")
	if m := lan.hears(); m.File == nil || m.File.Name != "cuoc-goi.pcap" {
		t.Errorf("the PCAP did not reach the user: %+v", m)
	}
	nam.SendsAlbum(topic.ID, "", []byte("1"), []byte("2"), []byte("3"))
	first := lan.hears()
	if last := lan.hears(); first.Album == "" || last.Album != first.Album {
		t.Errorf("the album came as %+v and %+v, want one album", first, last)
	}
	lan.hears()
	for _, m := range lan.Heard()[heard:] {
		if m.File == nil || strings.Contains(m.Text, "ghi chú") {
			t.Errorf("while staff hold the conversation the user heard %q", m.Text)
		}
	}
	nam.Writes(topic.ID, "/bot")
	lan.hears("tiếp tục hỗ trợ")
	lan.Says("menu")
	lan.hears()
}

// topic waits for the n-th topic of the forum.
func (w *world) topic(f *telegramtest.Forum, n int) telegramtest.Topic {
	w.t.Helper()
	if err := w.tg.WaitFor(w.wait(), func() bool { return len(f.Topics()) >= n }); err != nil {
		w.t.Fatalf("topic %d did not appear: %v\n%s", n, err, tail(w.log.String()))
	}
	return f.Topics()[n-1]
}

// shows waits until one message of a topic holds all of words.
func (w *world) shows(topic telegramtest.Topic, words ...string) {
	w.t.Helper()
	err := w.tg.WaitFor(w.wait(), func() bool {
		for _, m := range topic.Messages() {
			if holds(m.Text, words) {
				return true
			}
		}
		return false
	})
	if err != nil {
		w.t.Fatalf("the topic does not show %q: %v\n%s", words, err, tail(w.log.String()))
	}
}
