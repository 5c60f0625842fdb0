package telegramtest

import "encoding/json"

// The Bot API's JSON, as the server writes it. It shares nothing with the
// adapter's own types, so that a misreading there shows.

type wireUser struct {
	ID        int64  `json:"id"`
	IsBot     bool   `json:"is_bot"`
	FirstName string `json:"first_name"`
	LastName  string `json:"last_name,omitempty"`
	Username  string `json:"username,omitempty"`
	Language  string `json:"language_code,omitempty"`
}

type wireChat struct {
	ID        int64  `json:"id"`
	Type      string `json:"type"`
	Title     string `json:"title,omitempty"`
	FirstName string `json:"first_name,omitempty"`
	IsForum   bool   `json:"is_forum,omitempty"`
}

type wireMessage struct {
	ID         int64         `json:"message_id"`
	Thread     int64         `json:"message_thread_id,omitempty"`
	InTopic    bool          `json:"is_topic_message,omitempty"`
	From       *wireUser     `json:"from,omitempty"`
	SenderChat *wireChat     `json:"sender_chat,omitempty"`
	Date       int64         `json:"date"`
	EditDate   int64         `json:"edit_date,omitempty"`
	Chat       *wireChat     `json:"chat"`
	ReplyTo    *wireMessage  `json:"reply_to_message,omitempty"`
	Quote      *wireQuote    `json:"quote,omitempty"`
	Album      string        `json:"media_group_id,omitempty"`
	Text       string        `json:"text,omitempty"`
	Entities   []wireEntity  `json:"entities,omitempty"`
	Caption    string        `json:"caption,omitempty"`
	Photo      []wirePhoto   `json:"photo,omitempty"`
	Document   *wireFile     `json:"document,omitempty"`
	Voice      *wireFile     `json:"voice,omitempty"`
	Audio      *wireFile     `json:"audio,omitempty"`
	Video      *wireFile     `json:"video,omitempty"`
	Sticker    *wireSticker  `json:"sticker,omitempty"`
	Location   *wireLocation `json:"location,omitempty"`
	Contact    *wireContact  `json:"contact,omitempty"`
	Markup     *wireMarkup   `json:"reply_markup,omitempty"`

	TopicCreated  json.RawMessage `json:"forum_topic_created,omitempty"`
	TopicEdited   json.RawMessage `json:"forum_topic_edited,omitempty"`
	TopicClosed   json.RawMessage `json:"forum_topic_closed,omitempty"`
	TopicReopened json.RawMessage `json:"forum_topic_reopened,omitempty"`
	Pinned        *wireMessage    `json:"pinned_message,omitempty"`
	MovedTo       int64           `json:"migrate_to_chat_id,omitempty"`
	MovedFrom     int64           `json:"migrate_from_chat_id,omitempty"`
}

type wireQuote struct {
	Text     string `json:"text"`
	Position int    `json:"position"`
}

type wireEntity struct {
	Type   string `json:"type"`
	Offset int    `json:"offset"`
	Length int    `json:"length"`
	URL    string `json:"url,omitempty"`
}

type wirePhoto struct {
	FileID   string `json:"file_id"`
	UniqueID string `json:"file_unique_id"`
	Width    int    `json:"width"`
	Height   int    `json:"height"`
	Size     int    `json:"file_size"`
}

type wireFile struct {
	FileID   string `json:"file_id"`
	UniqueID string `json:"file_unique_id"`
	Name     string `json:"file_name,omitempty"`
	MIME     string `json:"mime_type,omitempty"`
	Size     int    `json:"file_size"`
}

type wireSticker struct {
	FileID string `json:"file_id"`
	Emoji  string `json:"emoji,omitempty"`
}

type wireLocation struct {
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
}

type wireContact struct {
	Phone     string `json:"phone_number"`
	FirstName string `json:"first_name"`
}

type wireMarkup struct {
	Rows [][]wireButton `json:"inline_keyboard"`
}

type wireButton struct {
	Text string `json:"text"`
	Data string `json:"callback_data,omitempty"`
	URL  string `json:"url,omitempty"`
}

type wireCallback struct {
	ID           string       `json:"id"`
	From         *wireUser    `json:"from"`
	Message      *wireMessage `json:"message,omitempty"`
	ChatInstance string       `json:"chat_instance"`
	Data         string       `json:"data,omitempty"`
}

type wireMemberChange struct {
	Chat *wireChat  `json:"chat"`
	From *wireUser  `json:"from"`
	Date int64      `json:"date"`
	Old  wireMember `json:"old_chat_member"`
	New  wireMember `json:"new_chat_member"`
}

type wireMember struct {
	User      *wireUser `json:"user"`
	Status    string    `json:"status"`
	Topics    bool      `json:"can_manage_topics,omitempty"`
	Delete    bool      `json:"can_delete_messages,omitempty"`
	Pin       bool      `json:"can_pin_messages,omitempty"`
	Anonymous bool      `json:"is_anonymous,omitempty"`
}

type wireUpdate struct {
	ID       int64             `json:"update_id"`
	Message  *wireMessage      `json:"message,omitempty"`
	Edited   *wireMessage      `json:"edited_message,omitempty"`
	Callback *wireCallback     `json:"callback_query,omitempty"`
	Member   *wireMemberChange `json:"my_chat_member,omitempty"`
	Other    *wireMemberChange `json:"chat_member,omitempty"`
	Reaction *wireReacted      `json:"message_reaction,omitempty"`
}

type wireReacted struct {
	Chat *wireChat  `json:"chat"`
	ID   int64      `json:"message_id"`
	User *wireUser  `json:"user"`
	Date int64      `json:"date"`
	Old  []wireSign `json:"old_reaction"`
	New  []wireSign `json:"new_reaction"`
}

type wireSign struct {
	Type  string `json:"type"`
	Emoji string `json:"emoji"`
}

// wireError is an answer with "ok": false.
type wireError struct {
	Code       int    `json:"error_code"`
	Text       string `json:"description"`
	RetryAfter int    `json:"-"`
	MovedTo    int64  `json:"-"`
}

func bad(text string) *wireError { return &wireError{Code: 400, Text: "Bad Request: " + text} }

func forbidden(text string) *wireError { return &wireError{Code: 403, Text: "Forbidden: " + text} }
