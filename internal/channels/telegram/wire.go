package telegram

import (
	"encoding/json"
	"strconv"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// The parts of an update that are read. The library's Update is not used
// whole: it predates forum topics and quotes, and every field it decodes
// without need is one more on which an odd update could fail.

type update struct {
	ID       int64         `json:"update_id"`
	Message  *message      `json:"message"`
	Edited   *message      `json:"edited_message"`
	Callback *callback     `json:"callback_query"`
	Member   *memberChange `json:"my_chat_member"`
}

type message struct {
	ID         int64          `json:"message_id"`
	Thread     int64          `json:"message_thread_id"`
	InTopic    bool           `json:"is_topic_message"`
	From       *tgbotapi.User `json:"from"`
	SenderChat *chatInfo      `json:"sender_chat"`
	Signature  string         `json:"author_signature"`
	Forwarded  bool           `json:"is_automatic_forward"`
	Date       int64          `json:"date"`
	EditDate   int64          `json:"edit_date"`
	Chat       *chatInfo      `json:"chat"`
	Album      string         `json:"media_group_id"`
	ReplyTo    *repliedTo     `json:"reply_to_message"`
	Quote      *struct {
		Text string `json:"text"`
	} `json:"quote"`

	Text      string               `json:"text"`
	Caption   string               `json:"caption"`
	Photo     []tgbotapi.PhotoSize `json:"photo"`
	Document  *attachment          `json:"document"`
	Animation *attachment          `json:"animation"`
	Video     *attachment          `json:"video"`
	VideoNote *attachment          `json:"video_note"`
	Voice     *attachment          `json:"voice"`
	Audio     *attachment          `json:"audio"`
	Sticker   *tgbotapi.Sticker    `json:"sticker"`
	Location  *tgbotapi.Location   `json:"location"`
	Venue     *tgbotapi.Venue      `json:"venue"`
	Contact   *tgbotapi.Contact    `json:"contact"`
	Markup    *struct {
		Rows [][]tgbotapi.InlineKeyboardButton `json:"inline_keyboard"`
	} `json:"reply_markup"`

	TopicCreated  *struct{} `json:"forum_topic_created"`
	TopicClosed   *struct{} `json:"forum_topic_closed"`
	TopicReopened *struct{} `json:"forum_topic_reopened"`
	MovedTo       int64     `json:"migrate_to_chat_id"`

	keys map[string]json.RawMessage // every field by name, to tell service messages from unknown content
}

// UnmarshalJSON also keeps the names of the fields that are not read.
func (m *message) UnmarshalJSON(b []byte) error {
	type plain message
	if err := json.Unmarshal(b, (*plain)(m)); err != nil {
		return err
	}
	return json.Unmarshal(b, &m.keys)
}

type repliedTo struct {
	ID           int64     `json:"message_id"`
	TopicCreated *struct{} `json:"forum_topic_created"`
}

type chatInfo struct {
	ID      int64  `json:"id"`
	Type    string `json:"type"`
	IsForum bool   `json:"is_forum"`
}

type attachment struct {
	FileID string `json:"file_id"`
	Name   string `json:"file_name"`
	MIME   string `json:"mime_type"`
	Size   int64  `json:"file_size"`
}

// callback is a pressed button. Its message may be inaccessible (too old or
// deleted): then it has a chat and an id and the date 0.
type callback struct {
	ID      string         `json:"id"`
	From    *tgbotapi.User `json:"from"`
	Message *message       `json:"message"`
	Data    string         `json:"data"`
}

// memberChange says that the bot was let into a chat or shut out.
type memberChange struct {
	Chat *chatInfo      `json:"chat"`
	From *tgbotapi.User `json:"from"`
	Date int64          `json:"date"`
	New  struct {
		Status string `json:"status"`
	} `json:"new_chat_member"`
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
