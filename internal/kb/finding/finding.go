package finding

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
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
	Place
	Severity Severity
	Key      string   // of its words, beginning with the rule: "heading.jump"
	Values   []string // what the words speak of: name, value, name, value
	Others   []Place  // elsewhere in the documents: the twin, the first of two
}

// Values that a finding's frame tells, so that its words need not.
const (
	valueAt   = "at"   // "file:line" of another place
	valueNear = "near" // what was probably meant, "" for nobody knows
)

// Phrasebook is the words of one language by key, as prompts.Say holds them.
type Phrasebook interface {
	Has(key string) bool
	T(key string, pairs ...string) string
}

// Rule returns the name of the rule, such as "empty-body".
func (f Finding) Rule() string {
	rule, _, _ := strings.Cut(f.Key, ".")
	return rule
}

// Code returns the stable code of the finding, such as K013; "" for a key that
// has none.
func (f Finding) Code() string {
	return byKey()[f.Key].Code
}

// Value returns what the finding holds under a name, "" for nothing.
func (f Finding) Value(name string) string {
	for i := 0; i+1 < len(f.Values); i += 2 {
		if f.Values[i] == name {
			return f.Values[i+1]
		}
	}
	return ""
}

// In renders the finding on one line, in the language of the phrasebook:
// file:line: severity [code] message (hint).
func (f Finding) In(book Phrasebook) string {
	m := f.Told(book)
	s := fmt.Sprintf("%s:%d: %s [%s] %s", f.File, f.Line, f.Severity, cmp.Or(m.Code, m.Rule), m.Message)
	if m.Help != "" {
		s += " (" + m.Help + ")"
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
	sort.SliceStable(fs, func(i, j int) bool {
		a, b := &fs[i], &fs[j]
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Key, b.Key), slices.Compare(a.Values, b.Values)) < 0
	})
	return slices.CompactFunc(fs, func(a, b Finding) bool {
		return a.File == b.File && a.Line == b.Line && a.Column == b.Column && a.Severity == b.Severity && a.Key == b.Key && slices.Equal(a.Values, b.Values)
	})
}

// Report gathers the findings of one file.
type Report struct {
	File string
	list *List
	from Place
}

// At returns a report whose findings mark the columns from column to before end.
func (r Report) At(column, end int) Report {
	r.from = Place{Column: column, End: end}
	return r
}

// Add notes a finding; values are name, value, name, value. A value named "at"
// is another place, "file:line"; one named "near" is what was probably meant.
func (r Report) Add(sev Severity, line int, key string, values ...string) {
	*r.list = append(*r.list, Finding{Place: Place{File: r.File, Line: line, Column: r.from.Column, End: r.from.End}, Severity: sev, Key: key, Values: values})
}

// For gathers the findings of one file in list.
func For(file string, list *List) Report { return Report{File: file, list: list} }
