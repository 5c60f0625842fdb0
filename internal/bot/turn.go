package bot

import (
	"context"
	"errors"
	"fmt"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/dialog"
	"hotro/internal/record"
	"hotro/internal/store"
)

// answer answers what waits in one conversation.
func (b *Bot) answer(ctx context.Context, l store.Lease, how manner) (made due, err error) {
	at, err := chat.ParseAddress(l.Conv)
	if err != nil {
		return made, err
	}
	in, err := b.arrivals(ctx, l)
	if err != nil {
		return made, err
	}
	if b.IsStaff(at) {
		return b.staffTurn(ctx, l, in)
	}
	r, err := record.Open(l.Snapshot, at, b.Now())
	if err != nil {
		return made, err
	}
	t := &turn{Bot: b, r: r, conv: l.Conv, stepAside: how.stepAside}
	if err := t.answerUser(ctx, in); err != nil {
		return made, err
	}
	ch, err := r.Change()
	if err != nil {
		return made, err
	}
	if how.handsOn && b.Hand != nil {
		ch.Hand = b.LaneLease
	}
	now := b.Now()
	made.marked = ch.Desk && !ch.After.After(now)
	made.Committed, err = b.Work.Commit(ctx, l, now, ch)
	if errors.Is(err, store.ErrFenced) || store.Refuses(err) {
		b.spare.keep(l.Conv, t.number)
	}
	if err != nil {
		return due{}, err
	}
	t.report(ctx, l)
	return made, nil
}

// staffTurn hands staff's lines on, one by one; what they change is written by
// the desk under the arrival's id, so that a repeat does nothing.
func (b *Bot) staffTurn(ctx context.Context, l store.Lease, in []chat.Incoming) (made due, err error) {
	for _, one := range albums(in) {
		if b.Staff == nil {
			break
		}
		if err := b.Staff.Handle(ctx, one[0], one[1:]...); err != nil {
			return made, fmt.Errorf("staff line: %w", err)
		}
	}
	made.Committed, err = b.Work.Commit(ctx, l, b.Now(), store.Change{State: []byte("{}"), Epoch: 1})
	return made, err
}

// albums groups the items of an album that follow one another; everything
// else stands alone.
func albums(in []chat.Incoming) [][]chat.Incoming {
	var out [][]chat.Incoming
	for i, a := range in {
		if n := len(out); i > 0 && a.Album != "" && a.Album == in[i-1].Album && a.Kind == in[i-1].Kind && a.Kind != chat.KindEdit {
			out[n-1] = append(out[n-1], a)
			continue
		}
		out = append(out, []chat.Incoming{a})
	}
	return out
}

// turn is one conversation being answered.
type turn struct {
	*Bot
	r    *record.Record
	conv string
	eng  *dialog.Engine // the guide in use when the turn began
	read Reader         // its matcher
	st   dialog.State
	out  dialog.Outcome
	did  bool   // the dialog took a step
	last string // the platform's id of the user's last message in this turn
	open bool   // a ticket was opened or grew
	// stepAside gives the worker's place to another, before the turn waits for
	// the outside.
	stepAside func()

	number int64 // of the ticket that is opened; 0 when none is

	tried []chat.Tried
}

func (t *turn) answerUser(ctx context.Context, in []chat.Incoming) error {
	if err := t.loadState(); err != nil {
		return err
	}
	t.eng, t.read = t.Dialog()
	t.markMatter()
	heard, err := intake{t}.record(ctx, in)
	if err != nil {
		return err
	}
	t.st = t.eng.Tongue(t.st, heard)
	t.r.Conv.Lang = t.st.Lang
	for _, w := range t.r.Due() {
		if w.Name == timerDialog && len(heard) > 0 {
			continue // the answer comes instead of the reminder
		}
		if t.r.Awaits(w.Name) {
			continue // set anew by one that was due with it
		}
		if w.Name == timerPicture {
			heard = append(heard, enrichment{t}.lookAgain(ctx)...)
			continue
		}
		t.fire(w)
	}
	if t.heldByStaff() {
		if err := t.besideStaff(ctx, heard); err != nil {
			return err
		}
		return t.saveState()
	}
	if len(heard) == 0 {
		return t.saveState()
	}
	if heard = t.afterwards(heard); len(heard) == 0 {
		return t.saveState()
	}
	rested := atRest(t.st)
	t.step(t.queued(ctx, enrichment{t}.enrich(ctx, heard)))
	if err := t.apply(ctx, rested); err != nil {
		return err
	}
	return t.saveState()
}

// queued adds to lines when staff are at work, how the request stands that waits for a person, to one that asks
// for it the place in the queue, and where a person is offered, what may be expected.
func (t *turn) queued(ctx context.Context, lines []dialog.Line) []dialog.Line {
	if hours := t.Lifecycle.Hours(t.r); hours != "" {
		for i := range lines {
			lines[i].Hours = hours
		}
	}
	if t.st.Place.Screen == dialog.AtOffer {
		promise := t.Lifecycle.Promise(t.r)
		for i := range lines {
			lines[i].Promise = promise
		}
	}
	for i := range lines {
		place := 0
		if tk := t.r.Conv.Ticket; tk.Open() && lines[i].Kind == chat.KindText && t.eng.AsksPlace(t.st, lines[i]) {
			place = t.placeOf(ctx, tk.Number)
		}
		if o, ok := t.Lifecycle.Outlook(t.r, place); ok {
			lines[i].Queue = &dialog.Queue{Number: o.Number, Waited: o.Waited, Outlook: o.Text}
		}
	}
	return lines
}

// loadState reads the dialog's state; one that a person has given back is at the
// menu again.
func (t *turn) loadState() error {
	if len(t.r.Conv.Dialog) > 0 {
		st, err := dialog.DecodeState(t.r.Conv.Dialog)
		if err != nil {
			return fmt.Errorf("conversation %s: %w", t.conv, err)
		}
		t.st = st
	}
	if t.st.Person && !t.r.Conv.Ticket.Open() {
		t.st = dialog.Returned(t.st)
	}
	return nil
}

// markMatter notes where a new matter starts: a user who was greeted, helped or
// answered by a person before comes with something else now.
func (t *turn) markMatter() {
	if t.r.Conv.Ticket.Open() || len(t.st.Path) > 0 {
		return
	}
	if atRest(t.st) {
		t.r.Conv.Since = t.r.Next()
	}
}

// saveState puts the dialog's state back.
func (t *turn) saveState() (err error) {
	was := len(t.r.Conv.Dialog)
	t.r.Conv.Dialog, err = dialog.AppendState(make([]byte, 0, was+was/4+512), &t.st)
	return err
}

// fire acts on a timer that is due.
func (t *turn) fire(w chat.Wake) {
	if w.Name != timerDialog {
		t.Lifecycle.Wake(t.r, w.Name)
		return
	}
	if t.heldByStaff() || w.Turn != t.st.Turn {
		return // a person talks, or the user moved on since
	}
	t.step(nil)
	for _, s := range t.out.Say {
		t.r.Say(s)
	}
}

const timerDialog = "dialog"

// step asks the dialog, and sets its timer anew.
func (t *turn) step(lines []dialog.Line) {
	before := len(t.st.Path)
	t.out = t.eng.Step(t.st, lines, t.Lifecycle.Local(t.r.Now))
	t.st, t.did = t.out.State, true
	t.r.Conv.Lang = t.st.Lang
	t.r.Wake(timerDialog, t.st.Timer, t.st.Turn)
	t.noteResults(before)
}

// noteResults notes the results of steps that came in this turn. They are told
// when the turn is committed.
func (t *turn) noteResults(before int) {
	for i, p := range t.st.Path {
		if i >= before {
			t.tried = append(t.tried, p)
		}
	}
}

// apply does what the dialog decided. After a ticket that staff closed, a user
// who asks for a person and tells of nothing new goes on with it, and one who is
// not understood may; rested says that the dialog waited for nothing.
func (t *turn) apply(ctx context.Context, rested bool) error {
	o := t.out
	if o.Erase {
		t.erase(o)
		return nil
	}
	if o.Handoff != nil && t.Lifecycle.MayReopen(t.r) && t.tellsNothingNew(*o.Handoff) {
		for _, s := range o.Say {
			t.r.Say(s)
		}
		t.reopen()
		return nil
	}
	if o.Kind == chat.TurnMiss && rested && t.Lifecycle.MayReopen(t.r) {
		t.Lifecycle.OfferReopen(t.r)
		return nil
	}
	if o.Cancel {
		t.Lifecycle.Cancel(t.r) // its word comes first: what the user can do now stands last
	}
	for _, s := range t.signed(o) {
		t.r.Say(s)
	}
	switch {
	case o.Cancel:
	case o.Handoff != nil:
		if err := t.handOff(ctx, *o.Handoff); err != nil {
			return err
		}
	case o.Update:
		t.Lifecycle.Update(t.r, desk.Details{Path: t.st.Path, Refs: t.st.Refs, Dropped: o.Dropped, Facts: t.st.Facts})
		t.open = true
	}
	if o.Rate != nil {
		t.keepRating(o.Rate)
	}
	return nil
}

// erase says the last words, after which everything is deleted.
func (t *turn) erase(o dialog.Outcome) {
	e := chat.Erasure{At: t.r.Now, By: chat.ErasedByUser}
	for _, s := range o.Say {
		e.Last = t.r.Announce(s)
	}
	t.Lifecycle.Forget(t.r, e)
}

// signed is what the dialog says. That a line was added to the ticket, a sign on
// it says where the platform has signs: also of a line after which the dialog,
// that has just said so, would be silent.
func (t *turn) signed(o dialog.Outcome) []chat.Reply {
	if !o.Signs || t.last == "" || len(o.Say) > 1 || !t.Signs(t.r.Conv.Address.Channel) {
		return o.Say
	}
	sign := chat.Reply{}
	if len(o.Say) == 1 {
		sign = o.Say[0]
	}
	sign.Noted, sign.ReplyTo = true, t.last
	return []chat.Reply{sign}
}
