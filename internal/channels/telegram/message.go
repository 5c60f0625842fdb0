package telegram

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"hotro/internal/channels"
	"hotro/internal/chat"
	"hotro/internal/text"
)

// Look is how a run of text looks; "" is plain.
type Look string

// The looks.
const (
	Plain  Look = ""
	Bold   Look = "bold"
	Italic Look = "italic"
	Folded Look = "expandable_blockquote" // a quote of which the first lines are seen

	mention Look = "text_mention" // of a member, who is notified
)

// Entity is the look of a run of text, counted in UTF-16 units.
type Entity struct {
	Type   Look       `json:"type"`
	Offset int        `json:"offset"`
	Length int        `json:"length"`
	User   *mentioned `json:"user,omitempty"` // of a mention
}

// mentioned is a member as the Bot API wants it named.
type mentioned struct {
	ID        json.Number `json:"id"`
	IsBot     bool        `json:"is_bot"`
	FirstName string      `json:"first_name"`
}

// Message is a text with looks, laid out by the caller: no markup of ours is
// read in it. Of HTML and Entities one is used.
type Message struct {
	Text      string
	HTML      bool     // Text is Telegram's HTML
	Entities  []Entity // looks of a Text that is plain
	Buttons   [][]chat.Choice
	ReplyTo   string // message it answers; sent without when that is gone
	Protected bool   // can't be passed on
	Silent    bool   // makes no sound
}

func (m Message) params(at chat.Address) (map[string]string, error) {
	p := inThread(at)
	p["text"], p["link_preview_options"] = valid(m.Text), `{"is_disabled":true}`
	if m.HTML {
		p["parse_mode"] = "HTML"
	} else if len(m.Entities) > 0 {
		entities, err := json.Marshal(m.Entities)
		if err != nil {
			return nil, fmt.Errorf("entities: %w", err)
		}
		p["entities"] = string(entities)
	}
	if m.Protected {
		p["protect_content"] = "true"
	}
	if m.Silent {
		p["disable_notification"] = "true"
	}
	if r := replyParameters(m.ReplyTo); r != "" {
		p["reply_parameters"] = r
	}
	if len(m.Buttons) == 0 {
		return p, nil
	}
	k := tgbotapi.InlineKeyboardMarkup{InlineKeyboard: make([][]tgbotapi.InlineKeyboardButton, len(m.Buttons))}
	for i, row := range m.Buttons {
		for _, c := range row {
			b, err := button(c)
			if err != nil {
				return nil, err
			}
			k.InlineKeyboard[i] = append(k.InlineKeyboard[i], b)
		}
	}
	keyboard, err := json.Marshal(k)
	p["reply_markup"] = string(keyboard)
	return p, err
}

// replyParameters names the message that is answered; "" for an id that is
// not Telegram's.
func replyParameters(message string) string {
	n, err := strconv.ParseInt(message, 10, 64)
	if err != nil || n <= 0 {
		return ""
	}
	return `{"message_id":` + itoa(n) + `,"allow_sending_without_reply":true}`
}

// Post sends a message to a chat or a topic and returns its id. Unlike Send it
// neither reads markup nor falls back to plain text.
func (f *Forum) Post(ctx context.Context, to chat.Address, m Message) (id string, err error) {
	params, err := m.params(to)
	if err != nil {
		return "", unsendable(err)
	}
	raw, err := f.call(ctx, "sendMessage", params)
	if err != nil {
		return "", err
	}
	return messageID("sendMessage", raw)
}

// EditMessage replaces a message of Post's. One that says the same already is
// fine.
func (f *Forum) EditMessage(ctx context.Context, in chat.Address, id string, m Message) error {
	in.Thread, m.ReplyTo = "", ""
	params, err := m.params(in)
	if err != nil {
		return unsendable(err)
	}
	params["message_id"] = id
	return f.ensure(ctx, "editMessageText", params)
}

func unsendable(err error) error {
	return &channels.Failure{Class: channels.Refused, Reason: reasonRefused, Err: err}
}

// EditButtons puts other buttons below a message of the bot's, and leaves its
// text alone.
func (f *Forum) EditButtons(ctx context.Context, in chat.Address, id string, buttons [][]chat.Choice) error {
	params, err := Message{Buttons: buttons}.params(chat.Address{Chat: in.Chat})
	if err != nil {
		return unsendable(err)
	}
	return f.ensure(ctx, "editMessageReplyMarkup", map[string]string{"chat_id": in.Chat, "message_id": id, "reply_markup": params["reply_markup"]})
}

// MaxToast is how many units of words Telegram shows over a pressed button.
const MaxToast = 200

// AnswerPress ends the spinning of the button whose press an arrival was, by its
// id, with a word that is shown to who pressed it; empty: none.
func (f *Forum) AnswerPress(ctx context.Context, arrival, words string) error {
	query, ok := queryOf(arrival)
	if !ok {
		return nil
	}
	p := map[string]string{"callback_query_id": query}
	if words != "" {
		p["text"] = text.Brief(words, MaxToast)
	}
	return f.ensure(ctx, "answerCallbackQuery", p)
}

// DeleteMessage deletes a message.
func (f *Forum) DeleteMessage(ctx context.Context, in chat.Address, id string) error {
	return f.ensure(ctx, "deleteMessage", map[string]string{"chat_id": in.Chat, "message_id": id})
}

// PinMessage pins a message and notifies nobody.
func (f *Forum) PinMessage(ctx context.Context, in chat.Address, id string) error {
	return f.ensure(ctx, "pinChatMessage", map[string]string{"chat_id": in.Chat, "message_id": id, "disable_notification": "true"})
}

// React puts an emoji on a message, in place of the bot's last one; "" takes
// that off.
func (f *Forum) React(ctx context.Context, in chat.Address, id, emoji string) error {
	return react(ctx, f.client, in.Chat, id, emoji)
}

func react(ctx context.Context, c *client, chatID, message, emoji string) error {
	type reaction struct {
		Type  string `json:"type"`
		Emoji string `json:"emoji"`
	}
	signs := []reaction{}
	if emoji != "" {
		signs = append(signs, reaction{"emoji", emoji})
	}
	list, err := json.Marshal(signs)
	if err != nil {
		return fmt.Errorf("telegram setMessageReaction: %w", err)
	}
	return c.ensure(ctx, "setMessageReaction", map[string]string{"chat_id": chatID, "message_id": message, "reaction": string(list)})
}

// RichText is a text under construction whose runs have looks. The zero value
// is empty.
type RichText struct {
	text     strings.Builder
	units    int
	entities []Entity
}

// Add adds a run.
func (r *RichText) Add(s string, look Look) {
	s = valid(s)
	n := channels.Units(s)
	if look != Plain && strings.TrimSpace(s) != "" {
		r.entities = append(r.entities, Entity{Type: look, Offset: r.units, Length: n})
	}
	r.text.WriteString(s)
	r.units += n
}

// Mention adds the name of a member, by the id as a user of Telegram, who is
// notified.
func (r *RichText) Mention(name, user string) {
	at := len(r.entities)
	r.Add("@"+name, mention)
	if len(r.entities) > at {
		r.entities[at].User = &mentioned{ID: json.Number(user), FirstName: name}
	}
}

// Empty reports whether nothing was added.
func (r *RichText) Empty() bool { return r.units == 0 }

// Message returns the text as a message.
func (r *RichText) Message() Message { return Message{Text: r.text.String(), Entities: r.entities} }
