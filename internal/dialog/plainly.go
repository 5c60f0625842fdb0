package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// Who asks how, whether or where and tells of no fault is shown no list of
// errors: he hears what was understood, that there is no guide for it, and that
// his question can be passed on. "Không có lỗi, chỉ muốn đổi số" is a wish.

// plainWords is how many words such a question has.
const plainWords = 4

// asksPlainly reports whether a line is one, outside a walk.
func asksPlainly(t *turn, u *utterance) bool {
	r := u.res
	if walking(t) || t.st.Place.Screen == AtPerson || r.Code != "" || r.Partial || r.Shared != "" || r.MaybeHuman || r.Intent == intent.KindHuman || u.fresh || u.wants || len(r.Refs)+len(r.BadRefs) > 0 {
		return false
	}
	if !questionsSubject(t, u) || oneSided(t, u.text) || slices.ContainsFunc(parts(t, u.text), func(part string) bool { return callsFail(t, part) }) {
		return false // that calls fail is told, whatever the line ends in: "… mà gọi không đi"
	}
	return wantsPlainly(t, u.text) || u.says.Words >= plainWords && (!faulty(t, u) || supposes(t, u)) && asksAnything(t, u)
}

// supposes reports whether a line asks a yes or a no of what could be: "mất mạng có gọi
// được không" tells of no fault.
func supposes(t *turn, u *utterance) bool {
	f := u.words
	return asksYesNo(t, u.text) && len(parts(t, u.text)) == 1 && !f.Has(intent.NotSolved) && !f.Has(intent.Problem) && !f.Has(intent.NotThere) && !f.Has(intent.Relapse) && !t.mentions("error_words", u.text) && u.res.Intent == intent.KindNone
}

// asksAnything reports whether any part of a line reads as a question.
func asksAnything(t *turn, u *utterance) bool {
	return asks(u.words) || u.words.Has(intent.Whether) || t.mentions("whether_heads", u.text) ||
		slices.ContainsFunc(parts(t, u.text), func(part string) bool { return queries(t, part) })
}

// questionsSubject reports whether a line may ask about the product: not about the
// bot, its people, or what it said.
func questionsSubject(t *turn, u *utterance) bool {
	return !u.says.HasAny(
		intent.AreYouBot, intent.Insult, intent.Greeting, intent.Repeat, intent.Confused, intent.AnyoneYet, intent.Menu, intent.Human, intent.Thanks, intent.Bye, intent.Solved, intent.Unsure, intent.Hold,
	) && !t.mentions("what_now_words", u.text) && !t.mentions("chat_means_words", u.text) && !t.mentions("picture_words", u.text) && !t.mentions("how_long_words", u.text)
}

// wantsPlainly reports whether a line says that nothing is wrong and what is wanted.
func wantsPlainly(t *turn, s string) bool {
	return t.mentions("no_fault_words", s) && t.mentions("desire_words", s)
}

// faulty reports whether a line tells of something that does not work.
func faulty(t *turn, u *utterance) bool {
	f := u.words
	if f.Has(intent.NotSolved) || f.Has(intent.Problem) || f.Has(intent.NotThere) || f.Has(intent.Relapse) || u.says.Deaf.Us || u.says.Deaf.Them {
		return true
	}
	return t.mentions("error_words", u.text) || t.mentions("fault_words", u.text) ||
		slices.ContainsFunc(parts(t, u.text), func(part string) bool { return t.meanings(part).Denies && !wonders(t, part) })
}

// hearAdvice passes on the question of who asks how an error is kept away: he has none.
func hearAdvice(t *turn, u *utterance) bool {
	r := u.res
	if walking(t) || t.st.Place.Screen == AtPerson || r.Code != "" || u.fresh || len(r.Refs)+len(r.BadRefs) > 0 || u.says.Has(intent.Human) ||
		!t.mentions("avoid_words", u.text) || !asksAnything(t, u) && !t.mentions("prepare_words", u.text) {
		return false
	}
	passPlainly(t, u)
	return true
}

// passPlainly says that there is no guide for what is asked, and offers to pass the
// question on.
func passPlainly(t *turn, u *utterance) {
	asked := bareQuestion(t, u.text)
	keepDetail(t, asked)
	t.st.Misses = 0
	t.out.Kind = chat.TurnOutside
	quote, ok := ownWords(t, asked)
	if !ok {
		outsideOffered(t)
		return
	}
	word := "outside_asked"
	if t.st.Outside%2 > 0 {
		word += "_2"
	}
	t.st.Outside++
	offerPerson(t, WhyOutside, t.T(word, "detail", quote))
}

// bareQuestion is a line without the words by which one begins to ask, and the
// polite ones at its end.
func bareQuestion(t *turn, s string) string {
	fields, line := strings.Fields(s), spelled(t, s)
	if len(fields) != len(line) {
		return strings.TrimSpace(s)
	}
	line = led(line, 1, writtenPhrases(t, "ask_heads"))
	fields = fields[len(fields)-len(line):]
	for ends := writtenPhrases(t, "ask_ends"); len(line) > plainWords && among(ends, line[len(line)-1]); {
		fields, line = fields[:len(fields)-1], line[:len(line)-1]
	}
	return strings.TrimRight(strings.Join(fields, " "), " ?.,!")
}
