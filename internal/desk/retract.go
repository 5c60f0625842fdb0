package desk

import (
	"context"
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/record"
)

// Retract takes back a line of staff: from the user's chat, where the platform
// can, or a note. Colleagues go on seeing what it was, and who took it back.
// ErrStays means that the user keeps it, and then nothing changes.
func (d *Desk) Retract(ctx context.Context, conv string, who Staff, seq int64, id string) error {
	return d.act(ctx, conv, id, func(r *record.Record) error {
		_, err := d.takeBack(ctx, r, conv, who, seq)
		return err
	})
}

// NotePrefix begins what is for colleagues where one line of writing is for
// both.
const NotePrefix = "//"

// TurnIntoNote gives a line the new words of a note, which w holds with its
// messages: a note is edited, and a line that went to the user is taken back,
// which leaves the note in its place.
func (d *Desk) TurnIntoNote(ctx context.Context, conv string, who Staff, seq int64, w StaffMessage) error {
	line, err := d.Reader.line(ctx, conv, seq)
	if err != nil {
		return err
	}
	if line.By == chat.ByNote {
		return d.Correct(ctx, conv, who, seq, w)
	}
	return d.act(ctx, conv, w.ID, func(r *record.Record) error {
		line, err := d.takeBack(ctx, r, conv, who, seq)
		if err != nil || strings.TrimSpace(w.Reply.Text) == "" {
			return err
		}
		note := r.Add(chat.Line{By: chat.ByNote, Name: line.Name, Staff: line.Staff, Via: w.Via, Message: w.message(), Text: w.Reply.Text, Spans: w.Reply.Spans})
		r.Log(who.ID, who.Name, EvNoted, num(note))
		for _, m := range w.Messages {
			r.Ref("desk", m, note)
		}
		return nil
	})
}

func (d *Desk) takeBack(ctx context.Context, r *record.Record, conv string, who Staff, seq int64) (TranscriptLine, error) {
	line, err := d.Reader.line(ctx, conv, seq)
	switch {
	case err != nil:
		return line, err
	case line.By != chat.ByStaff && line.By != chat.ByNote:
		return line, ErrNotYours
	case !MayEdit(line.Line, who):
		return line, ErrColleagues
	case line.Retracted:
		return line, errSame
	}
	if line.By == chat.ByStaff {
		if err := d.unsend(r, line); err != nil {
			return line, err
		}
	} else {
		line.Retracted = true
		r.Edit(line.Line)
	}
	if t := r.Conv.Ticket; t.SaidBy == chat.ByStaff && t.Said == record.Brief(line.Latest()) {
		t.Said, t.SaidBy, t.SaidKind, t.SaidName = "", "", "", ""
	}
	r.Log(who.ID, who.Name, EvRetracted, num(seq))
	return line, nil
}

// unsend takes back what of a line is at the user's.
func (d *Desk) unsend(r *record.Record, l TranscriptLine) error {
	state := chat.Unsure // staff wrote it in the platform's own app
	var ids []string
	if l.Delivery != nil {
		state, ids = l.Delivery.State, slices.DeleteFunc(slices.Clone(l.Delivery.IDs), func(id string) bool { return id == "" })
	}
	l.Retracted = true
	switch {
	case state == chat.Queued:
		return ErrUnderWay
	case state == chat.Dropped, state == chat.Failed && len(ids) == 0: // it never came
		r.Edit(l.Line)
	case len(ids) == 0, r.Now.Sub(l.At) >= d.retracts(r.Conv.Address.Channel):
		return ErrStays
	default:
		r.Amend(l.Line, chat.Reply{Retract: ids})
	}
	return nil
}
