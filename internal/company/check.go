package company

import (
	"cmp"
	"crypto/sha256"
	"hash"
	"maps"
	"regexp"
	"slices"
	"strings"

	"hotro/internal/reference"
	"hotro/internal/text"
	"hotro/internal/worktime"
)

// Problem is something that the author of a pack has to mend.
type Problem struct {
	File   string
	Line   int
	Key    string   // of the finding: "company.pattern"
	Values []string // name, value, name, value
}

// loader turns a file into a Pack, and notes what is wrong.
type loader struct {
	file     string
	lines    []string
	sum      hash.Hash // of all files
	problems []Problem
	ids      []string
}

func newLoader(file string, raw []byte) *loader {
	l := &loader{file: file, lines: strings.Split(string(raw), "\n"), sum: sha256.New()}
	l.sum.Write(raw)
	return l
}

func (l *loader) add(line int, key string, values ...string) {
	l.problems = append(l.problems, Problem{l.file, line, key, values})
}

// line is the first line that holds some words, in quotation marks if any does, 1
// where none does.
func (l *loader) line(words string) int {
	for _, w := range []string{`"` + words + `"`, "'" + words + "'", words} {
		if i := slices.IndexFunc(l.lines, func(s string) bool { return words != "" && strings.Contains(s, w) }); i >= 0 {
			return i + 1
		}
	}
	return 1
}

func (l *loader) pack(f file) *Pack {
	p := &Pack{
		Name: f.Name, Product: f.Product, Greeting: f.Greeting, About: f.About, Privacy: f.Privacy, Try: f.Try, Works: f.Works,
		Hours: f.Hours, Integration: f.Integration, Things: f.Things, Reference: Reference{Grammar: reference.None{}},
	}
	l.want(f.Name != "", 1, "name")
	if _, err := worktime.Parse(f.Hours, nil); err != nil {
		l.add(l.line(f.Hours), "company.hours", "hours", f.Hours)
	}
	if f.Integration != "" && !slices.Contains(Integrations(), f.Integration) {
		l.add(l.line(f.Integration), "company.unknown", "value", f.Integration, "near", text.Nearest(f.Integration, Integrations()))
	}
	if f.Reference != nil {
		p.Reference = l.reference(*f.Reference)
	}
	for _, d := range f.Details {
		p.Details = append(p.Details, l.detail(d))
	}
	for i, r := range f.Roles {
		l.id(r.ID, "role")
		if i > 0 {
			l.add(l.line(r.ID), "company.role", "id", r.ID)
			continue
		}
		l.want(len(r.Label) > 0, l.line(r.ID), "label")
		p.Roles = append(p.Roles, Role(r))
	}
	l.ids = nil // those of macros are a world of their own
	for _, m := range f.Macros {
		l.id(m.ID, "macro")
		l.want(len(m.Title) > 0 && len(m.Text) > 0, l.line(m.ID), "title, text")
		p.Macros = append(p.Macros, Macro(m))
		l.link(p, m.Article)
	}
	l.link(p, p.Reference.Article)
	return p
}

// link notes an article that the pack names, for whoever knows the articles.
func (l *loader) link(p *Pack, article string) {
	if article != "" {
		p.Links = append(p.Links, Link{article, l.line(article)})
	}
}

func (l *loader) reference(t referenceTable) Reference {
	r := Reference{ID: t.ID, Label: t.Label, Short: orText(t.Short, t.Label), Names: t.Names, Article: t.Article, Examples: t.Examples, Grammar: reference.None{}}
	l.id(t.ID, "reference")
	l.want(len(t.Label) > 0, l.line("[reference]"), "label")
	if g, ok := grammars()[t.Grammar]; ok {
		r.Grammar = g
	} else if t.Grammar != "" {
		l.add(l.line(t.Grammar), "company.unknown", "value", t.Grammar, "near", text.Nearest(t.Grammar, slices.Sorted(maps.Keys(grammars()))))
	} else if l.want(t.Pattern != "", l.line("[reference]"), "pattern"); t.Pattern != "" {
		l.pattern(&r, t)
	}
	if _, none := r.Grammar.(reference.None); none {
		return r // what is wrong with its form is said
	}
	for _, e := range t.Examples {
		if _, ok := reference.Parse(r.Grammar, e); !ok {
			l.add(l.line(e), "company.example", "example", e)
		}
	}
	for _, m := range t.Misses {
		for _, e := range m.Examples {
			if _, found, bad := r.Grammar.Cut(e); len(found) > 0 || len(bad) == 0 {
				l.add(l.line(e), "company.miss", "example", e)
			}
		}
	}
	return r
}

// pattern compiles the form of a reference and its near misses.
func (l *loader) pattern(r *Reference, t referenceTable) {
	var near []reference.Near
	for i, m := range t.Misses {
		fault := reference.Fault("miss_" + string(rune('a'+i%26)))
		if !l.compiles(m.Pattern) {
			continue
		}
		near = append(near, reference.Near{Pattern: m.Pattern, Fault: fault})
		r.Misses = append(r.Misses, Miss{fault, m.Say})
	}
	if !l.compiles(t.Pattern) {
		return
	}
	r.Grammar, _ = reference.NewPattern(t.Pattern, near) // each compiles
}

func (l *loader) compiles(pattern string) bool {
	if _, err := reference.NewPattern(pattern, nil); err != nil {
		l.add(l.line(pattern), "company.pattern", "pattern", pattern, "error", err.Error())
		return false
	}
	return true
}

func (l *loader) detail(t detailTable) Detail {
	l.id(t.ID, "detail")
	l.want(len(t.Label) > 0, l.line(t.ID), "label")
	if !slices.Contains(Kinds(), t.Kind) {
		var all []string
		for _, k := range Kinds() {
			all = append(all, string(k))
		}
		l.add(l.line(cmp.Or(string(t.Kind), t.ID)), "company.unknown", "value", string(t.Kind), "near", text.Nearest(string(t.Kind), all))
	}
	return Detail{t.ID, t.Kind, t.Label, orText(t.Short, t.Label), t.Names, t.Own}
}

var idForm = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// id judges the id of a table.
func (l *loader) id(id, table string) {
	switch {
	case id == "":
		l.want(false, l.line("["+table+"]"), "id")
	case !idForm.MatchString(id):
		l.add(l.line(id), "company.id", "id", id)
	case slices.Contains(l.ids, id):
		l.add(l.line(id), "company.twice", "id", id)
	}
	l.ids = append(l.ids, id)
}

func (l *loader) want(there bool, line int, key string) {
	if !there {
		l.add(line, "company.missing", "key", key)
	}
}

func orText(t, other Text) Text {
	if len(t) > 0 {
		return t
	}
	return other
}
