package forum_test

import (
	"context"
	"strings"
	"testing"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/record"
	"hotro/internal/store"
	"hotro/internal/store/bolt"
)

// busy is a store in which something happens right behind the next reading of a
// conversation, before anything else of it is read.
type busy struct {
	*bolt.Store
	then func()
}

func (b *busy) Load(ctx context.Context, conv string) (store.Snapshot, error) {
	snap, err := b.Store.Load(ctx, conv)
	if then := b.then; then != nil {
		b.then = nil
		then()
	}
	return snap, err
}

// opensOnTheDesk is a colleague on the web desk, who opens the ticket: that brings the
// topic in step. What happens meanwhile lies between the two readings of it.
func (g *group) opensOnTheDesk(meanwhile func()) {
	g.Helper()
	g.ok(g.desk.Read(g.Context(), g.conv(), desk.Staff{ID: "web:minh", Name: "Minh", Role: desk.RoleAgent}))
	g.busy.then = meanwhile
	g.pump()
	if g.busy.then != nil {
		g.Fatal("nobody has read the conversation")
	}
}

// says is a line of Hoa with what follows from it, in one turn.
func (g *group) says(words string, then func(r *record.Record)) {
	g.turn(func(r *record.Record) {
		in := chat.Incoming{Kind: chat.KindText, Text: words, Message: words, At: g.now, User: chat.User{ID: "1001", Name: "Hoa"}}
		seq := r.Hear(in)
		if r.Conv.Ticket.Open() {
			g.desk.Lifecycle.Heard(r, in, seq)
		}
		then(r)
	})
}

func TestAMomentIsShownWhole(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	g.says("em dùng Chrome", func(*record.Record) {})
	g.turn(func(r *record.Record) { r.Say(chat.Reply{Text: "Em đã ghi thêm ạ."}) })
	g.pump()
	before := len(g.shown())
	g.opensOnTheDesk(func() {
		g.says("thôi hủy giúp em", func(r *record.Record) { g.desk.Lifecycle.Cancel(r) })
	})
	if got, want := g.shownText(), "thôi hủy giúp em\nNgười dùng báo không cần hỗ trợ nữa.\n🤖 Em đã ghi thêm ạ."; !strings.HasSuffix(got, want) || len(g.shown()) != before+1 {
		t.Errorf("the topic shows %q in %d messages, want one more than %d with %q", got, len(g.shown()), before, want)
	}
}

func TestWhatIsSaidToTheBotAfterTheEndStaysThere(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	g.opensOnTheDesk(func() {
		g.says("thôi em tự làm được rồi", func(r *record.Record) { g.desk.Lifecycle.Cancel(r) })
		g.now = g.now.Add(1)
		g.says("bot ơi sếp em khó tính lắm", func(r *record.Record) { r.Say(chat.Reply{Text: "Dạ em nghe ạ."}) })
	})
	g.wantShown("thôi em tự làm được rồi", "Người dùng báo không cần hỗ trợ nữa.")
	if got := g.shownText(); strings.Contains(got, "sếp") {
		t.Errorf("the topic shows %q, want nothing of what was said to the bot once the ticket had ended", got)
	}
}
