package telegram

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"
	"strings"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"hotro/internal/channels/httpapi"
)

// The parts of an update that are read. The library's Update is not used
// whole: it predates forum topics and quotes, and every field it decodes
// without need is one more on which an odd update could fail.

type update struct {
	ID       int64         `json:"update_id"`
	Message  *message      `json:"message"`
	Edited   *message      `json:"edited_message"`
	Callback *callback     `json:"callback_query"`
	Member   *memberChange `json:"my_chat_member"` // of the bot itself
	Other    *memberChange `json:"chat_member"`    // of somebody else
	Reaction *reacted      `json:"message_reaction"`
}

// reacted says that somebody has put other signs on a message. Who hides behind
// a group has no User; in which topic the message stands is not told.
type reacted struct {
	Chat *chatInfo      `json:"chat"`
	ID   int64          `json:"message_id"`
	User *tgbotapi.User `json:"user"`
	Date int64          `json:"date"`
	Old  []sign         `json:"old_reaction"`
	New  []sign         `json:"new_reaction"`
}

// sign is an emoji, or a picture that only its makers' customers can send.
type sign struct {
	Type  string `json:"type"`
	Emoji string `json:"emoji"`
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
	Quote      *quote         `json:"quote"`
	External   *external      `json:"external_reply"`
	Origin     *origin        `json:"forward_origin"`

	Text     string   `json:"text"`
	Entities []entity `json:"entities"`
	Caption  string   `json:"caption"`
	Marks    []entity `json:"caption_entities"`
	Rich     *rich    `json:"rich_message"`
	files
	Sticker  *tgbotapi.Sticker `json:"sticker"`
	Dice     *dice             `json:"dice"`
	Location *place            `json:"location"`
	Venue    *venue            `json:"venue"`
	Contact  *tgbotapi.Contact `json:"contact"`
	Markup   *markup           `json:"reply_markup"`

	TopicCreated  *struct{} `json:"forum_topic_created"`
	TopicClosed   *struct{} `json:"forum_topic_closed"`
	TopicReopened *struct{} `json:"forum_topic_reopened"`
	MovedTo       int64     `json:"migrate_to_chat_id"`

	raw []byte                   // the whole of it, for what is not read
	odd *json.UnmarshalTypeError // the first field of another type than documented; the rest is read
}

// UnmarshalJSON also keeps the text, for keys.
func (m *message) UnmarshalJSON(b []byte) (err error) {
	type plain message
	if m.odd, err = oddField(json.Unmarshal(b, (*plain)(m))); err != nil {
		return err
	}
	m.raw = bytes.Clone(b)
	return nil
}

// keys are the fields of the message by name, to tell service messages from
// unknown content.
func (m *message) keys() map[string]json.RawMessage {
	return into[map[string]json.RawMessage](m.raw) // what is no object has no fields
}

// said is the text of a message, wherever it stands.
func (m *message) said() string {
	if m.Rich != nil {
		if words := m.Rich.words(); words != "" {
			return words // a text beside it only stands in for it
		}
	}
	return lined(visible(m.Text, m.Entities), visible(m.Caption, m.Marks))
}

// files are the fields that hold a file; a message fills one of them.
type files struct {
	Photo     []tgbotapi.PhotoSize `json:"photo"`
	Document  *attachment          `json:"document"`
	Animation *attachment          `json:"animation"`
	Video     *attachment          `json:"video"`
	VideoNote *attachment          `json:"video_note"`
	Voice     *attachment          `json:"voice"`
	VoiceNote *attachment          `json:"voice_note"` // in a rich message
	Audio     *attachment          `json:"audio"`
	Paid      *paidMedia           `json:"paid_media"`
}

type paidMedia struct {
	Media []files `json:"paid_media"`
}

// quote is the part of another message that is answered.
type quote struct {
	Text     string   `json:"text"`
	Entities []entity `json:"entities"`
}

// external is a message of another chat that is answered. What it showed is a
// part of what is said.
type external struct {
	Origin *origin `json:"origin"`
	files
}

type dice struct {
	Emoji string `json:"emoji"`
}

// place is a point on the map, in numbers or in strings that hold them.
type place struct {
	Latitude  httpapi.Word `json:"latitude"`
	Longitude httpapi.Word `json:"longitude"`
}

// String is "lat,lon"; "" where either is missing or is no place on earth: a
// place that nobody sent is worse than none.
func (p *place) String() string {
	lat, north := degrees(p.Latitude, 90)
	lon, east := degrees(p.Longitude, 180)
	if !north || !east {
		return ""
	}
	return lat + "," + lon
}

// degrees writes an angle of at most so many degrees, east or west.
func degrees(w httpapi.Word, most float64) (string, bool) {
	n, err := strconv.ParseFloat(strings.TrimSpace(string(w)), 64)
	if err != nil || !(math.Abs(n) <= most) { // NaN is not
		return "", false
	}
	return strconv.FormatFloat(n, 'f', -1, 64), true
}

type venue struct {
	Location place  `json:"location"`
	Title    string `json:"title"`
	Address  string `json:"address"`
}

// markup is the buttons under a message of ours.
type markup struct {
	Rows [][]markupKey `json:"inline_keyboard"`
}

type markupKey struct {
	Text string `json:"text"`
	Data string `json:"callback_data"`
}

type repliedTo struct {
	ID           int64     `json:"message_id"`
	TopicCreated *struct{} `json:"forum_topic_created"`
	Caption      string    `json:"caption"`
}

type chatInfo struct {
	ID      int64  `json:"id"`
	Type    string `json:"type"`
	IsForum bool   `json:"is_forum"`
}

type attachment struct {
	FileID string `json:"file_id"`
	Unique string `json:"file_unique_id"`
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

// memberChange says that somebody, the bot perhaps, was let into a chat or shut
// out of it, or became an admin or ceased to be one.
type memberChange struct {
	Chat *chatInfo      `json:"chat"`
	From *tgbotapi.User `json:"from"`
	Date int64          `json:"date"`
	New  struct {
		User   *tgbotapi.User `json:"user"`
		Status string         `json:"status"`
	} `json:"new_chat_member"`
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
