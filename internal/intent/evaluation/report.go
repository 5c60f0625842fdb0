package evaluation

import (
	"cmp"
	"fmt"
	"sort"
	"strings"
	"time"

	"hotro/internal/intent"
)

// Share is how many of how many.
type Share struct {
	Count int `json:"count"`
	Of    int `json:"of"`
}

// Rate returns the share from 0 to 1; 0 of nothing is 0.
func (s Share) Rate() float64 {
	if s.Of == 0 {
		return 0
	}
	return float64(s.Count) / float64(s.Of)
}

// String writes the share as "93.1 % (27/29)".
func (s Share) String() string {
	return fmt.Sprintf("%5.1f %% (%d/%d)", 100*s.Rate(), s.Count, s.Of)
}

func (s *Share) count(yes bool) {
	s.Of++
	if yes {
		s.Count++
	}
}

// Report sums up an evaluation.
type Report struct {
	Lines      int         `json:"lines"`
	Accuracy   Share       `json:"accuracy"`    // of all lines: decided as labelled
	Direct     Share       `json:"direct"`      // of in-scope lines: answered directly and right
	Offered    Share       `json:"offered"`     // of in-scope lines: so, or among the candidates of a question
	Wrong      Share       `json:"wrong"`       // of in-scope lines: answered directly with another topic
	Missed     Share       `json:"missed"`      // of in-scope lines: taken for out of scope or for a wish for a person
	Leaked     Share       `json:"leaked"`      // of out-of-scope lines: answered with a topic
	Asked      Share       `json:"asked"`       // of out-of-scope lines: asked about
	OutPrec    Share       `json:"out_prec"`    // of lines decided out of scope: rightly
	OutRecall  Share       `json:"out_recall"`  // of out-of-scope lines: decided so
	Human      Share       `json:"human"`       // of requests for a person: heard
	FalseHuman Share       `json:"false_human"` // of all other lines: taken for a request for a person
	Codes      Share       `json:"codes"`       // of lines with a whole code: answered directly and right
	P50        string      `json:"p50"`         // latency of one line
	P99        string      `json:"p99"`         //
	Confusions []Confusion `json:"confusion"`   // every decision that was not the label, most frequent first
	Misses     []Miss      `json:"misses"`      // the lines behind it
}

// Confusion counts lines of one label that got one decision.
type Confusion struct {
	Label string `json:"label"`
	Said  string `json:"said"`
	Count int    `json:"count"`
}

// Miss is a line that was not decided as labelled.
type Miss struct {
	Text       string             `json:"text"`
	Label      string             `json:"label"`
	Said       string             `json:"said"`
	Score      float64            `json:"score"`
	Candidates []intent.Candidate `json:"candidates"`
	Offered    bool               `json:"offered"`
}

func newReport(m *intent.Matcher, outcomes []Outcome) Report {
	r := Report{Lines: len(outcomes)}
	pairs := map[[2]string]int{}
	took := make([]time.Duration, 0, len(outcomes))
	for _, o := range outcomes {
		took = append(took, o.Took)
		r.Accuracy.count(o.Right())
		switch {
		case o.InScope():
			r.inScope(o)
			if m.HoldsCode(o.Text, o.Label) {
				r.Codes.count(o.Right())
			}
		case o.Label == LabelHuman:
			r.Human.count(o.Right())
		default:
			r.Leaked.count(o.Result.Intent == intent.KindTopic)
			r.Asked.count(o.Result.Intent == intent.KindAsk)
			r.OutRecall.count(o.Right())
		}
		if o.Said() == LabelNone {
			r.OutPrec.count(o.Label == LabelNone)
		}
		if o.Label != LabelHuman {
			r.FalseHuman.count(o.Result.Intent == intent.KindHuman)
		}
		if !o.Right() {
			pairs[[2]string{o.Label, o.Said()}]++
			r.Misses = append(r.Misses, Miss{o.Text, o.Label, o.Said(), o.Result.Score, o.Result.Candidates, o.Offered()})
		}
	}
	r.P50, r.P99 = quantile(took, 0.5).String(), quantile(took, 0.99).String()
	for p, n := range pairs {
		r.Confusions = append(r.Confusions, Confusion{p[0], p[1], n})
	}
	sort.Slice(r.Confusions, func(i, j int) bool {
		a, b := &r.Confusions[i], &r.Confusions[j]
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Label, b.Label), cmp.Compare(a.Said, b.Said)) < 0
	})
	return r
}

func (r *Report) inScope(o Outcome) {
	r.Direct.count(o.Right())
	r.Offered.count(o.Offered())
	r.Wrong.count(o.Result.Intent == intent.KindTopic && !o.Right())
	r.Missed.count(o.Result.Intent == intent.KindNone || o.Result.Intent == intent.KindHuman)
}

// String prints the report for people.
func (r Report) String() string {
	var b strings.Builder
	row := func(name string, s Share) { fmt.Fprintf(&b, "%-44s %s\n", name, s) }
	fmt.Fprintf(&b, "%d lines, %s a line (p50), %s (p99)\n\n", r.Lines, r.P50, r.P99)
	row("decided as labelled", r.Accuracy)
	row("in scope: answered right", r.Direct)
	row("in scope: right or among the candidates", r.Offered)
	row("in scope: answered wrong", r.Wrong)
	row("in scope: not recognised", r.Missed)
	row("whole code: answered right", r.Codes)
	row("asks for a person: heard", r.Human)
	row("others taken for it", r.FalseHuman)
	row("out of scope: recall", r.OutRecall)
	row("out of scope: precision", r.OutPrec)
	row("out of scope: answered with a topic", r.Leaked)
	row("out of scope: asked about", r.Asked)
	b.WriteString("\nlabel → decision where they differ\n")
	for _, c := range r.Confusions {
		fmt.Fprintf(&b, "%4d  %s → %s\n", c.Count, c.Label, c.Said)
	}
	return b.String()
}
