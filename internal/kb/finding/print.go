package finding

import (
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Paint colours a piece of a message; Plain leaves it as it is.
type Paint func(s string, colour Colour) string

// Colour is what a piece of a message is to stand out as.
type Colour int

// The colours of a message.
const (
	Red    Colour = 31 // an error
	Yellow Colour = 33 // a warning
	Blue   Colour = 34 // the frame
	Cyan   Colour = 36 // a note
)

// Plain is the Paint of what is no terminal.
func Plain(s string, _ Colour) string { return s }

// Terminal is the Paint of a terminal.
func Terminal(s string, c Colour) string { return fmt.Sprintf("\x1b[1;%dm%s\x1b[0m", c, s) }

func (s Severity) colour() Colour {
	switch s {
	case Error:
		return Red
	case Warning:
		return Yellow
	}
	return Cyan
}

// Print tells the findings to people, as compilers do: what is wrong, the line
// with what is marked in it, why a user would suffer, what to write instead.
func (fs List) Print(w io.Writer, book Phrasebook, paint Paint) error {
	for _, m := range fs.Told(book) {
		if _, err := io.WriteString(w, m.text(book, paint)+"\n"); err != nil {
			return fmt.Errorf("write the findings: %w", err)
		}
	}
	return nil
}

// text is one message on several lines.
func (m Message) text(book Phrasebook, paint Paint) string {
	c := m.Severity.colour()
	gap := len(strconv.Itoa(m.Line))
	for _, n := range m.Notes {
		gap = max(gap, len(strconv.Itoa(n.Line)))
	}
	f := frame{&strings.Builder{}, gap, paint}
	f.line("%s: %s", paint(string(m.Severity)+"["+m.Code+"]", c), printable(m.Message))
	f.quote("-->", Place{m.File, m.Line, m.Column, m.EndColumn, m.Excerpt}, "^", c)
	for _, n := range m.Notes {
		f.quote(":::", Place{n.File, n.Line, n.Column, n.EndColumn, n.Excerpt}, "-", Cyan)
	}
	f.remark(book, "check.why", m.Why)
	f.remark(book, "check.help", m.Help)
	f.remark(book, "check.near", m.Near)
	return f.String()
}

// frame writes a message with the numbers of its lines in a column.
type frame struct {
	*strings.Builder
	gap   int
	paint Paint
}

// line writes one line; its arguments hold no line ends.
func (f frame) line(format string, args ...any) { fmt.Fprintf(f, format+"\n", args...) }

func (f frame) margin(number, bar string) string {
	return f.paint(fmt.Sprintf("%*s %s", f.gap, number, bar), Blue)
}

// quote shows a place: where it is, its line, and a mark under what is meant.
func (f frame) quote(arrow string, p Place, mark string, c Colour) {
	where := printable(p.File) + ":" + strconv.Itoa(p.Line)
	if p.Column > 0 {
		where += ":" + strconv.Itoa(p.Column)
	}
	f.line("%s %s", f.paint(strings.Repeat(" ", f.gap)+arrow, Blue), where)
	if p.Excerpt == "" {
		return
	}
	text, at, n := window(p)
	f.line("%s %s", f.margin(strconv.Itoa(p.Line), "|"), text)
	f.line("%s %s%s", f.margin("", "|"), strings.Repeat(" ", at), f.paint(strings.Repeat(mark, n), c))
}

// remark writes words behind what they are; nothing for none.
func (f frame) remark(book Phrasebook, key, words string) {
	if words != "" {
		f.line("%s %s", f.margin("", "="), book.T(key, "words", printable(words)))
	}
}

// A line is shown as wide as this, about what is marked.
const (
	wide   = 96
	before = 24
)

// window cuts a long line about what is marked; a tab is one space wide.
func window(p Place) (text string, at, n int) {
	r := []rune(strings.ReplaceAll(p.Excerpt, "\t", " "))
	at = max(0, min(p.Column-1, len(r)))
	n = max(1, min(p.End-1, len(r))-at)
	from, to, head, tail := 0, len(r), "", ""
	if len(r) > wide {
		from = max(0, min(at-before, len(r)-wide))
		to = from + wide
	}
	if from > 0 {
		head = "…"
	}
	if to < len(r) {
		tail = "…"
	}
	n = max(1, min(n, to-at))
	return head + string(r[from:to]) + tail, at - from + len([]rune(head)), n
}
