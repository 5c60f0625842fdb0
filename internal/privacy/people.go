package privacy

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"time"

	"hotro/internal/chat"
	"hotro/internal/store"
)

// Index is where people are looked for.
type Index interface {
	Convs(ctx context.Context) ([]string, error)
	Row(ctx context.Context, number int64) (store.Row, error)
}

// Whole reads all that is kept about somebody at one moment, apart from files.
type Whole interface {
	SaveConv(ctx context.Context, conv string) (*store.SavedConv, error)
	DeadList(ctx context.Context, max int) ([]store.Dead, error)
}

// Decide has it decided that somebody is forgotten, as the Eraser's lane then
// carries out.
type Decide func(ctx context.Context, conv string, e chat.Erasure) error

// PeopleOptions of People. Portraits may be nil.
type PeopleOptions struct {
	Index     Index
	Whole     Whole
	Files     Opener
	Ended     Ended
	Portraits Portraits
	Lanes     Lanes
	Eraser    *Eraser
	Decide    Decide
	Now       func() time.Time
	Log       *slog.Logger
}

// People finds those about whom something is kept, tells what that is, and
// forgets them.
type People struct{ o PeopleOptions }

// NewPeople returns People.
func NewPeople(o PeopleOptions) *People { return &People{o} }

// Person is one conversation in which somebody was found.
type Person struct {
	Conv    string    `json:"conv"`
	Channel string    `json:"channel"`
	Name    string    `json:"name,omitempty"`
	Tickets []int64   `json:"tickets,omitempty"`
	Last    time.Time `json:"last,omitzero"`   // when the user last wrote
	Maybe   bool      `json:"maybe,omitempty"` // the number stands in what they wrote, and may be somebody else's
}

// ErrNobody: nothing is kept about whom was asked for.
var ErrNobody = errors.New("nothing is kept about them")

// Find looks for somebody: by the id of a conversation ("telegram:7:1234"), by
// channel and id ("telegram:1234"), by the number of a ticket ("#12", "12"), or
// by a phone number as people write it. One person may have several
// conversations. ErrNobody when there is none.
func (p *People) Find(ctx context.Context, who string) (found []Person, err error) {
	who = strings.TrimSpace(who)
	number, err := strconv.ParseInt(strings.TrimPrefix(who, "#"), 10, 64)
	ticket := err == nil && number > 0 && !strings.HasPrefix(who, "0") && !strings.HasPrefix(who, "+")
	phone := Phone(who)
	switch {
	case strings.Count(who, ":") > 1:
		found, err = p.among(ctx, []string{who}, func(k *kept) (bool, bool) { return true, false })
	case strings.Contains(who, ":"):
		channel, id, _ := strings.Cut(who, ":")
		found, err = p.among(ctx, nil, func(k *kept) (bool, bool) { return k.is(channel, id), false })
	case ticket && len(who) < 9:
		found, err = p.ofTicket(ctx, number)
	case phone != "":
		found, err = p.among(ctx, nil, func(k *kept) (bool, bool) { return k.has(phone) })
	default:
		return nil, fmt.Errorf("%q names nobody: want a conversation (telegram:7:1234), a channel and an id (telegram:1234), a ticket (#12) or a phone number", who)
	}
	if err == nil && len(found) == 0 {
		err = ErrNobody
	}
	return found, err
}

func (p *People) ofTicket(ctx context.Context, number int64) ([]Person, error) {
	row, err := p.o.Index.Row(ctx, number)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("ticket %d: %w", number, err)
	}
	return p.among(ctx, []string{row.Conv}, func(*kept) (bool, bool) { return true, false })
}

// among gives the conversations (nil: all there are) that want takes.
func (p *People) among(ctx context.Context, convs []string, want func(*kept) (is, maybe bool)) (found []Person, err error) {
	if convs == nil {
		if convs, err = p.o.Index.Convs(ctx); err != nil {
			return nil, err
		}
	}
	for _, conv := range convs {
		k, err := p.read(ctx, conv)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if is, maybe := want(k); is || maybe {
			found = append(found, k.person(!is))
		}
	}
	return found, nil
}

// read reads all that is kept under a conversation.
func (p *People) read(ctx context.Context, conv string) (*kept, error) {
	one, err := p.o.Whole.SaveConv(ctx, conv)
	if err != nil {
		return nil, err
	}
	k := &kept{SavedConv: one}
	if len(one.State) > 0 {
		if err := chat.Decode(one.State, &k.state); err != nil {
			return nil, fmt.Errorf("conversation %s: stored state: %w", conv, err)
		}
	}
	for _, r := range one.Rows {
		var t chat.Ticket
		if err := chat.Decode(r.Body, &t); err != nil {
			return nil, fmt.Errorf("ticket %d: stored row: %w", r.Number, err)
		}
		k.tickets = append(k.tickets, t)
	}
	k.lines, err = readLines(one.Lines)
	return k, err
}

// kept is all that is kept under a conversation, apart from its files.
type kept struct {
	*store.SavedConv
	state   chat.Conversation
	tickets []chat.Ticket
	lines   []line
}

func (k *kept) person(maybe bool) Person {
	at, _ := chat.ParseAddress(k.Name) // what is no address is shown as it stands
	one := Person{Conv: k.Name, Channel: at.Channel, Name: k.state.User.Name, Last: k.state.LastIn, Maybe: maybe}
	for _, t := range k.tickets {
		one.Tickets = append(one.Tickets, t.Number)
	}
	slices.Sort(one.Tickets)
	return one
}

// is reports whether the user has this id on the channel.
func (k *kept) is(channel, id string) bool {
	at, err := chat.ParseAddress(k.Name)
	return err == nil && at.Channel == channel && (at.Chat == id || k.state.User.ID == id)
}

// has reports whether the user gave this phone number as theirs, or else wrote
// it at all.
func (k *kept) has(phone string) (is, maybe bool) {
	for _, t := range k.tickets {
		is = is || Phone(t.Facts["phone"]) == phone
	}
	for _, l := range k.lines {
		if l.By != chat.ByUser {
			continue
		}
		wrote := slices.Contains(phonesIn(l.Text+"\n"+l.Edited), phone)
		is, maybe = is || wrote && l.Kind == chat.KindContact && l.Data == chat.ContactOwn, maybe || wrote
	}
	return is, maybe
}
