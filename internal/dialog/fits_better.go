package dialog

import (
	"slices"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
)

// Who is asked which cause of a likely error he has may tell beside a no what speaks for
// another error: where there is no number to choose it may be gone for all, or only for
// him ("không, sếp mới chuyển em qua nhóm khác", "bạn kế bên vẫn có số"). An answer that
// calls a person would end the matter on a guess: the other error is taken up, as likely.

// fitsBetter takes up the error that such an answer speaks for.
func fitsBetter(t *turn, u *utterance) bool {
	if t.st.Place.Screen != AtCauses || u.res.Code != "" || u.wants || u.says.Has(intent.Human) || asks(u.words) {
		return false
	}
	if slices.ContainsFunc(parts(t, u.text), func(part string) bool { return asksSomething(t, part) && !t.mentions("negator_words", part) }) {
		return false // "chưa được cấp số nào" asks nothing
	}
	tp, ok := inWalk(t)
	if !ok || tp.Choose != "" || coded(t, tp) || !callsPerson(tp) {
		return false
	}
	if a, ok := t.choose(readAlone(t, parts(t, u.text)[0])); ok && slices.ContainsFunc(tp.Causes, func(c kb.Cause) bool { return answerOf(&c) == a.label && !forStaff(&c) }) {
		return false // the page is translated: that is to be put right first
	}
	other, cause := namedElsewhere(t, tp, u.text)
	if other == nil && slices.ContainsFunc(parts(t, u.text), func(part string) bool { return onlyHis(t, part) }) {
		other, cause = toldByExtent(t)
	}
	if other == nil || other.ID == tp.ID {
		return false
	}
	t.doubt = true
	t.pre(recognised(t, other))
	t.pre(intro(t, other))
	f := begin(other)
	f.Doubt, f.Common = true, true
	t.goTo(Place{Screen: AtCauses, Flow: f})
	t.st.Misses = 0
	takeCause(t, cause)
	t.out.Kind = chat.TurnTopic
	return true
}

// callsPerson reports whether any cause of a topic is for staff alone.
func callsPerson(tp *kb.Topic) bool {
	return slices.ContainsFunc(tp.Causes, func(c kb.Cause) bool { return forStaff(&c) })
}

func forStaff(c *kb.Cause) bool { return len(c.Steps) > 0 && c.Steps[0].Kind == kb.Handoff }

// namedElsewhere is another topic, with one of its causes, that a clause of a line
// surely names.
func namedElsewhere(t *turn, tp *kb.Topic, s string) (*kb.Topic, int) {
	for _, part := range parts(t, s) {
		if t.mentions("still_words", part) {
			continue // what was tried in vain is no cause
		}
		r := heardAs(t, part).Result
		topic, surely := readTopic(r)
		other, known := t.topic(topic)
		if !known || topic == tp.ID || !surely && r.Intent != intent.KindTopic {
			continue
		}
		if i := namedCause(t, other, part); i >= 0 {
			return other, i
		}
	}
	return nil, -1
}

// toldByExtent is the only topic of which a cause is told by others not having it, and
// that cause; nil where there is none or more than one.
func toldByExtent(t *turn) (only *kb.Topic, cause int) {
	some := aspect{affirms: "some_words", denies: "everybody_words", all: -1}
	for i := range t.guide.Topics {
		tp := &t.guide.Topics[i]
		at := slices.IndexFunc(tp.Causes, func(c kb.Cause) bool { return some.said(t, answerOf(&c)) == 1 })
		if at < 0 {
			continue
		}
		if only != nil {
			return nil, -1
		}
		only, cause = tp, at
	}
	return only, cause
}

// onlyHis reports whether a clause says that others have what is missing, or that its
// writer was moved to another group.
func onlyHis(t *turn, part string) bool {
	line := spelled(t, part)
	if holdsPhrase(line, writtenPhrases(t, "negator_words")) {
		return extent(t, part) < 0
	}
	others := othersIn(t, line) || peopleLead(t, line) || t.mentions("colleague_words", part) || t.mentions("beside_seat_words", part)
	return extent(t, part) < 0 || others && t.mentions("has_it_words", part) || movedGroup(t, line)
}
