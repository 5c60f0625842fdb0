package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/text"
)

// How many have the error, who, since when: told in three words while something
// else is asked. Staff read it in the request, and the user hears that it was
// written down.

const (
	affectedFact = "affected" // of State.Facts: who has the error
	affectedRoom = 80         // runes of it that are kept
	affectedLine = 8          // words of a line that tells hardly more
	phoneFact    = "phone"    // of State.Facts: where to call back
)

// span is a part of a line, in words.
type span struct{ from, to int }

// affected is who has the error, as a line tells it, "" where it does not: "cả team
// 12 người", "30 máy". A count tells it where the line says that they have it, or
// nothing else.
func affected(t *turn, s string) string {
	for _, part := range parts(t, s) {
		if asksSomething(t, part) {
			continue
		}
		if t.mentions("only_me_words", part) || onlyMe(t, spelled(t, part)) {
			return t.T("affected_one")
		}
		if v := affectedIn(t, part); v != "" {
			return v
		}
	}
	return ""
}

func affectedIn(t *turn, part string) string {
	part = withoutApostrophes(part)
	line := spelled(t, part)
	if fieldCount(part) != len(line) {
		return ""
	}
	who, ok := sideBySide(groupIn(t, line), countIn(t, line))
	if !ok {
		return ""
	}
	beside := slices.Concat(line[:who.from], line[who.to:])
	if !holdsPhrase(beside, writtenPhrases(t, "suffer_words")) && (!filled(t, beside) || onlyAsked(t)) {
		return "" // who asks for a price has so many machines, and nothing is wrong with them
	}
	said := strings.Fields(part)[who.from:who.to]
	for i := range said {
		if among(writtenPhrases(t, "blunt_people"), line[who.from+i]) {
			said[i] = t.T("people")
		}
	}
	return strings.Trim(strings.Join(said, " "), ".,!:;")
}

// groupIn finds a whole group: "cả công ty", "ai cũng".
func groupIn(t *turn, line []word) span {
	everyone, whole := writtenPhrases(t, "everyone_words"), writtenPhrases(t, "whole_words")
	for i := range line {
		if n := longestHead(line[i:], everyone); n > 0 {
			return span{i, i + n}
		}
		n := longestHead(line[i:], whole)
		if n == 0 {
			continue
		}
		if rest := led(line[i+n:], 0, writtenPhrases(t, "group_words")); len(rest) < len(line)-i-n {
			return span{i, len(line) - len(rest)} // "cả tổ telesale"
		}
	}
	return span{}
}

// countIn finds a number of people or machines: "12 bạn", "ba máy".
func countIn(t *turn, line []word) span { return countOf(t, line, "people_words") }

// countOf finds a number of what the words under a key name.
func countOf(t *turn, line []word, key string) span {
	counts, people := writtenPhrases(t, "count_words"), writtenPhrases(t, key)
	for i := range line {
		n := longestHead(line[i:], counts)
		if w := line[i].bare; len(w) <= countDigits && strings.Trim(w, "0123456789") == "" {
			n = 1
		}
		if n == 0 {
			continue
		}
		m := longestHead(line[i+n:], people)
		if m > 0 && !holdsPhrase(line[i+n+m:min(len(line), i+n+m+1)], writtenPhrases(t, "other_words")) {
			return span{i, i + n + m}
		}
	}
	return span{}
}

// countDigits is how many digits a number of people has at most.
const countDigits = 4

// sideBySide is one part of a line made of two that stand side by side, or the one
// that there is.
func sideBySide(a, b span) (span, bool) {
	switch {
	case a.to == 0:
		return b, b.to > 0
	case b.from >= a.from && b.from <= a.to+1 && b.to > a.to:
		return span{a.from, b.to}, true
	case a.from >= b.from && b.to > 0 && a.from <= b.to+1:
		return b, true // "năm người ai cũng"
	}
	return a, true
}

// filled reports whether words are nothing but address and particles.
func filled(t *turn, line []word) bool {
	return len(led(line, 0, writtenPhrases(t, "agree_fillers"), writtenPhrases(t, "number_polite"), writtenPhrases(t, "question_polite"), writtenPhrases(t, "count_fillers"))) == 0
}

// onlyAsked reports whether a person is offered for a question, and nothing was said to
// be wrong.
func onlyAsked(t *turn) bool {
	return t.st.Place.Screen == AtOffer && t.st.Place.Why == WhyOutside && len(t.st.Place.Stack) == 0 && !slices.ContainsFunc(t.st.Told, func(s string) bool { return amiss(t, s) || t.meanings(s).Denies })
}

// amiss reports whether a line says that something is wrong.
func amiss(t *turn, s string) bool { return amissBy(t, s, t.meanings(s)) }

// amissHere is amiss of the line that is heard, which was read.
func amissHere(t *turn, u *utterance) bool { return amissBy(t, u.text, u.words) }

// amissBy is amiss of a line that was read as saying f.
func amissBy(t *turn, s string, f intent.Meanings) bool {
	return f.Has(intent.Problem) || f.Has(intent.NotSolved) || f.Has(intent.NotThere) || t.mentions("error_words", s) || t.mentions("fault_words", s)
}

// keepAffected keeps who has the error, wherever it is said.
func keepAffected(t *turn, u *utterance) {
	who, old := affected(t, u.text), t.st.Facts[affectedFact]
	if who == "" || strings.Contains(old, who) {
		return
	}
	if old != "" && !strings.Contains(who, old) {
		who = old + ", " + who
	}
	t.st.Facts[affectedFact] = text.Brief(who, affectedRoom)
	t.out.Update = t.out.Update || t.st.Person
}

// figures reports whether a line tells how many have the error, which calls, a
// number or since when, and hardly more.
func figures(t *turn, u *utterance) bool {
	f, often := u.words, howOften(t, u.text)
	if u.says.Words > affectedLine && !often || elsewhere(t, u) || u.res.Code != "" || u.fresh || len(u.res.Refs)+len(u.res.BadRefs) > 0 || asks(f) || asksSomething(t, u.text) {
		return false
	}
	if f.HasAny(intent.Hold, intent.NotSolved, intent.Solved, intent.Insult, intent.Relapse) {
		return false
	}
	return often && u.says.Words <= oftenLine || hidesNumber(t, u.text) || affected(t, u.text) != "" || t.mentions("extent_words", u.text) || someOnly(t, u.text) || len(factsIn(t, u.text)) > 0 || u.says.Words <= briefAnswer && (timeIn(t, u.text) != "" || t.mentions("since_when_words", u.text))
}

// someOnly reports whether a line says for whom alone it works: "mỗi chị ấy là gọi
// được".
func someOnly(t *turn, s string) bool {
	line := spelled(t, s)
	return len(line) > 2 && (callWorks(t, s) || endsWith(line, writtenPhrases(t, "works_ends_words"))) && longestHead(line, writtenPhrases(t, "exclusive_words")) > 0
}

// asksElse reports whether a step of a walk waits for something: what is told
// besides is noted.
func asksElse(t *turn) bool {
	s := t.screen()
	return t.st.Place.Flow != nil && (s.collects() || s.does || s.closed())
}

// hearFigures writes such a line down where something else is asked.
func hearFigures(t *turn, u *utterance) bool {
	if t.st.Place.Screen == AtMenu && !t.st.Person && t.st.Place.Flow == nil && vagueOrNone(u.res) && u.says.Words <= 2*affectedLine && (affected(t, u.text) != "" || extentOf(t, u.text) != 0) && figuresAlone(t, u) {
		noteOnList(t, u)
		return true
	}
	if !asksElse(t) || slices.ContainsFunc(parts(t, u.text), func(part string) bool { return postpones(t, part) }) || !figures(t, u) && !tellsDevice(t, u) && !(t.screen().collects() && soAlready(t, u)) {
		return false
	}
	noteBesides(t, u)
	return true
}

// figuresAlone reports whether each clause of a line may be one that tells figures, however
// many they are.
func figuresAlone(t *turn, u *utterance) bool {
	return !slices.ContainsFunc(parts(t, u.text), func(part string) bool {
		f := t.meanings(part)
		return asks(f) || asksSomething(t, part) || f.HasAny(intent.Hold, intent.Solved, intent.Insult, intent.Human)
	})
}

// soAlready reports whether a few words say that something is so already, where
// something else is collected: "https luôn rồi".
func soAlready(t *turn, u *utterance) bool {
	few := u.says.Words > 1 && u.says.Words <= briefAnswer
	return few && u.says.Already && u.res.Code == "" && !u.says.Has(intent.Solved) && !callWorks(t, u.text) && !t.mentions("sent_words", u.text) && !t.mentions("asked_enough_words", u.text) && !asksSomething(t, u.text)
}

// saidBack is what a line tells as the user hears it again: in a few words where it
// tells facts that have a name, else in its own.
func saidBack(t *turn, s string) string {
	if fieldCount(s) <= affectedLine {
		facts := factsIn(t, s)
		if len(facts) > 0 && !slices.ContainsFunc(facts, func(f fact) bool { return f.kind == "" }) {
			return join(t, nameFacts(t, facts))
		}
		switch who := affected(t, s); {
		case len(facts) > 0 || who == "":
		case who == t.T("affected_one"):
			return t.T("told_affected_one")
		default:
			return t.T("told_affected", "value", who)
		}
		if what := understood(t, s); what != "" {
			return what
		}
	}
	return quoteDetail(t, s)
}

// understood is what a line tells that has a name of its own: the user's role, his
// machine, which calls it is about; "" for none.
func understood(t *turn, s string) string {
	u := t.heard
	if u == nil || u.text != s || asks(u.words) || asksSomething(t, s) {
		return ""
	}
	switch role(t, s, u.words) {
	case roleAdmin:
		return t.T("told_admin")
	case roleUser:
		return t.T("told_not_admin")
	}
	switch {
	case u.trait != "":
		return t.T("told_trait", "value", called(t, u.trait))
	case comesIn(t, s) && !u.says.Denies, saysInward(t, s):
		return t.T("told_inward")
	case !t.mentions("extent_words", s):
		return ""
	case t.mentions("every_words", s):
		return t.T("told_every")
	}
	return t.T("told_some")
}

// saysInward reports whether a clause that denies nothing says that it is about calls
// which come in: "không phải gọi ra, là gọi vào".
func saysInward(t *turn, s string) bool {
	return slices.ContainsFunc(clauses(t, s), func(c clause) bool {
		return !c.says.Denies && c.says.Words <= briefAnswer+1 && t.mentions("inward_short_words", c.text)
	})
}

// callsBack reports whether a line asks to be called, so that a number in it is
// where: "có gì gọi lại chị số 09…".
func callsBack(t *turn, s string) bool {
	return t.mentions("callback_words", s) && !t.mentions("client_words", s) && !calledIn(t, spelled(t, s))
}

// noteBesides keeps what was told besides, says so, and what is waited for: each
// time in other words, and the second time with the way on without it.
func noteBesides(t *turn, u *utterance) {
	if t.screen().does && (u.words.Has(intent.Greeting) || longestHead(spelled(t, u.text), writtenPhrases(t, "greet_words")) > 0) && (u.res.Topic == "" || same(t, u.res.Topic)) {
		t.st.Misses = 0
		aroundAs(t, chat.TurnGreet, "hello_again") // who comes back to the matter
		return
	}
	detail := saidBack(t, u.text)
	noteWith(t, u, detail, t.T("detail_kept", "detail", detail))
}

// tellsNumber reports whether a line tells a number that a step may be about: who tells his
// name beside it tells where he is reached.
func tellsNumber(t *turn, u *utterance) bool {
	name, _ := selfNamed(t, u.Line.Text)
	return name == "" && slices.ContainsFunc(factsIn(t, u.text), func(f fact) bool { return f.kind != phoneFact })
}

// noteWith is noteBesides with words of one's own for that it is kept.
func noteWith(t *turn, u *utterance, detail, kept string) {
	keepDetail(t, u.text)
	t.out.Kind = chat.TurnNoted
	t.st.Misses++
	if t.st.Misses >= manyDetails && !t.screen().collects() {
		offerPerson(t, WhyMissed, t.T("detail_noted", "detail", detail))
		t.st.Place.Tries = 1 // the next is noted in other words
		t.out.Kind = chat.TurnNoted
		return
	}
	t.pre(kept)
	if t.st.Misses >= manyDetails && lost(t) {
		return
	}
	word := "besides_" + t.screen().waits
	switch {
	case t.screen().does && tellsNumber(t, u):
		word = "besides_step_number"
	case !t.words.Has("dialog." + word):
		word = t.screen().miss()
	case t.st.Misses%2 == 0 && t.words.Has("dialog."+word+"_2"): // not the same words again
		word += "_2"
	}
	t.around(word)
}
