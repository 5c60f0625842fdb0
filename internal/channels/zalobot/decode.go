package zalobot

import (
	"bytes"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"hotro/internal/channels"
	"hotro/internal/channels/httpapi"
	"hotro/internal/chat"
)

// events are the names the platform is known to send, and whether it says what
// they hold.
var events = map[string]bool{
	"message.text.received":        true,
	"message.image.received":       true,
	"message.sticker.received":     true,
	"message.voice.received":       true,
	"message.link.received":        true,
	"message.reaction.received":    true,
	"message.unsupported.received": false,
	"message.file.received":        false,
	"message.location.received":    false,
}

// Why an update brings nothing, as it is counted.
const (
	ignoredProbe    = "probe"    // no update: the platform makes sure of the address
	ignoredNobody   = "nobody"   // no message, chat or sender: protected people arrive like that
	ignoredGroup    = "group"    // one customer's trouble would show to the others
	ignoredBot      = "bot"      // another bot
	ignoredReaction = "reaction" // a sign on a message
)

// decode reads one update, bare or wrapped in {"ok","result"}; several in a
// list. A field of another type than expected counts as absent. What is no
// update at all is the platform making sure of the address: whoever knows the
// secret is the platform.
func (b *Bot) decode(body []byte) channels.Arrivals {
	body = bytes.TrimSpace(body)
	var wrapped struct {
		Result json.RawMessage `json:"result"`
	}
	if httpapi.Lenient(json.Unmarshal(body, &wrapped)) == nil && len(wrapped.Result) > 0 && (wrapped.Result[0] == '{' || wrapped.Result[0] == '[') {
		body = wrapped.Result
	}
	list := []json.RawMessage{body}
	if len(body) > 0 && body[0] == '[' {
		var several []json.RawMessage // its own: json would write into a message that is there
		if json.Unmarshal(body, &several) != nil {
			several = []json.RawMessage{nil}
		}
		list = several
	}
	var got channels.Arrivals
	for _, one := range list {
		in, why := b.one(one)
		if why != "" {
			b.count("ignored_" + why)
			got.Ignored = why
			continue
		}
		b.usage.heard(in.User.ID)
		got.Messages = append(got.Messages, in)
	}
	if len(list) == 0 {
		got.Ignored = ignoredProbe
	}
	if len(got.Messages) > 0 {
		got.Ignored = ""
	}
	return got
}

func (b *Bot) one(raw json.RawMessage) (in chat.Incoming, ignored string) {
	var u update
	if httpapi.Lenient(json.Unmarshal(raw, &u)) != nil || u.Event == "" && u.Message.Chat.ID == "" && u.Message.From.ID == "" {
		return in, ignoredProbe
	}
	b.noteOdd(raw)
	return b.read(u)
}

// noteOdd counts a part of another shape than documented, and says which the
// first time.
func (b *Bot) noteOdd(raw json.RawMessage) {
	odd := httpapi.Odd(raw, shapes()...)
	if odd == "" {
		return
	}
	b.count(OddShape)
	if _, told := b.odd.LoadOrStore(odd, true); !told {
		b.log.Warn("a part of an update of the Zalo Bot Platform has another shape than documented; the rest of it was read", "part", odd)
	}
}

// read turns an update into an arrival, or says why there is none.
func (b *Bot) read(u update) (in chat.Incoming, ignored string) {
	m := u.Message
	in.From = chat.Address{Channel: chat.ZaloBot, Bot: b.id, Chat: first(m.Chat.ID, m.From.ID)}
	in.User = chat.User{ID: first(m.From.ID, m.Chat.ID), Name: first(m.From.Display, m.From.Name, m.From.First)}
	switch {
	case in.From.Chat == "":
		return in, ignoredNobody
	case m.From.Bot:
		return in, ignoredBot
	case m.Chat.Type != "" && m.Chat.Type != "PRIVATE" || m.Chat.Type == "" && m.From.ID != "" && m.Chat.ID != "" && m.From.ID != m.Chat.ID:
		return in, ignoredGroup
	case u.Event == "message.reaction.received":
		return in, ignoredReaction
	}
	if _, known := events[u.Event]; !known {
		b.count(UnknownEvent)
	}
	in.Text = norm.NFC.String(strings.TrimSpace(first(m.Text, m.Caption)))
	in.Message, in.At = string(m.ID), b.happened(m.Date)
	in.ID = strings.Join([]string{u.Event, in.From.Chat, in.User.ID, first(m.ID, m.Date, word(strconv.FormatInt(b.now().UnixNano(), 10)))}, ":")
	return u.content(in), ""
}

// happened returns when a message was sent: by the platform's clock, in
// milliseconds or seconds, where that can be true, else by ours.
func (b *Bot) happened(date word) time.Time {
	now := b.now()
	n, err := strconv.ParseInt(string(date), 10, 64)
	if err != nil || n <= 0 {
		return now
	}
	at := time.UnixMilli(n).UTC()
	if len(date) <= 10 {
		at = time.Unix(n, 0).UTC()
	}
	return channels.When(at, now)
}

// content adds what the message holds. The fields tell, not the event's name:
// what a later version of the platform sends is read as far as it is known.
func (u update) content(in chat.Incoming) chat.Incoming {
	m := u.Message
	file := func(kind chat.Kind, f chat.FileKind, refs ...string) {
		in.Kind = kind
		for _, ref := range refs {
			in.Files = append(in.Files, chat.File{Kind: f, Channel: chat.ZaloBot, Ref: ref})
		}
	}
	photos := m.PhotoURL
	if len(photos) == 0 {
		photos = m.Photo
	}
	switch voice := first(m.VoiceURL, m.Voice); {
	case len(photos) > 0:
		file(chat.KindPhoto, chat.FilePhoto, photos...)
	case voice != "":
		file(chat.KindVoice, chat.FileVoice, voice)
	case m.Sticker != "" && m.URL != "":
		file(chat.KindSticker, chat.FilePhoto, string(m.URL))
	case m.Sticker != "":
		in.Kind = chat.KindSticker
	case u.words(in.Text) != "" && events[u.Event]: // a link's title and address are words too
		in.Kind, in.Text = chat.KindText, u.words(in.Text)
	default:
		return u.undocumented(in)
	}
	return in
}

// undocumented adds what can be read in a message of which nobody says how it
// looks: a place, a file, else its words and addresses.
func (u update) undocumented(in chat.Incoming) chat.Incoming {
	m := u.Message
	g := httpapi.Gather(m.raw, "from", "chat", "message_id", "date", "message_type", "reply_to_message")
	words := u.words(in.Text)
	switch {
	case g.Lat != "" && g.Lon != "":
		in.Kind, in.Text = chat.KindLocation, strings.TrimSpace(g.Lat+","+g.Lon+" "+first(word(g.Name), word(words)))
		return in
	case u.fileKind() != "" && held(g.URL):
		f := chat.File{Kind: u.fileKind(), Channel: chat.ZaloBot, Ref: g.URL, Name: g.Name}
		f.Size, _ = strconv.ParseInt(g.Size, 10, 64) // not said: 0
		in.Kind, in.Files = f.Arrival(), []chat.File{f}
		return in
	case words != "":
		in.Kind, in.Text = chat.KindText, words
		return in
	case u.Event == "message.text.received" && len(g.Words) > 0:
		in.Kind, in.Text = chat.KindText, norm.NFC.String(strings.Join(g.Words, "\n"))
		return in
	}
	in.Kind, in.Data = chat.KindUnsupported, u.Event
	in.Text = norm.NFC.String(strings.Join(g.Words, "\n"))
	return in
}

// fileKind is the kind of file that an update brings by its name; "" for none.
func (u update) fileKind() chat.FileKind {
	switch {
	case strings.Contains(u.Event, ".file."):
		return chat.FileDoc
	case strings.Contains(u.Event, ".image."):
		return chat.FilePhoto
	case strings.Contains(u.Event, ".voice."):
		return chat.FileVoice
	}
	return ""
}

// held reports whether a file can be fetched: the platform keeps it.
func held(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Scheme == "https" && slices.ContainsFunc(hosts(), func(h string) bool {
		return u.Hostname() == h || strings.HasSuffix(u.Hostname(), "."+h)
	})
}

// words joins every word and address of a message that is not said already.
func (u update) words(text string) string {
	m := u.Message
	for _, p := range []word{m.Title, m.Link.Title, m.Description, m.Link.Description, m.URL, m.LinkURL, m.Link.URL, m.Link.Href, m.Link.Alone} {
		if s := norm.NFC.String(strings.TrimSpace(string(p))); s != "" && !strings.Contains(text, s) {
			text = strings.TrimSpace(text + "\n" + s)
		}
	}
	return text
}

func first(words ...word) string {
	for _, w := range words {
		if w != "" {
			return string(w)
		}
	}
	return ""
}
