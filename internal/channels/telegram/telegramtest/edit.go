package telegramtest

import (
	"encoding/json"
	"reflect"
	"time"

	"hotro/internal/channels/channeltest"
)

// pendingPress is a pressed button that waits for its answer.
type pendingPress struct {
	user     int64
	at       time.Time
	answered bool
	text     string
}

// An unanswered press is forgotten after this time; the server does not say
// when, people report 10 to 20 seconds.
const pressLives = 15 * time.Second

// own finds a message the bot may edit.
func (tg *Server) own(r *request) (*chatState, *heldMessage, *wireError) {
	c, no := tg.target(r)
	if no != nil {
		return nil, nil, no
	}
	h := c.byID[r.num("message_id")]
	switch {
	case h == nil || h.deleted:
		return nil, nil, bad("message to edit not found")
	case h.msg.From == nil || h.msg.From.ID != tg.botID || h.service != "":
		return nil, nil, bad("message can't be edited")
	}
	return c, h, nil
}

// edited stores a changed copy, unless nothing changed. An edit without a
// keyboard removes the one that was there.
func (tg *Server) edited(c *chatState, h *heldMessage, m wireMessage, r *request) (any, *wireError) {
	var no *wireError
	if m.Markup, no = markup(r.str("reply_markup")); no != nil {
		return nil, no
	}
	if m.Text == h.msg.Text && m.Caption == h.msg.Caption && reflect.DeepEqual(m.Markup, h.msg.Markup) && reflect.DeepEqual(m.Entities, h.msg.Entities) {
		return nil, bad("message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message")
	}
	if no := tg.spendAside(c); no != nil {
		return nil, no
	}
	m.EditDate = tg.o.Now().Unix()
	h.msg = m
	tg.changed()
	return m, nil
}

func (tg *Server) editText(r *request) (any, *wireError) {
	c, h, no := tg.own(r)
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
	if channeltest.UTF16Len(m.Text) > 4096 {
		return nil, bad("MESSAGE_TOO_LONG")
	}
	return tg.edited(c, h, m, r)
}

func (tg *Server) editCaption(r *request) (any, *wireError) {
	c, h, no := tg.own(r)
	if no != nil {
		return nil, no
	}
	m := h.msg
	if tg.sentFile(&m) == nil {
		return nil, bad("there is no caption in the message to edit")
	}
	if m.Caption, m.Entities, no = formatted(r.str("caption"), r); no != nil {
		return nil, no
	}
	if channeltest.UTF16Len(m.Caption) > 1024 {
		return nil, bad("message caption is too long")
	}
	return tg.edited(c, h, m, r)
}

func (tg *Server) editMarkup(r *request) (any, *wireError) {
	c, h, no := tg.own(r)
	if no != nil {
		return nil, no
	}
	return tg.edited(c, h, h.msg, r)
}

func (tg *Server) deleteMessage(r *request) (any, *wireError) {
	c, no := tg.target(r)
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
	tg.changed()
	return true, nil
}

func (tg *Server) deleteMessages(r *request) (any, *wireError) {
	c, no := tg.target(r)
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
	tg.changed()
	return true, nil
}

// pin marks a message; the service message it makes is left out.
func (tg *Server) pin(r *request) (any, *wireError) {
	c, no := tg.target(r)
	if no != nil {
		return nil, no
	}
	h := c.byID[r.num("message_id")]
	switch {
	case h == nil || h.deleted:
		return nil, bad("message to pin not found")
	case c.chat.Type != "private" && !tg.member(c, tg.botID).Pin:
		return nil, bad("not enough rights to manage pinned messages in the chat")
	}
	h.pinned = true
	tg.changed()
	return true, nil
}

func (tg *Server) unpin(r *request) (any, *wireError) {
	c, no := tg.target(r)
	if no != nil {
		return nil, no
	}
	if h := c.byID[r.num("message_id")]; h != nil {
		h.pinned = false
	}
	tg.changed()
	return true, nil
}

func (tg *Server) react(r *request) (any, *wireError) {
	c, no := tg.target(r)
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
	tg.changed()
	return true, nil
}

func (tg *Server) answerPress(r *request) (any, *wireError) {
	p := tg.presses[r.str("callback_query_id")]
	if p == nil || tg.o.Now().Sub(p.at) > pressLives {
		return nil, bad("query is too old and response timeout expired or query ID is invalid")
	}
	if channeltest.UTF16Len(r.str("text")) > 200 {
		return nil, bad("MESSAGE_TOO_LONG")
	}
	p.answered, p.text = true, r.str("text")
	tg.changed()
	return true, nil
}

// Unanswered returns how many pressed buttons still spin.
func (tg *Server) Unanswered() int {
	tg.mu.Lock()
	defer tg.mu.Unlock()
	n := 0
	for _, p := range tg.presses {
		if !p.answered {
			n++
		}
	}
	return n
}
