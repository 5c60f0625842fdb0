package forum

import (
	"strconv"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/text"
)

// edits are changes to lines already shown.
func (s *mirror) edits() []piece {
	var out []piece
	for _, l := range s.lines {
		edited := l.Edited
		if edited == "" || l.Retracted || !s.toldHere(l) || s.typed(l) || l.By == chat.ByBot || s.v.edited(l.Seq, edited) {
			continue
		}
		label := "✏️ " + s.Say.T("forum.edited")
		if l.By != chat.ByUser {
			label += " " + l.Name
		}
		out = append(out, piece{
			label: label + ":", text: text.Brief(edited, maxChunk/2), urgent: l.By == chat.ByUser, loud: l.By == chat.ByUser, reply: s.message(l),
			done: func(v *topicState, _ string) { v.edit(l.Seq, edited) },
		})
	}
	return out
}

// failedDeliveries are lines of staff that did not reach the user.
func (s *mirror) failedDeliveries() []piece {
	var out []piece
	for _, l := range s.lines {
		if l.By != chat.ByStaff || l.Delivery == nil || !s.toldHere(l) {
			continue
		}
		key, state := "forum.not_delivered", l.Delivery.State
		if l.Again > 0 {
			state += " " + strconv.Itoa(l.Again)
		}
		if s.v.Fates[l.Seq] == state {
			continue
		}
		switch l.Delivery.State {
		case chat.Failed:
			if l.Retracted {
				key = "forum.not_retracted"
			}
		case chat.Unsure:
			key = "forum.unsure"
		default:
			continue
		}
		out = append(out, piece{
			label: "⚠️", text: s.Say.T(key, "text", text.Brief(l.Latest(), 60), "why", text.Brief(l.Delivery.Reason.Words(s.Say), 200)),
			urgent: true, reply: s.message(l), done: func(v *topicState, _ string) { v.deliveryShown(l.Seq, state) },
		})
	}
	return out
}

// toldHere reports whether news of a line belong into this topic: it is of the
// ticket, or led up to it. Those of an earlier ticket were told in its own.
func (s *mirror) toldHere(l desk.TranscriptLine) bool {
	return s.ours(l) || l.Ticket == 0 && l.Seq >= s.t.First
}

// events are changes to the ticket that deserve more notice than the card
// gives.
func (s *mirror) events() []piece {
	var out []piece
	for _, e := range s.v.events(s.t.Log) {
		p := piece{done: func(v *topicState, _ string) { v.past(e) }}
		if text := s.event(e); text != "" {
			p.text, p.loud = text, loud(e)
			p.urgent = p.loud
			if e.What == desk.EvReminded || e.What == desk.EvEscalated {
				p.calls = s.t.Holder
			}
		}
		out = append(out, p)
	}
	return out
}

// loud reports whether an event is worth a sound: somebody waits for staff.
func loud(e chat.Event) bool {
	switch e.What {
	case desk.EvReminded, desk.EvEscalated, desk.EvRelapsed:
		return true
	}
	return e.What == desk.EvReopened && e.Who == "user"
}

func (s *ticketLook) event(e chat.Event) string {
	key := "forum.ev_" + e.What
	switch {
	case e.What == desk.EvTransferred && e.Note == e.Who:
		key = "forum.ev_taken"
	case e.What == desk.EvRated && (e.Note == "0" || !s.firstRating(e)):
		key = "forum.ev_commented"
	}
	if !s.Say.Has(key) {
		return ""
	}
	who := e.Name
	if who == "" {
		who = e.Who
	}
	switch who {
	case "user":
		who = s.Say.T("desk.by_user")
	case "bot":
		who = s.Say.T("desk.by_bot")
	}
	since := s.since()
	if s.t.State == chat.Claimed {
		since = s.t.UserAt
	}
	note := e.Note
	if e.What == desk.EvClosed {
		note = chat.Reason(note).Words(s.Say)
	}
	words := s.Say.T(key, "who", who, "note", text.Brief(note, 300), "holder", s.t.Holder.Name, "since", s.Format.Stamp(since))
	if e.What == desk.EvRated && s.t.Rating != nil {
		words += " " + s.comment(e)
	}
	return strings.TrimRight(strings.TrimSpace(words), ":")
}

// firstRating reports whether an event is the first that the user's rating made.
func (s *ticketLook) firstRating(e chat.Event) bool {
	for _, x := range s.t.Log {
		if x.What == desk.EvRated && x.Note != "0" {
			return x.At.Equal(e.At)
		}
	}
	return true
}

// comment is what the user wrote beside a rating, where this event tells of it:
// the last one.
func (s *ticketLook) comment(e chat.Event) string {
	for _, x := range s.t.Log {
		if x.What == desk.EvRated && x.At.After(e.At) {
			return ""
		}
	}
	return text.Brief(s.t.Rating.Comment, 500)
}
