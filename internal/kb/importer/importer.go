package importer

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
	"sync"

	"hotro/internal/capped"
	"hotro/internal/kb/convention"
	"hotro/internal/kb/finding"
	"hotro/internal/kb/importer/outline"
	"hotro/internal/kb/importer/page"
	"hotro/prompts"
)

// Document is one document made, with the name to store it under.
type Document struct {
	Name string
	Text string
}

// Result is what an import made and what its author should look at.
type Result struct {
	Documents []Document
	// Findings name lines of the input. Those that kb.Compile has on the
	// documents come with it.
	Findings finding.List
}

// maxSize bounds what Import reads; a help page is far smaller.
const maxSize = 8 << 20

// leastMapped is how much of a page must have become topics, in percent: a page
// of which less was understood is no page of problems, or of a shape unknown.
const leastMapped = 50

var (
	errNoTopic = errors.New("no error code and no heading found; put each topic's title on a line of its own")
	words      = sync.OnceValues(func() (*outline.Words, error) { return outline.Load(prompts.FS) })
)

// Import is Set.Import for a page by itself.
func Import(r io.Reader, name string) (Result, error) { return new(Set).Import(r, name) }

// Reads reports whether a file may be a page to import, by its name.
func Reads(name string) bool { return page.Reads(name) }

// Import reads a page as it comes and writes it as Markdown in the conventions
// kb.Compile reads, a document for each group of topics. name is the input's file
// name. With an error the Result holds no document, and the findings made so far.
func (s *Set) Import(r io.Reader, name string) (Result, error) {
	raw, err := capped.ReadAll(r, maxSize)
	switch {
	case errors.Is(err, capped.ErrTooLarge):
		return Result{}, fmt.Errorf("import %s: larger than %d MB; split it", name, maxSize>>20)
	case err != nil:
		return Result{}, fmt.Errorf("import %s: %w", name, err)
	}
	w, err := words()
	if err != nil {
		return Result{}, fmt.Errorf("import %s: %w", name, err)
	}
	p, err := page.Read(name, raw)
	if err != nil {
		return Result{}, fmt.Errorf("import %s: %w", name, err)
	}
	o := outline.Of(p, w)
	var found finding.List
	rep := finding.For(name, &found)
	report(o, p, rep)
	switch topics := o.Topics(); {
	case topics == 0:
		return Result{Findings: found.Sorted()}, fmt.Errorf("import %s: %w", name, errNoTopic)
	case 100*o.Mapped < leastMapped*o.All:
		return Result{Findings: found.Sorted()}, fmt.Errorf("import %s: only %d %% of the page became topics (%d of them), which is too little to trust; give each problem a heading of its own", name, 100*o.Mapped/o.All, topics)
	}
	docs := s.documents(o, path.Base(name), w.Tongue(o.Text()), rep)
	return Result{Documents: docs, Findings: found.Sorted()}, nil
}

// documents writes each group as a document with a name of its own.
func (s *Set) documents(o outline.Outline, source, lang string, r finding.Report) []Document {
	title := cmp.Or(o.Title, strings.TrimSuffix(source, path.Ext(source)))
	s.init()
	w := &writer{Report: r, ids: s.ids, codes: s.codes}
	if lang != convention.Unnamed {
		w.lang = lang
	}
	var out []Document
	for _, g := range o.Groups {
		from := source
		if g.Title != "" && g.Title != title {
			from += ", " + title
		}
		d := Document{Name: unique(s.names, cmp.Or(convention.Slug(cmp.Or(g.Title, title)), "imported")) + ".md"}
		d.Text = w.document(cmp.Or(g.Title, title), from, g)
		out = append(out, d)
	}
	return out
}

// unique returns a name that is not taken yet, and takes it.
func unique(taken map[string]bool, name string) string {
	out := name
	for n := 2; taken[strings.ToLower(out)]; n++ {
		out = fmt.Sprintf("%s-%d", name, n)
	}
	taken[strings.ToLower(out)] = true
	return out
}

// report says what was left out, what was inferred and what is missing.
func report(o outline.Outline, p page.Page, r finding.Report) {
	for _, l := range p.Left {
		if l.Why == page.Footer {
			r.Add(finding.Info, l.Line, "gitbook", "heading", l.Text)
		}
	}
	for _, m := range o.Remarks {
		switch m.Kind {
		case outline.Site:
			r.Add(finding.Info, m.Line, "import.site", "text", m.Text)
		case outline.Machine:
			r.Add(finding.Warning, m.Line, "import.machine", "text", m.Text)
		case outline.Struck:
			r.Add(finding.Info, m.Line, "import.struck", "text", m.Text)
		case outline.Pictured:
			r.Add(finding.Info, m.Line, "import.picture", "text", m.Text)
		case outline.Understood:
			r.Add(finding.Info, m.Line, "import.understood", "text", m.Text)
		case outline.Branching:
			r.Add(finding.Info, m.Line, "import.onward", "text", m.Text)
		case outline.Ordered:
			r.Add(finding.Info, m.Line, "import.paired", "title", m.Text)
		case outline.Renumbered:
			r.Add(finding.Info, m.Line, "import.renumbered", "number", m.More, "text", m.Text, "place", strconv.Itoa(m.N))
		case outline.Contact:
			r.Add(finding.Info, m.Line, "import.contact", "text", m.Text)
		case outline.Lost:
			r.Add(finding.Warning, m.Line, "empty-body.lost", "label", m.Text, "title", m.More)
		}
	}
}
