package heard

import (
	"fmt"
	"strings"

	"hotro/internal/dialog"
	"hotro/internal/text"
)

// Report is how much was heard.
type Report struct {
	Lines  int    `json:"lines"`  // that want to be heard as something
	Right  int    `json:"right"`  // that were
	Talks  int    `json:"talks"`  // that were played
	Clean  int    `json:"clean"`  // without a line that was not
	Missed []Miss `json:"missed"` // the lines that were not, in order
}

// Miss is a line that was heard as something else.
type Miss struct {
	File string   `json:"file"`
	Line int      `json:"line"`
	Talk string   `json:"talk"`
	Said string   `json:"said"`
	Want string   `json:"want"`
	Got  []string `json:"got"`
	Say  string   `json:"say"` // the beginning of the answer
}

func (r *Report) count(t Talk, l Line, got []string, o dialog.Outcome, ok bool) {
	r.Lines++
	if ok {
		r.Right++
		return
	}
	m := Miss{File: t.File, Line: l.Number, Talk: t.Name, Said: l.Said, Want: l.Want, Got: got}
	if len(o.Say) > 0 {
		m.Say = text.Brief(o.Say[0].Text, 90)
	}
	r.Missed = append(r.Missed, m)
}

// Share is the share of the lines that were heard, 1 when there are none.
func (r Report) Share() float64 {
	if r.Lines == 0 {
		return 1
	}
	return float64(r.Right) / float64(r.Lines)
}

// String lists what was not heard, then the sums.
func (r Report) String() string {
	var b strings.Builder
	for _, m := range r.Missed {
		fmt.Fprintf(&b, "%s:%d: %q: want %s, got %s\n", m.File, m.Line, m.Said, m.Want, strings.Join(m.Got, " "))
	}
	fmt.Fprintf(&b, "%d of %d lines heard (%.1f %%), %d of %d talks clean\n", r.Right, r.Lines, 100*r.Share(), r.Clean, r.Talks)
	return b.String()
}
