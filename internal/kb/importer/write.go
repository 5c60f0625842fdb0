package importer

import (
	"fmt"
	"regexp"
	"strings"

	"hotro/internal/kb/convention"
)

// write renders the outline as a document.
func (im *importer) write(title, source string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n<!-- document\nsource: %s\n-->\n", escapeAll(title), inComment(source))
	for _, t := range im.topics {
		fmt.Fprintf(&b, "\n## %s\n", escapeAll(t.title))
		if !convention.IsCode(t.title) {
			fmt.Fprintf(&b, "<!-- topic\nid: %s\n-->\n", convention.TopicID(t.title))
		}
		im.body(&b, t.body)
		if len(t.causes) > 0 && !listsAll(t) {
			b.WriteByte('\n')
			for _, c := range t.causes {
				fmt.Fprintf(&b, "- %s\n", escapeAll(c.title))
			}
		}
		for _, c := range t.causes {
			fmt.Fprintf(&b, "\n### %s\n", escapeAll(c.title))
			im.body(&b, c.body)
		}
	}
	return b.String()
}

// listsAll reports whether the topic's own list already names its causes.
func listsAll(t section) bool {
	for _, c := range t.causes {
		if !names(t.body, c.title) {
			return false
		}
	}
	return true
}

// body writes lines; items of one list stand together, everything else is a
// paragraph.
func (im *importer) body(b *strings.Builder, lines []line) {
	n := 0
	for i, l := range lines {
		joins := i > 0 && lines[i-1].kind == l.kind && (l.kind == bullet || l.kind == numbered)
		if !joins {
			b.WriteByte('\n')
		}
		switch l.kind {
		case bullet:
			fmt.Fprintf(b, "- %s\n", im.escape(l.text))
		case numbered:
			n++
			fmt.Fprintf(b, "%d. %s\n", n, im.escape(l.text))
		case image:
			fmt.Fprintf(b, "%s\n", l.text)
		default:
			fmt.Fprintf(b, "%s\n", im.escape(l.text))
		}
	}
}

var (
	opensBlock = regexp.MustCompile("^([#>+=|~`-]|\\d+[.)])")
	inlineMark = strings.NewReplacer(`\`, `\\`, "`", "\\`", `*`, `\*`, `[`, `\[`, `]`, `\]`, `<`, `\<`, `&`, `\&`)
	htmlMark   = strings.NewReplacer(`<`, `\<`)
)

// escape keeps the words of a body from becoming markup they were not: all of
// it in pasted text, tags and what opens a block in Markdown.
func (im *importer) escape(s string) string {
	if im.markdown {
		return unopened(htmlMark.Replace(s))
	}
	return escapeAll(s)
}

// escapeAll makes a text stand for itself.
func escapeAll(s string) string { return unopened(inlineMark.Replace(s)) }

// unopened keeps a line from opening a heading, a list or another block.
func unopened(s string) string {
	at := opensBlock.FindString(s)
	if at == "" {
		return s
	}
	last := len(at) - 1
	return s[:last] + `\` + s[last:]
}

// inComment makes a text safe inside a comment.
func inComment(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(s, "--", "–")), " ")
}
