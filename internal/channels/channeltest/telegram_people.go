package channeltest

import (
	"context"
	"fmt"
	"strings"
)

// TelegramUser is a person who writes to the bot in private.
type TelegramUser struct {
	ID   int64
	Name string
	t    *Telegram
}

// User returns the person with this id, made when new.
func (t *Telegram) User(id int64, name string) *TelegramUser {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.person(id, name)
	return &TelegramUser{ID: id, Name: name, t: t}
}

func (t *Telegram) person(id int64, name string) *tgUser {
	u := t.users[id]
	if u == nil {
		first, last, _ := strings.Cut(name, " ")
		u = &tgUser{ID: id, FirstName: first, LastName: last, Language: "vi"}
		t.users[id] = u
	}
	return u
}

// write adds a message by this person to the chat with the bot and queues the
// update. The lock is not held.
func (u *TelegramUser) write(fill func(*tgMessage)) TelegramMessage {
	t := u.t
	t.mu.Lock()
	defer t.mu.Unlock()
	who := t.person(u.ID, u.Name)
	c := t.chatOf(u.ID, "private")
	c.chat.FirstName, c.started = who.FirstName, true
	return t.said(c, who, 0, fill)
}

// said adds a person's message to any chat. The lock is held.
func (t *Telegram) said(c *tgChatState, who *tgUser, thread int64, fill func(*tgMessage)) TelegramMessage {
	m := tgMessage{From: who, Thread: thread, InTopic: thread != 0}
	if first := c.byID[thread]; first != nil {
		m.ReplyTo = shallow(&first.msg)
	}
	fill(&m)
	h := t.add(c, m)
	msg := h.msg
	t.push(tgUpdate{Message: &msg})
	return t.view(h)
}

// Says sends a line of text.
func (u *TelegramUser) Says(text string) TelegramMessage {
	return u.write(func(m *tgMessage) { m.Text = text; m.Entities = commandEntity(text) })
}

// Starts opens the bot, by a link with a payload unless that is empty.
func (u *TelegramUser) Starts(payload string) TelegramMessage {
	return u.Says(strings.TrimSpace("/start " + payload))
}

func commandEntity(s string) []tgEntity {
	if !strings.HasPrefix(s, "/") {
		return nil
	}
	word, _, _ := strings.Cut(s, " ")
	return []tgEntity{{Type: "bot_command", Length: len16(word)}}
}

// Replies answers a message of the chat.
func (u *TelegramUser) Replies(to int64, text string) TelegramMessage {
	return u.Quotes(to, "", text)
}

// Quotes answers a part of a message of the chat.
func (u *TelegramUser) Quotes(to int64, quote, text string) TelegramMessage {
	return u.write(func(m *tgMessage) {
		m.Text = text
		if h := u.t.chats[u.ID].byID[to]; h != nil {
			m.ReplyTo = shallow(&h.msg)
			if quote != "" {
				m.Quote = &tgQuote{Text: quote}
			}
		}
	})
}

// SendsPhoto sends a picture, with a caption unless that is empty.
func (u *TelegramUser) SendsPhoto(data []byte, caption string) TelegramMessage {
	return u.write(func(m *tgMessage) {
		m.Caption = caption
		u.t.attach(m, "photo", u.t.keep(tgStored{kind: "photo", name: "photo.jpg", mime: "image/jpeg", data: data}))
	})
}

// SendsDocument sends a file.
func (u *TelegramUser) SendsDocument(name, mime string, data []byte, caption string) TelegramMessage {
	return u.write(func(m *tgMessage) {
		m.Caption = caption
		u.t.attach(m, "document", u.t.keep(tgStored{kind: "document", name: name, mime: mime, data: data}))
	})
}

// SendsVoice sends a voice note.
func (u *TelegramUser) SendsVoice(data []byte) TelegramMessage {
	return u.write(func(m *tgMessage) {
		u.t.attach(m, "voice", u.t.keep(tgStored{kind: "voice", name: "voice.ogg", mime: "audio/ogg", data: data}))
	})
}

// SendsSticker sends a sticker.
func (u *TelegramUser) SendsSticker(emoji string) TelegramMessage {
	return u.write(func(m *tgMessage) { m.Sticker = &tgSticker{FileID: "STICKER", Emoji: emoji} })
}

// SendsLocation sends a place.
func (u *TelegramUser) SendsLocation(lat, lon float64) TelegramMessage {
	return u.write(func(m *tgMessage) { m.Location = &tgLocation{lat, lon} })
}

// SendsContact sends a contact card.
func (u *TelegramUser) SendsContact(name, phone string) TelegramMessage {
	return u.write(func(m *tgMessage) { m.Contact = &tgContact{Phone: phone, FirstName: name} })
}

// SendsAlbum sends pictures as one album: one message each.
func (u *TelegramUser) SendsAlbum(caption string, pictures ...[]byte) []TelegramMessage {
	return u.t.album(caption, pictures, u.write)
}

func (t *Telegram) album(caption string, pictures [][]byte, write func(func(*tgMessage)) TelegramMessage) []TelegramMessage {
	t.mu.Lock()
	album := t.next("album-")
	t.mu.Unlock()
	var out []TelegramMessage
	for i, data := range pictures {
		out = append(out, write(func(m *tgMessage) {
			m.Album = album
			if i == 0 {
				m.Caption = caption
			}
			t.attach(m, "photo", t.keep(tgStored{kind: "photo", name: "photo.jpg", mime: "image/jpeg", data: data}))
		}))
	}
	return out
}

// Edits changes an earlier message of this person.
func (u *TelegramUser) Edits(id int64, text string) {
	u.t.mu.Lock()
	defer u.t.mu.Unlock()
	u.t.fault(u.t.editBy(u.t.chats[u.ID], u.ID, id, text))
}

func (t *Telegram) editBy(c *tgChatState, user, id int64, text string) error {
	if c == nil || c.byID[id] == nil || c.byID[id].msg.From.ID != user {
		return fmt.Errorf("user %d has no message %d to edit", user, id)
	}
	h := c.byID[id]
	if h.msg.Text != "" {
		h.msg.Text = text
	} else {
		h.msg.Caption = text
	}
	h.msg.EditDate = t.o.Now().Unix()
	msg := h.msg
	t.push(tgUpdate{Edited: &msg})
	return nil
}

// Presses presses the newest button with this label in the chat.
func (u *TelegramUser) Presses(label string) {
	u.t.fault(u.t.press(u.ID, u.ID, 0, label, 1))
}

// Taps presses that button n times before anybody can react.
func (u *TelegramUser) Taps(label string, n int) {
	u.t.fault(u.t.press(u.ID, u.ID, 0, label, n))
}

// PressesOn presses a button with this data on a message that may be old or
// hold no such button: what a forged press looks like.
func (u *TelegramUser) PressesOn(message int64, data string) {
	u.t.mu.Lock()
	defer u.t.mu.Unlock()
	var m *tgMessage
	if c := u.t.chats[u.ID]; c != nil && c.byID[message] != nil && !c.byID[message].deleted {
		copied := c.byID[message].msg
		m = &copied
	} else {
		m = &tgMessage{ID: message, Chat: &tgChat{ID: u.ID, Type: "private"}} // inaccessible: its date is 0
	}
	u.t.pressed(u.t.person(u.ID, u.Name), m, data)
}

// press finds the newest visible button with a label and presses it n times.
func (t *Telegram) press(user, chat, thread int64, label string, n int) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	c := t.chats[chat]
	if c == nil {
		return fmt.Errorf("chat %d is empty: no button %q to press", chat, label)
	}
	var seen []string
	for i := len(c.messages) - 1; i >= 0; i-- {
		h := c.messages[i]
		if h.deleted || h.msg.Thread != thread || h.msg.Markup == nil {
			continue
		}
		for _, row := range h.msg.Markup.Rows {
			for _, b := range row {
				if b.Text == label && b.Data != "" {
					for range n {
						msg := h.msg
						t.pressed(t.users[user], &msg, b.Data)
					}
					return nil
				}
				seen = append(seen, b.Text)
			}
		}
	}
	return fmt.Errorf("no button %q in chat %d, thread %d; buttons there are: %q", label, chat, thread, seen)
}

func (t *Telegram) pressed(who *tgUser, m *tgMessage, data string) {
	id := t.next("query-")
	t.presses[id] = &tgPress{user: who.ID, at: t.o.Now()}
	t.push(tgUpdate{Callback: &tgCallback{ID: id, From: who, Message: m, ChatInstance: "1", Data: data}})
}

// Blocks shuts the bot out; Unblocks lets it in again.
func (u *TelegramUser) Blocks() { u.setBlocked(true) }

// Unblocks lets the bot in again.
func (u *TelegramUser) Unblocks() { u.setBlocked(false) }

func (u *TelegramUser) setBlocked(blocked bool) {
	t := u.t
	t.mu.Lock()
	defer t.mu.Unlock()
	c := t.chatOf(u.ID, "private")
	c.blocked = blocked
	status := map[bool]string{true: "kicked", false: "member"}
	bot, chat := t.users[t.botID], c.chat
	t.push(tgUpdate{Member: &tgMemberChange{
		Chat: &chat, From: t.person(u.ID, u.Name), Date: t.o.Now().Unix(),
		Old: tgMember{User: bot, Status: status[!blocked]}, New: tgMember{User: bot, Status: status[blocked]},
	}})
}

// Messages returns what this person sees in the chat with the bot.
func (u *TelegramUser) Messages() []TelegramMessage { return u.t.Chat(u.ID).Messages() }

// Heard returns what the bot has sent to this person.
func (u *TelegramUser) Heard() []TelegramMessage { return u.t.Chat(u.ID).FromBot() }

// Hears waits for the n-th message of the bot to this person (the first is 1)
// and returns it. It is woken by this chat alone, so hundreds may wait at once.
func (u *TelegramUser) Hears(ctx context.Context, n int) (TelegramMessage, error) {
	for {
		u.t.mu.Lock()
		change := u.t.chatOf(u.ID, "private").change
		u.t.mu.Unlock()
		got := u.Heard()
		if len(got) >= n {
			return got[n-1], nil
		}
		select {
		case <-change:
		case <-ctx.Done():
			return TelegramMessage{}, fmt.Errorf("user %d heard %d messages, want %d: %w", u.ID, len(got), n, context.Cause(ctx))
		}
	}
}
