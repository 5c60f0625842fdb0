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
	for p := range writtenPhrases(t, "contrast_words").near(line) {
		i := findPhrase(line, p)
		if i <= 0 || i+len(p) >= len(line) {
			continue
		}
		fields := strings.Fields(s)
		if len(fields) != len(line) {
			return s
		}
		rest := strings.Join(fields[i+len(p):], " ")
		if deniedContrast(t, rest) {
			return strings.TrimRight(strings.Join(fields[:i], " "), ",;. ")
		}
	}
	return s
}

// deniedContrast reports whether what follows a "chứ" is what is not meant: it
// begins with a negator or ends as a question that needs no answer.
func deniedContrast(t *turn, rest string) bool {
	line := spelled(t, rest)
	return endsWith(line, writtenPhrases(t, "contrast_ends")) ||
		slices.ContainsFunc(writtenPhrases(t, "contrast_heads").all, func(p []word) bool { return findPhrase(line, p) == 0 })
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
	line := spelled(t, s)
	for tell := range writtenPhrases(t, "tell_words").near(line) {
		i := findPhrase(line, tell)
		if i < 0 || !adminNeeded(t) && (i == 0 || !t.says("self_words", line[i-1].bare)) {
			continue
		}
		after := line[i+len(tell) : min(len(line), i+len(tell)+ownReach)]
		if slices.ContainsFunc(writtenPhrases(t, "own_words").all, func(p []word) bool { return findPhrase(after, p) >= 0 }) {
			return true
		}
	}
	return false
}

// entrusts reports whether a line says that somebody of the user's own firm is to do
// it: "để em nhờ sếp". Who only asks him may come back with the answer.
func entrusts(t *turn, s string) bool {
	return slices.ContainsFunc(parts(t, s), func(part string) bool {
		line := spelled(t, part)
		for p := range writtenPhrases(t, "entrust_words").near(line) {
			at := findPhrase(line, p)
			if at < 0 || shuns(t, part) {
				continue
			}
			after := line[at+len(p) : min(len(line), at+len(p)+ownReach)]
			if holdsPhrase(after, writtenPhrases(t, "own_words")) {
				return true
			}
		}
		return false
	})
}

// ownReach is how many words behind a verb of telling may name who is told.
const ownReach = 6
