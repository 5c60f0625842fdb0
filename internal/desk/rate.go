package desk

import (
	"strings"
	"time"

	"hotro/internal/chat"
	"hotro/internal/record"
	"hotro/internal/text"
)

// Rating is what kind of answer a request for a rating expects.
type Rating int

// The kinds of answer.
const (
	NoRating   Rating = iota // nothing was asked
	WantsScore               // 1 to 5
	WantsWord                // a comment may follow the score
)

// commentMax is how many characters of a comment are kept.
const commentMax = 500

// A rating up to lukewarm is asked for its reason, unless telling words have told it.
const (
	lukewarm = 3
	telling  = 4
)

// Rating returns what the user was asked after the last ticket.
func (l *Lifecycle) Rating(r *record.Record) Rating {
	if r.Conv.Ticket == nil || !asksRating(r).After(r.Now) {
		return NoRating
	}
	if rt := r.Conv.Ticket.Rating; rt == nil || rt.Score == 0 {
		return WantsScore
	}
	return WantsWord
}

// asksRating is until when an answer to the question for a rating is one.
func asksRating(r *record.Record) time.Time {
	for _, w := range r.Conv.Wakes {
		if w.Name == TimerRating {
			return w.At
		}
	}
	return time.Time{}
}

// RatedLately reports whether the user has rated a ticket that may still be rated.
func (l *Lifecycle) RatedLately(r *record.Record) bool {
	t := r.Conv.Ticket
	return t != nil && !t.Open() && t.Rating != nil && r.Now.Sub(t.Ended) < rateFor
}

// Rate stores the user's rating of the last ticket: a score from 1 to 5 with what was
// said beside it, or a comment; neither means skipped. A comment that comes before a
// score leaves the question open. The user is thanked, and asked for a word where
// little was said.
func (l *Lifecycle) Rate(r *record.Record, score int, comment string) {
	t := r.Conv.Ticket
	if t == nil {
		return
	}
	asked, until := l.Rating(r), asksRating(r)
	r.Wake(TimerRating, time.Time{}, 0)
	switch {
	case score >= 1 && score <= 5:
		rated := &chat.Rating{Score: score, Comment: joined(t.Rating, comment), At: r.Now}
		t.Rating = rated
		r.Log(byUser, t.User.Name, EvRated, num(int64(score)))
		if rated.Comment == "" || score <= lukewarm && len(strings.Fields(rated.Comment)) < telling {
			key := "desk.rate_word"
			if chat.Regretted(score) {
				key = "desk.rate_sorry"
			}
			announce(r, l.to(r).say.T(key), l.to(r).skipRating())
			r.Wake(TimerRating, r.Now.Add(commentFor), 0)
			return
		}
		if chat.Regretted(score) {
			l.tell(r, "desk.rate_sorry_noted")
			return
		}
	case comment != "" && asked != NoRating:
		words := joined(t.Rating, comment)
		if t.Rating == nil {
			t.Rating = &chat.Rating{At: r.Now}
		}
		t.Rating.Comment = words
		r.Log(byUser, t.User.Name, EvRated, num(int64(t.Rating.Score)))
		if asked == WantsScore {
			r.Wake(TimerRating, until, 0)
		}
	case asked == NoRating:
		return
	}
	l.Thank(r)
}

// joined adds a comment to those of a rating; nil: there are none.
func joined(to *chat.Rating, comment string) string {
	if to != nil && to.Comment != "" && comment != "" {
		comment = to.Comment + " / " + comment
	} else if comment == "" && to != nil {
		comment = to.Comment
	}
	return text.Brief(comment, commentMax)
}

// RateLater tells the user who rates a ticket that is open again that they are
// asked once more when it is over.
func (l *Lifecycle) RateLater(r *record.Record) { l.tell(r, "desk.rate_later") }

// Thank thanks the user; a question that is open stays open.
func (l *Lifecycle) Thank(r *record.Record) { l.tell(r, "desk.rate_thanks") }
