package bot

import (
	"strconv"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/dialog"
	"hotro/internal/intent"
	"hotro/internal/record"
)

// ratingReader takes the answer to the desk's question for a rating. It changes
// the record, and nothing of the dialog.
type ratingReader struct {
	desk *desk.Lifecycle
	r    *record.Record
	eng  *dialog.Engine
	read Reader
	st   dialog.State
}

func newRatingReader(t *turn) ratingReader {
	return ratingReader{desk: t.Lifecycle, r: t.r, eng: t.eng, read: t.read, st: t.st}
}

// take gives the desk what answers its question for a rating, and reports
// whether the line was that.
func (a ratingReader) take(l *dialog.Line) bool {
	asked := a.desk.Rating(a.r)
	score, press := strings.CutPrefix(l.Data, desk.DataRate)
	switch {
	case press && asked == desk.NoRating && a.r.Conv.Ticket.Open():
		a.desk.RateLater(a.r)
		return true
	case asked == desk.NoRating:
		return false
	case press:
		n, _ := strconv.Atoi(score)
		a.desk.Rate(a.r, n, "")
		return true
	case l.Kind != chat.KindText || strings.HasPrefix(l.Text, "/") && !strings.HasPrefix(l.Text, "/-") || !atRest(a.st):
		return false
	}
	return a.words(l, asked == desk.WantsWord)
}

// words takes a rating in words; word says that the score is given.
func (a ratingReader) words(l *dialog.Line, word bool) bool {
	read := reading(a.read, l)
	if len(read.Result.Refs) > 0 {
		return false
	}
	if n, ok := a.eng.Number(a.st, l.Text); ok && !word {
		return a.number(n)
	}
	verdict, score := a.eng.Judge(a.st, l.Text, read, word)
	switch {
	case verdict == dialog.Scored:
		a.desk.Rate(a.r, score, "")
	case verdict == dialog.Declined, verdict == dialog.Thanked && word:
		a.desk.Rate(a.r, 0, "")
	case verdict == dialog.Commented && word:
		a.desk.Rate(a.r, 0, l.Text)
	case verdict == dialog.Thanked, verdict == dialog.Commented && read.Meanings.Has(intent.Comment):
		a.desk.Thank(a.r)
	default:
		return false
	}
	return true
}

// number takes a number typed in place of a button, unless a later screen has
// buttons: the sixth declines. Any other is no score, and the question is put
// once more.
func (a ratingReader) number(n int) bool {
	switch {
	case len(a.st.Offer) > 0:
		return false
	case n < 1 || n > 6:
		a.desk.AskRating(a.r)
	default:
		a.desk.Rate(a.r, n, "")
	}
	return true
}
