package forum_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"hotro/internal/channels/channeltest"
	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/record"
	"hotro/internal/store"
)

func TestNewTicketGetsATopicWithACardAndWhatWasSaid(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	if got, want := g.topic().Name, "#1 · Hoa · FROM_NUMBER_NOT_FOUND"; got != want {
		t.Errorf("topic %q, want %q", got, want)
	}
	card := g.card()
	for _, w := range []string{"Đang chờ nhận", "Hoa", "Kiểm tra <hotline> trên Portal → vẫn lỗi", "tài liệu hướng dẫn chuyển nhân viên"} {
		if !strings.Contains(card.Text, w) {
			t.Errorf("card %q, want %q in it", card.Text, w)
		}
	}
	if !card.Pinned {
		t.Error("card is not pinned")
	}
	if got := fmt.Sprint(card.Labels()); got != "[Nhận Trả lại bot Đóng Mẫu câu]" {
		t.Errorf("buttons %s", got)
	}
	g.wantShown("em gọi bị lỗi from number not found")
}

func TestUserLinesAreShownVerbatim(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	lines := []string{"<b>đậm</b> & *sao* _gạch_ `mã`", "📝 Lan: giả làm ghi chú", "dòng 1\ndòng 2", strings.Repeat("dài ", 2500)}
	for _, l := range lines {
		g.hoa.Says(l)
		g.pump()
	}
	for _, m := range g.shown() {
		for _, bold := range m.Bold {
			if strings.Contains(bold, "Lan") {
				t.Errorf("a user's words look like a note: %q", bold)
			}
		}
	}
	g.wantShown(lines[:3]...)
	if got := strings.Count(g.shownText(), "dài"); got != 2500 {
		t.Errorf("%d words of the long line are shown, want all 2500", got)
	}
}

func TestLinesThatComeTogetherShareAMessage(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	before := len(g.shown())
	for i := range 5 {
		g.hoa.Says(fmt.Sprint("dòng ", i))
	}
	g.pump()
	if got := len(g.shown()) - before; got != 1 {
		t.Errorf("five lines took %d messages, want 1", got)
	}
	g.wantShown("dòng 0\ndòng 1\ndòng 2\ndòng 3\ndòng 4")
}

func TestStaffLineReachesTheUserVerbatimAndClaims(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	before := len(g.shown())
	g.lan.Writes(g.topic().ID, "Em chào anh, em **kiểm tra** <ngay>")
	g.pump()
	g.wantHeard("Em chào anh, em **kiểm tra** <ngay>", 1)
	g.wantHeard("Nhân viên Lan đã vào hỗ trợ anh/chị ạ.", 1)
	if got := g.ticket(); got.State != chat.Claimed || got.Holder.Staff != "telegram:42" {
		t.Errorf("ticket is %s, held by %s; want claimed by Lan", got.State, got.Holder.Staff)
	}
	if got := len(g.shown()); got != before {
		t.Errorf("the topic has %d messages of ours, want %d: the line stands there already", got, before)
	}
	if !strings.Contains(g.card().Text, "Lan đang hỗ trợ") {
		t.Errorf("card %q, want who holds it", g.card().Text)
	}
}

func TestNotesAreNotRelayed(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	heard := len(g.heard())
	g.lan.Writes(g.topic().ID, "// khách này VIP")
	g.lan.Writes(g.topic().ID, "/note gọi lại sau 5 phút")
	g.lan.Writes(g.topic().ID, "/note@hotro_test_bot thêm một dòng")
	g.pump()
	if got := len(g.heard()); got != heard {
		t.Errorf("Hoa heard %q", g.heard()[heard:])
	}
	lines, err := g.desk.Lines(t.Context(), g.conv(), 1, 100)
	g.ok(err)
	var notes []string
	for _, l := range lines {
		if l.By == chat.ByNote {
			notes = append(notes, l.Text)
		}
	}
	if got, want := strings.Join(notes, "|"), "khách này VIP|gọi lại sau 5 phút|thêm một dòng"; got != want {
		t.Errorf("notes %q, want %q", got, want)
	}
}

func TestCommandsDriveTheTicket(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	topic := g.topic().ID
	for _, c := range []struct{ command, state string }{
		{"/claim", chat.Claimed}, {"/release", chat.Waiting}, {"/claim@hotro_test_bot", chat.Claimed},
		{"/bot Anh bật lại micro nhé", chat.Returned}, {"/reopen", chat.Waiting}, {"/take", chat.Claimed}, {"/close đã xử lý", chat.Closed},
	} {
		g.lan.Writes(topic, c.command)
		g.pump()
		if got := g.ticket().State; got != c.state {
			t.Errorf("after %s the ticket is %s, want %s", c.command, got, c.state)
		}
	}
	if got := g.ticket().Reason; got != "đã xử lý" {
		t.Errorf("closed because %q, want what was written", got)
	}
	if !g.topic().Closed {
		t.Error("the topic of a closed ticket is open")
	}
	for _, h := range g.heard() {
		if strings.HasPrefix(h, "/") {
			t.Errorf("Hoa heard a command: %q", h)
		}
	}
	if !strings.Contains(strings.Join(g.heard(), "\n"), "từ 1 (chưa tốt) đến 5") {
		t.Error("Hoa was not asked for a rating")
	}
}

func TestUnknownCommandIsExplainedAndNotSent(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	heard := len(g.heard())
	g.lan.Writes(g.topic().ID, "/clsoe xong rồi")
	g.lan.Writes(g.topic().ID, "/close@another_bot")
	g.pump()
	if len(g.heard()) != heard || g.ticket().State != chat.Waiting {
		t.Errorf("Hoa heard %q, ticket %s", g.heard()[heard:], g.ticket().State)
	}
	g.wantShown("/claim nhận")
}

func TestCardButtons(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	topic := g.topic().ID
	g.lan.Presses(topic, "Nhận")
	g.pump()
	if got := g.ticket(); got.Holder.Staff != "telegram:42" {
		t.Fatalf("held by %q, want Lan", got.Holder.Staff)
	}
	g.lan.Presses(topic, "Mẫu câu")
	g.pump()
	g.lan.Presses(topic, "Nhờ gọi thử lại")
	g.pump()
	g.wantHeard("Em đã xử lý xong, anh/chị gọi thử lại giúp em và báo em kết quả nhé.", 1)
	g.wantShown("👤 Lan: Em đã xử lý xong")
	g.lan.Presses(topic, "Đóng")
	g.pump()
	if got := g.ticket().State; got != chat.Closed {
		t.Errorf("ticket is %s, want closed", got)
	}
	g.lan.Presses(topic, "Mở lại")
	g.pump()
	if got := g.ticket().State; got != chat.Waiting {
		t.Errorf("ticket is %s, want waiting", got)
	}
	if g.topic().Closed {
		t.Error("the topic of a reopened ticket is closed")
	}
	g.lan.Presses(topic, "Trả lại bot")
	g.pump()
	if got := g.ticket().State; got != chat.Returned {
		t.Errorf("ticket is %s, want returned", got)
	}
}

func TestOfTwoClaimsOneWinsAndTheOtherIsToldWho(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	g.minh.Writes(g.topic().ID, "/claim")
	g.lan.Writes(g.topic().ID, "/claim")
	g.pump()
	if got := g.ticket().Holder.Name; got != "Minh" {
		t.Errorf("held by %s, want Minh", got)
	}
	g.wantShown("Minh đang giữ #1")
}

func TestColleagueWhoHelpsIsToldOnce(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	g.minh.Writes(g.topic().ID, "/claim")
	g.lan.Writes(g.topic().ID, "anh thử F5 xem")
	g.lan.Writes(g.topic().ID, "rồi gọi lại nhé")
	g.pump()
	g.wantHeard("anh thử F5 xem", 1)
	g.wantHeard("rồi gọi lại nhé", 1)
	if got := strings.Count(g.shownText(), "Minh đang giữ"); got != 1 {
		t.Errorf("told %d times who holds the ticket, want once", got)
	}
	if got := g.ticket().Holder.Name; got != "Minh" {
		t.Errorf("held by %s, want Minh still", got)
	}
}

func TestRepliesAreMirroredBothWays(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	topic := g.topic().ID
	line := g.hoa.Says("call-vn-1-7EOLB370OL-1751008322530")
	g.pump()
	mirrored := g.shown()[len(g.shown())-1]
	answer := g.lan.Replies(topic, mirrored.ID, "mã này em thấy rồi")
	g.pump()
	got := g.hoa.Heard()[len(g.hoa.Heard())-1]
	if got.ReplyTo != line.ID {
		t.Errorf("Lan's answer replies to %d, want Hoa's line %d", got.ReplyTo, line.ID)
	}
	g.hoa.Replies(got.ID, "dạ đúng mã đó")
	g.pump()
	back := g.shown()[len(g.shown())-1]
	if !strings.HasSuffix(back.Text, "dạ đúng mã đó") || back.ReplyTo != answer.ID {
		t.Errorf("shown %q as a reply to %d, want a reply to Lan's %d", back.Text, back.ReplyTo, answer.ID)
	}
}

func TestEditsAreMirroredBothWays(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	line := g.hoa.Says("hotline 02471234567")
	g.pump()
	g.hoa.Edits(line.ID, "hotline 02479999999")
	g.pump()
	g.wantShown("✏️ (đã sửa): hotline 02479999999")
	words := g.lan.Writes(g.topic().ID, "em kiểm tra hotline 0247999")
	g.pump()
	g.lan.Edits(words.ID, "em kiểm tra hotline 02479999999")
	g.pump()
	g.wantHeard("em kiểm tra hotline 02479999999", 1)
	g.wantHeard("em kiểm tra hotline 0247999", 0)
	if got := strings.Count(g.shownText(), "(đã sửa)"); got != 1 {
		t.Errorf("edits shown %d times, want Hoa's alone", got)
	}
}

func TestFilesAndAlbumsGoBothWays(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	g.hoa.SendsAlbum("ba ảnh lỗi", []byte("a"), []byte("b"), []byte("c"))
	g.hoa.SendsDocument("log.txt", "text/plain", []byte("log"), "")
	g.hoa.SendsVoice([]byte("voice"))
	g.pump()
	var album, others []string
	for _, m := range g.shown() {
		switch {
		case m.File != nil && m.Album != "":
			album = append(album, m.Album)
		case m.File != nil:
			others = append(others, m.File.Kind)
		}
	}
	if len(album) != 3 || album[0] != album[2] {
		t.Errorf("album shown as %v, want three of one album", album)
	}
	if got := fmt.Sprint(others); got != "[document voice]" {
		t.Errorf("other files %s, want the document and the voice note", got)
	}
	g.lan.SendsDocument(g.topic().ID, "call.pcap", "application/vnd.tcpdump.pcap", []byte("pcap"), "bản tin đây ạ")
	g.pump()
	got := g.hoa.Heard()[len(g.hoa.Heard())-1]
	if got.File == nil || got.File.Name != "call.pcap" || string(got.File.Data) != "pcap" || got.Text != "bản tin đây ạ" {
		t.Errorf("Hoa got %+v, want the capture with its caption", got)
	}
}

func TestWebFrontIsMirrored(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	web := desk.Staff{ID: "web:minh@example.vn", Name: "Minh"}
	_, err := g.desk.Say(t.Context(), g.conv(), web, "web", chat.Reply{Text: "em trả lời trên web"}, "w1")
	g.ok(err)
	g.ok(g.desk.Note(t.Context(), g.conv(), web, "ghi chú trên web", "w2"))
	g.pump()
	g.wantShown("👤 Minh (web): em trả lời trên web", "📝 Minh: ghi chú trên web")
	if !strings.Contains(g.card().Text, "Minh đang hỗ trợ") {
		t.Errorf("card %q, want Minh as the holder", g.card().Text)
	}
}

func TestUndeliveredReplyIsShownInTheTopic(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	g.tg.Fail("sendMessage", 2, channeltest.Refuse(403, "Forbidden: bot was blocked by the user"))
	g.lan.Writes(g.topic().ID, "anh còn đó không")
	g.pump()
	g.wantShown("⚠️ Chưa gửi được tới người dùng: «anh còn đó không»")
	if got := strings.Count(g.shownText(), "⚠️"); got != 1 {
		t.Errorf("the failure is shown %d times, want once", got)
	}
}

func TestDeletedTopicIsBuiltAgainWithItsHistory(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	old := g.topic().ID
	g.lan.Writes(old, "em đang xem")
	g.pump()
	g.lan.Deletes(old)
	g.hoa.Says("alo, còn ai không")
	g.passes(5 * time.Second)
	if g.topic().ID == old {
		t.Fatal("no new topic was made")
	}
	g.wantShown("em gọi bị lỗi from number not found", "👤 Lan: em đang xem", "alo, còn ai không")
	g.minh.Writes(g.topic().ID, "em đây ạ")
	g.pump()
	g.wantHeard("em đây ạ", 1)
}

func TestLenientServerThatIgnoresAWrongThreadIsNoticed(t *testing.T) {
	g := newGroup(t, setup{double: channeltest.TelegramOptions{Lenient: true}})
	g.asks()
	g.lan.Deletes(g.topic().ID)
	g.hoa.Says("alo, còn ai không")
	g.passes(5 * time.Second)
	g.wantShown("alo, còn ai không")
	for _, m := range g.forum.General() {
		if strings.Contains(m.Text, "alo") {
			t.Errorf("a user's line is in General: %q", m.Text)
		}
	}
}

func TestTopicFollowsTheStateByNameIconAndClosing(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	waiting := g.topic().Icon
	g.lan.Writes(g.topic().ID, "/claim")
	g.pump()
	claimed := g.topic().Icon
	g.lan.Writes(g.topic().ID, "/close")
	g.pump()
	if closed := g.topic().Icon; waiting == "" || waiting == claimed || claimed == closed {
		t.Errorf("icons %q, %q, %q: want one per state", waiting, claimed, closed)
	}
	if !g.topic().Closed {
		t.Error("topic is open")
	}
	g.hoa.Says("vẫn lỗi em ơi")
	g.pump()
	if g.topic().Closed || g.ticket().State != chat.Waiting {
		t.Errorf("topic closed %t, ticket %s: want both open again", g.topic().Closed, g.ticket().State)
	}
	g.wantShown("vẫn lỗi em ơi")
}

func TestClosingTheTopicByHandClosesTheTicket(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	g.lan.Closes(g.topic().ID)
	g.pump()
	if got := g.ticket(); got.State != chat.Closed || got.Log[len(got.Log)-1].Who != "telegram:42" {
		t.Errorf("ticket %s, log %v; want closed by Lan", got.State, got.Log)
	}
	g.lan.Reopens(g.topic().ID)
	g.pump()
	if got := g.ticket().State; got != chat.Waiting {
		t.Errorf("ticket %s, want waiting", got)
	}
	if g.topic().Closed {
		t.Error("the topic was closed again")
	}
}

func TestAnonymousAdminIsRefusedWithAHint(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	heard := len(g.heard())
	g.lan.Anonymous = true
	g.lan.Writes(g.topic().ID, "em chào anh")
	g.pump()
	if len(g.heard()) != heard || g.ticket().State != chat.Waiting {
		t.Errorf("Hoa heard %q, ticket %s; want nothing", g.heard()[heard:], g.ticket().State)
	}
	g.wantShown("Remain anonymous")
}

func TestStrangerIsIgnored(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	in := chat.Incoming{
		ID: "x1", From: g.bot.Address(strconv.Itoa(groupID), strconv.FormatInt(g.topic().ID, 10)),
		User: chat.User{ID: "666", Name: "Kẻ lạ"}, Kind: chat.KindText, Text: "/claim", Message: "900", At: g.now,
	}
	g.ok(g.front.Handle(t.Context(), in))
	in.Kind, in.Data, in.ID = chat.KindButton, "desk:close", "x2"
	g.ok(g.front.Handle(t.Context(), in))
	if got := g.ticket().State; got != chat.Waiting {
		t.Errorf("a stranger made the ticket %s", got)
	}
}

func TestTheSameArrivalTwiceActsOnce(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	in := chat.Incoming{
		ID: "u777", From: g.bot.Address(strconv.Itoa(groupID), strconv.FormatInt(g.topic().ID, 10)),
		User: chat.User{ID: "42", Name: "Lan"}, Kind: chat.KindText, Text: "chỉ một lần", Message: "901", At: g.now,
	}
	g.ok(g.front.Handle(t.Context(), in))
	g.ok(g.front.Handle(t.Context(), in))
	g.pump()
	g.wantHeard("chỉ một lần", 1)
}

func TestTopicWithoutATicketGetsOneHint(t *testing.T) {
	g := newGroup(t, setup{})
	topic := g.lan.Opens("chuyện riêng")
	g.lan.Writes(topic, "trưa nay ăn gì")
	g.lan.Writes(topic, "bún chả đi")
	g.pump()
	if got := strings.Count(g.shownText(), "không gắn với yêu cầu nào"); got != 1 {
		t.Errorf("hint shown %d times, want once", got)
	}
}

func TestGeneralIsLeftAloneButForCommands(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	before := len(g.forum.General())
	g.lan.Writes(0, "chào cả nhà")
	g.pump()
	if got := len(g.forum.General()); got != before+1 {
		t.Errorf("%d messages in General, want Lan's alone", got-before)
	}
	g.lan.Writes(0, "/queue")
	g.pump()
	general := g.forum.General()
	if last := general[len(general)-1].Text; !strings.Contains(last, "#1 · Hoa · FROM_NUMBER_NOT_FOUND") || !strings.Contains(last, "https://t.me/c/1234567890/") {
		t.Errorf("/queue answered %q, want the ticket and a link", last)
	}
}

func TestLoginLinkGoesOutInPrivate(t *testing.T) {
	g := newGroup(t, setup{})
	g.lan.Writes(0, "/desk")
	g.pump()
	if g.links != 1 {
		t.Fatalf("%d links made, want 1", g.links)
	}
	for _, m := range g.forum.General() {
		if strings.Contains(m.Text, "token=") {
			t.Errorf("the login link is in the group: %q", m.Text)
		}
	}
	g.tg.User(42, "Lan").Says("/start")
	g.pump()
	g.lan.Writes(0, "/desk@hotro_test_bot")
	g.pump()
	private := g.tg.Chat(42).FromBot()
	if len(private) == 0 || !strings.Contains(private[len(private)-1].Text, "token=telegram:42") {
		t.Errorf("private messages %v, want the link", private)
	}
}

func TestCallLookUp(t *testing.T) {
	g := newGroup(t, setup{})
	g.calls = map[string]map[string]string{"call-vn-1-7EOLB370OL-1751008322530": {"from": "02471234567", "cause": "USER_BUSY"}}
	g.asks()
	g.lan.Writes(g.topic().ID, "/call call-vn-1-7EOLB370OL-1751008322530")
	g.pump()
	g.wantShown("từ 02471234567; lý do USER_BUSY")
	if !strings.Contains(g.card().Text, "USER_BUSY") || !strings.Contains(g.card().Text, "call-vn-1-7EOLB370OL-1751008322530") {
		t.Errorf("card %q, want the call", g.card().Text)
	}
}

func TestNewerTicketGetsItsOwnTopic(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	old := g.topic().ID
	g.lan.Writes(old, "/close")
	g.pump()
	g.passes(48 * time.Hour)
	g.asks()
	if g.topic().ID == old || !strings.HasPrefix(g.topic().Name, "#2") {
		t.Fatalf("topic %q, want one of its own for #2", g.topic().Name)
	}
	heard := len(g.heard())
	g.lan.Writes(old, "anh ơi")
	g.pump()
	if got := len(g.heard()); got != heard {
		t.Errorf("words in the old topic reached Hoa: %q", g.heard()[heard:])
	}
}

func TestRemindersAndEscalation(t *testing.T) {
	const leads = 99
	g := newGroup(t, setup{escalation: strconv.Itoa(leads)})
	g.tg.User(leads, "Trưởng nhóm").Says("/start")
	g.asks()
	g.passes(16 * time.Minute)
	g.wantShown("⏰ Người dùng vẫn đang chờ trả lời, từ 09:00 23/06/2025")
	g.passes(16 * time.Minute)
	told := g.tg.Chat(leads).FromBot()
	if len(told) != 1 || !strings.Contains(told[0].Text, "#1") || !strings.Contains(told[0].Text, "https://t.me/c/1234567890/") {
		t.Errorf("leads were told %v, want the ticket and its link, once", told)
	}
}

func TestMigratedGroupIsFollowed(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	g.forum = g.forum.Migrate(-1009876543210)
	g.hoa.Says("alo")
	g.passes(5 * time.Second)
	g.wantShown("alo")
	if got := g.bot.StaffChat(); got != "-1009876543210" {
		t.Errorf("staff chat %s, want the new one", got)
	}
	g.bot.MoveStaffChat(strconv.Itoa(groupID))
	g.ok(g.front.Start(t.Context()))
	if got := g.bot.StaffChat(); got != "-1009876543210" {
		t.Errorf("after a restart the staff chat is %s, want the new one", got)
	}
}

func TestGroupLimitIsNeverHit(t *testing.T) {
	g := newGroup(t, setup{double: channeltest.TelegramOptions{GroupRate: 20}, perMinute: 20})
	g.asks()
	for i := range 60 {
		g.hoa.Says(fmt.Sprint("dòng số ", i, "."))
		g.passes(time.Second)
	}
	g.passes(time.Minute)
	if n := g.tg.Flooded(); n != 0 {
		t.Errorf("Telegram said \"too many requests\" %d times, want never", n)
	}
	for i := range 60 {
		g.wantShown(fmt.Sprint("dòng số ", i, "."))
	}
}

func TestFloodWaitIsHonoured(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	g.tg.Fail("sendMessage", 1, channeltest.TooMany(7))
	g.hoa.Says("chờ chút")
	g.passes(6 * time.Second)
	if strings.Contains(g.shownText(), "chờ chút") {
		t.Error("sent before Telegram's wait was over")
	}
	g.passes(2 * time.Second)
	g.wantShown("chờ chút")
}

func TestACrashRepeatsAtMostOneMessage(t *testing.T) {
	g := newGroup(t, setup{})
	n := 0
	g.crash = func(j store.Job) bool {
		if j.Lane != store.LaneDesk {
			return false
		}
		n++
		return n%2 == 0 // every second outcome is lost
	}
	g.asks()
	g.hoa.Says("dòng một")
	g.pump()
	g.crash = nil
	g.passes(3 * time.Minute)
	if got := len(g.forum.Topics()); got != 1 {
		t.Errorf("%d topics, want 1: what was made is remembered before anything else", got)
	}
	if got := strings.Count(g.shownText(), "dòng một"); got < 1 || got > 2 {
		t.Errorf("line shown %d times, want once, at most twice", got)
	}
}

func TestAFileThatCantBeShownHoldsNothingUp(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	g.turn(func(r *record.Record) {
		in := chat.Incoming{
			From: r.Conv.Address, User: r.Conv.User, Kind: chat.KindFile, At: g.now, Message: "5000",
			Files: []chat.File{{Kind: chat.FileDoc, Channel: chat.Zalo, Ref: "https://zalo.example/file", Name: "hop-dong.pdf"}},
		}
		g.desk.Heard(r, in, r.Hear(in))
	})
	g.hoa.Says("anh xem tệp giúp em")
	g.passes(5 * time.Second)
	g.wantShown("[tệp hop-dong.pdf không đưa được vào đây]", "anh xem tệp giúp em")
}
