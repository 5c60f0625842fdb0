package zalo

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"hotro/internal/channels/httpapi"
)

// event is the body of a webhook call, such as
//
//	{"event_name":"user_send_text","app_id":"…","sender":{"id":"…"},"recipient":{"id":"…"},
//	 "message":{"text":"Xin chào","msg_id":"e2a641af6661713b2874"},"timestamp":"1717061839659"}
type event struct {
	Name         string  `json:"event_name"`
	OA           word    `json:"oa_id"`
	Sender       party   `json:"sender"`
	Recipient    party   `json:"recipient"`
	Follower     party   `json:"follower"`
	User         word    `json:"user_id"`
	ID           word    `json:"msg_id"` // of flat events
	Conversation word    `json:"conversation_id"`
	Timestamp    word    `json:"timestamp"`
	Message      message `json:"message"`
	Info         info    `json:"info"`

	odd string // the first part of another shape than documented; "" when there is none
}

type party struct {
	ID      word `json:"id"`
	Admin   word `json:"admin_id"` // of the staff member who wrote in Zalo's own app
	Name    word `json:"name"`
	Display word `json:"display_name"`
}

// UnmarshalJSON takes {"id":"1"} and "1" alike.
func (p *party) UnmarshalJSON(b []byte) error {
	type plain party
	return httpapi.Object(b, (*plain)(p), &p.ID)
}

// info is what a user filled in.
type info struct {
	Name     word `json:"name"`
	Phone    word `json:"phone"`
	Address  word `json:"address"`
	District word `json:"district"` // of an older shape, like the city
	City     word `json:"city"`
	Full     struct {
		City    word `json:"user_city"`
		Ward    word `json:"user_ward"`
		Address word `json:"user_address"`
	} `json:"full_address"`
}

// UnmarshalJSON takes the object, and words alone.
func (i *info) UnmarshalJSON(b []byte) error {
	type plain info
	return httpapi.Object(b, (*plain)(i), &i.Name)
}

type message struct {
	ID           word        `json:"msg_id"`
	IDs          []word      `json:"msg_ids"` // of what was seen
	Text         word        `json:"text"`
	Data         word        `json:"data"` // of a quick reply
	Quote        word        `json:"quote_msg_id"`
	Conversation word        `json:"conversation_id"` // of an anonymous visitor
	Attachments  attachments `json:"attachments"`
	Attachment   attachments `json:"attachment"`
	Location     *spot       `json:"location"`
	Rate         word        `json:"rate"` // of a template, 1 to 5
	Note         word        `json:"note"`
	Remarks      []word      `json:"feedbacks"`

	raw json.RawMessage // as it came, for what is not documented
}

// UnmarshalJSON takes {"text":"alo"} and "alo" alike.
func (m *message) UnmarshalJSON(b []byte) error {
	type plain message
	m.raw = slices.Clone(b)
	return httpapi.Object(b, (*plain)(m), &m.Text)
}

// empty reports whether a message holds nothing at all.
func (m message) empty() bool {
	return m.ID == "" && m.Text == "" && m.Data == "" && m.Location == nil && len(m.Attachments)+len(m.Attachment) == 0
}

// attachments are a list, or one alone.
type attachments []attachment

// UnmarshalJSON takes [{…}] and {…} alike, and addresses in their place.
func (a *attachments) UnmarshalJSON(b []byte) error {
	list := []json.RawMessage{b}
	if len(b) > 0 && b[0] == '[' {
		list = nil // json would write into what is there
		if err := json.Unmarshal(b, &list); err != nil {
			return err
		}
	}
	*a = nil
	for _, raw := range list {
		one := attachment{raw: raw}
		if err := httpapi.Object(raw, &one, &one.Payload.URL); err != nil {
			return err
		}
		if raw[0] == '{' || strings.Contains(string(one.Payload.URL), "://") {
			*a = append(*a, one)
		}
	}
	return nil
}

type attachment struct {
	Type    word        `json:"type"`
	Payload mediaFields `json:"payload"`

	raw json.RawMessage // as it came, for what is not documented
}

// mediaFields is what an attachment holds.
type mediaFields struct {
	location
	URL         word        `json:"url"`
	Thumbnail   word        `json:"thumbnail"`
	Title       word        `json:"title"`
	Description description `json:"description"`
	Name        word        `json:"name"`
	Size        word        `json:"size"`
	At          spot        `json:"coordinates"`
}

// UnmarshalJSON takes {"url":"https://…"} and "https://…" alike.
func (p *mediaFields) UnmarshalJSON(b []byte) error {
	type plain mediaFields
	return httpapi.Object(b, (*plain)(p), &p.URL)
}

// description is words, or an object: as JSON, in a string or plain.
type description struct{ word }

// UnmarshalJSON takes {"phone":"…"} and "{\"phone\":\"…\"}" alike.
func (d *description) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '{' {
		d.word = word(b)
		return nil
	}
	return d.word.UnmarshalJSON(b)
}

// location is a place, in the ways that it is written.
type location struct {
	Lat   word `json:"latitude"`
	Lon   word `json:"longitude"`
	Lat2  word `json:"lat"`
	Long2 word `json:"long"`
	Lon2  word `json:"lon"`
	Lng2  word `json:"lng"`
	Name  word `json:"address"`
}

func (l location) lat() word { return word(first(l.Lat, l.Lat2)) }
func (l location) lon() word { return word(first(l.Lon, l.Long2, l.Lon2, l.Lng2)) }

// spot is a place that stands by itself.
type spot struct{ location }

// UnmarshalJSON takes {"latitude":"10.7","longitude":"106.6"} and "10.7,106.6"
// alike.
func (s *spot) UnmarshalJSON(b []byte) error {
	var alone word
	err := httpapi.Object(b, &s.location, &alone)
	if lat, lon, ok := strings.Cut(string(alone), ","); ok {
		s.Lat, s.Lon = word(strings.TrimSpace(lat)), word(strings.TrimSpace(lon))
	}
	return err
}

// parse reads a body. A part of another shape than documented costs that part:
// the rest of the event is still worth having.
func parse(body []byte) (event, error) {
	var e event
	if err := httpapi.Object(body, &e, nil); err != nil {
		return event{}, fmt.Errorf("webhook event: %w", err)
	}
	return e, nil
}

// shapes are the documented shapes of what is read. Parts that are left out
// often come as null, too.
func shapes() []httpapi.Shape {
	return []httpapi.Shape{
		{Path: "", Kinds: "{"},
		{Path: "event_name", Kinds: `"`},
		{Path: "sender", Kinds: "{n"},
		{Path: "recipient", Kinds: "{n"},
		{Path: "follower", Kinds: "{n"},
		{Path: "message", Kinds: "{"},
		{Path: "message.text", Kinds: `"0n`},
		{Path: "message.attachments", Kinds: "[{n"},
		{Path: "message.attachments.*", Kinds: "{"},
		{Path: "message.attachments.*.type", Kinds: `"n`},
		{Path: "message.attachments.*.payload", Kinds: "{n"},
		{Path: "info", Kinds: "{n"},
	}
}

// ours reports whether the account is the sender: its own messages, and the
// receipts for them.
func (e event) ours() bool {
	return strings.HasPrefix(e.Name, "oa_") || e.Name == "user_received_message" || e.Name == "user_seen_message"
}

// account returns the account's id.
func (e event) account() string {
	switch {
	case e.OA != "":
		return string(e.OA)
	case e.ours():
		return string(e.Sender.ID)
	}
	return string(e.Recipient.ID)
}

// user returns the user's id.
func (e event) user() string {
	switch {
	case e.Follower.ID != "":
		return string(e.Follower.ID)
	case e.ours():
		return string(e.Recipient.ID)
	case e.Sender.ID != "":
		return string(e.Sender.ID)
	}
	return string(e.User)
}

// conversation is the visit of an anonymous visitor: without it nobody can
// answer.
func (e event) conversation() string {
	if !e.anonymous() {
		return ""
	}
	return first(e.Message.Conversation, e.Conversation)
}

// message returns the platform's id of the message that an event brings.
func (e event) message() string { return first(e.Message.ID, e.ID) }

// key identifies an event across redeliveries.
func (e event) key() string {
	if id := e.message(); id != "" && e.Name != "user_feedback" { // whose message is the template
		return id
	}
	return e.Name + ":" + string(e.Timestamp) + ":" + e.user()
}
