package console

import (
	"cmp"
	"net/http"
	"net/url"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/privacy"
	"hotro/internal/web/ui"
)

type searchView struct {
	frame
	List     listView
	Filters  []filterView
	From, To string // days, as forms write them
	Narrowed bool   // by a filter
}

// filterView is a choice that narrows a search down.
type filterView struct {
	Name, Label, Any string
	Options          []option
}

type option struct {
	Value, Label string
	On           bool
}

// search shows the tickets that match.
func (c *Console) search(w http.ResponseWriter, r *http.Request) {
	v := searchView{frame: c.frame(w, r, "search")}
	form := r.URL.Query()
	v.Query, v.From, v.To = form.Get("q"), form.Get("from"), form.Get("to")
	v.Title = v.T("web.desk.search") + " · " + v.T("web.desk.title")
	queue, err := c.board.fresh(r.Context())
	if err != nil {
		c.fail(w, r, err)
		return
	}
	v.Counts = count(queue, v.Me)
	q := asked(v.Words, form)
	what, err := c.tickets.Search(r.Context(), q)
	if err != nil {
		c.fail(w, r, err)
		return
	}
	v.Filters, v.Narrowed = filters(v.Words, q, what.Facets), q != desk.Query{Text: q.Text}
	hits := what.Hits
	if q == (desk.Query{}) {
		hits = nil // nothing was asked for
	}
	find := newFinder(v.Query)
	for _, h := range hits {
		one := c.row(v.Words, &h.Ticket, found, v.Me, v.Now)
		one.Hit = find.excerpt(cmp.Or(h.What, chat.Plain(h.Line.Latest())))
		one.Marked.Who, one.Marked.Title = find.excerpt(one.Who), find.excerpt(one.Title)
		v.List.Rows = append(v.List.Rows, one)
	}
	v.List.All = len(hits)
	c.render(w, r, http.StatusOK, searchPage(v))
}

// asked reads a search from a form.
func asked(words ui.Words, form url.Values) desk.Query {
	q := desk.Query{
		Text: form.Get("q"), Topic: form.Get("topic"), Channel: form.Get("channel"), Tag: form.Get("tag"),
		State: form.Get("state"), Agent: form.Get("agent"), From: words.Midnight(form.Get("from")),
	}
	if to := words.Midnight(form.Get("to")); !to.IsZero() {
		q.To = to.AddDate(0, 0, 1)
	}
	return q
}

// filters are the choices by which the tickets can be narrowed down.
func filters(words ui.Words, q desk.Query, f desk.Facets) []filterView {
	state := filter(words, "state")
	for _, s := range []string{desk.StateOpen, chat.Waiting, chat.Claimed, chat.Returned, chat.Closed} {
		state.add(s, words.T("web.desk.state_"+s), q.State)
	}
	topic := filter(words, "topic")
	for _, t := range f.Topics {
		topic.add(t.ID, privacy.Mask(t.Title), q.Topic)
	}
	channel := filter(words, "channel")
	for _, c := range f.Channels {
		channel.add(c, label(words, "web.desk.channel_"+c, c), q.Channel)
	}
	agent := filter(words, "agent")
	for _, a := range f.Agents {
		agent.add(a.ID, a.Name, q.Agent)
	}
	tag := filter(words, "tag")
	for _, t := range f.Tags {
		tag.add(t, t, q.Tag)
	}
	return []filterView{*state, *topic, *channel, *agent, *tag}
}

func filter(words ui.Words, name string) *filterView {
	return &filterView{Name: name, Label: words.T("web.desk.filter_" + name), Any: words.T("web.desk.filter_any")}
}

func (f *filterView) add(value, label, now string) {
	f.Options = append(f.Options, option{value, label, value == now})
}
