package forum_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"hotro/internal/channels/telegram/telegramtest"
	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/prompts"
)

func TestCommandsDriveTheTicket(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	topic := g.topic().ID
	for _, c := range []struct{ command, state string }{
		{"/claim", chat.Claimed},
		{"/release", chat.Waiting},
		{"/claim@hotro_test_bot", chat.Claimed},
		{"/bot Anh bật lại micro nhé", chat.Returned},
		{"/reopen", chat.Waiting},
		{"/take", chat.Claimed},
		{"/close đã xử lý", chat.Closed},
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
	if !strings.Contains(strings.Join(g.heard(), "\n"), "lần hỗ trợ này thế nào") {
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
	g.wantShown("Em chưa biết lệnh /clsoe", "/claim – Nhận", "/close [lý do] – Đóng")
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
	g.lan.Presses(topic, "Đã xử lý xong")
	g.pump()
	if got := g.ticket().State; got != chat.Closed {
		t.Errorf("ticket is %s, want closed", got)
	}
	g.passes(desk.UndoFor)
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

// wantUnanswered has Lan write in General, where nothing may be said to it.
func (g *group) wantUnanswered(text string) {
	g.Helper()
	before := len(g.forum.General())
	g.lan.Writes(0, text)
	g.pump()
	if got := len(g.forum.General()); got != before+1 {
		g.Errorf("%q was answered %d times in General, want not at all", text, got-before-1)
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
	g.wantUnanswered("trưa nay ăn gì")
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
	g.wantUnanswered("chào cả nhà")
	g.lan.Writes(0, "/queue")
	g.pump()
	general := g.forum.General()
	if last := general[len(general)-1].Text; !strings.Contains(last, "#1 Hoa · FROM_NUMBER_NOT_FOUND") || !strings.Contains(last, "https://t.me/c/1234567890/") {
		t.Errorf("/queue answered %q, want the ticket and a link", last)
	}
}

// TestGeneralAnswersEveryCommand: those of a topic are told where they work,
// unknown ones what there is.
func TestGeneralAnswersEveryCommand(t *testing.T) {
	g := newGroup(t, setup{})
	for command, want := range map[string]string{
		"/take": "Lệnh /take dùng trong topic", "/reopen": "topic của từng yêu cầu", "/canned": "Lệnh /canned", "/quue": "Em chưa biết lệnh /quue", "/help": "/queue [mine] – Xem",
	} {
		g.lan.Writes(0, command)
		g.pump()
		general := g.forum.General()
		if last := general[len(general)-1].Text; !strings.Contains(last, want) || !strings.Contains(last, "/desk – ") || strings.Contains(last, "/claim – ") {
			t.Errorf("%s was answered %q, want %q and the commands of General", command, last, want)
		}
	}
	g.wantUnanswered("/weather@another_bot")
}

func TestACommandThatLacksItsWordsIsExplained(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	g.lan.Writes(g.topic().ID, "/call")
	g.pump()
	g.wantShown("Cách dùng: /call <mã cuộc gọi, -mã cần bỏ>")
	g.lan.Writes(g.topic().ID, "/call một hai")
	g.pump()
	if got := strings.Count(g.shownText(), "Cách dùng: /call"); got != 2 {
		t.Errorf("explained %d times, want 2", got)
	}
}

// TestTags: what /tag sets is on the card, in the queue and found.
func TestTags(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	for _, c := range []struct{ command, answer, tags string }{
		{"/tag", "chưa có thẻ", ""},
		{"/tag nhà mạng,  Gấp", "Thẻ: Gấp, nhà mạng", "Gấp, nhà mạng"},
		{"/tag gap, vip", "Thẻ: Gấp, nhà mạng, vip", "Gấp, nhà mạng, vip"},
		{"/tag -NHA MANG, - vip", "Thẻ: Gấp", "Gấp"},
		{"/tag", "Thẻ: Gấp", "Gấp"},
	} {
		g.lan.Writes(g.topic().ID, c.command)
		g.pump()
		shown := g.shown()
		if got := strings.Join(g.ticket().Tags, ", "); got != c.tags || !strings.Contains(shown[len(shown)-1].Text, c.answer) {
			t.Errorf("%s: tags %q, answered %q; want %q and %q", c.command, got, shown[len(shown)-1].Text, c.tags, c.answer)
		}
	}
	if card := g.card().Text; !strings.Contains(card, "Thẻ: Gấp") {
		t.Errorf("card %q, want the tag", card)
	}
	g.lan.Writes(0, "/queue")
	g.pump()
	general := g.forum.General()
	if last := general[len(general)-1].Text; !strings.Contains(last, " · Gấp") {
		t.Errorf("/queue answered %q, want the tag", last)
	}
	if found, err := g.desk.Reader.Search(t.Context(), desk.Query{Text: "gap"}); err != nil || len(found.Hits) != 1 || found.Hits[0].Line.Seq != 0 {
		t.Errorf("search: got %+v, %v, want the ticket by its tag", found.Hits, err)
	}
}

func TestTheGroupsMenuShowsTheCommands(t *testing.T) {
	g := newGroup(t, setup{})
	g.ok(g.front.SetCommands(t.Context(), prompts.Must("en")))
	for _, lang := range []string{"", "en"} {
		got := strings.Join(g.tg.GroupCommands(groupID, lang), " ")
		if !strings.HasPrefix(got, "claim take to release") || !strings.HasSuffix(got, "desk queue help") {
			t.Errorf("%q: got %s", lang, got)
		}
	}
	if got := g.tg.Commands(""); len(got) != 0 {
		t.Errorf("users were given %v", got)
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

func TestServerThatKnowsNoMembersTurnsNobodyAway(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	g.tg.Fail("getChatMember", 1, telegramtest.Refuse(404, "Not Found: method not found"))
	g.lan.Writes(g.topic().ID, "em chào anh")
	g.pump()
	g.wantHeard("em chào anh", 1)
}

func TestMembershipIsAskedAgainWhenTelegramIsAway(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	g.tg.Fail("getChatMember", 2, telegramtest.Gateway(502))
	g.lan.Writes(g.topic().ID, "em chào anh")
	g.pump()
	g.wantHeard("em chào anh", 1)
}

// TestJunkInTheGroup: "/spam" closes the ticket, and its user hears nothing.
func TestJunkInTheGroup(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	heard := len(g.heard())
	g.lan.Writes(g.topic().ID, "/spam")
	g.pump()
	if got := g.ticket(); got.State != chat.Closed || got.Reason != "closed.spam" || len(g.heard()) != heard {
		t.Errorf("the ticket is %s (%s), and Hoa heard %q", got.State, got.Reason, g.heard()[heard:])
	}
}

// TestEraseInTheGroup: a lead is asked back with what would go, and the user is
// forgotten once the ticket's number follows; nobody else may.
func TestEraseInTheGroup(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	g.minh.Becomes("member")
	confirmed := fmt.Sprintf("/erase %d", g.ticket().Number)
	erasure := func() *chat.Erasure {
		c, err := g.desk.Reader.Conversation(t.Context(), g.conv())
		g.ok(err)
		return c.Erase
	}
	g.minh.Writes(g.topic().ID, confirmed)
	g.pump()
	g.wantShown("chỉ dành cho trưởng nhóm")
	g.lan.Writes(g.topic().ID, "/erase")
	g.pump()
	g.wantShown("Để xác nhận, gõ " + confirmed)
	if e := erasure(); e != nil {
		t.Fatalf("it was decided without a confirmation: %+v", e)
	}
	g.lan.Writes(g.topic().ID, confirmed)
	g.pump()
	if e := erasure(); e == nil || e.By != chat.ErasedByLead || e.Staff != "telegram:42" {
		t.Errorf("got %+v, want that the user is forgotten", e)
	}
}
