package dialog

import (
	"slices"
	"strings"

	"hotro/internal/intent"
)

// People correct themselves within a line ("không dịch, à có, góc trên kìa"), and
// say what they mean against what they do not ("cả phòng chứ một vài gì nữa").
// What counts is what is meant.

// meant is a line read by the part of it that is meant; the line itself where it
// corrects nothing.
func (u *utterance) meant(t *turn) *utterance {
	s := corrected(t, u.text)
	if s == u.text || u.res.Code != "" || len(u.res.Refs)+len(u.res.BadRefs) > 0 {
		return u
	}
	read := heardAs(t, s)
	m := *u
	m.text, m.res, m.words = s, read.Result, read.Meanings
	m.guess = len(read.Meanings.Matches) == 0
	m.says, m.wants = weigh(t, read, s)
	return &m
}

// corrected is the part of a line that is meant: what stands behind the words by
// which people correct themselves, and before "chứ" where what follows is
// denied.
func corrected(t *turn, s string) string {
	line := spelled(t, s)
	at, from := -1, 0
	for p := range writtenPhrases(t, "self_correction_words").near(line) {
		if i := findLast(line, p); i > 0 && i > at && i+len(p) < len(line) {
			at, from = i, i+len(p)
		}
	}
	for p := range writtenPhrases(t, "self_answer_words").near(line) { // "à có": the answer is in it
		if i := findLast(line, p); i > 0 && i >= at && i+len(p) <= len(line) {
			at, from = i, i+1
		}
	}
	if at > 0 {
		if fields := strings.Fields(s); len(fields) == len(line) {
			return strings.Join(fields[from:], " ")
		}
		return s
	}
	for before, behind := range cuts(line, writtenPhrases(t, "contrast_words")) {
		if len(before) == 0 || len(behind) == 0 {
			continue
		}
		fields := strings.Fields(s)
		if len(fields) != len(line) {
			return s
		}
		if deniedContrast(t, strings.Join(fields[len(fields)-len(behind):], " ")) {
			return strings.TrimRight(strings.Join(fields[:len(before)], " "), ",;. ")
		}
	}
	return s
}

// deniedContrast reports whether what follows a "chứ" is what is not meant: it
// begins with a negator or ends as a question that needs no answer.
func deniedContrast(t *turn, rest string) bool {
	line := spelled(t, rest)
	return endsWith(line, writtenPhrases(t, "contrast_ends")) || longestHead(line, writtenPhrases(t, "is_not_words")) > 0
}

// tellsOwn reports whether a line says that the matter goes to somebody of the
// user's own firm, where such a one is needed: "để báo lại sếp".
func tellsOwn(t *turn, u *utterance) bool {
	if t.st.Place.Flow == nil || !adminNeeded(t) && !t.screen().does || asksSomething(t, u.text) || asks(u.words) || u.words.Has(intent.NotSolved) || u.words.Has(intent.Solved) || u.words.Has(intent.Human) || t.mentions("favour_words", u.text) || t.st.Place.Screen == AtRole && (u.words.Has(intent.NotAdmin) || u.says.Denies) {
		return false
	}
	return tellsToOwn(t, u.text) && !slices.ContainsFunc(parts(t, u.text), func(part string) bool { return shuns(t, part) })
}

// tellsToOwn reports whether a line passes something on to somebody of the
// user's own firm. Where nobody else is needed, the user has to say that he does
// it.
func tellsToOwn(t *turn, s string) bool {
	return cutSo(spelled(t, s), writtenPhrases(t, "tell_words"), func(before, behind []word) bool {
		i := len(before)
		return (adminNeeded(t) || i > 0 && t.says("self_words", before[i-1].bare)) && holdsPhrase(firstOf(behind, ownReach), writtenPhrases(t, "own_words"))
	})
}

// entrusts reports whether a line says that somebody of the user's own firm is to do
// it: "để em nhờ sếp". Who only asks him may come back with the answer.
func entrusts(t *turn, s string) bool {
	return slices.ContainsFunc(parts(t, s), func(part string) bool {
		return leadsTo(spelled(t, part), writtenPhrases(t, "entrust_words"), ownReach, writtenPhrases(t, "own_words")) && !shuns(t, part)
	})
}

// ownReach is how many words behind a verb of telling may name who is told.
const ownReach = 6
