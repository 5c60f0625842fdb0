package zalo

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// event is the body of a webhook call, such as
//
//	{"event_name":"user_send_text","app_id":"…","sender":{"id":"…"},"recipient":{"id":"…"},
//	 "message":{"text":"Xin chào","msg_id":"e2a641af6661713b2874"},"timestamp":"1717061839659"}
type event struct {
	Name      string  `json:"event_name"`
	OA        word    `json:"oa_id"`
	Sender    party   `json:"sender"`
	Recipient party   `json:"recipient"`
	Follower  party   `json:"follower"`
	User      word    `json:"user_id"`
	Timestamp word    `json:"timestamp"`
	Message   message `json:"message"`
	Info      struct {
		Name  word `json:"name"`
		Phone word `json:"phone"`
	} `json:"info"`
}

type party struct {
	ID      word `json:"id"`
	Admin   word `json:"admin_id"` // of the staff member who wrote in Zalo's own app
	Name    word `json:"name"`
	Display word `json:"display_name"`
}

type message struct {
	ID          word         `json:"msg_id"`
	IDs         []word       `json:"msg_ids"` // of what was seen
	Text        word         `json:"text"`
	Quote       word         `json:"quote_msg_id"`
	Attachments []attachment `json:"attachments"`
}

type attachment struct {
	Type    string `json:"type"`
	Payload struct {
		URL         word `json:"url"`
		Thumbnail   word `json:"thumbnail"`
		Title       word `json:"title"`
		Description word `json:"description"`
		Name        word `json:"name"`
		Size        word `json:"size"`
		At          struct {
			Lat word `json:"latitude"`
			Lon word `json:"longitude"`
		} `json:"coordinates"`
	} `json:"payload"`
}

// parse reads a body. A field of another type than expected counts as absent:
// the rest of the event is still worth having.
func parse(body []byte) (event, error) {
	var e event
	err := json.Unmarshal(body, &e)
	if _, odd := errors.AsType[*json.UnmarshalTypeError](err); odd {
		err = nil
	}
	if err != nil {
		return event{}, fmt.Errorf("webhook event: %w", err)
	}
	return e, nil
}

// ours reports whether the account is the sender: its own messages, and the
// receipts for them.
func (e event) ours() bool {
	return strings.HasPrefix(e.Name, "oa_send") || e.Name == "user_received_message" || e.Name == "user_seen_message"
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

// at returns when it happened by Zalo's clock, which counts milliseconds.
func (e event) at(header string) (time.Time, bool) {
	s := string(e.Timestamp)
	if s == "" {
		s = header
	}
	ms, err := strconv.ParseInt(s, 10, 64)
	if err != nil || ms <= 0 {
		return time.Time{}, false
	}
	return time.UnixMilli(ms).UTC(), true
}

// key identifies an event across redeliveries.
func (e event) key() string {
	if e.Message.ID != "" {
		return string(e.Message.ID)
	}
	return e.Name + ":" + string(e.Timestamp) + ":" + e.user()
}
