package console

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"hotro/internal/chat"
	"hotro/internal/funnel"
	"hotro/internal/web/ui"
)

type reportView struct {
	frame
	Stats    []fact
	Ratings  []bar
	Rated    int
	Topics   []topicView
	Funnel   []funnelView
	Comments []commentView
	Looked   int // ended tickets that were looked at
}

// bar is a labelled share of a whole.
type bar struct {
	Label  string
	N, All int
}

type topicView struct {
	Topic, Title            string
	N, Waiting, Closed, Bot int
	First                   string // median time to the first answer by a person
	Rating                  string
}

// Code is the topic's id where its title does not say it.
func (v topicView) Code() string {
	if strings.Contains(strings.ToUpper(v.Title), strings.ToUpper(v.Topic)) {
		return ""
	}
	return v.Topic
}

type commentView struct {
	Number int64
	Stars  string
	Text   string
	Who    string
	At     time.Time
}

// lookedAt is how many ended tickets a report looks back on.
const lookedAt = 1000

// reports is the page of the leads.
type reports struct {
	*shell
	*presenter
	given Funnel // may be nil
}

// show reports how the desk and the guide are doing.
func (rp *reports) show(w http.ResponseWriter, r *http.Request) {
	v := reportView{frame: rp.frame(w, r, "reports")}
	v.Title = v.T("web.desk.reports") + " · " + v.T("web.desk.title")
	queue, err := rp.board.fresh(r.Context())
	if err != nil {
		rp.fail(w, r, err)
		return
	}
	past, err := rp.tickets.Ended(r.Context(), lookedAt)
	if err != nil {
		rp.fail(w, r, err)
		return
	}
	v.Counts, v.Looked = count(queue, v.Me), len(past)
	var all []chat.Ticket
	for _, t := range queue {
		all = append(all, *t)
	}
	all = append(all, past...)
	v.Stats = stats(v.Words, v.Counts, all, v.Now)
	v.Ratings, v.Rated = ratings(all)
	v.Topics = topics(v.Words, all)
	v.Comments = comments(v.Words, all)
	steps, err := rp.steps(r.Context(), all)
	if err != nil {
		rp.fail(w, r, err)
		return
	}
	v.Funnel = funnelRows(v.Words, steps)
	rp.render(w, r, http.StatusOK, reportsPage(v))
}

func stats(words ui.Words, n counts, all []chat.Ticket, now time.Time) []fact {
	week := 0
	for _, t := range all {
		if !t.Open() && now.Sub(t.Ended) < 7*24*time.Hour {
			week++
		}
	}
	return []fact{
		{words.T("web.desk.stat_waiting"), strconv.Itoa(n.Waiting)},
		{words.T("web.desk.stat_open"), strconv.Itoa(n.Open)},
		{words.T("web.desk.stat_week"), strconv.Itoa(week)},
		{words.T("web.desk.stat_first"), firstAnswer(words, all)},
		{words.T("web.desk.stat_rating"), average(words, all)},
	}
}

// firstAnswer is the median time from a hand-off to a person's first words.
func firstAnswer(words ui.Words, tickets []chat.Ticket) string {
	var waits []time.Duration
	for _, t := range tickets {
		if !t.Replied.IsZero() {
			waits = append(waits, t.Replied.Sub(t.Opened))
		}
	}
	if len(waits) == 0 {
		return "–"
	}
	slices.Sort(waits)
	m := waits[len(waits)/2]
	if m < time.Minute {
		return words.T("web.span_seconds", "n", strconv.Itoa(int(m.Seconds())))
	}
	return words.Span(m)
}

func average(words ui.Words, tickets []chat.Ticket) string {
	sum, n := 0, 0
	for _, t := range tickets {
		if t.Rating != nil && t.Rating.Score > 0 {
			sum, n = sum+t.Rating.Score, n+1
		}
	}
	if n == 0 {
		return "–"
	}
	s := strconv.FormatFloat(float64(sum)/float64(n), 'f', 1, 64)
	if words.Lang() == ui.Vietnamese {
		s = strings.Replace(s, ".", ",", 1)
	}
	return s
}

func ratings(tickets []chat.Ticket) (bars []bar, n int) {
	var by [6]int
	for _, t := range tickets {
		if t.Rating != nil && t.Rating.Score >= 1 && t.Rating.Score <= 5 {
			by[t.Rating.Score]++
			n++
		}
	}
	for score := 5; score >= 1; score-- {
		bars = append(bars, bar{strconv.Itoa(score), by[score], max(n, 1)})
	}
	return bars, n
}

func topics(words ui.Words, tickets []chat.Ticket) []topicView {
	by := map[string][]chat.Ticket{}
	for _, t := range tickets {
		by[t.Topic] = append(by[t.Topic], t)
	}
	out := make([]topicView, 0, len(by))
	for topic, ts := range by {
		v := topicView{Topic: topic, Title: words.T("desk.no_topic"), N: len(ts), First: firstAnswer(words, ts), Rating: average(words, ts)}
		if topic != "" {
			v.Title = title(words, ts[0])
		}
		for _, t := range ts {
			switch t.State {
			case chat.Waiting:
				v.Waiting++
			case chat.Closed:
				v.Closed++
			case chat.Returned:
				v.Bot++
			}
		}
		out = append(out, v)
	}
	sort.Slice(out, func(i, j int) bool {
		return cmp.Or(cmp.Compare(out[j].N, out[i].N), cmp.Compare(out[i].Topic, out[j].Topic)) < 0
	})
	return out
}

func comments(words ui.Words, tickets []chat.Ticket) []commentView {
	var out []commentView
	for _, t := range tickets {
		if t.Rating != nil && t.Rating.Comment != "" {
			out = append(out, commentView{t.Number, rowView{Rating: t.Rating.Score}.Stars(), t.Rating.Comment, who(words, t), t.Rating.At})
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].At.After(out[j].At) })
	return out[:min(len(out), 20)]
}

// steps is the given funnel, or one counted from the tickets.
func (rp *reports) steps(ctx context.Context, tickets []chat.Ticket) ([]funnel.Row, error) {
	if rp.given != nil {
		return rp.given.Rows(ctx)
	}
	return funnel.OfTickets(tickets), nil
}
