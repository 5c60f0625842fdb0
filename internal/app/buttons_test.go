package app_test

import "testing"

// TestAPressFromAScreenLongGone: buttons stay in a chat for good. One that fits
// nothing any more is answered by a word and the present screen, does no step,
// and staff read what it was.
func TestAPressFromAScreenLongGone(t *testing.T) {
	t.Parallel()
	w := everywhere(t, map[string]string{"TELEGRAM_STAFF_CHAT": "-1001234567890"})
	forum := w.tg.Forum(staffGroup)

	lan := w.onOA("lan")
	for _, payload := range []string{"!b:s7:no", "#b:s1:ok"} {
		lan.says(payload)
		lan.hears("Nút đó thuộc nội dung trước")
	}
	lan.says("FROM_NUMBER_NOT_FOUND")
	lan.hears("Google Dịch")
	for _, payload := range []string{"!b:s1:cause0", "!b:rate:5", "!b:cancel"} {
		lan.says(payload)
		lan.hears("Nút đó của bước trước", "Google Dịch")
	}
	lan.says("gặp nhân viên")
	lan.hears("#1")
	w.shows(w.topic(forum, 1), "[nút của tin cũ]")

	hoa := w.person(77, "Hoa")
	hoa.Starts("")
	hoa.hears("")
	hoa.PressesOn(999_999, "s7:no")
	hoa.hears("Nút đó thuộc nội dung trước")
	hoa.Says("FROM_NUMBER_NOT_FOUND")
	hoa.hears("Google Dịch")
	hoa.PressesOn(999_999, "s1:cause0")
	hoa.hears("Nút đó của bước trước", "Google Dịch")
}
