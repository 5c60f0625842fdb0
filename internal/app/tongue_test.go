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
