package dialog

import (
	"slices"

	"hotro/internal/intent"
	"hotro/internal/kb"
)

// Who tells at one step what a later one is for ("máy này không có mic" where the
// browser is asked for) is led there: what stands between is for others.

// hearFurther goes on with the article of a later step of the error that asks for
// causes, where a line names one of them.
func hearFurther(t *turn, u *utterance) bool {
	if !isAt(t, AtCauses, AtStep, AtResult) || t.st.Place.Flow == nil || u.trait != "" || u.res.Code != "" || elsewhere(t, u) || asks(u.words) || asksSomething(t, u.text) || u.says.Has(intent.Solved) || u.words.Has(intent.Hold) || resultOf(t, u) || !lacks(t, u.text) {
		return false
	}
	tp, ok := subject(t)
	if !ok {
		return false
	}
	flows := allFlows(t)
	at := slices.IndexFunc(flows, func(f Flow) bool { return f.Topic == tp.ID })
	if at < 0 || flows[at].Cause != "" {
		return false
	}
	for i := flows[at].Step + 1; i < len(tp.Steps); i++ {
		a, ok := t.guide.Article(tp.Steps[i].Walk)
		if !ok || a.Choose != "" || a.Ask == "" || a.ID == flows[len(flows)-1].Topic {
			continue
		}
		cause := lacking(t, a, u.text)
		if cause < 0 {
			continue
		}
		toArticleOf(t, tp, i, a)
		t.at(AtCauses)
		t.pre(t.T("told", "answer", answerOf(&a.Causes[cause])))
		takeCause(t, cause)
		return true
	}
	return false
}

// lacks reports whether a clause says what there is not. A place that is not found on
// the screen is another matter.
func lacks(t *turn, s string) bool {
	return slices.ContainsFunc(parts(t, s), func(part string) bool {
		return !t.mentions("lacked_place_words", part) && cutSo(spelled(t, part), writtenPhrases(t, "lacks_words"), func(_, behind []word) bool { return len(behind) > 0 })
	})
}

// lackLike is how like a cause that lacks something a line must be that says the same.
const lackLike = 0.15

// namesLacked reports whether what a line says there is not stands in a way to tell a
// cause: "không có https" lacks no microphone.
func namesLacked(t *turn, s, way string) bool {
	line, told := spelled(t, s), spell(way)
	equipment := writtenPhrases(t, "equipment_words")
	return cutSo(line, writtenPhrases(t, "lacks_words"), func(before, behind []word) bool {
		return holdsPhrase(line[len(before):], equipment) && holdsPhrase(told, equipment) || // "mic" and "micro" are one
			slices.ContainsFunc(behind, func(w word) bool { return !bare(w.bare) && slices.ContainsFunc(told, w.is) })
	})
}

// lacking is the cause of an article that a line tells by what there is not, -1 for
// none.
func lacking(t *turn, a *kb.Topic, s string) int {
	best, at := lackLike, -1
	for i := range a.Causes {
		without := slices.DeleteFunc(slices.Clone(knownOf(t, a, i).ways), func(w string) bool {
			return !holdsPhrase(spell(w), writtenPhrases(t, "negator_words")) || !namesLacked(t, s, w)
		})
		if _, like := t.read.Nearest(s, without); like > best {
			best, at = like, i
		}
	}
	return at
}
