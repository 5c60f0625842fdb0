package console

import (
	"strconv"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/web/ui"
)

// promiseView is the countdown to the answer that a user was promised. Apart
// from Text it changes only when the promise does, or its phase: the page's
// script counts on from it.
type promiseView struct {
	Phase string    // "run", "soon", "late"; empty: nothing is promised
	Kept  string    // "paused" while nobody is at work
	Due   time.Time // on the clock
	Zero  time.Time // when it would run out without a pause; of one that runs
	Left  int       // seconds; of one that is paused
	Turn  time.Time // when it pauses, or goes on; may be zero
	Soon  int       // seconds from which on little is left
	Text  string
	Title string
}

// promise is how the promise to a ticket's user stands.
func (p *presenter) promise(words ui.Words, t chat.Ticket, now time.Time) promiseView {
	pr, ok := p.promises.Of(t)
	if !ok {
		return promiseView{}
	}
	c := p.promises.At(pr, now)
	v := promiseView{Phase: "run", Due: pr.Due, Turn: c.Turn, Soon: int(p.promises.Last().Seconds())}
	switch {
	case c.Late():
		v.Phase = "late"
	case p.promises.Soon(c):
		v.Phase = "soon"
	}
	if c.Paused {
		v.Kept, v.Left = "paused", int(c.Left.Round(time.Second).Seconds())
	} else {
		v.Zero = now.Add(c.Left).Round(time.Second)
	}
	v.Text = promiseText(words, c)
	v.Title = words.T("web.desk.promise_"+which(pr), "due", words.Moment(pr.Due))
	return v
}

func which(p desk.Promise) string {
	if p.First {
		return "first"
	}
	return "next"
}

// promiseText says how much is left, in minutes begun, or how late it is; the
// page's script says the same.
func promiseText(words ui.Words, c desk.Countdown) string {
	key, left := "web.desk.promise_left", c.Left+time.Minute-1
	if c.Late() {
		key, left = "web.desk.promise_late", max(-c.Left, time.Minute)
	}
	text := words.T(key, "span", words.Left(left))
	if c.Paused {
		text = words.T("web.desk.promise_paused", "text", text)
	}
	return text
}

// Stamp writes a moment for the page's script; empty for none.
func (promiseView) Stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// Seconds is what is left of a promise that is paused; empty for one that runs.
func (v promiseView) Seconds() string {
	if v.Kept == "" {
		return ""
	}
	return strconv.Itoa(v.Left)
}

// Same reports whether two views differ in nothing but time.
func (v promiseView) same(w promiseView) bool {
	v.Text, w.Text = "", ""
	return v == w
}
