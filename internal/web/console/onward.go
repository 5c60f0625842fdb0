package console

import (
	"net/http"
	"slices"
	"strconv"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/web/login"
)

// onward is the page that follows when somebody is done with a ticket: the next
// one of their list whose user waits for an answer, and which no colleague
// holds. It is empty after anything else, and when there is none.
func (fm *forms) onward(r *http.Request, act string, err error) string {
	if err != nil || act != "close" && act != "bot" {
		return ""
	}
	queue, err := fm.board.fresh(r.Context())
	if err != nil {
		return "" // the page of the ticket will say so
	}
	done, v, me := numbered(r), viewOf(r.FormValue("view")), login.From(r.Context()).Staff
	i := slices.IndexFunc(queue, func(t *chat.Ticket) bool {
		return t.Number != done && v.shows(t, me) && fm.waits(t, me)
	})
	if i < 0 {
		return ""
	}
	return "/desk/t/" + strconv.FormatInt(queue[i].Number, 10) + "?view=" + string(v) + "&said=" + act + "&of=" + strconv.FormatInt(done, 10) + "#end"
}

// waits reports whether a ticket's user waits for an answer of mine, or of
// anybody's.
func (p *presenter) waits(t *chat.Ticket, me desk.Staff) bool {
	_, waits := p.promises.Of(*t)
	return waits && (t.State == chat.Waiting || t.Holder.Staff == me.ID)
}
