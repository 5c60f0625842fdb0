package telegram

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"hotro/internal/chat"
)

// Users that Telegram writes in the place of people.
const (
	anonymousAdmin = 1087968824 // an admin who hides behind the group
	channelBot     = 136817688  // somebody who writes as a channel
	serviceUser    = 777000     // forwards of a linked channel
)

// noEffect is the data of the button that is left on a keyboard after a
// press: pressing it again means nothing. No Choice may hold it.
const noEffect = "="

// arrival is what one update comes to.
type arrival struct {
	in      []chat.Incoming // none or one
	ignored string          // why there is none
	answer  string          // a callback query to answer although there is none
	ids     *ids            // the numbers that were asked for
}

func ignored(why string) arrival { return arrival{ignored: why} }

// decodeUpdate reads one update. An error means that it is not an update as
// documented; its text holds no content of the update.
func (b *Bot) decodeUpdate(raw []byte) (arrival, error) {
	var u update
	if err := json.Unmarshal(raw, &u); err != nil {
		return arrival{}, unreadable(err)
	}
	switch {
	case u.Message != nil:
		return b.message(updateKey(u.ID, u.Message.Date), u.Message), nil
	case u.Edited != nil:
		return b.edit(updateKey(u.ID, u.Edited.EditDate), u.Edited), nil
	case u.Callback != nil:
		return b.press(u.Callback), nil
	case u.Member != nil:
		return b.membership(updateKey(u.ID, u.Member.Date), u.Member), nil
	}
	return ignored("kind of update not used"), nil
}

// updateKey is the dedupe key of an update: the same on redelivery, another
// for every edit, and not met again should numbering ever start over.
func updateKey(id, date int64) string { return "u" + itoa(id) + "." + itoa(date) }

// unreadable keeps of a decoding error where it happened, not what was there.
func unreadable(err error) error {
	var at *json.UnmarshalTypeError
	if errors.As(err, &at) {
		return fmt.Errorf("update can't be decoded: field %s is not a %s", at.Field, at.Type)
	}
	return errors.New("update can't be decoded: not JSON")
}

// admit says whether a chat is listened to: private chats and the staff
// group. The reason not to is returned.
func (b *Bot) admit(c *chatInfo) string {
	switch {
	case c == nil || c.ID == 0:
		return "no chat"
	case c.Type == "private", c.ID == b.staff.Load():
		return ""
	case c.Type == "channel":
		return "channel"
	}
	return "group that is not TELEGRAM_STAFF_CHAT"
}

func (b *Bot) message(id string, m *message) arrival {
	if i := b.asksIDs(m); i != nil {
		return arrival{ids: i, ignored: idsCommand}
	}
	if why := b.admit(m.Chat); why != "" {
		return ignored(why)
	}
	if m.From == nil || b.foreign(m) {
		return ignored("not written by a person")
	}
	in := chat.Incoming{
		ID: id, From: b.place(m), User: writer(m), Message: itoa(m.ID),
		Album: m.Album, At: b.at(m.Date),
	}
	// A message in a topic "replies" to the topic's first, unless it is a real reply.
	if r := m.ReplyTo; r != nil && r.TopicCreated == nil && (in.From.Thread == "" || r.ID != m.Thread) {
		in.ReplyTo = itoa(r.ID)
		if m.Quote != nil {
			in.Quote = m.Quote.Text
		}
	}
	if !fill(&in, m) {
		return ignored("service message")
	}
	return arrival{in: []chat.Incoming{in}}
}

// foreign reports messages of other programs and of the bot itself (it hears
// its own service messages).
func (b *Bot) foreign(m *message) bool {
	switch m.From.ID {
	case anonymousAdmin, channelBot:
		return false
	case serviceUser:
		return true
	}
	return m.From.IsBot || itoa(m.From.ID) == b.id || m.Forwarded
}

// place is the conversation a message belongs to. A thread counts only in a
// forum and only when the message says it is in a topic: other groups use the
// same field for plain reply chains, and the General topic has none.
func (b *Bot) place(m *message) chat.Address {
	a := b.Address(itoa(m.Chat.ID), "")
	if m.InTopic && m.Chat.IsForum && m.Thread > 1 {
		a.Thread = itoa(m.Thread)
	}
	return a
}

func writer(m *message) chat.User {
	u := person(m.From)
	if m.From.ID == anonymousAdmin && m.Signature != "" {
		u.Name = m.Signature
	}
	return u
}

func person(u *tgbotapi.User) chat.User {
	return chat.User{
		ID: itoa(u.ID), Name: strings.TrimSpace(u.FirstName + " " + u.LastName),
		Username: u.UserName, Lang: u.LanguageCode,
	}
}

// at is the platform's time, or now where it gives none.
func (b *Bot) at(unix int64) time.Time {
	if unix <= 0 {
		return b.now().UTC()
	}
	return time.Unix(unix, 0).UTC()
}

func (b *Bot) edit(id string, m *message) arrival {
	a := b.message(id, m)
	if len(a.in) == 0 {
		return a
	}
	in := &a.in[0]
	switch in.Kind {
	case chat.KindLocation, chat.KindService, chat.KindUnsupported, chat.KindSticker, chat.KindContact:
		return ignored("edit without words") // a live location "edits" itself every few seconds
	}
	in.Kind, in.Data = chat.KindEdit, ""
	in.At = b.at(m.EditDate)
	return a
}

// press reads a callback query. Its own id is in the dedupe key, where Taken
// finds it again, with the date of the keyboard behind it.
func (b *Bot) press(c *callback) arrival {
	if c.From == nil || c.ID == "" {
		return ignored("press by nobody")
	}
	in := chat.Incoming{
		ID: pressKey(c.ID, 0), From: b.Address(itoa(c.From.ID), ""), User: person(c.From),
		Kind: chat.KindButton, Data: c.Data, At: b.at(0),
	}
	if m := c.Message; m != nil {
		in.ID = pressKey(c.ID, m.Date)
		if why := b.admit(m.Chat); why != "" {
			return arrival{ignored: why, answer: c.ID}
		}
		in.From, in.Message = b.place(m), itoa(m.ID)
		in.Text = label(m, c.Data)
	}
	if c.Data == "" || c.Data == noEffect {
		return arrival{ignored: "button without effect", answer: c.ID}
	}
	return arrival{in: []chat.Incoming{in}}
}

// label finds what stood on the pressed button. Only a message that is still
// accessible has its keyboard.
func label(m *message, data string) string {
	if m.Markup == nil {
		return ""
	}
	for _, row := range m.Markup.Rows {
		for _, k := range row {
			if k.CallbackData != nil && *k.CallbackData == data {
				return k.Text
			}
		}
	}
	return ""
}

func (b *Bot) membership(id string, c *memberChange) arrival {
	if c.Chat == nil || c.From == nil || c.Chat.Type != "private" {
		return ignored("membership in a group")
	}
	in := chat.Incoming{ID: id, From: b.Address(itoa(c.Chat.ID), ""), User: person(c.From), At: b.at(c.Date)}
	switch c.New.Status {
	case "kicked":
		in.Kind = chat.KindBlocked
	case "member":
		in.Kind = chat.KindUnblocked
	default:
		return ignored("membership " + c.New.Status)
	}
	return arrival{in: []chat.Incoming{in}}
}
