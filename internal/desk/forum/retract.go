package forum

import (
	"context"
	"errors"

	"hotro/internal/chat"
	"hotro/internal/desk"
)

// onLine does something to the line of staff that the command answers.
func (v *interaction) onLine(ctx context.Context, a desk.Action, sign string) error {
	line, err := v.target(ctx, chat.ByStaff, chat.ByNote)
	switch {
	case err != nil:
		return err
	case line.Seq == 0:
		return v.reply(ctx, "delete_what")
	}
	_, err = v.Desk.Act(ctx, a, desk.Request{Conv: v.conv, Who: v.who, Line: line.Seq, ID: v.id()})
	return v.takenBack(ctx, err, "delete_stays", sign)
}

// takenBack tells what came of taking a line back: why not, where the platform
// keeps it, by the words of stays.
func (v *interaction) takenBack(ctx context.Context, err error, stays, sign string) error {
	switch {
	case errors.Is(err, desk.ErrNotYours):
		return v.reply(ctx, "delete_what")
	case errors.Is(err, desk.ErrColleagues):
		return v.reply(ctx, "delete_colleagues")
	case errors.Is(err, desk.ErrStays):
		return v.reply(ctx, stays)
	case errors.Is(err, desk.ErrUnderWay):
		return v.reply(ctx, "delete_under_way")
	}
	return v.report(ctx, err, sign)
}

// retractions tell below the lines that were taken back who did so.
func (s *mirror) retractions() []piece {
	var out []piece
	for _, l := range s.lines {
		at := s.message(l)
		if !l.Retracted || at == "" || !s.toldHere(l) || s.v.edited(l.Seq, retracted) {
			continue
		}
		key := "forum.retracted"
		if l.By == chat.ByNote {
			key = "forum.retracted_note"
		}
		out = append(out, piece{
			label: "🗑", text: s.Say.T(key, "who", s.retractor(l)), reply: at,
			done: func(v *topicState, _ string) { v.edit(l.Seq, retracted) },
		})
	}
	return out
}

// retracted stands in the state for the edit that takes a line back.
const retracted = "\x00retracted"

// retractor is who took a line back: its writer, unless the log knows better.
func (s *ticketLook) retractor(l desk.TranscriptLine) string {
	for _, e := range s.t.Log {
		if e.What == desk.EvRetracted && e.Note == num(l.Seq) {
			return e.Name
		}
	}
	return l.Name
}
