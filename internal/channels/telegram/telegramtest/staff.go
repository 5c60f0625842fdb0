package telegramtest

import (
	"fmt"
	"sort"
)

// The id under which an admin writes who hides behind the group.
const anonymousAdmin = 1087968824

// Forum is a staff group with topics, of which the bot is an admin.
type Forum struct {
	ID int64
	tg *Server
}

// Forum returns the forum group with this id, made when new.
func (tg *Server) Forum(id int64) *Forum {
	tg.mu.Lock()
	defer tg.mu.Unlock()
	c := tg.chatOf(id, "supergroup")
	if c.members[tg.botID] == nil {
		c.chat.IsForum, c.chat.Title = true, "Hỗ trợ tổng đài"
		c.last = 1 // the group's first message, whose number General has
		c.members[tg.botID] = &wireMember{User: tg.users[tg.botID], Status: "administrator", Topics: true, Delete: true, Pin: true}
	}
	return &Forum{ID: id, tg: tg}
}

// BotRights changes what the bot may do in the forum; without any it is a
// plain member.
func (f *Forum) BotRights(topics, remove, pin bool) {
	f.tg.mu.Lock()
	defer f.tg.mu.Unlock()
	m := &wireMember{User: f.tg.users[f.tg.botID], Status: "member", Topics: topics, Delete: remove, Pin: pin}
	if topics || remove || pin {
		m.Status = "administrator"
	}
	f.tg.chats[f.ID].members[f.tg.botID] = m
}

// SetForum switches the topics of the group on or off.
func (f *Forum) SetForum(on bool) {
	f.tg.mu.Lock()
	defer f.tg.mu.Unlock()
	f.tg.chats[f.ID].chat.IsForum = on
}

// Kick removes the bot from the group.
func (f *Forum) Kick() {
	f.tg.mu.Lock()
	defer f.tg.mu.Unlock()
	f.tg.chats[f.ID].blocked = true
}

// Migrate gives the group a new id, as an upgrade does: the old one answers
// where to go, and both sides of the move are told to the bot.
func (f *Forum) Migrate(to int64) *Forum {
	tg := f.tg
	tg.mu.Lock()
	defer tg.mu.Unlock()
	old := tg.chats[f.ID]
	fresh := tg.chatOf(to, "supergroup")
	fresh.chat.IsForum, fresh.chat.Title = true, old.chat.Title
	fresh.members, fresh.last = old.members, 1
	tg.announce(old, 0, tg.users[tg.botID], "migrated", func(m *wireMessage) {
		m.MovedTo = to
		m.From = &wireUser{ID: anonymousAdmin, IsBot: true, FirstName: "Group", Username: "GroupAnonymousBot"}
	})
	tg.announce(fresh, 0, tg.users[tg.botID], "migrated", func(m *wireMessage) { m.MovedFrom = f.ID })
	old.movedTo = to
	return &Forum{ID: to, tg: tg}
}

// Topic is one topic of a forum.
type Topic struct {
	ID      int64  `json:"id"`
	Name    string `json:"name"`
	Icon    string `json:"icon,omitempty"`
	Closed  bool   `json:"closed"`
	Deleted bool   `json:"deleted"`
	forum   *Forum
}

// Topics returns the topics in the order they were made, deleted ones too.
func (f *Forum) Topics() []Topic {
	f.tg.mu.Lock()
	defer f.tg.mu.Unlock()
	var out []Topic
	for _, topic := range f.tg.chats[f.ID].topics {
		out = append(out, Topic{topic.id, topic.name, topic.icon, topic.closed, topic.deleted, f})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].ID < out[j].ID })
	return out
}

// Topic returns the n-th topic that was made; the first is 1. One that does
// not exist has the ID 0.
func (f *Forum) Topic(n int) Topic {
	if all := f.Topics(); n >= 1 && n <= len(all) {
		return all[n-1]
	}
	return Topic{forum: f}
}

// Messages returns what is written in the topic.
func (p Topic) Messages() []Message {
	var out []Message
	for _, m := range p.forum.tg.Chat(p.forum.ID).Messages() {
		if m.Thread == p.ID && p.ID != 0 {
			out = append(out, m)
		}
	}
	return out
}

// General returns what is written outside all topics.
func (f *Forum) General() []Message {
	var out []Message
	for _, m := range f.tg.Chat(f.ID).Messages() {
		if m.Thread == 0 {
			out = append(out, m)
		}
	}
	return out
}

// Staff is a member of a forum.
type Staff struct {
	ID        int64
	Name      string
	Anonymous bool // writes as the group
	f         *Forum
}

// Member returns a member of the forum, made when new.
func (f *Forum) Member(id int64, name string) *Staff {
	f.tg.mu.Lock()
	defer f.tg.mu.Unlock()
	u := f.tg.person(id, name)
	if c := f.tg.chats[f.ID]; c.members[id] == nil {
		c.members[id] = &wireMember{User: u, Status: "administrator", Topics: true}
	}
	return &Staff{ID: id, Name: name, f: f}
}

// Becomes changes what the member is in the group: "administrator", "member",
// "left" or "kicked". The bot is told if it is an admin itself and wants to be.
func (s *Staff) Becomes(status string) {
	tg := s.f.tg
	tg.mu.Lock()
	defer tg.mu.Unlock()
	c := tg.chats[s.f.ID]
	was, is := *tg.member(c, s.ID), wireMember{User: tg.users[s.ID], Status: status}
	c.members[s.ID] = &is
	if tg.member(c, tg.botID).Status != "administrator" {
		return
	}
	chat := c.chat
	tg.push(wireUpdate{Other: &wireMemberChange{Chat: &chat, From: tg.users[s.ID], Date: tg.o.Now().Unix(), Old: was, New: is}})
}

func (s *Staff) write(thread int64, fill func(*wireMessage)) Message {
	tg := s.f.tg
	tg.mu.Lock()
	defer tg.mu.Unlock()
	c, who := tg.chats[s.f.ID], tg.users[s.ID]
	return tg.said(c, who, thread, func(m *wireMessage) {
		if s.Anonymous {
			chat := c.chat
			m.From, m.SenderChat = &wireUser{ID: anonymousAdmin, IsBot: true, FirstName: "Group", Username: "GroupAnonymousBot"}, &chat
		}
		fill(m)
	})
}

// Writes sends a line into a topic; thread 0 is General.
func (s *Staff) Writes(thread int64, text string) Message {
	return s.write(thread, func(m *wireMessage) { m.Text = text; m.Entities = commandEntity(text) })
}

// Replies answers a message in a topic.
func (s *Staff) Replies(thread, to int64, text string) Message {
	return s.write(thread, func(m *wireMessage) {
		m.Text = text
		if h := s.f.tg.chats[s.f.ID].byID[to]; h != nil {
			m.ReplyTo = shallow(&h.msg)
		}
	})
}

// SendsDocument sends a file into a topic.
func (s *Staff) SendsDocument(thread int64, name, mime string, data []byte, caption string) Message {
	return s.write(thread, func(m *wireMessage) {
		m.Caption = caption
		s.f.tg.attach(m, "document", s.f.tg.keep(storedFile{kind: "document", name: name, mime: mime, data: data}))
	})
}

// SendsPhoto sends a picture into a topic.
func (s *Staff) SendsPhoto(thread int64, data []byte, caption string) Message {
	return s.write(thread, func(m *wireMessage) {
		m.Caption = caption
		s.f.tg.attach(m, "photo", s.f.tg.keep(storedFile{kind: "photo", name: "photo.jpg", mime: "image/jpeg", data: data}))
	})
}

// SendsAlbum sends pictures into a topic as one album: one message each.
func (s *Staff) SendsAlbum(thread int64, caption string, pictures ...[]byte) []Message {
	return s.f.tg.album(caption, pictures, func(fill func(*wireMessage)) Message { return s.write(thread, fill) })
}

// Edits changes an earlier message of this member.
func (s *Staff) Edits(id int64, text string) {
	s.f.tg.mu.Lock()
	defer s.f.tg.mu.Unlock()
	s.f.tg.fault(s.f.tg.editBy(s.f.tg.chats[s.f.ID], s.ID, id, text))
}

// Presses presses the newest button with this label in a topic.
func (s *Staff) Presses(thread int64, label string) {
	s.f.tg.fault(s.f.tg.press(s.ID, s.f.ID, thread, label, 1))
}

// Closes closes a topic by hand.
func (s *Staff) Closes(thread int64) { s.f.tg.fault(s.turn(thread, true)) }

// Reopens opens a closed topic by hand.
func (s *Staff) Reopens(thread int64) { s.f.tg.fault(s.turn(thread, false)) }

func (s *Staff) turn(thread int64, closed bool) error {
	tg := s.f.tg
	tg.mu.Lock()
	defer tg.mu.Unlock()
	c := tg.chats[s.f.ID]
	if c.topics[thread] == nil {
		return fmt.Errorf("forum %d has no topic %d", s.f.ID, thread)
	}
	tg.turn(c, c.topics[thread], tg.users[s.ID], closed)
	return nil
}

// Deletes deletes a topic by hand. The bot is not told.
func (s *Staff) Deletes(thread int64) {
	tg := s.f.tg
	tg.mu.Lock()
	defer tg.mu.Unlock()
	if topic := tg.chats[s.f.ID].topics[thread]; topic != nil {
		tg.drop(tg.chats[s.f.ID], topic)
		return
	}
	tg.fault(fmt.Errorf("forum %d has no topic %d", s.f.ID, thread))
}

// Opens makes a topic by hand and returns its id.
func (s *Staff) Opens(name string) int64 {
	tg := s.f.tg
	tg.mu.Lock()
	defer tg.mu.Unlock()
	return tg.newTopic(tg.chats[s.f.ID], tg.users[s.ID], name).id
}
