package console

import (
	"hotro/internal/chat"
	"hotro/internal/desk"
)

// view is a list of tickets that staff can look at.
type view string

const (
	waiting view = "waiting"
	mine    view = "mine"
	open    view = "open"
	closed  view = "closed"
	found   view = "found" // by a search: no list of the navigation
)

var viewNames = [...]view{waiting, mine, open, closed}

// viewOf reads a view's name; anything else means the open tickets.
func viewOf(s string) view {
	for _, v := range viewNames {
		if string(v) == s {
			return v
		}
	}
	return open
}

// shows reports whether a ticket of the board belongs to the view for me.
func (v view) shows(t *chat.Ticket, me desk.Staff) bool {
	switch v {
	case waiting:
		return awaited(t)
	case mine:
		return t.State == chat.Claimed && t.Holder.Staff == me.ID
	case open:
		return true
	case closed:
		return !t.Open()
	}
	return false
}

// awaited reports whether a ticket waits for somebody to act: nobody has it, its
// user waits for an answer of whoever does, or it happens again after it was
// closed.
func awaited(t *chat.Ticket) bool { return t.State == chat.Waiting || desk.AwaitsAnswer(*t) }

// counts are the numbers beside the views.
type counts struct {
	Waiting int `json:"waiting"`
	Mine    int `json:"mine"`
	Open    int `json:"open"`
	Unread  int `json:"unread"`  // my tickets with lines I have not read
	Closed  int `json:"closed"`  // that happen again
	Calling int `json:"calling"` // those that wait, and mine with lines I have not read: what the page's title counts
}

func count(tickets []*chat.Ticket, me desk.Staff) (n counts) {
	n.Open = len(tickets)
	for _, t := range tickets {
		unread := mine.shows(t, me) && t.UnreadBy(me.ID) > 0
		if awaited(t) {
			n.Waiting++
		}
		if awaited(t) || unread {
			n.Calling++
		}
		if !t.Open() {
			n.Closed++
		}
		if mine.shows(t, me) {
			n.Mine++
		}
		if unread {
			n.Unread++
		}
	}
	return n
}

// Of returns the number beside a view; -1 for one that is not counted.
func (n counts) Of(v view) int {
	switch v {
	case waiting:
		return n.Waiting
	case mine:
		return n.Mine
	case open:
		return n.Open
	case closed:
		return n.Closed
	}
	return -1
}

// shown is how many tickets a list shows at once.
const shown = 100

// pick returns the first n tickets of a view, and how many there are.
func pick(tickets []*chat.Ticket, v view, me desk.Staff, n int) (out []*chat.Ticket, all int) {
	for _, t := range tickets {
		if !v.shows(t, me) {
			continue
		}
		if all++; all <= n {
			out = append(out, t)
		}
	}
	return out, all
}
