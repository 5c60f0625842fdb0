package app_test

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hotro/internal/channels/telegram/telegramtest"
)

var (
	webAddress = regexp.MustCompile(`https?://\S+`)
	deskFile   = regexp.MustCompile(`/desk/t/1/file/[0-9]+/[0-9]+`)
)

// TestAPersonTakesOverOnZalo is a hand-off from the Official Account to a
// Telegram topic and to the web desk at once, both ways, with files.
func TestAPersonTakesOverOnZalo(t *testing.T) {
	t.Parallel()
	w := everywhere(t, map[string]string{"TELEGRAM_STAFF_CHAT": "-1001234567890", "DESK_LOGIN_SECRET": loginSecret})
	forum := w.tg.Forum(staffGroup)
	nam, lan := forum.Member(900, "Nam"), w.onOA("lan")
	w.oa.User("lan").Named("Nguyễn Thị Lan")

	lan.says("TO_NUMBER_NOT_ALLOWS_CALLOUT")
	lan.hears("Số bị chặn")
	lan.presses("Vẫn lỗi")
	lan.hears("yêu cầu #1")
	topic := w.topic(forum, 1)
	w.shows(topic, "TO_NUMBER_NOT_ALLOWS_CALLOUT", "Nguyễn Thị Lan", "nhắn miễn phí đến")
	hoa := w.atDesk("Hoa")

	w.oa.User("lan").Sends("image", "", []byte(jpeg), "ảnh lỗi đây ạ")
	w.shows(topic, "ảnh lỗi đây ạ")
	if data := photo(w, topic); string(data) != jpeg {
		t.Errorf("the topic shows a photo of %q, want the one that was sent", data)
	}
	at := deskFile.FindString(hoa.gets("/desk/t/1"))
	if at == "" || hoa.gets(at) != jpeg {
		t.Errorf("the desk does not show the photo: %q", at)
	}

	nam.Writes(topic.ID, "Chào chị, em là Nam.")
	lan.hears("Chào chị, em là Nam.")
	hoa.submits("/desk/t/1/say", map[string]string{"text": "Em là Hoa, em xem cùng ạ.", "over": "telegram:900"}, "", nil)
	lan.hears("Em là Hoa, em xem cùng ạ.")
	if !w.until(func() bool { return strings.Contains(hoa.gets("/desk/t/1"), `class="delivery read"`) }) {
		t.Error("the desk does not show that the user has read an answer, as Zalo said")
	}
	w.shows(topic, "Em là Hoa, em xem cùng ạ.")
	lan.says("em cảm ơn <b>cả hai</b>")
	w.shows(topic, "em cảm ơn <b>cả hai</b>")

	nam.SendsDocument(topic.ID, "cuoc-goi.pcap", "application/vnd.tcpdump.pcap", []byte("pcap from a topic"), "chị gửi nhà mạng giúp em")
	w.downloads(lan, "pcap from a topic")
	hoa.submits("/desk/t/1/say", map[string]string{"over": "telegram:900"}, "lan-2.pcap", []byte("\xd4\xc3\xb2\xa1 from the desk"))
	w.downloads(lan, "\xd4\xc3\xb2\xa1 from the desk")
}

// photo is the picture that a topic shows.
func photo(w *world, topic telegramtest.Topic) []byte {
	var data []byte
	w.until(func() bool {
		for _, m := range topic.Messages() {
			if m.File != nil && m.File.Kind == "photo" {
				data = m.File.Data
			}
		}
		return data != nil
	})
	return data
}

// downloads waits for a link, fetches it as anybody would, and tries what a
// link must withstand.
func (w *world) downloads(g *guest, want string) {
	w.t.Helper()
	link := webAddress.FindString(g.hears("/f/").text)
	anybody := w.browser()
	if a := anybody.Get(link); a.Code != http.StatusOK || a.Body != want {
		w.t.Errorf("GET the link: got %d %q, want %q", a.Code, a.Body, want)
	}
	u, err := url.Parse(link)
	if err != nil {
		w.t.Fatal(err)
	}
	name := strings.Split(u.Path, "/")[2]
	if len(name) > 22 || !strings.HasSuffix(name, ".pcap") {
		w.t.Errorf("the link ends in %q, want a short one that shows what it is", name)
	}
	for _, forged := range []string{"x" + name, "AA" + name[2:], name[:10], "A"} {
		if a := anybody.Get("/f/" + forged); a.Code != http.StatusForbidden {
			w.t.Errorf("GET a forged link: got %d, want 403", a.Code)
		}
	}
}

// TestStaffAnswerInZalosOwnApp: whoever answers there silences the bot, staff
// elsewhere see it, and the conversation is given back by hand.
func TestStaffAnswerInZalosOwnApp(t *testing.T) {
	t.Parallel()
	w := everywhere(t, map[string]string{"TELEGRAM_STAFF_CHAT": "-1001234567890"})
	forum := w.tg.Forum(staffGroup)
	nam, lan := forum.Member(900, "Nam"), w.onOA("lan")
	lan.says("gặp nhân viên")
	lan.hears("yêu cầu #1")
	topic := w.topic(forum, 1)

	w.oa.StaffSays("lan", "admin-7", "Chào chị, em trả lời từ ứng dụng Zalo ạ.")
	w.shows(topic, "Chào chị, em trả lời từ ứng dụng Zalo ạ.")
	before := len(lan.told())
	lan.says("FROM_NUMBER_NOT_FOUND")
	w.shows(topic, "FROM_NUMBER_NOT_FOUND")
	nam.Writes(topic.ID, "/bot")
	lan.hears("tiếp tục hỗ trợ")
	for _, b := range lan.told()[before:] {
		if strings.Contains(b.text, "FROM_NUMBER_NOT_FOUND") {
			t.Errorf("while a person held the conversation the bot said %q", b.text)
		}
	}
	lan.says("TO_NUMBER_NOT_ALLOWS_CALLOUT")
	lan.hears("Số bị chặn")
	for _, m := range topic.Messages() {
		if strings.Contains(m.Text, "Số bị chặn") && strings.Contains(m.Text, "Nhân viên") {
			t.Errorf("the bot's own words came back as a person's: %q", m.Text)
		}
	}
}

// TestQuietInZalosOwnAppGivesTheBotItsVoiceBack: nobody has to type anything.
func TestQuietInZalosOwnAppGivesTheBotItsVoiceBack(t *testing.T) {
	t.Parallel()
	w := everywhere(t, map[string]string{"DESK_QUIET": "1s"})
	lan := w.onOA("lan")
	lan.says("menu")
	lan.hears("Anh/chị")
	w.oa.StaffSays("lan", "admin-7", "Chào chị ạ.")
	if !w.until(func() bool { return slices.Contains(lan.holders(), "staff") }) {
		t.Fatal("an answer in Zalo's own app did not silence the bot")
	}
	if !w.until(func() bool { h := lan.holders(); return h[len(h)-1] == "bot" }) {
		t.Fatal("the bot did not get its voice back")
	}
	lan.says("TO_NUMBER_NOT_ALLOWS_CALLOUT")
	lan.hears("Số bị chặn")
}

// holders is who held the user's conversation after each turn, as the log
// tells.
func (g *guest) holders() []string {
	var out []string
	for line := range strings.Lines(g.w.log.String()) {
		if _, holder, ok := strings.Cut(line, `"holder":"`); ok && strings.Contains(line, `"conv":"`+g.at().String()+`"`) {
			holder, _, _ = strings.Cut(holder, `"`)
			out = append(out, holder)
		}
	}
	return out
}
