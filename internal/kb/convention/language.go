package convention

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/BurntSushi/toml"

	"hotro/internal/pattern"
)

// Unnamed is the language of documents that name none.
const Unnamed = "vi"

// Language is how documents in one language say more than what to do: whom a step
// is for, whom to tell, how long to wait. What a language does not say never
// matches. It is immutable.
type Language struct {
	Name string // "vi"

	Aside, Remark, Sentence      *pattern.Pattern // of who may do a step
	Collect, Handoff, Wait       *pattern.Pattern
	Seam                         *pattern.Pattern
	AdviceOf, AdviceFor          *pattern.Pattern
	Following, SeeAlso           *pattern.Pattern
	Vague, Boss, Reached, Tasked *pattern.Pattern
	Supposing                    *pattern.Pattern
	Only, Takes, Bare            *pattern.Pattern // whom a step is for, what it takes, what asks about nothing
	verb, before, unless         *pattern.Pattern
	seamWords                    []string
	numbers                      map[string]int
	units                        map[string]time.Duration
	choose                       map[string]string   // what is asked where the cases are of a kind
	Says, Not                    map[string][]string // what a pattern must match and must not, by its name
}

// file is a language as it is written.
type file struct {
	Admin            struct{ Aside, Remark, Sentence string }
	Collect, Handoff said
	Wait             said
	Denial           struct{ Verb, Before, Unless string }
	Choose           map[string]string
	Seam             struct {
		Pattern string
		Words   []string
	}
	Advice  struct{ Of, For string }
	Article struct {
		Following string
		SeeAlso   string `toml:"see_also"`
	}
	Slip struct{ Vague, Boss, Reached, Tasked, Supposing, Only, Takes, Bare string }
}

// said is a pattern with sentences that it is held to.
type said struct {
	Pattern string
	Numbers map[string]int
	Units   map[string]string
	Says    []string
	Not     []string
}

// Names are what a company calls what conventions speak of: patterns leave room
// for them, {ref} and {role}.
type Names struct{ Reference, Role []string }

// room puts names where a pattern has room for them.
func (n Names) room() *strings.Replacer {
	any := func(names []string) string {
		if len(names) == 0 {
			return `[^\s\S]` // nothing
		}
		quoted := make([]string, len(names))
		for i, name := range names {
			quoted[i] = regexp.QuoteMeta(name)
		}
		return strings.Join(quoted, "|")
	}
	return strings.NewReplacer("{ref}", any(n.Reference), "{role}", any(n.Role))
}

// Languages reads conventions/*.toml of fsys, in order of their names, with a
// company's names in them.
func Languages(fsys fs.FS, own Names) ([]*Language, error) {
	names, err := fs.Glob(fsys, "conventions/*.toml")
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("conventions of documents: no conventions/*.toml, %w", err)
	}
	var out []*Language
	for _, name := range names {
		raw, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("conventions of documents: %w", err)
		}
		var f file
		meta, err := toml.Decode(string(raw), &f)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if odd := meta.Undecoded(); len(odd) > 0 {
			return nil, fmt.Errorf("%s: nothing reads %v", name, odd)
		}
		l, err := f.language(strings.TrimSuffix(path.Base(name), ".toml"), own.room())
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		out = append(out, l)
	}
	return out, nil
}

var nothing = pattern.New(`[^\s\S]`)

func (f file) language(name string, room *strings.Replacer) (*Language, error) {
	l := &Language{
		Name: name, seamWords: f.Seam.Words, numbers: f.Wait.Numbers, choose: f.Choose, units: map[string]time.Duration{},
		Says: map[string][]string{"collect": f.Collect.Says, "handoff": f.Handoff.Says, "wait": f.Wait.Says},
		Not:  map[string][]string{"collect": f.Collect.Not, "handoff": f.Handoff.Not, "wait": f.Wait.Not},
	}
	for _, p := range f.patterns(l) {
		*p.to = nothing
		if p.expr != "" {
			*p.to = pattern.New(`(?i)` + room.Replace(p.expr))
		}
	}
	for unit, long := range f.Wait.Units {
		d, err := time.ParseDuration(long)
		if err != nil {
			return nil, fmt.Errorf("wait: unit %q: %w", unit, err)
		}
		l.units[unit] = d
	}
	return l, nil
}

// expression is a pattern as it is written, and where it goes.
type expression struct {
	to   **pattern.Pattern
	expr string
}

// patterns are the patterns of a language. Few documents are in all languages, and what
// none of them asks for is never compiled: a test compiles all.
func (f file) patterns(l *Language) []expression {
	return []expression{
		{&l.Aside, f.Admin.Aside},
		{&l.Remark, f.Admin.Remark},
		{&l.Sentence, f.Admin.Sentence},
		{&l.Collect, f.Collect.Pattern},
		{&l.Handoff, f.Handoff.Pattern},
		{&l.Wait, f.Wait.Pattern},
		{&l.Seam, f.Seam.Pattern},
		{&l.AdviceOf, f.Advice.Of},
		{&l.AdviceFor, f.Advice.For},
		{&l.Following, f.Article.Following},
		{&l.SeeAlso, f.Article.SeeAlso},
		{&l.Vague, f.Slip.Vague},
		{&l.Boss, f.Slip.Boss},
		{&l.Reached, f.Slip.Reached},
		{&l.Tasked, f.Slip.Tasked},
		{&l.Supposing, f.Slip.Supposing},
		{&l.Only, f.Slip.Only},
		{&l.Takes, f.Slip.Takes},
		{&l.Bare, f.Slip.Bare},
		{&l.verb, f.Denial.Verb},
		{&l.before, f.Denial.Before},
		{&l.unless, f.Denial.Unless},
	}
}

// Choosing is the question of which of several cases of a kind a user has: which browser,
// which system. Empty where the language has none.
func (l *Language) Choosing(kind string) string { return cmp.Or(l.choose[kind], l.choose["other"]) }

// Said returns where a convention stands in a text, as FindStringSubmatchIndex
// does: the first place where it is not denied. nil: nowhere.
func (l *Language) Said(convention *pattern.Pattern, plain string) []int {
	for from := 0; from < len(plain); {
		m := convention.FindStringSubmatchIndex(plain[from:])
		if m == nil {
			return nil
		}
		for i := range m {
			if m[i] >= 0 {
				m[i] += from
			}
		}
		if l.Denied(plain, m) == "" {
			return m
		}
		from = m[1]
	}
	return nil
}

// Denied returns the words that deny what stands at m, "" where none do: those
// before the last verb of it.
func (l *Language) Denied(plain string, m []int) string {
	at := m[0]
	for _, v := range l.verb.FindAllStringIndex(plain[m[0]:m[1]], -1) {
		at = m[0] + v[0]
	}
	if no := l.before.FindStringIndex(plain[:at]); no != nil && !l.unless.MatchString(plain[:at]) {
		return strings.TrimFunc(plain[no[0]:m[1]], func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	}
	return ""
}

// Denials returns what a text tells not to do, of that which would be a hand-off,
// something to collect or a wait.
func (l *Language) Denials(plain string) []string {
	var out []string
	for _, re := range []*pattern.Pattern{l.Collect, l.Handoff, l.Wait} {
		for _, m := range re.FindAllStringSubmatchIndex(plain, -1) {
			if words := l.Denied(plain, m); words != "" {
				out = append(out, words)
			}
		}
	}
	return out
}

// Timer returns how long a text says to wait; ok is false where it does not.
func (l *Language) Timer(plain string) (d time.Duration, ok bool) {
	m := l.Said(l.Wait, plain)
	if m == nil {
		return 0, false
	}
	n, known := l.numbers[strings.ToLower(plain[m[2]:m[3]])]
	if !known {
		var err error
		if n, err = strconv.Atoi(plain[m[2]:m[3]]); err != nil || n > 10_000 {
			return 0, true
		}
	}
	return time.Duration(n) * l.units[strings.ToLower(plain[m[4]:m[5]])], true
}

// Seams parts a sentence where it goes on from what to collect to whom to give it:
// the tail is "" where it does not.
func (l *Language) Seams(text string) (head, tail string) {
	at := l.Seam.FindStringIndex(text)
	if at == nil {
		return text, ""
	}
	tail = strings.TrimLeft(text[at[0]:], " ,=>→\n")
	for _, w := range l.seamWords {
		if t, ok := strings.CutPrefix(tail, w); ok {
			return text[:at[0]] + ".", t
		}
	}
	return text[:at[0]] + ".", tail
}
