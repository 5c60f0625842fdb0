package forum_test

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"hotro/internal/channels/telegram/telegramtest"
	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/record"
	"hotro/internal/store"
)

func TestNewTicketGetsATopicWithACardAndWhatWasSaid(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	if got, want := g.topic().Name, "#1 Hoa · FROM_NUMBER_NOT_FOUND"; got != want {
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
	g := newGroup(t, setup{double: telegramtest.Options{Lenient: true}})
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
	g.ok(g.desk.Forget(t.Context(), g.conv(), chat.Erasure{At: g.now, By: chat.ErasedByUser}))
	j, ok, err := g.store.NextOne(t.Context(), g.conv(), store.LaneDesk, g.now.Add(time.Hour), time.Minute, nil)
	if err != nil || !ok {
		t.Fatalf("the desk lane: %v, %v", ok, err)
	}
	if _, _, err := g.front.Erase(t.Context(), j.Progress, []int64{1}); err != nil {
		t.Fatal(err)
	}
	if told := g.tg.Chat(leads).FromBot(); len(told) != 1 || strings.Contains(told[0].Text, "Hoa") || !strings.Contains(told[0].Text, "đã được xóa") {
		t.Errorf("leads read %v after the user was forgotten, want nothing of her", told)
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
	g := newGroup(t, setup{double: telegramtest.Options{GroupRate: 20}, perMinute: 20})
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
	g.tg.Fail("sendMessage", 1, telegramtest.TooMany(7))
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

func TestOutageOfTheBotLosesNoLine(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	g.tg.Fail("sendMessage", 3, telegramtest.Refuse(401, "Unauthorized"))
	g.hoa.Says("dòng lúc mất mạng")
	g.passes(2 * time.Minute)
	g.tg.Fail("sendMessage", 2, telegramtest.Gateway(502))
	g.hoa.Says("dòng qua cổng hỏng")
	g.passes(4 * time.Minute)
	g.wantShown("dòng lúc mất mạng", "dòng qua cổng hỏng")
}

// TestWordsInATopicThatIsBeingMadeAreItsUsers: staff see a topic a moment before
// it is stored which ticket it shows, and what they write then is not lost.
func TestWordsInATopicThatIsBeingMadeAreItsUsers(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	key := fmt.Sprintf(".forum/topic/%d/", int64(groupID))
	shows, _, err := g.store.Get(t.Context(), key+fmt.Sprint(g.topic().ID))
	g.ok(err)
	made := g.lan.Opens("Hoa")
	g.lan.Writes(made, "em xem ngay")
	var stored sync.WaitGroup
	defer stored.Wait()
	stored.Go(func() {
		<-time.After(150 * time.Millisecond)
		if _, err := g.store.Swap(context.Background(), key+fmt.Sprint(made), 0, shows, 0, g.now); err != nil {
			t.Error(err)
		}
	})
	g.pump()
	g.wantHeard("em xem ngay", 1)
}

// Who holds a ticket and is gone does not hide that its user waits.
func TestAnOverdueTicketIsSeenWhoeverHoldsIt(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	if card := g.card().Text; !strings.Contains(card, "Hẹn trả lời trước 09:15") {
		t.Errorf("card %q, want what the user was promised", card)
	}
	g.passes(10 * time.Minute)
	g.lan.Writes(g.topic().ID, "/claim")
	g.passes(time.Second)
	claimed := g.topic().Icon
	g.passes(6 * time.Minute)
	if late := g.topic().Icon; late == claimed || !strings.Contains(g.card().Text, "Quá hẹn trả lời từ 09:15") {
		t.Errorf("icon %q before, %q after; card %q; want it marked as overdue", claimed, late, g.card().Text)
	}
	g.lan.Writes(g.topic().ID, "Dạ em đây ạ")
	g.passes(time.Second)
	if answered := g.topic().Icon; answered != claimed || strings.Contains(g.card().Text, "hẹn") {
		t.Errorf("icon %q, card %q once answered; want it like before", answered, g.card().Text)
	}
}

// another opens another ticket for Hoa, about something else, in the same
// moment in which the old one was closed.
func (g *group) another(first int64) {
	g.Helper()
	g.number++
	g.turn(func(r *record.Record) {
		g.desk.Lifecycle.Open(r, g.number, desk.Details{Topic: "AGENT_FROM_NOT_FOUND", Why: "asked", First: first, Anew: true}, 1)
	})
}

// What was said last in a ticket stands in its topic, however soon the next
// ticket came, and its card says that it is over.
func TestTheLastWordsOfATicketAreShownBeforeTheNext(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	old := g.topic()
	g.turn(func(r *record.Record) {
		in := chat.Incoming{From: r.Conv.Address, User: r.Conv.User, Kind: chat.KindText, At: g.now, Message: "7001", Text: "lời cuối của phiếu cũ"}
		g.desk.Lifecycle.Heard(r, in, r.Hear(in))
	})
	g.ok(g.desk.Close(t.Context(), g.conv(), desk.Staff{ID: "web:huy@example.vn", Name: "Huy"}, "xong", "c1"))
	g.turn(func(r *record.Record) {
		r.Hear(chat.Incoming{From: r.Conv.Address, User: r.Conv.User, Kind: chat.KindText, At: g.now.Add(time.Second), Message: "7002", Text: "chuyện khác"})
	})
	g.another(0)
	g.passes(5 * time.Second)
	texts, closed := "", ""
	for _, m := range old.Messages() {
		texts += m.Text + "\n"
		if isCard(m) {
			closed = m.Text
		}
	}
	if !strings.Contains(texts, "lời cuối của phiếu cũ") || strings.Contains(texts, "chuyện khác") {
		t.Errorf("the old topic shows %q, want its last words and none of the next ticket", texts)
	}
	if !strings.Contains(closed, "Đã đóng") {
		t.Errorf("the old card says %q, want that it is over", closed)
	}
	if g.topic().ID == old.ID {
		t.Error("the next ticket has no topic of its own")
	}
}

// A second topic shows what staff said before, and a line that answers words
// typed in the first topic is shown there without the ornament.
func TestWordsOfAnEarlierTopicLeadUpToTheNext(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	g.lan.Writes(g.topic().ID, "anh thử F5 xem")
	g.pump()
	words := g.hoa.Heard()[len(g.hoa.Heard())-1]
	g.lan.Writes(g.topic().ID, "/close")
	g.passes(time.Second)
	lines, err := g.desk.Reader.Lines(t.Context(), g.conv(), 1, 100)
	g.ok(err)
	var first int64
	for _, l := range lines {
		if l.Text == "anh thử F5 xem" {
			first = l.Seq
		}
	}
	g.passes(time.Second)
	g.another(first)
	g.hoa.Replies(words.ID, "F5 rồi vẫn lỗi")
	g.passes(5 * time.Second)
	g.wantShown("👤 Lan: anh thử F5 xem", "F5 rồi vẫn lỗi")
}

// What was edited or failed in an earlier ticket is no news in the next one.
func TestNewsOfAnEarlierTicketAreNotToldAgain(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	line := g.hoa.Says("hotline 0247")
	g.pump()
	g.hoa.Edits(line.ID, "hotline 02471234567")
	g.pump()
	g.tg.Fail("sendMessage", 2, telegramtest.Refuse(403, "Forbidden: bot was blocked by the user"))
	g.lan.Writes(g.topic().ID, "anh còn đó không")
	g.passes(2 * time.Second)
	g.ok(g.desk.Close(t.Context(), g.conv(), desk.Staff{ID: "web:huy@example.vn", Name: "Huy"}, "xong", "c1"))
	g.passes(2 * time.Second)
	g.another(0)
	g.hoa.Says("alo")
	g.passes(5 * time.Second)
	if all := g.shownText(); strings.Contains(all, "✏️") || strings.Contains(all, "⚠️") {
		t.Errorf("the next topic shows %q, want no news of the earlier ticket", all)
	}
}
