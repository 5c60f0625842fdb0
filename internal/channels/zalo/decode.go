package zalo

import (
	"errors"
	"fmt"
	"net/http"
	"time"

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
