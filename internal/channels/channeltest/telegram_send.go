package channeltest

import (
	"encoding/json"
	"strconv"
	"strings"
)

// run executes one method. getUpdates waits; all others run under the lock.
func (t *Telegram) run(r *request) (any, *tgError) {
	if r.method == "getUpdates" {
		got, no := t.getUpdates(r)
		if no != nil {
			return nil, no
		}
		return got, nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	do, ok := t.table[strings.ToLower(r.method)]
	if !ok {
		return nil, &tgError{Code: 404, Text: "Not Found: method not found"}
	}
	return do(r)
}

func (t *Telegram) methods() map[string]func(*request) (any, *tgError) {
	yes := func(*request) (any, *tgError) { return true, nil }
	file := func(kind string) func(*request) (any, *tgError) {
		return func(r *request) (any, *tgError) { return t.sendFile(r, kind) }
	}
	return map[string]func(*request) (any, *tgError){
		"getme":          t.getMe,
		"setwebhook":     t.setWebhook,
		"deletewebhook":  t.deleteWebhook,
		"getwebhookinfo": func(*request) (any, *tgError) { return t.webhookInfo(), nil },
		"setmycommands":  t.setCommands,
		"getmycommands":  t.getCommands,

		"sendmessage":    t.sendMessage,
		"sendphoto":      file("photo"),
		"senddocument":   file("document"),
		"sendvoice":      file("voice"),
		"sendaudio":      file("audio"),
		"sendvideo":      file("video"),
		"sendmediagroup": t.sendMediaGroup,
		"copymessage":    t.copyMessage,
		"copymessages":   t.copyMessages,
		"forwardmessage": t.forwardMessage,
		"sendchataction": t.sendChatAction,

		"editmessagetext":            t.editText,
		"editmessagecaption":         t.editCaption,
		"editmessagereplymarkup":     t.editMarkup,
		"deletemessage":              t.deleteMessage,
		"deletemessages":             t.deleteMessages,
		"pinchatmessage":             t.pin,
		"unpinchatmessage":           t.unpin,
		"unpinallforumtopicmessages": yes,
		"setmessagereaction":         t.react,
		"answercallbackquery":        t.answerPress,

		"getfile":                   t.getFile,
		"getchat":                   t.getChat,
		"getchatmember":             t.getChatMember,
		"getchatadministrators":     t.getAdmins,
		"createforumtopic":          t.createTopic,
		"editforumtopic":            t.editTopic,
		"closeforumtopic":           t.closeTopic,
		"reopenforumtopic":          t.reopenTopic,
		"deleteforumtopic":          t.deleteTopic,
		"getforumtopiciconstickers": t.iconStickers,
	}
}

func (t *Telegram) getMe(*request) (any, *tgError) {
	me := t.users[t.botID]
	return map[string]any{
		"id": me.ID, "is_bot": true, "first_name": me.FirstName, "username": me.Username,
		"can_join_groups": true, "can_read_all_group_messages": false, "supports_inline_queries": false,
	}, nil
}

// target finds the chat of a call and refuses what the bot can't write to.
func (t *Telegram) target(r *request) (*tgChatState, *tgError) {
	id := r.num("chat_id")
	c := t.chats[id]
	switch {
	case c == nil && t.users[id] != nil:
		return nil, forbidden("bot can't initiate conversation with a user")
	case c == nil:
		return nil, bad("chat not found")
	case c.movedTo != 0:
		return nil, &tgError{Code: 400, Text: "Bad Request: group chat was upgraded to a supergroup chat", MovedTo: c.movedTo}
	case c.blocked && c.chat.Type == "private":
		return nil, forbidden("bot was blocked by the user")
	case c.blocked:
		return nil, forbidden("bot was kicked from the supergroup chat")
	case c.chat.Type == "private" && !c.started:
		return nil, forbidden("bot can't initiate conversation with a user")
	}
	return c, nil
}

// draft is the message a send call asks for, all but its content.
func (t *Telegram) draft(r *request, cost int) (*tgChatState, tgMessage, *tgError) {
	c, no := t.target(r)
	if no != nil {
		return nil, tgMessage{}, no
	}
	m := tgMessage{From: t.users[t.botID], Thread: r.num("message_thread_id")}
	if no := t.replyTo(c, r, &m); no != nil {
		return nil, m, no
	}
	if no := t.thread(c, &m); no != nil {
		return nil, m, no
	}
	if m.Markup, no = markup(r.str("reply_markup")); no != nil {
		return nil, m, no
	}
	if no := t.spend(c, cost); no != nil {
		return nil, m, no
	}
	return c, m, nil
}

// replyTo resolves reply_parameters, or the older parameters. An answer goes
// to the topic of what it answers.
func (t *Telegram) replyTo(c *tgChatState, r *request, m *tgMessage) *tgError {
	var p struct {
		ID      int64  `json:"message_id"`
		Lenient bool   `json:"allow_sending_without_reply"`
		Quote   string `json:"quote"`
	}
	if s := r.str("reply_parameters"); s != "" {
		if json.Unmarshal([]byte(s), &p) != nil {
			return bad("can't parse reply parameters JSON object")
		}
	} else {
		p.ID, p.Lenient = r.num("reply_to_message_id"), r.yes("allow_sending_without_reply")
	}
	if p.ID == 0 {
		return nil
	}
	h := c.byID[p.ID]
	if h == nil || h.deleted {
		if p.Lenient {
			return nil
		}
		return bad("message to be replied not found")
	}
	if m.Thread == 0 {
		m.Thread = h.msg.Thread
	}
	if m.Thread != h.msg.Thread {
		if p.Lenient {
			return nil
		}
		return bad("message to be replied not found")
	}
	m.ReplyTo = shallow(&h.msg)
	if p.Quote != "" {
		if !strings.Contains(h.msg.Text+h.msg.Caption, p.Quote) {
			return bad("QUOTE_TEXT_INVALID")
		}
		m.Quote = &tgQuote{Text: p.Quote}
	}
	return nil
}

// shallow is a message as another one shows it: without what it answers.
func shallow(m *tgMessage) *tgMessage {
	c := *m
	c.ReplyTo = nil
	return &c
}

func (t *Telegram) sendMessage(r *request) (any, *tgError) {
	text, entities, no := formatted(r.str("text"), r)
	if no != nil {
		return nil, no
	}
	if text, entities = trimmed(text, entities); text == "" {
		return nil, bad("message text is empty")
	}
	if len16(text) > 4096 {
		return nil, bad("message is too long")
	}
	c, m, no := t.draft(r, 1)
	if no != nil {
		return nil, no
	}
	m.Text, m.Entities = text, entities
	return t.add(c, m).msg, nil
}

func (t *Telegram) copyMessage(r *request) (any, *tgError) {
	src, no := t.source(r, r.num("message_id"))
	if no != nil {
		return nil, no
	}
	h, no := t.copyOf(r, src, 1)
	if no != nil {
		return nil, no
	}
	return map[string]int64{"message_id": h.msg.ID}, nil
}

func (t *Telegram) source(r *request, id int64) (*tgHeld, *tgError) {
	from := t.chats[r.num("from_chat_id")]
	if from == nil {
		return nil, bad("chat not found")
	}
	h := from.byID[id]
	if h == nil || h.deleted || h.service != "" {
		return nil, bad("message to copy not found")
	}
	return h, nil
}

func (t *Telegram) copyOf(r *request, src *tgHeld, cost int) (*tgHeld, *tgError) {
	c, m, no := t.draft(r, cost)
	if no != nil {
		return nil, no
	}
	s := src.msg
	m.Text, m.Entities, m.Caption, m.Album = s.Text, s.Entities, s.Caption, s.Album
	m.Photo, m.Document, m.Voice, m.Audio, m.Video = s.Photo, s.Document, s.Voice, s.Audio, s.Video
	m.Sticker, m.Location, m.Contact = s.Sticker, s.Location, s.Contact
	if cap, ok := r.params["caption"]; ok {
		if m.Caption, _, no = formatted(cap, r); no != nil {
			return nil, no
		}
	}
	return t.add(c, m), nil
}

func (t *Telegram) copyMessages(r *request) (any, *tgError) {
	var ids []int64
	if json.Unmarshal([]byte(r.str("message_ids")), &ids) != nil || len(ids) == 0 || len(ids) > 100 {
		return nil, bad("can't parse message identifiers")
	}
	out := []map[string]int64{}
	for i, id := range ids {
		if i > 0 && id <= ids[i-1] {
			return nil, bad("message identifiers must be in a strictly increasing order")
		}
		src, no := t.source(r, id)
		if no != nil {
			continue // the server leaves out what it can't copy
		}
		h, no := t.copyOf(r, src, 1)
		if no != nil {
			return nil, no
		}
		out = append(out, map[string]int64{"message_id": h.msg.ID})
	}
	if len(out) == 0 {
		return nil, bad("there are no messages to copy")
	}
	return out, nil
}

func (t *Telegram) forwardMessage(r *request) (any, *tgError) {
	src, no := t.source(r, r.num("message_id"))
	if no != nil {
		return nil, no
	}
	h, no := t.copyOf(r, src, 1)
	if no != nil {
		return nil, no
	}
	return h.msg, nil
}

func (t *Telegram) sendChatAction(r *request) (any, *tgError) {
	if _, no := t.target(r); no != nil {
		return nil, no
	}
	if r.str("action") == "" {
		return nil, bad("wrong parameter action in request")
	}
	return true, nil
}

func (t *Telegram) setCommands(r *request) (any, *tgError) {
	var list []struct{ Command, Description string }
	if json.Unmarshal([]byte(r.str("commands")), &list) != nil || len(list) > 100 {
		return nil, bad("can't parse commands JSON")
	}
	names := []string{}
	for _, c := range list {
		if c.Command == "" || len(c.Command) > 32 || strings.Trim(c.Command, "abcdefghijklmnopqrstuvwxyz0123456789_") != "" {
			return nil, bad("BOT_COMMAND_INVALID")
		}
		if n := len16(c.Description); n < 1 || n > 256 {
			return nil, bad("BOT_COMMAND_DESCRIPTION_INVALID")
		}
		names = append(names, c.Command)
	}
	t.commands[r.str("language_code")] = names
	return true, nil
}

func (t *Telegram) getCommands(r *request) (any, *tgError) {
	out := []map[string]string{}
	for _, c := range t.commands[r.str("language_code")] {
		out = append(out, map[string]string{"command": c})
	}
	return out, nil
}

// Commands returns the commands set for a language; "" is the default.
func (t *Telegram) Commands(language string) []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return append([]string(nil), t.commands[language]...)
}

func (t *Telegram) next(prefix string) string {
	t.serial++
	return prefix + strconv.FormatInt(t.serial, 10)
}
