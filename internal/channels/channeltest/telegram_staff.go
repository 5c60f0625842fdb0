package channeltest

import (
	"fmt"
	"sort"
)

// The id under which an admin writes who hides behind the group.
const tgAnonymous = 1087968824

// TelegramForum is a staff group with topics, of which the bot is an admin.
type TelegramForum struct {
	ID int64
	t  *Telegram
}

// Forum returns the forum group with this id, made when new.
func (t *Telegram) Forum(id int64) *TelegramForum {
	t.mu.Lock()
	defer t.mu.Unlock()
	c := t.chatOf(id, "supergroup")
	if c.members[t.botID] == nil {
		c.chat.IsForum, c.chat.Title = true, "Hỗ trợ tổng đài"
		c.last = 1 // the group's first message, whose number General has
		c.members[t.botID] = &tgMember{User: t.users[t.botID], Status: "administrator", Topics: true, Delete: true, Pin: true}
	}
	return &TelegramForum{ID: id, t: t}
}

// BotRights changes what the bot may do in the forum; without any it is a
// plain member.
func (f *TelegramForum) BotRights(topics, remove, pin bool) {
	f.t.mu.Lock()
	defer f.t.mu.Unlock()
	m := &tgMember{User: f.t.users[f.t.botID], Status: "member", Topics: topics, Delete: remove, Pin: pin}
	if topics || remove || pin {
		m.Status = "administrator"
	}
	f.t.chats[f.ID].members[f.t.botID] = m
}

// SetForum switches the topics of the group on or off.
func (f *TelegramForum) SetForum(on bool) {
	f.t.mu.Lock()
	defer f.t.mu.Unlock()
	f.t.chats[f.ID].chat.IsForum = on
}

// Kick removes the bot from the group.
func (f *TelegramForum) Kick() {
	f.t.mu.Lock()
	defer f.t.mu.Unlock()
	f.t.chats[f.ID].blocked = true
}

// Migrate gives the group a new id, as an upgrade does: the old one answers
// where to go, and both sides of the move are told to the bot.
func (f *TelegramForum) Migrate(to int64) *TelegramForum {
	t := f.t
	t.mu.Lock()
	defer t.mu.Unlock()
	old := t.chats[f.ID]
	fresh := t.chatOf(to, "supergroup")
	fresh.chat.IsForum, fresh.chat.Title = true, old.chat.Title
	fresh.members, fresh.last = old.members, 1
	t.announce(old, 0, t.users[t.botID], "migrated", func(m *tgMessage) {
		m.MovedTo = to
		m.From = &tgUser{ID: tgAnonymous, IsBot: true, FirstName: "Group", Username: "GroupAnonymousBot"}
	})
	t.announce(fresh, 0, t.users[t.botID], "migrated", func(m *tgMessage) { m.MovedFrom = f.ID })
	old.movedTo = to
	return &TelegramForum{ID: to, t: t}
}

// TelegramTopic is one topic of a forum.
type TelegramTopic struct {
	ID      int64  `json:"id"`
	Name    string `json:"name"`
	Icon    string `json:"icon,omitempty"`
	Closed  bool   `json:"closed"`
	Deleted bool   `json:"deleted"`
	forum   *TelegramForum
}

// Topics returns the topics in the order they were made, deleted ones too.
func (f *TelegramForum) Topics() []TelegramTopic {
	f.t.mu.Lock()
	defer f.t.mu.Unlock()
	var out []TelegramTopic
	for _, topic := range f.t.chats[f.ID].topics {
		out = append(out, TelegramTopic{topic.id, topic.name, topic.icon, topic.closed, topic.deleted, f})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].ID < out[j].ID })
	return out
}

// Topic returns the n-th topic that was made; the first is 1. One that does
// not exist has the ID 0.
func (f *TelegramForum) Topic(n int) TelegramTopic {
	if all := f.Topics(); n >= 1 && n <= len(all) {
		return all[n-1]
	}
	return TelegramTopic{forum: f}
}

// Messages returns what is written in the topic.
func (p TelegramTopic) Messages() []TelegramMessage {
	var out []TelegramMessage
	for _, m := range p.forum.t.Chat(p.forum.ID).Messages() {
		if m.Thread == p.ID && p.ID != 0 {
			out = append(out, m)
		}
	}
	return out
}

// General returns what is written outside all topics.
func (f *TelegramForum) General() []TelegramMessage {
	var out []TelegramMessage
	for _, m := range f.t.Chat(f.ID).Messages() {
		if m.Thread == 0 {
			out = append(out, m)
		}
	}
	return out
}

// TelegramStaff is a member of a forum.
type TelegramStaff struct {
	ID        int64
	Name      string
	Anonymous bool // writes as the group
	f         *TelegramForum
}

// Member returns a member of the forum, made when new.
func (f *TelegramForum) Member(id int64, name string) *TelegramStaff {
	f.t.mu.Lock()
	defer f.t.mu.Unlock()
	u := f.t.person(id, name)
	if c := f.t.chats[f.ID]; c.members[id] == nil {
		c.members[id] = &tgMember{User: u, Status: "administrator", Topics: true}
	}
	return &TelegramStaff{ID: id, Name: name, f: f}
}

func (s *TelegramStaff) write(thread int64, fill func(*tgMessage)) TelegramMessage {
	t := s.f.t
	t.mu.Lock()
	defer t.mu.Unlock()
	c, who := t.chats[s.f.ID], t.users[s.ID]
	return t.said(c, who, thread, func(m *tgMessage) {
		if s.Anonymous {
			chat := c.chat
			m.From, m.SenderChat = &tgUser{ID: tgAnonymous, IsBot: true, FirstName: "Group", Username: "GroupAnonymousBot"}, &chat
		}
		fill(m)
	})
}

// Writes sends a line into a topic; thread 0 is General.
func (s *TelegramStaff) Writes(thread int64, text string) TelegramMessage {
	return s.write(thread, func(m *tgMessage) { m.Text = text; m.Entities = commandEntity(text) })
}

// Replies answers a message in a topic.
func (s *TelegramStaff) Replies(thread, to int64, text string) TelegramMessage {
	return s.write(thread, func(m *tgMessage) {
		m.Text = text
		if h := s.f.t.chats[s.f.ID].byID[to]; h != nil {
			m.ReplyTo = shallow(&h.msg)
		}
	})
}

// SendsDocument sends a file into a topic.
func (s *TelegramStaff) SendsDocument(thread int64, name, mime string, data []byte, caption string) TelegramMessage {
	return s.write(thread, func(m *tgMessage) {
		m.Caption = caption
		s.f.t.attach(m, "document", s.f.t.keep(tgStored{kind: "document", name: name, mime: mime, data: data}))
	})
}

// SendsPhoto sends a picture into a topic.
func (s *TelegramStaff) SendsPhoto(thread int64, data []byte, caption string) TelegramMessage {
	return s.write(thread, func(m *tgMessage) {
		m.Caption = caption
		s.f.t.attach(m, "photo", s.f.t.keep(tgStored{kind: "photo", name: "photo.jpg", mime: "image/jpeg", data: data}))
	})
}

// SendsAlbum sends pictures into a topic as one album: one message each.
func (s *TelegramStaff) SendsAlbum(thread int64, caption string, pictures ...[]byte) []TelegramMessage {
	return s.f.t.album(caption, pictures, func(fill func(*tgMessage)) TelegramMessage { return s.write(thread, fill) })
}

// Edits changes an earlier message of this member.
func (s *TelegramStaff) Edits(id int64, text string) {
	s.f.t.mu.Lock()
	defer s.f.t.mu.Unlock()
	s.f.t.fault(s.f.t.editBy(s.f.t.chats[s.f.ID], s.ID, id, text))
}

// Presses presses the newest button with this label in a topic.
func (s *TelegramStaff) Presses(thread int64, label string) {
	s.f.t.fault(s.f.t.press(s.ID, s.f.ID, thread, label, 1))
}

// Closes closes a topic by hand.
func (s *TelegramStaff) Closes(thread int64) { s.f.t.fault(s.turn(thread, true)) }

// Reopens opens a closed topic by hand.
func (s *TelegramStaff) Reopens(thread int64) { s.f.t.fault(s.turn(thread, false)) }

func (s *TelegramStaff) turn(thread int64, closed bool) error {
	t := s.f.t
	t.mu.Lock()
	defer t.mu.Unlock()
	c := t.chats[s.f.ID]
	if c.topics[thread] == nil {
		return fmt.Errorf("forum %d has no topic %d", s.f.ID, thread)
	}
	t.turn(c, c.topics[thread], t.users[s.ID], closed)
	return nil
}

// Deletes deletes a topic by hand. The bot is not told.
func (s *TelegramStaff) Deletes(thread int64) {
	t := s.f.t
	t.mu.Lock()
	defer t.mu.Unlock()
	if topic := t.chats[s.f.ID].topics[thread]; topic != nil {
		t.drop(t.chats[s.f.ID], topic)
		return
	}
	t.fault(fmt.Errorf("forum %d has no topic %d", s.f.ID, thread))
}

// Opens makes a topic by hand and returns its id.
func (s *TelegramStaff) Opens(name string) int64 {
	t := s.f.t
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.newTopic(t.chats[s.f.ID], t.users[s.ID], name).id
}
