package finding

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Severity says how much a finding matters.
type Severity string

// The severities. Only an Error keeps a guide from being compiled.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Info    Severity = "info"
)

// Finding is one remark on the documents, for the person who writes them. It
// is a fact; In makes the sentence.
type Finding struct {
	File     string
	Line     int
	Severity Severity
	Key      string   // of its words, beginning with the rule: "heading.jump"
	Values   []string // what the words speak of: name, value, name, value
}

// Phrasebook is the words of one language by key, as prompts.Say holds them.
type Phrasebook interface {
	Has(key string) bool
	T(key string, pairs ...string) string
}

// Rule returns the stable name of the rule, such as "empty-body".
func (f Finding) Rule() string {
	rule, _, _ := strings.Cut(f.Key, ".")
	return rule
}

// In renders the finding on one line, in the language of the phrasebook:
// file:line: severity [rule] message (hint).
func (f Finding) In(book Phrasebook) string {
	s := fmt.Sprintf("%s:%d: %s [%s] %s", f.File, f.Line, f.Severity, f.Rule(), book.T("finding."+f.Key, f.Values...))
	if book.Has("hint." + f.Key) {
		s += " (" + book.T("hint."+f.Key, f.Values...) + ")"
	}
	return s
}

// String renders the facts alone, for a log:
// file:line: severity [rule] key name="value".
func (f Finding) String() string {
	s := fmt.Sprintf("%s:%d: %s [%s] %s", f.File, f.Line, f.Severity, f.Rule(), f.Key)
	for i := 0; i+1 < len(f.Values); i += 2 {
		s += fmt.Sprintf(" %s=%q", f.Values[i], f.Values[i+1])
	}
	return s
}

// List is every remark on a set of documents, in order of file and line.
type List []Finding

// Of returns the findings of one severity.
func (fs List) Of(s Severity) List {
	var out List
	for _, f := range fs {
		if f.Severity == s {
			out = append(out, f)
		}
	}
	return out
}

// String renders one finding a line.
func (fs List) String() string {
	lines := make([]string, len(fs))
	for i, f := range fs {
		lines[i] = f.String()
	}
	return strings.Join(lines, "\n")
}

// Err returns nil when no finding is an Error, else one error that counts them
// and quotes the first; the findings hold all of them.
func (fs List) Err() error {
	bad := fs.Of(Error)
	if len(bad) == 0 {
		return nil
	}
	return fmt.Errorf("%d error(s) in the documents, the first: %s", len(bad), bad[0])
}

// Sorted puts findings in a fixed order and drops exact repeats.
func (fs List) Sorted() List {
	slices.SortStableFunc(fs, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Key, b.Key), slices.Compare(a.Values, b.Values))
	})
	return slices.CompactFunc(fs, func(a, b Finding) bool {
		return a.File == b.File && a.Line == b.Line && a.Severity == b.Severity && a.Key == b.Key && slices.Equal(a.Values, b.Values)
	})
}

// Report gathers the findings of one file.
type Report struct {
	File string
	list *List
}

// Add notes a finding; values are name, value, name, value.
func (r Report) Add(sev Severity, line int, key string, values ...string) {
	*r.list = append(*r.list, Finding{r.File, line, sev, key, values})
}

// For gathers the findings of one file in list.
func For(file string, list *List) Report { return Report{file, list} }
