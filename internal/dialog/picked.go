package dialog

import (
	"slices"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
)

// What is told on a list of candidates is a clue first. One that fits none of
// them is written down and answered by the one question that decides most, then
// by the offer of a person; the same list never stands there twice.

// hearTellsOnList takes what is told on a list and names none of its topics.
func hearTellsOnList(t *turn, u *utterance) bool {
	yes, rest := agreed(t, u)
	switch {
	case yes && t.mentions("agree_verbs", u.text) && !u.says.Has(intent.NotSolved) && !u.says.Denies: // "sang goi duoc, gio khong duoc" tells when it worked
		for _, s := range rest {
			keepDetail(t, s)
		}
		handOff(t, WhyAsked, "")
	case leavesFor(t, u) && t.mentions("let_be_words", u.text):
		leaveOffer(t)
	case leavesFor(t, u), startsHold(t, u.text):
		awaitBack(t)
	case u.trait != "" && traitPicks(t):
	case newEvidence(t, u.res):
		return false
	case u.thing, tellsDetail(t, u) && u.says.Words > briefAnswer, figures(t, u):
		noteOnList(t, u)
	default:
		return false
	}
	return true
}

// newEvidence reports whether words speak for a topic that the list does not
// offer.
func newEvidence(t *turn, r intent.Result) bool {
	offers := offered(t)
	return r.Code != "" || r.Partial || r.Shared != "" || r.Intent == intent.KindTopic ||
		r.Intent == intent.KindAsk && slices.ContainsFunc(r.Candidates, func(c intent.Candidate) bool {
			return c.Score >= newClue && !slices.Contains(offers, c.Topic)
		})
}

const (
	newClue   = 0.3  // how much words have to speak for a topic to open another list
	someClue  = 0.08 // and for it to stand on one
	clueAbove = 0.2  // where another of the list is spoken for this much
)

// noteOnList keeps what was told, and asks once what would decide; then it offers
// a person with all of it.
func noteOnList(t *turn, u *utterance) {
	forgot := forgets(t, u)
	if !forgot {
		keepDetail(t, u.text) // that nothing was read is none
	}
	t.st.Misses = 0
	asked := t.st.Place.Tries > 0
	switch t.st.Place.Tries++; {
	case hearShown(t, u):
		return // what the screen says is not asked for again
	case t.mentions("no_error_words", u.text) && !forgot:
		offerPerson(t, WhyOutside, t.T("list_no_error")) // what the screen says is not asked for
	case asked && forgot:
		offerPerson(t, WhyOutside, t.T("list_offer"))
	case asked:
		offerPerson(t, WhyOutside, t.T("detail_noted", "detail", saidBack(t, u.text)))
		t.st.Place.Tries = 1 // the next is noted in other words
	case forgot:
		t.show(t.T("list_ask_which"), t.st.Offer...)
	default:
		t.show(t.T("list_ask_screen", "detail", saidBack(t, u.text)), t.st.Offer...)
	}
	t.out.Kind = chat.TurnNoted
}

// forgets reports whether a line says that its writer does not know.
func forgets(t *turn, u *utterance) bool {
	return t.mentions("forgot_words", u.text) || t.mentions("not_read_words", u.text) || u.says.Whole(intent.Unsure)
}

// evidenced are the candidates that a line speaks for, where it speaks for any:
// what nothing speaks for stands on no list.
func evidenced(r intent.Result) []string {
	sure := slices.ContainsFunc(r.Candidates, func(c intent.Candidate) bool { return c.Score >= clueAbove })
	var out []string
	for _, c := range r.Candidates {
		if !sure || c.Score >= someClue {
			out = append(out, c.Topic)
		}
	}
	return out
}

// likeliest are the candidates that a line speaks for at all, and then the errors that most
// users come with: an author's order says nothing of what somebody has.
func likeliest(t *turn, r intent.Result) []string {
	var out []string
	for _, c := range r.Candidates {
		if c.Score >= someClue {
			out = append(out, c.Topic)
		}
	}
	for _, tp := range commonTopics(t) {
		if !slices.Contains(out, tp.ID) {
			out = append(out, tp.ID)
		}
	}
	return out
}

// traitPicks opens the first topic of a list where a trait of the machine is what
// its guide asks for: "chrome" says more of the microphone than of a number. Where
// nothing spoke for any of the list, neither does that.
func traitPicks(t *turn) bool {
	offers := offered(t)
	if n := len(t.st.Told); len(offers) == 0 || n > 1 && vague(heardAs(t, t.st.Told[n-2]).Result) {
		return false
	}
	tp, ok := t.topic(offers[0])
	if !ok || !slices.ContainsFunc(articleSteps(tp), func(s kb.Step) bool {
		a, ok := t.guide.Article(s.Walk)
		return ok && a.Choose != "" && t.st.Traits[a.Choose] != ""
	}) {
		return false
	}
	t.doubt, t.told = true, true
	enter(t, tp.ID)
	return true
}
