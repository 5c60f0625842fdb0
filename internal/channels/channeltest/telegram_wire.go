package channeltest

import "encoding/json"

// The Bot API's JSON, as the server writes it. It shares nothing with the
// adapter's own types, so that a misreading there shows.

type tgUser struct {
	ID        int64  `json:"id"`
	IsBot     bool   `json:"is_bot"`
	FirstName string `json:"first_name"`
	LastName  string `json:"last_name,omitempty"`
	Username  string `json:"username,omitempty"`
	Language  string `json:"language_code,omitempty"`
}

type tgChat struct {
	ID        int64  `json:"id"`
	Type      string `json:"type"`
	Title     string `json:"title,omitempty"`
	FirstName string `json:"first_name,omitempty"`
	IsForum   bool   `json:"is_forum,omitempty"`
}

type tgMessage struct {
	ID         int64       `json:"message_id"`
	Thread     int64       `json:"message_thread_id,omitempty"`
	InTopic    bool        `json:"is_topic_message,omitempty"`
	From       *tgUser     `json:"from,omitempty"`
	SenderChat *tgChat     `json:"sender_chat,omitempty"`
	Date       int64       `json:"date"`
	EditDate   int64       `json:"edit_date,omitempty"`
	Chat       *tgChat     `json:"chat"`
	ReplyTo    *tgMessage  `json:"reply_to_message,omitempty"`
	Quote      *tgQuote    `json:"quote,omitempty"`
	Album      string      `json:"media_group_id,omitempty"`
	Text       string      `json:"text,omitempty"`
	Entities   []tgEntity  `json:"entities,omitempty"`
	Caption    string      `json:"caption,omitempty"`
	Photo      []tgPhoto   `json:"photo,omitempty"`
	Document   *tgFile     `json:"document,omitempty"`
	Voice      *tgFile     `json:"voice,omitempty"`
	Audio      *tgFile     `json:"audio,omitempty"`
	Video      *tgFile     `json:"video,omitempty"`
	Sticker    *tgSticker  `json:"sticker,omitempty"`
	Location   *tgLocation `json:"location,omitempty"`
	Contact    *tgContact  `json:"contact,omitempty"`
	Markup     *tgMarkup   `json:"reply_markup,omitempty"`

	TopicCreated  json.RawMessage `json:"forum_topic_created,omitempty"`
	TopicEdited   json.RawMessage `json:"forum_topic_edited,omitempty"`
	TopicClosed   json.RawMessage `json:"forum_topic_closed,omitempty"`
	TopicReopened json.RawMessage `json:"forum_topic_reopened,omitempty"`
	Pinned        *tgMessage      `json:"pinned_message,omitempty"`
	MovedTo       int64           `json:"migrate_to_chat_id,omitempty"`
	MovedFrom     int64           `json:"migrate_from_chat_id,omitempty"`
}

type tgQuote struct {
	Text     string `json:"text"`
	Position int    `json:"position"`
}

type tgEntity struct {
	Type   string `json:"type"`
	Offset int    `json:"offset"`
	Length int    `json:"length"`
	URL    string `json:"url,omitempty"`
}

type tgPhoto struct {
	FileID   string `json:"file_id"`
	UniqueID string `json:"file_unique_id"`
	Width    int    `json:"width"`
	Height   int    `json:"height"`
	Size     int    `json:"file_size"`
}

type tgFile struct {
	FileID   string `json:"file_id"`
	UniqueID string `json:"file_unique_id"`
	Name     string `json:"file_name,omitempty"`
	MIME     string `json:"mime_type,omitempty"`
	Size     int    `json:"file_size"`
}

type tgSticker struct {
	FileID string `json:"file_id"`
	Emoji  string `json:"emoji,omitempty"`
}

type tgLocation struct {
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
}

type tgContact struct {
	Phone     string `json:"phone_number"`
	FirstName string `json:"first_name"`
}

type tgMarkup struct {
	Rows [][]tgButton `json:"inline_keyboard"`
}

type tgButton struct {
	Text string `json:"text"`
	Data string `json:"callback_data,omitempty"`
	URL  string `json:"url,omitempty"`
}

type tgCallback struct {
	ID           string     `json:"id"`
	From         *tgUser    `json:"from"`
	Message      *tgMessage `json:"message,omitempty"`
	ChatInstance string     `json:"chat_instance"`
	Data         string     `json:"data,omitempty"`
}

type tgMemberChange struct {
	Chat *tgChat  `json:"chat"`
	From *tgUser  `json:"from"`
	Date int64    `json:"date"`
	Old  tgMember `json:"old_chat_member"`
	New  tgMember `json:"new_chat_member"`
}

type tgMember struct {
	User      *tgUser `json:"user"`
	Status    string  `json:"status"`
	Topics    bool    `json:"can_manage_topics,omitempty"`
	Delete    bool    `json:"can_delete_messages,omitempty"`
	Pin       bool    `json:"can_pin_messages,omitempty"`
	Anonymous bool    `json:"is_anonymous,omitempty"`
}

type tgUpdate struct {
	ID       int64           `json:"update_id"`
	Message  *tgMessage      `json:"message,omitempty"`
	Edited   *tgMessage      `json:"edited_message,omitempty"`
	Callback *tgCallback     `json:"callback_query,omitempty"`
	Member   *tgMemberChange `json:"my_chat_member,omitempty"`
}

// tgError is an answer with "ok": false.
type tgError struct {
	Code       int    `json:"error_code"`
	Text       string `json:"description"`
	RetryAfter int    `json:"-"`
	MovedTo    int64  `json:"-"`
}

func bad(text string) *tgError { return &tgError{Code: 400, Text: "Bad Request: " + text} }

func forbidden(text string) *tgError { return &tgError{Code: 403, Text: "Forbidden: " + text} }
