package desk

import (
	"context"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/record"
)

// StaffMessage is what a member of staff typed on some front.
type StaffMessage struct {
	Via      string   // the front: "telegram", "web"
	Messages []string // the front's ids of the message, or of an album's items, for later edits and quotes; may be empty
	Note     bool     // for colleagues only
	Reply    chat.Reply
	ID       string // makes the action idempotent; may be empty
}

// message is the id of the first message.
func (w StaffMessage) message() string {
	if len(w.Messages) == 0 {
		return ""
	}
	return w.Messages[0]
}

// Say sends words of staff to the user and returns their line. Saying
// something claims the ticket when nobody holds it, and opens it again when
// it had ended.
func (d *Desk) Say(ctx context.Context, conv string, who Staff, via string, reply chat.Reply, id string) (int64, error) {
	return d.Write(ctx, conv, who, StaffMessage{Via: via, Reply: reply, ID: id})
}

// Note keeps a remark for colleagues with the conversation.
func (d *Desk) Note(ctx context.Context, conv string, who Staff, text, id string) error {
	_, err := d.Write(ctx, conv, who, StaffMessage{Note: true, Reply: chat.Reply{Text: text}, ID: id})
	return err
}

// Write is Say and Note for fronts whose messages have ids of their own. The
// same id written again returns the same line.
func (d *Desk) Write(ctx context.Context, conv string, who Staff, w StaffMessage) (int64, error) {
	if strings.TrimSpace(w.Reply.Text) == "" && len(w.Reply.Files) == 0 {
		return 0, ErrEmpty
	}
	var seq int64
	done, err := d.change(ctx, conv, w.ID, func(r *record.Record) error {
		if w.Note {
			seq = r.Add(chat.Line{
				By: chat.ByNote, Name: who.Name, Via: w.Via, Message: w.message(), Text: w.Reply.Text, Files: w.Reply.Files,
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

func (d *Desk) speak(r *record.Record, who Staff, w StaffMessage) int64 {
	t := r.Conv.Ticket
	resume(r, who)
	d.Lifecycle.announceJoin(r, who)
	if t.State == chat.Waiting {
		d.Lifecycle.assign(r, who)
	}
	seq := r.SayLine(chat.Line{Name: who.Name, Via: w.Via, Message: w.message()}, w.Reply)
	r.Log(who.ID, who.Name, EvSaid, num(seq))
	markAnswered(r)
	if t.After != "" && len(w.Reply.Files) > 0 {
		advise(r)
	}
	return seq
}

// Edit changes words of staff, here and at the user's: in place where the
// user's platform has them as one message of text, else as a correction.
func (d *Desk) Edit(ctx context.Context, conv string, who Staff, seq int64, text, id string) error {
	if strings.TrimSpace(text) == "" {
		return ErrEmpty
	}
	return d.act(ctx, conv, id, func(r *record.Record) error {
		line, err := d.Reader.line(ctx, conv, seq)
		if err != nil {
			return err
		}
		switch {
		case line.By != chat.ByStaff && line.By != chat.ByNote:
			return ErrNotYours
		case line.Edited == text || line.Edited == "" && line.Text == text:
			return errSame
		}
		line.Edited = text
		r.Log(who.ID, who.Name, EvEdited, num(seq))
		switch {
		case line.By == chat.ByNote:
			r.Edit(line.Line)
		case len(line.Files) == 0 && line.Delivery != nil && len(line.Delivery.IDs) == 1:
			r.Amend(line.Line, chat.Reply{Text: text, Edit: line.Delivery.IDs[0]})
		default:
			r.Amend(line.Line, chat.Reply{Text: d.say.T("desk.corrected", "text", text)})
		}
		return nil
	})
}
