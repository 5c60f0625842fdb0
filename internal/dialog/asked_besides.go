package dialog

import (
	"slices"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
	"hotro/prompts"
)

// What a line tells while a screen asks something else: that a call works, that
// it still does not, what was asked before, what the machine is. It is heard as
// what it is, and the question stands.

// hearBesides hears such a line.
func hearBesides(t *turn, u *utterance) bool {
	if t.st.Place.Flow == nil {
		return wellAgain(t, u)
	}
	if t.screen().idle || elsewhere(t, u) || t.screen().does || u.res.Code != "" || u.trait != "" && t.st.Place.Screen == AtCauses && choosing(t) && didInVain(t, u) {
		return false
	}
	if triedAsAdmin(t, u) || causeInVain(t, u) {
		return true
	}
	switch works, fails := outcomeOf(t, u); {
	case works:
		worked(t, u)
	case fails && t.st.Place.Screen == AtRole && u.words.Has(intent.Done):
		t.st.Role = roleUser // somebody else did it, and a call was tried
		goOn(t, chat.StepFailed)
	case fails && t.st.Place.Screen == AtCauses && (choosing(t) && u.trait == "" || t.mentions("call_words", u.text)) && !describes(t, u):
		askStill(t, func(t *turn) { noteAndAsk(t, "still_asking") })
	default:
		return false
	}
	t.st.Misses = 0
	return true
}

// wellAgain ends a matter that has no walk, for nobody knew yet which error it is
// or that one has a document: the call works by itself.
func wellAgain(t *turn, u *utterance) bool {
	if !isAt(t, AtMenu, AtPick, AtMaybe, AtOffer, AtSeen) || t.st.Person || len(t.st.Told) < 2 || u.res.Code != "" || len(t.aside()) > 0 || asksSomething(t, u.text) || asks(u.words) || u.words.Has(intent.NotSolved) || u.words.Has(intent.Hold) || u.says.Denies || stillAmiss(t, u) {
		return false
	}
	if !endsWell(t, u.text) {
		return false
	}
	if t.mentions("elsewhere_words", u.text) || t.mentions("other_channel_words", u.text) {
		return false
	}
	t.st.Misses = 0
	solved(t)
	return true
}

// endsWell reports whether a line ends in saying that a call works by now: what
// stands behind that is thanks, or next to nothing.
func endsWell(t *turn, s string) bool {
	for _, p := range slices.Backward(parts(t, s)) {
		f := t.meanings(p)
		if (f.Has(intent.Solved) || hearsUs(t, p) || callWorks(t, p)) && (endsDone(t, p) || soundsFineText(t, p) || f.Has(intent.Thanks)) {
			return true
		}
		if !f.Has(intent.Thanks) && f.Words >= butWords {
			return false
		}
	}
	return false
}

// soundsFineText reports whether words end as those do who are well again.
func soundsFineText(t *turn, s string) bool {
	return slices.ContainsFunc(written(t), func(say *prompts.Say) bool {
		return endsWith(bareEnd(say, spelled(t, s)), phrases(say, "dialog.fine_ends"))
	})
}

// outcomeOf reports whether a line says, in words that are known and as a whole,
// that a call works or that it does not, whatever the screen asks.
func outcomeOf(t *turn, u *utterance) (works, fails bool) {
	if asksSomething(t, u.text) || asks(u.words) || u.words.Has(intent.Hold) || len(u.res.Refs)+len(u.res.BadRefs) > 0 {
		return false, false
	}
	act := intent.Meaning(u.act)
	switch {
	case act == intent.Solved && u.words.Has(intent.Solved) && !u.words.Has(intent.NotSolved):
		return callWorks(t, u.text) || u.words.Whole(intent.Solved) || hearsUs(t, u.text), false
	case u.surely(actFirm, intent.Solved) && len(t.st.Path) > 0 && !u.words.Has(intent.NotSolved):
		return true, false
	case act == intent.NotSolved && u.words.Has(intent.NotSolved):
		return false, !u.words.Has(intent.Solved)
	}
	return false, false
}

// hearsUs reports whether a line says that the customer hears: "khách nghe chị
// nói rõ luôn".
func hearsUs(t *turn, s string) bool {
	if t.mentions("heard_words", s) {
		return true
	}
	line := spelled(t, s)
	for _, behind := range cuts(line, writtenPhrases(t, "hearer_words")) {
		after := firstOf(behind, hearerReach)
		return holdsPhrase(after, writtenPhrases(t, "clearly_words")) && !holdsPhrase(after, writtenPhrases(t, "negator_words"))
	}
	return false
}

// hearerReach is how many words behind "khách nghe" may tell how.
const hearerReach = 3

// noteAndAsk says what was understood, and asks again what is asked.
func noteAndAsk(t *turn, word string, pairs ...string) {
	t.pre(t.T(word, pairs...))
	t.st.Turn++
	t.again()
	t.out.Kind = chat.TurnNoted
}

// hearLate hears what nothing else took: an answer to the question before this
// one, a trait of the machine, more about the matter, a question nobody has
// words for. It comes right before a miss.
func hearLate(t *turn, u *utterance) bool {
	if t.st.Place.Screen == AtPerson || u.fresh || len(u.res.BadRefs) > 0 {
		return false
	}
	switch {
	case cannotSend(t, u):
	case complains(t, u):
		aroundAs(t, chat.TurnCalm, "complaint")
	case t.st.Place.Flow == nil || t.screen().idle || elsewhere(t, u):
		return false
	case t.screen().collects() && u.says.Words > 2 && (asks(u.words) || queries(t, u.text)) && u.res.Intent != intent.KindTopic && !u.says.Has(intent.Insult):
		ownQuestion(t, u.text)
	case t.screen().does && t.mentions("go_on_words", u.text) && about(t, u) && !asksSomething(t, u.text):
		t.again()
	case t.screen().does && unsteady(t, u.text) && !t.mentions("still_words", u.text) && !asks(u.words):
		noteBesides(t, u)
	case t.screen().does && !u.says.Denies && u.res.Intent != intent.KindTopic && deedTold(t, u):
		askResult(t)
	case u.trait != "" && u.known && u.says.Words > briefAnswer && t.screen().does:
		noteBesides(t, u) // that the phone was updated is news, that it is one is not
	case u.trait != "" && u.says.Words <= 8:
		t.pre(t.T("trait_known", "value", called(t, u.trait)))
		t.st.Turn++
		t.again()
	case sameAnswer(t, u):
	case deniedBefore(t, u):
		noteAndAsk(t, "noted_denial")
	case t.st.Place.Screen == AtRef && about(t, u) && (u.says.Has(intent.Problem) || u.says.Has(intent.MoreInfo) || u.says.Has(intent.NotSolved)):
		noteAndAsk(t, "noted_more")
	case t.screen().does && !u.says.Denies && u.res.Intent != intent.KindTopic && endsDone(t, u.text):
		askResult(t)
	case t.screen().does && !u.says.Denies && !asksSomething(t, u.text) && t.mentions("progress_words", u.text):
		aroundAs(t, chat.TurnAck, "ack")
	case (likeInquiry(u) || asksSomething(t, u.text)) && !t.screen().open && u.says.Words > 2:
		unanswered(t, u)
	default:
		return false
	}
	t.st.Misses = 0
	return true
}

// sameAnswer takes what was answered before, said once more at a later question:
// "tất cả" while the role is asked.
func sameAnswer(t *turn, u *utterance) bool {
	tp, ok := subject(t)
	if !ok || tp.Ask == "" || tp.Choose != "" || asksSomething(t, u.text) || u.says.Words > 6 {
		return false
	}
	if !isAt(t, AtRole, AtForward, AtStep, AtWait) {
		return false
	}
	i := answeredAnew(t, u, tp)
	if c := underWay(t, tp); i < 0 || c == nil || c.ID != tp.Causes[i].ID {
		return false
	}
	t.pre(t.T("told_same", "answer", answerOf(&tp.Causes[i])))
	t.again()
	t.out.Kind = chat.TurnTold
	return true
}

// deniedBefore reports whether a line denies, while a call ID is asked for, a
// cause that was asked about before: "đã bảo không xài chung mà".
func deniedBefore(t *turn, u *utterance) bool {
	tp, ok := subject(t)
	if at := t.st.Place.Screen; !ok || at != AtRef && at != AtFact || !u.says.Denies {
		return false
	}
	return slices.ContainsFunc(tp.Causes, func(c kb.Cause) bool { return !c.Other && likeDenied(t, u.text, &c) >= deniesLike })
}

// unanswered says of a question that the documents tell nothing about it, and
// who can.
func unanswered(t *turn, u *utterance) {
	which := findPhrase(spelled(t, u.text), spelled(t, t.T("question_or"))) > 0 || endsWith(bareEnd(t.words, spelled(t, u.text)), writtenPhrases(t, "which_ends"))
	if t.screen().does && which && placeIn(t, u.text) != "" {
		how(t, u) // "bên trái hay bên phải", "vào mục nào"
		return
	}
	if at := t.st.Place.Screen; (at == AtForward || at == AtRole) && asksBy(t, "who_words", u.text) && content(t, spelled(t, u.text)) == nil {
		sayWho(t, roleAdmin) // "gửi ai": the message is for who holds the role
		return
	}
	if saysOfSetting(t, u.text) {
		return
	}
	t.out.Kind = chat.TurnPassedOn
	if t.screen().does || t.screen().waits == "wait" {
		t.around("unanswered")
		return
	}
	t.around("unanswered_ask")
}

// complains reports whether a line says that the bot does not answer what it is
// asked.
func complains(t *turn, u *utterance) bool {
	return t.mentions("complaint_words", u.text) && u.res.Code == ""
}

// cannotSend helps who cannot send the picture that was asked for.
func cannotSend(t *turn, u *utterance) bool {
	if u.Kind == chat.KindPhoto || u.res.Code != "" || !t.mentions("picture_words", u.text) || !t.mentions("cannot_send_words", u.text) {
		return false
	}
	t.out.Kind = chat.TurnHow
	if walking(t) {
		t.around("cannot_send")
		return true
	}
	t.leave()
	t.show(t.T("cannot_send_start"), t.menuButton(), t.human())
	return true
}
