package app_test

import (
	"regexp"
	"strings"
	"testing"
	"unicode"
)

// menuPath matches what the guide quotes of the Vietnamese pages for who
// reads English: menu paths, and names with their meaning behind them.
var menuPath = regexp.MustCompile(`Cài đặt →[^(]*|Số bị chặn|Chặn gọi ra`)

// TestTwoLanguagesAtOnce: an English and a Vietnamese user of the same bot, at
// the same time and with the same error, each from the first word to the
// rating, with a person of staff between. Staff read their own language, and
// what each user wrote.
func TestTwoLanguagesAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, map[string]string{"TELEGRAM_STAFF_CHAT": "-1001234567890"})
	forum := w.tg.Forum(staffGroup)
	nam := forum.Member(900, "Nam")
	anna, lan := w.person(101, "Anna"), w.person(102, "Lan")
	anna.Speaks("en-GB").Starts("")
	anna.hears("I am Stringee's automatic assistant")
	lan.Starts("")
	lan.hears("trợ lý tự động")
	for _, p := range []*person{anna, lan} {
		p.Says("TO_NUMBER_NOT_ALLOWS_CALLOUT")
	}
	anna.hears("list of blocked numbers", "Settings")
	lan.hears("danh sách Số bị chặn")
	anna.Says("still the same")
	anna.hears("Your request #1")
	topic := w.topic(forum, 1)
	w.shows(topic, "TO_NUMBER_NOT_ALLOWS_CALLOUT", "Mở Cài đặt")
	w.shows(topic, "still the same")
	lan.Says("vẫn không gọi được em ơi")
	lan.hears("yêu cầu #2")
	for n, p := range []*person{anna, lan} {
		topic := w.topic(forum, n+1)
		nam.Writes(topic.ID, "OK 👍")
		p.hears(map[*person]string{anna: "joined", lan: "đã vào hỗ trợ"}[p])
		p.hears("OK 👍")
		nam.Writes(topic.ID, "/close")
		p.hears(map[*person]string{anna: "#1", lan: "#2"}[p])
		p.hears(map[*person]string{anna: "How", lan: "thế nào"}[p])
		p.Says("5")
		p.hears(map[*person]string{anna: "Thank you", lan: "cảm ơn"}[p])
	}
	foreign := func(s string) bool {
		return strings.ContainsFunc(menuPath.ReplaceAllString(s, ""), func(r rune) bool { return unicode.IsLetter(r) && r > 0xBF && r < 0x2000 })
	}
	for _, m := range anna.Heard() {
		if foreign(m.Text + strings.Join(m.Labels(), " ")) {
			t.Errorf("the English user saw %q %q", m.Text, m.Labels())
		}
	}
	for _, m := range lan.Heard() {
		if m.Text != "OK 👍" && !foreign(m.Text) {
			t.Errorf("the Vietnamese user saw %q", m.Text)
		}
	}
}

// TestAnEnglishBrowser: the chat page of a browser in English, from the
// greeting to the end of everything, beside one in Vietnamese.
func TestAnEnglishBrowser(t *testing.T) {
	t.Parallel()
	w := newWorld(t, map[string]string{"DESK_LOGIN_SECRET": loginSecret})
	anna, lan, nam := w.browser(), w.browser(), w.atDesk("Nam")
	anna.Header.Set("Accept-Language", "en-US,en;q=0.9")
	for _, b := range []*browser{anna, lan} {
		b.gets("/chat")
		b.posts(map[string]string{"kind": "start"})
	}
	anna.reads("bot", "automatic assistant")
	lan.reads("bot", "trợ lý tự động")
	anna.says("AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL")
	anna.reads("bot", "one of these")
	anna.says("I refreshed the page during a call")
	anna.reads("bot", "I will write again in 1 minute")
	anna.says("I would like to talk to a person")
	anna.reads("bot", "Your request #1")
	lan.says("AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL")
	lan.reads("bot", "trường hợp nào")
	ticket := nam.gets("/desk/t/1")
	if !strings.Contains(ticket, "Tải lại") || !strings.Contains(ticket, "I refreshed the page during a call") {
		t.Error("staff do not read the step in their language and the user's own words")
	}
	anna.says("delete my data")
	anna.reads("bot", "Shall I delete everything?")
	names := strings.NewReplacer("Tiếng Việt", "", "Nhân viên hỗ trợ", "")
	for _, line := range strings.Split(names.Replace(anna.gets("/chat")), "\n") {
		if strings.ContainsFunc(line, func(r rune) bool { return r >= 0x1EA0 && r <= 0x1EF9 }) {
			t.Errorf("the English page says %.300q", line)
		}
	}
	if page := lan.gets("/chat"); !strings.Contains(page, `<html lang="vi"`) || !strings.Contains(page, "trường hợp nào") {
		t.Error("the Vietnamese page changed")
	}
}
