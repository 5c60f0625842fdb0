package console

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"unicode/utf8"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/web/login"
)

// mostJunk is how many tickets are closed as junk at once.
const mostJunk = 200

// strange reports whether a ticket looks like junk: nobody knows its user, who
// told nothing that helps in a line or two, and no fault, and nobody has ever taken it.
func (p *presenter) strange(t *chat.Ticket) bool {
	told := t.Topic != "" || len(t.Refs)+len(t.Facts)+len(t.Path)+len(t.Tags) > 0
	problem := t.Why != "" && t.Why != "asked" && t.Why != "missed" // what was told was a problem
	long := utf8.RuneCountInString(t.Title) > fewLetters || utf8.RuneCountInString(t.Said) > fewLetters
	return t.Stranger && t.State == chat.Waiting && t.Claimed.IsZero() && desk.Unanswered(*t) && !told && !long && !problem && t.Unread <= fewLines && !p.tickets.Complains(*t)
}

// What junk consists of at most.
const (
	fewLines   = 2
	fewLetters = 24
)

// strangers are those of some tickets.
func (p *presenter) strangers(queue []*chat.Ticket) (out []*chat.Ticket) {
	for _, t := range queue {
		if p.strange(t) {
			out = append(out, t)
		}
	}
	return out
}

// junkView is the page where junk is cleared: a choice, then one confirmation,
// then what became of it.
type junkView struct {
	frame
	Rows   []rowView
	Picked bool    // all are chosen
	Sure   bool    // it is to be confirmed
	Token  string  // of the confirmation
	Said   string  // what was done
	Left   string  // what was not
	Closed []int64 // can be undone
}

// junk lists the waiting tickets of people nobody knows.
func (fm *forms) junk(w http.ResponseWriter, r *http.Request) {
	v := junkView{frame: fm.frame(w, r, "spam"), Picked: r.URL.Query().Has("all")}
	fm.showJunk(w, r, v, nil)
}

// showJunk shows the page with some of those tickets; nil: all of them.
func (fm *forms) showJunk(w http.ResponseWriter, r *http.Request, v junkView, only []int64) {
	v.Title = v.T("web.desk.spam_title") + " · " + v.T("web.desk.title")
	queue, err := fm.board.fresh(r.Context())
	if err != nil {
		fm.fail(w, r, err)
		return
	}
	v.Counts = count(queue, v.Me)
	for _, t := range fm.strangers(queue) {
		if len(v.Rows) < mostJunk && (only == nil || slices.Contains(only, t.Number)) {
			v.Rows = append(v.Rows, fm.row(v.Words, t, waiting, v.Me, v.Now))
		}
	}
	fm.render(w, r, http.StatusOK, spamPage(v))
}

// closeJunk asks back, and closes what was chosen once that is confirmed.
func (fm *forms) closeJunk(w http.ResponseWriter, r *http.Request) {
	chosen, token, ok := fm.chosen(w, r)
	if !ok {
		return
	}
	v := junkView{frame: fm.frame(w, r, "spam")}
	if token == "" || len(chosen) == 0 {
		v.Sure, v.Picked, v.Token = len(chosen) > 0, len(chosen) > 0, newID()
		if len(chosen) == 0 {
			chosen = nil
		}
		fm.showJunk(w, r, v, chosen)
		return
	}
	done, err := fm.each(r.Context(), chosen, func(conv string, n int64) error {
		a, _ := desk.ActionNamed("spam")
		_, err := fm.desk.Act(r.Context(), a, desk.Request{Conv: conv, Who: v.Me, ID: actID(token + "-" + strconv.FormatInt(n, 10))})
		return err
	})
	if err != nil {
		fm.fail(w, r, err)
		return
	}
	fm.log.Info("desk: closed as junk", "tickets", len(done), "staff", v.Me.ID)
	v.Closed, v.Said = done, v.T("web.desk.spam_done", "n", strconv.Itoa(len(done)))
	if left := len(chosen) - len(done); left > 0 {
		v.Left = v.T("web.desk.spam_left", "n", strconv.Itoa(left))
	}
	fm.showJunk(w, r, v, nil)
}

// undoJunk opens what was closed as junk again.
func (fm *forms) undoJunk(w http.ResponseWriter, r *http.Request) {
	chosen, _, ok := fm.chosen(w, r)
	if !ok {
		return
	}
	v := junkView{frame: fm.frame(w, r, "spam")}
	done, err := fm.each(r.Context(), chosen, func(conv string, _ int64) error {
		a, _ := desk.ActionNamed("reopen")
		_, err := fm.desk.Act(r.Context(), a, desk.Request{Conv: conv, Who: v.Me})
		return err
	})
	if err != nil {
		fm.fail(w, r, err)
		return
	}
	fm.log.Info("desk: junk opened again", "tickets", len(done), "staff", login.From(r.Context()).Staff.ID)
	v.Said = v.T("web.desk.spam_undone", "n", strconv.Itoa(len(done)))
	fm.showJunk(w, r, v, nil)
}

// chosen reads which tickets a form names, and its confirmation.
func (fm *forms) chosen(w http.ResponseWriter, r *http.Request) (numbers []int64, token string, ok bool) {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		http.Error(w, fm.renderer.Page(w, r).T("web.desk.fault_bad"), http.StatusBadRequest)
		return nil, "", false
	}
	for _, s := range r.PostForm["n"] {
		if n, err := strconv.ParseInt(s, 10, 64); err == nil && n > 0 && len(numbers) < mostJunk && !slices.Contains(numbers, n) {
			numbers = append(numbers, n)
		}
	}
	return numbers, r.PostForm.Get("sure"), true
}

// each does something to the conversations of tickets, and returns those for
// which it was done. One that has changed meanwhile is left; a store that is
// away ends it.
func (fm *forms) each(ctx context.Context, numbers []int64, do func(conv string, n int64) error) (done []int64, err error) {
	for _, n := range numbers {
		conv, err := fm.latest(ctx, n)
		if err == nil {
			err = do(conv, n)
		}
		switch status, _ := fault(err); {
		case err == nil:
			fm.feed.Touch(conv)
			done = append(done, n)
		case status >= http.StatusInternalServerError && !errors.Is(err, desk.ErrBusy):
			return done, err
		}
	}
	return done, nil
}
