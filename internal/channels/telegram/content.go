package telegram

import (
	"strconv"
	"strings"

	"hotro/internal/chat"
)

// movedPrefix begins the Data of a KindService that says that the group has a
// new id; the id follows.
const movedPrefix = "migrated:"

// fill reads what a message says. It returns false for messages in which
// nobody says anything (a pinned message, a new member).
func fill(in *chat.Incoming, m *message) bool {
	switch {
	case m.MovedTo != 0:
		return service(in, movedPrefix+itoa(m.MovedTo))
	case m.TopicClosed != nil:
		return service(in, TopicClosed)
	case m.TopicReopened != nil:
		return service(in, TopicReopened)
	case m.Text != "":
		fillText(in, m)
	case m.Sticker != nil:
		in.Kind, in.Text = chat.KindSticker, m.Sticker.Emoji
	case m.Venue != nil:
		in.Kind, in.Text = chat.KindLocation, joined(latLon(m.Venue.Location.Latitude, m.Venue.Location.Longitude), m.Venue.Title, m.Venue.Address)
	case m.Location != nil:
		in.Kind, in.Text = chat.KindLocation, latLon(m.Location.Latitude, m.Location.Longitude)
	case m.Contact != nil:
		in.Kind, in.Text = chat.KindContact, joined(m.Contact.FirstName, m.Contact.LastName, m.Contact.PhoneNumber)
	case fillFile(in, m):
		in.Text = m.Caption
	case isService(m):
		return false
	default:
		in.Kind, in.Text = chat.KindUnsupported, m.Caption
	}
	return true
}

func service(in *chat.Incoming, data string) bool {
	in.Kind, in.Data, in.ReplyTo = chat.KindService, data, ""
	return true
}

// fillText tells the opening of the bot ("/start", perhaps with the payload
// of a link) from everything else. In the staff group it is a word like any.
func fillText(in *chat.Incoming, m *message) {
	in.Kind, in.Text = chat.KindText, m.Text
	words := strings.Fields(m.Text)
	if len(words) == 0 || m.Chat.Type != "private" {
		return
	}
	command, _, _ := strings.Cut(words[0], "@")
	if strings.EqualFold(command, "/start") {
		in.Kind, in.Data = chat.KindStart, strings.Join(words[1:], " ")
	}
}

// fillFile reads the one file a message can hold. An animation also comes as
// a document, so it is looked for first.
func fillFile(in *chat.Incoming, m *message) bool {
	var f chat.File
	switch {
	case len(m.Photo) > 0:
		big := m.Photo[0]
		for _, p := range m.Photo[1:] {
			if p.Width*p.Height >= big.Width*big.Height {
				big = p
			}
		}
		in.Kind = chat.KindPhoto
		f = chat.File{Kind: chat.FilePhoto, Channel: chat.Telegram, Ref: big.FileID, MIME: "image/jpeg", Size: int64(big.FileSize)}
	case m.Voice != nil:
		in.Kind, f = chat.KindVoice, m.Voice.file(chat.FileVoice)
	case m.Audio != nil:
		in.Kind, f = chat.KindVoice, m.Audio.file(chat.FileVoice)
	case m.Animation != nil:
		in.Kind, f = chat.KindFile, m.Animation.file(chat.FileVideo)
	case m.Video != nil:
		in.Kind, f = chat.KindFile, m.Video.file(chat.FileVideo)
	case m.VideoNote != nil:
		in.Kind, f = chat.KindFile, m.VideoNote.file(chat.FileVideo)
	case m.Document != nil:
		in.Kind, f = chat.KindFile, m.Document.file(chat.FileDoc)
	}
	if f.Ref == "" {
		return false
	}
	in.Files = []chat.File{f}
	return true
}

func (a *attachment) file(kind chat.FileKind) chat.File {
	return chat.File{Kind: kind, Channel: chat.Telegram, Ref: a.FileID, Name: a.Name, MIME: a.MIME, Size: max(a.Size, 0)}
}

func latLon(lat, lon float64) string {
	return strconv.FormatFloat(lat, 'f', -1, 64) + "," + strconv.FormatFloat(lon, 'f', -1, 64)
}

func joined(parts ...string) string {
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}

// isService reports messages that only tell of an event in the chat. What is
// neither known content nor a known event is content of a newer kind: the
// user sees that it can't be read, rather than silence.
func isService(m *message) bool {
	for _, k := range []string{
		"new_chat_members", "left_chat_member", "new_chat_title", "new_chat_photo", "delete_chat_photo",
		"group_chat_created", "supergroup_chat_created", "channel_chat_created", "message_auto_delete_timer_changed",
		"migrate_from_chat_id", "pinned_message", "successful_payment", "refunded_payment", "users_shared", "chat_shared",
		"connected_website", "write_access_allowed", "proximity_alert_triggered", "boost_added", "chat_background_set",
		"forum_topic_created", "forum_topic_edited", "general_forum_topic_hidden", "general_forum_topic_unhidden",
		"giveaway_created", "giveaway_completed", "video_chat_scheduled", "video_chat_started", "video_chat_ended",
		"video_chat_participants_invited", "voice_chat_started", "voice_chat_ended", "web_app_data",
		"paid_message_price_changed", "direct_message_price_changed", "chat_owner_left", "chat_owner_changed",
	} {
		if _, ok := m.keys[k]; ok {
			return true
		}
	}
	return false
}
