package markdown

import (
	"cmp"
	"path"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	gtext "github.com/yuin/goldmark/text"
	"golang.org/x/text/unicode/norm"

	"hotro/internal/kb/convention"
	"hotro/internal/kb/finding"
	"hotro/internal/pattern"
	"hotro/internal/text"
)

// The kinds of document, set by "kind:" in the document comment.
const (
	KindTopics   = "topics"   // the default: level-2 headings are topics
	KindArticles = "articles" // level-2 headings are articles that topics link to
	KindPhrases  = "phrases"  // level-2 headings are topic ids, list items what users say
	KindOutside  = "outside"  // list items are what users say about other subjects
	KindTerms    = "terms"    // level-2 headings are words, with what they mean
	KindCodes    = "codes"    // a table of codes that no document covers
	KindIgnore   = "ignore"   // not for the guide
)

// Document is one file, cut into sections but not yet given a meaning.
type Document struct {
	File   string
	Dir    string
	Kind   string
	Lang   string // of a translation; empty: the documents' own language
	Source string
	Extra  bool
	Top    Section // what stands before the first level-2 heading
	Topics []Section
}

// Section is a heading with what stands under it.
type Section struct {
	Title  string
	Line   int
	Notes  []Note
	Blocks []Block
	Causes []Section
}

// Shape says what a block is in the document.
type Shape int

// The shapes.
const (
	Paragraph Shape = iota
	Item            // of a list
	Picture
	Table
)

// Block is a paragraph, a list item, a picture or a table.
type Block struct {
	Shape   Shape
	Ordered bool // of an item
	List    int  // items of one list share it
	Text    string
	Line    int
	Links   []Ref
	Image   string
	Notes   []Note
	Rows    []Row
}

// Row is one line of a table.
type Row struct {
	Line  int
	Cells []string
}

// Ref is a Markdown link to another document, not yet resolved.
type Ref struct {
	Label, Dest string
	Line        int
}

// reader walks the Markdown of one file.
type reader struct {
	finding.Report
	src    []byte
	starts []int // byte offset of each line
	doc    *Document
	lists  int
	nested bool     // inside a list item or a quotation: headings are text
	at     *Section // where blocks go
	above  []Note   // that stand above their heading, until it comes
}

// Parse cuts one file into sections; r takes what its author should know.
func Parse(file string, raw []byte, r finding.Report) *Document {
	d := &Document{File: file, Dir: path.Dir(file), Kind: KindTopics, Top: Section{Line: 1}}
	if !utf8.Valid(raw) {
		r.Add(finding.Error, 1, "encoding")
		return d
	}
	plain, footer := convention.Clean(string(raw))
	if footer.Line > 0 {
		r.Add(finding.Info, footer.Line, "gitbook", "heading", footer.Heading)
	}
	src := []byte(mend(norm.NFC.String(plain), r))
	rd := &reader{Report: r, src: src, doc: d}
	for i := range src {
		if i == 0 || src[i-1] == '\n' {
			rd.starts = append(rd.starts, i)
		}
	}
	rd.at = &d.Top
	root := goldmark.New(goldmark.WithExtensions(extension.Table)).Parser().Parse(gtext.NewReader(src))
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		rd.block(n)
	}
	rd.document()
	return d
}

var tag = pattern.New(`^[a-z]{2,3}$`)

// language reads what language a translation is in.
func (d *Document) language(n Note, r finding.Report) {
	if d.Lang = n.Value("lang"); d.Lang != "" && !tag.MatchString(d.Lang) {
		r.Add(finding.Error, n.Field("lang").Line, "comment.lang", "lang", d.Lang)
	}
}

// document reads the notes that stand before the first topic.
func (rd *reader) document() {
	d := rd.doc
	for _, n := range d.Top.Notes {
		if n.Word != "document" {
			rd.Add(finding.Error, n.Line, "comment.early", "word", n.Word)
			continue
		}
		d.Source, d.Extra = n.Value("source"), n.Yes("extra", rd.Report)
		d.language(n, rd.Report)
		switch k := n.Value("kind"); k {
		case "":
		case KindTopics, KindArticles, KindPhrases, KindOutside, KindTerms, KindCodes, KindIgnore:
			d.Kind = k
		default:
			near := text.Nearest(k, []string{KindTopics, KindArticles, KindPhrases, KindOutside, KindTerms, KindCodes, KindIgnore})
			rd.Add(finding.Error, n.Field("kind").Line, "comment.document_kind", "kind", k, "near", near)
			d.Kind = cmp.Or(near, d.Kind) // one slip, one message
		}
	}
}
