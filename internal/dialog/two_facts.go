package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
)

// Two facts in one line are both taken, the answer first: "edge, bật rồi mà vẫn không
// được" says which browser it is and that its first step did not help.

// relayed is what somebody else answers to a yes or no question, as a line passes it
// on: 1 for "sếp bảo có", -1 for "sếp nói không", 0 where it passes on none.
func relayed(t *turn, s string) int {
	for _, part := range parts(t, s) {
		line := doneLine(t, part)
		if len(line) > relayedWords || t.mentions("rights_words", part) && !holdsPhrase(line, writtenPhrases(t, "relay_words")) {
			continue
		}
		for before, rest := range cuts(line, writtenPhrases(t, "relay_words")) {
			switch {
			case len(before) == 0 || len(rest) == 0:
			case longestHead(rest, writtenPhrases(t, "negator_words")) > 0:
				return -1
			case longestHead(rest, writtenPhrases(t, "relay_yes_words")) > 0:
				return 1
			}
		}
	}
	return 0
}

// relayedWords is how many words a clause has at most that passes on a yes or a no.
const relayedWords = 7

// triedAsAdmin takes who says where the role is asked for that he has the rights, and
// that he did the step and it did not help.
func triedAsAdmin(t *turn, u *utterance) bool {
	if t.st.Place.Screen != AtRole || t.st.Place.Flow == nil || strings.Contains(u.text, "?") || asks(u.words) || !didInVain(t, u) {
		return false
	}
	all := parts(t, u.text)
	if len(all) < 2 || !slices.ContainsFunc(all, func(part string) bool { return holdsRights(t, part) }) {
		return false
	}
	quietly(t, func() { takeRole(t, roleAdmin) })
	t.st.Misses = 0
	failed(t)
	return true
}

// holdsRights reports whether a clause says that its writer has the rights asked for.
func holdsRights(t *turn, part string) bool {
	f := t.meanings(part)
	return !f.Denies && !t.mentions("negator_words", part) && (f.Has(intent.IsAdmin) || f.Whole(intent.Yes) || t.mentions("rights_words", part) && len(doneLine(t, part)) <= briefAnswer)
}

// didInVain reports whether a line says that something was done and did not help.
func didInVain(t *turn, u *utterance) bool {
	return (didIt(t, u) || slices.ContainsFunc(sides(t, u.text), func(side string) bool { return deed(t, side) })) && (u.words.Has(intent.NotSolved) || unchanged(t, u.text) || t.mentions("still_words", u.text) || slices.ContainsFunc(parts(t, u.text), func(part string) bool {
		return endsWith(doneLine(t, part), writtenPhrases(t, "in_vain_ends"))
	}))
}

// causeInVain takes the cause that a line tells together with its remedy, which did not
// help: "do tải lại trang, mà đợi cả tiếng rồi vẫn không được".
func causeInVain(t *turn, u *utterance) bool {
	tp, ok := inWalk(t)
	if !ok || t.st.Place.Screen != AtCauses || tp.Choose != "" || u.res.Code != "" || strings.Contains(u.text, "?") || !inVain(t, u) {
		return false
	}
	i := -1
	all := sides(t, u.text)
	at := slices.IndexFunc(all, func(side string) bool {
		a, ok := t.choose(readAlone(t, side))
		if i = slices.IndexFunc(tp.Causes, func(c kb.Cause) bool { return answerOf(&c) == a.label }); !ok || i < 0 || tp.Causes[i].Other {
			return false
		}
		_, like := t.read.Nearest(side, ways(&tp.Causes[i]))
		return like >= chosenLike
	})
	if at < 0 || !slices.ContainsFunc(all[at+1:], func(side string) bool { return remedyDone(t, tp, i, side) }) {
		return false
	}
	before := copyOf(t)
	quietly(t, func() { takeCause(t, i) })
	if !isAt(t, AtStep, AtWait) {
		*t = before
		return false
	}
	t.lead = nil
	t.st.Misses = 0
	failed(t)
	return true
}

// remedyDone reports whether a clause says that what helps against a cause was done.
func remedyDone(t *turn, tp *kb.Topic, i int, side string) bool {
	if slices.ContainsFunc(tp.Causes[i].Steps, func(s kb.Step) bool { return s.Kind == kb.Wait }) {
		return t.mentions("wait_verbs", side) && (t.mentions("still_words", side) || !startsHold(t, side)) && !asksSomething(t, side)
	}
	if !deed(t, side) {
		return false
	}
	of, _ := causeOfDeed(t, tp, side)
	return of == i
}

// traitInVain takes the answer to what the user works with together with what came of
// its first step.
func traitInVain(t *turn, u *utterance) bool {
	if u.trait == "" || t.st.Place.Screen != AtCauses || !choosing(t) || strings.Contains(u.text, "?") || !didInVain(t, u) {
		return false
	}
	before := copyOf(t)
	took := false
	quietly(t, func() { took = useTrait(t, u.trait) })
	if !took || t.st.Place.Screen != AtStep {
		*t = before
		return false
	}
	t.lead = nil
	t.st.Misses = 0
	failed(t)
	t.out.Kind = chat.TurnStep
	return true
}
