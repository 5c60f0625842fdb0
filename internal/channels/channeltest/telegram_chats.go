package channeltest

import "slices"

// TelegramMessage is a message as the people in a chat see it.
type TelegramMessage struct {
	ID      int64    `json:"id"`
	Chat    int64    `json:"chat"`
	Thread  int64    `json:"thread,omitempty"`
	From    int64    `json:"from"`
	FromBot bool     `json:"from_bot"`
	Text    string   `json:"text"` // or the caption, as shown: without markup
	Buttons []Button `json:"buttons,omitempty"`
	ReplyTo int64    `json:"reply_to,omitempty"`
	Quote   string   `json:"quote,omitempty"`
	Album   string   `json:"album,omitempty"`
	File    *Sent    `json:"file,omitempty"`
	Service string   `json:"service,omitempty"` // what happened, for messages nobody wrote
	Edited  bool     `json:"edited,omitempty"`
	Deleted bool     `json:"deleted,omitempty"`
	Pinned  bool     `json:"pinned,omitempty"`
	Bold    []string `json:"bold,omitempty"` // runs of the text shown in bold
	Code    []string `json:"code,omitempty"`
	Emoji   []string `json:"emoji,omitempty"` // the bot's reactions
}

// Button is one button under a message.
type Button struct {
	Label string `json:"label"`
	Data  string `json:"data,omitempty"`
	URL   string `json:"url,omitempty"`
	Row   int    `json:"row"`
}

// Sent is the file of a message.
type Sent struct {
	Kind string `json:"kind"` // "photo", "document", "voice", "audio", "video"
	Name string `json:"name,omitempty"`
	ID   string `json:"id"`
	Data []byte `json:"data,omitempty"`
}

// Labels returns the labels of a message's buttons in order.
func (m TelegramMessage) Labels() []string {
	var out []string
	for _, b := range m.Buttons {
		out = append(out, b.Label)
	}
	return out
}

// tgChatState is a private chat or a group.
type tgChatState struct {
	chat     tgChat
	started  bool // the user wrote first
	blocked  bool
	movedTo  int64
	last     int64
	change   chan struct{} // closed, and made anew, with every new message
	messages []*tgHeld
	byID     map[int64]*tgHeld
	topics   map[int64]*tgTopic
	members  map[int64]*tgMember
}

// tgHeld is a message and what is known beyond its JSON.
type tgHeld struct {
	msg     tgMessage
	service string
	deleted bool
	pinned  bool
	emoji   []string
}

// chatOf returns a chat, made when it is new. The lock is held.
func (t *Telegram) chatOf(id int64, kind string) *tgChatState {
	c := t.chats[id]
	if c == nil {
		c = &tgChatState{
			chat: tgChat{ID: id, Type: kind}, change: make(chan struct{}), byID: map[int64]*tgHeld{},
			topics: map[int64]*tgTopic{}, members: map[int64]*tgMember{},
		}
		t.chats[id] = c
	}
	return c
}

// add puts a message into its chat and gives it an id. The lock is held.
func (t *Telegram) add(c *tgChatState, m tgMessage) *tgHeld {
	c.last++
	chat := c.chat
	m.ID, m.Chat, m.Date = c.last, &chat, t.o.Now().Unix()
	h := &tgHeld{msg: m}
	c.messages = append(c.messages, h)
	c.byID[m.ID] = h
	close(c.change)
	c.change = make(chan struct{})
	t.changed()
	return h
}

// TelegramChat shows one chat.
type TelegramChat struct {
	t  *Telegram
	id int64
}

// Chat returns the chat with this id: a user's or a group's.
func (t *Telegram) Chat(id int64) TelegramChat { return TelegramChat{t, id} }

// Messages returns everything in the chat in order, deleted messages left out.
func (c TelegramChat) Messages() []TelegramMessage {
	return c.where(func(m TelegramMessage) bool { return !m.Deleted })
}

// All returns everything that was ever in the chat in order.
func (c TelegramChat) All() []TelegramMessage {
	return c.where(func(TelegramMessage) bool { return true })
}

// FromBot returns what the bot has sent to the chat and not deleted.
func (c TelegramChat) FromBot() []TelegramMessage {
	return c.where(func(m TelegramMessage) bool { return m.FromBot && !m.Deleted && m.Service == "" })
}

// Message returns one message; false when there is none or it is deleted.
func (c TelegramChat) Message(id int64) (TelegramMessage, bool) {
	c.t.mu.Lock()
	defer c.t.mu.Unlock()
	if s := c.t.chats[c.id]; s != nil && s.byID[id] != nil && !s.byID[id].deleted {
		return c.t.view(s.byID[id]), true
	}
	return TelegramMessage{}, false
}

func (c TelegramChat) where(keep func(TelegramMessage) bool) []TelegramMessage {
	c.t.mu.Lock()
	defer c.t.mu.Unlock()
	s := c.t.chats[c.id]
	if s == nil {
		return nil
	}
	var out []TelegramMessage
	for _, h := range s.messages {
		if m := c.t.view(h); keep(m) {
			out = append(out, m)
		}
	}
	return out
}

// view is a message as people see it. The lock is held.
func (t *Telegram) view(h *tgHeld) TelegramMessage {
	m := &h.msg
	v := TelegramMessage{
		ID: m.ID, Chat: m.Chat.ID, Thread: m.Thread, Text: m.Text + m.Caption, Album: m.Album,
		Service: h.service, Edited: m.EditDate != 0, Deleted: h.deleted, Pinned: h.pinned, Emoji: slices.Clone(h.emoji),
	}
	if m.From != nil {
		v.From, v.FromBot = m.From.ID, m.From.ID == t.botID
	}
	if m.ReplyTo != nil && m.ReplyTo.TopicCreated == nil {
		v.ReplyTo = m.ReplyTo.ID
	}
	if m.Quote != nil {
		v.Quote = m.Quote.Text
	}
	if m.Markup != nil {
		for i, row := range m.Markup.Rows {
			for _, b := range row {
				v.Buttons = append(v.Buttons, Button{Label: b.Text, Data: b.Data, URL: b.URL, Row: i})
			}
		}
	}
	for _, e := range m.Entities {
		switch run := slice16(v.Text, e.Offset, e.Length); e.Type {
		case "bold":
			v.Bold = append(v.Bold, run)
		case "code":
			v.Code = append(v.Code, run)
		}
	}
	v.File = t.sentFile(m)
	return v
}
