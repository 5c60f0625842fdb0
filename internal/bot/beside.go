package bot

import (
	"context"
	"maps"
	"slices"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/dialog"
)

// heldByStaff reports whether a person talks with the user: then the bot is silent.
func (t *turn) heldByStaff() bool { return t.r.Conv.Holder.Kind == chat.HeldByStaff }

// answerPresses says who talks with the user to one who pressed a button that
// the bot left on the screen, or asked for another of its screens: that is never met
// with silence. That the request be taken back is told to staff.
func (t *turn) answerPresses(heard []dialog.Line) {
	switch {
	case slices.ContainsFunc(heard, func(l dialog.Line) bool { return t.eng.CancelsNow(t.st, l) }):
		t.Lifecycle.Cancel(t.r)
	case slices.ContainsFunc(heard, func(l dialog.Line) bool { return l.Kind == chat.KindButton || t.eng.Navigates(t.st, l) }):
		t.Lifecycle.SayWhoHolds(t.r)
	}
}

// besideStaff answers what a person who talks with the user leaves to the bot:
// presses, what belongs into the ticket, and all that is about being forgotten.
func (t *turn) besideStaff(ctx context.Context, heard []dialog.Line) error {
	var about, rest []dialog.Line
	for _, l := range heard {
		if t.eng.AboutErasure(t.st, l, t.r.Now) {
			about = append(about, l)
		} else {
			rest = append(rest, l)
		}
	}
	t.answerPresses(rest)
	t.overhear(rest)
	if len(about) == 0 {
		return nil
	}
	t.step(about)
	return t.apply(ctx, false)
}

// overhear adds to the ticket what the user tells the person who talks with
// them: a call ID, also one that an edit puts right, a number, a place.
func (t *turn) overhear(heard []dialog.Line) {
	before := t.st
	o := t.eng.Overhear(t.st, heard, t.Lifecycle.Local(t.r.Now))
	if t.st = o.State; !o.Update {
		return
	}
	facts := maps.Clone(o.State.Facts)
	maps.DeleteFunc(facts, func(k, v string) bool { return before.Facts[k] == v })
	ids := slices.DeleteFunc(slices.Clone(o.State.Refs), func(id string) bool { return slices.Contains(before.Refs, id) })
	t.Lifecycle.Update(t.r, desk.Details{Refs: ids, Dropped: o.Dropped, Facts: facts})
	t.open = t.r.Conv.Ticket.Open()
}
