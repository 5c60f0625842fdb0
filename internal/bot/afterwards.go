package bot

import (
	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/dialog"
	"hotro/internal/intent"
)

// afterwards takes what a user says about a ticket that staff have closed, and
// returns the rest: a rating, thanks, "lại bị lỗi". Nothing but the button, or
// words that ask for it, opens the ticket again.
func (t *turn) afterwards(lines []dialog.Line) []dialog.Line {
	var rest []dialog.Line
	for _, l := range lines {
		if !t.takeReopen(&l) && !newRatingReader(t).take(&l) && !t.takeRecurrence(&l) && !t.takeCall(&l) {
			rest = append(rest, l)
		}
	}
	return rest
}

// takeReopen opens the ticket again on request. When it is too late for that,
// the request is one for a person.
func (t *turn) takeReopen(l *dialog.Line) bool {
	may := t.Lifecycle.MayReopen(t.r)
	switch {
	case l.Kind == chat.KindButton && l.Data == desk.DataReopen && !may:
		l.Data = "human"
		return false
	case l.Kind == chat.KindButton && l.Data == desk.DataReopen:
	case may && t.picksReopen(l):
	case l.Kind != chat.KindText || !may || !t.Lifecycle.AsksReopen(l.Text):
		return false
	}
	t.reopen()
	return true
}

// picksReopen reports whether a line is the number of the one choice that was
// offered, where choices have no buttons, or nothing else is to be answered by a
// number.
func (t *turn) picksReopen(l *dialog.Line) bool {
	if l.Kind != chat.KindText || len(t.st.Offer) != 1 || t.st.Offer[0].Data != desk.DataReopen {
		return false
	}
	if !l.Numbered && t.Lifecycle.Rating(t.r) == desk.WantsScore {
		return false
	}
	n, ok := t.eng.Number(t.st, l.Text)
	return ok && n == 1
}

func (t *turn) reopen() {
	t.Lifecycle.Reopen(t.r)
	t.st.Person = true
	t.st.Place = dialog.Place{Screen: dialog.AtPerson}
	t.open = true
}

// takeRecurrence offers to open the ticket again to a user who says that it
// does not work after all, and has begun nothing else.
func (t *turn) takeRecurrence(l *dialog.Line) bool {
	if l.Kind != chat.KindText || !atRest(t.st) || !t.Lifecycle.MayReopen(t.r) {
		return false
	}
	read := reading(t.read, l)
	f := read.Meanings
	if read.Result.Code != "" || !f.Has(intent.Relapse) && !f.Has(intent.NotSolved) {
		return false
	}
	t.st.Offer = []chat.Choice{t.Lifecycle.Relapsed(t.r, l.Text)}
	return true
}

// takeCall offers to open the ticket again to a user who calls for somebody of staff
// by name.
func (t *turn) takeCall(l *dialog.Line) bool {
	if l.Kind != chat.KindText || !atRest(t.st) || !t.Lifecycle.MayReopen(t.r) || !t.eng.Calls(t.st, *l) {
		return false
	}
	t.st.Offer = []chat.Choice{t.Lifecycle.OfferReopen(t.r)}
	return true
}

// sureWish is how sure it is of a line that it asks for a person and tells
// nothing besides: "máy in hỏng, cho em gặp nhân viên" scores less.
const sureWish = 0.95

// tellsNothingNew reports whether a request for a person is that alone: no
// step was taken and no problem was told since the last ticket ended.
func (t *turn) tellsNothingNew(h dialog.Handoff) bool {
	if h.Why != dialog.WhyAsked || h.Topic != "" || len(h.Path) > 0 {
		return false
	}
	if h.Title == "" {
		return true
	}
	asked := t.read.Read(h.Title).Result
	return asked.Intent == intent.KindHuman && asked.Score >= sureWish
}

// anotherMatter reports whether a hand-off is about something else than the
// last ticket was.
func (t *turn) anotherMatter(h dialog.Handoff) bool {
	old := t.r.Conv.Ticket
	return old != nil && !t.tellsNothingNew(h) && (h.Topic == "" || h.Topic != old.Topic)
}

// atRest reports whether the dialog waits for nothing.
func atRest(st dialog.State) bool {
	switch st.Place.Screen {
	case dialog.AtStart, dialog.AtEnded, dialog.AtSolved, dialog.AtMenu:
		return true
	}
	return false
}

// reading is what the matcher makes of a line. It goes with the line, so that
// nobody after us reads it again.
func reading(read Reader, l *dialog.Line) intent.Reading {
	if l.Reading == nil {
		r := read.Read(l.Text)
		l.Reading = &r
	}
	return *l.Reading
}
