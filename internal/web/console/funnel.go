package console

import (
	"cmp"
	"context"
	"html/template"
	"slices"
	"strconv"

	"hotro/internal/chat"
	"hotro/internal/web/ui"
)

// Funnel tells how far users get with each step of the guide.
type Funnel interface {
	Funnel(ctx context.Context) ([]FunnelRow, error)
}

// FunnelRow is one step of the guide, and what became of those who were
// shown it.
type FunnelRow struct {
	Topic, Cause, Node, Text string
	File                     string // the sentence in the documents
	Line                     int
	Reached                  int // were shown the step
	Solved                   int // it helped
	Failed                   int // it did not
	Handed                   int // asked for a person right after it
}

// TicketFunnel counts the steps on the way to a person: of users whom the bot
// could help by itself it knows nothing.
func TicketFunnel(tickets []chat.Ticket) []FunnelRow {
	by := map[string]*FunnelRow{}
	for _, t := range tickets {
		for i, s := range t.Path {
			if s.Result == "answered" {
				continue // a question, not a step
			}
			r := by[s.Node]
			if r == nil {
				r = &FunnelRow{Topic: s.Topic, Cause: s.Cause, Node: s.Node, Text: s.Text, File: s.File, Line: s.Line}
				by[s.Node] = r
			}
			r.Reached++
			switch s.Result {
			case "solved":
				r.Solved++
			case "failed":
				r.Failed++
			}
			if i == len(t.Path)-1 {
				r.Handed++
			}
		}
	}
	out := make([]FunnelRow, 0, len(by))
	for _, r := range by {
		out = append(out, *r)
	}
	slices.SortFunc(out, func(a, b FunnelRow) int {
		return cmp.Or(cmp.Compare(a.Topic, b.Topic), cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Node, b.Node))
	})
	return out
}

type funnelView struct {
	FunnelRow
	Step   template.HTML
	Source string
	Top    int  // the most that any step of the topic was shown
	First  bool // of its topic
}

func funnelRows(words ui.Words, rows []FunnelRow) []funnelView {
	top := map[string]int{}
	for _, r := range rows {
		top[r.Topic] = max(top[r.Topic], r.Reached)
	}
	out := make([]funnelView, 0, len(rows))
	for i, r := range rows {
		v := funnelView{FunnelRow: r, Step: ui.Markup(r.Text), Top: max(top[r.Topic], 1), First: i == 0 || rows[i-1].Topic != r.Topic}
		if r.File != "" {
			v.Source = r.File + ":" + strconv.Itoa(r.Line)
		}
		if r.Topic == "" {
			v.Topic = words.T("desk.no_topic")
		}
		out = append(out, v)
	}
	return out
}
