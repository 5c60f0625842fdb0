package kb

import (
	"path"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	gtext "github.com/yuin/goldmark/text"
	"golang.org/x/text/unicode/norm"

	"hotro/internal/kb/convention"
)

// The kinds of document, set by "kind:" in the document comment.
const (
	kindTopics   = "topics"   // the default: level-2 headings are topics
	kindArticles = "articles" // level-2 headings are articles that topics link to
	kindPhrases  = "phrases"  // level-2 headings are topic ids, list items what users say
	kindOutside  = "outside"  // list items are what users say about other subjects
	kindTerms    = "terms"    // level-2 headings are words, with what they mean
	kindCodes    = "codes"    // a table of codes that no document covers
	kindIgnore   = "ignore"   // not for the guide
)

// document is one file, cut into sections but not yet given a meaning.
type document struct {
	file   string
	dir    string
	kind   string
	source string
	extra  bool
	top    section // what stands before the first level-2 heading
	topics []section
}

// section is a heading with what stands under it.
type section struct {
	title  string
	line   int
	notes  []note
	blocks []block
	causes []section
}

// shape says what a block is in the document.
type shape int

const (
	para shape = iota
	item       // of a list
	picture
	table
)

// block is a paragraph, a list item, a picture or a table.
type block struct {
	shape   shape
	ordered bool // of an item
	list    int  // items of one list share it
	text    string
	line    int
	links   []ref
	image   string
	notes   []note
	rows    []row
}

// row is one line of a table.
type row struct {
	line  int
	cells []string
}

// ref is a Markdown link to another document, not yet resolved.
type ref struct {
	label, dest string
	line        int
}

// reader walks the Markdown of one file.
type reader struct {
	report
	src    []byte
	starts []int // byte offset of each line
	doc    *document
	lists  int
	nested bool     // inside a list item or a quotation: headings are text
	at     *section // where blocks go
}

// parse cuts one file into sections.
func parse(file string, raw []byte, r report) *document {
	d := &document{file: file, dir: path.Dir(file), kind: kindTopics, top: section{line: 1}}
	if !utf8.Valid(raw) {
		r.add(Error, 1, "encoding")
		return d
	}
	plain, footer := convention.Clean(string(raw))
	if footer.Line > 0 {
		r.add(Info, footer.Line, "gitbook", "heading", footer.Heading)
	}
	src := []byte(norm.NFC.String(plain))
	rd := &reader{report: r, src: src, doc: d}
	for i := range src {
		if i == 0 || src[i-1] == '\n' {
			rd.starts = append(rd.starts, i)
		}
	}
	rd.at = &d.top
	root := goldmark.New(goldmark.WithExtensions(extension.Table)).Parser().Parse(gtext.NewReader(src))
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		rd.block(n)
	}
	rd.document()
	return d
}

// document reads the notes that stand before the first topic.
func (rd *reader) document() {
	d := rd.doc
	for _, n := range d.top.notes {
		if n.word != "document" {
			rd.add(Error, n.line, "comment.early", "word", n.word)
			continue
		}
		d.source, d.extra = n.value("source"), n.yes("extra", rd.report)
		switch k := n.value("kind"); k {
		case "":
		case kindTopics, kindArticles, kindPhrases, kindOutside, kindTerms, kindCodes, kindIgnore:
			d.kind = k
		default:
			rd.add(Error, n.field("kind").line, "comment.document_kind", "kind", k)
		}
	}
}
