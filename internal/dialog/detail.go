package dialog

import (
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/text"
)

// A detail is what is told where no document can use it: a number, since when,
// what was tried, what somebody in the user's own firm asks. It is written down
// for the person who takes over, and the user hears what was.

const (
	detailFact  = "told" // of State.Facts: the details, one behind another
	detailRoom  = 400    // runes of all of them that are kept
	detailQuote = 60     // runes of one that is said back
)

// keepDetail writes a detail down, once; the newest counts most.
func keepDetail(t *turn, s string) {
	s = text.Brief(strings.Join(strings.Fields(s), " "), toldSize)
	old := t.st.Facts[detailFact]
	switch {
	case s == "", strings.Contains(old, s):
		return
	case old != "":
		s = old + "; " + s
	}
	if r := []rune(s); len(r) > detailRoom {
		s = "…" + string(r[len(r)-detailRoom:])
	}
	t.st.Facts[detailFact] = s
}

// quoteDetail is a detail as it is said back: a short one in its own words.
func quoteDetail(t *turn, s string) string {
	if s = strings.Join(strings.Fields(s), " "); len([]rune(s)) > detailQuote {
		return t.T("detail_long")
	}
	return "«" + plain(s) + "»"
}

// tellsBesides reports whether a line tells something in the middle of a walk,
// where something else is waited for: nothing asks for it, and staff may need it.
func tellsBesides(t *turn, u *utterance) bool {
	s := t.screen()
	switch {
	case s.collects(), s.does, s.closed():
		return u.says.Words > briefAnswer && u.says.Top() != intent.Insult && tellsDetail(t, u)
	}
	return false
}

// manyDetails is how many details in a row are followed by the offer of a person:
// who tells that much does not come on by what is waited for.
const manyDetails = 3

// noteBesides keeps what was told besides, says so, and what is waited for.
func noteBesides(t *turn, u *utterance) {
	keepDetail(t, u.text)
	t.out.Kind = chat.TurnNoted
	detail := quoteDetail(t, u.text)
	t.st.Misses++
	if t.st.Misses >= manyDetails && !t.screen().collects() {
		offerPerson(t, WhyMissed, t.T("detail_noted", "detail", detail))
		t.out.Kind = chat.TurnNoted
		return
	}
	t.pre(t.T("detail_kept", "detail", detail))
	if t.st.Misses >= manyDetails && lost(t) {
		return
	}
	word := "besides_" + t.screen().waits
	switch {
	case !t.words.Has("dialog." + word):
		word = t.screen().miss()
	case t.st.Misses%2 == 0 && t.words.Has("dialog."+word+"_2"): // not the same words again
		word += "_2"
	}
	t.around(word)
}

// noteDetail keeps what was told and says so, with the offer in one short line.
// A question is passed on: the bot has no answer to it.
func noteDetail(t *turn, u *utterance, asked bool) {
	keepDetail(t, u.text)
	t.st.Misses = 0
	words := [...]string{"detail_noted", "detail_noted_2", "detail_noted_3"}
	t.out.Kind = chat.TurnNoted
	if asked {
		words = [...]string{"detail_asked", "detail_asked_2", "detail_asked_3"}
		t.out.Kind = chat.TurnPassedOn
	}
	t.st.Place.Tries++
	t.show(t.T(words[(t.st.Place.Tries-1)%len(words)], "detail", quoteDetail(t, u.text)), t.st.Offer...)
}
