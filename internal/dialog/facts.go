package dialog

import (
	"regexp"
	"strings"
)

// fact is one thing a line tells for the person who will look into the matter.
type fact struct {
	kind  string // of State.Facts; empty: a number that may be anything
	value string
}

var (
	numberInLine = regexp.MustCompile(`\+?\d(?:[ .\-]?\d){5,14}`)
	emailInLine  = regexp.MustCompile(`[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+`)
	callInLine   = regexp.MustCompile(`(?i)\S*call-\S*`)
)

// factsIn finds the telephone numbers and accounts that a line tells. A number
// is what the words before it call it, else those behind it.
func factsIn(t *turn, line string) []fact {
	line = callInLine.ReplaceAllString(line, " ")
	var out []fact
	for _, s := range emailInLine.FindAllString(line, 3) {
		out = append(out, fact{kind: "agent", value: s})
	}
	line = emailInLine.ReplaceAllString(line, " ")
	from := 0
	for _, at := range numberInLine.FindAllStringIndex(line, 4) {
		kind := calledLast(t, line[from:at[0]])
		if kind == "" {
			kind = calledLast(t, line[at[1]:])
		}
		out = append(out, fact{kind: kind, value: line[at[0]:at[1]]})
		from = at[1]
	}
	return out
}

// calledLast is the kind of number that words name last, "" for none.
func calledLast(t *turn, s string) string {
	line := spell(s)
	best, kind := -1, ""
	for _, k := range [...]string{"hotline", "customer"} {
		for _, p := range phrases(t.T("told_" + k + "_words")) {
			if i := findLast(line, p); i > best {
				best, kind = i, k
			}
		}
	}
	return kind
}

// nameFacts words facts as the user is told that they were taken.
func nameFacts(t *turn, facts []fact) []string {
	var out []string
	for _, f := range facts {
		kind := f.kind
		if kind == "" {
			kind = "number"
		}
		out = append(out, t.T("told_"+kind, "value", f.value))
	}
	return out
}

// join makes one phrase of several.
func join(t *turn, parts []string) string {
	if n := len(parts) - 1; n > 0 {
		return strings.Join(parts[:n], ", ") + " " + t.T("and") + " " + parts[n]
	}
	return strings.Join(parts, "")
}
