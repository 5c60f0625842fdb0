package telegram

import (
	"context"
	"strings"

	"hotro/prompts"
)

// idsCommand is answered in every chat, the staff group and those that are
// not listened to alike: its numbers are what the settings ask for.
const idsCommand = "/id"

// ids are the numbers Telegram knows a chat, a topic and a writer by.
type ids struct {
	chat, thread, user string // thread and user may be empty
	group, forum       bool
	lang               string
}

// asksIDs returns the ids a message asks for, or nil when it does not.
func (d *decoder) asksIDs(m *message) *ids {
	if m.Chat == nil || m.Chat.ID == 0 || m.From == nil || m.Chat.Type == "channel" || d.foreign(m) {
		return nil
	}
	word, _, _ := strings.Cut(strings.TrimSpace(m.Text), "@")
	if word != idsCommand {
		return nil
	}
	at := d.place(m)
	i := &ids{chat: at.Chat, thread: at.Thread, user: itoa(m.From.ID), group: m.Chat.Type != "private", forum: m.Chat.IsForum, lang: m.From.LanguageCode}
	if m.From.ID == anonymousAdmin || m.From.ID == channelBot {
		i.user = "" // it is nobody's own
	}
	return i
}

// text says the numbers so that a tap copies them, and what a group's is for.
func (i *ids) text() string {
	lang := "vi"
	if strings.HasPrefix(i.lang, "en") {
		lang = "en"
	}
	words := prompts.Must(lang)
	code := func(s string) string { return "<code>" + s + "</code>" }
	lines := []string{words.T("telegram.id_chat", "id", code(i.chat))}
	if i.thread != "" {
		lines = append(lines, words.T("telegram.id_topic", "id", code(i.thread)))
	}
	if i.user != "" {
		lines = append(lines, words.T("telegram.id_user", "id", code(i.user)))
	} else {
		lines = append(lines, words.T("telegram.id_hidden"))
	}
	switch {
	case i.forum:
		lines = append(lines, "", words.T("telegram.id_staff", "setting", code("TELEGRAM_STAFF_CHAT="+i.chat)))
	case i.group:
		lines = append(lines, "", words.T("telegram.id_topics_first"))
	}
	return strings.Join(lines, "\n")
}

// tellIDs answers best effort: whoever asked can ask again.
func (q *pressQueue) tellIDs(ctx context.Context, i *ids) {
	ctx, cancel := context.WithTimeout(ctx, pressTimeout)
	defer cancel()
	params := map[string]string{"chat_id": i.chat, "text": i.text(), "parse_mode": "HTML"}
	if i.thread != "" {
		params["message_thread_id"] = i.thread
	}
	if _, err := q.request(ctx, "sendMessage", params); err != nil && ctx.Err() == nil {
		q.log.Debug("telegram: /id is not answered", "err", err)
	}
}
