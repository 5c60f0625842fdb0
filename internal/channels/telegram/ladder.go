package telegram

import (
	"context"
	"errors"
	"maps"
	"strings"

	"hotro/internal/channels"
	"hotro/internal/chat"
	"hotro/internal/text"
)

// shape is one way of sending a part.
type shape struct {
	to     chat.Address
	part   chat.Reply
	params map[string]string
	way    sending
}

type sending func(context.Context, shape) (string, error)

// ladder lists plainer forms for what was refused, from the least that is lost
// to the most. Telegram's words for a refusal are many and change, so they do
// not decide whether a form is tried; the few that are known only spare forms
// that can't help. Each returns false when it changes nothing.
func ladder() []func(*sender, shape, error) (shape, bool) {
	return []func(*sender, shape, error) (shape, bool){
		outOfTopic, markupAsText, withoutReply, oneByOne, asBytes, asADocument, plain, numbered, asLink,
	}
}

// formRefused reports whether something else than the receiver is what
// Telegram does not want.
func formRefused(err error) bool {
	var f *channels.Failure
	if !errors.As(err, &f) || f.Class != channels.Refused {
		return false
	}
	for _, final := range []error{ErrNoChat, ErrNotEnoughRights, ErrTopicsOff, ErrNotModified, ErrMessageGone} {
		if errors.Is(err, final) {
			return false
		}
	}
	return true
}

// topicTrouble reports whether the topic is what is refused.
func topicTrouble(err error) bool {
	return errors.Is(err, ErrTopicNotFound) || errors.Is(err, ErrTopicClosed)
}

// known reports whether the cause is known to be something else than the
// looks of a message.
func known(err error) bool { return topicTrouble(err) || errors.Is(err, errFile) }

func (f shape) without(names ...string) shape {
	f.params = maps.Clone(f.params)
	for _, n := range names {
		delete(f.params, n)
	}
	return f
}

// outOfTopic answers a user whose topic is gone in the chat. The staff's topics
// are made anew by their owner.
func outOfTopic(_ *sender, f shape, err error) (shape, bool) {
	if f.params["message_thread_id"] == "" || !isPrivate(f.to) {
		return f, false
	}
	return f.without("message_thread_id"), topicTrouble(err) || !known(err)
}

// isPrivate reports whether an address is a person's chat: groups have
// negative ids.
func isPrivate(a chat.Address) bool { return !strings.HasPrefix(a.Chat, "-") }

func markupAsText(s *sender, f shape, err error) (shape, bool) {
	if !errors.Is(err, errMarkup) {
		return f, false
	}
	return plain(s, f, err)
}

func plain(_ *sender, f shape, err error) (shape, bool) {
	if f.params["parse_mode"] == "" || known(err) {
		return f, false
	}
	f = f.without("parse_mode")
	for _, field := range []string{"text", "caption"} {
		if _, ok := f.params[field]; ok {
			f.params[field] = valid(channels.Plain(f.part))
		}
	}
	return f, true
}

func withoutReply(_ *sender, f shape, err error) (shape, bool) {
	if f.params["reply_parameters"] == "" || known(err) {
		return f, false
	}
	return f.without("reply_parameters"), true
}

// numbered writes the choices below the text: the number can be typed.
func numbered(_ *sender, f shape, err error) (shape, bool) {
	field := textField(f.part)
	if f.params["reply_markup"] == "" || known(err) || f.part.Text == "" && f.part.Edit != "" {
		return f, false
	}
	f = f.without("reply_markup")
	words := strings.TrimSpace(f.params[field] + "\n\n" + channels.Options(f.part.Choices))
	if f.params["parse_mode"] != "" {
		words = strings.TrimSpace(f.params[field] + "\n\n" + escapeHTML.Replace(channels.Options(f.part.Choices)))
	}
	if channels.Units(words) > MaxText || field == "caption" && channels.Units(words) > MaxCaption {
		return f, true // the words matter more
	}
	f.params[field] = words
	return f, true
}

// oneByOne sends the files of an album each for itself, each with its own way
// down the ladder. The words go with the first.
func oneByOne(s *sender, f shape, err error) (shape, bool) {
	if len(f.part.Files) < 2 || f.part.Edit != "" || topicTrouble(err) {
		return f, false
	}
	f.way = func(ctx context.Context, f shape) (string, error) {
		var ids []string
		for i, file := range f.part.Files {
			one := chat.Reply{Files: []chat.File{file}, Verbatim: f.part.Verbatim, Lang: f.part.Lang}
			if i == 0 {
				one.Text, one.Spans = f.part.Text, f.part.Spans
				if f.params["reply_parameters"] != "" {
					one.ReplyTo = f.part.ReplyTo
				}
			}
			to := f.to
			if f.params["message_thread_id"] == "" {
				to.Thread = ""
			}
			id, err := s.Send(ctx, to, one)
			if err != nil {
				return "", err
			}
			ids = append(ids, id)
		}
		return channels.IDs(ids...), nil
	}
	return f, true
}

// asBytes sends a file that Telegram holds already anew. One that is not of the
// kind it was sent as (a video note) only goes as a document.
func asBytes(s *sender, f shape, err error) (shape, bool) {
	if !oneFile(f.part) || f.part.Files[0].Channel != chat.Telegram || f.part.Files[0].Ref == "" || errors.Is(err, errFile) || topicTrouble(err) {
		return f, false
	}
	f.way = func(ctx context.Context, f shape) (string, error) {
		return s.sendBytes(ctx, f, wayOf(f.part.Files[0]))
	}
	return f, true
}

func asADocument(s *sender, f shape, err error) (shape, bool) {
	if !oneFile(f.part) || lost(err) || topicTrouble(err) {
		return f, false
	}
	f.way = func(ctx context.Context, f shape) (string, error) { return s.sendBytes(ctx, f, asDocument) }
	return f, true
}

// asLink sends a user where the file can be had.
func asLink(s *sender, f shape, err error) (shape, bool) {
	if !oneFile(f.part) || lost(err) || topicTrouble(err) || !isPrivate(f.to) {
		return f, false
	}
	file := f.part.Files[0]
	url, ok := s.link.Link(file)
	if !ok {
		return f, false
	}
	say := s.say
	if f.part.Lang == english {
		say = s.english
	}
	words := say.T("telegram.link", "url", url)
	if name := text.FileName(file.Name); name != "" {
		words = say.T("telegram.link_named", "name", name, "url", url)
	}
	said := f.params["caption"]
	if f = f.without("caption"); f.params["parse_mode"] != "" {
		words = escapeHTML.Replace(words)
	}
	f.params["text"] = strings.TrimSpace(said + "\n" + words)
	f.params["link_preview_options"] = `{"is_disabled":true}`
	f.way = s.sendText
	return f, true
}

func oneFile(part chat.Reply) bool { return len(part.Files) == 1 && part.Edit == "" }

// lost reports whether the file itself can't be had any more.
func lost(err error) bool {
	var f *channels.Failure
	return errors.As(err, &f) && (f.Reason == reasonNoFile || f.Reason == reasonTooBig)
}
