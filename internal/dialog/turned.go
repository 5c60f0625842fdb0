package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// Whose page was translated seldom says so: he pressed something ("nãy lỡ bấm dịch"),
// or the words on the page have become others, "menu nó thành tiếng Anh".

// turnedReach is how many words behind "thành" what the words became begins, and
// behind a press what was pressed.
const turnedReach = 4

// turned reports whether a clause says that the page was translated, by what was done
// or by what became of its words.
func turned(t *turn, part string) bool {
	line := spelled(t, part)
	if t.mentions("own_language_words", part) && !oddLanguage(t, line) {
		return false
	}
	if !holdsPhrase(line, writtenPhrases(t, "negator_words")) && (soonBehind(t, line, "pressed_words", "translate_words") || holdsPhrase(line, writtenPhrases(t, "translate_sign_words"))) {
		return true
	}
	if t.mentions("changed_language_words", part) && t.mentions("page_words", part) {
		return !t.meanings(part).Denies
	}
	before, after, ok := cutBecame(t, part)
	if !ok || !t.mentions("page_words", before) && !strings.ContainsAny(before, `"“”«»`) && !t.mentions("by_itself_words", before) {
		return false
	}
	first := spelled(t, after)
	first = first[:min(len(first), turnedReach)]
	became := holdsPhrase(first, writtenPhrases(t, "language_words")) || strings.ContainsAny(after, `"“”«»`) || longestHead(first, writtenPhrases(t, "page_words")) > 0
	return became && !t.meanings(before).Denies
}

// oddLanguage reports whether words say of the user's own language that it is odd: "ra
// tiếng Việt kỳ cục" is a page that was translated there and back.
func oddLanguage(t *turn, line []word) bool {
	return soonBehind(t, line, "own_language_words", "odd_words")
}

// soonBehind reports whether words of one list stand soon behind words of another.
func soonBehind(t *turn, line []word, first, second string) bool {
	return leadsTo(line, writtenPhrases(t, first), turnedReach, writtenPhrases(t, second))
}

// cutBecame parts a clause at the word by which one thing becomes another.
func cutBecame(t *turn, part string) (before, after string, ok bool) {
	line := spelled(t, part)
	if fieldCount(part) != len(line) {
		return "", "", false
	}
	for head, tail := range lastCuts(line, writtenPhrases(t, "became_words")) {
		if len(head) > 0 && len(tail) > 0 {
			return wordsBefore(part, len(head)), afterWord(part, len(line)-len(tail)), true
		}
	}
	return "", "", false
}

// hearTurned goes to what the documents have for a translated page, where a line says
// of it what it says and names no error.
func hearTurned(t *turn, u *utterance) bool {
	if walking(t) || !seeksTopic(t) && (t.st.Place.Screen != AtOffer || t.st.Place.Flow != nil) || u.Kind != chat.KindText || u.res.Code != "" || u.res.Partial || u.res.Shared != "" && t.st.Place.Screen != AtOffer || u.res.Intent == intent.KindHuman || u.res.Intent == intent.KindTopic || u.words.Has(intent.Human) || u.words.Has(intent.Solved) {
		return false
	}
	if !slices.ContainsFunc(parts(t, u.text), func(part string) bool {
		return turned(t, part) && (!asksSomething(t, part) || strings.ContainsAny(part, `"“”«»`)) // «"Gọi" giờ thành "Kêu đi" là sao» tells it
	}) {
		return false
	}
	for i := range t.guide.Topics {
		a := &t.guide.Topics[i]
		for k := range a.Causes {
			if !translated().says(t, answerOf(&a.Causes[k])) {
				continue
			}
			for j := range t.guide.Topics {
				if b := &t.guide.Topics[j]; j != i && tryShared(t, intent.Result{Shared: a.ID, Candidates: []intent.Candidate{{Topic: a.ID}, {Topic: b.ID}}}) {
					t.st.Misses = 0
					return true
				}
			}
		}
	}
	return false
}
