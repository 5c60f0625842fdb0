package finding

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Place is a piece of a line of a document.
type Place struct {
	File    string
	Line    int
	Column  int    // in characters, from 1; 0 while it is not located
	End     int    // the column behind the last character
	Excerpt string // the line as it stands there
}

// Locate returns the findings with their columns and excerpts, and with the
// other places they speak of. lines returns the lines of a document, nil for
// one that is not there.
func (fs List) Locate(lines func(file string) []string) List {
	for i := range fs {
		f := &fs[i]
		r := byKey()[f.Key]
		f.Place = f.Place.in(lines(f.File), f.Value(r.Mark))
		if r.Hide {
			f.Excerpt = hidden(f.Excerpt, f.Column, f.End)
		}
		f.Others = nil
		if file, line, ok := place(f.Value(valueAt)); ok {
			f.Others = []Place{Place{File: file, Line: line}.in(lines(file), f.Value(r.Mark))}
		}
	}
	return fs
}

// place reads "file:line".
func place(s string) (file string, line int, ok bool) {
	i := strings.LastIndexByte(s, ':')
	if i < 0 {
		return "", 0, false
	}
	line, err := strconv.Atoi(s[i+1:])
	return s[:i], line, err == nil
}

// in finds what is marked in the line of a place: mark where it stands there or
// further on in the paragraph, else all of the line that is not markup. Columns
// that are known stay.
func (p Place) in(lines []string, mark string) Place {
	if p.Line < 1 || p.Line > len(lines) {
		return p
	}
	line := func(n int) string { return printable(norm.NFC.String(strings.TrimRight(lines[n-1], " \t\r"))) }
	p.Excerpt = line(p.Line)
	if p.Column > 0 {
		return p
	}
	from, to := whole(p.Excerpt)
	mark = strings.TrimSuffix(norm.NFC.String(mark), "…")
	for n := p.Line; mark != "" && n <= len(lines) && line(n) != ""; n++ {
		if i := strings.Index(line(n), mark); i >= 0 {
			p.Line, p.Excerpt, from, to = n, line(n), i, i+len(mark)
			break
		}
	}
	p.Column = 1 + utf8.RuneCountInString(p.Excerpt[:from])
	p.End = p.Column + utf8.RuneCountInString(p.Excerpt[from:to])
	return p
}

// printable is a text without what a terminal would obey: documents come from
// elsewhere.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\t' {
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(s, string(utf8.RuneError)))
}

var marker = regexp.MustCompile(`^\s*(?:#{1,6}\s+|[-*+]\s+|\d+[.)]\s+|>\s*)?`)

// whole is where the text of a line begins and ends.
func whole(line string) (from, to int) {
	from = len(marker.FindString(line))
	if from == len(line) {
		from = len(line) - len(strings.TrimLeft(line, " \t"))
	}
	return from, len(line)
}

// hidden is a line without the piece that is marked: what is secret must not
// go on into a log of checks.
func hidden(line string, column, end int) string {
	r := []rune(line)
	if column < 1 || end < column || end-1 > len(r) {
		return strings.Repeat("█", len(r))
	}
	return string(r[:column-1]) + strings.Repeat("█", end-column) + string(r[end-1:])
}
