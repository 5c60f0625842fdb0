package desk

import (
	"regexp"
	"strings"
	"unicode"

	"hotro/internal/chat"
	"hotro/internal/text"
)

// Fill returns the reply's text for a ticket. What is not known is left out, and so is
// what only looks like a name: nobody is greeted by "User98", and nobody of staff
// introduces themselves by the name they log in with.
func (c Canned) Fill(t chat.Ticket, who Staff) string {
	id := ""
	if n := len(t.Refs); n > 0 {
		id = t.Refs[n-1]
	}
	topic := t.Topic
	if topic == "" {
		topic = t.Title
	}
	user, staff := properName(t.User.Name), properName(who.Name)
	if user == "" {
		said, _, _ := strings.Cut(t.Facts[factName], " (")
		user = properName(said)
	}
	words := c.Text
	if staff == "" {
		words = withoutClause(words, "{staff}")
	}
	if user == "" {
		words = unnamed.ReplaceAllString(words, "")
	}
	out := strings.NewReplacer("{user}", user, "{staff}", staff, "{number}", num(t.Number),
		"{topic}", topic, "{reference}", id, "{"+formerly+"}", id).Replace(words)
	lines := strings.Split(out, "\n")
	for i, l := range lines {
		lines[i] = strings.Join(strings.Fields(l), " ")
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// unnamed is the user's name with the space before it.
var unnamed = regexp.MustCompile(`[ \t]*\{user\}`)

// properName is a name that a person is called by; empty for an account's: digits, an
// address, a login.
func properName(name string) string {
	name = text.Name(name)
	code := strings.ContainsFunc(name, func(r rune) bool { return unicode.IsDigit(r) || strings.ContainsRune("@_\\/:#", r) })
	dotted := !strings.Contains(name, " ") && strings.ContainsAny(strings.TrimRight(name, "."), ".-")
	if code || dotted || !strings.ContainsFunc(name, unicode.IsLetter) {
		return ""
	}
	return name
}

// withoutClause is a text without the clauses that name a variable: who has no name to
// give leaves out ", em là {staff}".
func withoutClause(s, variable string) string {
	for {
		at := strings.Index(s, variable)
		if at < 0 {
			return s
		}
		from := strings.LastIndexAny(s[:at], ",;.!?\n") + 1
		to := len(s)
		if n := strings.IndexAny(s[at:], ",;.!?\n"); n >= 0 {
			to = at + n
		}
		switch {
		case from > 0 && strings.ContainsAny(s[from-1:from], ",;"):
			from-- // the sentence goes on without it
		case to < len(s) && s[to] != '\n':
			to++ // all of a sentence
		}
		s = s[:from] + s[to:]
	}
}
