package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// Who has found what a step sends to asks once more before he presses it: "trang kia
// để là Hỏi, đổi sang Cho phép hả". The words are the step's, in whichever language
// his screen shows them; so a yes is all he needs. Where they are those of another
// choice that the documents advise against, he hears that and the right ones.

// hearConfirmStep answers such a question.
func hearConfirmStep(t *turn, u *utterance) bool {
	if !instructed(t, u) || u.fresh || u.res.Code != "" ||
		u.words.Has(intent.NotSolved) || u.words.Has(intent.Human) || callWorks(t, u.text) || t.mentions("effect_words", u.text) || t.mentions("must_words", u.text) {
		return false
	}
	asked := strings.TrimSpace(lastPart(t, u.text))
	if !confirms(t, asked) || didBefore(t, u.text) && t.mentions("call_words", asked) {
		return false // "xong rồi, gọi lại luôn hả" asks no more than whether to try
	}
	for _, s := range presentStep(t) {
		if namesPartOf(t, u.text, asked, literally, append(otherTongues(t), s)...) && (confirmTag(t, asked) || saysAllOf(t, asked, s)) && !besideIt(t, asked, s) {
			return sayConfirmed(t, asked, s)
		}
	}
	against := ""
	for _, s := range sentences(t, passages(t)) {
		switch named := namesPartOf(t, u.text, asked, farLiterally, s) && confirmTag(t, asked); {
		case !named:
		case !holdsPhrase(spell(s), writtenPhrases(t, "negator_words")):
			return sayConfirmed(t, asked, s)
		case against == "":
			against = s
		}
	}
	if against == "" {
		return false
	}
	step, _ := stepNow(t)
	return sayOnce(t, t.T("confirm_no", "sentence", against, "step", step.Text), against)
}

// sayConfirmed says that it is as was asked, and the sentence that says so; only that
// where the question has the contrary of what it says.
func sayConfirmed(t *turn, asked, sentence string) bool {
	if opposed(t, asked, clauseNaming(t, sentence)) {
		return sayOnce(t, t.T("confirm_say", "sentence", continued(sentence)), sentence)
	}
	return sayOnce(t, t.T("confirm_yes", "sentence", sentence), sentence)
}

// clauseNaming is the clauses of a sentence that name what the line under way does: that
// one opens the settings says nothing of what is switched there.
func clauseNaming(t *turn, sentence string) string {
	line := spelled(t, t.heard.text)
	var out []string
	for part := range strings.SplitSeq(sentence, ", ") {
		if sharesName(line, part, literally) {
			out = append(out, part)
		}
	}
	if len(out) == 0 {
		return sentence
	}
	return strings.Join(out, ", ")
}

// sayOnce says an answer; who asks again at once hears the sentence that it rests on.
func sayOnce(t *turn, text, sentence string) bool {
	if digest(text) == t.st.Said {
		text = t.T("confirm_say", "sentence", continued(sentence))
	}
	t.st.Misses = 0
	reply(t, chat.TurnAnswer, text)
	return true
}

// confirms reports whether a clause asks for no more than a yes or a no to what is done
// at a step: it ends in a tag, or begins as such questions do.
func confirms(t *turn, asked string) bool {
	if asks(t.meanings(asked)) || asksBy(t, "ask_words", asked) {
		return false
	}
	return confirmTag(t, asked) || asksYesNo(t, asked)
}

// confirmTag reports whether a clause ends in a tag that asks for a yes. One that also
// ends statements asks where what is done is still to be done.
func confirmTag(t *turn, asked string) bool {
	line, weak, polite := spelled(t, asked), writtenPhrases(t, "confirm_weak_ends"), writtenPhrases(t, "number_polite")
	for len(line) > 1 && slices.ContainsFunc(polite.all, func(p []word) bool {
		return len(p) == 1 && line[len(line)-1].is(p[0]) && !endsWith(p, weak)
	}) {
		line = line[:len(line)-1]
	}
	tags, others := writtenPhrases(t, "confirm_ends"), writtenPhrases(t, "right_or_wrong_ends")
	for p := range either(tags, others) {
		if len(p) > 1 && ends(line, p) {
			return true
		}
	}
	if holdsPhrase(line, writtenPhrases(t, "done_ends")) {
		return false // "đổi rồi ha"
	}
	return endsWith(line, tags, others) || endsWith(line, weak) && holdsPhrase(line, writtenPhrases(t, "step_verbs"))
}

// saysAllOf reports whether a sentence has every word by which a question is told from
// others, but for the verbs of steps.
func saysAllOf(t *turn, question, sentence string) bool {
	line := " " + fold(sentence) + " "
	verbs := writtenPhrases(t, "step_verbs")
	return !slices.ContainsFunc(asked(t, question), func(w string) bool {
		return !hasWords(line, w) && !holdsPhrase(spell(w), verbs)
	})
}

// namesPartOf reports whether the clause that asks names something of some texts, or
// the clauses before it do where it only points there.
func namesPartOf(t *turn, line, asked string, run int, texts ...string) bool {
	return slices.ContainsFunc([]string{asked, line}, func(s string) bool {
		words := spelled(t, s)
		return slices.ContainsFunc(texts, func(x string) bool { return sharesName(words, x, run) })
	})
}

// sharesName reports whether words have a name that a text sets in bold, the beginning
// of one, or as many words of the text one behind the other as nobody says by chance.
func sharesName(words []word, s string, run int) bool {
	for _, name := range boldNames(s) {
		n := spell(name)
		if findPhrase(words, n) >= 0 || len(n) > nameHead && findPhrase(words, n[:nameHead]) >= 0 {
			return true
		}
	}
	all := spell(chat.Plain(s))
	for i := range all {
		if i+run <= len(all) && findPhrase(words, all[i:i+run]) >= 0 {
			return true
		}
	}
	return false
}

const (
	nameHead     = 2 // words of the beginning of a name
	literally    = 3 // words of the present step
	farLiterally = 4 // and of what else the matter is told with
)

// otherTongues is the present step in the other languages of the guide: a browser may
// speak one that its user does not.
func otherTongues(t *turn) (all []string) {
	s, ok := stepNow(t)
	for _, g := range t.guides {
		if ok && g != t.guide {
			if p, there := g.Node(s.ID); there {
				all = append(all, p.Step.Text)
			}
		}
	}
	return all
}
