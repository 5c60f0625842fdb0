package channeltest

import (
	"encoding/json"
	"reflect"
	"time"
)

// tgPress is a pressed button that waits for its answer.
type tgPress struct {
	user     int64
	at       time.Time
	answered bool
	text     string
}

// An unanswered press is forgotten after this time; the server does not say
// when, people report 10 to 20 seconds.
const tgPressLives = 15 * time.Second

// own finds a message the bot may edit.
func (t *Telegram) own(r *request) (*tgChatState, *tgHeld, *tgError) {
	c, no := t.target(r)
	if no != nil {
		return nil, nil, no
	}
	h := c.byID[r.num("message_id")]
	switch {
	case h == nil || h.deleted:
		return nil, nil, bad("message to edit not found")
	case h.msg.From == nil || h.msg.From.ID != t.botID || h.service != "":
		return nil, nil, bad("message can't be edited")
	}
	return c, h, nil
}

// edited stores a changed copy, unless nothing changed. An edit without a
// keyboard removes the one that was there.
func (t *Telegram) edited(c *tgChatState, h *tgHeld, m tgMessage, r *request) (any, *tgError) {
	var no *tgError
	if m.Markup, no = markup(r.str("reply_markup")); no != nil {
		return nil, no
	}
	if m.Text == h.msg.Text && m.Caption == h.msg.Caption && reflect.DeepEqual(m.Markup, h.msg.Markup) && reflect.DeepEqual(m.Entities, h.msg.Entities) {
		return nil, bad("message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message")
	}
	if no := t.spend(c, 1); no != nil {
		return nil, no
	}
	m.EditDate = t.o.Now().Unix()
	h.msg = m
	t.changed()
	return m, nil
}

func (t *Telegram) editText(r *request) (any, *tgError) {
	c, h, no := t.own(r)
	if no != nil {
		return nil, no
	}
	m := h.msg
	if m.Text == "" {
		return nil, bad("there is no text in the message to edit")
	}
	if m.Text, m.Entities, no = formatted(r.str("text"), r); no != nil {
		return nil, no
	}
	if m.Text, m.Entities = trimmed(m.Text, m.Entities); m.Text == "" {
		return nil, bad("message text is empty")
	}
	if len16(m.Text) > 4096 {
		return nil, bad("MESSAGE_TOO_LONG")
	}
	return t.edited(c, h, m, r)
}

func (t *Telegram) editCaption(r *request) (any, *tgError) {
	c, h, no := t.own(r)
	if no != nil {
		return nil, no
	}
	m := h.msg
	if t.sentFile(&m) == nil {
		return nil, bad("there is no caption in the message to edit")
	}
	if m.Caption, m.Entities, no = formatted(r.str("caption"), r); no != nil {
		return nil, no
	}
	if len16(m.Caption) > 1024 {
		return nil, bad("message caption is too long")
	}
	return t.edited(c, h, m, r)
}

func (t *Telegram) editMarkup(r *request) (any, *tgError) {
	c, h, no := t.own(r)
	if no != nil {
		return nil, no
	}
	return t.edited(c, h, h.msg, r)
}

func (t *Telegram) deleteMessage(r *request) (any, *tgError) {
	c, no := t.target(r)
	if no != nil {
		return nil, no
	}
	h := c.byID[r.num("message_id")]
	if h == nil || h.deleted {
		return nil, bad("message to delete not found")
	}
	if h.service == "topic created" {
		return nil, bad("message can't be deleted")
	}
	h.deleted = true
	t.changed()
	return true, nil
}

func (t *Telegram) deleteMessages(r *request) (any, *tgError) {
	c, no := t.target(r)
	if no != nil {
		return nil, no
	}
	var ids []int64
	if json.Unmarshal([]byte(r.str("message_ids")), &ids) != nil || len(ids) > 100 {
		return nil, bad("can't parse message identifiers")
	}
	for _, id := range ids {
		if h := c.byID[id]; h != nil {
			h.deleted = true
		}
	}
	t.changed()
	return true, nil
}

// pin marks a message; the service message it makes is left out.
func (t *Telegram) pin(r *request) (any, *tgError) {
	c, no := t.target(r)
	if no != nil {
		return nil, no
	}
	h := c.byID[r.num("message_id")]
	switch {
	case h == nil || h.deleted:
		return nil, bad("message to pin not found")
	case c.chat.Type != "private" && !t.member(c, t.botID).Pin:
		return nil, bad("not enough rights to manage pinned messages in the chat")
	}
	h.pinned = true
	t.changed()
	return true, nil
}

func (t *Telegram) unpin(r *request) (any, *tgError) {
	c, no := t.target(r)
	if no != nil {
		return nil, no
	}
	if h := c.byID[r.num("message_id")]; h != nil {
		h.pinned = false
	}
	t.changed()
	return true, nil
}

func (t *Telegram) react(r *request) (any, *tgError) {
	c, no := t.target(r)
	if no != nil {
		return nil, no
	}
	h := c.byID[r.num("message_id")]
	if h == nil || h.deleted {
		return nil, bad("message to react not found")
	}
	var list []struct{ Emoji string }
	if s := r.str("reaction"); s != "" && json.Unmarshal([]byte(s), &list) != nil {
		return nil, bad("can't parse reaction types JSON object")
	}
	if len(list) > 1 {
		return nil, bad("REACTIONS_TOO_MANY")
	}
	h.emoji = nil
	for _, e := range list {
		h.emoji = append(h.emoji, e.Emoji)
	}
	t.changed()
	return true, nil
}

func (t *Telegram) answerPress(r *request) (any, *tgError) {
	p := t.presses[r.str("callback_query_id")]
	if p == nil || t.o.Now().Sub(p.at) > tgPressLives {
		return nil, bad("query is too old and response timeout expired or query ID is invalid")
	}
	if len16(r.str("text")) > 200 {
		return nil, bad("MESSAGE_TOO_LONG")
	}
	p.answered, p.text = true, r.str("text")
	t.changed()
	return true, nil
}

// Unanswered returns how many pressed buttons still spin.
func (t *Telegram) Unanswered() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	n := 0
	for _, p := range t.presses {
		if !p.answered {
			n++
		}
	}
	return n
}
