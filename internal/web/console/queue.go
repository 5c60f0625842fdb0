package console

import (
	"net/http"

	"hotro/internal/chat"
)

// listView is a list of tickets.
type listView struct {
	Rows []rowView
	All  int // how many there are, shown or not

	queue []*chat.Ticket // all open tickets
	Junk  int            // tickets of people nobody knows that wait
}

// ended is how many closed tickets are listed.
const ended = 100

type queueView struct {
	frame
	List listView
}

// queue shows a list of tickets.
func (c *Console) queue(w http.ResponseWriter, r *http.Request) {
	v := queueView{frame: c.frame(w, r, "queue")}
	v.Title = v.T("web.desk.view_"+string(v.View)) + " · " + v.T("web.desk.title")
	var err error
	if v.List, err = c.list(r.Context(), &v.frame, 0); err != nil {
		c.fail(w, r, err)
		return
	}
	c.render(w, r, http.StatusOK, queuePage(v))
}
