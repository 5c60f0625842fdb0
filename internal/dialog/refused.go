package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
)

// A listener answers from what its own words are about. Whether that answer
// fits where it is said is decided here, for all of them: one that says nothing
// new, that points to what is not there, or that the user rejected just now is
// taken back, and the next listener hears the line.

// hearing has the listeners hear a line in their order, and ends with the first
// whose answer is not refused. What the last one makes of it is said in any case.
// Words that were said just now are said once more where nobody knows better.
func hearing(t *turn, u *utterance, order []func(*turn, *utterance) bool) {
	r := t.notes.room()
	defer t.notes.free(r)
	before := *t // in room that the next turn uses again: almost always the first who answers is not refused
	before.st, before.lead, before.out.Say = r.keep(t.st), slices.Clone(t.lead), slices.Clone(t.out.Say)
	var again *turn
	for i, heard := range order {
		if !heard(t, u) {
			continue
		}
		if sentUnfailed(t, &before, u) {
			*t = copyOf(&before)
			if !u.unfailed {
				hearUnfailed(t, u, order)
				return
			}
			continue
		}
		switch last := i == len(order)-1; {
		case again != nil && (last || !refused(t)) && !knowsBetter(t, &before):
			*t = *again
			return
		case last, !refused(t):
			return
		case again == nil && t.wrong == nil && !pointsNowhere(t) && !noise(t.out.Kind):
			c := copyOf(t)
			again = &c
		}
		*t = copyOf(&before)
	}
}

// copyOf is a turn that can be gone back to.
func copyOf(t *turn) turn {
	c := *t
	c.st, c.lead, c.out.Say = t.st.clone(), slices.Clone(t.lead), slices.Clone(t.out.Say)
	return c
}

// knowsBetter reports whether what was just answered is more than saying the last
// words again: it is about the same matter, and neither a miss nor a way out.
func knowsBetter(t, before *turn) bool {
	switch t.out.Kind {
	case chat.TurnMiss, chat.TurnOffer, chat.TurnAsk, chat.TurnMaybe, chat.TurnOutside, chat.TurnUncovered, chat.TurnSigns, chat.TurnMenu:
		return false
	}
	was, known := subject(before)
	now, ok := subject(t)
	return !known || ok && was.ID == now.ID
}

// refused reports whether what was just answered is no answer here. What was
// done cannot be taken back.
func refused(t *turn) bool {
	o := &t.out
	if len(o.Say) == 0 || o.Handoff != nil || o.Cancel || o.Solved || o.Erase || o.Rate != nil {
		return false
	}
	return o.Kind != chat.TurnRepeat && t.stale || pointsNowhere(t) || t.wrong.is(t)
}

// needs is what an answer takes to be there.
type needs int

// What an answer may need.
const (
	needsStep    needs = iota + 1 // an instruction on the screen
	needsForward                  // a text for an admin
	needsChoice                   // buttons of the screen's own to choose from
	needsNoID                     // the button for who has no call ID
	needsTicket                   // a request that waits
)

// needed declares what the words of an answer need; those that are not listed
// fit everywhere.
func needed() map[string]needs {
	return map[string]needs{
		"symptom_step": needsStep, "how_here": needsStep, "not_there": needsStep, "miss_step": needsStep, "do_it_step": needsStep,
		"call_now": needsStep, "why_unknown": needsStep, "unanswered": needsStep, "role_known": needsStep, "hello_again": needsStep, "ack": needsStep,
		"how_forward": needsForward, "ack_forward": needsForward, "who_forward": needsForward, "confirm_forward": needsForward,
		"how_choose": needsChoice, "miss_causes": needsChoice, "miss_pick": needsChoice, "miss_confirm": needsChoice, "pick": needsChoice, "pick_again": needsChoice,
		"ref_again": needsNoID, "where_again": needsNoID, "miss_ref": needsNoID, "besides_ref": needsNoID, "besides_ref_2": needsNoID, "miss_ref_2": needsNoID, "calm_ref": needsNoID,
		"waiting_here": needsTicket, "waiting_channel": needsTicket, "waiting_kept": needsTicket, "not_asked_waiting": needsTicket,
	}
}

// declare notes that words were asked for that need something to be there.
func declare(t *turn, key, words string) {
	if n := t.needed[key]; n != 0 && words != "" {
		t.declared = append(t.declared, declared{n, words})
	}
}

// declared are words that need something to be there.
type declared struct {
	needs needs
	words string
}

// pointsNowhere reports whether something that was said needs what is not there.
func pointsNowhere(t *turn) bool {
	return slices.ContainsFunc(t.declared, func(d declared) bool {
		return slices.ContainsFunc(t.out.Say, func(r chat.Reply) bool { return strings.Contains(r.Text, d.words) && !has(t, d.needs, r) })
	})
}

// has reports whether what an answer needs is there.
func has(t *turn, n needs, r chat.Reply) bool {
	switch n {
	case needsStep:
		return t.screen().does || t.screen().waits == "wait" || t.st.Place.Screen == AtRole
	case needsForward:
		return t.st.Place.Screen == AtForward || t.st.Place.Screen == AtResult
	case needsNoID:
		return slices.ContainsFunc(r.Choices, func(c chat.Choice) bool { return c.Label == t.T("noid_button") })
	case needsTicket:
		return t.st.Person
	case needsChoice:
		return slices.ContainsFunc(r.Choices, func(c chat.Choice) bool { return strings.HasPrefix(c.Data, "t:") || boundTo.MatchString(c.Data) })
	}
	return true
}
