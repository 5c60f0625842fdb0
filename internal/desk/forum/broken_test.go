package forum_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"hotro/internal/channels/telegram/telegramtest"
	"hotro/internal/chat"
)

// troubles is what the front said is broken.
type troubles struct {
	now []string
	all []string
}

func (t *troubles) Report(_ context.Context, key string, why chat.Reason) {
	said := key + " " + why.Key()
	if !slices.Contains(t.now, said) {
		t.now, t.all = append(t.now, said), append(t.all, said)
	}
}

func (t *troubles) Clear(_ context.Context, key string) {
	t.now = slices.DeleteFunc(t.now, func(s string) bool { return strings.HasPrefix(s, key+" ") })
}

// watch has the front tell what is broken.
func (g *group) watch() *troubles {
	t := &troubles{}
	g.front.Broken = t
	return t
}

func TestWithoutTopicsTicketsAreInGeneral(t *testing.T) {
	g := newGroup(t, setup{})
	broken := g.watch()
	g.forum.SetForum(false)
	g.asks()
	g.hoa.Says("có ai không ạ")
	g.passes(10 * time.Second)
	if !slices.Equal(broken.now, []string{"telegram.staff telegram.no_topics"}) {
		t.Errorf("said to be broken: %v", broken.now)
	}
	var lines []telegramtest.Message
	for _, m := range g.forum.General() {
		if m.FromBot && m.Service == "" {
			lines = append(lines, m)
		}
	}
	last := lines[len(lines)-1]
	if !strings.HasPrefix(last.Text, "#1 Hoa\n") || !strings.Contains(last.Text, "có ai không ạ") {
		t.Fatalf("General shows %q, want the line under the ticket's number", last.Text)
	}
	g.lan.Replies(0, last.ID, "có em đây ạ")
	g.pump()
	g.wantHeard("có em đây ạ", 1)
	g.lan.Writes(0, "trưa nay ăn gì")
	g.lan.Replies(0, last.ID, "// khách gấp")
	g.pump()
	g.wantHeard("trưa nay ăn gì", 0)
	g.wantHeard("khách gấp", 0)

	g.forum.SetForum(true)
	g.passes(6 * time.Minute)
	g.hoa.Says("dạ em chờ")
	g.passes(10 * time.Second)
	if len(broken.now) != 0 {
		t.Errorf("still said to be broken: %v", broken.now)
	}
	g.wantShown("có ai không ạ", "có em đây ạ", "dạ em chờ")
}

func TestAGroupThatIsOutOfReachIsSaidSoAndNothingIsLost(t *testing.T) {
	for said, want := range map[string]string{
		"403 Forbidden: bot was kicked from the supergroup chat":    "telegram.staff telegram.kicked",
		"400 Bad Request: chat not found":                           "telegram.staff telegram.no_chat",
		"401 Unauthorized":                                          "telegram.staff telegram.token",
		"403 Forbidden: bot is not a member of the supergroup chat": "telegram.staff telegram.kicked",
		"400 Bad Request: not enough rights to send text messages":  "telegram.staff telegram.no_rights",
		"400 Bad Request: CHAT_WRITE_FORBIDDEN":                     "telegram.staff telegram.no_rights",
	} {
		t.Run(said, func(t *testing.T) {
			g := newGroup(t, setup{})
			broken := g.watch()
			g.asks()
			var code int
			_, err := fmt.Sscan(said, &code)
			g.ok(err)
			g.tg.Fail("sendMessage", 5, telegramtest.Refuse(code, strings.TrimSpace(said[3:])))
			g.hoa.Says("dòng thứ nhất")
			g.hoa.Says("dòng thứ hai")
			g.pump()
			if !slices.Equal(broken.now, []string{want}) {
				t.Errorf("said to be broken: %v, want %s", broken.now, want)
			}
			g.passes(10 * time.Minute)
			g.wantShown("dòng thứ nhất", "dòng thứ hai")
			if len(broken.now) != 0 {
				t.Errorf("still said to be broken: %v", broken.now)
			}
		})
	}
}

func TestAGroupThatLetsInNoFilesStillGetsTheWords(t *testing.T) {
	g := newGroup(t, setup{})
	broken := g.watch()
	g.asks()
	for _, method := range []string{"sendPhoto", "sendDocument"} {
		g.tg.Fail(method, 9, telegramtest.Refuse(400, "Bad Request: not enough rights to send photos to the chat"))
	}
	g.hoa.SendsPhoto([]byte("jpeg"), "hình lỗi")
	g.hoa.Says("anh xem giúp")
	g.pump()
	g.wantShown("hình lỗi", "không đưa được vào đây", "anh xem giúp")
	if len(broken.all) != 0 {
		t.Errorf("said to be broken: %v", broken.all)
	}
}

// TestOneRefusedLineDropsNoOther: ornaments go first, then the lines part until
// the one that is not wanted stands alone.
func TestOneRefusedLineDropsNoOther(t *testing.T) {
	g := newGroup(t, setup{})
	broken := g.watch()
	g.asks()
	first := g.hoa.Says("dòng đầu")
	g.pump()
	g.tg.FailWhen("sendMessage", func(params map[string]string) bool {
		return strings.Contains(params["text"], "dòng hỏng")
	}, telegramtest.Refuse(400, "Bad Request: words of next year"))
	g.hoa.Says("dòng một")
	g.hoa.Says("dòng hai")
	g.hoa.Says("dòng hỏng")
	g.hoa.Says("dòng ba")
	g.hoa.Replies(first.ID, "dòng bốn")
	g.pump()
	g.wantShown("dòng một", "dòng hai", "dòng ba", "dòng bốn", "[Telegram không nhận tin này, xem trên trang hỗ trợ]")
	if len(broken.all) != 0 {
		t.Errorf("said to be broken: %v, want nothing", broken.all)
	}
}

func TestARefusedReplyCostsOnlyTheReply(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	first := g.hoa.Says("dòng đầu")
	g.pump()
	g.tg.FailWhen("sendMessage", func(params map[string]string) bool { return params["reply_parameters"] != "" },
		telegramtest.Refuse(400, "Bad Request: words of next year"))
	g.hoa.Replies(first.ID, "trả lời dòng đầu")
	g.pump()
	g.wantShown("trả lời dòng đầu")
}
