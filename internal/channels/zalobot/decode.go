package zalobot

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"hotro/internal/channels/httpapi"
	"hotro/internal/chat"
)

// update is one event, such as
//
//	{"event_name":"message.text.received","message":{"date":1789033572455,
//	 "chat":{"chat_type":"PRIVATE","id":"a1b2c3d4e5f60718293a"},"message_id":"m1a2b3c4d5e6f7081920",
//	 "from":{"id":"a1b2c3d4e5f60718293a","is_bot":false,"display_name":"Ted"},"text":"Xin chào"}}
type update struct {
	Event   string `json:"event_name"`
	Message struct {
		ID   word `json:"message_id"`
		Date word `json:"date"` // milliseconds
		Chat struct {
			ID   word `json:"id"`
			Type word `json:"chat_type"`
		} `json:"chat"`
		From struct {
			ID      word `json:"id"`
			Bot     bool `json:"is_bot"`
			Display word `json:"display_name"`
			Name    word `json:"name"`
			First   word `json:"first_name"`
		} `json:"from"`
		Text     word `json:"text"`
		Caption  word `json:"caption"`
		Photo    word `json:"photo"`     // the documented form
		PhotoURL word `json:"photo_url"` // the form seen
		Sticker  word `json:"sticker"`
		URL      word `json:"url"` // of a sticker's picture
		Voice    word `json:"voice"`
		VoiceURL word `json:"voice_url"`
	} `json:"message"`
}

// word is an id or a time as the platform writes it.
type word = httpapi.Word

// events are the names the platform is known to send.
var events = map[string]bool{
	"message.text.received":        true,
	"message.image.received":       true,
	"message.sticker.received":     true,
	"message.voice.received":       true,
	"message.unsupported.received": true,
}

// errUpdate: an update that holds too little to act on.
var errUpdate = errors.New("update without event, chat or sender")

// decode reads one update, bare or wrapped in {"ok","result"}; several in a
// list. A field of another type than expected counts as absent.
func (b *Bot) decode(body []byte) ([]chat.Incoming, error) {
	if list := bytes.TrimSpace(body); len(list) > 0 && list[0] == '[' {
		return b.decodeList(list)
	}
	var wrapped struct {
		Result json.RawMessage `json:"result"`
	}
	if err := lenient(json.Unmarshal(body, &wrapped)); err != nil {
		return nil, fmt.Errorf("update: %w", err)
	}
	if len(wrapped.Result) > 0 && wrapped.Result[0] == '{' {
		body = wrapped.Result
	}
	var u update
	if err := lenient(json.Unmarshal(body, &u)); err != nil {
		return nil, fmt.Errorf("update: %w", err)
	}
	return b.read(u)
}

func (b *Bot) decodeList(body []byte) ([]chat.Incoming, error) {
	var list []json.RawMessage
	if err := json.Unmarshal(body, &list); err != nil {
		return nil, fmt.Errorf("updates: %w", err)
	}
	var out []chat.Incoming
	for _, one := range list {
		var u update
		if err := lenient(json.Unmarshal(one, &u)); err != nil {
			return nil, fmt.Errorf("update: %w", err)
		}
		in, err := b.read(u)
		if err != nil {
			return nil, err
		}
		out = append(out, in...)
	}
	return out, nil
}

func lenient(err error) error {
	if _, odd := errors.AsType[*json.UnmarshalTypeError](err); odd {
		return nil
	}
	return err
}

// read turns an update into an arrival; none for groups, where one customer's
// trouble would show to the others, and for other bots.
func (b *Bot) read(u update) ([]chat.Incoming, error) {
	m := u.Message
	if u.Event == "" || m.Chat.ID == "" || m.From.ID == "" {
		return nil, errUpdate
	}
	if m.From.Bot || m.Chat.Type != "" && m.Chat.Type != "PRIVATE" {
		return nil, nil
	}
	if !events[u.Event] {
		b.count(UnknownEvent)
	}
	in := chat.Incoming{
		ID:      u.Event + ":" + string(m.ID),
		From:    chat.Address{Channel: chat.ZaloBot, Bot: b.id, Chat: string(m.Chat.ID)},
		User:    chat.User{ID: string(m.From.ID), Name: first(m.From.Display, m.From.Name, m.From.First)},
		Text:    norm.NFC.String(strings.TrimSpace(first(m.Text, m.Caption))),
		Message: string(m.ID),
		At:      b.now(),
	}
	if m.ID == "" {
		in.ID = u.Event + ":" + string(m.Date) + ":" + in.From.Chat
	}
	if ms, err := strconv.ParseInt(string(m.Date), 10, 64); err == nil && ms > 0 {
		in.At = time.UnixMilli(ms).UTC()
	}
	return []chat.Incoming{u.content(in)}, nil
}

// content adds what the message holds. The fields tell, not the event's name:
// what a later version of the platform sends is read as far as it is known.
func (u update) content(in chat.Incoming) chat.Incoming {
	m := u.Message
	file := func(kind chat.Kind, f chat.FileKind, ref string) {
		in.Kind, in.Files = kind, []chat.File{{Kind: f, Channel: chat.ZaloBot, Ref: ref}}
	}
	switch photo, voice := first(m.PhotoURL, m.Photo), first(m.VoiceURL, m.Voice); {
	case photo != "":
		file(chat.KindPhoto, chat.FilePhoto, photo)
	case voice != "":
		file(chat.KindVoice, chat.FileVoice, voice)
	case m.Sticker != "" && m.URL != "":
		file(chat.KindSticker, chat.FilePhoto, string(m.URL))
	case m.Sticker != "":
		in.Kind = chat.KindSticker
	case in.Text != "":
		in.Kind = chat.KindText
	default:
		in.Kind = chat.KindUnsupported
	}
	return in
}

func first(words ...word) string {
	for _, w := range words {
		if w != "" {
			return string(w)
		}
	}
	return ""
}
