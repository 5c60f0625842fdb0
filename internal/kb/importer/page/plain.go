package page

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"hotro/internal/kb/convention"
	"hotro/internal/pattern"
)

var (
	bulletLine = pattern.New(`^(\s*)(?:[•●▪■□◆◦‣✓✔➢➤►▶»→⇒➜]\s*|[=-]>\s*|[·–—*+-]\s+)(\S.*)$`)
	numberLine = pattern.New(`^(\s*)\(?(\d{1,2}(?:\.\d{1,2})*|[a-zA-H]|[IVX]{1,4})[.):/]\s+(.+)$`)
	tightLine  = pattern.New(`^(\s*)\(?(\d{1,2})[.)](\p{Lu}.*)$`)
	ruleLine   = pattern.New("^\\s*(?:[-=*_~`]\\s*){3,}$")
	columns    = pattern.New(`\t+| {2,}`)
	comment    = pattern.New(`(?s)<!--.*?-->`)
	imageLine  = pattern.New(`^\s*(?:!\[[^\]]*\]\([^)]*\)|<figure>.*)\s*$`)
)

// Lines reads pasted text, of which every line is a paragraph, an item or a row
// of a table; lines that go on in the next are joined. A line that may be a
// heading is a paragraph: only what stands around it tells. first is the number
// of the first line.
func Lines(src string, first int) []Block {
	src = comment.ReplaceAllStringFunc(src, func(c string) string { return strings.Repeat("\n", strings.Count(c, "\n")) })
	src = bars(src)
	rd := &lineReader{lines: untabbed(strings.Split(src, "\n")), first: first}
	for rd.at < len(rd.lines) {
		rd.next()
	}
	return rd.out
}

// tabbed is a line of a list as a word processor pastes it: its mark, a tab, its words.
// The second level of such a list is marked by an o, the third by a section sign.
var tabbed = pattern.New(`^(\s*)([•●▪■□◆◦‣·–—*+o§\x{f0b7}\x{f0a7}-]|\(?(?:\d{1,2}|[a-zA-H]|[IVX]{1,4})[.)])[ \x{a0}]*\t[\s\x{a0}]*([^\t]+)$`)

// untabbed writes the lines of such lists as everybody types them: a tab behind a mark
// parts no cells.
func untabbed(lines []string) []string {
	for i, l := range lines {
		m := tabbed.FindStringSubmatch(strings.TrimRight(l, "\t "))
		if m == nil {
			continue
		}
		switch mark := m[2]; mark {
		case "o":
			lines[i] = m[1] + "  - " + m[3]
		case "§", "\uf0a7":
			lines[i] = m[1] + "    - " + m[3]
		case "\uf0b7", "·":
			lines[i] = m[1] + "- " + m[3]
		default:
			lines[i] = m[1] + mark + " " + m[3]
		}
	}
	return lines
}

// bars joins the cells of a table that was pasted with a bar on a line of its own
// between them; two bars end a row. Lines keep their numbers.
func bars(src string) string {
	lines := strings.Split(src, "\n")
	n := 0
	for _, l := range lines {
		if strings.TrimSpace(l) == "|" {
			n++
		}
	}
	if n < 6 {
		return src
	}
	at, cell := -1, false // where the row stands, and whether its cell holds words
	for i, l := range lines {
		switch t := strings.TrimSpace(l); {
		case t == "|" && at >= 0 && !cell:
			lines[at] = strings.TrimSuffix(lines[at], "\t")
			lines[i], at = "", -1
		case t == "|":
			if at >= 0 {
				lines[at] += "\t"
			} else {
				at = i
				lines[at] = ""
			}
			if i != at {
				lines[i] = ""
			}
			cell = false
		case at >= 0 && t != "":
			if cell {
				t = " " + t
			}
			lines[at] += t
			lines[i], cell = "", true
		}
	}
	return strings.Join(lines, "\n")
}

// lineReader goes through the lines of pasted text.
type lineReader struct {
	lines []string
	at    int
	first int
	gap   bool // a blank line was passed
	out   []Block
	open  []openItem
}

// openItem is an item that deeper ones may follow.
type openItem struct {
	indent int
	item   *Block
	dash   bool // a dash: people type a plus for what stands below it
}

func (rd *lineReader) next() {
	l := rd.lines[rd.at]
	line := rd.at + rd.first
	rd.at++
	switch {
	case strings.TrimSpace(l) == "":
		rd.gap = true
		return
	case ruleLine.MatchString(l):
		rd.open, rd.gap = nil, true
		return
	case imageLine.MatchString(l):
		rd.out = append(rd.out, Block{Kind: Picture, Text: strings.TrimSpace(l), Line: line})
	case rd.row(line):
	case rd.item(l, line):
	case rd.joins(l):
		rd.extend(squeeze(l))
	default:
		rd.open = nil
		rd.out = append(rd.out, Block{Text: squeeze(l), Line: line, Apart: rd.gap || len(rd.out) == 0})
	}
	rd.gap = false
}

// row reads a line of a table: a tab or two spaces and more part its cells, and
// the next line is parted alike.
func (rd *lineReader) row(line int) bool {
	l := rd.lines[line-rd.first]
	cells := cellsOfLine(l)
	if len(cells) < 2 {
		return false
	}
	rows := []Row{{Line: line, Cells: cells, Head: true}}
	k := rd.at
	for ; k < len(rd.lines); k++ {
		next := rd.lines[k]
		if strings.TrimSpace(next) == "" && k+1 < len(rd.lines) && len(cellsOfLine(rd.lines[k+1])) == len(cells) {
			continue
		}
		more := cellsOfLine(next)
		if len(more) != len(cells) {
			break
		}
		rows = append(rows, Row{Line: k + rd.first, Cells: more})
	}
	if len(rows) < 2 || len(rows) < 3 && !strings.Contains(l, "\t") {
		return false
	}
	rd.at, rd.open = k, nil
	rd.out = append(rd.out, Block{Kind: Table, Line: line, Rows: rows})
	return true
}

func cellsOfLine(l string) []string {
	if t := strings.TrimSpace(l); strings.HasPrefix(t, "|") && strings.HasSuffix(t, "|") && len(t) > 2 {
		return trimmed(strings.Split(strings.Trim(t, "|"), "|"))
	}
	if strings.Contains(strings.Trim(l, "\t "), "\t") {
		return trimmed(strings.Split(strings.TrimRight(l, "\t "), "\t"))
	}
	if bulletLine.MatchString(l) || strings.HasPrefix(l, "   ") {
		return nil
	}
	return trimmed(columns.Split(strings.TrimSpace(l), -1))
}

func trimmed(cells []string) []string {
	for i := range cells {
		cells[i] = squeeze(cells[i])
	}
	return cells
}

// item reads a list item; one that stands deeper belongs to the one before.
func (rd *lineReader) item(l string, line int) bool {
	b := Block{Kind: Item, Line: line}
	indent := 0
	if m := bulletLine.FindStringSubmatch(l); m != nil {
		indent, b.Text = width(m[1]), squeeze(m[2])
	} else if m := numberLine.FindStringSubmatch(l); m != nil || tightLine.MatchString(l) {
		if m == nil {
			m = tightLine.FindStringSubmatch(l)
		}
		indent, b.Text, b.Ordered, b.Marker = width(m[1]), squeeze(m[3]), true, m[2]
		b.Number, _ = strconv.Atoi(m[2])
	} else {
		return false
	}
	mark := strings.TrimLeft(l, " \t")[0]
	for len(rd.open) > 0 && rd.open[len(rd.open)-1].indent >= indent {
		if last := rd.open[len(rd.open)-1]; mark == '+' && last.dash && last.indent == indent {
			break
		}
		rd.open = rd.open[:len(rd.open)-1]
	}
	if n := len(rd.open); n > 0 {
		outer := rd.open[n-1].item
		outer.Kids = append(outer.Kids, b)
		rd.open = append(rd.open, openItem{indent, &outer.Kids[len(outer.Kids)-1], mark == '-'})
		return true
	}
	rd.out = append(rd.out, b)
	rd.open = append(rd.open, openItem{indent, &rd.out[len(rd.out)-1], mark == '-'})
	return true
}

func width(s string) int { return len(strings.ReplaceAll(s, "\t", "    ")) }

// joins reports whether a line goes on with the one before: it begins small, and
// that one did not end.
func (rd *lineReader) joins(l string) bool {
	if rd.gap || len(rd.out) == 0 {
		return false
	}
	last := rd.last()
	if last.Kind == Table || last.Kind == Picture || convention.IsCode(last.Text) || convention.IsCode(strings.TrimSpace(l)) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(strings.TrimSpace(l))
	end, _ := utf8.DecodeLastRuneInString(last.Text)
	return unicode.IsLower(r) && !strings.ContainsRune(".!?:;", end) || len(rd.open) > 0 && width(l[:len(l)-len(strings.TrimLeft(l, " \t"))]) > rd.open[len(rd.open)-1].indent+1
}

func (rd *lineReader) last() *Block {
	if n := len(rd.open); n > 0 {
		return rd.open[n-1].item
	}
	return &rd.out[len(rd.out)-1]
}

func (rd *lineReader) extend(s string) {
	last := rd.last()
	if r, _ := utf8.DecodeRuneInString(s); len(rd.open) > 0 && !unicode.IsLower(r) {
		last.Text += "\n" + s
		return
	}
	if head, ok := strings.CutSuffix(last.Text, "-"); ok && hyphened(head, s) {
		last.Text = head + rd.joint(head, s) + s
		return
	}
	last.Text += " " + s
}

// hyphened reports whether a word was cut at the end of a line: "tempera-", "ture".
func hyphened(head, next string) bool {
	before, _ := utf8.DecodeLastRuneInString(head)
	after, _ := utf8.DecodeRuneInString(next)
	return unicode.IsLetter(before) && unicode.IsLower(after)
}

// joint is what stands between the halves of a word that a line cut: nothing where the
// text has the whole word elsewhere, else the hyphen.
func (rd *lineReader) joint(head, next string) string {
	split := func(r rune) bool { return !unicode.IsLetter(r) }
	a, b := strings.FieldsFunc(head, split), strings.FieldsFunc(next, split)
	whole := strings.ToLower(a[len(a)-1] + b[0])
	for _, l := range rd.lines {
		for w := range strings.FieldsFuncSeq(l, split) {
			if strings.ToLower(w) == whole {
				return ""
			}
		}
	}
	return "-"
}
