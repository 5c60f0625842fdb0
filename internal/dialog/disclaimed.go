package dialog

import (
	"slices"
	"strings"
)

// Who says that he told nothing of the kind ("em có nói gì dịch đâu", "I never mentioned
// a hotline") or that he has no such error ("em có bị lỗi đó đâu") takes nothing of his
// own back: what was made of his words goes, and what he says besides is what he meant.

// besideDisclaimed is what a line says besides that, "" for nothing; ok is false for a
// line that disclaims nothing. What a question on the screen can take is its answer, and
// an error that was under way before the last line was not made of that.
func besideDisclaimed(t *turn, u *utterance) (rest string, ok bool) {
	h, _ := lastHeard(t)
	return besideParts(t, u.text, func(part string) bool {
		return disclaims(t, part) && !answersHere(t, u) || h.Place.Flow == nil && deniesSuch(t, part)
	})
}

// answersHere reports whether a line is an answer to the question on the screen.
func answersHere(t *turn, u *utterance) bool {
	if !t.screen().closed() || t.st.Place.Flow != nil && choosing(t) {
		return false
	}
	_, ok := t.choose(u)
	return ok
}

// besideParts is what a line tells besides the clauses that are of a kind; found is false
// where there is none.
func besideParts(t *turn, s string, kind func(string) bool) (rest string, found bool) {
	all := parts(t, s)
	if !slices.ContainsFunc(all, kind) {
		return "", false
	}
	rest = joinBut(all, func(part string) bool { return kind(part) || saysNothing(t, part) })
	if fieldCount(rest) < restWords {
		rest = ""
	}
	return rest, true
}

// meantIn are what may be meant by words said anew: those before what is set against
// them ("…, chứ đâu có đòi gặp ai"), else all of them, else their first clause.
func meantIn(t *turn, rest string) (all []string) {
	clauses := parts(t, rest)
	if rest == "" || len(clauses) < 2 {
		return []string{rest}[:min(1, len(rest))]
	}
	against := slices.IndexFunc(clauses, func(part string) bool { return longestHead(spelled(t, part), writtenPhrases(t, "not_meant_heads")) > 0 })
	for _, said := range []string{strings.Join(clauses[:max(against, 0)], ", "), rest, clauses[0]} {
		if said = strings.TrimSpace(said); fieldCount(said) > restWords {
			all = append(all, said)
		}
	}
	return all
}

// withoutDisclaimed is a line without the clauses that say that no such thing was told.
func withoutDisclaimed(t *turn, s string) string {
	all := parts(t, s)
	denied := func(part string) bool { return disclaims(t, part) }
	if !slices.ContainsFunc(all, denied) {
		return s
	}
	return joinBut(all, denied)
}

// disclaims reports whether a clause says that its writer told, or asked, no such thing.
func disclaims(t *turn, part string) bool {
	all := spelled(t, part)
	line := led(all, 1, writtenPhrases(t, "told_heads"), writtenPhrases(t, "self_words"))
	if len(line) == len(all) {
		return false // the page says nothing, too
	}
	behind, ok := denying(t, part, line)
	if n := longestHead(behind, writtenPhrases(t, "disclaim_verbs")); ok && n > 0 {
		return !holdsPhrase(behind[n:], writtenPhrases(t, "able_words"))
	}
	return false
}

// deniesSuch reports whether a clause says that its writer has no such error.
func deniesSuch(t *turn, part string) bool {
	line := led(spelled(t, part), 1, writtenPhrases(t, "told_heads"), writtenPhrases(t, "self_words"))
	behind, ok := denying(t, part, line)
	n := longestHead(behind, writtenPhrases(t, "having_words"))
	return ok && n > 0 && longestHead(behind[n:], writtenPhrases(t, "such_words")) > 0
}

// denying is what stands behind the words by which a clause denies at its beginning.
// "Có" does only where the clause ends as one that denies: "có hỏi cái đó đâu".
func denying(t *turn, part string, line []word) (behind []word, ok bool) {
	if n := longestHead(line, writtenPhrases(t, "disclaim_heads")); n > 0 {
		return line[n:], true
	}
	if n := longestHead(line, writtenPhrases(t, "disclaim_weak_heads")); n > 0 && endsWith(doneLine(t, part), writtenPhrases(t, "denial_ends")) {
		return line[n:], true
	}
	return nil, false
}

// leavesDenied forgets the walk under way where a line that names another error says of
// its own that it is not that: there is nothing to come back to.
func leavesDenied(t *turn, s string) {
	tp, ok := subject(t)
	if !ok || t.st.Place.Flow == nil {
		return
	}
	if _, not := withoutDenied(t, s); slices.Contains(not, tp.ID) {
		t.st.Rejected = append(t.st.Rejected, tp.ID)
		t.st.Place.Flow, t.st.Place.Stack = nil, nil
	}
}
