package channeltest

import (
	"encoding/json"
	"sort"
	"strings"
)

// tgTopic is one topic of a forum.
type tgTopic struct {
	id      int64
	name    string
	icon    string
	closed  bool
	deleted bool
}

// tgIcons are the sticker ids that a topic may show.
var tgIcons = [...]string{"5417915203100613993", "5312536423851630001", "5309832892262654231", "5237699328843200968", "5377316857231450742"}

// thread checks where a message goes. A wrong thread is refused, or, on a
// lenient double, forgotten without a word.
func (t *Telegram) thread(c *tgChatState, m *tgMessage) *tgError {
	if m.Thread == 0 {
		return nil
	}
	topic := c.topics[m.Thread]
	switch {
	case topic == nil || topic.deleted || m.Thread == 1:
		if t.o.Lenient {
			m.Thread = 0
			return nil
		}
		return bad("message thread not found")
	case topic.closed && !t.member(c, t.botID).Topics:
		return bad("TOPIC_CLOSED")
	}
	m.InTopic = true
	if m.ReplyTo == nil {
		m.ReplyTo = shallow(&c.byID[topic.id].msg)
	}
	return nil
}

func (t *Telegram) member(c *tgChatState, user int64) *tgMember {
	if m := c.members[user]; m != nil {
		return m
	}
	return &tgMember{User: t.users[user], Status: "left"}
}

// forumFor finds the forum of a call by a bot that may manage its topics.
func (t *Telegram) forumFor(r *request) (*tgChatState, *tgError) {
	c, no := t.target(r)
	switch {
	case no != nil:
		return nil, no
	case !c.chat.IsForum:
		return nil, bad("the chat is not a forum")
	case !t.member(c, t.botID).Topics:
		return nil, bad("not enough rights to create a topic")
	}
	return c, nil
}

func (t *Telegram) topicFor(r *request) (*tgChatState, *tgTopic, *tgError) {
	c, no := t.forumFor(r)
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
func (t *Telegram) announce(c *tgChatState, topic int64, by *tgUser, what string, fill func(*tgMessage)) *tgHeld {
	m := tgMessage{From: by, Thread: topic, InTopic: topic != 0}
	if first := c.byID[topic]; first != nil {
		m.ReplyTo = shallow(&first.msg)
	}
	fill(&m)
	h := t.add(c, m)
	h.service = what
	if what == "topic created" {
		h.msg.Thread, h.msg.InTopic = h.msg.ID, true
	}
	msg := h.msg
	t.push(tgUpdate{Message: &msg})
	return h
}

func (t *Telegram) createTopic(r *request) (any, *tgError) {
	c, no := t.forumFor(r)
	if no != nil {
		return nil, no
	}
	name := strings.TrimSpace(r.str("name"))
	if n := len16(name); n < 1 || n > 128 {
		return nil, bad("TOPIC_TITLE_EMPTY")
	}
	if icon := r.str("icon_custom_emoji_id"); icon != "" && !isIcon(icon) {
		return nil, bad("DOCUMENT_INVALID")
	}
	if no := t.spend(c, 1); no != nil {
		return nil, no
	}
	topic := t.newTopic(c, t.users[t.botID], name)
	topic.icon = r.str("icon_custom_emoji_id")
	return map[string]any{"message_thread_id": topic.id, "name": name, "icon_color": 7322096}, nil
}

func (t *Telegram) newTopic(c *tgChatState, by *tgUser, name string) *tgTopic {
	quoted, err := json.Marshal(name)
	if err != nil {
		quoted = []byte(`""`)
	}
	h := t.announce(c, 0, by, "topic created", func(m *tgMessage) {
		m.TopicCreated = json.RawMessage(`{"name":` + string(quoted) + `,"icon_color":7322096}`)
	})
	topic := &tgTopic{id: h.msg.ID, name: name}
	c.topics[topic.id] = topic
	return topic
}

func isIcon(id string) bool {
	for _, i := range tgIcons {
		if i == id {
			return true
		}
	}
	return false
}

func (t *Telegram) editTopic(r *request) (any, *tgError) {
	c, topic, no := t.topicFor(r)
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
	if no := t.spend(c, 1); no != nil {
		return nil, no
	}
	topic.name, topic.icon = name, icon
	t.announce(c, topic.id, t.users[t.botID], "topic edited", func(m *tgMessage) { m.TopicEdited = json.RawMessage(`{}`) })
	return true, nil
}

func (t *Telegram) closeTopic(r *request) (any, *tgError)  { return t.turnTopic(r, true) }
func (t *Telegram) reopenTopic(r *request) (any, *tgError) { return t.turnTopic(r, false) }

func (t *Telegram) turnTopic(r *request, closed bool) (any, *tgError) {
	c, topic, no := t.topicFor(r)
	if no != nil {
		return nil, no
	}
	if topic.closed == closed {
		return nil, bad("TOPIC_NOT_MODIFIED")
	}
	if no := t.spend(c, 1); no != nil {
		return nil, no
	}
	t.turn(c, topic, t.users[t.botID], closed)
	return true, nil
}

func (t *Telegram) turn(c *tgChatState, topic *tgTopic, by *tgUser, closed bool) {
	topic.closed = closed
	if closed {
		t.announce(c, topic.id, by, "topic closed", func(m *tgMessage) { m.TopicClosed = json.RawMessage(`{}`) })
		return
	}
	t.announce(c, topic.id, by, "topic reopened", func(m *tgMessage) { m.TopicReopened = json.RawMessage(`{}`) })
}

func (t *Telegram) deleteTopic(r *request) (any, *tgError) {
	c, topic, no := t.topicFor(r)
	if no != nil {
		return nil, no
	}
	if !t.member(c, t.botID).Delete {
		return nil, bad("not enough rights to delete a topic")
	}
	t.drop(c, topic)
	return true, nil
}

// drop deletes a topic with all its messages. Nobody is told: the Bot API has
// no update for it.
func (t *Telegram) drop(c *tgChatState, topic *tgTopic) {
	topic.deleted = true
	for _, h := range c.messages {
		if h.msg.Thread == topic.id {
			h.deleted = true
		}
	}
	t.changed()
}

func (t *Telegram) iconStickers(*request) (any, *tgError) {
	out := []map[string]string{}
	for i, id := range tgIcons {
		out = append(out, map[string]string{"custom_emoji_id": id, "emoji": []string{"❗️", "🆘", "✅", "💬", "🏁"}[i]})
	}
	return out, nil
}

func (t *Telegram) getChat(r *request) (any, *tgError) {
	c, no := t.target(r)
	if no != nil {
		return nil, no
	}
	return c.chat, nil
}

func (t *Telegram) getChatMember(r *request) (any, *tgError) {
	c, no := t.target(r)
	if no != nil {
		return nil, no
	}
	if t.users[r.num("user_id")] == nil {
		return nil, bad("user not found")
	}
	return *t.member(c, r.num("user_id")), nil
}

func (t *Telegram) getAdmins(r *request) (any, *tgError) {
	c, no := t.target(r)
	if no != nil {
		return nil, no
	}
	out := []tgMember{}
	for _, m := range c.members {
		if (m.Status == "administrator" || m.Status == "creator") && !m.User.IsBot {
			out = append(out, *m)
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].User.ID < out[j].User.ID })
	return out, nil
}
