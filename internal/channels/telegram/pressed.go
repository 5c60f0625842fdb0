package telegram

import (
	"encoding/json"
	"unicode/utf8"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"hotro/internal/wire"
)

// Half of what users do is pressing, and of a press few fields are read. So one
// of which those are as documented is read in one pass over its list of fields;
// whatever else an update is, or is not, is for json.Unmarshal to say.

// readPress reads an update that is a press and nothing odd.
func readPress(raw []byte) (*update, bool) {
	if !utf8.Valid(raw) || !json.Valid(raw) {
		return nil, false
	}
	var u pressUpdate
	if err := wire.Decode(raw, &u); err != nil || u.press == nil || len(u.other) > 0 {
		return nil, false
	}
	if u.press.id == "" || u.press.from == nil || u.press.from.ID == 0 {
		return nil, false
	}
	c := &callback{ID: u.press.id, From: (*tgbotapi.User)(u.press.from), Data: u.press.data}
	if m := u.press.message; m != nil {
		if m.chat == nil {
			return nil, false
		}
		c.Message = &message{ID: m.id, Thread: m.thread, InTopic: m.inTopic, Date: m.date, Chat: (*chatInfo)(m.chat), Markup: m.markup}
	}
	return &update{ID: u.id, Callback: c}, true
}

type pressUpdate struct {
	id    int64
	press *pressQuery
	other json.RawMessage // it is something else, too
}

// Fields implements wire.Struct.
func (u *pressUpdate) Fields(c *wire.Codec) {
	wire.Int(c, "update_id", &u.id)
	wire.Optional(c, "callback_query", &u.press)
	for _, kind := range [...]string{"message", "edited_message", "my_chat_member", "chat_member"} {
		wire.Raw(c, kind, &u.other)
	}
}

type pressQuery struct {
	id, data string
	from     *pressUser
	message  *pressMessage
}

// Fields implements wire.Struct.
func (q *pressQuery) Fields(c *wire.Codec) {
	wire.Text(c, "id", &q.id)
	wire.Optional(c, "from", &q.from)
	wire.Optional(c, "message", &q.message)
	wire.Text(c, "data", &q.data)
}

type pressUser tgbotapi.User

// Fields implements wire.Struct.
func (u *pressUser) Fields(c *wire.Codec) {
	wire.Int(c, "id", &u.ID)
	wire.Bool(c, "is_bot", &u.IsBot)
	wire.Text(c, "first_name", &u.FirstName)
	wire.Text(c, "last_name", &u.LastName)
	wire.Text(c, "username", &u.UserName)
	wire.Text(c, "language_code", &u.LanguageCode)
}

type pressMessage struct {
	id, thread, date int64
	inTopic          bool
	chat             *pressChat
	markup           *markup
}

// Fields implements wire.Struct.
func (m *pressMessage) Fields(c *wire.Codec) {
	wire.Int(c, "message_id", &m.id)
	wire.Int(c, "message_thread_id", &m.thread)
	wire.Bool(c, "is_topic_message", &m.inTopic)
	wire.Int(c, "date", &m.date)
	wire.Optional(c, "chat", &m.chat)
	wire.Optional(c, "reply_markup", &m.markup)
}

type pressChat chatInfo

// Fields implements wire.Struct.
func (i *pressChat) Fields(c *wire.Codec) {
	wire.Int(c, "id", &i.ID)
	wire.Text(c, "type", &i.Type)
	wire.Bool(c, "is_forum", &i.IsForum)
}

// Fields implements wire.Struct.
func (m *markup) Fields(c *wire.Codec) { wire.Grid(c, "inline_keyboard", &m.Rows) }

// Fields implements wire.Struct.
func (k *markupKey) Fields(c *wire.Codec) {
	wire.Text(c, "text", &k.Text)
	wire.Text(c, "callback_data", &k.Data)
}
