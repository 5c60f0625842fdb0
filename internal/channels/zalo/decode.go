package zalo

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"hotro/internal/channels"
	"hotro/internal/chat"
)

// Zalo redelivers an event until 1 h 50 min after it happened.
const (
	oldest = 2 * time.Hour
	newest = 5 * time.Minute
)

// errEvent: an event that holds too little to act on.
var errEvent = errors.New("event without user, account or name")

// Decode reads the one arrival of a verified webhook call; none for the probe,
// for events that are ignored on purpose, for echoes of what was sent here,
// and for what is too old to be anything but a replay.
//
// What remains of KindEcho was typed by staff in Zalo's own app,
// or was sent by another replica of this program: its Message tells which, once the
// sender has recorded its sends. Data holds the staff member's id where Zalo
// gives one; then no program sent it.
func (o *OA) Decode(h http.Header, body []byte) (channels.Arrivals, error) {
	var none channels.Arrivals
	if isProbe(body) {
		return none, nil
	}
	e, err := parse(body)
	if err != nil {
		return none, err
	}
	if h.Get("num_retry") != "" {
		o.count(Resent)
	}
	what, known := events[e.Name]
	if !known {
		o.count(UnknownEvent)
		if e.Name == "" {
			return none, fmt.Errorf("webhook: %w", errEvent)
		}
		return none, nil
	}
	if what == ignored {
		return none, nil
	}
	at, ok := o.happened(e, h)
	if !ok {
		return none, nil
	}
	if what == received || what == seen {
		return channels.Arrivals{Receipts: e.receipts(what, at)}, nil
	}
	in, err := o.arrivals(e, what, at)
	return channels.Arrivals{Messages: in}, err
}

// receipts are what an event tells of messages of ours.
func (e event) receipts(what eventKind, at time.Time) []chat.Receipt {
	state := chat.Delivered
	if what == seen {
		state = chat.Read
	}
	var out []chat.Receipt
	for _, id := range append([]word{e.Message.ID}, e.Message.IDs...) {
		if id != "" {
			out = append(out, chat.Receipt{From: e.from(), Message: string(id), State: state, At: at})
		}
	}
	return out
}

// from is the conversation an event belongs to.
func (e event) from() chat.Address {
	return chat.Address{Channel: chat.Zalo, Bot: e.account(), Chat: e.user()}
}

// arrivals returns the one arrival of an event, none for an echo of our own.
func (o *OA) arrivals(e event, what eventKind, at time.Time) ([]chat.Incoming, error) {
	in, err := read(e, what, at)
	if err != nil {
		return nil, err
	}
	if in.Kind == chat.KindEcho {
		if in.Data == "" && o.echoes.own(in) {
			o.count(OwnEcho)
			return nil, nil
		}
		if in.Text == "" && len(in.Files) == 0 {
			in.Text = o.say.T("zalo.echo_other")
		}
	}
	return []chat.Incoming{in}, nil
}

// happened returns when the event was, unless that is out of bounds. An event
// without a time is taken to be new; its id still catches repeats.
func (o *OA) happened(e event, h http.Header) (time.Time, bool) {
	now := o.now()
	at, ok := e.at(h.Get("X-ZEvent-Timestamp"))
	switch {
	case !ok:
		return now, true
	case now.Sub(at) > oldest:
		o.count(Old)
		return at, false
	case at.Sub(now) > newest:
		o.count(Future)
		return at, false
	}
	return at, true
}

// read turns an event into an arrival.
func read(e event, what eventKind, at time.Time) (chat.Incoming, error) {
	in := chat.Incoming{
		ID:   e.key(),
		From: e.from(),
		At:   at,
	}
	if in.From.Chat == "" || in.From.Bot == "" {
		return in, fmt.Errorf("webhook %s: %w", e.Name, errEvent)
	}
	if what != echoed {
		in.User = chat.User{ID: in.From.Chat, Name: first(e.Sender.Display, e.Sender.Name)}
	}
	switch what {
	case said:
		in.Message, in.ReplyTo = string(e.Message.ID), string(e.Message.Quote)
		return e.content(in), nil
	case echoed:
		in = e.content(in)
		in.Kind, in.Message, in.Data = chat.KindEcho, string(e.Message.ID), string(e.Sender.Admin)
	case entered:
		in.Kind = chat.KindStart
	case left:
		in.Kind = chat.KindBlocked
	case submitted:
		in.Kind, in.Text = chat.KindContact, joined(e.Info.Name, e.Info.Phone)
		if in.User.Name == "" {
			in.User.Name = string(e.Info.Name)
		}
	}
	return in, nil
}

// content fills in what a message holds. The attachment's own type counts
// more than the event's name.
func (e event) content(in chat.Incoming) chat.Incoming {
	in.Text = norm.NFC.String(strings.TrimSpace(string(e.Message.Text)))
	if in.Text != "" {
		in.Kind = chat.KindText
	}
	for _, a := range e.Message.Attachments {
		a.into(&in, e.Name)
	}
	if data, ok := pressed(in); ok {
		in.Kind, in.Data, in.Text = chat.KindButton, data, ""
	}
	if in.Kind == "" {
		in.Kind = chat.KindUnsupported
	}
	return in
}

// into adds an attachment to a message.
func (a attachment) into(in *chat.Incoming, event string) {
	p := a.Payload
	file := chat.File{Kind: chat.FileDoc, Channel: chat.Zalo, Ref: string(p.URL), Name: string(p.Name)}
	file.Size, _ = strconv.ParseInt(string(p.Size), 10, 64) // not said: 0
	kind := chat.Kind("")
	switch a.Type {
	case "image":
		kind, file.Kind = chat.KindPhoto, chat.FilePhoto
	case "sticker":
		kind, file.Kind = chat.KindSticker, chat.FilePhoto
	case "audio", "voice":
		kind, file.Kind = chat.KindVoice, chat.FileVoice
	case "video":
		kind, file.Kind = chat.KindFile, chat.FileVideo
	case "gif":
		kind, file.MIME = chat.KindFile, "image/gif"
	case "file":
		kind = chat.KindFile
	case "location":
		in.Kind, in.Text = chat.KindLocation, place(p.At.Lat, p.At.Lon, in.Text)
		return
	case "link":
		if event == "user_send_business_card" {
			in.Kind, in.Text = chat.KindContact, joined(word(in.Text), phone(p.Description))
			return
		}
		in.Kind, in.Text = chat.KindText, lines(in.Text, string(p.Title), string(p.URL))
		return
	default:
		return
	}
	if file.Ref == "" && kind != chat.KindSticker {
		return // nothing to show or fetch
	}
	in.Kind = kind
	if file.Ref != "" {
		in.Files = append(in.Files, file)
	}
}

// A press comes back as a text message that holds the button's payload. The
// mark tells it from the same letters typed by hand.
const pressMark = "#b:"

var choiceData = regexp.MustCompile(`^[a-zA-Z0-9_.:/-]{1,40}$`)

func pressed(in chat.Incoming) (data string, ok bool) {
	data, ok = strings.CutPrefix(in.Text, pressMark)
	return data, ok && in.Kind == chat.KindText && choiceData.MatchString(data)
}

// phone takes the number out of a contact card's description, which is JSON
// in a string.
func phone(description word) word {
	var d struct {
		Phone word `json:"phone"`
	}
	if json.Unmarshal([]byte(description), &d) != nil {
		return ""
	}
	return d.Phone
}

func place(lat, lon word, name string) string {
	if lat == "" || lon == "" {
		return name
	}
	return joined(lat+","+lon, word(name))
}

func first(words ...word) string {
	for _, w := range words {
		if w != "" {
			return string(w)
		}
	}
	return ""
}

func joined(words ...word) string {
	var s []string
	for _, w := range words {
		s = append(s, string(w))
	}
	return strings.Join(strings.Fields(strings.Join(s, " ")), " ")
}

// lines joins what is not said already.
func lines(parts ...string) string {
	var out string
	for _, p := range parts {
		if p = strings.TrimSpace(p); p == "" || strings.Contains(out, p) {
			continue
		}
		if out != "" {
			out += "\n"
		}
		out += p
	}
	return out
}
