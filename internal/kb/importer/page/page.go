package page

import (
	"fmt"
	"path"
	"strings"

	"golang.org/x/text/unicode/norm"

	"hotro/internal/kb/convention"
	"hotro/internal/pattern"
)

// Kind says what a block is.
type Kind int

// The kinds of block.
const (
	Paragraph Kind = iota
	Heading        // Text is its title
	Item           // of a list
	Table          // Rows hold it
	Code           // Text is verbatim
	Note           // Kids are set apart by the page: a quotation, an admonition
	Picture        // Text is what stands for it
	End            // closes every heading whose level is Level or deeper
)

// Block is one piece of a page. Texts carry marks, see Plain.
type Block struct {
	Kind    Kind
	Line    int
	Level   int // of a heading, 1 the highest; 0 where only its words can tell
	Text    string
	Ordered bool   // of an item
	Number  int    // of an ordered item, as it is written; 0 for none
	Marker  string // of an item of pasted text: "A", "1.2", "a"; Tab of the heading of a tab; else empty
	Apart   bool   // a paragraph of pasted text behind a blank line
	Rows    []Row
	Kids    []Block // of an item or a note
}

// Tab marks a heading that is the name of a tab: one of several views of what stands over
// it.
const Tab = "tab"

// Row is one line of a table. Where a cell spans rows, each of them has it.
type Row struct {
	Line  int
	Head  bool // set as the heads of columns
	Cells []string
}

// Left is a text of the input that is no part of the page.
type Left struct {
	Line int
	Text string
	Why  Why
}

// Why says why a text was left out.
type Why int

// The reasons for leaving a text out.
const (
	Site   Why = iota // belongs to the site: menus, footers, feedback forms
	Hidden            // nobody sees it: comments
	Struck            // struck through
	Footer            // an export's words to programs
)

// Page is a page as it was read.
type Page struct {
	Title  string // what the file says that it is called, apart from headings
	Blocks []Block
	Left   []Left
	Pasted bool // lines of text without markup, of which some may look like headings
	marked bool // Markdown, whose lines may end where something begins
}

var (
	htmlDoc    = pattern.New(`(?i)^\s*(?:<!--.*?-->\s*)*(?:<!doctype html|<html|<head|<body|<main|<article|<section|<div|<h[1-6]|<table|<p>|<ul|<ol|<dl|<details)`)
	markdownly = pattern.New(`(?m)^ {0,3}#{1,6} +\S|^ {0,3}\|?[ :]*-{3,}[ :]*\||^<details>`)
)

// Reads reports whether a file may be a page, by its name.
func Reads(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".markdown", ".mdx", ".html", ".htm", ".txt", ".csv", ".tsv", ".docx", ".xlsx", ".xlsm":
		return true
	}
	return false
}

// Read reads a page as a file holds it; name is the file's name, whose end says
// what the content can't.
func Read(name string, raw []byte) (Page, error) {
	switch ext := strings.ToLower(path.Ext(name)); ext {
	case ".xlsx", ".xlsm":
		blocks, err := workbook(raw)
		return Page{Blocks: blocks}, err
	case ".docx":
		return document(raw)
	case ".xls", ".doc", ".pdf", ".odt", ".rtf", ".pptx":
		return Page{}, fmt.Errorf("%s files are not read; save it as .docx, .xlsx, .html or text", ext)
	}
	src, err := Decode(raw)
	if err != nil {
		return Page{}, err
	}
	return readText(name, src), nil
}

// readText reads a page that is text.
func readText(name, src string) Page {
	src = norm.NFC.String(src)
	src, title := frontTitle(src)
	ext := strings.ToLower(path.Ext(name))
	marked := ext == ".md" || ext == ".markdown" || ext == ".mdx" || markdownly.MatchString(src)
	if marked {
		src = bookTabs(src)
	}
	src, footer := convention.Clean(private.Replace(src))
	p := Page{Title: title}
	if footer.Line > 0 {
		p.Left = append(p.Left, Left{footer.Line, footer.Heading, Footer})
	}
	switch {
	case ext == ".csv" || ext == ".tsv":
		p.Blocks = separated(src, ext == ".tsv")
	case ext == ".html" || ext == ".htm" || htmlDoc.MatchString(src):
		p.html(withLines(src))
	case marked:
		p.marked = true
		p.html(fromMarkdown(src))
	case p.structured(src):
	default:
		p.Blocks, p.Pasted = Lines(src, 1), true
	}
	return p
}

var front = pattern.New(`(?m)\A---\n(?:[\w-]+:.*\n|[ \t#-].*\n|\n)*---\n`)

// brokenFront is front matter that was written as Markdown again.
var brokenFront = pattern.New(`\A\s*(?:(?:\*{3}|-{3})\s*\n\s*)?title: .*\n(?:[\w-]+: ?.*\n)+-{3,}\s*\n`)

// frontTitle takes the title out of front matter, which is blanked.
func frontTitle(src string) (rest, title string) {
	src = strings.ReplaceAll(src, "\r\n", "\n")
	src = strings.TrimPrefix(src, "\ufeff")
	at := front.FindString(src)
	if at == "" {
		at = brokenFront.FindString(src)
	}
	for l := range strings.SplitSeq(at, "\n") {
		if v, ok := strings.CutPrefix(l, "title:"); ok {
			title = strings.Trim(strings.TrimSpace(v), `"'`)
		}
	}
	if at == "" {
		return src, ""
	}
	return strings.Repeat("\n", strings.Count(at, "\n")) + strings.TrimPrefix(src, at), title
}
