package app_test

import (
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hotro/internal/app"
	"hotro/internal/channels/telegram/telegramtest"
	"hotro/internal/channels/terminal"
	"hotro/internal/channels/zalo/zalotest"
	"hotro/internal/channels/zalobot/zalobottest"
	"hotro/internal/chat"
	"hotro/prompts"
)

// errCannot: the channel has no such thing.
var errCannot = errors.New("not on this channel")

// jpeg passes for a photo.
const jpeg = "\xff\xd8\xff\xe0 a photo"

// device is a channel's app in a user's hand.
type device interface {
	says(text string)
	presses(label string)    // a button that is on the screen
	sends(k chat.Kind) error // something without words
	told() []bubble
	buttons(labels []string) bool // whether these choices are shown as buttons
	at() chat.Address
}

// onTelegram is a user with Telegram.
type onTelegram struct {
	*telegramtest.User
	bot int64
}

func (u onTelegram) says(text string)      { u.Says(text) }
func (u onTelegram) presses(label string)  { u.Presses(label) }
func (u onTelegram) buttons([]string) bool { return true }

func (u onTelegram) at() chat.Address {
	return chat.Address{Channel: chat.Telegram, Bot: fmt.Sprint(u.bot), Chat: fmt.Sprint(u.ID)}
}

func (u onTelegram) sends(k chat.Kind) error {
	switch k {
	case chat.KindStart:
		u.Starts("")
	case chat.KindPhoto:
		u.SendsPhoto([]byte(jpeg), "")
	case chat.KindFile:
		u.SendsDocument("log.txt", "text/plain", []byte("log"), "")
	case chat.KindVoice:
		u.SendsVoice([]byte("ogg"))
	case chat.KindSticker:
		u.SendsSticker("🙂")
	default:
		return errCannot
	}
	return nil
}

func (u onTelegram) told() []bubble {
	var out []bubble
	for _, m := range u.Heard() {
		out = append(out, bubble{m.Text, m.Labels()})
	}
	return out
}

// onZalo is a user of the Official Account.
type onZalo struct {
	z  *zalotest.Server
	id string
}

func (u onZalo) says(text string)     { u.z.User(u.id).Says(text) }
func (u onZalo) presses(label string) { u.z.User(u.id).Presses(label) }
func (u onZalo) buttons(l []string) bool {
	n := len(l)
	return n <= zalotest.MaxButtons || n == zalotest.MaxButtons+1 && passOver()[l[n-1]] != ""
}

// passOver is the answer that has no button where five others have one: how it
// is said stands in the words.
func passOver() map[string]string {
	return map[string]string{"Bỏ qua": "Hoặc nhắn “Bỏ qua” ạ.", "Skip": "Or type “Skip”."}
}

func (u onZalo) at() chat.Address {
	return chat.Address{Channel: chat.Zalo, Bot: u.z.Options().OA, Chat: u.id}
}

func (u onZalo) sends(k chat.Kind) error {
	p := u.z.User(u.id)
	switch k {
	case chat.KindStart:
		p.Follows()
	case chat.KindPhoto:
		p.Sends("image", "", []byte(jpeg), "")
	case chat.KindFile:
		p.Sends("file", "log.txt", []byte("log"), "")
	case chat.KindVoice:
		p.Sends("audio", "", []byte("m4a"), "")
	case chat.KindSticker:
		p.Sends("sticker", "", []byte("gif"), "")
	default:
		return errCannot
	}
	return nil
}

func (u onZalo) told() []bubble {
	var out []bubble
	for _, m := range u.z.Messages(u.id) {
		if m.Staff {
			continue
		}
		out = append(out, zaloBubble(m))
	}
	return out
}

// zaloBubble leaves out buttons that repeat what the words number.
func zaloBubble(m zalotest.Message) bubble {
	b := bubble{text: m.Text}
	more := func(label string) bool {
		return slices.ContainsFunc([]string{"vi", "en"}, func(lang string) bool {
			return label == prompts.Must(lang).T("zalo.more") || label == prompts.Must(lang).T("zalo.more_options")
		})
	}
	for _, one := range m.Buttons {
		if !more(one.Title) && !strings.Contains(m.Text, ". "+strings.TrimSuffix(one.Title, "…")) {
			b.labels = append(b.labels, one.Title)
		}
	}
	for label, words := range passOver() {
		if text, ok := strings.CutSuffix(b.text, "\n"+words); ok {
			b.text, b.labels = text, append(b.labels, label)
		}
	}
	return b
}

// onZaloBot is a user of the Zalo bot.
type onZaloBot struct {
	b  *zalobottest.Server
	id string
}

func (u onZaloBot) says(text string)        { u.b.User(u.id).Says(text) }
func (u onZaloBot) presses(string)          {}
func (u onZaloBot) buttons(l []string) bool { return len(l) == 0 }

func (u onZaloBot) at() chat.Address {
	bot, _, _ := strings.Cut(u.b.Token(), ":")
	return chat.Address{Channel: chat.ZaloBot, Bot: bot, Chat: u.id}
}

func (u onZaloBot) sends(k chat.Kind) error {
	p := u.b.User(u.id)
	switch k {
	case chat.KindPhoto:
		p.SendsPhoto([]byte(jpeg), "")
	case chat.KindVoice:
		p.SendsVoice()
	case chat.KindSticker:
		p.SendsSticker()
	case chat.KindUnsupported:
		p.SendsUnsupported()
	default:
		return errCannot
	}
	return nil
}

// numberedLabel is a choice where there are no buttons.
var numberedLabel = regexp.MustCompile(`(?m)^\d+\. (.+)$`)

// name is what the double calls this user.
func (u onZaloBot) name() string { return "Khách " + u.id }

func (u onZaloBot) told() []bubble {
	var out []bubble
	for _, m := range u.b.Messages(u.id) {
		text := strings.TrimSuffix(strings.TrimSuffix(m.Text, "\nAnh/chị gõ số để chọn ạ."), "\nType a number to choose.")
		if text == "Dạ em chào anh/chị "+u.name()+" ạ." {
			continue
		}
		for _, m := range numberedLabel.FindAllStringSubmatch(text, -1) {
			text = strings.ReplaceAll(strings.ReplaceAll(text, "nhắn "+m[1], "bấm "+m[1]), "type "+m[1], "press "+m[1])
		}
		if rest, greeted := strings.CutPrefix(text, "Dạ em chào anh/chị "+u.name()+" ạ.\n\n"); greeted {
			text = rest
		}
		out = append(out, bubble{text: strings.Replace(text, "Dạ em chào anh/chị "+u.name()+",", "Dạ em chào anh/chị,", 1)})
	}
	return out
}

// onTerminal is somebody at "bot chat".
type onTerminal struct {
	t    testing.TB
	talk *app.Talk
	out  *logs
	read int
	said []bubble // one for every line that was answered
}

func atTerminal(t testing.TB) *onTerminal {
	cfg, err := app.LoadConfig(nil)
	if err != nil {
		t.Fatal(err)
	}
	u := &onTerminal{t: t, out: &logs{}}
	if u.talk, err = app.NewTalk(t.Context(), cfg, slog.New(slog.DiscardHandler), u.out, false); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := u.talk.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return u
}

func (u *onTerminal) says(text string) {
	if err := u.talk.Say(u.t.Context(), text); err != nil {
		u.t.Errorf("%q: %v", text, err)
	}
	if fresh := u.out.String()[u.read:]; fresh != "" {
		u.read += len(fresh)
		u.said = append(u.said, bubble{text: fresh})
	}
}

func (u *onTerminal) presses(string)          {}
func (u *onTerminal) buttons(l []string) bool { return len(l) == 0 }
func (u *onTerminal) sends(chat.Kind) error   { return errCannot }
func (u *onTerminal) told() []bubble          { return u.said }
func (u *onTerminal) at() chat.Address        { return terminal.Address() }
