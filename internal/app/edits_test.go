package app_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"hotro/internal/channels/telegram/telegramtest"
)

// edited pushes an edited message as Telegram writes it.
func (w *world) edited(m telegramtest.Message, name, chatKind, fields string) {
	w.t.Helper()
	thread := ""
	if m.Thread != 0 {
		thread = fmt.Sprintf(`"message_thread_id":%d,"is_topic_message":true,`, m.Thread)
	}
	w.tg.PushUpdate(fmt.Sprintf(`{"edited_message":{"message_id":%d,"date":1,"edit_date":%d,"from":{"id":%d,"first_name":%q},"chat":{"id":%d,"type":%s},%s%s}}`,
		m.ID, time.Now().Unix(), m.From, name, m.Chat, chatKind, thread, fields))
}

const (
	private = `"private"`
	group   = `"supergroup","is_forum":true`
)

func picture(id string) string {
	return fmt.Sprintf(`"photo":[{"file_id":%q,"file_unique_id":"u%s","width":9,"height":9}]`, id, id)
}

// TestAnEditIsADifference: Telegram calls a message edited for a reaction or a
// preview, too; what differs arrives, and what does not is silence.
func TestAnEditIsADifference(t *testing.T) {
	w := newWorld(t, map[string]string{"TELEGRAM_STAFF_CHAT": "-1001234567890"})
	forum := w.tg.Forum(staffGroup)
	lan, nam := w.person(101, "Lan"), forum.Member(900, "Nam")
	lan.Says("gặp nhân viên")
	lan.hears("#1")
	topic := w.topic(forum, 1)
	nam.Writes(topic.ID, "Nam đây ạ")
	lan.hears("Nam đây ạ")

	line := lan.Says("mã AGENT_NOT_FOUND")
	pic := lan.SendsPhoto([]byte("one"), "hình một")
	other := lan.SendsPhoto([]byte("two"), "hình hai")
	w.shows(topic, "hình hai")
	w.edited(line, "Lan", private, `"text":"mã AGENT_NOT_FOUND"`)
	w.edited(pic, "Lan", private, strings.Replace(picture(pic.File.ID), pic.File.ID, "FILE-other-id", 1)+`,"caption":"hình một"`)
	w.edited(line, "Lan", private, `"text":"xem ở đây","entities":[{"type":"text_link","offset":4,"length":5,"url":"https://x.vn/1"}]`)
	w.shows(topic, "(đã sửa)", "xem ở đây (https://x.vn/1)")
	w.edited(pic, "Lan", private, picture(other.File.ID)+`,"caption":"hình mới"`)
	w.shows(topic, "(đã sửa)", "hình mới")
	for _, m := range topic.Messages() {
		if m.Text == "✏️ (đã sửa) hình mới" && string(m.File.Data) != "two" {
			t.Errorf("the picture that took the other's place shows %q", m.File.Data)
		}
	}

	doc := nam.SendsDocument(topic.ID, "a.txt", "text/plain", []byte("a"), "xem tệp a")
	got := lan.hears("xem tệp a")
	nam.Writes(topic.ID, "đó ạ")
	lan.hears("đó ạ") // so that what became of the file is written down
	w.edited(doc, "Nam", group, fmt.Sprintf(`"document":{"file_id":%q,"file_unique_id":"u%s","file_name":"a.txt"},"caption":"xem kỹ tệp a"`, doc.File.ID, doc.File.ID))
	if err := w.tg.WaitFor(w.wait(), func() bool {
		m, _ := w.tg.Chat(101).Message(got.ID)
		return m.Text == "xem kỹ tệp a" && m.File != nil
	}); err != nil {
		t.Fatalf("the caption at the user's was not edited: %v\n%s", err, lan.heard())
	}
	w.edited(doc, "Nam", group, picture(other.File.ID)+`,"caption":"tệp này mới đúng"`)
	if m := lan.hears("(Đính chính) tệp này mới đúng"); m.File == nil || string(m.File.Data) != "two" {
		t.Errorf("the file that took the other's place came as %+v", m)
	}
	w.edited(doc, "Nam", group, picture(other.File.ID)+`,"caption":"tệp này mới đúng"`)
	nam.Writes(topic.ID, "hết ạ")
	lan.hears("hết ạ")
	edits, anew := 0, 0
	for _, m := range topic.Messages() {
		if strings.Contains(m.Text, "(đã sửa)") {
			edits++
		}
	}
	for _, m := range lan.Heard() {
		anew += strings.Count(m.Text, "Đính chính")
	}
	if edits != 2 || anew != 1 {
		t.Errorf("staff saw %d edits, want 2; the user got %d corrections, want 1:\n%s", edits, anew, lan.heard())
	}
}
