package telegram

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"hotro/internal/channels/httpapi"
)

// content is a kind of message that is neither text nor a file: the field it
// stands in, and what it says. New kinds are heard without standing here: then
// only their name is known.
type content struct {
	field string
	words func(raw json.RawMessage) string
}

func contents() []content {
	return []content{
		{"contact", func(json.RawMessage) string { return "" }}, // an empty one
		{"checklist", checklistWords},
		{"poll", pollWords},
		{"paid_media", func(json.RawMessage) string { return "" }},
		{"story", storyWords},
		{"game", named("title", "description", "text")},
		{"invoice", invoiceWords},
		{"giveaway", named("prize_description")},
		{"giveaway_winners", named("prize_description")},
		{"gift", giftWords},
		{"unique_gift", uniqueGiftWords},
		{"web_app_data", named("button_text", "data")},
		{"passport_data", func(json.RawMessage) string { return "" }},
	}
}

// other names the kind of a message whose content no field of ours holds, and
// what it says. It returns "" for one with nothing but the fields that any
// message may have.
func other(m *message) (name, words string) {
	unknown := m.keys()
	for _, c := range contents() {
		if raw, ok := unknown[c.field]; ok {
			return c.field, c.words(raw)
		}
	}
	maps.DeleteFunc(unknown, func(k string, _ json.RawMessage) bool { return slices.Contains(frame(), k) })
	if len(unknown) == 0 {
		return "", ""
	}
	return slices.Min(slices.Collect(maps.Keys(unknown))), wordsOf(unknown)
}

// wordsOf returns the words in content of kinds to come. Whom it is about says
// nothing, and a picture of it is no address that anybody wrote.
func wordsOf(content map[string]json.RawMessage) string {
	raw, err := json.Marshal(content)
	if err != nil {
		return ""
	}
	return lined(httpapi.Gather(raw, "from", "user", "chat", "sender", "sender_user", "sender_chat", "thumbnail").Words...)
}

// frame lists the fields that go with content and are none.
func frame() []string {
	return []string{
		"message_id", "message_thread_id", "direct_messages_topic", "from", "sender_chat", "sender_boost_count", "sender_business_bot",
		"sender_tag", "date", "business_connection_id", "chat", "forward_origin", "is_topic_message", "is_automatic_forward", "reply_to_message",
		"external_reply", "quote", "reply_to_story", "reply_to_checklist_task_id", "reply_to_poll_option_id", "via_bot", "edit_date",
		"has_protected_content", "is_from_offline", "is_paid_post", "media_group_id", "author_signature", "paid_star_count", "entities",
		"link_preview_options", "suggested_post_info", "effect_id", "caption", "caption_entities", "show_caption_above_media",
		"has_media_spoiler", "reply_markup", "forward_from", "forward_from_chat", "forward_from_message_id", "forward_signature",
		"forward_sender_name", "forward_date", "guest_query_id", "guest_bot_caller_user", "guest_bot_caller_chat", "ephemeral_message_id",
		"text", "new_chat_participant", "left_chat_participant", "new_chat_member",
	}
}

// serviceOf names the event that a service message tells of; "" when it is
// none: then somebody says something.
func serviceOf(m *message) string {
	keys := m.keys()
	for _, k := range []string{
		"new_chat_members", "left_chat_member", "new_chat_title", "new_chat_photo", "delete_chat_photo",
		"group_chat_created", "supergroup_chat_created", "channel_chat_created", "message_auto_delete_timer_changed",
		"migrate_from_chat_id", "pinned_message", "successful_payment", "refunded_payment", "users_shared", "chat_shared", "user_shared",
		"connected_website", "write_access_allowed", "proximity_alert_triggered", "boost_added", "chat_background_set",
		"forum_topic_created", "forum_topic_edited", "general_forum_topic_hidden", "general_forum_topic_unhidden",
		"giveaway_created", "giveaway_completed", "video_chat_scheduled", "video_chat_started", "video_chat_ended",
		"video_chat_participants_invited", "voice_chat_scheduled", "voice_chat_started", "voice_chat_ended", "voice_chat_participants_invited",
		"paid_message_price_changed", "direct_message_price_changed", "chat_owner_left", "chat_owner_changed",
		"checklist_tasks_done", "checklist_tasks_added", "suggested_post_approved", "suggested_post_approval_failed",
		"suggested_post_declined", "suggested_post_paid", "suggested_post_refunded", "gift_upgrade_sent", "managed_bot_created",
		"poll_option_added", "poll_option_deleted",
	} {
		if _, ok := keys[k]; ok {
			return k
		}
	}
	return ""
}

// into reads a part of a message; what can't be read stays empty, for the rest
// of the message is worth hearing.
func into[T any](raw json.RawMessage) (v T) {
	_ = json.Unmarshal(raw, &v)
	return v
}

// named returns a reader of the words in these fields, one to a line.
func named(fields ...string) func(json.RawMessage) string {
	return func(raw json.RawMessage) string {
		all := into[map[string]json.RawMessage](raw)
		var out []string
		for _, f := range fields {
			out = append(out, into[string](all[f]))
		}
		return lined(out...)
	}
}

func lined(lines ...string) string {
	return strings.Join(slices.DeleteFunc(lines, func(s string) bool { return strings.TrimSpace(s) == "" }), "\n")
}

func checklistWords(raw json.RawMessage) string {
	type task struct {
		Text     string   `json:"text"`
		Entities []entity `json:"text_entities"`
		DoneAt   int64    `json:"completion_date"`
	}
	c := into[struct {
		Title    string   `json:"title"`
		Entities []entity `json:"title_entities"`
		Tasks    []task   `json:"tasks"`
	}](raw)
	out := []string{visible(c.Title, c.Entities)}
	for _, t := range c.Tasks {
		sign := "☐ "
		if t.DoneAt > 0 {
			sign = "☑ "
		}
		out = append(out, sign+visible(t.Text, t.Entities))
	}
	return lined(out...)
}

func pollWords(raw json.RawMessage) string {
	type option struct {
		Text     string   `json:"text"`
		Entities []entity `json:"text_entities"`
	}
	p := into[struct {
		Question    string   `json:"question"`
		Entities    []entity `json:"question_entities"`
		Description string   `json:"description"`
		Options     []option `json:"options"`
	}](raw)
	out := []string{visible(p.Question, p.Entities), p.Description}
	for i, o := range p.Options {
		out = append(out, strconv.Itoa(i+1)+". "+visible(o.Text, o.Entities))
	}
	return lined(out...)
}

func storyWords(raw json.RawMessage) string {
	s := into[struct {
		Chat struct{ Title, Username string } `json:"chat"`
		ID   int64                            `json:"id"`
	}](raw)
	if s.Chat.Username == "" {
		return s.Chat.Title
	}
	return lined(s.Chat.Title, "https://t.me/"+s.Chat.Username+"/s/"+itoa(s.ID))
}

func invoiceWords(raw json.RawMessage) string {
	i := into[struct {
		Amount   int64  `json:"total_amount"`
		Currency string `json:"currency"`
	}](raw)
	price := ""
	if i.Amount > 0 {
		price = itoa(i.Amount) + " " + i.Currency
	}
	return lined(named("title", "description")(raw), price)
}

func giftWords(raw json.RawMessage) string {
	g := into[struct {
		Text     string   `json:"text"`
		Entities []entity `json:"entities"`
	}](raw)
	return visible(g.Text, g.Entities)
}

func uniqueGiftWords(raw json.RawMessage) string {
	g := into[struct {
		Gift struct {
			Name   string `json:"base_name"`
			Number int64  `json:"number"`
		} `json:"gift"`
	}](raw)
	if g.Gift.Name == "" {
		return ""
	}
	return fmt.Sprintf("%s #%d", g.Gift.Name, g.Gift.Number)
}

// origin is where a message was passed on from.
type origin struct {
	User      *tgbotapi.User `json:"sender_user"`
	Hidden    string         `json:"sender_user_name"`
	Sender    *originChat    `json:"sender_chat"`
	Chat      *originChat    `json:"chat"`
	Signature string         `json:"author_signature"`
}

type originChat struct {
	Title    string `json:"title"`
	Username string `json:"username"`
}

// name is who wrote it first.
func (o *origin) name() string {
	if o == nil {
		return ""
	}
	out := []string{o.Hidden, o.Signature}
	if o.User != nil {
		out = append(out, person(o.User).Name)
	}
	for _, c := range []*originChat{o.Sender, o.Chat} {
		if c != nil {
			out = append(out, c.Title)
		}
	}
	return joined(out...)
}
