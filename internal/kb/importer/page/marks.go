package page

import (
	"strings"
	"unicode/utf8"

	"hotro/internal/pattern"
)

// Marks stand in texts for what is no letter, so that a text can be cut and
// searched like any other: a pair around bold text, one around code, and three
// around a link's words and address. A pair that was cut apart is mended where
// the text is written.
const (
	boldOn  = '\ue001'
	boldOff = '\ue002'
	codeOn  = '\ue003'
	codeOff = '\ue004'
	linkOn  = '\ue005'
	linkTo  = '\ue006'
	linkOff = '\ue007'
	// Soft stands where a line of Markdown ends within a paragraph: a space, unless
	// what follows it begins something.
	Soft = '\ue008'
)

// private drops from an input what marks are made of.
var private = strings.NewReplacer(string(boldOn), "", string(boldOff), "", string(codeOn), "", string(codeOff), "", string(linkOn), "", string(linkTo), "", string(linkOff), "", string(Soft), "")

var (
	address = pattern.New(`\x{e006}[^\x{e007}]*\x{e007}`)
	marks   = pattern.New(`[\x{e001}-\x{e007}]`)
	allBold = pattern.New(`^\s*\x{e001}([^\x{e001}\x{e002}]+)\x{e002}\s*[:.]?\s*$`)
	lead    = pattern.New(`^\s*\x{e001}([^\x{e001}\x{e002}]+)\x{e002}`)
)

// Plain returns a text without its marks and addresses.
func Plain(s string) string {
	return strings.TrimSpace(marks.ReplaceAllString(address.ReplaceAllString(s, ""), ""))
}

// Bold returns the words of a text that is bold as a whole.
func Bold(s string) (string, bool) {
	if m := allBold.FindStringSubmatch(s); m != nil {
		return strings.TrimSpace(Plain(m[1])), true
	}
	return "", false
}

// BoldLead cuts a text whose first words are bold.
func BoldLead(s string) (head, rest string, ok bool) {
	m := lead.FindStringSubmatchIndex(s)
	if m == nil {
		return "", s, false
	}
	return strings.TrimSpace(Plain(s[m[2]:m[3]])), s[m[1]:], true
}

// Command reports whether a text is code as a whole, of more words than one.
func Command(s string) bool {
	s = strings.TrimSpace(s)
	return strings.HasPrefix(s, string(codeOn)) && strings.HasSuffix(s, string(codeOff)) && strings.Contains(s, " ") && strings.Count(s, string(codeOn)) == 1
}

// Link reports whether a text is one link as a whole, or the quoted name that a link
// within the site becomes.
func Link(s string) bool {
	s = strings.TrimSpace(s)
	m := link.FindString(s)
	return m != "" && len(m) == len(s) || len(s) > 2 && s[0] == '"' && s[len(s)-1] == '"' && strings.Count(s, `"`) == 2
}

// Bolds lists where bold words begin in a text.
func Bolds(s string) []int {
	var out []int
	for i, r := range s {
		if r == boldOn {
			out = append(out, i)
		}
	}
	return out
}

// Markdown writes a text as Markdown in which its words stand for themselves.
func Markdown(s string) string {
	var b strings.Builder
	open := rune(0)
	closing := func() {
		switch open {
		case boldOn:
			b.WriteString("**")
		case codeOn:
			b.WriteString("`")
		}
		open = 0
	}
	for s != "" {
		r, n := utf8.DecodeRuneInString(s)
		switch r {
		case boldOn, codeOn:
			if end := strings.IndexRune(s, r+1); open == 0 && end > n && strings.TrimSpace(Plain(s[n:end])) != "" && !(r == codeOn && strings.Contains(s[n:end], "`")) {
				open = r
				b.WriteString(map[rune]string{boldOn: "**", codeOn: "`"}[r])
			}
		case boldOff, codeOff:
			if open == r-1 {
				closing()
			}
		case linkOn:
			if m := link.FindStringSubmatch(s); m != nil {
				b.WriteString("[" + escape.Replace(Plain(m[1])) + "](" + m[2] + ")")
				n = len(m[0])
			}
		case linkTo:
			if end := strings.IndexRune(s, linkOff); end > 0 {
				n = end + len(string(linkOff))
			}
		case linkOff:
		default:
			n = literal(&b, s, open == codeOn)
		}
		s = s[n:]
	}
	closing()
	return b.String()
}

var (
	link   = pattern.New(`^\x{e005}([^\x{e005}-\x{e007}]*)\x{e006}([^\x{e005}-\x{e007}]*)\x{e007}`)
	escape = strings.NewReplacer(`\`, `\\`, "`", "\\`", `*`, `\*`, `[`, `\[`, `]`, `\]`, `<`, `\<`, `&`, `\&`)
)

// literal writes the words up to the next mark, and says how long they were.
func literal(b *strings.Builder, s string, verbatim bool) int {
	n := len(s)
	if at := marks.FindStringIndex(s); at != nil {
		n = at[0]
	}
	if verbatim {
		b.WriteString(s[:n])
	} else {
		b.WriteString(escape.Replace(s[:n]))
	}
	return n
}
