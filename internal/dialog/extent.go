package dialog

import (
	"slices"
	"strings"

	"hotro/internal/kb"
	"hotro/internal/pattern"
)

// Who has an error is told by what is said of the others as well: "hai bạn bị, mấy bạn
// còn lại gọi tốt", and by a count that leaves nobody out: "cả bốn đứa", "6/6".

// extentOf is what a line says of who has the error, by the first of its clauses, and
// of their sides, that says anything: "bạn kế bên gọi được mà em thì không".
func extentOf(t *turn, s string) int {
	size := ""
	for _, part := range slices.Concat(parts(t, s), sides(t, s)) {
		if asksSomething(t, part) || noHelp(t, part) {
			continue // that nobody helps tells nothing of who has the error
		}
		switch n, fails := counted(t, part); {
		case n == "":
		case !fails:
			size = n // "team em 10 bạn"
		case size != "" && n == size:
			return 1
		case size != "":
			return -1
		}
		if rest := restIn(t, part); rest != "" && fareWell(t, rest) {
			return -1
		}
		if who := extent(t, part); who != 0 {
			return who
		}
	}
	if slices.ContainsFunc(parts(t, s), func(part string) bool { return movedGroup(t, spelled(t, part)) && !asksSomething(t, part) }) {
		return -1 // "em mới bị chuyển sang nhóm khác"
	}
	return 0
}

// restIn is the clause that begins within another with those who are left, where no sign
// parts them: "một bạn không gọi được mấy bạn khác vẫn gọi". "" for none.
func restIn(t *turn, part string) string {
	fields, line := strings.Fields(part), spelled(t, part)
	if len(fields) != len(line) {
		return ""
	}
	for i := 1; i < len(line); i++ {
		switch everybody := longestHead(line[i:], writtenPhrases(t, "everybody_words")) > 0; {
		case longestHead(line[i:], writtenPhrases(t, "rest_words")) > 0,
			everybody && !holdsPhrase(line[i:], writtenPhrases(t, "suffer_words")) && !holdsPhrase(line[i:], writtenPhrases(t, "negator_words")):
			return strings.Join(fields[i:], " ") // everybody for whom it works is everybody else
		}
		n := longestHead(line[i:], writtenPhrases(t, "people_words"), writtenPhrases(t, "others_words"))
		if n > 0 && longestHead(line[i+n:], writtenPhrases(t, "other_words")) > 0 {
			return strings.Join(fields[i:], " ")
		}
	}
	return ""
}

// extent is what a clause says of who has the error: 1 that all have it, -1 that
// others have it not, 0 nothing.
func extent(t *turn, part string) int {
	line := spelled(t, part)
	switch all := wholeIn(t, line); {
	case othersFine(t, part), onlySuffers(t, line), leadsTo(line, writtenPhrases(t, "nobody_leads"), 1, writtenPhrases(t, "suffer_words")):
		return -1
	case all < 0 || holdsPhrase(line[max(0, all-negatorBefore):all], writtenPhrases(t, "negator_words")):
		if who := shareOf(t, part); who != 0 || !fewSuffer(t, part) {
			return who
		}
		return -1
	}
	return 1
}

// movedGroup reports whether a clause says that its writer, or somebody, is in another
// group by now: who has the error are those in it.
func movedGroup(t *turn, line []word) bool {
	return soonBehind(t, line, "moved_words", "group_words") && !holdsPhrase(line, writtenPhrases(t, "negator_words"))
}

// deniesMove reports whether a line says that nobody was moved, and nothing of who has the
// error: it has the words of an answer and is none.
func deniesMove(t *turn, s string) bool {
	moved := slices.ContainsFunc(parts(t, s), func(part string) bool { return soonBehind(t, spelled(t, part), "moved_words", "group_words") })
	return moved && extentOf(t, s) == 0 && holdsPhrase(spelled(t, s), writtenPhrases(t, "negator_words")) && !asksSomething(t, s)
}

// byExtent reports whether a cause is told by who has the error: then a line that is
// merely like it has not told it.
func byExtent(t *turn, c *kb.Cause) bool {
	return slices.ContainsFunc(aspects(), func(a aspect) bool { return a.all != 0 && a.said(t, answerOf(c)) == 1 })
}

// wholeIn is where a line names a whole group, or so many people and all of them; -1
// for nowhere.
func wholeIn(t *turn, line []word) int {
	if g := groupIn(t, line); g.to > 0 {
		return g.from
	}
	if c := countIn(t, line); c.from > 0 && longestHead(line[c.to:], writtenPhrases(t, "alike_words")) > 0 && holdsPhrase(line[:c.from], writtenPhrases(t, "group_words")) {
		return c.from // "bên em 10 bạn đều bị"
	}
	whole := writtenPhrases(t, "whole_words")
	for i := range line {
		n := longestHead(line[i:], whole)
		if n == 0 {
			continue
		}
		if c := countIn(t, line[i+n:]); c.to > 0 && c.from == 0 {
			return i
		}
	}
	return -1
}

// othersFine reports whether a clause says that it works for those who are left.
func othersFine(t *turn, part string) bool {
	line := spelled(t, part)
	return fareWell(t, part) && (t.mentions("rest_words", part) || everybody(t, line) && !endsDone(t, part) || othersIn(t, line) || peopleLead(t, line) || countIn(t, line).to > 0 && wholeIn(t, line) < 0)
}

// everybody reports whether a clause begins with everybody, and denies nothing: for whom it
// works is everybody else.
func everybody(t *turn, line []word) bool {
	return longestHead(led(line, 1, writtenPhrases(t, "told_heads")), writtenPhrases(t, "everybody_words")) > 0 && !holdsPhrase(line, writtenPhrases(t, "negator_words"))
}

// fareWell reports whether a clause says of people that it works for them.
func fareWell(t *turn, part string) bool {
	fine := callWorks(t, part) || endsFine(t, part) || endsWith(spelled(t, part), writtenPhrases(t, "compare_ends")) || endsWith(doneLine(t, part), writtenPhrases(t, "compare_ends")) || t.mentions("others_fine_words", part)
	return fine && !callsFail(t, part) && !t.mentions("client_words", part)
}

// peopleLead reports whether a line begins with people who are not its writer: "người
// cũ gọi bình thường".
func peopleLead(t *turn, line []word) bool {
	line = led(line, 1, writtenPhrases(t, "count_words"))
	return longestHead(line, writtenPhrases(t, "others_words")) > 0
}

// onlySuffers reports whether a line says of whom alone it is that has the error:
// "riêng nick của em bị".
func onlySuffers(t *turn, line []word) bool {
	line = led(line, 1, writtenPhrases(t, "told_heads"), writtenPhrases(t, "number_polite"))
	if c := countIn(t, line); c.to > 0 && endsWith(line, writtenPhrases(t, "only_ends")) && (holdsPhrase(line, writtenPhrases(t, "suffer_words")) || filled(t, slices.Concat(line[:c.from], line[c.to:]))) {
		return true // "hai bạn bị thôi", "5 máy thôi"
	}
	selves, hit := writtenPhrases(t, "self_words"), writtenPhrases(t, "suffer_words")
	if n := longestHead(line, selves); n > 0 {
		if m := longestHead(line[n:], selves); m > 0 && longestHead(line[n+m:], hit) > 0 {
			return true // "mình em bị"
		}
	}
	n := longestHead(line, writtenPhrases(t, "exclusive_words"))
	if n == 0 || !endsWith(line, writtenPhrases(t, "suffer_words")) && !onlyNamed(t, line) {
		return false
	}
	return holdsPhrase(line[n:min(len(line), n+onlyReach)], writtenPhrases(t, "people_words"))
}

// counted is how many people a clause counts, and whether it says that these have the
// error; else it is how many there are, where it is of a group. "" for no count.
func counted(t *turn, part string) (n string, fails bool) {
	line := spelled(t, part)
	c := countIn(t, line)
	if c.to == 0 || holdsPhrase(line[:c.from], writtenPhrases(t, "calling_words")) {
		return "", false
	}
	hit := writtenPhrases(t, "suffer_words")
	fails = !cured(t, part) && (holdsPhrase(line[c.to:], hit) || endsWith(line[:c.from], hit) || callsFail(t, part))
	switch grouped := holdsPhrase(line[:c.from], writtenPhrases(t, "group_words")); {
	case !fails && !grouped:
		return "", false
	case fails && (grouped || wholeIn(t, line) >= 0 || holdsPhrase(line, writtenPhrases(t, "also_words")) || holdsPhrase(line, writtenPhrases(t, "alike_words"))):
		return "", false // "tổ em 20 bạn không gọi được" leaves nobody out
	}
	return countSaid(t, line[c.from:c.to]), fails
}

// countSaid is the words of a count of people that say how many.
func countSaid(t *turn, line []word) string {
	n := max(1, longestHead(line, writtenPhrases(t, "count_words")))
	said := make([]string, n)
	for i, w := range line[:n] {
		said[i] = w.bare
	}
	return strings.Join(said, " ")
}

// fewSuffer reports whether a clause says of a few people that they have the error, or
// counts a few and says no more: "3 bạn bị", "dạ 2 đứa".
func fewSuffer(t *turn, part string) bool {
	n, fails := counted(t, part)
	if line := spelled(t, part); n == "" {
		if c := countIn(t, line); c.to > 0 && filled(t, slices.Concat(line[:c.from], line[c.to:])) {
			n, fails = countSaid(t, line[c.from:c.to]), true
		}
	}
	return fails && (t.says("few_words", n) || len(n) == 1 && n >= "1" && n <= "9")
}

// onlyNamed reports whether a line names somebody alone and no more: "chỉ đứa mới thôi"
// answers who has it without saying what.
func onlyNamed(t *turn, line []word) bool {
	line = cutEnd(line, 1, writtenPhrases(t, "number_polite"), writtenPhrases(t, "question_polite"), writtenPhrases(t, "vocative_words"))
	named := cutEnd(line, 1, writtenPhrases(t, "only_ends"))
	return len(named) < len(line) && len(named) <= onlyReach+1 && !endsWith(named, writtenPhrases(t, "compare_ends"))
}

// othersIn reports whether a line speaks of other people: "mấy bạn khác", "everyone
// else".
func othersIn(t *turn, line []word) bool {
	people, everyone := writtenPhrases(t, "people_words"), writtenPhrases(t, "everyone_words")
	for i := range line {
		if n := longestHead(line[i:], people, everyone); n > 0 && longestHead(line[i+n:], writtenPhrases(t, "other_words")) > 0 {
			return true
		}
	}
	return false
}

// onlyReach is how many words behind "only" name whom.
const onlyReach = 4

var shares = pattern.New(`\b(\d{1,3})\s*/\s*(\d{1,3})\b`)

// shareOf is what so many of so many say: "6/6 máy" is all, "2/6" is not. Where no
// people follow and more is said, it may be a day.
func shareOf(t *turn, part string) int {
	at := shares.FindStringSubmatchIndex(part)
	if at == nil {
		return 0
	}
	before, behind := part[:at[0]], part[at[1]:]
	switch {
	case longestHead(spelled(t, behind), writtenPhrases(t, "people_words")) == 0 && !filled(t, spelled(t, before+" "+behind)):
		return 0
	case part[at[2]:at[3]] == part[at[4]:at[5]]:
		return 1
	}
	return -1
}
