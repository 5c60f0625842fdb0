package convention

import (
	"regexp"
	"strings"
)

var (
	gitbookHead   = regexp.MustCompile(`(?i)^>?\s*for the complete documentation index\b`)
	gitbookFooter = regexp.MustCompile(`(?i)^#{1,6}\s+agent instructions\b`)
	gitbookTag    = regexp.MustCompile(`^\s*\{%.*%\}\s*$`)
	lastUpdated   = regexp.MustCompile(`(?i)^\s*last updated\b.{0,40}$`)
)

// invisible drops what word processors leave behind, and makes line ends one.
var invisible = strings.NewReplacer("\uFEFF", "", "\u200B", "", "\u2060", "", "\u00AD", "", "\u00A0", " ", "\r\n", "\n", "\r", "\n")

// Footer is where an export's text addressed to programs was cut off.
type Footer struct {
	Line    int // 0 where there was none
	Heading string
}

// Clean blanks what a GitBook export adds around the document: front matter,
// the index line, template tags, "Last updated" and the footer addressed to
// programs. Lines are blanked, not removed, so that line numbers stay true.
func Clean(src string) (string, Footer) {
	src = invisible.Replace(src)
	lines := strings.Split(src, "\n")
	blankFrontMatter(lines)
	for i, l := range lines {
		switch {
		case gitbookFooter.MatchString(l):
			f := Footer{i + 1, strings.TrimSpace(l)}
			clear(lines[i:])
			return strings.Join(lines, "\n"), f
		case gitbookHead.MatchString(l), gitbookTag.MatchString(l), lastUpdated.MatchString(l):
			lines[i] = ""
		}
	}
	return strings.Join(lines, "\n"), Footer{}
}

// setting is a line of front matter; what else stands between two rules is
// content.
var setting = regexp.MustCompile(`^\s*$|^\s*#|^\s*- |^\s|^[\w-]+:(\s|$)`)

func blankFrontMatter(lines []string) {
	if strings.TrimSpace(lines[0]) != "---" {
		return
	}
	for end := 1; end < len(lines); end++ {
		switch {
		case strings.TrimSpace(lines[end]) == "---":
			for i := range lines[:end+1] {
				lines[i] = ""
			}
			return
		case !setting.MatchString(lines[end]):
			return
		}
	}
}
