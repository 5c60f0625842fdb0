package console

import (
	"strings"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/privacy"
	"hotro/internal/web/ui"
)

// rowView is a ticket as the lists show it.
type rowView struct {
	ui.Words
	Number   int64
	View     view
	Current  bool
	Who      string
	Channel  string
	Icon     string // of the channel
	Title    string
	Topic    string
	State    string
	Held     string                       // the holder's name
	Before   string                       // who held it before it was opened again, while nobody does
	Again    string                       // why it was opened again
	Draft    bool                         // I have begun to write on it
	Hit      ui.HTML                      // what a search found, marked
	Marked   struct{ Who, Title ui.HTML } // where a search found it in these
	Mine     bool
	Priority int
	Tags     []string
	Unread   int
	Since    time.Time // of the wait, or of the end
	Promise  promiseView
	Snippet  string // what was said last, or what a search found in the transcript
	Speaker  string // of the snippet; empty: the user
	Rating   int
	Pictured bool // there is a picture of the user's
	Stranger bool // nobody knows who it is, and nobody has taken them on
}

func (p *presenter) row(words ui.Words, t *chat.Ticket, v view, me desk.Staff, now time.Time) rowView {
	r := rowView{
		Words: words, Number: t.Number, View: v, Who: who(words, *t), Channel: t.Conv.Channel, Icon: p.channelIcon(t.Conv.Channel),
		Title: title(words, *t), Topic: t.Topic, State: t.State, Mine: t.Holder.Staff == me.ID && t.State == chat.Claimed,
		Priority: t.Priority, Tags: t.Tags, Unread: t.UnreadBy(me.ID), Since: desk.Since(*t),
		Stranger: p.strange(t), Pictured: t.Pictured, Promise: p.promise(words, *t, now),
	}
	if r.Snippet, r.Speaker = lastSaid(words, t); r.Snippet == r.Title && r.Speaker == "" {
		r.Snippet = ""
	}
	switch t.State {
	case chat.Claimed:
		r.Held = t.Holder.Name
	case chat.Waiting:
		r.Before = desk.Agent(*t).Name
	default:
		r.Since = t.Ended
		if t.Relapsed.IsZero() {
			r.Snippet, r.Speaker = ending(words, *t), ""
		}
	}
	switch {
	case !t.Relapsed.IsZero():
		r.Again = words.T("web.desk.relapsed")
	case t.Reopened > 0 && t.Open():
		r.Again = words.T("web.desk.reopened")
	}
	if t.Rating != nil {
		r.Rating = t.Rating.Score
	}
	return r
}

// who is the user's name as staff see it.
func who(words ui.Words, t chat.Ticket) string {
	if strings.TrimSpace(t.User.Name) == "" && t.Facts["name"] == "" && t.User.Username != "" {
		return "@" + t.User.Username
	}
	return desk.Named(words, t)
}

// title is what a ticket is about: the topic's title, else the user's words.
func title(words ui.Words, t chat.Ticket) string {
	switch {
	case t.Title != "":
		return privacy.Mask(t.Title)
	case t.Topic != "":
		return t.Topic
	}
	return words.T("desk.no_topic")
}

// Stated reports whether the row says its state: not where the whole list has
// that state.
func (r rowView) Stated() bool {
	if r.State == chat.Closed && r.Again != "" {
		return false // that it happens again is its state
	}
	switch r.View {
	case waiting:
		return r.State != chat.Waiting || r.Before != ""
	case mine:
		return false
	case closed:
		return r.State != chat.Closed
	}
	return true
}

// Stars draws a rating; a comment without a score has none.
func (r rowView) Stars() string {
	if r.Rating == 0 {
		return ""
	}
	return strings.Repeat("★", r.Rating) + strings.Repeat("☆", 5-r.Rating)
}

// ChannelName is the channel in words.
func (r rowView) ChannelName() string {
	return label(r.Words, "web.desk.channel_"+r.Channel, r.Channel)
}

// Ago says how long the ticket has been in its state; the page's script keeps
// it up to date.
func (r rowView) Ago() string { return r.Span(time.Since(r.Since)) }

// channelIcon is a globe for channels that are no longer in use.
func (p *presenter) channelIcon(channel string) string {
	if p.icon != nil && p.icon(channel) != "" {
		return p.icon(channel)
	}
	return "globe"
}
