package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/text"
)

// "Thử trên Edge thì gọi được" says of a fault in Firefox that another browser has it
// not. That is a way out, and no news of what the user uses: whether it is enough is
// his to say, and the step for the one that fails stays.

// worksThere reports whether a line says that a call works with another value of a
// trait than the user's. Who has changed over to it uses it by now.
func worksThere(t *turn, u *utterance, kind string, now, other option) bool {
	if len(now.says) == 0 || now.says[0] == other.says[0] || asks(u.says) || questions(t, u.text) {
		return false
	}
	for _, c := range sides(t, u.text) {
		if _, ok := t.traits.in(kind, look(t, c)); !ok {
			continue
		}
		line := spelled(t, c)
		works := callWorks(t, c) || endsFine(t, c) || t.meanings(c).Has(intent.Solved) || endsWith(doneLine(t, c), writtenPhrases(t, "works_ends_words"))
		if works && !holdsPhrase(line, writtenPhrases(t, "negator_words")) && !holdsPhrase(line, writtenPhrases(t, "still_words")) && !holdsPhrase(line, writtenPhrases(t, "changed_over_words")) {
			return true
		}
	}
	return false
}

// sides are the clauses of a line, parted also at the words that set one side against
// the other: "điện thoại thì được mà máy tính không". They belong to the turn: nobody
// changes them.
func sides(t *turn, s string) []string {
	l := look(t, s)
	if l.sided {
		return l.sides
	}
	var room [8]string
	all, joints := room[:0], writtenPhrases(t, "side_joints")
	for _, part := range parts(t, s) {
		if slices.ContainsFunc(spelled(t, part), func(w word) bool { return among(joints, w) }) {
			all = appendSides(t, all, part, joints)
		} else {
			all = append(all, text.OneLine(part))
		}
	}
	l.sides, l.sided = keepPieces(t, all), true
	return l.sides
}

// appendSides appends the sides of a clause that has such a word.
func appendSides(t *turn, all []string, part string, joints *phraseList) []string {
	fields, negators := strings.Fields(part), writtenPhrases(t, "negator_words")
	from, denied := 0, false
	for i := range fields {
		w := spelled(t, fields[i])
		if len(w) == 1 && among(joints, w[0]) && i > from && !denied { // "chẳng còn ai" is one side
			all, from = append(all, strings.Join(fields[from:i], " ")), i+1
		}
		denied = len(w) == 1 && among(negators, w[0])
	}
	return append(all, strings.Join(fields[min(from, len(fields)):], " "))
}

// hearWorksThere keeps such a comparison at a step, and asks whether it is enough.
func hearWorksThere(t *turn, u *utterance) bool {
	if u.there == "" || !instructed(t, u) || u.words.Has(intent.Human) {
		return false
	}
	keepDetail(t, u.text)
	t.st.Misses = 0
	aroundAs(t, chat.TurnNoted, "works_there", "there", u.there, "solved", t.T("solved_button"), "failed", t.T("failed_button"))
	return true
}
