package forum_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/record"
)

// toasts are the words that were shown over pressed buttons.
func (g *group) toasts() (out []string) {
	for _, c := range g.tg.Calls("answerCallbackQuery") {
		out = append(out, c.Params["text"])
	}
	return out
}

// Every press is answered with a word over the button, also that of who comes
// second, and none by a message in the topic.
func TestAPressIsAnsweredWithAWord(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	before := len(g.shown())
	g.lan.Presses(g.topic().ID, "Nhận")
	g.minh.Presses(g.topic().ID, "Nhận")
	g.pump()
	if got, want := g.toasts(), []string{"Bạn đã nhận phiếu.", "Lan đã nhận #1 trước anh/chị."}; !slices.Equal(got, want) {
		t.Errorf("shown over the buttons: %q, want %q", got, want)
	}
	if got := len(g.shown()) - before; got != 0 {
		t.Errorf("%d messages in the topic, want none: %q", got, g.shownText())
	}
	if n := g.tg.Unanswered(); n != 0 {
		t.Errorf("%d buttons spin", n)
	}
}

// A touch on the button that closes asks first; who meant it says why, and can
// take it back, which the user is told.
func TestTheButtonThatClosesAsksFirst(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	topic, buttons := g.topic().ID, g.card().Labels()
	g.lan.Presses(topic, "Đóng")
	g.pump()
	if got := g.ticket().State; got != chat.Waiting {
		t.Fatalf("one touch made the ticket %s, want it to wait still", got)
	}
	asked := g.card().Labels()
	g.minh.Presses(topic, "Không đóng")
	g.pump()
	if got := g.card().Labels(); !slices.Equal(got, buttons) || len(asked) < 3 {
		t.Errorf("asked %q, then the buttons are %q, want %q", asked, got, buttons)
	}
	g.lan.Presses(topic, "Đóng")
	g.pump()
	g.lan.Presses(topic, asked[0])
	g.pump()
	if got := g.ticket(); got.State != chat.Closed || got.Reason != "closed.elsewhere" { // nobody has written to the user
		t.Errorf("the ticket is %s because of %q, want closed.elsewhere", got.State, got.Reason)
	}
	if got := g.toasts(); !strings.Contains(got[len(got)-1], "Đã đóng #1") {
		t.Errorf("shown over the buttons: %q, want that it is closed", got)
	}
	g.passes(time.Minute)
	g.lan.Presses(topic, "Mở lại")
	g.pump()
	g.wantHeard("Nhân viên vừa mở lại yêu cầu #1 để hỗ trợ tiếp anh/chị ạ.", 1)
}

// What was closed as junk is reopened without a word to its user.
func TestJunkIsReopenedInSilence(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	heard := len(g.heard())
	g.lan.Writes(g.topic().ID, "/spam")
	g.lan.Writes(g.topic().ID, "/reopen")
	g.pump()
	if got := g.heard()[heard:]; len(got) != 0 || !g.isOpen() {
		t.Errorf("Hoa heard %q, open: %t; want silence and an open ticket", got, g.isOpen())
	}
}

func (g *group) isOpen() bool { t := g.ticket(); return t.Open() }

// A reminder calls who holds the ticket by name, with a sound.
func TestAReminderCallsTheHolder(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	g.lan.Writes(g.topic().ID, "/claim")
	g.passes(16 * time.Minute)
	for _, c := range g.tg.Calls("sendMessage") {
		if !strings.Contains(c.Params["text"], "⏰ Người dùng vẫn đang chờ") {
			continue
		}
		if !strings.Contains(c.Params["text"], "@Lan") || !strings.Contains(c.Params["entities"], `"text_mention"`) || !strings.Contains(c.Params["entities"], `"id":42`) {
			t.Errorf("reminder %q with %s, want Lan mentioned", c.Params["text"], c.Params["entities"])
		}
		if c.Params["disable_notification"] == "true" {
			t.Error("the reminder makes no sound")
		}
		return
	}
	t.Error("nobody was reminded")
}

// A rating and the comment on it are told once each.
func TestARatingIsToldOnce(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	g.lan.Writes(g.topic().ID, "/close")
	g.passes(time.Second)
	g.turn(func(r *record.Record) { g.desk.Lifecycle.Rate(r, 4, "") })
	g.passes(5 * time.Second)
	g.turn(func(r *record.Record) { g.desk.Lifecycle.Rate(r, 0, "trả lời nhanh") })
	g.passes(5 * time.Second)
	all := g.shownText()
	if strings.Count(all, "đánh giá 4/5") != 1 || strings.Count(all, "trả lời nhanh") != 1 {
		t.Errorf("the topic shows %q, want the rating and the comment once each", all)
	}
}

// Who takes over is not said to give the ticket to themselves.
func TestWhoTakesOverIsNamedOnce(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	g.lan.Writes(g.topic().ID, "/claim")
	g.pump()
	g.minh.Writes(g.topic().ID, "/take")
	g.pump()
	g.wantShown("Minh nhận thay.")
	if strings.Contains(g.shownText(), "Minh chuyển") {
		t.Errorf("the topic shows %q", g.shownText())
	}
}

// A topic of the colleagues' own knows the commands of General, every time.
func TestATopicOfTheirOwnAnswersCommands(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	own := g.lan.Opens("Chuyện phiếm")
	for range 2 {
		for command, want := range map[string]string{"/queue": "yêu cầu đang chờ", "/take": "dùng trong topic"} {
			g.lan.Writes(own, command)
			g.pump()
			if got := g.shownText(); !strings.Contains(got[strings.LastIndex("\n"+got, "\n"):]+got, want) {
				t.Errorf("%s was answered %q, want %q", command, got, want)
			}
		}
	}
	g.lan.Writes(own, "hello")
	g.pump()
}
