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
	quoteWords  = 2      // fewer are not said back
)

// keepDetail writes a detail down, once; the newest counts most.
func keepDetail(t *turn, s string) {
	s = text.Brief(plainTold(t, s), toldSize)
	old := t.st.Facts[detailFact]
	switch {
	case s == "", strings.Contains(old, s), s == t.st.Facts[affectedFact]:
		return
	case old != "":
		s = old + "; " + s
	}
	if r := []rune(s); len(r) > detailRoom {
		s = "…" + string(r[len(r)-detailRoom:])
	}
	t.st.Facts[detailFact] = s
}

// quoteDetail is a detail as it is said back where nothing of it was understood: in its
// own words, once in a talk. Whoever hears his words again and again talks to a parrot.
func quoteDetail(t *turn, s string) string {
	if quote, ok := ownWords(t, s); ok {
		return quote
	}
	return t.T("detail_long")
}

// quoteQuestion is a question as it is said back.
func quoteQuestion(t *turn, s string) string {
	if quote, ok := ownWords(t, s); ok {
		return quote
	}
	return t.T("asked_long")
}

// ownWords is a line in its own words, where they can be said back: it is neither long
// nor a word or two, and none was quoted before.
func ownWords(t *turn, s string) (quote string, ok bool) {
	s = plainTold(t, s)
	if t.st.Quoted || len([]rune(s)) > detailQuote || len(spell(s)) <= quoteWords {
		return "", false
	}
	t.st.Quoted = true
	return "«" + plain(s) + "»", true
}

// plainTold is a line without the address at its head and the particles at its
// end: "dạ, máy em cài win 11 ạ" tells "máy em cài win 11".
func plainTold(t *turn, s string) string {
	fields := strings.Fields(s)
	cut := func(f, key string) bool {
		line := spell(f)
		return len(line) == 0 || len(line) == 1 && f != "A" && among(writtenPhrases(t, key), line[0])
	}
	for len(fields) > 1 && cut(fields[0], "told_heads") {
		fields = fields[1:]
	}
	for len(fields) > 1 && cut(fields[len(fields)-1], "told_ends") {
		fields = fields[:len(fields)-1]
	}
	return strings.Trim(strings.Join(fields, " "), " ,;")
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

// noteDetail keeps what was told and says so, with the offer in one short line, each
// time in other words: however much is told, only a yes calls for a person.
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
	detail := ""
	if asked {
		detail = quoteQuestion(t, u.text)
	} else {
		detail = saidBack(t, u.text)
	}
	t.st.Place.Tries++
	t.show(t.T(words[(t.st.Place.Tries-1)%len(words)], "detail", detail), t.st.Offer...)
}
