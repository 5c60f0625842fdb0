package console

import (
	"slices"
	"strconv"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/text"
	"hotro/internal/web/ui"
)

// alertView is what the page tells at once: in passing where it is looked at, by
// the browser where it is not.
type alertView struct {
	Kind   string `json:"kind"` // as alertOf names it
	Number int64  `json:"number"`
	Title  string `json:"title"`
	Body   string `json:"body"`
}

// alert reports tickets that came in, were transferred to me or taken from me,
// got a reply, or have their promise broken.
func (f *follower) alert(tickets []*chat.Ticket) error {
	first := f.known == nil
	known := make(map[int64]*chat.Ticket, len(tickets))
	for _, t := range tickets {
		was := f.known[t.Number]
		known[t.Number] = t
		kind := ""
		if !first && was != t {
			kind = alertOf(was, t, f.session.Staff)
		}
		if kind == "" {
			continue
		}
		a := alertView{
			kind, t.Number, f.words.T("web.desk.alert_"+kind, "number", strconv.FormatInt(t.Number, 10), "name", t.Holder.Name),
			who(f.words, *t) + ": " + text.Brief(news(f.words, t, kind), 120),
		}
		if err := f.out.Send("alert", "", a); err != nil {
			return err
		}
	}
	f.known = known
	return nil
}

// alertOf names what happened to a ticket that this one of staff has to hear of
// at once: "new", "late", "relapsed", "taken", "given" or "reply"; empty for
// nothing. was is nil for a ticket that was not on the board.
func alertOf(was, t *chat.Ticket, me desk.Staff) string {
	held := mine.shows(t, me)
	switch {
	case t.State == chat.Waiting && (was == nil || was.State != chat.Waiting):
		return "new"
	case was != nil && t.Reminded > was.Reminded && (held || t.State != chat.Claimed):
		return "late"
	case !t.Open():
		if was == nil || t.Unread > was.Unread {
			return "relapsed"
		}
	case was == nil:
	case !held:
		if mine.shows(was, me) && t.State == chat.Claimed && passedOn(t) != me.ID {
			return "taken"
		}
	case was.Holder.Staff != me.ID && was.State == chat.Claimed:
		if passedOn(t) != me.ID {
			return "given"
		}
	case t.Unread > was.Unread:
		return "reply"
	}
	return ""
}

// passedOn is who has the ticket held by whom it is held by.
func passedOn(t *chat.Ticket) string {
	for _, e := range slices.Backward(t.Log) {
		if e.What == desk.EvClaimed || e.What == desk.EvTransferred {
			return e.Who
		}
	}
	return ""
}

// news is what an alert tells: what the user has just said, or what a ticket is
// about that is new to one.
func news(words ui.Words, t *chat.Ticket, kind string) string {
	if said, _ := lastSaid(words, t); said != "" && kind != "new" && kind != "given" {
		return said
	}
	return title(words, *t)
}
