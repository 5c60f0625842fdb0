package kb

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"hotro/internal/text"
)

// Severity says how much a finding matters.
type Severity string

// The severities. Only an Error keeps a guide from being compiled.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Info    Severity = "info"
)

// Finding is one remark on the documents, for the person who writes them.
type Finding struct {
	File     string   `json:"file"`
	Line     int      `json:"line"`
	Severity Severity `json:"severity"`
	Rule     string   `json:"rule"` // stable name of the rule, such as "empty-body"
	Message  string   `json:"message"`
	Hint     string   `json:"hint,omitempty"` // what to do
}

// String renders the finding on one line: file:line: severity [rule] message (hint).
func (f Finding) String() string {
	s := fmt.Sprintf("%s:%d: %s [%s] %s", f.File, f.Line, f.Severity, f.Rule, f.Message)
	if f.Hint != "" {
		s += " (" + f.Hint + ")"
	}
	return s
}

// Findings is every remark on a set of documents, in order of file and line.
type Findings []Finding

// Of returns the findings of one severity.
func (fs Findings) Of(s Severity) Findings {
	var out Findings
	for _, f := range fs {
		if f.Severity == s {
			out = append(out, f)
		}
	}
	return out
}

// String renders one finding a line.
func (fs Findings) String() string {
	lines := make([]string, len(fs))
	for i, f := range fs {
		lines[i] = f.String()
	}
	return strings.Join(lines, "\n")
}

// Err returns nil when no finding is an Error, else one error that counts them
// and quotes the first; the findings hold all of them.
func (fs Findings) Err() error {
	bad := fs.Of(Error)
	if len(bad) == 0 {
		return nil
	}
	return fmt.Errorf("%d error(s) in the documents, the first: %s", len(bad), bad[0])
}

// Sorted puts findings in a fixed order and drops exact repeats.
func (fs Findings) Sorted() Findings {
	slices.SortStableFunc(fs, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Message, b.Message))
	})
	return slices.Compact(fs)
}

// report gathers the findings of one file.
type report struct {
	file string
	list *Findings
}

func (r report) add(sev Severity, line int, rule, hint, format string, args ...string) {
	*r.list = append(*r.list, NewFinding(r.file, line, sev, rule, hint, format, args...))
}

// NewFinding returns a finding whose message is format with args put in.
func NewFinding(file string, line int, sev Severity, rule, hint, format string, args ...string) Finding {
	anys := make([]any, len(args))
	for i, a := range args {
		anys[i] = a
	}
	return Finding{file, line, sev, rule, fmt.Sprintf(format, anys...), hint}
}

// excerpt shortens a text for use in a message.
func excerpt(s string) string { return text.Clip(s, 60) }
