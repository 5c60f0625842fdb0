package console

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/privacy"
	"hotro/internal/web/ui"
)

// fact is one labelled value.
type fact struct{ Label, Value string }

// sideView is what is known about the ticket. It is redrawn when the ticket
// changes.
type sideView struct {
	ui.Words
	Ticket chat.Ticket
	Lead   bool // a lead reads it
	Token  string
	Why    string
	Topic  string // its title, where that is not the code
	Steps  []stepView
	Call   []fact
	Facts  []fact
	User   []fact
	Window *windowView
	Tags   string
	Past   []pastView
	Log    []eventView
	Stars  string
	Again  string // that it is open again, and who had it
}

// Act is ticketView.Act.
func (v sideView) Act(name string) string { return v.Token + name }

// segment is one of the priorities.
type segment struct {
	N     int
	Label string
	On    bool
}

// Priorities lists them, the ticket's marked.
func (v sideView) Priorities() []segment {
	var out []segment
	for n := range 3 {
		out = append(out, segment{n, v.T("web.desk.priority_" + strconv.Itoa(n)), v.Ticket.Priority == n})
	}
	return out
}

// Formats are those of an export.
func (v sideView) Formats() []string {
	return []string{desk.FormatText, desk.FormatJSON, desk.FormatCSV}
}

type windowView struct {
	Kind, Text string
}

type pastView struct {
	Number int64
	Title  string
	State  string
	At     time.Time
}

type eventView struct {
	At   time.Time
	Name string
	Text string
}

func (p *presenter) side(ctx context.Context, words ui.Words, t chat.Ticket, conv chat.Conversation, me desk.Staff, now time.Time) (sideView, error) {
	if own := strings.Fields(words.T("company.own")); !mayCall(me, conv) {
		t.Facts, t.Call, t.Model = maskedFacts(t.Facts, own), maskedFacts(t.Call, own), privacy.Mask(t.Model)
	}
	v := sideView{
		Words: words, Ticket: t, Lead: me.Role == desk.RoleLead, Steps: steps(words, t.Path), Tags: strings.Join(t.Tags, ", "),
		Call:  facts(words, t.Call, "desk.call_", "from", "to", "agent", "start", "answer", "end", "talk", "cause"),
		Facts: facts(words, t.Facts, "web.desk.fact_", append(strings.Fields(words.T("company.details")), "error", "end_code", "affected", "name", "phone", "card", "place", "told")...),
		User:  user(words, t, conv),
	}
	if about := title(words, t); t.Topic != "" && about != t.Topic {
		v.Topic = about
	}
	if t.Why != "" {
		v.Why = label(words, "desk.why_"+t.Why, t.Why)
	}
	if win, ok := p.windows.Window(conv); ok {
		kind, left := win.At(now)
		v.Window = &windowView{kind, words.T("web.desk.window_"+kind, "left", words.Left(left))}
	}
	if t.Reopened > 0 {
		v.Again = words.T("web.desk.again", "n", strconv.Itoa(t.Reopened+1))
		if before := desk.Agent(t); before.Name != "" {
			v.Again = words.T("web.desk.again_by", "n", strconv.Itoa(t.Reopened+1), "name", before.Name)
		}
	}
	if t.Rating != nil {
		v.Stars = rowView{Rating: t.Rating.Score}.Stars()
	}
	for _, e := range slices.Backward(t.Log) {
		v.Log = append(v.Log, eventView{e.At, event(words, e), label(words, "web.desk.ev_"+e.What, e.What)})
	}
	return v, p.past(ctx, &v, conv)
}

// past adds the user's other tickets, the latest first.
func (p *presenter) past(ctx context.Context, v *sideView, conv chat.Conversation) error {
	numbers := slices.Clone(conv.Past)
	if conv.Ticket != nil {
		numbers = append(numbers, conv.Ticket.Number)
	}
	slices.Reverse(numbers)
	for _, n := range numbers[:min(len(numbers), 20)] {
		if n == v.Ticket.Number {
			continue
		}
		t, err := p.tickets.Ticket(ctx, n)
		if errors.Is(err, desk.ErrNoTicket) {
			continue // no longer kept
		}
		if err != nil {
			return err
		}
		v.Past = append(v.Past, pastView{n, title(v.Words, t), t.State, t.Opened})
	}
	return nil
}

// facts lists known keys in the given order, then others by name.
func facts(words ui.Words, m map[string]string, prefix string, first ...string) []fact {
	rest := slices.DeleteFunc(slices.Sorted(maps.Keys(m)), func(k string) bool { return slices.Contains(first, k) })
	var out []fact
	for _, k := range append(slices.Clone(first), rest...) {
		if m[k] != "" {
			out = append(out, fact{label(words, prefix+k, k), m[k]})
		}
	}
	return out
}

func user(words ui.Words, t chat.Ticket, conv chat.Conversation) []fact {
	out := []fact{{words.T("web.desk.user_channel"), label(words, "web.desk.channel_"+t.Conv.Channel, t.Conv.Channel)}}
	add := func(key, value string) {
		if value != "" {
			out = append(out, fact{words.T("web.desk.user_" + key), value})
		}
	}
	if t.User.Username != "" {
		add("username", "@"+t.User.Username)
	}
	add("lang", t.User.Lang)
	if !conv.LastIn.IsZero() {
		add("last", words.Moment(conv.LastIn))
	}
	return append(out, facts(words, conv.About, "desk.about_", chat.AboutAccount, chat.AboutClaim, chat.AboutBrowser, chat.AboutSystem, chat.AboutPage)...)
}

func event(words ui.Words, e chat.Event) string {
	switch {
	case e.Name != "":
		return e.Name
	case e.Who == "user" || e.Who == "bot":
		return words.T("desk.by_" + e.Who)
	}
	return e.Who
}
