package telegramtest

import "slices"

// Message is a message as the people in a chat see it.
type Message struct {
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
func (m Message) Labels() []string {
	var out []string
	for _, b := range m.Buttons {
		out = append(out, b.Label)
	}
	return out
}

// chatState is a private chat or a group.
type chatState struct {
	chat     wireChat
	started  bool // the user wrote first
	blocked  bool
	movedTo  int64
	last     int64
	change   chan struct{} // closed, and made anew, with every new message
	messages []*heldMessage
	byID     map[int64]*heldMessage
	topics   map[int64]*topicState
	members  map[int64]*wireMember
}

// heldMessage is a message and what is known beyond its JSON.
type heldMessage struct {
	msg     wireMessage
	service string
	deleted bool
	pinned  bool
	emoji   []string
	signs   map[int64]string // of people, by their id
}

// chatOf returns a chat, made when it is new. The lock is held.
func (tg *Server) chatOf(id int64, kind string) *chatState {
	c := tg.chats[id]
	if c == nil {
		c = &chatState{
			chat: wireChat{ID: id, Type: kind}, change: make(chan struct{}), byID: map[int64]*heldMessage{},
			topics: map[int64]*topicState{}, members: map[int64]*wireMember{},
		}
		tg.chats[id] = c
	}
	return c
}

// add puts a message into its chat and gives it an id. The lock is held.
func (tg *Server) add(c *chatState, m wireMessage) *heldMessage {
	c.last++
	chat := c.chat
	m.ID, m.Chat, m.Date = c.last, &chat, tg.o.Now().Unix()
	h := &heldMessage{msg: m}
	c.messages = append(c.messages, h)
	c.byID[m.ID] = h
	close(c.change)
	c.change = make(chan struct{})
	tg.changed()
	return h
}

// Chat shows one chat.
type Chat struct {
	tg *Server
	id int64
}

// Chat returns the chat with this id: a user's or a group's.
func (tg *Server) Chat(id int64) Chat { return Chat{tg, id} }

// Messages returns everything in the chat in order, deleted messages left out.
func (c Chat) Messages() []Message {
	return c.where(func(m Message) bool { return !m.Deleted })
}

// All returns everything that was ever in the chat in order.
func (c Chat) All() []Message {
	return c.where(func(Message) bool { return true })
}

// FromBot returns what the bot has sent to the chat and not deleted.
func (c Chat) FromBot() []Message {
	return c.where(func(m Message) bool { return m.FromBot && !m.Deleted && m.Service == "" })
}

// Message returns one message; false when there is none or it is deleted.
func (c Chat) Message(id int64) (Message, bool) {
	c.tg.mu.Lock()
	defer c.tg.mu.Unlock()
	if s := c.tg.chats[c.id]; s != nil && s.byID[id] != nil && !s.byID[id].deleted {
		return c.tg.view(s.byID[id]), true
	}
	return Message{}, false
}

func (c Chat) where(keep func(Message) bool) []Message {
	c.tg.mu.Lock()
	defer c.tg.mu.Unlock()
	s := c.tg.chats[c.id]
	if s == nil {
		return nil
	}
	var out []Message
	for _, h := range s.messages {
		if m := c.tg.view(h); keep(m) {
			out = append(out, m)
		}
	}
	return out
}

// view is a message as people see it. The lock is held.
func (tg *Server) view(h *heldMessage) Message {
	m := &h.msg
	v := Message{
		ID: m.ID, Chat: m.Chat.ID, Thread: m.Thread, Text: m.Text + m.Caption, Album: m.Album,
		Service: h.service, Edited: m.EditDate != 0, Deleted: h.deleted, Pinned: h.pinned, Emoji: slices.Clone(h.emoji),
	}
	if m.From != nil {
		v.From, v.FromBot = m.From.ID, m.From.ID == tg.botID
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
	v.File = tg.sentFile(m)
	return v
}
