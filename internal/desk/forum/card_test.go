package forum_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/goldentest"
	"hotro/internal/record"
)

// lastCard is the newest card as it went over the wire.
func (g *group) lastCard() string {
	g.Helper()
	out := ""
	for _, c := range g.tg.Calls("") {
		if c.Params["parse_mode"] == "HTML" && c.Params["chat_id"] == fmt.Sprint(groupID) && c.Code == 200 {
			out = c.Params["text"] + "\n" + c.Params["reply_markup"] + "\n"
		}
	}
	return out
}

func TestCardGolden(t *testing.T) {
	g := newGroup(t, setup{user: "<script>alert(1)</script> & \"Hoa\""})
	g.asks()
	goldentest.Check(t, "testdata/card_waiting.html", []byte(g.lastCard()))
	g.turn(func(r *record.Record) {
		g.desk.Lifecycle.Update(r, desk.Details{
			Refs: []string{"call-vn-1-7EOLB370OL-1751008322530"}, Facts: map[string]string{"agent": "a@b.vn", "time": "<9 giờ>"},
			Call:  map[string]string{"from": "024", "to": "090", "cause": "486 Busy Here"},
			Model: "Người dùng bật <google dịch>.", Priority: 2,
		})
	})
	g.lan.Writes(g.topic().ID, "/claim")
	g.pump()
	goldentest.Check(t, "testdata/card_claimed.html", []byte(g.lastCard()))
	g.lan.Writes(g.topic().ID, "/close xong & gọn")
	g.pump()
	g.turn(func(r *record.Record) { g.desk.Lifecycle.Rate(r, 4, "") })
	g.pump()
	goldentest.Check(t, "testdata/card_closed.html", []byte(g.lastCard()))
}

func TestCardChangesOnlyWithTheTicket(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	n := len(g.tg.Calls("editMessageText"))
	for range 5 {
		g.hoa.Says("alo")
		g.pump()
	}
	if got := len(g.tg.Calls("editMessageText")); got != n {
		t.Errorf("the card was edited %d times although it says the same", got-n)
	}
}

func TestDeletedCardIsSentAgain(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	g.ok(g.bot.DeleteMessage(t.Context(), g.bot.Address(fmt.Sprint(groupID), ""), fmt.Sprint(g.card().ID)))
	g.lan.Writes(g.topic().ID, "/claim")
	g.pump()
	if card := g.card(); !strings.Contains(card.Text, "Lan đang hỗ trợ") || !card.Pinned {
		t.Errorf("card %q, pinned %t; want a new one", card.Text, card.Pinned)
	}
}

func TestEndlessPathFitsTheCard(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	g.turn(func(r *record.Record) {
		var path []chat.Tried
		for i := range 80 {
			path = append(path, chat.Tried{Node: fmt.Sprint("n", i), Text: strings.Repeat("😀 bước ", 60), Result: "failed", At: g.now})
		}
		g.desk.Lifecycle.Update(r, desk.Details{Path: path, Facts: map[string]string{"hotline": strings.Repeat("9", 5000)}})
	})
	g.pump()
	if got := g.card().Text; !strings.Contains(got, "81. ") {
		t.Errorf("card %q, want the latest step", got)
	}
}

func TestGroupWithoutRightsOrIconsStillGetsItsTopics(t *testing.T) {
	g := newGroup(t, setup{})
	g.forum.BotRights(true, false, false) // no pinning, no deleting
	g.asks()
	g.hoa.Says("alo")
	g.pump()
	g.wantShown("alo")
	if g.card().Pinned {
		t.Error("the card is pinned without the right to")
	}
}

func TestGroupThatRefusesTheBotIsTriedAgain(t *testing.T) {
	g := newGroup(t, setup{})
	g.forum.BotRights(false, false, false)
	g.asks()
	if n := len(g.forum.Topics()); n != 0 {
		t.Fatalf("%d topics without the right to make them", n)
	}
	g.forum.BotRights(true, true, true)
	g.passes(2 * time.Minute)
	g.wantShown("em gọi bị lỗi from number not found")
}

// TestAReasonIsKeptAsAFactAndShownInWords: a ready-made reason is a key in the
// store and words in the group; what staff wrote stays as they wrote it.
func TestAReasonIsKeptAsAFactAndShownInWords(t *testing.T) {
	for reason, shown := range map[string]string{
		"closed.guided":       "Đã hướng dẫn, người dùng tự làm được",
		"khách tự khởi động?": "khách tự khởi động?",
	} {
		t.Run(reason, func(t *testing.T) {
			g := newGroup(t, setup{})
			g.asks()
			g.ok(g.desk.Close(t.Context(), g.conv(), desk.Staff{ID: "web:minh", Name: "Minh"}, reason, ""))
			g.pump()
			if got := g.ticket().Reason; got != chat.Reason(reason) {
				t.Errorf("kept %q, want %q", got, reason)
			}
			g.wantShown("Minh đã đóng yêu cầu: " + shown)
			if card := g.lastCard(); !strings.Contains(card, shown) {
				t.Errorf("%s: the card does not say %q: %s", reason, shown, card)
			}
		})
	}
}

// TestTheCardLinksEarlierTickets: staff open what was said before by a touch.
func TestTheCardLinksEarlierTickets(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	g.turn(func(r *record.Record) {
		r.Conv.Past = []int64{91, 95}
		r.Touch()
	})
	g.pump()
	want := `Phiếu trước: <a href="https://hotro.example.vn/desk/tickets/95">#95</a>, <a href="https://hotro.example.vn/desk/tickets/91">#91</a>`
	if got := g.lastCard(); !strings.Contains(got, want) {
		t.Errorf("the card is %s, want %s in it", got, want)
	}
}
