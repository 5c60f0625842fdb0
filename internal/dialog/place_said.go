package dialog

import (
	"slices"
	"strconv"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// Where choices stand on the screen, people point at one by where it stands: "cái dưới
// á", "the bottom one", and say more beside it. A clause that does nothing but point is
// such a word, whatever the rest of the line is like. So is a yes at its head.

// hearPlace takes the choice that a clause of a line points at.
func hearPlace(t *turn, u *utterance) bool {
	if u.res.Code != "" || u.words.Has(intent.Human) || strings.Contains(u.text, "?") {
		return false
	}
	switch t.st.Place.Screen {
	case AtPick:
		list := offered(t)
		if i, ok := pointedAt(t, u.text, len(list)); ok {
			enter(t, list[i])
			return true
		}
		return hearThatOne(t, u, list)
	case AtMaybe, AtSeen:
		if yesFirst(t, u.text) && !t.mentions("negator_words", u.text) && !surelyAnother(t, u.res) {
			confirm(t) // "chắc vậy đó, em đọc tới đó thôi"
			return true
		}
	case AtMenu:
		list := offered(t)
		if i, ok := pointedAt(t, u.text, len(list)); ok && !t.mentions("page_next_words", u.text) {
			enter(t, list[i])
			return true
		}
	case AtCauses:
		set := t.screen().own(t)
		n := len(slices.DeleteFunc(slices.Clone(set), func(a answer) bool { return !a.place || slices.Contains(a.means, intent.OtherAsk) }))
		if i, ok := pointedAt(t, u.text, n); ok && n > 1 {
			t.st.Misses = 0
			set[i].do(t)
			return true
		}
	}
	return false
}

// pointedAt is which of n choices, the first being 0, a clause of a line points at.
// "Đầu tiên, …" and "2 đứa" point at none: a thing is named with the place.
func pointedAt(t *turn, s string, n int) (int, bool) {
	heads := writtenPhrases(t, "place_heads")
	for _, part := range parts(t, s) {
		line := bared(t, part)
		if longestHead(line, heads) == 0 && !holdsPhrase(spelled(t, part), writtenPhrases(t, "place_ones")) {
			continue
		}
		if i, ok := placeOf(t, cutEnd(led(line, 1, heads), 1, writtenPhrases(t, "place_tails")), n); ok {
			return i, true
		}
	}
	return 0, false
}

// bared is a clause without what is polite in it, or only supposes.
func bared(t *turn, part string) []word {
	line := cutEnd(spelled(t, part), 1, writtenPhrases(t, "number_polite"), writtenPhrases(t, "vocative_words"), writtenPhrases(t, "particle_words"), writtenPhrases(t, "question_polite"))
	for _, p := range writtenPhrases(t, "seems_ends").all {
		if len(line) > len(p) && ends(line, p) {
			line = cutEnd(line[:len(line)-len(p)], 1, writtenPhrases(t, "number_polite"))
		}
	}
	return led(line, 1, writtenPhrases(t, "told_heads"), writtenPhrases(t, "number_polite"), writtenPhrases(t, "seems_heads"), writtenPhrases(t, "self_words"))
}

// placeOf is the choice that words name by its place alone: by a number, from the top
// or from the bottom. "Cái dưới" is one of two.
func placeOf(t *turn, line []word, n int) (int, bool) {
	is := func(key string) bool { return isPhrase(line, writtenPhrases(t, key)) }
	i := -1
	switch k, err := strconv.Atoi(joinWords(line)); {
	case err == nil:
		i = k - 1
	case is("place_first_words"), n == 2 && is("place_former_words"):
		i = 0
	case is("place_second_words"):
		i = 1
	case is("place_third_words"):
		i = 2
	case is("place_last_words"), n == 2 && is("place_latter_words"):
		i = n - 1
	}
	return i, i >= 0 && i < n
}

// hearThatOne takes a yes to a list ("đúng rồi đó, chuông còn chưa reo") for the one
// that what was told speaks for: the only one, or one clearly before the others.
func hearThatOne(t *turn, u *utterance, list []string) bool {
	n := len(t.st.Told)
	if len(list) == 0 || n < 2 || u.says.Denies || !yesFirst(t, u.text) {
		return false
	}
	if c := heardAs(t, t.st.Told[n-2]).Result.Candidates; len(list) > 1 && (len(c) == 0 || c[0].Topic != list[0] || len(c) > 1 && c[1].Score > c[0].Score/2) {
		return false
	}
	t.doubt = len(list) > 1
	enter(t, list[0])
	t.out.Kind = chat.TurnTopic
	return true
}

// yesFirst reports whether a line begins with a clause that says yes and nothing else,
// and goes on to tell.
func yesFirst(t *turn, s string) bool {
	all := parts(t, s)
	if len(all) < 2 {
		return false
	}
	line := cutEnd(spelled(t, all[0]), 1, writtenPhrases(t, "number_polite"), writtenPhrases(t, "vocative_words"), writtenPhrases(t, "place_tails"))
	if isPhrase(line, writtenPhrases(t, "nod_words")) {
		return true
	}
	f := t.meanings(all[0])
	return t.screen().waits == "confirm" && (f.Has(intent.Yes) && f.Words <= noWords || isPhrase(line, writtenPhrases(t, "seems_ends")))
}

// isPhrase reports whether a line is one of some phrases, and no more.
func isPhrase(line []word, phrases *phraseList) bool {
	return slices.ContainsFunc(phrases.all, func(p []word) bool { return len(p) == len(line) && findPhrase(line, p) == 0 })
}
