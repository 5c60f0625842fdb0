package page

import (
	"strings"
	"unicode/utf8"

	"hotro/internal/pattern"
)

var (
	underline = pattern.New(`^([=~^"'*+#-])+\s*$`)
	directive = pattern.New(`^(\s*)\.\. ([\w-]+)::\s*(.*)$`)
	option    = pattern.New(`^\s*:[\w -]+:(?:\s|$)`)
	target    = pattern.New(`^\s*\.\. (?:_|\[|\|)`)
	autoItem  = pattern.New(`^(\s*)#\.(\s+\S)`)
)

// headed is a heading of plain text: its line, and how many lines it takes.
type headed struct {
	text   string
	mark   byte
	over   bool
	length int
}

// underlinedAt reads a title that is underlined, and maybe lined above, at a line.
func underlinedAt(lines []string, i int) (headed, bool) {
	at := func(k int) string {
		if k < len(lines) {
			return strings.TrimRight(lines[k], " \t")
		}
		return ""
	}
	rule := func(s, title string) bool {
		return underline.MatchString(s) && strings.Count(s, s[:1]) == len(s) && len(s) >= 3 && len(s) >= utf8.RuneCountInString(title)-2
	}
	if over, title, under := at(i), at(i+1), at(i+2); title != "" && over == under && rule(over, strings.TrimSpace(title)) && !rule(title, "") {
		return headed{strings.TrimSpace(title), over[0], true, 3}, true
	}
	title, under := at(i), at(i+1)
	if title == "" || title[0] == ' ' || rule(title, "") || !rule(under, title) || i > 0 && strings.TrimSpace(lines[i-1]) != "" {
		return headed{}, false
	}
	return headed{title, under[0], false, 2}, true
}

// structuredLeast is how many underlined titles make text a document with
// headings: one or two are how people adorn what they paste.
const structuredLeast = 3

// structured reads plain text with underlined headings (reStructuredText, manuals of
// old): headings by the marks of their lines, in the order they are first used;
// directives for pictures and notes. ok is false where there are none.
func (p *Page) structured(src string) bool {
	lines := strings.Split(src, "\n")
	n := 0
	for i := 0; i < len(lines); i++ {
		if h, ok := underlinedAt(lines, i); ok {
			n++
			i += h.length - 1
		}
	}
	if n < structuredLeast {
		return false
	}
	levels := map[string]int{}
	from := 0
	flush := func(to int) {
		p.Blocks = append(p.Blocks, Lines(p.undirected(lines[from:to], from), from+1)...)
	}
	for i := 0; i < len(lines); i++ {
		h, ok := underlinedAt(lines, i)
		if !ok {
			continue
		}
		flush(i)
		key := string(h.mark)
		if h.over {
			key += "^"
		}
		if levels[key] == 0 {
			levels[key] = len(levels) + 1
		}
		p.Blocks = append(p.Blocks, Block{Kind: Heading, Level: min(levels[key], headingMax), Text: h.text, Line: i + h.length - 1})
		from = i + h.length
		i = from - 1
	}
	flush(len(lines))
	return true
}

// undirected rewrites directives as plain lines, each on its line: a note as a
// label, a picture as one of Markdown; of the others nothing is for readers.
func (p *Page) undirected(lines []string, first int) string {
	out := append([]string{}, lines...)
	inside := -1 // the indentation of a directive that is left out
	for i, l := range out {
		indent := len(l) - len(strings.TrimLeft(l, " "))
		switch m := directive.FindStringSubmatch(l); {
		case m == nil && inside >= 0 && (strings.TrimSpace(l) == "" || indent > inside):
			p.omit(first+i+1, l)
			out[i] = ""
		case m == nil && (target.MatchString(l) || option.MatchString(l)):
			p.omit(first+i+1, l)
			out[i], inside = "", -1
		case m == nil:
			out[i], inside = inlineMarks(autoItem.ReplaceAllString(l, "${1}1.$2")), -1
		case m[2] == "image" || m[2] == "figure":
			out[i], inside = "!["+m[3]+"]("+m[3]+")", len(m[1])
		case noteClass.MatchString(m[2]):
			out[i], inside = strings.ToUpper(m[2][:1])+m[2][1:]+": "+m[3], -1
			out[i] += joinIndented(out[i+1:], len(m[1]))
		default:
			p.omit(first+i+1, l)
			out[i], inside = "", len(m[1])
		}
	}
	return strings.Join(out, "\n")
}

var (
	starred = pattern.New(`\*\*([^*]+)\*\*`)
	leaning = pattern.New(`(^|[\s(])\*([^*\s][^*]*)\*`)
	ticked  = pattern.New("``?([^`]+)``?_?_?")
)

// inlineMarks reads what is set off within a line.
func inlineMarks(l string) string {
	l = starred.ReplaceAllString(l, string(boldOn)+"$1"+string(boldOff))
	l = ticked.ReplaceAllString(l, string(codeOn)+"$1"+string(codeOff))
	return leaning.ReplaceAllString(l, "$1"+string(boldOn)+"$2"+string(boldOff))
}

// joinIndented takes the lines that stand deeper than a directive, up to the first
// that does not, as words behind it.
func joinIndented(lines []string, indent int) string {
	out := ""
	for i, l := range lines {
		if t := strings.TrimLeft(l, " "); t != "" && len(l)-len(t) <= indent {
			break
		}
		out += " " + strings.TrimSpace(l)
		lines[i] = ""
	}
	return strings.TrimRight(out, " ")
}

func (p *Page) omit(line int, s string) {
	if s = strings.TrimSpace(s); s != "" {
		p.Left = append(p.Left, Left{line, s, Site})
	}
}
