package desk

import (
	"context"
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/record"
	"hotro/internal/text"
)

// StaffMessage is what a member of staff typed on some front.
type StaffMessage struct {
	Via      string   // the front: "telegram", "web"
	Messages []string // the front's ids of the message, or of an album's items, for later edits and quotes; may be empty
	Note     bool     // for colleagues only
	Reply    chat.Reply
	ID       string // makes the action idempotent; may be empty

	// Careful has words to the user refused with ErrTaken while somebody else
	// holds the ticket, unless that is Over: the one whom the writer was asked
	// about.
	Careful bool
	Over    string

	// Begun has words to the user refused with ErrEnded when the ticket has
	// ended: they were begun while it was open.
	Begun bool
}

// collides reports whether the words would answer a ticket that somebody else
// holds, unasked.
func (w StaffMessage) collides(t *chat.Ticket, who Staff) bool {
	return w.Careful && !w.Note && t.State == chat.Claimed && t.Holder.Staff != who.ID && t.Holder.Staff != w.Over
}

// message is the id of the first message.
func (w StaffMessage) message() string {
	if len(w.Messages) == 0 {
		return ""
	}
	return w.Messages[0]
}

// Say sends a reply from staff to the user and returns its line. It claims the
// ticket when nobody holds it, and reopens one that has ended.
func (d *Desk) Say(ctx context.Context, conv string, who Staff, via string, reply chat.Reply, id string) (int64, error) {
	return d.Write(ctx, conv, who, StaffMessage{Via: via, Reply: reply, ID: id})
}

// Note adds a remark for colleagues to the conversation.
func (d *Desk) Note(ctx context.Context, conv string, who Staff, text, id string) error {
	_, err := d.Write(ctx, conv, who, StaffMessage{Note: true, Reply: chat.Reply{Text: text}, ID: id})
	return err
}

// Write is Say and Note for fronts whose messages have ids of their own.
// Writing the same id again returns the same line.
func (d *Desk) Write(ctx context.Context, conv string, who Staff, w StaffMessage) (int64, error) {
	if strings.TrimSpace(w.Reply.Text) == "" && len(w.Reply.Files) == 0 {
		return 0, ErrEmpty
	}
	var seq int64
	done, err := d.change(ctx, conv, w.ID, func(r *record.Record) error {
		if t := r.Conv.Ticket; w.collides(t, who) {
			return ErrTaken{By: t.Holder}
		} else if w.Begun && !w.Note && !t.Open() {
			return ErrEnded
		}
		if w.Note {
			seq = r.Add(chat.Line{
				By: chat.ByNote, Name: who.Name, Staff: who.ID, Via: w.Via, Message: w.message(), Text: w.Reply.Text, Files: w.Reply.Files, Spans: w.Reply.Spans,
			})
			r.Log(who.ID, who.Name, EvNoted, num(seq))
		} else {
			seq = d.speak(r, who, w)
		}
		for _, m := range w.Messages {
			r.Ref("desk", m, seq)
		}
		if w.ID != "" {
			r.Ref(refAct, w.ID, seq)
		}
		return nil
	})
	if done {
		return d.store.Find(ctx, conv, refAct, w.ID)
	}
	return seq, err
}

// joins makes who writes to the user the one who helps, where nobody does.
func (d *Desk) joins(r *record.Record, who Staff) {
	resume(r, who)
	d.Lifecycle.announceJoin(r, who)
	if r.Conv.Ticket.State == chat.Waiting {
		d.Lifecycle.assign(r, who)
	}
}

func (d *Desk) speak(r *record.Record, who Staff, w StaffMessage) int64 {
	t := r.Conv.Ticket
	d.joins(r, who)
	seq := r.SayLine(chat.Line{Name: text.Name(who.Name), Staff: who.ID, Via: w.Via, Message: w.message()}, w.Reply)
	r.Log(who.ID, who.Name, EvSaid, num(seq))
	d.Lifecycle.markAnswered(r)
	if t.After != "" && len(w.Reply.Files) > 0 {
		advise(r)
	}
	return seq
}

// MayEdit reports whether somebody may change a line: their own, and a lead
// those of colleagues too.
func MayEdit(l chat.Line, who Staff) bool {
	if l.By != chat.ByStaff && l.By != chat.ByNote {
		return false
	}
	return who.Role == RoleLead || l.Staff == who.ID && who.ID != ""
}

// Edit changes a reply from staff, here and in the user's chat: in place where
// the platform shows it as one text message, else as a correction.
func (d *Desk) Edit(ctx context.Context, conv string, who Staff, seq int64, text, id string) error {
	return d.Correct(ctx, conv, who, seq, StaffMessage{Reply: chat.Reply{Text: text}, ID: id})
}

// Correct is Edit for fronts that report the whole message. A file that was
// not in it goes to the user anew, and is said to be a correction. A message
// in which nothing changed is left alone. A line that does not say who wrote it
// is theirs on such a front, where nobody else can edit it.
func (d *Desk) Correct(ctx context.Context, conv string, who Staff, seq int64, w StaffMessage) error {
	text := w.Reply.Text
	if strings.TrimSpace(text) == "" && len(w.Reply.Files) == 0 {
		return ErrEmpty
	}
	return d.act(ctx, conv, w.ID, func(r *record.Record) error {
		line, err := d.Reader.line(ctx, conv, seq)
		if err != nil {
			return err
		}
		added := chat.Added(line.Files, w.Reply.Files)
		switch {
		case line.By != chat.ByStaff && line.By != chat.ByNote:
			return ErrNotYours
		case !MayEdit(line.Line, who) && !(line.Staff == "" && len(w.Messages) > 0):
			return ErrColleagues
		case line.Retracted:
			return ErrRetracted
		case len(added) == 0 && !reworded(line.Line, w):
			return errSame
		}
		r.Log(who.ID, who.Name, EvEdited, num(seq))
		switch {
		case line.By == chat.ByNote:
			line.Edited, line.Spans = text, w.Reply.Spans
			if len(added) > 0 {
				line.Files = added
			}
			r.Edit(line.Line)
		case len(added) > 0:
			d.sendAnew(r, line.Line, w, added)
		default:
			d.reword(r, line, w.Reply)
		}
		return nil
	})
}

// reworded reports whether a message says something else now, or looks
// different on a front that tells. One without words is a file whose caption was
// taken away, which is not worth telling; the words of one item of an album are a
// part of its line.
func reworded(l chat.Line, w StaffMessage) bool {
	text, was := strings.TrimSpace(w.Reply.Text), strings.TrimSpace(l.Latest())
	switch {
	case text != was || text == "":
	case len(w.Messages) > 0:
		return !slices.Equal(chat.Looked(w.Reply.Text, w.Reply.Spans), l.Looks())
	default: // typed: what can't be typed is no change
		return chat.Marked(w.Reply.Text, w.Reply.Spans) != chat.Marked(l.Latest(), l.Looks())
	}
	return text != "" && text != was && (len(l.Files) < 2 || !strings.Contains(was, text))
}

// reword changes a reply in the user's chat: in place where it is one message
// of the platform, else as a correction.
func (d *Desk) reword(r *record.Record, line TranscriptLine, to chat.Reply) {
	if t := r.Conv.Ticket; t.SaidBy == chat.ByStaff && t.Said == record.Brief(line.Latest()) {
		t.Said = record.Brief(to.Text)
	}
	line.Edited, line.Spans = to.Text, to.Spans
	if len(line.Files) < 2 && line.Delivery != nil && len(line.Delivery.IDs) == 1 {
		r.Amend(line.Line, chat.Reply{Text: to.Text, Spans: to.Spans, Edit: line.Delivery.IDs[0]})
		return
	}
	r.Amend(line.Line, d.correction(r, to))
}

// correction says the words anew, as a correction.
func (d *Desk) correction(r *record.Record, to chat.Reply) chat.Reply {
	const place = "\x00"
	say := d.Lifecycle.to(r).say
	before, after, _ := strings.Cut(say.T("desk.corrected", "text", place), place)
	return chat.Reply{Text: before + to.Text + after, Spans: chat.Prefixed(before, chat.Looked(to.Text, to.Spans), after)}
}

// sendAnew sends the files that took the place of others.
func (d *Desk) sendAnew(r *record.Record, was chat.Line, w StaffMessage, files []chat.File) {
	words := chat.Reply{Text: d.Lifecycle.to(r).say.T("desk.corrected_file")}
	if strings.TrimSpace(w.Reply.Text) != "" {
		words = d.correction(r, w.Reply)
	}
	words.Files = files
	seq := r.SayLine(chat.Line{Name: was.Name, Staff: was.Staff, Via: was.Via, Message: was.Message, Edited: w.Reply.Text}, words)
	for _, m := range w.Messages {
		r.Ref("desk", m, seq)
	}
}
