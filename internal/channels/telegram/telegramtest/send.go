package telegramtest

import (
	"encoding/json"
	"strconv"
	"strings"

	"hotro/internal/channels/channeltest"
)

// run executes one method. getUpdates waits; all others run under the lock.
func (tg *Server) run(r *request) (any, *wireError) {
	if r.method == "getUpdates" {
		got, no := tg.getUpdates(r)
		if no != nil {
			return nil, no
		}
		return got, nil
	}
	tg.mu.Lock()
	defer tg.mu.Unlock()
	do, ok := tg.table[strings.ToLower(r.method)]
	if !ok {
		return nil, &wireError{Code: 404, Text: "Not Found: method not found"}
	}
	return do(r)
}

func (tg *Server) methods() map[string]func(*request) (any, *wireError) {
	yes := func(*request) (any, *wireError) { return true, nil }
	file := func(kind string) func(*request) (any, *wireError) {
		return func(r *request) (any, *wireError) { return tg.sendFile(r, kind) }
	}
	return map[string]func(*request) (any, *wireError){
		"getme":          tg.getMe,
		"setwebhook":     tg.setWebhook,
		"deletewebhook":  tg.deleteWebhook,
		"getwebhookinfo": func(*request) (any, *wireError) { return tg.webhookInfo(), nil },
		"setmycommands":  tg.setCommands,
		"getmycommands":  tg.getCommands,

		"sendmessage":    tg.sendMessage,
		"sendphoto":      file("photo"),
		"senddocument":   file("document"),
		"sendvoice":      file("voice"),
		"sendaudio":      file("audio"),
		"sendvideo":      file("video"),
		"sendmediagroup": tg.sendMediaGroup,
		"copymessage":    tg.copyMessage,
		"copymessages":   tg.copyMessages,
		"forwardmessage": tg.forwardMessage,
		"sendchataction": tg.sendChatAction,

		"editmessagetext":            tg.editText,
		"editmessagecaption":         tg.editCaption,
		"editmessagereplymarkup":     tg.editMarkup,
		"deletemessage":              tg.deleteMessage,
		"deletemessages":             tg.deleteMessages,
		"pinchatmessage":             tg.pin,
		"unpinchatmessage":           tg.unpin,
		"unpinallforumtopicmessages": yes,
		"setmessagereaction":         tg.react,
		"answercallbackquery":        tg.answerPress,

		"getfile":                   tg.getFile,
		"getuserprofilephotos":      tg.getUserProfilePhotos,
		"getchat":                   tg.getChat,
		"getchatmember":             tg.getChatMember,
		"getchatadministrators":     tg.getAdmins,
		"createforumtopic":          tg.createTopic,
		"editforumtopic":            tg.editTopic,
		"closeforumtopic":           tg.closeTopic,
		"reopenforumtopic":          tg.reopenTopic,
		"deleteforumtopic":          tg.deleteTopic,
		"getforumtopiciconstickers": tg.iconStickers,
	}
}

func (tg *Server) getMe(*request) (any, *wireError) {
	me := tg.users[tg.botID]
	return map[string]any{
		"id": me.ID, "is_bot": true, "first_name": me.FirstName, "username": me.Username,
		"can_join_groups": true, "can_read_all_group_messages": false, "supports_inline_queries": false,
	}, nil
}

// target finds the chat of a call and refuses what the bot can't write to.
func (tg *Server) target(r *request) (*chatState, *wireError) {
	id := r.num("chat_id")
	c := tg.chats[id]
	switch {
	case c == nil && tg.users[id] != nil:
		return nil, forbidden("bot can't initiate conversation with a user")
	case c == nil:
		return nil, bad("chat not found")
	case c.movedTo != 0:
		return nil, &wireError{Code: 400, Text: "Bad Request: group chat was upgraded to a supergroup chat", MovedTo: c.movedTo}
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
func (tg *Server) draft(r *request, cost int) (*chatState, wireMessage, *wireError) {
	c, no := tg.target(r)
	if no != nil {
		return nil, wireMessage{}, no
	}
	m := wireMessage{From: tg.users[tg.botID], Thread: r.num("message_thread_id")}
	if no := tg.replyTo(c, r, &m); no != nil {
		return nil, m, no
	}
	if no := tg.thread(c, &m); no != nil {
		return nil, m, no
	}
	if m.Markup, no = markup(r.str("reply_markup")); no != nil {
		return nil, m, no
	}
	if no := tg.spend(c, cost); no != nil {
		return nil, m, no
	}
	return c, m, nil
}

// replyTo resolves reply_parameters, or the older parameters. An answer goes
// to the topic of what it answers.
func (tg *Server) replyTo(c *chatState, r *request, m *wireMessage) *wireError {
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
	if m.Thread != h.msg.Thread { // whatever the caller allows: nothing is answered across topics
		return bad("message to be replied not found")
	}
	m.ReplyTo = shallow(&h.msg)
	if p.Quote != "" {
		if !strings.Contains(h.msg.Text+h.msg.Caption, p.Quote) {
			return bad("QUOTE_TEXT_INVALID")
		}
		m.Quote = &wireQuote{Text: p.Quote}
	}
	return nil
}

// shallow is a message as another one shows it: without what it answers.
func shallow(m *wireMessage) *wireMessage {
	c := *m
	c.ReplyTo = nil
	return &c
}

func (tg *Server) sendMessage(r *request) (any, *wireError) {
	text, entities, no := formatted(r.str("text"), r)
	if no != nil {
		return nil, no
	}
	if text, entities = trimmed(text, entities); text == "" {
		return nil, bad("message text is empty")
	}
	if channeltest.UTF16Len(text) > 4096 {
		return nil, bad("message is too long")
	}
	c, m, no := tg.draft(r, 1)
	if no != nil {
		return nil, no
	}
	m.Text, m.Entities = text, entities
	return tg.add(c, m).msg, nil
}

func (tg *Server) copyMessage(r *request) (any, *wireError) {
	src, no := tg.source(r, r.num("message_id"))
	if no != nil {
		return nil, no
	}
	h, no := tg.copyOf(r, src, 1)
	if no != nil {
		return nil, no
	}
	return map[string]int64{"message_id": h.msg.ID}, nil
}

func (tg *Server) source(r *request, id int64) (*heldMessage, *wireError) {
	from := tg.chats[r.num("from_chat_id")]
	if from == nil {
		return nil, bad("chat not found")
	}
	h := from.byID[id]
	if h == nil || h.deleted || h.service != "" {
		return nil, bad("message to copy not found")
	}
	return h, nil
}

func (tg *Server) copyOf(r *request, src *heldMessage, cost int) (*heldMessage, *wireError) {
	c, m, no := tg.draft(r, cost)
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
	return tg.add(c, m), nil
}

func (tg *Server) copyMessages(r *request) (any, *wireError) {
	var ids []int64
	if json.Unmarshal([]byte(r.str("message_ids")), &ids) != nil || len(ids) == 0 || len(ids) > 100 {
		return nil, bad("can't parse message identifiers")
	}
	out := []map[string]int64{}
	for i, id := range ids {
		if i > 0 && id <= ids[i-1] {
			return nil, bad("message identifiers must be in a strictly increasing order")
		}
		src, no := tg.source(r, id)
		if no != nil {
			continue // the server leaves out what it can't copy
		}
		h, no := tg.copyOf(r, src, 1)
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

func (tg *Server) forwardMessage(r *request) (any, *wireError) {
	src, no := tg.source(r, r.num("message_id"))
	if no != nil {
		return nil, no
	}
	h, no := tg.copyOf(r, src, 1)
	if no != nil {
		return nil, no
	}
	return h.msg, nil
}

func (tg *Server) sendChatAction(r *request) (any, *wireError) {
	if _, no := tg.target(r); no != nil {
		return nil, no
	}
	if r.str("action") == "" {
		return nil, bad("wrong parameter action in request")
	}
	return true, nil
}

func (tg *Server) setCommands(r *request) (any, *wireError) {
	var list []struct{ Command, Description string }
	if json.Unmarshal([]byte(r.str("commands")), &list) != nil || len(list) > 100 {
		return nil, bad("can't parse commands JSON")
	}
	names := []string{}
	for _, c := range list {
		if c.Command == "" || len(c.Command) > 32 || strings.Trim(c.Command, "abcdefghijklmnopqrstuvwxyz0123456789_") != "" {
			return nil, bad("BOT_COMMAND_INVALID")
		}
		if n := channeltest.UTF16Len(c.Description); n < 1 || n > 256 {
			return nil, bad("BOT_COMMAND_DESCRIPTION_INVALID")
		}
		names = append(names, c.Command)
	}
	tg.commands[commandsKey(r)] = names
	return true, nil
}

func (tg *Server) getCommands(r *request) (any, *wireError) {
	out := []map[string]string{}
	for _, c := range tg.commands[commandsKey(r)] {
		out = append(out, map[string]string{"command": c})
	}
	return out, nil
}

// commandsKey is whose commands a request is about: those of a language, and
// of one chat when the scope is one.
func commandsKey(r *request) string {
	var scope struct {
		Type string `json:"type"`
		Chat int64  `json:"chat_id"`
	}
	if json.Unmarshal([]byte(r.str("scope")), &scope) != nil || scope.Type != "chat" {
		return r.str("language_code")
	}
	return r.str("language_code") + strconv.FormatInt(scope.Chat, 10)
}

// GroupCommands returns the commands set for one chat and a language.
func (tg *Server) GroupCommands(chat int64, language string) []string {
	return tg.Commands(language + strconv.FormatInt(chat, 10))
}

// Commands returns the commands set for a language; "" is the default.
func (tg *Server) Commands(language string) []string {
	tg.mu.Lock()
	defer tg.mu.Unlock()
	return append([]string(nil), tg.commands[language]...)
}

func (tg *Server) next(prefix string) string {
	tg.serial++
	return prefix + strconv.FormatInt(tg.serial, 10)
}
