package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
	"hotro/prompts"
)

// Once calls work people ask why they did not, and what to do should the error come back.
// The documents say both, of the walk that helped, and the rating stays open. Only what is
// told as a fact of now is a relapse.

// hearAfter answers such a question, and reports whether the documents could.
func hearAfter(t *turn, u *utterance) bool {
	if t.st.Last == nil || u.res.Code != "" || u.words.Has(intent.Human) || u.says.Has(intent.AreYouBot) && !asksWhichCause(t.words, spelled(t, u.text)) {
		return false
	}
	text, kind := "", chat.TurnAnswer
	switch line := spelled(t, u.text); {
	case comesBackIf(t.words, line) && t.mentions("write_here_words", u.text):
		text, kind = t.T("after_write"), chat.TurnPassedOn
	case asksWhatIf(t, u.text, line):
		text = toDoAgain(t)
	case asksWhichCause(t.words, line), asksReason(t.words, line) && !ofStaff(t, u):
		text, kind = reasonOf(t), chat.TurnWhy
		if digest(text) == t.st.Said { // there is no more in the documents
			return false
		}
	}
	if text == "" {
		return false
	}
	t.show(text, t.st.Offer...)
	t.out.Kind = kind
	return true
}

// ofStaff reports whether a line is about those who help, or judges them.
func ofStaff(t *turn, u *utterance) bool {
	blame, praise := ofService(t.words, u.text, intent.Reading{Result: u.res, Meanings: u.says})
	return blame > 0 || praise || t.mentions("staff_words", u.text)
}

// asksWhatIf reports whether a line asks what to do should the error come back: "lần sau
// bị nữa em làm sao". Whether it will, and where to write then, is another question.
func asksWhatIf(t *turn, s string, line []word) bool {
	asked := questioning(t.words, s, line) || longestHead(line, writtenPhrases(t, "what_todo_words"), writtenPhrases(t, "how_say_words")) > 0
	if !asked || !t.mentions("future_words", s) && !comesBackIf(t.words, line) || t.mentions("write_here_words", s) || !t.mentions("suffer_words", s) && !t.mentions("again_tails", s) {
		return false
	}
	if tagged(t, s) { // "thì làm y như nãy hả"
		return t.mentions("step_verbs", s)
	}
	return !asksYesNo(t, s) && !wonders(t, s)
}

// asksReason reports whether words ask for the reason of an error: they begin with "sao",
// or name a cause and ask which. That it fails again, and nothing that it would come from,
// is no question: "sao giờ lại không được" tells of now, "sao mở 2 tab lại không được" asks.
func asksReason(say *prompts.Say, line []word) bool {
	line = led(line, 1, phrases(say, "dialog.told_heads"), phrases(say, "dialog.agree_fillers"))
	n := longestHead(line, phrases(say, "dialog.reason_heads"))
	if n == 0 || n == len(line) {
		return asksWhichCause(say, line) || leadsTo(line, phrases(say, "dialog.cause_words"), causeReach, phrases(say, "dialog.what_todo_words"), phrases(say, "dialog.how_say_words"), phrases(say, "dialog.nowhere_words"))
	}
	rest := led(line[n:], 0, phrases(say, "dialog.self_words"), phrases(say, "dialog.thing_fillers"))
	amiss := mention(say, "having_words", rest) || mention(say, "error_words", rest) || mention(say, "fault_words", rest) || mention(say, "possible_heads", rest)
	if endsWith(bareEnd(say, rest), phrases(say, "dialog.any_more_ends")) || longestHead(rest, phrases(say, "dialog.since_heads")) > 0 || !amiss && (len(rest) > bareReason || mention(say, "negator_words", rest)) {
		return false
	}
	for i := range rest {
		if n := longestHead(rest[i:], phrases(say, "dialog.again_words")); n > 0 {
			return i >= conditionWords || endsWith(rest[i:i+n], phrases(say, "dialog.question_tails")) // "sao lại thế"
		}
	}
	return true
}

// asksWhichCause reports whether words ask which of two it comes from: "do mạng hay do máy".
// Its "hay" praises nobody, and its "do" is no "dở".
func asksWhichCause(say *prompts.Say, line []word) bool {
	return cutSo(line, phrases(say, "dialog.question_or"), func(before, behind []word) bool {
		causes := phrases(say, "dialog.cause_words")
		return holdsPhrase(before, causes) && holdsPhrase(behind, causes)
	})
}

// comesBackIf reports whether words suppose that the error comes back, and ask what to do
// then or promise to write: "bị lại thì em nhắn". "Bị lại thì phải" says that it did.
func comesBackIf(say *prompts.Say, line []word) bool {
	return cutSo(line, phrases(say, "dialog.again_words"), func(before, rest []word) bool {
		rest = led(rest, 0, phrases(say, "dialog.any_more_ends"))
		supposed := longestHead(rest, phrases(say, "dialog.then_words")) > 0 || holdsPhrase(before, phrases(say, "dialog.case_words"))
		return supposed && (mention(say, "write_here_words", rest) || mention(say, "what_todo_words", rest) || mention(say, "how_say_words", rest))
	})
}

const (
	causeReach     = 3 // words behind a word for a cause that ask which
	bareReason     = 3 // words of a question that need not say what is amiss: "sao vậy"
	conditionWords = 2 // words before "lại bị" that say what it comes from
)

// ofSolved does something as if the walk that helped were under way still.
func ofSolved(t *turn, do func()) {
	place, at := t.st.Place, Place{Screen: AtStep, Flow: t.st.Last}
	if w := t.st.Worked; w != nil && w.Flow != nil {
		at = *w
	}
	t.st.Place = at.clone()
	do()
	t.st.Place = place
}

// toDoAgain is what helped, to be done again; "" where that was nothing of the documents.
func toDoAgain(t *turn) (text string) {
	ofSolved(t, func() {
		s, ok := stepNow(t)
		if !ok || s.Kind != kb.Do && s.Kind != kb.Wait {
			return
		}
		if tp, _ := inWalk(t); foreign(t, tp.Lang) {
			return
		}
		word := "after_again"
		if gatedNow(t) && t.st.Role != roleAdmin {
			word = "after_again_role"
		}
		text = t.T(word, "step", unlinked(t, s.Text, s.Links))
	})
	return text
}

// reasonOf is what the documents say of where the error comes from; "" for nothing.
func reasonOf(t *turn) (text string) {
	ofSolved(t, func() {
		tp, ok := subject(t)
		if !ok {
			return
		}
		if c := underWay(t, tp); c != nil && !c.Other && !foreign(t, c.Lang) {
			more := ""
			for _, s := range c.Steps {
				if s.Kind == kb.Tell {
					more = strings.TrimSpace(more + " " + s.Text)
				}
			}
			if all := sentences(t, paragraphs(intro(t, tp))); more == "" && len(all) > 0 {
				more = all[0]
			}
			text = strings.TrimSpace(t.T("after_cause", "cause", c.Title, "more", more))
			return
		}
		if about := intro(t, tp); about != "" {
			text = t.T("after_reason", "title", title(t, tp), "intro", about)
		}
	})
	return text
}

// besideRating is what is offered with an answer that a person may know more of: the
// rating stays open.
func besideRating(t *turn) []chat.Choice {
	h := t.human()
	rest := slices.DeleteFunc(slices.Clone(t.st.Offer), func(c chat.Choice) bool { return c.Data == h.Data || c.Data == t.menuButton().Data })
	return append(rest, h, t.menuButton())
}
