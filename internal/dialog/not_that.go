package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// Who begins with what it is not ("không phải micro, micro em bình thường") tells what
// to leave out: the rest of the line is the matter, and without one what it is not is
// not among the choices. In a walk, a part that is said to be well ("tai nghe không
// hỏng") is no denial of the error.

const (
	notThatWords = 5   // of what a clause denies
	notThatScore = 0.2 // how like an error it must be
	wellWords    = 8   // of a clause that says that a thing is well
)

// hearNotThat hears such a line where no error is known.
func hearNotThat(t *turn, u *utterance) bool {
	if !isAt(t, AtStart, AtMenu, AtPick, AtOffer) || walking(t) || t.st.Person || u.res.Code != "" || u.fresh || u.words.Has(intent.Human) || (asks(u.words) || asksSomething(t, u.text)) && !slices.ContainsFunc(sides(t, u.text), func(side string) bool { return deniesSo(t, side) > 0 }) {
		return false
	}
	rest, not := withoutDenied(t, u.text)
	if len(not) == 0 {
		return false
	}
	if r := heardAs(t, rest); rest != "" && (r.Result.Intent == intent.KindTopic || r.Result.Intent == intent.KindAsk && !vague(r.Result)) {
		listenTo(t, u, rest)
		return true
	} else if rest != "" && fieldCount(rest) > briefAnswer {
		if u.res.Intent != intent.KindTopic || !slices.Contains(not, u.res.Topic) {
			return false
		}
		listenTo(t, u, rest) // what is denied is not the matter, whatever the rest is
		return true
	}
	t.st.Misses = 0
	listWithout(t, not)
	return true
}

// withoutDenied parts a line into what it denies, as errors, and the rest. What is said
// to be well is denied only beside something else.
func withoutDenied(t *turn, s string) (rest string, not []string) {
	var kept []string
	all := sides(t, s)
	for _, side := range all {
		what, ok := deniedThing(t, side)
		if !ok && len(all) > 1 {
			what, ok = wellThing(t, side)
		}
		id := ""
		if ok {
			id = errorOf(t, what)
		}
		switch {
		case id == "":
			kept = append(kept, side)
		case !slices.Contains(not, id):
			not = append(not, id)
		}
	}
	return strings.TrimSpace(strings.Join(kept, ", ")), not
}

// deniedThing is what a clause denies that begins with a no: "micro" of "hổng phải
// micro nha". "Không phải ai cũng bị" denies that it is everybody.
func deniedThing(t *turn, side string) (what string, ok bool) {
	if n := deniesSo(t, side); n > 0 {
		fields := strings.Fields(side)
		return strings.Join(fields[n:len(fields)-1], " "), true
	}
	for _, p := range writtenPhrases(t, "not_error_words").all {
		before, rest, found := partedBy(t, side, p)
		if !found || before > rejectRest {
			continue
		}
		line := doneLine(t, rest)
		if len(line) == 0 || len(line) > notThatWords || longestHead(line, writtenPhrases(t, "scope_words")) > 0 {
			return "", false
		}
		return rest, true
	}
	return "", false
}

// deniesSo is how many words a clause has before what it denies in the words of a question:
// "có phải lỗi mic đâu". 0 where it does not.
func deniesSo(t *turn, side string) int {
	line := spelled(t, side)
	n := longestHead(line, writtenPhrases(t, "is_it_heads"))
	if n == 0 || n+1 >= len(line) || fieldCount(side) != len(line) || !among(writtenPhrases(t, "nowhere_words"), line[len(line)-1]) {
		return 0
	}
	return n
}

// partedBy is how many words stand before a phrase in a text, and what stands behind it.
func partedBy(t *turn, s string, p []word) (before int, behind string, found bool) {
	if bitsOf(p)&^look(t, s).bits != 0 {
		return 0, "", false
	}
	fields := strings.Fields(s)
	for i := range fields {
		line := spelled(t, strings.Join(fields[i:], " "))
		if len(line) < len(p) || findPhrase(line[:len(p)], p) != 0 {
			continue
		}
		n := i
		for of := 0; n < len(fields) && of < len(p); n++ {
			of += len(spelled(t, fields[n]))
		}
		return i, strings.Join(fields[n:], " "), true
	}
	return 0, "", false
}

// wellThing is what a clause says to be well: "micro em" of "micro em vẫn tốt", "số
// khách bị chặn" of "số khách không bị chặn".
func wellThing(t *turn, side string) (what string, ok bool) {
	line := doneLine(t, side)
	if len(line) > wellWords || t.mentions("call_verbs_words", side) {
		return "", false
	}
	fields := strings.Fields(side)
	for i := range fields[:max(0, len(fields)-1)] {
		if w := spelled(t, fields[i]+" "+fields[i+1]); len(w) == 2 && among(writtenPhrases(t, "negator_words"), w[0]) && among(writtenPhrases(t, "suffer_words"), w[1]) {
			return strings.Join(slices.Delete(fields, i, i+1), " "), true
		}
	}
	for _, end := range writtenPhrases(t, "state_well_ends").all {
		if len(end) < len(fields) && ends(line, end) {
			return strings.Join(fields[:len(fields)-len(end)], " "), true
		}
	}
	return "", false
}

// errorOf is the error that some words name, "" for none.
func errorOf(t *turn, s string) string {
	r := heardAs(t, s).Result
	switch {
	case r.Intent == intent.KindTopic:
		return r.Topic
	case len(r.Candidates) > 0 && r.Candidates[0].Score >= notThatScore:
		return r.Candidates[0].Topic
	}
	return ""
}

// listWithout asks for a description, and lists the errors but those denied.
func listWithout(t *turn, not []string) {
	t.st.First, t.st.Told = "", nil
	t.goTo(Place{Screen: AtMenu, Stack: t.aside()})
	showAs(t, chat.TurnDenied, t.T("not_that"), topicChoices(t, not...)...)
}

// deniesPart reports whether a line denies of a part, which the error is not called
// by, that it is at fault: "tai nghe đâu có hư", "không phải tại mạng".
func deniesPart(t *turn, s string) bool {
	tp, ok := subject(t)
	if !ok {
		return false
	}
	called := spelled(t, tp.Name+" "+tp.Label)
	return slices.ContainsFunc(parts(t, s), func(part string) bool {
		line := spelled(t, part)
		names := slices.ContainsFunc(writtenPhrases(t, "part_words").all, func(p []word) bool { return findPhrase(line, p) >= 0 && findPhrase(called, p) < 0 })
		return names && (holdsPhrase(line, writtenPhrases(t, "is_not_words")) ||
			holdsPhrase(line, writtenPhrases(t, "negator_words")) && holdsPhrase(line, writtenPhrases(t, "part_broken_words")))
	})
}
