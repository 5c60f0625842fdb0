package zalo

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/text/unicode/norm"

	"hotro/internal/channels"
	"hotro/internal/channels/httpapi"
	"hotro/internal/chat"
)

// lacking says what an event would have to hold to be acted on, and what of it
// could not be read.
func (e event) lacking(what string) error {
	name := e.Name
	if name == "" {
		name = "event without a name"
	}
	if e.odd != "" {
		return fmt.Errorf("webhook %s: no %s: %s", name, what, e.odd)
	}
	return fmt.Errorf("webhook %s: no %s", name, what)
}

// Decode reads the one arrival of a verified webhook call; none for the probe,
// for events that are ignored on purpose, and for echoes of what was sent here.
// What is ignored is counted by its name.
//
// What remains of KindEcho was typed by staff in Zalo's own app, or sent by
// another program: its Message tells which, once the sender has recorded its
// sends. Data holds the staff member's id where Zalo gives one; then no program
// sent it.
func (rc *receiver) Decode(h http.Header, body []byte) (channels.Arrivals, error) {
	if isProbe(body) {
		return channels.Arrivals{Ignored: "probe"}, nil
	}
	if rc.logOnly() && !rc.genuine(h, body) {
		return channels.Arrivals{Ignored: "signature"}, nil
	}
	e, err := parse(body)
	if err != nil {
		return channels.Arrivals{}, err
	}
	if e.odd = httpapi.Odd(body, shapes()...); e.odd != "" {
		rc.count(OddShape)
		rc.health.odd(e.odd)
	}
	if h.Get("num_retry") != "" {
		rc.count(Resent)
		rc.health.doubt(rc.now())
	}
	return rc.decode(e, h)
}

func (rc *receiver) decode(e event, h http.Header) (channels.Arrivals, error) {
	switch what := e.kind(rc.events); what {
	case ignored:
		return channels.Arrivals{Ignored: rc.ignore(e)}, nil
	case unknown:
		return rc.unknown(e)
	case revoked:
		rc.health.revoked(e.account(), rc.now())
		rc.count(Revoked)
		return channels.Arrivals{Ignored: e.Name}, nil
	case rated:
		if e.user() == "" || e.feedback() == "" { // a template sent by number may not say whose it was
			return channels.Arrivals{Ignored: rc.ignore(e)}, nil
		}
		return rc.arrivals(e, what, rc.happened(e, h))
	case received, seen:
		return channels.Arrivals{Receipts: e.receipts(what, rc.happened(e, h))}, nil
	default:
		return rc.arrivals(e, what, rc.happened(e, h))
	}
}

// ignore counts what is dropped on purpose, by its name.
func (rc *receiver) ignore(e event) string {
	name := e.Name
	if e.group() {
		name = "group"
	}
	rc.count("ignored_" + name)
	return name
}

// unknown notes an event that nobody knows and that is about nobody.
func (rc *receiver) unknown(e event) (channels.Arrivals, error) {
	if e.button() { // a press below a template, and Zalo does not say whose
		rc.count(NoUser)
		rc.health.nameless()
		return channels.Arrivals{Ignored: NoUser}, nil
	}
	rc.count(UnknownEvent)
	switch {
	case e.speaks():
		return channels.Arrivals{}, e.lacking("user")
	case e.Name == "":
		return channels.Arrivals{}, e.lacking("message")
	}
	rc.health.unknown(e.Name, rc.now())
	return channels.Arrivals{Ignored: "unknown_event"}, nil
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

// from is the conversation an event belongs to. That of a visitor without an
// account is one visit: an answer needs both ids.
func (e event) from() chat.Address {
	return chat.Address{Channel: chat.Zalo, Bot: e.account(), Chat: e.user(), Thread: e.conversation()}
}

// arrivals returns the one arrival of an event, none for an echo of our own.
func (rc *receiver) arrivals(e event, what eventKind, at time.Time) (channels.Arrivals, error) {
	in, err := rc.read(e, what, at)
	if err != nil {
		return channels.Arrivals{}, err
	}
	if in.Kind == chat.KindEcho {
		if in.Data == "" && rc.echoes.own(in) {
			rc.count(OwnEcho)
			return channels.Arrivals{Ignored: "own_echo"}, nil
		}
		if in.Text == "" && len(in.Files) == 0 {
			in.Text = rc.say.T("zalo.echo_other")
		}
	}
	return channels.Arrivals{Messages: []chat.Incoming{in}}, nil
}

// read turns an event into an arrival.
func (rc *receiver) read(e event, what eventKind, at time.Time) (chat.Incoming, error) {
	in := chat.Incoming{ID: e.key(), From: e.from(), At: at}
	in.From.Bot = rc.accounts.of(in.From.Bot)
	switch {
	case in.From.Chat == "":
		return in, e.lacking("user")
	case in.From.Bot == "":
		return in, e.lacking("account")
	}
	if what != echoed {
		in.User = chat.User{ID: in.From.Chat, Name: first(e.Sender.Display, e.Sender.Name)}
	}
	switch what {
	case said:
		in.Message, in.ReplyTo = e.message(), string(e.Message.Quote)
		return e.content(in), nil
	case echoed:
		in = e.content(in)
		in.Kind, in.Message, in.Data = chat.KindEcho, e.message(), string(e.Sender.Admin)
	case entered:
		in.Kind, in.Text = chat.KindStart, rc.say.T("zalo.followed")
		if e.Name == "user_click_chatnow" {
			in.Text = rc.say.T("zalo.opened")
		}
	case left:
		in.Kind = chat.KindLeft
	case withdrew:
		in.Kind = chat.KindErase
	case rated:
		in.Kind, in.Data, in.Text = chat.KindUnsupported, chat.Feedback, e.feedback()
	case submitted:
		in.Kind, in.Text, in.Data = chat.KindContact, e.info(), chat.ContactOwn
		if in.Text == "" {
			in.Kind, in.Data = chat.KindUnsupported, e.Name
		}
		if in.User.Name == "" {
			in.User.Name = string(e.Info.Name)
		}
	}
	return in, nil
}

// feedback is a rating as stars, what was written with it, and which of the
// remarks on offer were picked.
func (e event) feedback() string {
	stars, _ := strconv.Atoi(string(e.Message.Rate)) // not said: none
	parts := []string{strings.Repeat("⭐", min(max(stars, 0), 5)), string(e.Message.Note)}
	for _, remark := range e.Message.Remarks {
		parts = append(parts, string(remark))
	}
	return norm.NFC.String(lines(parts...))
}

// info is what the user filled in: name, number, and where they live.
func (e event) info() string {
	i := e.Info
	var parts []string
	for _, p := range []word{word(joined(i.Name, i.Phone)), i.Address, i.District, i.City, i.Full.Address, i.Full.Ward, i.Full.City} {
		if p != "" {
			parts = append(parts, string(p))
		}
	}
	return strings.Join(parts, ", ")
}

// accounts knows which accounts events were for: one that does not say is for
// the only one there is.
type accounts struct {
	mu   sync.Mutex
	only string
	more bool // than one
}

// of is the account that an event names, or the one that it must be for.
func (a *accounts) of(id string) string {
	a.mu.Lock()
	defer a.mu.Unlock()
	switch {
	case id == "" && !a.more:
		return a.only
	case id != "" && a.only == "":
		a.only = id
	case id != "" && a.only != id:
		a.more = true
	}
	return id
}
