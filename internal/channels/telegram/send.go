package telegram

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"strings"
	"time"

	"hotro/internal/channels"
	"hotro/internal/chat"
	"hotro/internal/wire"
	"hotro/prompts"
)

// english is the language besides the bot's own.
const english = "en"

// sender sends replies.
type sender struct {
	*client
	blobs   Blobs
	others  channels.Fetcher
	link    channels.LinkFunc
	say     *prompts.Say
	english *prompts.Say // for replies in English
}

// Send sends one part and returns Telegram's message id, of an album those of
// all its messages. A part with Edit replaces the text of that message and returns its
// id. What Telegram refuses in one form is sent in a plainer one, see ladder; a
// topic of the staff group that turns out to be gone is a Failure that wraps
// ErrTopicNotFound.
func (s *sender) Send(ctx context.Context, to chat.Address, part chat.Reply) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	switch {
	case part.Noted:
		return s.sign(ctx, to, part)
	case len(part.Retract) > 0:
		return s.retract(ctx, to, part.Retract[0])
	}
	params, err := sendParams(to, part)
	if err != nil {
		return "", unsendable(err)
	}
	f := shape{to: to, part: part, params: params, way: s.send(part)}
	id, err := f.way(ctx, f)
	for _, lower := range ladder() {
		if !formRefused(err) {
			break
		}
		if next, ok := lower(s, f, err); ok {
			f = next
			id, err = f.way(ctx, f)
		}
	}
	return id, err
}

// noted is the sign for it; one of those that Telegram allows.
const noted = "✍"

// sign says with a sign on the user's message that it was noted; where that
// can't be, with words if there are any. A sign is no message and has no id.
func (s *sender) sign(ctx context.Context, to chat.Address, part chat.Reply) (string, error) {
	emoji := strings.TrimSuffix(cmp.Or(part.Sign, noted), chat.NoSign)
	err := react(ctx, s.client, to.Chat, part.ReplyTo, emoji)
	if err == nil || !formRefused(err) {
		return "", err
	}
	if part.Noted = false; part.Text == "" {
		return "", nil
	}
	return s.Send(ctx, to, part)
}

// retractsFor is for how long a bot may delete what it wrote; Telegram allows
// 48 hours, of which some are left for a send that waited.
const retractsFor = 47 * time.Hour

// retract deletes a message of ours in the user's chat and returns its id. One
// that is gone already is fine.
func (s *sender) retract(ctx context.Context, to chat.Address, id string) (string, error) {
	err := s.ensure(ctx, "deleteMessage", map[string]string{"chat_id": to.Chat, "message_id": id})
	if err == nil || errors.Is(err, ErrMessageGone) && !errors.Is(err, errStays) {
		return id, nil
	}
	return "", err
}

// send is the way that a part takes at first.
func (s *sender) send(part chat.Reply) sending {
	switch {
	case part.Edit != "":
		return s.sendEdit
	case len(part.Files) > 1:
		return s.sendAlbum
	case len(part.Files) > 0:
		return s.sendFile
	}
	return s.sendText
}

// sendParams are what all ways of sending have in common.
func sendParams(to chat.Address, part chat.Reply) (map[string]string, error) {
	p := inThread(to)
	if r := replyParameters(part.ReplyTo); r != "" {
		p["reply_parameters"] = r
	}
	if part.Silent {
		p["disable_notification"] = "true"
	}
	field := textField(part)
	if part.Text != "" {
		p[field] = valid(part.Text)
		switch looks := part.Looks(); {
		case looks != nil:
			p[field], p["parse_mode"] = htmlOf(looks), "HTML"
		case !part.Verbatim:
			p[field], p["parse_mode"] = html(part.Text), "HTML"
		}
	}
	if field == "text" {
		p["link_preview_options"] = `{"is_disabled":true}`
	}
	if len(part.Choices) > 0 {
		k, err := keyboard(part.Choices)
		if err != nil {
			return nil, err
		}
		p["reply_markup"] = k
	}
	return p, nil
}

func textField(part chat.Reply) string {
	if len(part.Files) > 0 && part.Edit == "" {
		return "caption"
	}
	return "text"
}

func (s *sender) sendText(ctx context.Context, f shape) (string, error) {
	params := f.params
	if params["text"] == "" {
		params = maps.Clone(params)
		params["text"] = "…" // a keyboard needs a text to hang on
	}
	raw, err := s.call(ctx, "sendMessage", params)
	if err != nil {
		return "", err
	}
	return messageID("sendMessage", raw)
}

// sendEdit changes a message of ours, be it a text or a file with a caption.
// An empty text changes the keyboard alone.
func (s *sender) sendEdit(ctx context.Context, f shape) (string, error) {
	part, p := f.part, maps.Clone(f.params)
	p["message_id"] = part.Edit
	delete(p, "message_thread_id")
	delete(p, "reply_parameters")
	method := "editMessageText"
	if part.Text == "" {
		method = "editMessageReplyMarkup"
		delete(p, "link_preview_options")
	}
	_, err := s.call(ctx, method, p)
	if errors.Is(err, errNotText) {
		p["caption"] = p["text"]
		delete(p, "text")
		delete(p, "link_preview_options")
		_, err = s.call(ctx, "editMessageCaption", p)
	}
	if err != nil && !errors.Is(err, ErrNotModified) {
		return "", err
	}
	return part.Edit, nil
}

// messageID reads the id of a message that was sent.
func messageID(method string, raw json.RawMessage) (string, error) {
	var m sent
	if err := wire.Decode(raw, &m); err != nil || m.id == 0 {
		return "", &channels.Failure{
			Class: channels.Unknown, Reason: reasonNoAnswer,
			Err: fmt.Errorf("telegram %s: sent, but the answer has no message id", method),
		}
	}
	return itoa(m.id), nil
}

// sent is a message of ours, as Telegram shows it.
type sent struct{ id int64 }

// Fields implements wire.Struct.
func (s *sent) Fields(c *wire.Codec) { wire.Int(c, "message_id", &s.id) }
