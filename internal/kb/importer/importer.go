package importer

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"hotro/internal/capped"
	"hotro/internal/kb/convention"
	"hotro/internal/kb/finding"
	"hotro/internal/text"
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

// Import reads a document as it comes and writes it as Markdown in the
// conventions kb.Compile reads. name is the input's file name. With an error
// the Result holds no document, and the findings made so far.
func Import(r io.Reader, name string) (Result, error) {
	raw, err := capped.ReadAll(r, maxSize)
	switch {
	case errors.Is(err, capped.ErrTooLarge):
		return Result{}, fmt.Errorf("import %s: larger than %d MB; split it", name, maxSize>>20)
	case err != nil:
		return Result{}, fmt.Errorf("import %s: %w", name, err)
	case !utf8.Valid(raw):
		return Result{}, fmt.Errorf("import %s: not UTF-8; save it as UTF-8 text", name)
	}
	im := &importer{ids: map[string]bool{}}
	im.Report = finding.For(name, &im.findings)
	im.read(im.source(string(raw)))
	res := Result{Findings: im.findings.Sorted()}
	if len(im.topics) == 0 {
		return res, fmt.Errorf("import %s: %w", name, errNoTopic)
	}
	title := cmp.Or(im.title, strings.TrimSuffix(path.Base(name), path.Ext(name)))
	res.Documents = []Document{{
		Name: cmp.Or(convention.Slug(title), "imported") + ".md",
		Text: im.write(title, path.Base(name)),
	}}
	return res, nil
}

var errNoTopic = errors.New("no error code and no heading found; put each topic's title on a line of its own")

// importer gathers the outline of one document.
type importer struct {
	finding.Report
	findings finding.List
	markdown bool // the input has headings of its own
	title    string
	topics   []section
	ids      map[string]bool
}

// source returns the input as composed Markdown or plain text, without what an
// export adds around it.
func (im *importer) source(raw string) string {
	src := norm.NFC.String(raw)
	if looksHTML(src) {
		src = htmlText(src)
	}
	src, footer := convention.Clean(src)
	if footer.Line > 0 {
		im.Add(finding.Info, footer.Line, "gitbook", "heading", footer.Heading)
	}
	return src
}

// section is a heading of the result with the lines under it.
type section struct {
	title  string
	body   []line
	causes []section
}

// line is one line of the input.
type line struct {
	no     int
	kind   lineKind
	text   string
	level  int // of a heading in Markdown
	number int // of a numbered item
}

type lineKind int

const (
	prose lineKind = iota
	heading
	bullet
	numbered
	label // "Cách xử lý:" with nothing on the line
	image
)

func (im *importer) read(src string) {
	lines := im.lines(src)
	for i, l := range lines {
		switch {
		case im.title == "" && len(im.topics) == 0 && (l.kind == heading && l.level <= 1 || !im.markdown && i == 0 && !convention.IsCode(l.text)):
			im.title = l.text
		case l.kind == heading:
			im.open(l)
		case len(im.topics) == 0:
			im.Add(finding.Info, l.no, "import.before", "text", excerpt(l.text))
		default:
			at := im.current()
			at.body = append(at.body, l)
		}
	}
	for i := range im.topics {
		t := &im.topics[i]
		im.renumbered(t.body)
		im.listed(t)
		for _, c := range append(t.causes, *t) {
			im.gaps(c)
		}
	}
}

// current is the section that lines go to.
func (im *importer) current() *section {
	t := &im.topics[len(im.topics)-1]
	if n := len(t.causes); n > 0 {
		return &t.causes[n-1]
	}
	return t
}

// open starts a cause when the heading names one that the topic has listed,
// or lies below the topic's own level; else a topic.
func (im *importer) open(l line) {
	if n := len(im.topics); n > 0 && !convention.IsCode(l.text) {
		t := &im.topics[n-1]
		if l.level > 2 || names(t.body, l.text) {
			t.causes = append(t.causes, section{title: l.text})
			return
		}
	}
	im.topics = append(im.topics, section{title: im.unique(l)})
}

// names reports whether a list item among lines is the given heading.
func names(lines []line, title string) bool {
	f := convention.Key(title)
	for _, l := range lines {
		if (l.kind == bullet || l.kind == numbered) && convention.Key(l.text) == f {
			return true
		}
	}
	return false
}

// unique gives the second topic of one name another name, so that ids differ.
func (im *importer) unique(l line) string {
	title := l.text
	for n := 2; im.ids[strings.ToLower(convention.TopicID(title))]; n++ {
		title = fmt.Sprintf("%s (%d)", l.text, n)
	}
	if title != l.text {
		im.Add(finding.Warning, l.no, "import.twice", "title", excerpt(l.text))
	}
	im.ids[strings.ToLower(convention.TopicID(title))] = true
	return title
}

// listed turns numbered cases that carry their own remedy into causes: "1. …",
// "Cách xử lý: …", "2. …", "Cách xử lý: …".
func (im *importer) listed(t *section) {
	if len(t.causes) > 0 || !saysCases(t.body) {
		return
	}
	var head []line
	var causes []section
	for i, l := range t.body {
		starts := (l.kind == numbered || l.kind == bullet) && i+1 < len(t.body) && t.body[i+1].kind != l.kind
		switch {
		case starts && convention.Slug(l.text) != "":
			causes = append(causes, section{title: strings.TrimRight(l.text, ". ")})
		case len(causes) > 0:
			c := &causes[len(causes)-1]
			c.body = append(c.body, l)
		default:
			head = append(head, l)
		}
	}
	if len(causes) > 1 {
		t.body, t.causes = head, causes
	}
}

// saysCases reports whether prose announces cases ("có 2 trường hợp …:").
func saysCases(lines []line) bool {
	for _, l := range lines {
		if l.kind == prose && strings.Contains(convention.Key(l.text), "truong hop") && strings.HasSuffix(l.text, ":") {
			return true
		}
	}
	return false
}

// renumbered says which numbered items follow one with the same or a higher
// number: copying breaks a list wherever something stands between its items.
func (im *importer) renumbered(lines []line) {
	last := 0
	for _, l := range lines {
		if l.kind != numbered {
			continue
		}
		if l.number <= last {
			im.Add(finding.Info, l.no, "import.renumbered", "number", strconv.Itoa(l.number), "text", excerpt(l.text), "place", strconv.Itoa(last+1))
		}
		last++
	}
}

// gaps says where a body was lost.
func (im *importer) gaps(o section) {
	for i, l := range o.body {
		if l.kind == label && (i+1 == len(o.body) || o.body[i+1].kind == image || o.body[i+1].kind == label) {
			im.Add(finding.Warning, l.no, "empty-body.lost", "label", l.text, "title", excerpt(o.title))
		}
	}
}

// excerpt shortens a text for use in a finding.
func excerpt(s string) string { return text.Clip(s, 60) }
