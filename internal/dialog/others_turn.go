package dialog

import (
	"slices"
	"strings"
	"unicode"

	"hotro/internal/chat"
)

// Who reports for several people tells the fault of each ("Thảo thì lỗi mic, Ngân thì
// không được gọi ra"), and goes on with the next by the name: "Thảo được rồi, giờ tới
// Ngân". What was told of the others is kept until then.

// byPeople parts a line into the clauses that each begin with somebody else; nil where
// fewer than two do.
func byPeople(t *turn, s string) (pieces []string) {
	joins, heads := writtenPhrases(t, "several_joins"), writtenPhrases(t, "told_heads")
	seen := map[string]bool{}
	for _, part := range parts(t, s) {
		for _, side := range sides(t, part) {
			fields := strings.Fields(side)
			line := wordEach(fields)
			lead := len(line) - len(led(line, 1, joins, heads))
			if who := namedWho(t, fields[lead:], line[lead:]); who != "" && !seen[who] {
				seen[who] = true
				pieces = append(pieces, strings.Join(fields[lead:], " "))
			}
		}
	}
	if len(pieces) < 2 {
		return nil
	}
	return pieces
}

// namedWho is whom a clause begins with and tells something of: somebody with a title, or
// a name before a word that follows a subject; "" for nobody, and for its writer.
func namedWho(t *turn, fields []string, line []word) string {
	h, n := person(t, fields, line)
	switch {
	case h.name != "" && n < len(line):
		return fold(h.name)
	case len(line) > 2 && unicode.IsUpper([]rune(fields[0])[0]) && longestHead(line[1:], writtenPhrases(t, "subject_marks")) > 0:
		return line[0].bare
	}
	return ""
}

// namesSomebody reports whether a side of a clause begins with somebody by name.
func namesSomebody(t *turn, part string) bool {
	return slices.ContainsFunc(sides(t, part), func(side string) bool {
		fields := strings.Fields(side)
		return namedWho(t, fields, wordEach(fields)) != ""
	})
}

// nextWho is whom or what a clause names as next, and no more: "Ngân" of "giờ tới Ngân".
func nextWho(t *turn, part string) string {
	fields, line := strings.Fields(part), doneLine(t, part)
	if n := longestHead(line, writtenPhrases(t, "next_turn_heads")); len(fields) < len(line) || n == 0 || n == len(line) { // "xong, tiếp theo" asks for the next step
		return ""
	}
	rest := led(line, 1, writtenPhrases(t, "next_turn_heads"), writtenPhrases(t, "other_heads"))
	if len(rest) == 0 || len(rest) > otherLong || holdsPhrase(rest, writtenPhrases(t, "error_words")) || holdsPhrase(rest, writtenPhrases(t, "negator_words")) || holdsPhrase(rest, writtenPhrases(t, "step_verbs")) {
		return ""
	}
	return strings.Join(fields[len(line)-len(rest):len(line)], " ")
}

// toNext goes on with who is next: with the error that was told of him, else by asking
// what his screen says.
func toNext(t *turn, who string) {
	id, line := toldOf(t, who)
	oneOver(t)
	if id != "" {
		t.st.Told = []string{line}
		t.pre(t.T("one_done", "rest", plain(who)))
		enter(t, id)
		return
	}
	showAs(t, chat.TurnSolved, t.T("one_done_ask", "rest", plain(who)), t.menuButton(), t.human())
}

// oneOver ends the matter under way, which is solved, where another follows at once: no
// rating is asked for, and what was put aside for others stays.
func oneOver(t *turn) {
	t.note(chat.StepSolved)
	t.st.Misses = 0
	rest := asideOf(t)
	t.leave()
	t.goTo(Place{Screen: AtMenu, Stack: rest})
}

// toldLines is what was told of the matter: the newest lines last, and before them what
// is kept for staff.
func toldLines(t *turn) []string {
	return append([]string{t.st.Facts[detailFact]}, t.st.Told...)
}

// asideOf are the walks that were put aside for another matter than the present.
func asideOf(t *turn) []Flow {
	tp, _ := subject(t)
	return slices.DeleteFunc(slices.Clone(t.st.Place.Stack), func(f Flow) bool {
		_, whole := t.guide.Topic(f.Topic)
		return !whole || tp != nil && f.Topic == tp.ID || same(t, f.Topic)
	})
}
