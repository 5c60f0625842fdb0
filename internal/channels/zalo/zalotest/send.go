package zalotest

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"hotro/internal/channels/channeltest"
)

// Button is a button as the user sees it. Payload is what a press sends;
// for a link, its address.
type Button struct {
	Title, Type, Payload string
}

// Message is a message as the user sees it.
type Message struct {
	ID      string
	OA      string // the account that sent it
	To      string
	Visit   string // of a visitor without an account
	Text    string
	Buttons []Button
	Kind    string // "text", "image" or "file"
	URL     string // of an image that was sent by address
	Name    string // of a file
	Data    []byte // of an uploaded image or file
	Quote   string
	Staff   bool // typed in Zalo's own app
	At      time.Time
}

// sendCall is the body of message/cs.
type sendCall struct {
	Recipient struct {
		User string `json:"user_id"`
	} `json:"recipient"`
	Message struct {
		Text       string `json:"text"`
		Quote      string `json:"quote_message_id"`
		Attachment *struct {
			Type    string `json:"type"`
			Payload struct {
				Template string    `json:"template_type"`
				Token    string    `json:"token"`
				Elements []element `json:"elements"`
				Buttons  []struct {
					Title   string          `json:"title"`
					Type    string          `json:"type"`
					Payload json.RawMessage `json:"payload"`
				} `json:"buttons"`
			} `json:"payload"`
		} `json:"attachment"`
	} `json:"message"`
}

type element struct {
	Media      string `json:"media_type"`
	Title      string `json:"title"`
	Subtitle   string `json:"subtitle"`
	URL        string `json:"url"`
	Attachment string `json:"attachment_id"`
}

func (z *Server) message(r *http.Request) (any, *apiError) {
	var c sendCall
	if !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		return nil, refuse(-201, "Content-Type is invalid")
	}
	if err := json.NewDecoder(r.Body).Decode(&c); err != nil {
		return nil, refuse(-201, "body is invalid")
	}
	z.mu.Lock()
	oa := z.owner[r.Header.Get("access_token")]
	z.mu.Unlock()
	m, e := z.accept(oa, c)
	if m == nil {
		return nil, e
	}
	if !z.opt.Mute {
		z.mu.Lock()
		first := z.faults.echoFirst
		z.mu.Unlock()
		z.echo(m, "", first)
	}
	if e != nil {
		return nil, e
	}
	return object{
		"message_id": m.ID, "user_id": m.To,
		"quota": object{"quota_type": "reply", "remain": "7", "total": "8", "expired_date": "31/12/2027", "owner_type": "OA"},
	}, nil
}

// accept checks and keeps a message. With both results set it is kept, and
// the caller hears nothing of it.
func (z *Server) accept(oa string, c sendCall) (*Message, *apiError) {
	z.mu.Lock()
	defer z.mu.Unlock()
	if len(z.faults.codes) > 0 {
		code := z.faults.codes[0]
		z.faults.codes = z.faults.codes[1:]
		return nil, refuse(code, "Fault "+strconv.Itoa(code))
	}
	if e := z.reachable(oa, c.Recipient.User); e != nil {
		return nil, e
	}
	m := &Message{OA: oa, To: c.Recipient.User, Text: c.Message.Text, Kind: "text", Quote: c.Message.Quote, At: z.opt.Now()}
	if e := z.attach(m, c); e != nil {
		return nil, e
	}
	switch {
	case m.Kind == "text" && m.Text == "":
		return nil, refuse(-201, "text is invalid")
	case channeltest.UTF16Len(m.Text) > MaxText:
		return nil, refuse(-210, "text exceeds limit")
	case m.Quote != "" && !z.knows(m.Quote):
		return nil, refuse(-201, "quote_message_id is invalid")
	}
	m.ID = z.id("message")
	z.sent = append(z.sent, m)
	if channeltest.CountDown(&z.faults.hangUp) {
		return m, &apiError{lost: true}
	}
	return m, nil
}

// reachable applies the windows: who may be written to at all.
func (z *Server) reachable(oa, id string) *apiError {
	u, ok := z.users[id]
	switch {
	case z.opt.Perfect && id != "":
		return nil
	case id == "" || !ok || u.oa != oa:
		return refuse(-201, "user_id is invalid")
	case u.left:
		return refuse(-213, "User has not followed OA")
	case u.wrote.IsZero():
		return refuse(-232, "User has no interaction with OA")
	case z.opt.Now().Sub(u.wrote) > 7*24*time.Hour:
		return refuse(-230, "User has not interacted with the OA in the past 7 days")
	}
	return nil
}

func (z *Server) attach(m *Message, c sendCall) *apiError {
	a := c.Message.Attachment
	switch {
	case a == nil:
		return nil
	case a.Type == "file":
		return z.take(m, a.Payload.Token, "file")
	case a.Type != "template":
		return refuse(-201, "attachment type is invalid")
	case len(a.Payload.Buttons) > 0 && a.Payload.Template == "":
		return z.buttons(m, c)
	case a.Payload.Template == "request_user_info":
		return z.phoneCard(m, a.Payload.Elements)
	case a.Payload.Template == "media" && len(a.Payload.Elements) == 1:
		e := a.Payload.Elements[0]
		if e.Media != "image" || (e.URL == "") == (e.Attachment == "") {
			return refuse(-201, "elements is invalid")
		}
		if m.URL = e.URL; m.URL != "" {
			m.Kind = "image"
			return nil
		}
		return z.take(m, e.Attachment, "image")
	}
	return refuse(-233, "message type is invalid or not supported")
}

// phoneCard is the card that asks for name and number.
func (z *Server) phoneCard(m *Message, es []element) *apiError {
	if z.faults.noButtons {
		return refuse(-233, "message type is invalid or not supported")
	}
	if len(es) != 1 || es[0].Title == "" || channeltest.UTF16Len(es[0].Title) > MaxTitle || channeltest.UTF16Len(es[0].Subtitle) > 500 {
		return refuse(-201, "elements is invalid")
	}
	m.Kind, m.Text = "request_user_info", es[0].Title+"\n"+es[0].Subtitle
	return nil
}

func (z *Server) take(m *Message, id, kind string) *apiError {
	f, ok := z.files[id]
	if !ok || f.kind != kind {
		return refuse(-201, "attachment is invalid")
	}
	if z.opt.Now().After(f.until) {
		return refuse(-100, "attachment has expired")
	}
	m.Kind, m.Name, m.Data = kind, f.name, f.data
	return nil
}

func (z *Server) buttons(m *Message, c sendCall) *apiError {
	bs := c.Message.Attachment.Payload.Buttons
	if z.faults.noButtons {
		return refuse(-233, "message type is invalid or not supported")
	}
	if len(bs) > MaxButtons || m.Text == "" {
		return refuse(-201, "buttons is invalid")
	}
	for _, b := range bs {
		payload, ok := "", false
		switch b.Type {
		case "oa.query.hide", "oa.query.show":
			ok = json.Unmarshal(b.Payload, &payload) == nil && payload != "" && channeltest.UTF16Len(payload) <= MaxPayload
		case "oa.open.url":
			var p struct{ URL string }
			ok = json.Unmarshal(b.Payload, &p) == nil && strings.HasPrefix(p.URL, "http")
			payload = p.URL
		}
		if !ok || b.Title == "" || channeltest.UTF16Len(b.Title) > MaxTitle {
			return refuse(-201, "buttons is invalid")
		}
		m.Buttons = append(m.Buttons, Button{Title: b.Title, Type: b.Type, Payload: payload})
	}
	return nil
}

// knows reports whether a message id exists.
func (z *Server) knows(id string) bool {
	if slices.ContainsFunc(z.sent, func(m *Message) bool { return m.ID == id }) {
		return true
	}
	for _, u := range z.users {
		if slices.Contains(u.said, id) {
			return true
		}
	}
	return false
}

// echo tells the webhook of a message from the account's side, and of its
// receipts. With first it returns once the echo was received.
func (z *Server) echo(m *Message, admin string, first bool) {
	sender := object{"id": cmp.Or(m.OA, z.opt.OA)}
	if admin != "" {
		sender["admin_id"] = admin
	}
	body := object{"msg_id": m.ID, "text": m.Text}
	switch m.Kind {
	case "request_user_info": // its words are the card's
		body["text"] = ""
	case "image":
		body["attachments"] = []object{{"type": "image", "payload": object{"url": cmp.Or(m.URL, z.opt.Base+"/media/"+m.ID), "thumbnail": ""}}}
	case "file":
		body["attachments"] = []object{{"type": "file", "payload": object{"url": z.opt.Base + "/media/" + m.ID, "name": m.Name}}}
	}
	to := object{"id": m.To}
	z.emit("oa_send_"+m.Kind, object{"sender": sender, "recipient": to, "message": body}, first)
	z.emit("user_received_message", object{"sender": object{"id": z.opt.OA}, "recipient": to, "message": object{"msg_id": m.ID, "delivery_time": "1"}}, false)
	z.emit("user_seen_message", object{"sender": object{"id": z.opt.OA}, "recipient": to, "message": object{"msg_ids": []string{m.ID}}}, false)
}

// Messages returns what the account has sent to a user, oldest first.
func (z *Server) Messages(user string) []Message {
	z.mu.Lock()
	defer z.mu.Unlock()
	var out []Message
	for _, m := range z.sent {
		if m.To == user {
			out = append(out, *m)
		}
	}
	return out
}

// StaffSays plays a person who answers a user in Zalo's own app, and returns
// the message's id.
func (z *Server) StaffSays(user, admin, text string) string {
	z.mu.Lock()
	m := &Message{ID: z.id("message"), To: user, Text: text, Kind: "text", Staff: true, At: z.opt.Now()}
	z.sent = append(z.sent, m)
	z.mu.Unlock()
	z.echo(m, admin, true)
	return m.ID
}
