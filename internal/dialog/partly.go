package dialog

import (
	"slices"
	"strconv"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// Only a call that works ends a matter. Much sounds like it and is not it: that the
// step was done, that it seems to work, one good call of a fault that comes and goes,
// and that it works on the one machine and not on the other.

// hearPartly takes such words for no more than they are.
func hearPartly(t *turn, u *utterance) bool {
	if t.st.First == "" || t.st.Person || t.screen().idle && t.st.Place.Screen != AtMenu || elsewhere(t, u) || u.res.Code != "" || !soundsSolved(t, u) || asksSomething(t, u.text) || stillAmiss(t, u) {
		return false
	}
	word := ""
	switch {
	case t.st.Place.Screen == AtResult:
		return false // the call was asked about
	case setsAgainst(t, u.text) && t.screen().does:
		keepDetail(t, u.text)
		t.st.Misses = 0
		askResult(t)
		return true
	case setsAgainst(t, u.text):
		noteBesides(t, u)
		return true
	case seemsWell(t, u.text) && t.screen().does:
		t.st.Misses = 0
		askResult(t)
		return true
	case seemsWell(t, u.text):
		word = "try_sure"
	case !t.screen().does && comesAndGoes(t, u):
		word = "one_good_call"
	default:
		return false
	}
	if n := len(t.st.Told); n > 1 && (callWorks(t, t.st.Told[n-2]) || t.meanings(t.st.Told[n-2]).Has(intent.Solved)) {
		return false // said twice, it is meant
	}
	t.st.Misses = 0
	t.pre(t.T(word))
	t.again()
	t.out.Kind = chat.TurnResult
	return true
}

// soundsSolved reports whether a line has words that say that a call works.
func soundsSolved(t *turn, u *utterance) bool {
	return !u.words.Has(intent.NotSolved) && (u.says.Has(intent.Solved) || u.words.Has(intent.Solved) || callWorks(t, u.text) || soundsFine(t, u) || well(t, u))
}

// answersWell reports whether a clause of a line says in a few words that it works:
// "ok hết rồi", "gọi vô rồi nha". Where a call was not asked about, it has to speak of
// one.
func answersWell(t *turn, u *utterance) bool {
	if asksSomething(t, u.text) || u.words.Has(intent.NotSolved) || holds(t, u) || u.res.Code != "" {
		return false
	}
	works, well := writtenPhrases(t, "works_ends_words"), writtenPhrases(t, "answer_well_ends")
	found := false
	for _, part := range parts(t, u.text) {
		line := headless(t, doneLine(t, part))
		switch {
		case t.mentions("still_words", part) || holdsPhrase(line, writtenPhrases(t, "negator_words")):
			return false
		case len(line) > nowReach || holdsPhrase(line, writtenPhrases(t, "wish_words")) || broughtAbout(t, part) || t.meanings(part).Has(intent.Done):
		case endsWith(line, works, well) && (t.st.Place.Screen == AtResult || t.mentions("call_words", part)):
			found = true
		}
	}
	return found
}

// seemsWell reports whether a line only supposes that a call works. In "chắc tai nghe hư,
// cắm cái khác thì được rồi" something else is supposed.
func seemsWell(t *turn, s string) bool {
	return slices.ContainsFunc(parts(t, s), func(part string) bool {
		return seems(t, part) && (partDoes(t, part, actLikely, intent.Solved) || callWorks(t, part) || endsFine(t, part) || t.meanings(part).Has(intent.Solved))
	})
}

// seems reports whether a clause only supposes what it says: "hình như được rồi".
func seems(t *turn, s string) bool {
	return slices.ContainsFunc(parts(t, s), func(part string) bool {
		line := doneLine(t, part)
		if len(line) > seemsLong || holdsPhrase(line, writtenPhrases(t, "sure_words")) {
			return false
		}
		return (longestHead(headless(t, line), writtenPhrases(t, "seems_heads")) > 0 || endsWith(line, writtenPhrases(t, "seems_ends")))
	})
}

// seemsLong is how many words a clause has at most that supposes no more than that.
const seemsLong = 8

// comesAndGoes reports whether what was told before is now so and now not, and the
// line speaks of no more than one call: "10 cuộc thì 4 cuộc tắt" → "cuộc này thì được".
func comesAndGoes(t *turn, u *utterance) bool {
	if t.mentions("every_call_words", u.text) || slices.ContainsFunc(parts(t, u.text), func(part string) bool { return isOver(t, part) }) {
		return false
	}
	return slices.ContainsFunc(t.st.Told, func(s string) bool {
		return s != u.text && (unsteady(t, s) || t.mentions("at_times_words", s) || someOf(t, s))
	})
}

// someOf reports whether a line counts how many of some calls fail: "10 cuộc thì 4".
func someOf(t *turn, s string) bool {
	all := 0
	for _, w := range spelled(t, s) {
		n, err := strconv.Atoi(w.bare)
		switch {
		case err != nil:
		case all == 0:
			all = n
		case n > 0 && n < all || n > all && all > 0 && n <= maxCalls:
			return t.mentions("calls_words", s)
		}
	}
	return false
}

// maxCalls is how many calls anybody counts by heart: what is more is another number.
const maxCalls = 200

// contrasts reports whether a line says that it works on one side and not on another:
// "máy kia được rồi, máy này chưa". What failed before and works now is no contrast.
func contrasts(t *turn, u *utterance) bool {
	all := sides(t, u.text)
	if len(all) < 2 || strings.Contains(u.text, "?") || u.res.Code != "" {
		return false
	}
	works, fails, party := -1, -1, false
	for i, side := range all {
		line := doneLine(t, side)
		switch {
		case holdsPhrase(line, writtenPhrases(t, "by_then_words")):
			return false
		case len(line) > contrastLong, len(line) == 1 && i == 0: // "không, …" says no to something else
		case longestHead(line, writtenPhrases(t, "not_so_heads")) > 0, endsWith(line, writtenPhrases(t, "not_so_ends")):
			fails = i
		case endsWith(line, writtenPhrases(t, "compare_ends")), endsFine(t, side), callWorks(t, side):
			works, party = i, holdsPhrase(line, writtenPhrases(t, "party_words"))
		}
	}
	return works >= 0 && fails >= 0 && (works < fails || party)
}

// contrastLong is how many words each side of a contrast has at most.
const contrastLong = 9

// stepDone takes a line that says that what the step asks for was brought about
// ("gỡ được rồi") for that, where it is not what had failed: a call is still to show
// what came of it.
func stepDone(t *turn, u *utterance) {
	if !t.screen().does && t.st.Place.Screen != AtForward || t.st.Place.Flow == nil || !u.says.Has(intent.Solved) && !u.words.Has(intent.Solved) || u.res.Code != "" || u.words.Has(intent.NotSolved) {
		return
	}
	done := false
	for _, part := range parts(t, u.text) {
		switch {
		case broughtAbout(t, part):
			done = true
		case t.meanings(part).Has(intent.Solved), callWorks(t, part), endsFine(t, part):
			return
		}
	}
	if done {
		u.says = u.says.Only(intent.Done, actSure)
		u.words, u.guess, u.wants, u.act = u.says, false, false, string(intent.Done)
	}
}

// doneBeside takes a line that begins by saying that the step is done, and goes on with a
// remark that tells no result of it, for the first: "xong, kiếm muốn lòi mắt".
func doneBeside(t *turn, u *utterance) {
	all := parts(t, u.text)
	if len(all) < 2 || !t.screen().does || t.st.Place.Screen == AtForward || t.st.Place.Flow == nil || u.res.Code != "" || u.fresh || surelyAnother(t, u.res) || !t.meanings(all[0]).Whole(intent.Done) {
		return
	}
	for _, part := range all[1:] {
		if t.says("next_words", strings.TrimSpace(part)) {
			continue // a call is what comes next
		}
		act, likely := heardAs(t, part).Acts.Likeliest()
		remark := likely < actSure || slices.Contains([]intent.Meaning{intent.Done, intent.NotThere, intent.MoreInfo, intent.Ack}, intent.Meaning(act))
		if f := t.meanings(part); !remark || mentionsAny(t, part, "error_words", "fault_words", "greyed_words", "symptom_words") || len(f.Matches) > 0 || f.Denies || asksSomething(t, part) || startsHold(t, part) || postpones(t, part) || unchanged(t, part) || callWorks(t, part) || endsFine(t, part) {
			return
		}
	}
	u.says = u.says.Only(intent.Done, actSure)
	u.words, u.guess, u.wants, u.act = u.says, false, false, string(intent.Done)
}

// broughtAbout reports whether a clause ends in that its writer managed to do
// something that steps ask for, and that nobody complained of: "tắt được rồi".
func broughtAbout(t *turn, part string) bool {
	line := doneLine(t, part)
	for _, end := range writtenPhrases(t, "managed_ends").all {
		if !ends(line, end) {
			continue
		}
		before := line[:len(line)-len(end)]
		for _, verb := range writtenPhrases(t, "step_verbs").all {
			if ends(before, verb) {
				return !complainedOf(t, verb)
			}
		}
	}
	return false
}

// complainedOf reports whether what was told of the matter, or what the error is
// called, says that something cannot be done: "không đăng nhập được".
func complainedOf(t *turn, verb []word) bool {
	said := slices.Clone(t.st.Told)
	if tp, ok := subject(t); ok {
		said = append(said, tp.Name, tp.Title, tp.Label)
	}
	negators := writtenPhrases(t, "negator_words")
	return slices.ContainsFunc(said, func(s string) bool {
		line := spelled(t, s)
		at := findPhrase(line, verb)
		if at < 0 {
			return false
		}
		behind := line[at+len(verb):]
		return holdsPhrase(line[max(0, at-complaintReach):at], negators) || len(behind) > 0 && among(negators, behind[0])
	})
}

// complaintReach is how many words before a verb may deny it.
const complaintReach = 2
