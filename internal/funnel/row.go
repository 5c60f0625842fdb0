package funnel

import (
	"cmp"
	"sort"

	"hotro/internal/chat"
)

// Row is one step of the guide, and what became of those who were
// shown it.
type Row struct {
	Topic, Cause, Node, Text string
	File                     string // the sentence in the documents
	Line                     int
	Reached                  int // were shown the step
	Solved                   int // it helped
	Failed                   int // it did not
	Handed                   int // asked for a person right after it
}

// OfTickets counts the steps on the way to a person: of users whom the bot
// could help by itself it knows nothing.
func OfTickets(tickets []chat.Ticket) []Row {
	by := map[string]*Row{}
	for _, t := range tickets {
		for i, s := range t.Path {
			if s.Result == "answered" {
				continue // a question, not a step
			}
			r := by[s.Node]
			if r == nil {
				r = &Row{Topic: s.Topic, Cause: s.Cause, Node: s.Node, Text: s.Text, File: s.File, Line: s.Line}
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
	out := make([]Row, 0, len(by))
	for _, r := range by {
		out = append(out, *r)
	}
	sort.Slice(out, func(i, j int) bool {
		a, b := &out[i], &out[j]
		return cmp.Or(cmp.Compare(a.Topic, b.Topic), cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Node, b.Node)) < 0
	})
	return out
}
