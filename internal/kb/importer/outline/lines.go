package outline

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hotro/internal/kb/importer/page"
	"hotro/internal/pattern"
)

// split makes a paragraph of every line.
func (o *sorter) split(blocks []page.Block) []page.Block {
	var counted, out []page.Block
	for _, b := range o.dashesTyped(blocks) {
		counted = append(counted, o.parted(b)...)
	}
	for _, b := range counted {
		if n := len(out) - 1; n >= 0 && o.pasted && b.Kind == page.Paragraph && o.asksBelow(out[n]) {
			out[n].Text = strings.TrimRight(out[n].Text, ":： ") + ": " + b.Text
			continue
		}
		if n := len(out) - 1; n >= 0 && o.pasted && o.cutOff(out[n], b) {
			out[n].Text += " " + b.Text
			continue
		}
		lines := o.linesIn(b)
		if k := o.labelAt(b, lines); k > 0 { // a label right behind a list goes with no item of it
			b.Text = strings.Join(lines[:k], "\n")
			rest := page.Block{Line: b.Line, Text: strings.Join(lines[k:], "\n")}
			out = append(out, o.split([]page.Block{b, rest})...)
			continue
		}
		if b.Kind == page.Item && len(lines) > 1 {
			b.Text = lines[0]
			for i, l := range lines[1:] {
				b.Kids = slices.Insert(slices.Clone(b.Kids), i, page.Block{Line: b.Line, Text: l})
			}
		}
		if b.Kind != page.Paragraph || len(lines) < 2 {
			out = append(out, b)
			continue
		}
		if o.headsLines(lines) {
			out = append(out, page.Block{Kind: page.Heading, Level: lettersLevel, Line: b.Line, Text: lines[0]})
			lines = lines[1:]
		}
		for i, l := range lines {
			if n := len(out) - 1; i > 0 && goesOn(out[n].Text, l) {
				out[n].Text += " " + l
				continue
			}
			x := b
			if x.Text = l; i > 0 && arrowed.MatchString(page.Plain(l)) || dashLine.MatchString(page.Plain(l)) && len(lines) > 1 {
				x.Kind, x.Text = page.Item, leadMark.ReplaceAllString(l, "")
			}
			out = append(out, o.parted(x)...)
			b.Apart = false
		}
	}
	return out
}

// headsLines reports whether the first line of a paragraph is lettered and heads the
// others, each of which is counted: "A. The router was replaced", "1) Open the app".
func (o *sorter) headsLines(lines []string) bool {
	if o.pasted || !letteredLine.MatchString(lines[0]) || utf8.RuneCountInString(lines[0]) > titleMax {
		return false
	}
	small := smallLetter.MatchString(page.Plain(lines[0]))
	for _, l := range lines[1:] {
		if l = page.Plain(l); !countedLine.MatchString(l) || small && smallLetter.MatchString(l) {
			return false
		}
	}
	return true
}

// countedLine is a line with a number, a small letter or a dash before it.
var countedLine = pattern.New(`^\s*(?:\(?(?:\d{1,2}|[a-z])[.)]|[-–•+])\s+\S`)

// dashLine is a line with a typed dash before it.
var dashLine = pattern.New(`^\s*[-–•]\s+\S`)

// dashesTyped makes items of paragraphs that stand side by side and begin each with a
// dash, or each with a plus: of those under a dash they are its list. A dash by itself
// marks an item where a thing to do is behind it.
func (o *sorter) dashesTyped(blocks []page.Block) []page.Block {
	var out []page.Block
	for i, b := range blocks {
		m := typedMark(b)
		if m == '-' && o.w.act(typedDash.ReplaceAllString(b.Text, "$1")) {
			b.Kind, b.Text = page.Item, typedDash.ReplaceAllString(b.Text, "$1")
			b.Marker = "-"
			out = append(out, b)
			continue
		}
		if m == 0 || (i == 0 || typedMark(blocks[i-1]) == 0) && (i+1 == len(blocks) || typedMark(blocks[i+1]) == 0) {
			out = append(out, b)
			continue
		}
		b.Kind, b.Text = page.Item, typedDash.ReplaceAllString(b.Text, "$1")
		if n := len(out) - 1; m == '+' && n >= 0 && i > 0 && typedMark(blocks[i-1]) != 0 && out[n].Kind == page.Item && out[n].Marker == "-" {
			out[n].Kids = append(slices.Clone(out[n].Kids), b)
			continue
		}
		if m != '+' {
			b.Marker = "-"
		}
		out = append(out, b)
	}
	for i := range out {
		if out[i].Marker == "-" {
			out[i].Marker = ""
		}
	}
	return out
}

var typedDash = pattern.New(`^([\x{e001}]?)\s*[-–•+*]\s+`)

// typedMark is the dash or plus that a paragraph begins with, 0 for none.
func typedMark(b page.Block) rune {
	if b.Kind != page.Paragraph || strings.Contains(b.Text, "\n") || !typedDash.MatchString(b.Text) {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(page.Plain(b.Text))
	return r
}

// smallLetter is a line that counts by small letters.
var smallLetter = pattern.New(`^\s*\(?[a-z][.)]`)

// labelAt finds the line of an item that is a bold label and no more, 0 for none.
func (o *sorter) labelAt(b page.Block, lines []string) int {
	if b.Kind != page.Item || len(b.Kids) > 0 {
		return 0
	}
	for i, l := range lines {
		if _, bold := page.Bold(l); !bold || i == 0 {
			continue
		}
		if l, ok := o.w.label(l, cause, remedy, symptom); ok && l.rest == "" {
			return i
		}
	}
	return 0
}

// asksBelow reports whether a line is a label behind which the question stands on a
// line of its own.
func (o *sorter) asksBelow(b page.Block) bool {
	if b.Kind != page.Paragraph {
		return false
	}
	l, ok := o.w.label(b.Text, question)
	return ok && l.rest == "" && len(strings.Fields(page.Plain(b.Text))) < 3
}

// linesIn parts a text at its line breaks, and before every bold label inside it.
func (o *sorter) linesIn(b page.Block) []string {
	if b.Kind == page.Code {
		return nil
	}
	var out []string
	for l := range strings.SplitSeq(b.Text, "\n") {
		for _, part := range o.atAnswer(l) {
			out = append(out, o.atLabels(part)...)
		}
	}
	return out
}

// parted parts a paragraph where a sentence is labelled and where it counts.
func (o *sorter) parted(b page.Block) []page.Block {
	var out []page.Block
	for _, part := range o.atSentences(b) {
		out = append(out, uncounted(part)...)
	}
	return out
}

// atSentences parts a paragraph before every sentence in it that is labelled: "Causes:
// 1. … 2. … Solutions: 1. …".
func (o *sorter) atSentences(b page.Block) []page.Block {
	if b.Kind != page.Paragraph || strings.Contains(b.Text, "\n") {
		return []page.Block{b}
	}
	var out []page.Block
	for _, s := range sentences(b.Text) {
		if _, ok := o.w.label(s, cause, remedy, symptom); len(out) == 0 || ok && strings.Contains(page.Plain(s), ":") {
			b.Text = s
			out = append(out, b)
			b.Apart = false
			continue
		}
		out[len(out)-1].Text += " " + s
	}
	return out
}

// atAnswer parts a line that asks and answers: "Q: Where is it? A: In the menu."
func (o *sorter) atAnswer(l string) []string {
	head, rest, bold := page.BoldLead(l)
	if bold {
		if a, ok := o.w.label(rest, answer); ok && a.rest != "" && page.Plain(rest) != "" {
			return []string{strings.TrimSpace(l[:len(l)-len(rest)]), strings.TrimSpace(rest)}
		}
	}
	if q, ok := o.w.label(l, question); !ok || q.rest == "" && !bold || bold && head == "" {
		return []string{l}
	}
	list := sentences(l)
	for i := 1; i < len(list); i++ {
		if a, ok := o.w.label(list[i], answer); ok && a.rest != "" {
			return []string{strings.Join(list[:i], " "), strings.Join(list[i:], " ")}
		}
	}
	return []string{l}
}

// atLabels parts a line before every bold label inside it.
func (o *sorter) atLabels(l string) []string {
	var out []string
	start := 0
	for _, at := range page.Bolds(l) {
		head, rest, _ := page.BoldLead(l[at:])
		r, _, ok := o.w.named(strings.TrimRight(head, ":： "))
		colon := strings.HasSuffix(head, ":") || strings.HasPrefix(strings.TrimSpace(rest), ":")
		if at > 0 && ok && colon && (r == cause || r == remedy || r == symptom || r == problem) {
			out = append(out, strings.TrimSpace(l[start:at]))
			start = at
		}
	}
	return append(out, strings.TrimSpace(l[start:]))
}

// cutOff reports whether a line ends a sentence that was cut before the number of
// a cause or a step: "go to possible / cause 2".
func (o *sorter) cutOff(before, b page.Block) bool {
	if before.Kind == page.Table || b.Kind != page.Paragraph || b.Apart || before.Text == "" {
		return false
	}
	end, _ := utf8.DecodeLastRuneInString(page.Plain(before.Text))
	l, ok := o.w.label(b.Text, cause, step)
	return ok && l.n > 0 && l.rest == "" && !l.colon && !strings.ContainsRune(".!?:;", end) && len(before.Text) > 30
}

// goesOn reports whether a line goes on with the one before: it begins small, and
// that one did not end.
func goesOn(before, l string) bool {
	r, _ := utf8.DecodeRuneInString(page.Plain(l))
	end, _ := utf8.DecodeLastRuneInString(page.Plain(before))
	return (unicode.IsLower(r) || r == '(') && !strings.ContainsRune(".!?:;", end)
}
