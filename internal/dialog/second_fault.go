package dialog

import (
	"strings"

	"hotro/internal/intent"
)

// One fault is gone and another has begun: "hết lỗi đó mà giờ mất tiếng". The first is
// over, and nobody is well for it.

// secondFault is what a line says that is amiss since the fault under way is gone, "" for
// nothing. What it says of the first fault alone, or of who needs no more, is none. Many
// listeners ask, so it is kept with the words of the line.
func secondFault(t *turn, s string) string {
	l := look(t, s)
	if !l.faulted {
		l.fault, l.faulted = findSecondFault(t, s), true
	}
	return l.fault
}

func findSecondFault(t *turn, s string) string {
	if rest := inwardFault(t, s); rest != "" {
		return rest
	}
	line := spelled(t, s)
	if fieldCount(s) != len(line) || strings.Contains(s, "?") {
		return ""
	}
	for i := 2; i < len(line); i++ {
		if longestHead(line[i:], writtenPhrases(t, "since_heads")) == 0 {
			continue
		}
		before, rest := wordsBefore(s, i), afterWord(s, i)
		if faultGone(t, before) && amissSince(t, rest) {
			return rest
		}
	}
	return ""
}

// inwardFault is the side of a line that says that calls which come in fail, where one
// before it says that calls work: "gọi ra ok rồi mà khách gọi lại thì không đổ chuông".
func inwardFault(t *turn, s string) string {
	works, out := false, false
	for _, side := range sides(t, s) {
		in := comesIn(t, side) || out && leadsTo(spelled(t, side), writtenPhrases(t, "calling_words"), 1, writtenPhrases(t, "inward_way_words"))
		if works && in && holdsPhrase(spelled(t, side), writtenPhrases(t, "negator_words")) && !asksSomething(t, side) {
			return side
		}
		out = out || leadsTo(spelled(t, side), writtenPhrases(t, "calling_words"), 1, writtenPhrases(t, "outward_way_words"))
		works = works || callWorks(t, side) || endsWith(doneLine(t, side), writtenPhrases(t, "works_ends_words"))
	}
	return ""
}

// faultGone reports whether words say that a fault is gone.
func faultGone(t *turn, s string) bool {
	line := headless(t, spelled(t, s))
	return !t.mentions("still_words", s) && (cured(t, s) || t.mentions("gone_told_words", s) || len(line) > 1 && among(writtenPhrases(t, "gone_words"), line[0]))
}

// amissSince reports whether words say that something is amiss.
func amissSince(t *turn, s string) bool {
	f := t.meanings(s)
	silent := f.Deaf.Us || f.Deaf.Them || f.Denies && t.mentions("hears_words", s)
	if asksSomething(t, s) && !silent || t.mentions("caller_words", s) && !f.Deaf.Them {
		return false // "giờ khách bận không nghe máy" is of the customer
	}
	if cured(t, s) || callWorks(t, s) || f.Has(intent.Solved) || f.Has(intent.Thanks) || f.Has(intent.Hold) || endsWith(doneLine(t, s), writtenPhrases(t, "compare_ends")) {
		return false
	}
	return silent || f.Has(intent.NotSolved) || f.Has(intent.Problem) || t.mentions("fault_words", s) || f.Denies && t.mentions("calling_words", s)
}

// newFault reports whether such a line tells of a fault that no document is about: the one
// that a document has is gone on with, and who is not heard has the same still.
func newFault(t *turn, u *utterance) bool {
	rest := secondFault(t, u.text)
	if rest == "" || t.meanings(rest).Deaf.Them {
		return false
	}
	return heardAs(t, rest).Result.Intent != intent.KindTopic
}
