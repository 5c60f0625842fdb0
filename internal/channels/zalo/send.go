package zalo

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"hotro/internal/channels"
	"hotro/internal/chat"
	"hotro/internal/text"
)

// maxSubtitle is how long the words on a card may be.
const maxSubtitle = 500

// sendTime bounds one Send, an upload and a renewed token included.
const sendTime = 50 * time.Second

// outgoing is the body of POST /v3.0/oa/message/cs.
type outgoing struct {
	Recipient recipient `json:"recipient"`
	Message   content   `json:"message"`
}

// recipient is a user, or a visitor without an account and the visit.
type recipient struct {
	User         string `json:"user_id,omitempty"`
	Anonymous    string `json:"anonymous_id,omitempty"`
	Conversation string `json:"conversation_id,omitempty"`
}

// anonymous reports whether an address is a visitor's without an account.
func anonymous(to chat.Address) bool { return to.Thread != "" }

type content struct {
	Text       string    `json:"text,omitempty"`
	Quote      string    `json:"quote_message_id,omitempty"`
	Attachment *attached `json:"attachment,omitempty"`
}

type attached struct {
	Type    string  `json:"type"`
	Payload payload `json:"payload"`
}

type payload struct {
	Template string    `json:"template_type,omitempty"` // none for a text with buttons
	Token    string    `json:"token,omitempty"`
	Elements []element `json:"elements,omitempty"`
	Buttons  []button  `json:"buttons,omitempty"`
}

type element struct {
	Media      string `json:"media_type,omitempty"`
	Title      string `json:"title,omitempty"`
	Subtitle   string `json:"subtitle,omitempty"`
	URL        string `json:"url,omitempty"`
	Attachment string `json:"attachment_id,omitempty"`
}

type button struct {
	Title   string `json:"title"`
	Type    string `json:"type"`
	Payload press  `json:"payload"`
}

// press is what a button does: a text to send, or a page to open.
type press struct{ text, url string }

// MarshalJSON writes a text as a string, a page as an object.
func (p press) MarshalJSON() ([]byte, error) {
	if p.url != "" {
		return json.Marshal(map[string]string{"url": p.url})
	}
	return json.Marshal(p.text)
}

// Send sends one part of a Split reply to a user and returns Zalo's message
// id. Its error is a *channels.Failure. Once started it runs to its
// end even when ctx is cancelled: a send that is interrupted may or may not have
// arrived.
func (s *sender) Send(ctx context.Context, to chat.Address, part chat.Reply) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", &channels.Failure{Class: channels.Later, Reason: notBegun, Err: err}
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), sendTime)
	defer cancel()
	if part.Noted {
		return s.sign(ctx, to, part)
	}
	part = s.render(part)
	send := s.sendText
	if len(part.Files) > 0 {
		send = s.sendFile
	}
	id, err := send(ctx, to, part)
	if anonymous(to) {
		err = refusedVisitor(err)
	}
	return id, err
}

// sendText sends words with their buttons and quote. When Zalo refuses that
// form, the words go once more without, the choices numbered.
func (s *sender) sendText(ctx context.Context, to chat.Address, part chat.Reply) (string, error) {
	c := content{Text: part.Text, Quote: part.ReplyTo}
	if part.Phone && !anonymous(to) {
		c = s.phoneCard(part)
	}
	if anonymous(to) { // plain words alone
		c = content{Text: part.Text}
		if len(part.Choices) > 0 {
			c.Text = inWords(part)
		}
		return s.message(ctx, to, c)
	}
	if len(part.Choices) > 0 {
		c.Quote = "" // not known to go together
		c.Attachment = &attached{Type: "template", Payload: payload{Buttons: rows(part.Choices)}}
	}
	id, err := s.message(ctx, to, c)
	dressed := c.Attachment != nil || c.Quote != ""
	if !dressed || !refusesForm(err) {
		return id, err
	}
	s.count(NoButtons)
	c = content{Text: part.Text}
	if len(part.Choices) > 0 {
		c.Text = inWords(part)
	}
	return s.message(ctx, to, c)
}

// phoneCard is the card by which a user sends name and number with a tap; it
// has room for a line of words.
func (s *sender) phoneCard(part chat.Reply) content {
	one := element{Title: s.in(part.Lang).T("zalo.phone_title"), Subtitle: text.Clip(part.Text, maxSubtitle)}
	return content{Attachment: &attached{Type: "template", Payload: payload{Template: "request_user_info", Elements: []element{one}}}}
}

// inWords is a part without buttons: its choices as numbered lines, unless the
// words hold them already.
func inWords(part chat.Reply) string {
	if listed(part.Text, part.Choices) {
		return part.Text
	}
	return numbered(part.Text, part.Choices)
}

// rows turns choices into buttons. A press stays out of the user's sight and
// comes back as a text that holds the payload.
func rows(choices []chat.Choice) []button {
	var out []button
	for _, c := range choices {
		b := button{Title: title(c.Label), Type: "oa.query.hide", Payload: press{text: pressMark + c.Data}}
		if c.URL != "" {
			b.Type, b.Payload = "oa.open.url", press{url: c.URL}
		}
		out = append(out, b)
	}
	return out
}

// message makes the call that sends, and remembers what its echo looks like.
func (s *sender) message(ctx context.Context, to chat.Address, c content) (string, error) {
	q := outgoing{Message: c}
	path := "/v3.0/oa/message/cs"
	if q.Recipient.User = to.Chat; anonymous(to) {
		path, q.Recipient = "/v2.0/oa/message", recipient{Anonymous: to.Chat, Conversation: to.Thread}
	}
	user := to.Chat
	s.echoes.sending(user, c.Text)
	data, err := s.api.call(ctx, to.Bot, s.api.post(path, q))
	var sent struct {
		ID    word `json:"message_id"`
		Quota *struct {
			Type word `json:"quota_type"`
		} `json:"quota"`
	}
	if err == nil {
		_ = json.Unmarshal(data, &sent) // sent all the same
	}
	if err == nil && !anonymous(to) {
		what := Billed // Zalo names the quota that a free message is taken from
		if sent.Quota != nil {
			what = "quota_" + string(sent.Quota.Type)
		}
		s.count(what)
	}
	f, _ := errors.AsType[*channels.Failure](err)
	s.echoes.settle(user, c.Text, string(sent.ID), f != nil && f.Class == channels.Unknown)
	return string(sent.ID), err
}
