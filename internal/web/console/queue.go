package console

import (
	"net/http"

	"hotro/internal/chat"
	"hotro/internal/privacy"
	"hotro/internal/web/login"
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
	c.render(w, r, http.StatusOK, "queue", v)
}

type searchView struct {
	frame
	List listView
}

// search shows the tickets that match.
func (c *Console) search(w http.ResponseWriter, r *http.Request) {
	v := searchView{frame: c.frame(w, r, "search")}
	v.Query = r.URL.Query().Get("q")
	v.Title = v.T("web.desk.search") + " · " + v.T("web.desk.title")
	queue, err := c.board.fresh(r.Context())
	if err != nil {
		c.fail(w, r, err)
		return
	}
	v.Counts = count(queue, v.Me)
	hits, err := c.tickets.Search(r.Context(), v.Query)
	if err != nil {
		c.fail(w, r, err)
		return
	}
	for _, h := range hits {
		one := c.row(v.Words, &h.Ticket, v.View, login.From(r.Context()).Staff, v.Now)
		if h.Line.Seq > 0 {
			one.Snippet = privacy.Mask(chat.Plain(h.Line.Text))
		}
		v.List.Rows = append(v.List.Rows, one)
	}
	v.List.All = len(hits)
	c.render(w, r, http.StatusOK, "search", v)
}
