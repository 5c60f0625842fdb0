package visitor

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"hotro/internal/channels/webchat"
	"hotro/internal/chat"
	"hotro/internal/store"
	"hotro/internal/web/files"
	"hotro/internal/web/ui"
)

// fileFor is how long the address of a file works that a frame shows.
const fileFor = 24 * time.Hour

// window is how many lines a page shows, and how far back it looks for edits.
const window = 100

// line is one line as the page shows it.
type line struct {
	ui.Words   `json:"-"`
	Seq        int64         `json:"seq"`
	By         string        `json:"by"`
	Name       string        `json:"name,omitempty"`
	At         time.Time     `json:"at"`
	Text       string        `json:"text,omitempty"` // as said, after edits
	Choices    []chat.Choice `json:"choices,omitempty"`
	Files      []ui.File     `json:"files,omitempty"`
	Message    string        `json:"message,omitempty"` // the page's own id of a line it sent
	Quote      string        `json:"quote,omitempty"`
	Edited     bool          `json:"edited,omitempty"`
	Gone       bool          `json:"gone,omitempty"` // taken back: Text says so
	Sign       string        `json:"sign,omitempty"` // that staff put on it
	HTML       string        `json:"html"`
	Live       bool          `json:"live,omitempty"` // its buttons can still be pressed
	Body       ui.HTML       `json:"-"`
	Token      string        `json:"-"` // id of the message that pressing a choice sends, where there is no script
	mayStillGo bool          // queued: shown once it is sent
	answers    string        // the message it answers
}

// thread is what a page shows of its conversation at one moment.
type thread struct {
	Lines  []line `json:"lines"`
	Cursor int64  `json:"cursor"` // everything up to here is final or shown
	Status status `json:"status"`
	words  ui.Words
	// Earlier: there are lines before the first of Lines.
	Earlier bool `json:"earlier,omitempty"`
}

// status says who answers.
type status struct {
	Held   string `json:"held"`
	Name   string `json:"name,omitempty"`
	Face   string `json:"face,omitempty"` // how a person is drawn
	Tint   string `json:"tint,omitempty"`
	Ticket int64  `json:"ticket,omitempty"`
	Text   string `json:"text"`
}

// viewer is who looks at a conversation, and how.
type viewer struct {
	ui.Words
	asked  bool   // for these words: they stay, whatever language the talk is in
	id     string // the visitor's
	framed bool   // in a frame, whose pictures come without a cookie
}

// latest, as a cursor, asks for the last window of lines.
const latest = -1

// read returns the lines after a cursor, and those before it that may have
// been edited since: the last ones of the transcript.
func (p *Page) read(ctx context.Context, who viewer, after int64) (thread, error) {
	conv := webchat.Address(who.id).String()
	snap, err := p.Transcript.Load(ctx, conv)
	if err != nil {
		return thread{}, fmt.Errorf("chat page: %w", err)
	}
	from := max(1, min(after+1, snap.Lines-window+1))
	if after == latest {
		from = max(1, snap.Lines-window+1)
	}
	c, err := conversation(snap)
	if err != nil {
		return thread{}, err
	}
	if c.Lang != "" && !who.asked {
		who.Words = p.Renderer.Words(c.Lang)
	}
	t := thread{Cursor: min(max(after, 0), snap.Lines), Lines: []line{}, Earlier: from > 1, Status: statusOf(who.Words, c), words: who.Words}
	rows, err := p.rows(ctx, conv, from, snap.Lines)
	if err != nil {
		return thread{}, fmt.Errorf("chat page: %w", err)
	}
	t.Earlier = t.Earlier || len(rows) > 0 && rows[0].Seq > from
	return t, p.fill(&t, who, rows)
}

// most is how much of a transcript is shown at once: hours of typing. What is
// drawn of it is several times as long.
const most = 256 << 10

// rows returns the lines from one number to another, or as many of the last of
// them as are shown at once.
func (p *Page) rows(ctx context.Context, conv string, from, to int64) ([]store.Entry, error) {
	var all []store.Entry
	size := 0
	for to >= from && size < most {
		some, err := p.Transcript.Lines(ctx, conv, max(from, to-window+1), to)
		if err != nil {
			return nil, err
		}
		first := len(some)
		for first > 0 && size < most {
			first--
			size += drawn(some[first].Body)
		}
		all = append(slices.Clone(some[first:]), all...)
		to -= window
	}
	return all, nil
}

// drawn is about what a line takes on a page: what HTML escapes is longer there
// than it is stored.
func drawn(body []byte) int {
	return len(body) + 5*(bytes.Count(body, []byte("<"))+bytes.Count(body, []byte(">"))+bytes.Count(body, []byte("&")))
}

func (p *Page) fill(t *thread, who viewer, rows []store.Entry) error {
	lastOwn, settled := int64(0), true
	var asked time.Time            // the last question
	said := map[string]string{}    // by message id, for quotes
	answered := map[string]int64{} // the user's last line of these words
	for _, row := range rows {
		l, show, err := p.see(who, row)
		if err != nil {
			return err
		}
		settled = settled && !l.mayStillGo
		if settled {
			t.Cursor = max(t.Cursor, row.Seq)
		}
		if !show {
			continue
		}
		if l.By == chat.ByUser {
			lastOwn = l.Seq
			said[l.Message] = l.Text
			answered[l.Text] = l.Seq
		}
		if l.Quote == "" && l.answers != "" {
			l.Quote = said[l.answers]
		}
		if len(l.Choices) > 0 {
			asked = l.At
		}
		t.Lines = append(t.Lines, l)
	}
	for i := range t.Lines {
		l := &t.Lines[i]
		stays := l.afterwards() && !slices.ContainsFunc(l.Choices, func(c chat.Choice) bool { return answered[c.Label] > l.Seq })
		l.Live = (l.Seq > lastOwn || stays) && (!l.At.Before(asked) || l.reopens())
		l.Token = webchat.NewVisitor()
		var err error
		if l.HTML, err = ui.Text(lineItem(l)); err != nil {
			return fmt.Errorf("chat page: line %d: %w", l.Seq, err)
		}
	}
	return nil
}

// What the buttons send that open a ticket again, and that rate.
const (
	dataReopen = "reopen"
	dataRate   = "rate:"
)

// afterwards reports whether a line asks what the user may still answer after they
// have said something else, such as thanks.
func (l *line) afterwards() bool {
	return slices.ContainsFunc(l.Choices, func(c chat.Choice) bool { return c.Data == dataReopen || strings.HasPrefix(c.Data, dataRate) })
}

// reopens reports whether a line offers to open a ticket again: that stands while
// the user is asked what they think of it.
func (l *line) reopens() bool {
	return slices.ContainsFunc(l.Choices, func(c chat.Choice) bool { return c.Data == dataReopen })
}

// see turns a stored line into one to show. Staff's notes, the program's
// notes, and what has not reached the user are not shown.
func (p *Page) see(who viewer, row store.Entry) (l line, show bool, err error) {
	var c chat.Line
	if err := json.Unmarshal(row.Body, &c); err != nil {
		return l, false, fmt.Errorf("chat page: line %d: %w", row.Seq, err)
	}
	d := chat.Delivery{}
	if len(row.Delivery) > 0 {
		if err := json.Unmarshal(row.Delivery, &d); err != nil {
			return l, false, fmt.Errorf("chat page: delivery of line %d: %w", row.Seq, err)
		}
	}
	switch c.By {
	case chat.ByUser:
		show, l.Sign = c.Text != "" || len(c.Files) > 0, c.Sign
	case chat.ByBot, chat.ByStaff:
		show, l.mayStillGo = d.Accepted(), d.State == chat.Queued
	}
	l.Words, l.Seq, l.By, l.Name, l.At = who.Words, row.Seq, c.By, c.Name, c.At
	l.Text, l.Choices, l.Message, l.Quote, l.answers = c.Text, c.Choices, c.Message, c.Quote, c.ReplyTo
	if c.Edited != "" {
		l.Text, l.Edited = c.Edited, true
	}
	if c.Retracted {
		l.Text, l.Edited, l.Gone, l.Choices, l.Quote, l.answers = who.T("web.retracted"), true, true, nil, "", ""
		l.Body = ui.Linkify(l.Text)
		return l, show, nil
	}
	l.Body = ui.Linkify(l.Text)
	if looks := c.Looks(); looks != nil {
		l.Body = ui.Looks(looks)
	}
	if c.Markup {
		l.Body, l.Text = ui.Markup(l.Text), chat.Plain(l.Text)
	}
	for i, f := range c.Files {
		at := "/chat/file/" + strconv.FormatInt(row.Seq, 10) + "/" + strconv.Itoa(i)
		if who.framed {
			at = p.Links.Sign(f, fileFor)
		}
		l.Files = append(l.Files, who.File(f, at, files.SafeName(f.Name)))
	}
	return l, show, nil
}

// conversation is the state of a conversation, empty before its first line.
func conversation(snap store.Snapshot) (c chat.Conversation, err error) {
	if snap.State == nil {
		return c, nil
	}
	if err := json.Unmarshal(snap.State, &c); err != nil {
		return c, fmt.Errorf("chat page: conversation: %w", err)
	}
	return c, nil
}

// statusOf words who answers.
func statusOf(words ui.Words, c chat.Conversation) status {
	s := status{Held: cmp.Or(c.Holder.Kind, chat.HeldByBot), Name: c.Holder.Name}
	if c.Ticket.Open() {
		s.Ticket = c.Ticket.Number
	}
	switch s.Held {
	case chat.HeldByStaff:
		s.Face, s.Tint = words.Initials(s.Name), words.Tint(s.Name)
		s.Text = words.T("web.chat.held_staff", "name", s.Name)
	case chat.HeldByQueue:
		s.Text = words.T("web.chat.held_queue", "number", strconv.FormatInt(s.Ticket, 10))
	default:
		s.Text = words.T("web.chat.held_bot")
	}
	return s
}
