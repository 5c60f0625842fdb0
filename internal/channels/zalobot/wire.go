package zalobot

import (
	"cmp"
	"encoding/json"
	"slices"

	"hotro/internal/channels/httpapi"
)

// update is one event, such as
//
//	{"event_name":"message.text.received","message":{"date":1789033572455,
//	 "chat":{"chat_type":"PRIVATE","id":"a1b2c3d4e5f60718293a"},"message_id":"m1a2b3c4d5e6f7081920",
//	 "from":{"id":"a1b2c3d4e5f60718293a","is_bot":false,"display_name":"Ted"},"text":"Xin chào"}}
type update struct {
	Event   string  `json:"event_name"`
	Message message `json:"message"`
}

type message struct {
	ID          word     `json:"message_id"`
	Date        word     `json:"date"` // milliseconds
	Chat        chatInfo `json:"chat"`
	From        sender   `json:"from"`
	Text        word     `json:"text"`
	Caption     word     `json:"caption"`
	Photo       pictures `json:"photo"`     // the documented form
	PhotoURL    pictures `json:"photo_url"` // the form seen
	Sticker     word     `json:"sticker"`
	URL         word     `json:"url"` // of a sticker's picture, or a link
	Title       word     `json:"title"`
	Description word     `json:"description"`
	Link        link     `json:"link"`
	LinkURL     word     `json:"link_url"`
	Voice       word     `json:"voice"`
	VoiceURL    word     `json:"voice_url"`

	raw json.RawMessage // as it came, for what is not documented
}

// UnmarshalJSON takes the object, one in a list or a string, and words alone.
func (m *message) UnmarshalJSON(b []byte) error {
	type plain message
	m.raw = slices.Clone(b)
	return httpapi.Object(b, (*plain)(m), &m.Text)
}

type chatInfo struct {
	ID   word `json:"id"`
	Type word `json:"chat_type"`
}

// UnmarshalJSON takes {"id":"1"} and "1" alike.
func (c *chatInfo) UnmarshalJSON(b []byte) error {
	type plain chatInfo
	return httpapi.Object(b, (*plain)(c), &c.ID)
}

type sender struct {
	ID      word `json:"id"`
	Bot     bool `json:"is_bot"`
	Display word `json:"display_name"`
	Name    word `json:"name"`
	First   word `json:"first_name"`
}

// UnmarshalJSON takes {"id":"1"} and "1" alike.
func (s *sender) UnmarshalJSON(b []byte) error {
	type plain sender
	return httpapi.Object(b, (*plain)(s), &s.ID)
}

// pictures are the addresses of pictures.
type pictures []string

// UnmarshalJSON takes "https://…", {"url":"https://…"} and lists of either.
func (p *pictures) UnmarshalJSON(b []byte) error {
	list := []json.RawMessage{b}
	if len(b) > 0 && b[0] == '[' {
		list = nil // json would write into what is there
		if err := json.Unmarshal(b, &list); err != nil {
			return err
		}
	}
	*p = nil
	for _, one := range list {
		var alone string
		_ = json.Unmarshal(one, &alone) // what is no string holds one, or no address
		if at := cmp.Or(alone, httpapi.Gather(one).URL); at != "" && !slices.Contains(*p, at) {
			*p = append(*p, at)
		}
	}
	return nil
}

// shapes are the documented shapes of what is read.
func shapes() []httpapi.Shape {
	return []httpapi.Shape{
		{Path: "event_name", Kinds: `"`},
		{Path: "message", Kinds: "{n"},
		{Path: "message.chat", Kinds: "{n"},
		{Path: "message.from", Kinds: "{n"},
		{Path: "message.text", Kinds: `"n`},
		{Path: "message.caption", Kinds: `"n`},
		{Path: "message.photo", Kinds: `"n`},
		{Path: "message.photo_url", Kinds: `"n`},
	}
}

// word is an id or a time as the platform writes it.
type word = httpapi.Word

// link is an object, or an address alone.
type link struct {
	Alone       word `json:"-"`
	Title       word `json:"title"`
	Description word `json:"description"`
	URL         word `json:"url"`
	Href        word `json:"href"`
}

// UnmarshalJSON takes {"url":…} and "https://…" alike.
func (l *link) UnmarshalJSON(b []byte) error {
	type plain link
	return httpapi.Object(b, (*plain)(l), &l.Alone)
}
