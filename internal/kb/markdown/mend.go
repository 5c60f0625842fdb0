package markdown

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"hotro/internal/kb/finding"
	"hotro/internal/pattern"
	"hotro/internal/text"
)

var (
	glued   = pattern.New(`^(#{2,6})([^#\s].*)$`)
	field   = pattern.New(`^\s*(?:[a-z_]+:|- \S)`)
	halfEnd = pattern.New(`^\s*(?:-+\s*>|--+)\s*$`)
)

// mend repairs what would swallow or misplace all that follows, and reports it:
// a heading without its space, a comment that is never closed. It moves no line.
func mend(src string, r finding.Report) string {
	lines := strings.Split(src, "\n")
	ends := strings.Count(src[:max(0, strings.LastIndex(src, "-->"))], "\n") // the line of the last end of a comment
	fenced, comment := false, false
	for i, l := range lines {
		switch {
		case comment:
			comment = !strings.Contains(l, "-->")
			continue
		case strings.HasPrefix(strings.TrimSpace(l), "```"), strings.HasPrefix(strings.TrimSpace(l), "~~~"):
			fenced = !fenced
		}
		if fenced || verbatim(lines, i) {
			continue
		}
		if m := glued.FindStringSubmatch(l); m != nil {
			lines[i] = m[1] + " " + m[2]
			r.Add(finding.Warning, i+1, "heading.space", "near", lines[i])
		}
		if at := opens(l); at >= 0 {
			comment = closed(lines, i) || !mendComment(lines, i, at, i < ends, r)
		}
	}
	return strings.Join(lines, "\n")
}

var listItem = pattern.New(`^\s*(?:[-*+]|\d{1,3}[.)])\s`)

// verbatim reports whether a line is code by its indentation: four spaces and more
// behind a blank line, and under no item of a list.
func verbatim(lines []string, i int) bool {
	const indent = "    "
	if !strings.HasPrefix(lines[i], indent) {
		return false
	}
	for i--; i >= 0 && (strings.HasPrefix(lines[i], indent) && !listItem.MatchString(lines[i]) || strings.TrimSpace(lines[i]) == ""); i-- {
		if strings.TrimSpace(lines[i]) == "" && (i == 0 || strings.TrimSpace(lines[i-1]) != "" && !strings.HasPrefix(lines[i-1], "  ") && !listItem.MatchString(lines[i-1])) {
			return true
		}
	}
	return i < 0
}

// opens returns where a line begins a comment that it does not end, -1 for
// nowhere. What is escaped or stands as code begins none.
func opens(l string) int {
	at := strings.LastIndex(l, "<!--")
	if at < 0 || strings.Contains(l[at:], "-->") || strings.HasSuffix(l[:at], "\\") || strings.Count(l[:at], "`")%2 == 1 {
		return -1
	}
	return at
}

// closed reports whether the comment that line i opens ends before another
// begins.
func closed(lines []string, i int) bool {
	for _, l := range lines[i+1:] {
		end, next := strings.Index(l, "-->"), strings.Index(l, "<!--")
		if end >= 0 && (next < 0 || end < next) {
			return true
		}
		if next >= 0 {
			return false
		}
	}
	return false
}

// mendComment closes a note behind its last field. It reports whether it did:
// an ordinary comment may hold another and be closed by that one's end (later).
func mendComment(lines []string, i, at int, later bool, r finding.Report) bool {
	word, _, _ := strings.Cut(strings.TrimSpace(lines[i][at+len("<!--"):]), " ")
	if noteKeys(word) == nil && text.Nearest(word, noteWords()) == "" && later {
		return false
	}
	r.At(1+utf8.RuneCountInString(lines[i][:at]), 1+utf8.RuneCountInString(lines[i])).Add(finding.Error, i+1, "comment.unclosed", "word", word)
	last := i
	for last+1 < len(lines) && field.MatchString(lines[last+1]) {
		last++
	}
	if last+1 < len(lines) && halfEnd.MatchString(lines[last+1]) {
		last++
		lines[last] = ""
	}
	lines[last] += " -->"
	return true
}

// unclosed finds bold and code that are opened and not closed: the marks are
// shown to users as they stand.
func (rd *reader) unclosed(n *ast.Text) {
	s := string(n.Segment.Value(rd.src))
	for _, mark := range []string{"**", "`"} {
		i := strings.Index(s, mark)
		if i < 0 || i > 0 && s[i-1] == '\\' {
			continue
		}
		start := n.Segment.Start + i
		line := rd.lineAt(start)
		column := 1 + utf8.RuneCount(rd.src[rd.starts[line-1]:start])
		rd.At(column, column+len(mark)).Add(finding.Warning, line, "markup.open", "mark", mark)
		return
	}
}

// Bullets and numbers as word processors and chats write them: to Markdown
// they are letters.
var pastedItem = pattern.New(`^\s*(?:[•●▪■◦‣·–—➤✓]\s*\S|\d{1,2}[.)][^\s\d.)]|\d{1,2}\s*/\s*\D|(?i:bước|step)\s*\d{1,2}\s*[:.])`)

// A bullet within a line.
var bulletInside = pattern.New(`(?:^|\s)[•●▪■◦‣]\s*\S`)

func isBullet(r rune) bool { return strings.ContainsRune("•●▪■◦‣", r) }

// mayBeItem reports whether a line begins as pastedItem does; most lines don't, and to
// match them takes long.
func mayBeItem(line []byte) bool {
	line = bytes.TrimLeft(line, " \t")
	return len(line) > 0 && (line[0] >= utf8.RuneSelf || strings.IndexByte("0123456789bBsS", line[0]) >= 0)
}

// pasted finds a list that is none: its lines would run together on one screen.
func (rd *reader) pasted(n ast.Node) {
	first, items := -1, 0
	lines := n.Lines()
	if lines == nil {
		return
	}
	for k := range lines.Len() {
		seg := lines.At(k)
		line := seg.Value(rd.src)
		n := 0
		if bytes.ContainsFunc(line, isBullet) {
			n = len(bulletInside.FindAllIndex(line, -1))
		}
		if n == 0 && mayBeItem(line) && pastedItem.Match(line) {
			n = 1
		}
		if items += n; n > 0 && first < 0 {
			first = seg.Start
		}
	}
	if items > 1 {
		rd.Add(finding.Warning, rd.lineAt(first), "list.pasted")
	}
}
