package bot

import (
	"strconv"
	"strings"

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
		if !t.takeReopen(&l) && !t.takeRating(&l) && !t.takeRecurrence(&l) {
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
	case l.Kind != chat.KindText || !may || !t.Lifecycle.AsksReopen(l.Text):
		return false
	}
	t.reopen()
	return true
}

func (t *turn) reopen() {
	t.Lifecycle.Reopen(t.r)
	t.st.Person = true
	t.st.Place = dialog.Place{Screen: dialog.AtPerson}
	t.open = true
}

// takeRating gives the desk what answers its question for a rating.
func (t *turn) takeRating(l *dialog.Line) bool {
	asked := t.Lifecycle.Rating(t.r)
	score, press := strings.CutPrefix(l.Data, desk.DataRate)
	switch {
	case asked == desk.NoRating:
		return false
	case press:
		n, _ := strconv.Atoi(score)
		t.Lifecycle.Rate(t.r, n, "")
		return true
	case l.Kind != chat.KindText || strings.HasPrefix(l.Text, "/") && !strings.HasPrefix(l.Text, "/-") || !t.atRest():
		return false
	}
	return t.takeJudgement(l, asked == desk.WantsWord)
}

// takeJudgement takes a rating in words; word says that the score is given.
func (t *turn) takeJudgement(l *dialog.Line, word bool) bool {
	read := t.reading(l)
	if len(read.Result.CallIDs) > 0 {
		return false
	}
	if n, err := strconv.Atoi(strings.TrimSpace(l.Text)); err == nil && !word {
		return t.rateByNumber(n)
	}
	verdict, score := t.eng.Judge(t.st, l.Text, read, word)
	switch {
	case verdict == dialog.Scored:
		t.Lifecycle.Rate(t.r, score, "")
	case verdict == dialog.Declined, verdict == dialog.Thanked && word:
		t.Lifecycle.Rate(t.r, 0, "")
	case verdict == dialog.Commented && word:
		t.Lifecycle.Rate(t.r, 0, l.Text)
	case verdict == dialog.Thanked, verdict == dialog.Commented && read.Meanings.Has(intent.Comment):
		t.Lifecycle.Thank(t.r)
	default:
		return false
	}
	return true
}

// rateByNumber takes a number typed in place of a button, unless a later
// screen has buttons: the sixth declines. Any other is no score, and the
// question is put once more.
func (t *turn) rateByNumber(n int) bool {
	switch {
	case len(t.st.Offer) > 0:
		return false
	case n < 1 || n > 6:
		t.Lifecycle.AskRating(t.r)
	default:
		t.Lifecycle.Rate(t.r, n, "")
	}
	return true
}

// takeRecurrence offers to open the ticket again to a user who says that it
// does not work after all, and has begun nothing else.
func (t *turn) takeRecurrence(l *dialog.Line) bool {
	if l.Kind != chat.KindText || !t.atRest() || !t.Lifecycle.MayReopen(t.r) {
		return false
	}
	read := t.reading(l)
	f := read.Meanings
	if read.Result.Code != "" || !f.Has(intent.Relapse) && !f.Has(intent.NotSolved) {
		return false
	}
	t.Lifecycle.OfferReopen(t.r)
	return true
}

// atRest reports whether the dialog waits for nothing.
func (t *turn) atRest() bool {
	switch t.st.Place.Screen {
	case dialog.AtStart, dialog.AtEnded, dialog.AtSolved, dialog.AtMenu:
		return true
	}
	return false
}
