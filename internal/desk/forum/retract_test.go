package forum_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"hotro/internal/channels/telegram/telegramtest"
	"hotro/internal/chat"
	"hotro/internal/desk"
)

// answered is what the bot last said in the topic.
func (g *group) answered() telegramtest.Message {
	g.Helper()
	all := g.shown()
	if len(all) == 0 {
		g.Fatal("the bot said nothing in the topic")
	}
	return all[len(all)-1]
}

// atHoa is how often Hoa sees words in the chat now.
func (g *group) atHoa(words string) (n int) {
	for _, m := range g.hoa.Messages() {
		if m.FromBot && m.Text == words {
			n++
		}
	}
	return n
}

// TestDeleteTakesBackALine: a reply with /delete deletes the message at the
// user's; the command and the line are marked, and the log says who did it.
func TestDeleteTakesBackALine(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	line := g.lan.Writes(g.topic().ID, "mật khẩu của anh là 1234")
	g.pump()
	g.wantHeard("mật khẩu của anh là 1234", 1)
	before := len(g.tg.Calls("sendMessage"))
	command := g.lan.Replies(g.topic().ID, line.ID, "/delete")
	g.pump()
	if n := g.atHoa("mật khẩu của anh là 1234"); n != 0 {
		t.Errorf("Hoa still sees what was taken back %d times", n)
	}
	if got, _ := g.tg.Chat(groupID).Message(command.ID); !slices.Equal(got.Emoji, []string{"👌"}) {
		t.Errorf("the command has the signs %q, want that it is done", got.Emoji)
	}
	if got := g.answered(); got.Text != "🗑 Lan đã thu hồi tin này." || got.ReplyTo != line.ID {
		t.Errorf("the topic shows %q below %d, want it below the line, %d", got.Text, got.ReplyTo, line.ID)
	}
	for _, c := range g.tg.Calls("sendMessage")[before:] {
		if c.Params["disable_notification"] != "true" {
			t.Errorf("%q makes a sound", c.Params["text"])
		}
	}
	log := g.ticket().Log
	if last := log[len(log)-1]; last.What != desk.EvRetracted || last.Who != "telegram:42" {
		t.Errorf("the log ends with %+v, want who took the line back", last)
	}
	told := len(g.shown())
	g.lan.Replies(g.topic().ID, line.ID, "/delete")
	g.passes(time.Minute)
	if got := len(g.shown()); got != told {
		t.Errorf("taken back again, it is told again: %q", g.shownText())
	}
	g.lan.Edits(line.ID, "mật khẩu mới là 4321")
	g.pump()
	if got := g.answered().Text; !strings.Contains(got, "đã thu hồi nên không sửa được") || g.atHoa("mật khẩu mới là 4321") != 0 {
		t.Errorf("an edit of it was answered %q", got)
	}
}

// TestWhatDeleteRefuses: what is not staff's, what is a colleague's, what
// Telegram keeps, and a command that answers nothing, each with a word.
func TestWhatDeleteRefuses(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	topic := g.topic().ID
	line := g.lan.Writes(topic, "dạ vâng ạ")
	g.pump()
	g.minh.Becomes("member")
	refused := func(by *telegramtest.Staff, to int64, want string) {
		t.Helper()
		if to == 0 {
			by.Writes(topic, "/delete")
		} else {
			by.Replies(topic, to, "/delete")
		}
		g.pump()
		if got := g.answered().Text; !strings.Contains(got, want) || g.atHoa("dạ vâng ạ") != 1 {
			t.Errorf("answered %q, Hoa sees the line %d times; want %q and once", got, g.atHoa("dạ vâng ạ"), want)
		}
	}
	refused(g.lan, 0, "trả lời (reply) vào tin của nhân viên")
	refused(g.lan, g.card().ID, "trả lời (reply) vào tin của nhân viên")
	refused(g.minh, line.ID, "của đồng nghiệp")
	g.passes(48 * time.Hour)
	refused(g.lan, line.ID, "không thu hồi được")
	g.lan.Edits(line.ID, "// khách này khó tính")
	g.pump()
	if got := g.answered().Text; !strings.Contains(got, "không đổi thành ghi chú được") || g.atHoa("dạ vâng ạ") != 1 {
		t.Errorf("an edit into a note was answered %q", got)
	}
}

// TestASentLineThatBecomesANoteIsTakenBack: what stands behind // is never for
// the user, also when the line went out before.
func TestASentLineThatBecomesANoteIsTakenBack(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	line := g.lan.Writes(g.topic().ID, "khách này khó tính")
	g.pump()
	g.lan.Edits(line.ID, "// khách này khó tính, gọi lại nhé")
	g.pump()
	if heard := strings.Join(g.heard(), "|"); strings.Contains(heard, "khó tính") {
		t.Errorf("Hoa sees %q", heard)
	}
	g.lan.Edits(line.ID, "// gọi lại lúc 3 giờ")
	g.pump()
	lines, err := g.desk.Reader.Lines(t.Context(), g.conv(), 1, 100)
	g.ok(err)
	last := lines[len(lines)-1]
	if last.By != chat.ByNote || last.Latest() != "gọi lại lúc 3 giờ" {
		t.Errorf("the last line is %s %q, want the note", last.By, last.Latest())
	}
	if heard := strings.Join(g.heard(), "|"); strings.Contains(heard, "gọi lại") {
		t.Errorf("Hoa sees %q", heard)
	}
}
