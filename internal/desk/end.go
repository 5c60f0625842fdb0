package desk

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"hotro/internal/chat"
	"hotro/internal/llm/redact"
	"hotro/internal/record"
	"hotro/internal/text"
	"hotro/prompts"
)

// What the desk's own buttons send back.
const (
	DataRate   = "rate:"  // a rating: DataRate+"1" … "5", or DataRate+"skip"
	DataReopen = "reopen" // the user goes on with the ticket that was closed
)

const (
	rateFor    = 24 * time.Hour   // how long a closed ticket may be rated
	commentFor = 15 * time.Minute // how long the user's next words count as a comment
	summaryMax = 600              // characters of what staff said, kept for the bot
)

// Close ends the ticket and asks the user for a rating, unless nobody ever
// answered: there is nothing to judge. reason is one of Reasons, or words; that
// the user fell silent is refused with ErrUnanswered of one who waits for a first
// word. What is closed as junk ends without a word to its user. A closed ticket
// whose user says that it happens again is closed once more.
func (d *Desk) Close(ctx context.Context, conv string, who Staff, reason, id string) error {
	return d.act(ctx, conv, id, func(r *record.Record) error {
		t := r.Conv.Ticket
		again := t.State == chat.Closed
		if again && t.Relapsed.IsZero() {
			return errSame
		}
		unanswered := Unanswered(*t)
		if unanswered && chat.Reason(reason) == closedSilent {
			return ErrUnanswered
		}
		r.Log(who.ID, who.Name, EvClosed, reason)
		end(r, chat.Closed, chat.Reason(reason))
		r.Conv.Spam = chat.Reason(reason) == closedSpam
		if !r.Conv.Spam {
			r.Wake(TimerUndo, r.Now.Add(UndoFor), 0)
		}
		if r.Conv.Blocked || r.Conv.Spam {
			return nil
		}
		advise(r)
		d.Lifecycle.OfferReopen(r)
		if t.Rating == nil && !unanswered && !again {
			d.Lifecycle.askRating(r)
		}
		return nil
	})
}

// Spam closes an open ticket as junk. Resume undoes it.
func (d *Desk) Spam(ctx context.Context, conv string, who Staff, id string) error {
	return d.Close(ctx, conv, who, string(closedSpam), id)
}

func (l *Lifecycle) askRating(r *record.Record) {
	if l.charged(r) {
		return
	}
	l.AskRating(r)
	r.Wake(TimerRating, r.Now.Add(rateFor), 0)
}

// AskRating says the question for a rating, with the buttons that the bot's own
// question has.
func (l *Lifecycle) AskRating(r *record.Record) {
	announce(r, l.to(r).say.T("desk.rate"), l.to(r).scores()...)
}

// scores are the answers to the question for a rating.
func (fm *Formatter) scores() []chat.Choice {
	choices := make([]chat.Choice, 0, 6)
	for n := range int64(5) {
		choices = append(choices, chat.Choice{Data: DataRate + num(n+1), Label: fm.say.T("dialog.rate_" + num(n+1))})
	}
	return append(choices, fm.skipRating())
}

func (fm *Formatter) skipRating() chat.Choice {
	return chat.Choice{Data: DataRate + "skip", Label: fm.say.T("dialog.skip_button")}
}

// Return gives the conversation back to the bot. note, unless empty, is told
// to the user; what staff said is kept on the ticket for the bot.
func (d *Desk) Return(ctx context.Context, conv string, who Staff, note, id string) error {
	return d.act(ctx, conv, id, func(r *record.Record) error {
		t := r.Conv.Ticket
		if !t.Open() {
			return ErrEnded
		}
		said, err := d.staffWords(ctx, conv, t)
		if err != nil {
			return err
		}
		t.Summary = strings.TrimSpace(note)
		if t.Summary == "" {
			t.Summary = said
		}
		r.Log(who.ID, who.Name, EvReturned, note)
		end(r, chat.Returned, "")
		advise(r)
		if note = strings.TrimSpace(note); note != "" {
			d.Lifecycle.tell(r, "desk.returned_note", "name", d.Lifecycle.to(r).staffName(who), "note", plain(note))
		} else {
			d.Lifecycle.tell(r, "desk.returned")
		}
		return nil
	})
}

// staffWords joins what staff told the user about this ticket.
func (d *Desk) staffWords(ctx context.Context, conv string, t *chat.Ticket) (string, error) {
	lines, err := d.Reader.linesFrom(ctx, conv, t.First)
	if err != nil {
		return "", err
	}
	var out []string
	for _, l := range lines {
		if l.By == chat.ByStaff && l.Ticket == t.Number && l.Text != "" && !l.Retracted {
			out = append(out, l.Latest())
		}
	}
	return text.Brief(strings.Join(out, " / "), summaryMax), nil
}

// plain keeps a person's words from being read as markup.
func plain(s string) string {
	return strings.NewReplacer("**", "* *", "`", "'", "](", "] (").Replace(s)
}

// MayReopen reports whether the user can go on with the last ticket: staff
// closed it within the reopen window.
func (l *Lifecycle) MayReopen(r *record.Record) bool {
	t := r.Conv.Ticket
	return l.endedRecently(r, t) && t.State == chat.Closed && !cancelled(t)
}

// Offers are the buttons that the desk shows to users, whichever of them are on
// the screen, in all languages that users are spoken to in.
func (l *Lifecycle) Offers() (all []chat.Choice) {
	for _, fm := range l.spoken() {
		all = append(append(all, fm.scores()...), fm.reopening())
	}
	return all
}

// spoken are all languages that users are spoken to in, the staff's first.
func (l *Lifecycle) spoken() []*Formatter {
	all := []*Formatter{l.staff}
	for _, lang := range slices.Sorted(maps.Keys(l.users)) {
		all = append(all, l.users[lang])
	}
	return all
}

func (fm *Formatter) reopening() chat.Choice {
	return chat.Choice{Data: DataReopen, Label: fm.say.T("desk.reopen_button")}
}

// OfferReopen tells the user that the ticket is done, with a button that opens
// it again, and returns that.
func (l *Lifecycle) OfferReopen(r *record.Record) chat.Choice {
	fm, key := l.to(r), "desk.closed"
	if Unanswered(*r.Conv.Ticket) {
		key = "desk.closed_unanswered"
	}
	announce(r, fm.say.T(key, "number", num(r.Conv.Ticket.Number)), fm.reopening())
	return fm.reopening()
}

// AsksReopen reports whether a line asks for it in so many words, of whichever
// language.
func (l *Lifecycle) AsksReopen(line string) bool {
	line = " " + strings.Join(text.Words(text.Fold(line)), " ") + " "
	return slices.ContainsFunc(l.spoken(), func(fm *Formatter) bool { return asksReopen(fm.say, line) })
}

func asksReopen(say *prompts.Say, line string) bool {
	if line == " "+text.Fold(say.T("desk.reopen_button"))+" " {
		return true
	}
	for w := range strings.SplitSeq(say.T("desk.reopen_words"), "; ") {
		if before, _, ok := strings.Cut(line, " "+text.Fold(w)+" "); ok && !takesBack(say, before) {
			return true
		}
	}
	return false
}

// takesBack reports whether the words before a wish deny it.
func takesBack(say *prompts.Say, before string) bool {
	for w := range strings.SplitSeq(say.T("desk.reopen_not"), "; ") {
		if strings.HasSuffix(before, " "+text.Fold(w)) {
			return true
		}
	}
	return false
}

// Relapsed tells staff what a user says to whom it happens again after the
// ticket was closed, and offers the user to open it again by the button that it
// returns. Until somebody of staff does something about it the ticket is among
// what they have to answer.
func (l *Lifecycle) Relapsed(r *record.Record, words string) chat.Choice {
	fm, t := l.to(r), r.Conv.Ticket
	words = redact.Secrets(words)
	r.Log(byUser, r.Conv.User.Name, EvRelapsed, text.Brief(words, 300))
	if t.Relapsed.IsZero() {
		t.Relapsed = r.Now
		l.watchPromise(r)
	}
	t.UserAt, t.Said, t.SaidBy = r.Now, text.Brief(words, 160), chat.ByUser
	t.SaidKind, t.SaidName = "", ""
	t.Unread++
	l.watchSilence(r)
	announce(r, fm.say.T("desk.relapsed", "number", num(t.Number)), fm.reopening())
	return fm.reopening()
}

// Reopen opens a ticket again if it may be, and tells the user. It reports
// whether it did.
func (l *Lifecycle) Reopen(r *record.Record) bool {
	if !l.MayReopen(r) {
		return false
	}
	l.enqueue(r, EvReopened)
	l.promise(r, "desk.reopened", 0, 0)
	return true
}

// Ending is what ended a ticket; ok is false for one that is open.
func Ending(t chat.Ticket) (e chat.Event, ok bool) {
	if t.Open() {
		return e, false
	}
	for _, e := range slices.Backward(t.Log) {
		switch e.What {
		case EvCancelled, EvClosed, EvReturned:
			return e, true
		}
	}
	return chat.Event{Who: byUser}, true
}

// cancelled reports whether it was the user who ended the ticket.
func cancelled(t *chat.Ticket) bool {
	for _, e := range slices.Backward(t.Log) {
		switch e.What {
		case EvCancelled:
			return true
		case EvClosed, EvReturned, EvOpened, EvReopened:
			return false
		}
	}
	return false
}
