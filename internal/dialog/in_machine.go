package dialog

import (
	"hotro/internal/intent"
	"hotro/internal/kb"
)

// What a browser asks for may be kept from it by the machine, which is a later step. Who has
// seen to the browser asks for that by its place: "trong chrome cho phép rồi, còn trong máy
// em chưa biết chỗ mở". He is led there; another place of the browser is none.

// hearInMachine goes to the article of a later step that chooses by the machine, where a line
// asks where or how something is set in that, or supposes that the machine does not let it:
// "làm rồi không được, hay do windows nó chặn".
func hearInMachine(t *turn, u *utterance) bool {
	if !isAt(t, AtCauses, AtStep, AtResult) || t.st.Place.Flow == nil || t.st.Person || u.res.Code != "" || u.words.HasAny(intent.Human, intent.Solved) {
		return false
	}
	tp, ok := inWalk(t)
	if !ok || tp.Choose == "" {
		return false
	}
	a := machineWay(t, tp)
	if a == nil || !asksInMachine(t, u.text) && !blamesMachine(t, a.Choose, u.text) {
		return false
	}
	t.st.Misses = 0
	if t.st.Place.Screen == AtCauses && (u.trait == "" || !choosesBy(t, u.trait)) {
		openArticle(t, a.ID)
		return true
	}
	before := copyOf(t)
	if t.st.Place.Screen == AtCauses {
		took := false
		quietly(t, func() { took = useTrait(t, u.trait) })
		if !took {
			*t = before
			return false
		}
		t.lead = nil
	}
	if !furtherOn(t, a.Choose) {
		*t = before
		return false
	}
	return true
}

// asksInMachine reports whether a clause asks about something in the machine, or says that
// its writer does not know where it is there.
func asksInMachine(t *turn, s string) bool {
	for _, part := range parts(t, s) {
		if t.mentions("in_machine_words", part) && (asks(t.meanings(part)) || queries(t, part) || leadsTo(spelled(t, part), writtenPhrases(t, "negator_words"), 1, writtenPhrases(t, "unknowing_words"))) {
			return true
		}
	}
	return false
}

// blamesMachine reports whether a clause says of the machine by a name of some kind that it
// blocks something, and none asks anything else.
func blamesMachine(t *turn, kind, s string) (blames bool) {
	for _, part := range parts(t, s) {
		_, named := t.traits.in(kind, look(t, part))
		switch of := named || mentionsAny(t, part, "in_machine_words", "computer_words"); {
		case of && mentionsAny(t, part, "set_off_words", "locks_words") && !t.mentions("undone_words", part) && !t.meanings(part).Denies && !endsDone(t, part):
			blames = true
		case queries(t, part) && !t.mentions("what_now_words", part):
			return false
		}
	}
	return blames
}

// machineWay is the article that the ways of the alternatives lead to at last and that
// chooses by something else than they; nil for none.
func machineWay(t *turn, tp *kb.Topic) *kb.Topic {
	for i := range tp.Causes {
		c := &tp.Causes[i]
		if f := t.st.Place.Flow; f.Cause != "" && f.Cause != c.ID {
			continue
		}
		for _, s := range c.Steps[min(1, len(c.Steps)):] {
			if a, ok := t.guide.Article(s.Walk); ok && a.Choose != "" && a.Choose != tp.Choose {
				return a
			}
		}
	}
	return nil
}
