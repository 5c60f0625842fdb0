package evaluation

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"hotro/internal/intent"
	"hotro/internal/text"
)

// The labels of lines that are about no topic.
const (
	LabelHuman = "human" // asks for a person
	LabelNone  = "none"  // out of scope
)

// Labelled is one line of an evaluation file.
type Labelled struct {
	Text  string `json:"text"`
	Label string `json:"label"` // topic id, "human" or "none"
	Line  int    `json:"-"`     // of the file
}

// Read reads a JSONL file of labelled lines; empty lines are skipped.
func Read(r io.Reader) ([]Labelled, error) {
	var out []Labelled
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 1<<20)
	for n := 1; sc.Scan(); n++ {
		if strings.TrimSpace(sc.Text()) == "" {
			continue
		}
		var l Labelled
		if err := json.Unmarshal(sc.Bytes(), &l); err != nil {
			return nil, fmt.Errorf("line %d: want {\"text\",\"label\"}: %w", n, err)
		}
		if l.Text == "" || l.Label == "" {
			return nil, fmt.Errorf("line %d: text and label are both needed", n)
		}
		l.Line = n
		out = append(out, l)
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("reading labelled lines: %w", err)
	}
	return out, nil
}

// Unknown returns an error that lists every label that is neither a topic, human
// nor none, with its lines and what was probably meant; nil when there is none.
// A label that nothing can be would count as a miss of the guide.
func Unknown(lines []Labelled, topics []string) error {
	known := append(slices.Clone(topics), LabelHuman, LabelNone)
	at := map[string][]string{}
	var labels []string
	for _, l := range lines {
		if slices.Contains(known, l.Label) {
			continue
		}
		if at[l.Label] == nil {
			labels = append(labels, l.Label)
		}
		at[l.Label] = append(at[l.Label], strconv.Itoa(l.Line))
	}
	var all []error
	for _, label := range labels {
		hint := "; labels are ids of topics, human and none"
		if near := text.Nearest(label, known); near != "" {
			hint = "; did you mean " + near + "?"
		}
		all = append(all, fmt.Errorf("unknown label %q in line %s%s", label, strings.Join(at[label], ", "), hint))
	}
	return errors.Join(all...)
}

// Outcome is what became of one labelled line.
type Outcome struct {
	Labelled
	Result intent.Result
	Took   time.Duration
}

// Said returns the decision as a label, "ask" where a question is asked.
func (o Outcome) Said() string {
	if o.Result.Intent == intent.KindTopic {
		return o.Result.Topic
	}
	return string(o.Result.Intent)
}

// Right reports whether the line was answered directly and right.
func (o Outcome) Right() bool { return o.Said() == o.Label }

// Offered reports whether the right topic is answered or among the candidates
// of a question.
func (o Outcome) Offered() bool {
	if o.Result.Intent == intent.KindAsk {
		for _, c := range o.Result.Candidates {
			if c.Topic == o.Label {
				return true
			}
		}
	}
	return o.Right()
}

// InScope reports whether the line is about a topic.
func (o Outcome) InScope() bool { return o.Label != LabelHuman && o.Label != LabelNone }

// Run reads every line with match and sums up: with m.Match, or with more than
// the matcher, such as with a model's help. now is the clock that latency is
// read from.
func Run(m *intent.Matcher, match func(string) intent.Result, lines []Labelled, now func() time.Time) Report {
	outcomes := make([]Outcome, len(lines))
	for i, l := range lines {
		start := now()
		res := match(l.Text)
		outcomes[i] = Outcome{l, res, now().Sub(start)}
	}
	return newReport(m, outcomes)
}

func quantile(ds []time.Duration, q float64) time.Duration {
	if len(ds) == 0 {
		return 0
	}
	sort.Slice(ds, func(i, j int) bool { return ds[i] < ds[j] })
	return ds[min(len(ds)-1, int(q*float64(len(ds))))]
}
