package zalobot

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"hotro/internal/channels"
	"hotro/internal/chat"
	"hotro/internal/text"
	"hotro/prompts"
)

const (
	maxText     = 2000 // of a text or caption; measured in UTF-16 units, the stricter reading
	sendTime    = 50 * time.Second
	typingEvery = 4 * time.Second // the app shows it for five
)

// Split cuts a reply into messages: texts of at most 2000 characters in NFC
// with choices as numbered lines, and one file each. Files come before a text
// with choices, so that the choices stand last, and after a text without.
func (b *Bot) Split(r chat.Reply) []chat.Reply {
	text := b.words(b.typed(r))
	if len(r.Choices) > 0 {
		text += "\n\n" + norm.NFC.String(channels.Options(r.Choices))
	}
	if len(r.Choices) > 1 {
		text += "\n" + b.in(r.Lang).T("zalobot.by_number")
	}
	var texts, files []chat.Reply
	for _, t := range channels.Cut(text, maxText) {
		texts = append(texts, chat.Reply{Text: t, Verbatim: true, Lang: r.Lang, Topic: r.Topic, Node: r.Node})
	}
	for _, f := range r.Files {
		files = append(files, chat.Reply{Verbatim: true, Files: []chat.File{f}, Lang: r.Lang, Topic: r.Topic, Node: r.Node})
	}
	switch {
	case len(r.Choices) > 0:
		return append(files, texts...)
	case len(files) == 1 && len(texts) == 1 && r.Files[0].Kind == chat.FilePhoto && channels.Units(text) <= maxText/2:
		files[0].Text = texts[0].Text // a caption, with room for a link in place of the photo
		return files
	}
	return append(texts, files...)
}

// typed says "type" where the words speak of pressing one of the choices: here
// they have no buttons.
func (b *Bot) typed(r chat.Reply) chat.Reply {
	if r.Verbatim {
		return r
	}
	say := b.in(r.Lang)
	for _, c := range r.Choices {
		label := " **" + c.Label + "**"
		r.Text = strings.ReplaceAll(r.Text, say.T("zalobot.press")+label, say.T("zalobot.type")+label)
	}
	return r
}

// in is the words of the language that a reply is in.
func (b *Bot) in(lang string) *prompts.Say {
	if lang == "en" {
		return b.english
	}
	return b.say
}

// words is the reply's text as the platform shows it. It may be applied to a
// part again.
func (b *Bot) words(r chat.Reply) string {
	text := strings.TrimSpace(norm.NFC.String(channels.Plain(r)))
	if r.Edit != "" {
		text = b.in(r.Lang).T("zalo.edited", "text", text)
	}
	if text == "" && len(r.Choices) > 0 {
		text = b.in(r.Lang).T("zalo.choose")
	}
	return text
}

// Send sends one part of a Split reply and returns the platform's message id.
// Its error is a *channels.Failure. Once started it runs to its end even when ctx is
// cancelled: a send that is interrupted may or may not have arrived.
func (b *Bot) Send(ctx context.Context, to chat.Address, part chat.Reply) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", &channels.Failure{Class: channels.Later, Reason: notBegun, Err: err}
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), sendTime)
	defer cancel()
	text := b.words(part)
	if len(part.Files) == 0 {
		return b.send(ctx, "sendMessage", map[string]string{"chat_id": to.Chat, "text": text})
	}
	return b.sendFile(ctx, to.Chat, part, text)
}

// sendFile sends a photo by its address, and says where any other file can be
// had. A photo that the platform does not take goes as a link, too.
func (b *Bot) sendFile(ctx context.Context, to string, part chat.Reply, caption string) (string, error) {
	f, say := part.Files[0], b.in(part.Lang)
	url, ok := b.address(f)
	if !ok {
		return "", &channels.Failure{Class: channels.Refused, Reason: fileNoLink}
	}
	if f.Kind == chat.FilePhoto {
		photo := map[string]string{"chat_id": to, "photo": url}
		if caption != "" {
			photo["caption"] = caption
		}
		id, err := b.send(ctx, "sendPhoto", photo)
		if !refusesForm(err) {
			return id, err
		}
	}
	b.count(AsLink)
	link := say.T("zalo.link", "url", url)
	if name := text.FileName(f.Name); name != "" {
		link = say.T("zalo.link_named", "name", name, "url", url)
	}
	if caption != "" {
		link = channels.Cut(caption, max(1, maxText-channels.Units(link)-1))[0] + "\n" + link
	}
	return b.send(ctx, "sendMessage", map[string]string{"chat_id": to, "text": link})
}

// address returns where the platform, or the user, can fetch a file.
func (b *Bot) address(f chat.File) (string, bool) {
	if f.Channel == chat.ZaloBot && b.media.Allowed(f.Ref) {
		return f.Ref, true
	}
	if b.link == nil {
		return "", false
	}
	return b.link.Link(f)
}

func (b *Bot) send(ctx context.Context, method string, params map[string]string) (string, error) {
	raw, err := b.call(ctx, method, params)
	if err != nil {
		return "", failure(err)
	}
	b.usage.sent()
	var sent struct {
		ID word `json:"message_id"`
	}
	_ = json.Unmarshal(raw, &sent) // sent all the same
	return string(sent.ID), nil
}

// Typing shows that an answer is on its way: at most one call per chat in
// four seconds; failures are ignored.
func (b *Bot) Typing(ctx context.Context, to chat.Address) {
	now := b.now()
	if last, ok := b.typing.Get(to.Chat); ok && now.Sub(last) < typingEvery {
		return
	}
	b.typing.Add(to.Chat, now)
	ctx, cancel := context.WithTimeout(ctx, typingEvery)
	defer cancel()
	_, _ = b.call(ctx, "sendChatAction", map[string]string{"chat_id": to.Chat, "action": "typing"})
}
