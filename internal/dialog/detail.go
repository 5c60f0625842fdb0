package dialog

import (
	"strings"

	"hotro/internal/chat"
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
