package desk

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"hotro/internal/chat"
	"hotro/internal/text"
)

// Query is what tickets are searched by; what is empty admits any.
type Query struct {
	Text                       string // words, a number, a call ID, a phone number
	Topic, Channel, Tag, State string
	Agent                      string    // id of who holds the ticket, or held it last
	From, To                   time.Time // opened from … until before
}

// Hit is a ticket that was found; Line is the transcript line that matched,
// zero when the ticket itself did.
type Hit struct {
	Ticket chat.Ticket
	Line   chat.Line
	What   string // what is known of the ticket that was found; empty: its name, title or number, or a line

	how, sum int // how well its words are found
}

// Found is what a search gives.
type Found struct {
	Hits   []Hit
	Facets Facets // of all tickets that were looked at
}

const (
	maxHits     = 50
	maxSearched = 2000 // ended tickets looked at for one search
	maxScanned  = 300  // transcripts read for one search
)

// Search finds tickets by number, user, topic, tag, call ID or fact, and by
// the words of their transcripts; every word must be found. What is a number, a
// call ID or a phone number as a whole comes first, then words as they are
// written, words without their diacritics, beginnings and parts of words; among
// equals the open ones and then the latest. Only the latest few hundred
// transcripts are read.
func (r *Reader) Search(ctx context.Context, q Query) (Found, error) {
	all, err := r.searched(ctx)
	if err != nil {
		return Found{}, err
	}
	out := Found{Facets: facets(all)}
	asked, isNumber := strings.CutPrefix(strings.TrimSpace(q.Text), "#")
	if n, err := strconv.ParseInt(asked, 10, 64); err == nil {
		if t, err := r.Ticket(ctx, n); err == nil && q.admits(t) { // however old it is
			out.Hits = append(out.Hits, Hit{Ticket: t, how: asKey})
		}
		if isNumber {
			return out, nil
		}
	}
	words := terms(asked)
	var rest []Hit // of which the transcript may say more
	for _, t := range all {
		if !q.admits(t) || len(out.Hits) > 0 && t.Number == out.Hits[0].Ticket.Number {
			continue
		}
		h := Hit{Ticket: t}
		if h.how, h.sum = matchTicket(t, asked, words); h.how >= asWord || len(words) == 0 {
			h.What = what(t, asked, words)
			out.Hits = append(out.Hits, h)
		} else {
			rest = append(rest, h)
		}
	}
	if out.Hits, err = r.searchLines(ctx, digits(asked), words, rest, out.Hits); err != nil {
		return Found{}, err
	}
	sort.SliceStable(out.Hits, func(i, j int) bool {
		a, b := &out.Hits[i], &out.Hits[j]
		return cmp.Or(cmp.Compare(b.how, a.how), cmp.Compare(b.sum, a.sum)) < 0
	})
	out.Hits = out.Hits[:min(len(out.Hits), maxHits)]
	return out, nil
}

// searched lists what is searched, the open ones first.
func (r *Reader) searched(ctx context.Context) ([]chat.Ticket, error) {
	open, err := r.Queue(ctx)
	if err != nil {
		return nil, err
	}
	ended, err := r.Ended(ctx, maxSearched)
	return append(open, ended...), err
}

// searchLines adds those that the words are found in, if not in what is known
// of the ticket then in its transcript.
func (r *Reader) searchLines(ctx context.Context, phone string, words []term, rest, hits []Hit) ([]Hit, error) {
	for i, best := range rest {
		var lines []TranscriptLine
		var err error
		if i < maxScanned && len(hits) < maxHits {
			lines, err = r.ticketLines(ctx, best.Ticket)
		}
		if err != nil {
			return nil, err
		}
		for _, l := range lines {
			if len(phone) >= nationalNumber && best.how < asKey && mentions(l.Latest(), phone) {
				best.Line, best.how, best.sum = l.Line, asKey, 0
			}
			if how, sum := match(words, terms(l.Latest())); how > best.how || how == best.how && sum > best.sum {
				best.Line, best.how, best.sum = l.Line, how, sum
			}
		}
		if best.how > notFound {
			if best.Line.Seq == 0 {
				best.What = what(best.Ticket, "", words)
			}
			hits = append(hits, best)
		}
	}
	return hits, nil
}

// matchTicket says how well what was asked is found in what is known of a
// ticket.
func matchTicket(t chat.Ticket, asked string, words []term) (how, sum int) {
	if len(words) == 0 {
		return otherMarks, 0 // only filters were given
	}
	phone := digits(asked)
	for _, v := range t.Facts {
		if phone != "" && (digits(v) == phone || len(phone) >= nationalNumber && mentions(v, phone)) {
			return asKey, 0
		}
	}
	if slices.ContainsFunc(t.Refs, func(id string) bool { return strings.EqualFold(id, strings.TrimSpace(asked)) }) {
		return asKey, 0
	}
	how, sum = match(words, terms(about(t)))
	if how >= asWord && (same(words, terms(t.User.Name)) || same(words, terms(t.User.Username))) {
		how = asName
	}
	return how, sum
}

// what is the value in which a search was found that lists do not show.
func what(t chat.Ticket, asked string, words []term) string {
	if how, _ := match(words, terms(t.Title+" "+t.User.Name+" "+t.User.Username)); how >= asWord || len(words) == 0 {
		return ""
	}
	values := append(slices.Clone(t.Refs), t.Topic)
	for _, k := range slices.Sorted(maps.Keys(t.Facts)) {
		values = append(values, t.Facts[k])
	}
	for _, v := range append(append(values, t.Tags...), t.Holder.Name) {
		if how, _ := match(words, terms(v)); how > notFound || len(digits(asked)) >= nationalNumber && mentions(v, digits(asked)) {
			return v
		}
	}
	return ""
}

// about is all that is known of a ticket, for matching.
func about(t chat.Ticket) string {
	parts := []string{num(t.Number), t.User.Name, t.User.Username, t.Topic, strings.ReplaceAll(t.Topic, "_", " "), t.Title, t.Holder.Name}
	parts = append(append(parts, t.Tags...), t.Refs...)
	for _, k := range slices.Sorted(maps.Keys(t.Facts)) {
		parts = append(parts, t.Facts[k], digits(t.Facts[k]))
	}
	return strings.Join(parts, "\n")
}

// StateOpen admits tickets that wait or are held, in a Query.
const StateOpen = "open"

func (q Query) admits(t chat.Ticket) bool {
	is := func(want, got string) bool { return want == "" || want == got }
	return is(q.Topic, t.Topic) && is(q.Channel, t.Conv.Channel) && is(q.Agent, Agent(t).ID) &&
		(is(q.State, t.State) || q.State == StateOpen && t.Open()) &&
		(q.Tag == "" || slices.ContainsFunc(t.Tags, func(s string) bool { return text.Fold(s) == text.Fold(q.Tag) })) &&
		(q.From.IsZero() || !t.Opened.Before(q.From)) && (q.To.IsZero() || t.Opened.Before(q.To))
}

// Agent is who holds a ticket, or held it last; the zero Staff when nobody did.
func Agent(t chat.Ticket) Staff {
	if t.Open() && t.Holder.Staff != "" {
		return Staff{ID: t.Holder.Staff, Name: t.Holder.Name}
	}
	for _, e := range slices.Backward(t.Log) {
		if e.What == EvClaimed || e.What == EvSaid {
			return Staff{ID: e.Who, Name: e.Name}
		}
	}
	return Staff{}
}

// Facets are what tickets can be narrowed down to, each sorted.
type Facets struct {
	Topics         []Topic
	Channels, Tags []string
	Agents         []Staff
}

// Topic is a topic that tickets are about.
type Topic struct{ ID, Title string }

func facets(tickets []chat.Ticket) (f Facets) {
	topics, agents := map[string]string{}, map[string]string{}
	for _, t := range tickets {
		if t.Topic != "" && topics[t.Topic] == "" {
			topics[t.Topic] = t.Title
		}
		if who := Agent(t); who.ID != "" && agents[who.ID] == "" {
			agents[who.ID] = who.Name
		}
		f.Channels, f.Tags = append(f.Channels, t.Conv.Channel), append(f.Tags, t.Tags...)
	}
	for id, title := range topics {
		f.Topics = append(f.Topics, Topic{id, cmp.Or(title, id)})
	}
	for id, name := range agents {
		f.Agents = append(f.Agents, Staff{ID: id, Name: cmp.Or(name, id)})
	}
	sort.Slice(f.Topics, func(i, j int) bool {
		a, b := &f.Topics[i], &f.Topics[j]
		return cmp.Or(cmp.Compare(a.Title, b.Title), cmp.Compare(a.ID, b.ID)) < 0
	})
	sort.Slice(f.Agents, func(i, j int) bool {
		a, b := &f.Agents[i], &f.Agents[j]
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) < 0
	})
	slices.Sort(f.Channels)
	slices.Sort(f.Tags)
	f.Channels, f.Tags = slices.Compact(f.Channels), slices.Compact(f.Tags)
	return f
}
