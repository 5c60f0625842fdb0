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
	case press && asked == desk.NoRating && atRest(a.st) && a.st.Place.Screen != dialog.AtSolved && a.desk.RatedLately(a.r):
		a.desk.Thank(a.r)
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
	said, read := l.Text, reading(a.read, l)
	if polite := a.eng.Politeness(a.st, *l); polite != said {
		said, read = polite, a.read.Read(polite)
	}
	if len(read.Result.Refs) > 0 {
		return false
	}
	if n, ok := a.eng.Number(a.st, said); ok && !word {
		return a.number(n)
	}
	if read.Kind {
		a.desk.Thank(a.r) // a thumb is thanks: none of the buttons has one
		return true
	}
	verdict, score := a.eng.Judge(a.st, said, read, word)
	switch {
	case verdict == dialog.Scored:
		a.desk.Rate(a.r, score, a.eng.Remark(a.st, said, score))
	case verdict == dialog.Declined, verdict == dialog.Thanked && word:
		a.desk.Rate(a.r, 0, "")
	case verdict == dialog.Commented && (word || a.eng.Praises(a.st, said, read)):
		a.desk.Rate(a.r, 0, said)
	case verdict == dialog.Thanked, verdict == dialog.Commented && read.Meanings.Has(intent.Comment):
		a.desk.Thank(a.r)
	default:
		return false
	}
	return true
}

// number takes a number typed in place of a button, unless it is one of a later
// screen's: the sixth declines. Any other is no score, and the question is put once
// more.
func (a ratingReader) number(n int) bool {
	switch {
	case n >= 1 && n <= len(a.st.Offer):
		return false
	case n < 1 || n > 6:
		a.desk.AskRating(a.r)
	default:
		a.desk.Rate(a.r, n, "")
	}
	return true
}
