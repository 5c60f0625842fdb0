package app_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"hotro/internal/channels/channeltest"
	"hotro/internal/channels/channeltest/pigeon"
	"hotro/internal/chat"
)

// carrier is a platform as tests that run over all of them see it.
type carrier struct {
	name   string
	device func(n int) device // of one of its users
	lacks  []chat.Kind        // what its users can't send
	hook   *hook              // nil: it does not call us
	tells  bool               // what became of our messages
}

// inventions are made-up platforms that the program is tested with beside the
// real ones: one line for each.
func inventions(t testing.TB) []*channeltest.Rig {
	return []*channeltest.Rig{
		pigeon.New(t),
	}
}

// carriers are all the platforms of a world.
func (w *world) carriers() []carrier {
	out := []carrier{
		{
			name: chat.Telegram, hook: telegramHook(), lacks: []chat.Kind{chat.KindUnsupported},
			device: func(n int) device { return onTelegram{w.tg.User(int64(n), "Lan"), w.tg.BotID()} },
		},
		{
			name: chat.Zalo, tells: true, hook: zaloHook(w), lacks: []chat.Kind{chat.KindUnsupported},
			device: func(n int) device { return onZalo{w.oa, strconv.Itoa(n)} },
		},
		{
			name: chat.ZaloBot, hook: zaloBotHook(), lacks: []chat.Kind{chat.KindStart, chat.KindFile},
			device: func(n int) device { return onZaloBot{w.zb, strconv.Itoa(n)} },
		},
		{
			name:   chat.Terminal,
			lacks:  []chat.Kind{chat.KindStart, chat.KindFile, chat.KindPhoto, chat.KindVoice, chat.KindSticker, chat.KindUnsupported},
			device: func(int) device { return atTerminal(w.t) },
		},
	}
	for _, r := range w.rigs {
		out = append(out, carrier{
			name: r.Name, tells: r.Tells, lacks: r.Lacks, hook: &hook{r.Path, r.Body, r.Sign, r.Forged},
			device: func(n int) device { return onInvention{r.User(n)} },
		})
	}
	return out
}

// onInvention is a user of a made-up platform.
type onInvention struct{ channeltest.User }

func (u onInvention) says(text string)        { _ = u.Does(chat.KindText, text) } // what is lost is missed by whoever waits for the answer
func (u onInvention) presses(label string)    { _ = u.Does(chat.KindButton, label) }
func (u onInvention) sends(k chat.Kind) error { return u.Does(k, "") }
func (u onInvention) buttons(l []string) bool { return u.Buttons(len(l)) }
func (u onInvention) at() chat.Address        { return u.At() }

func (u onInvention) told() []bubble {
	var out []bubble
	for _, b := range u.Told() {
		out = append(out, bubble{b.Text, b.Labels})
	}
	return out
}

const telegramSecret = "bi-mat-cua-telegram"

// hook is a webhook of the running program, and how its platform signs.
type hook struct {
	path   string
	body   func(id, text string) string
	signed func(body string) http.Header
	forged []http.Header
}

// Headers that platforms sign with.
const (
	telegramHeader = "X-Telegram-Bot-Api-Secret-Token"
	zaloBotHeader  = "X-Bot-Api-Secret-Token"
	zaloHeader     = "X-Zevent-Signature"
)

func header(name, value string) http.Header { return http.Header{name: {value}} }

func telegramHook() *hook {
	return &hook{
		"/webhook/telegram",
		func(id, text string) string {
			return fmt.Sprintf(`{"update_id":%d,"message":{"message_id":%d,"date":%d,"chat":{"id":555,"type":"private"},"from":{"id":555,"is_bot":false,"first_name":"An"},"text":%q}}`,
				1<<20+len(id), 1<<20+len(id), time.Now().Unix(), text)
		},
		func(string) http.Header { return header(telegramHeader, telegramSecret) },
		[]http.Header{{}, header(telegramHeader, ""), header(telegramHeader, telegramSecret+"x"), header(zaloBotHeader, telegramSecret)},
	}
}

func zaloBotHook() *hook {
	return &hook{
		"/webhook/zalobot",
		func(id, text string) string {
			return fmt.Sprintf(`{"event_name":"message.text.received","message":{"date":%d,"chat":{"chat_type":"PRIVATE","id":"an"},"message_id":%q,"from":{"id":"an","is_bot":false,"display_name":"An"},"text":%q}}`,
				time.Now().UnixMilli(), id, text)
		},
		func(string) http.Header { return header(zaloBotHeader, zaloBotSecret) },
		[]http.Header{{}, header(zaloBotHeader, ""), header(zaloBotHeader, "bi-mat-cua-nguoi-khac")},
	}
}

func zaloHook(w *world) *hook {
	return &hook{
		"/webhook/zalo",
		func(id, text string) string { return zaloText(w, id, text, time.Now()) },
		func(body string) http.Header { return w.oa.Sign([]byte(body)) },
		[]http.Header{{}, header(zaloHeader, ""), header(zaloHeader, "mac="+strings.Repeat("0", 64)), w.oa.Sign([]byte(`{"timestamp":"1"}`))},
	}
}

func zaloText(w *world, id, text string, at time.Time) string {
	return fmt.Sprintf(`{"event_name":"user_send_text","app_id":%q,"sender":{"id":"an"},"recipient":{"id":%q},"message":{"text":%q,"msg_id":%q},"timestamp":"%d"}`,
		w.oa.Options().AppID, w.oa.Options().OA, text, id, at.UnixMilli())
}

var (
	ticketNumber = regexp.MustCompile(`yêu cầu #(\d+)`)
	arrived      = regexp.MustCompile(`class="delivery (delivered|read)"`)
)

// TestReceiptsOfAPlatformReachTheDesk: what a platform says became of an
// answer stands beside it.
func TestReceiptsOfAPlatformReachTheDesk(t *testing.T) {
	t.Parallel()
	w := everywhere(t, map[string]string{"DESK_LOGIN_SECRET": loginSecret})
	hoa := w.atDesk("Hoa")
	for i, c := range w.carriers() {
		if !c.tells {
			continue
		}
		g := &guest{device: c.device(90_000 + i), w: w}
		g.says("gặp nhân viên")
		page := "/desk/t/" + ticketNumber.FindStringSubmatch(g.hears("yêu cầu #").text)[1]
		hoa.submits(page+"/say", map[string]string{"text": "Dạ em đây ạ."}, "", nil)
		g.hears("Dạ em đây ạ.")
		if !w.until(func() bool { return arrived.MatchString(hoa.gets(page)) }) {
			t.Errorf("%s: the desk does not show that an answer arrived", c.name)
		}
	}
}
