package zalo

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
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
	Info         struct {
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
	} `json:"info"`
}

type party struct {
	ID      word `json:"id"`
	Admin   word `json:"admin_id"` // of the staff member who wrote in Zalo's own app
	Name    word `json:"name"`
	Display word `json:"display_name"`
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
	Location     *location   `json:"location"`
}

// empty reports whether a message holds nothing at all.
func (m message) empty() bool {
	return m.ID == "" && m.Text == "" && m.Data == "" && m.Location == nil && len(m.Attachments)+len(m.Attachment) == 0
}

// attachments are a list, or one alone.
type attachments []attachment

// UnmarshalJSON takes [{…}] and {…} alike.
func (a *attachments) UnmarshalJSON(b []byte) error {
	if b = bytes.TrimSpace(b); len(b) > 0 && b[0] == '{' {
		var one attachment
		err := lenient(json.Unmarshal(b, &one))
		*a = attachments{one}
		return err
	}
	return lenient(json.Unmarshal(b, (*[]attachment)(a)))
}

type attachment struct {
	Type    string `json:"type"`
	Payload struct {
		location
		URL         word     `json:"url"`
		Thumbnail   word     `json:"thumbnail"`
		Title       word     `json:"title"`
		Description word     `json:"description"`
		Name        word     `json:"name"`
		Size        word     `json:"size"`
		At          location `json:"coordinates"`
	} `json:"payload"`
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

// parse reads a body. A field of another type than expected counts as absent:
// the rest of the event is still worth having.
func parse(body []byte) (event, error) {
	var e event
	if err := lenient(json.Unmarshal(body, &e)); err != nil {
		return event{}, fmt.Errorf("webhook event: %w", err)
	}
	return e, nil
}

func lenient(err error) error {
	if _, odd := errors.AsType[*json.UnmarshalTypeError](err); odd {
		return nil
	}
	return err
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
	if id := e.message(); id != "" {
		return id
	}
	return e.Name + ":" + string(e.Timestamp) + ":" + e.user()
}
