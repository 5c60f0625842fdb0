package forum

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"hotro/internal/channels"
	"hotro/internal/channels/telegram"
	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/store"
	"hotro/internal/text"
)

// piece is something to show in the topic: a line or a part of one, an edit, a
// failure, an event. A user's words get no label and no styling, so that
// nothing a user writes can pass for the program's or a colleague's.
type piece struct {
	label  string // who speaks, in bold
	text   string
	dull   bool        // without looks, for Telegram refused them
	quiet  bool        // shown along with others, never on its own
	urgent bool        // somebody is waiting for it
	loud   bool        // is worth a sound
	calls  chat.Holder // who of staff is called by name; zero: nobody
	reply  string      // message of the topic it answers
	files  []chat.File // at most one
	album  string
	done   func(v *topicState, message string) // records that it is shown; message is "" when nothing was sent
	seq    int64                               // its line; 0 for none
}

// silent reports whether there is nothing to send.
func (p *piece) silent() bool { return p.text == "" && len(p.files) == 0 }

const (
	maxChunk = 3800 // units of one part of a long line: leaves room for a label
	maxBot   = 300  // characters of the bot's own words that are mirrored
)

// pieces lists what the topic is missing, in order: lines first, then news of
// lines shown before, then events.
func (s *mirror) pieces(ctx context.Context) ([]piece, error) {
	var out []piece
	for _, l := range s.lines {
		if l.Seq <= s.v.Line {
			continue
		}
		if s.beyond(l) {
			break
		}
		parts, err := s.parts(ctx, l)
		if err != nil {
			return nil, err
		}
		skip := 0
		if l.Seq == s.v.Line+1 {
			skip = min(s.v.Part, len(parts)-1)
		}
		out = append(out, parts[skip:]...)
	}
	return slices.Concat(out, s.edits(), s.retractions(), s.failedDeliveries(), s.events()), nil
}

// beyond reports whether a line came after the ticket: the user is talking to
// the bot again, which is not for staff unless the ticket is reopened.
func (s *mirror) beyond(l desk.TranscriptLine) bool {
	return !s.t.Open() && l.Ticket != s.t.Number && (l.At.After(s.t.Ended) || l.Ticket > s.t.Number)
}

// parts cuts a line into pieces of one message each, always the same way, so
// that a line shown in part continues where it stopped. There is always at
// least one part: a silent one for lines the topic does not need.
func (s *mirror) parts(ctx context.Context, l desk.TranscriptLine) ([]piece, error) {
	base, show := s.style(l)
	if !show {
		return []piece{{seq: l.Seq, done: s.passed(l, 1, 1)}}, nil
	}
	var err error
	if base.reply, err = s.replyTo(ctx, l); err != nil {
		return nil, err
	}
	text := base.text
	var out []piece
	for _, f := range l.Files {
		p := base
		p.files, p.text = []chat.File{f}, ""
		if len(out) == 0 && channels.Units(base.label)+channels.Units(text) < telegram.MaxCaption-4 {
			p.text, text = text, ""
		}
		out = append(out, p)
	}
	for text != "" {
		p := base
		p.text, text = cut(text, maxChunk)
		out = append(out, p)
	}
	if len(out) == 0 {
		base.text = ""
		out = []piece{base}
	}
	for i := range out {
		out[i].done = s.passed(l, i+1, len(out))
		if i > 0 {
			out[i].reply = ""
		}
	}
	s.substitute(out, l)
	return out, nil
}

// substitute replaces a part that Telegram refused with a note about it, so
// that one bad file never holds up a conversation.
func (s *mirror) substitute(parts []piece, l desk.TranscriptLine) {
	if s.v.Bad == 0 || l.Seq != s.v.Line+1 {
		return
	}
	p := &parts[min(s.v.Part, len(parts)-1)]
	if len(p.files) == 0 {
		p.text = s.Say.T("forum.unshown")
		return
	}
	f := p.files[0]
	note := s.Say.T("forum.unshown_file", "name", s.fileName(f))
	if link := s.FileLink(f); link != "" {
		note += " " + link
	}
	p.text, p.files = strings.TrimSpace(p.text+"\n"+note), nil
}

func (s *ticketLook) fileName(f chat.File) string {
	if f.Name != "" {
		return f.Name
	}
	return s.Say.T("desk.file_" + string(f.Kind))
}

// style decides how a line looks in the topic, and whether it appears at all.
func (s *mirror) style(l desk.TranscriptLine) (p piece, show bool) {
	p = piece{seq: l.Seq, text: l.Text, album: l.Album}
	typed := s.typed(l) // already in this topic
	switch l.By {
	case chat.ByUser:
		p.urgent, p.loud = true, true
		p.text = s.words(l)
	case chat.ByBot:
		if l.Notice || l.Text == chat.NotedSign {
			return p, false
		}
		p.label, p.quiet = "🤖", true
		p.text = text.Brief(chat.Plain(l.Text), maxBot)
	case chat.ByStaff:
		p.label = "👤 " + l.Name + s.via(l.Via) + ":"
		return p, !typed && !l.Retracted
	case chat.ByNote:
		p.label = "📝 " + l.Name + ":"
		return p, !typed && !l.Retracted
	default:
		return p, false
	}
	return p, true
}

// words are what a user's line says, with a sign for anything but text.
func (s *mirror) words(l desk.TranscriptLine) string {
	sign := ""
	switch l.Kind {
	case chat.KindEdit:
		sign = "✏️ " + s.Say.T("forum.edited") + " "
	case chat.KindButton:
		sign = "🔘 "
	case chat.KindLocation:
		sign = "📍 "
	case chat.KindContact:
		sign = "📇 "
	case chat.KindStart:
		if l.Text == "" && l.Data == "" {
			return "/start"
		}
		sign = "▶ "
	}
	l.Edited = "" // what was changed is shown apart
	words := sign + l.Shown(s.Say)
	if l.Quote != "" {
		words = "↪ «" + text.Brief(l.Quote, 120) + "»\n" + words
	}
	return strings.TrimRight(words, " ")
}

func (s *mirror) via(front string) string {
	switch front {
	case "", chat.Telegram, frontButton:
		return ""
	}
	return " (" + front + ")"
}

// passed records that part n of m of a line is shown.
func (s *mirror) passed(l desk.TranscriptLine, n, m int) func(*topicState, string) {
	return func(v *topicState, message string) {
		v.note(l.Seq, message)
		if n < m {
			v.Part = n
			return
		}
		v.Line, v.Part = l.Seq, 0
	}
}

// replyTo finds the topic's message that shows what a line answers.
func (s *mirror) replyTo(ctx context.Context, l desk.TranscriptLine) (string, error) {
	if l.ReplyTo == "" {
		return "", nil
	}
	seq, err := s.Tickets.Find(ctx, s.job.Conv, "user", l.ReplyTo)
	if errors.Is(err, store.ErrNotFound) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("line %d: what it answers: %w", l.Seq, err)
	}
	lines, err := s.Tickets.Lines(ctx, s.job.Conv, seq, 1)
	if err != nil || len(lines) == 0 {
		return "", err
	}
	return s.message(lines[0]), nil
}

// typed reports whether staff wrote the line in this topic.
func (s *mirror) typed(l desk.TranscriptLine) bool {
	return (l.By == chat.ByStaff || l.By == chat.ByNote) && l.Via == chat.Telegram && l.Message != "" && l.Seq > s.v.Again && s.ours(l)
}

// ours reports whether a line was said in this ticket, not in an earlier one
// that has a topic of its own.
func (s *mirror) ours(l desk.TranscriptLine) bool {
	return l.Ticket == s.t.Number || l.Ticket == 0 && !l.At.Before(s.t.Opened)
}

// message returns the topic's message that shows a line, "" when none does.
func (s *mirror) message(l desk.TranscriptLine) string {
	if s.typed(l) {
		return l.Message
	}
	return s.v.message(l.Seq)
}
