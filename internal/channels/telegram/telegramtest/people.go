package telegramtest

import (
	"context"
	"fmt"
	"strings"

	"hotro/internal/channels/channeltest"
)

// User is a person who writes to the bot in private.
type User struct {
	ID   int64
	Name string
	tg   *Server
}

// User returns the person with this id, made when new.
func (tg *Server) User(id int64, name string) *User {
	tg.mu.Lock()
	defer tg.mu.Unlock()
	tg.person(id, name)
	return &User{ID: id, Name: name, tg: tg}
}

// Speaks sets the language of the user's app, "vi" until then.
func (u *User) Speaks(lang string) *User {
	u.tg.mu.Lock()
	defer u.tg.mu.Unlock()
	u.tg.person(u.ID, u.Name).Language = lang
	return u
}

func (tg *Server) person(id int64, name string) *wireUser {
	u := tg.users[id]
	if u == nil {
		first, last, _ := strings.Cut(name, " ")
		u = &wireUser{ID: id, FirstName: first, LastName: last, Language: "vi"}
		tg.users[id] = u
	}
	return u
}

// write adds a message by this person to the chat with the bot and queues the
// update. The lock is not held.
func (u *User) write(fill func(*wireMessage)) Message {
	tg := u.tg
	tg.mu.Lock()
	defer tg.mu.Unlock()
	who := tg.person(u.ID, u.Name)
	c := tg.chatOf(u.ID, "private")
	c.chat.FirstName, c.started = who.FirstName, true
	return tg.said(c, who, 0, fill)
}

// said adds a person's message to any chat. The lock is held.
func (tg *Server) said(c *chatState, who *wireUser, thread int64, fill func(*wireMessage)) Message {
	m := wireMessage{From: who, Thread: thread, InTopic: thread != 0}
	if first := c.byID[thread]; first != nil {
		m.ReplyTo = shallow(&first.msg)
	}
	fill(&m)
	h := tg.add(c, m)
	msg := h.msg
	tg.push(wireUpdate{Message: &msg})
	return tg.view(h)
}

// Says sends a line of text.
func (u *User) Says(text string) Message {
	return u.write(func(m *wireMessage) { m.Text = text; m.Entities = commandEntity(text) })
}

// Starts opens the bot, by a link with a payload unless that is empty.
func (u *User) Starts(payload string) Message {
	return u.Says(strings.TrimSpace("/start " + payload))
}

func commandEntity(s string) []wireEntity {
	if !strings.HasPrefix(s, "/") {
		return nil
	}
	word, _, _ := strings.Cut(s, " ")
	return []wireEntity{{Type: "bot_command", Length: channeltest.UTF16Len(word)}}
}

// Replies answers a message of the chat.
func (u *User) Replies(to int64, text string) Message {
	return u.Quotes(to, "", text)
}

// Quotes answers a part of a message of the chat.
func (u *User) Quotes(to int64, quote, text string) Message {
	return u.write(func(m *wireMessage) {
		m.Text = text
		if h := u.tg.chats[u.ID].byID[to]; h != nil {
			m.ReplyTo = shallow(&h.msg)
			if quote != "" {
				m.Quote = &wireQuote{Text: quote}
			}
		}
	})
}

// SendsPhoto sends a picture, with a caption unless that is empty.
func (u *User) SendsPhoto(data []byte, caption string) Message {
	return u.write(func(m *wireMessage) {
		m.Caption = caption
		u.tg.attach(m, "photo", u.tg.keep(storedFile{kind: "photo", name: "photo.jpg", mime: "image/jpeg", data: data}))
	})
}

// SendsDocument sends a file.
func (u *User) SendsDocument(name, mime string, data []byte, caption string) Message {
	return u.write(func(m *wireMessage) {
		m.Caption = caption
		u.tg.attach(m, "document", u.tg.keep(storedFile{kind: "document", name: name, mime: mime, data: data}))
	})
}

// SendsVoice sends a voice note.
func (u *User) SendsVoice(data []byte) Message {
	return u.write(func(m *wireMessage) {
		u.tg.attach(m, "voice", u.tg.keep(storedFile{kind: "voice", name: "voice.ogg", mime: "audio/ogg", data: data}))
	})
}

// SendsSticker sends a sticker.
func (u *User) SendsSticker(emoji string) Message {
	return u.write(func(m *wireMessage) { m.Sticker = &wireSticker{FileID: "STICKER", Emoji: emoji} })
}

// SendsLocation sends a place.
func (u *User) SendsLocation(lat, lon float64) Message {
	return u.write(func(m *wireMessage) { m.Location = &wireLocation{lat, lon} })
}

// SendsContact sends a contact card.
func (u *User) SendsContact(name, phone string) Message {
	return u.write(func(m *wireMessage) { m.Contact = &wireContact{Phone: phone, FirstName: name} })
}

// SendsAlbum sends pictures as one album: one message each.
func (u *User) SendsAlbum(caption string, pictures ...[]byte) []Message {
	return u.tg.album(caption, pictures, u.write)
}

func (tg *Server) album(caption string, pictures [][]byte, write func(func(*wireMessage)) Message) []Message {
	tg.mu.Lock()
	album := tg.next("album-")
	tg.mu.Unlock()
	var out []Message
	for i, data := range pictures {
		out = append(out, write(func(m *wireMessage) {
			m.Album = album
			if i == 0 {
				m.Caption = caption
			}
			tg.attach(m, "photo", tg.keep(storedFile{kind: "photo", name: "photo.jpg", mime: "image/jpeg", data: data}))
		}))
	}
	return out
}

// Edits changes an earlier message of this person.
func (u *User) Edits(id int64, text string) {
	u.tg.mu.Lock()
	defer u.tg.mu.Unlock()
	u.tg.fault(u.tg.editBy(u.tg.chats[u.ID], u.ID, id, text))
}

func (tg *Server) editBy(c *chatState, user, id int64, text string) error {
	if c == nil || c.byID[id] == nil || c.byID[id].msg.From.ID != user {
		return fmt.Errorf("user %d has no message %d to edit", user, id)
	}
	h := c.byID[id]
	if h.msg.Text != "" {
		h.msg.Text = text
	} else {
		h.msg.Caption = text
	}
	h.msg.EditDate = tg.o.Now().Unix()
	msg := h.msg
	tg.push(wireUpdate{Edited: &msg})
	return nil
}

// Presses presses the newest button with this label in the chat.
func (u *User) Presses(label string) {
	u.tg.fault(u.tg.press(u.ID, u.ID, 0, label, 1))
}

// Taps presses that button n times before anybody can react.
func (u *User) Taps(label string, n int) {
	u.tg.fault(u.tg.press(u.ID, u.ID, 0, label, n))
}

// PressesOn presses a button with this data on a message that may be old or
// hold no such button: what a forged press looks like.
func (u *User) PressesOn(message int64, data string) {
	u.tg.mu.Lock()
	defer u.tg.mu.Unlock()
	var m *wireMessage
	if c := u.tg.chats[u.ID]; c != nil && c.byID[message] != nil && !c.byID[message].deleted {
		copied := c.byID[message].msg
		m = &copied
	} else {
		m = &wireMessage{ID: message, Chat: &wireChat{ID: u.ID, Type: "private"}} // inaccessible: its date is 0
	}
	u.tg.pressed(u.tg.person(u.ID, u.Name), m, data)
}

// press finds the newest visible button with a label and presses it n times.
func (tg *Server) press(user, chat, thread int64, label string, n int) error {
	tg.mu.Lock()
	defer tg.mu.Unlock()
	c := tg.chats[chat]
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
						tg.pressed(tg.users[user], &msg, b.Data)
					}
					return nil
				}
				seen = append(seen, b.Text)
			}
		}
	}
	return fmt.Errorf("no button %q in chat %d, thread %d; buttons there are: %q", label, chat, thread, seen)
}

func (tg *Server) pressed(who *wireUser, m *wireMessage, data string) {
	id := tg.next("query-")
	tg.presses[id] = &pendingPress{user: who.ID, at: tg.o.Now()}
	tg.push(wireUpdate{Callback: &wireCallback{ID: id, From: who, Message: m, ChatInstance: "1", Data: data}})
}

// Blocks shuts the bot out; Unblocks lets it in again.
func (u *User) Blocks() { u.setBlocked(true) }

// Unblocks lets the bot in again.
func (u *User) Unblocks() { u.setBlocked(false) }

func (u *User) setBlocked(blocked bool) {
	tg := u.tg
	tg.mu.Lock()
	defer tg.mu.Unlock()
	c := tg.chatOf(u.ID, "private")
	c.blocked = blocked
	status := map[bool]string{true: "kicked", false: "member"}
	bot, chat := tg.users[tg.botID], c.chat
	tg.push(wireUpdate{Member: &wireMemberChange{
		Chat: &chat, From: tg.person(u.ID, u.Name), Date: tg.o.Now().Unix(),
		Old: wireMember{User: bot, Status: status[!blocked]}, New: wireMember{User: bot, Status: status[blocked]},
	}})
}

// Messages returns what this person sees in the chat with the bot.
func (u *User) Messages() []Message { return u.tg.Chat(u.ID).Messages() }

// Heard returns what the bot has sent to this person.
func (u *User) Heard() []Message { return u.tg.Chat(u.ID).FromBot() }

// Hears waits for the n-th message of the bot to this person (the first is 1)
// and returns it. It is woken by this chat alone, so hundreds may wait at once.
func (u *User) Hears(ctx context.Context, n int) (Message, error) {
	for {
		u.tg.mu.Lock()
		change := u.tg.chatOf(u.ID, "private").change
		u.tg.mu.Unlock()
		got := u.Heard()
		if len(got) >= n {
			return got[n-1], nil
		}
		select {
		case <-change:
		case <-ctx.Done():
			return Message{}, fmt.Errorf("user %d heard %d messages, want %d: %w", u.ID, len(got), n, context.Cause(ctx))
		}
	}
}
