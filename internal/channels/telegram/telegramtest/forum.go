package telegramtest

import (
	"encoding/json"
	"sort"
	"strings"

	"hotro/internal/channels/channeltest"
)

// topicState is one topic of a forum.
type topicState struct {
	id      int64
	name    string
	icon    string
	closed  bool
	deleted bool
}

// topicIcons are the sticker ids that a topic may show.
var topicIcons = [...]string{"5417915203100613993", "5312536423851630001", "5309832892262654231", "5237699328843200968", "5377316857231450742"}

// thread checks where a message goes. A wrong thread is refused, or, on a
// lenient double, forgotten without a word.
func (tg *Server) thread(c *chatState, m *wireMessage) *wireError {
	if m.Thread == 0 {
		return nil
	}
	topic := c.topics[m.Thread]
	switch {
	case topic == nil || topic.deleted || m.Thread == 1:
		if tg.o.Lenient {
			m.Thread = 0
			return nil
		}
		return bad("message thread not found")
	case topic.closed && !tg.member(c, tg.botID).Topics:
		return bad("TOPIC_CLOSED")
	}
	m.InTopic = true
	if m.ReplyTo == nil {
		m.ReplyTo = shallow(&c.byID[topic.id].msg)
	}
	return nil
}

func (tg *Server) member(c *chatState, user int64) *wireMember {
	if m := c.members[user]; m != nil {
		return m
	}
	return &wireMember{User: tg.users[user], Status: "left"}
}

// forumFor finds the forum of a call by a bot that may manage its topics.
func (tg *Server) forumFor(r *request) (*chatState, *wireError) {
	c, no := tg.target(r)
	switch {
	case no != nil:
		return nil, no
	case !c.chat.IsForum:
		return nil, bad("the chat is not a forum")
	case !tg.member(c, tg.botID).Topics:
		return nil, bad("not enough rights to create a topic")
	}
	return c, nil
}

func (tg *Server) topicFor(r *request) (*chatState, *topicState, *wireError) {
	c, no := tg.forumFor(r)
	if no != nil {
		return nil, nil, no
	}
	topic := c.topics[r.num("message_thread_id")]
	if topic == nil {
		return nil, nil, bad("message thread not found")
	}
	if topic.deleted {
		return nil, nil, bad("TOPIC_DELETED")
	}
	return c, topic, nil
}

// announce adds a service message to a topic, and tells the bot: it hears
// such messages even when they are its own.
func (tg *Server) announce(c *chatState, topic int64, by *wireUser, what string, fill func(*wireMessage)) *heldMessage {
	m := wireMessage{From: by, Thread: topic, InTopic: topic != 0}
	if first := c.byID[topic]; first != nil {
		m.ReplyTo = shallow(&first.msg)
	}
	fill(&m)
	h := tg.add(c, m)
	h.service = what
	if what == "topic created" {
		h.msg.Thread, h.msg.InTopic = h.msg.ID, true
	}
	msg := h.msg
	tg.push(wireUpdate{Message: &msg})
	return h
}

func (tg *Server) createTopic(r *request) (any, *wireError) {
	c, no := tg.forumFor(r)
	if no != nil {
		return nil, no
	}
	name := strings.TrimSpace(r.str("name"))
	if n := channeltest.UTF16Len(name); n < 1 || n > 128 {
		return nil, bad("TOPIC_TITLE_EMPTY")
	}
	if icon := r.str("icon_custom_emoji_id"); icon != "" && !isIcon(icon) {
		return nil, bad("DOCUMENT_INVALID")
	}
	if no := tg.spendAside(c); no != nil {
		return nil, no
	}
	topic := tg.newTopic(c, tg.users[tg.botID], name)
	topic.icon = r.str("icon_custom_emoji_id")
	return map[string]any{"message_thread_id": topic.id, "name": name, "icon_color": 7322096}, nil
}

func (tg *Server) newTopic(c *chatState, by *wireUser, name string) *topicState {
	quoted, err := json.Marshal(name)
	if err != nil {
		quoted = []byte(`""`)
	}
	h := tg.announce(c, 0, by, "topic created", func(m *wireMessage) {
		m.TopicCreated = json.RawMessage(`{"name":` + string(quoted) + `,"icon_color":7322096}`)
	})
	topic := &topicState{id: h.msg.ID, name: name}
	c.topics[topic.id] = topic
	return topic
}

func isIcon(id string) bool {
	for _, i := range topicIcons {
		if i == id {
			return true
		}
	}
	return false
}

func (tg *Server) editTopic(r *request) (any, *wireError) {
	c, topic, no := tg.topicFor(r)
	if no != nil {
		return nil, no
	}
	name, icon := topic.name, topic.icon
	if n := r.str("name"); n != "" {
		name = n
	}
	if i, ok := r.params["icon_custom_emoji_id"]; ok {
		if i != "" && !isIcon(i) {
			return nil, bad("DOCUMENT_INVALID")
		}
		icon = i
	}
	if name == topic.name && icon == topic.icon {
		return nil, bad("TOPIC_NOT_MODIFIED")
	}
	if no := tg.spendAside(c); no != nil {
		return nil, no
	}
	topic.name, topic.icon = name, icon
	tg.announce(c, topic.id, tg.users[tg.botID], "topic edited", func(m *wireMessage) { m.TopicEdited = json.RawMessage(`{}`) })
	return true, nil
}

func (tg *Server) closeTopic(r *request) (any, *wireError)  { return tg.turnTopic(r, true) }
func (tg *Server) reopenTopic(r *request) (any, *wireError) { return tg.turnTopic(r, false) }

func (tg *Server) turnTopic(r *request, closed bool) (any, *wireError) {
	c, topic, no := tg.topicFor(r)
	if no != nil {
		return nil, no
	}
	if topic.closed == closed {
		return nil, bad("TOPIC_NOT_MODIFIED")
	}
	if no := tg.spendAside(c); no != nil {
		return nil, no
	}
	tg.turn(c, topic, tg.users[tg.botID], closed)
	return true, nil
}

func (tg *Server) turn(c *chatState, topic *topicState, by *wireUser, closed bool) {
	topic.closed = closed
	if closed {
		tg.announce(c, topic.id, by, "topic closed", func(m *wireMessage) { m.TopicClosed = json.RawMessage(`{}`) })
		return
	}
	tg.announce(c, topic.id, by, "topic reopened", func(m *wireMessage) { m.TopicReopened = json.RawMessage(`{}`) })
}

func (tg *Server) deleteTopic(r *request) (any, *wireError) {
	c, topic, no := tg.topicFor(r)
	if no != nil {
		return nil, no
	}
	if !tg.member(c, tg.botID).Delete {
		return nil, bad("not enough rights to delete a topic")
	}
	tg.drop(c, topic)
	return true, nil
}

// drop deletes a topic with all its messages. Nobody is told: the Bot API has
// no update for it.
func (tg *Server) drop(c *chatState, topic *topicState) {
	topic.deleted = true
	for _, h := range c.messages {
		if h.msg.Thread == topic.id {
			h.deleted = true
		}
	}
	tg.changed()
}

func (tg *Server) iconStickers(*request) (any, *wireError) {
	out := []map[string]string{}
	for i, id := range topicIcons {
		out = append(out, map[string]string{"custom_emoji_id": id, "emoji": []string{"❗️", "🆘", "✅", "💬", "🏁"}[i]})
	}
	return out, nil
}

func (tg *Server) getChat(r *request) (any, *wireError) {
	c, no := tg.target(r)
	if no != nil {
		return nil, no
	}
	return c.chat, nil
}

func (tg *Server) getChatMember(r *request) (any, *wireError) {
	c, no := tg.target(r)
	if no != nil {
		return nil, no
	}
	if tg.users[r.num("user_id")] == nil {
		return nil, bad("user not found")
	}
	return *tg.member(c, r.num("user_id")), nil
}

func (tg *Server) getAdmins(r *request) (any, *wireError) {
	c, no := tg.target(r)
	if no != nil {
		return nil, no
	}
	out := []wireMember{}
	for _, m := range c.members {
		if (m.Status == "administrator" || m.Status == "creator") && !m.User.IsBot {
			out = append(out, *m)
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].User.ID < out[j].User.ID })
	return out, nil
}
