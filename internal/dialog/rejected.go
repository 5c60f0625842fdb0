package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
)

// Who says "không phải vậy, …" rejects the last thing that was understood: the
// error, or what was offered. What follows is read anew, and what was rejected
// is not understood again.

// rejectWords is how many words a rejection may have that stands before what is
// meant, and rejectRest how many make a remainder that tells something.
const (
	rejectWords = 6
	rejectRest  = 3
)

// rejection is what a line says after a no that stands alone before it, or after
// "ý em là"; ok is false for a line without one.
func rejection(t *turn, s string) (rest string, ok bool) {
	if at := strings.IndexAny(s, ",.;!\n"); at >= 0 {
		first := t.meanings(s[:at])
		if first.Words <= rejectWords && (first.Whole(intent.No) || first.Has(intent.No) || t.mentions("not_this_words", s[:at])) {
			rest = strings.TrimSpace(s[at+1:])
			return rest, fieldCount(rest) >= rejectRest
		}
	}
	line := spelled(t, s)
	if fieldCount(s) != len(line) {
		return "", false
	}
	for before, behind := range cuts(line, writtenPhrases(t, "meant_words")) {
		if len(before) <= rejectRest && len(behind) >= rejectRest {
			return afterWord(s, len(line)-len(behind)), true
		}
	}
	return "", false
}

// hearRejection reads anew what follows a no that answers no question, and nothing
// is counted as tried.
func hearRejection(t *turn, u *utterance) bool {
	if u.res.Code != "" || t.screen().idle || u.says.Has(intent.Human) || u.other {
		return false
	}
	rest, ok := rejection(t, u.text)
	if !ok {
		return false
	}
	if t.st.Place.Screen == AtOffer {
		return rejectOffer(t, u, rest)
	}
	tp, ok := subject(t)
	if ok && t.st.Place.Flow != nil && unheardStill(t, tp, u.text, rest) {
		confirmTopic(t)
		return true
	}
	if !ok || t.st.Place.Flow == nil || answersNo(t, u) || tells(t, u, rest) || deniesPart(t, u.text) && !surelyAnother(t, heardAs(t, rest).Result) {
		return false
	}
	if t.screen().does && !rejects(t, u, rest) {
		return asksAnew(t, u, rest)
	}
	if workedOn(t, tp) || coded(t, tp) {
		return false
	}
	rejectTopic(t, tp, rest)
	return true
}

// unheardStill reports whether behind a no stands what is amiss where the topic under way
// has it, the customer not hearing the user: what is denied is something else. Who says
// that his devices are well denies the topic.
func unheardStill(t *turn, tp *kb.Topic, s, rest string) bool {
	r := heardAs(t, rest)
	like := r.Result.Topic
	if like == "" && len(r.Result.Candidates) > 0 {
		like = r.Result.Candidates[0].Topic
	}
	return r.Meanings.Deaf.Them && !r.Meanings.Deaf.Us && like == tp.ID && !t.mentions("equipment_words", s)
}

// rejects reports whether a line rejects the error itself: in so many words, by
// what is surely another, or by who does not hear whom. A bare no at a step may
// be about what was explained last.
func rejects(t *turn, u *utterance, rest string) bool {
	r := heardAs(t, rest)
	return t.mentions("not_head_words", u.text) || r.Meanings.Deaf.Us || r.Meanings.Deaf.Them || surelyAnother(t, r.Result)
}

// asksAnew explains what a user means by a thing of the step, where what was
// explained was another: "không, cái nút dịch ấy".
func asksAnew(t *turn, u *utterance, rest string) bool {
	about := *u
	about.text = rest
	if x, ok := findTerm(t, rest); ok && digest(x.Text) != t.st.Said {
		explainTerm(t, x)
		t.out.Kind = chat.TurnHow
		return true
	}
	if !touches(t, &about) {
		return false
	}
	how(t, &about)
	return true
}

// answersNo reports whether a no answers what the screen asks.
func answersNo(t *turn, u *utterance) bool {
	switch t.st.Place.Screen {
	case AtResult, AtRole, AtForward, AtWait, AtRef, AtFact, AtMaybe, AtPick, AtSeen, AtResume:
		return true
	case AtCauses:
		if choosing(t) {
			return false
		}
		_, ok := t.choose(u)
		return ok
	}
	return false
}

// tells reports whether what follows a no is about the step: what came of it, a
// question, time that is needed, the user's rights.
func tells(t *turn, u *utterance, rest string) bool {
	f := t.meanings(rest)
	if f.Deaf.Us || f.Deaf.Them {
		return false // who does not hear whom is an error of its own
	}
	if f.Strength(intent.NotSolved) >= 0.4 || !t.mentions("not_head_words", u.text) && (f.Has(intent.NotSolved) || f.Has(intent.NotThere) || t.mentions("still_words", rest) || unchanged(t, rest)) {
		return true
	}
	return callWorks(t, rest) || asks(f) || asksSomething(t, rest) || laterHolds(t, rest) ||
		f.HasAny(intent.Done, intent.Hold, intent.NotAdmin, intent.IsAdmin, intent.Unsure, intent.Human, intent.Cancel, intent.Back, intent.Menu, intent.Restart)
}

// workedOn reports whether something of a topic was done already: then a no is
// about that.
func workedOn(t *turn, tp *kb.Topic) bool {
	here, ok := inWalk(t)
	return slices.ContainsFunc(t.st.Path, func(p chat.Tried) bool {
		return p.Result != chat.StepAnswered && (p.Topic == tp.ID || ok && p.Topic == here.ID)
	})
}

// coded reports whether the user told the code of a topic: nobody guessed that.
func coded(t *turn, tp *kb.Topic) bool {
	return slices.ContainsFunc(t.st.Told, func(s string) bool {
		r := heardAs(t, s).Result
		return r.Code != "" && r.Topic == tp.ID
	})
}

// rejectTopic gives a topic up for what a line says instead, and lists the others
// where that is open. Who rejects a second one is offered a person.
func rejectTopic(t *turn, tp *kb.Topic, rest string) {
	t.st.Rejected = append(t.st.Rejected, tp.ID)
	r := unrejected(t, heardAs(t, rest).Result)
	t.st.Misses = 0
	switch {
	case r.Intent == intent.KindTopic && r.Score >= likely:
		t.st.Place.Flow, t.st.Place.Stack, t.st.Told = nil, nil, []string{rest}
		t.pre(t.T("corrected"))
		t.doubt = r.Code == ""
		enter(t, r.Topic)
	case len(t.st.Rejected) > 1, saysNoFault(t, t.heard.text): // or it is no error at all
		t.st.Place.Flow, t.st.Place.Stack, t.st.Told = nil, nil, nil
		t.out.Kind = chat.TurnOutside
		outsideOffered(t)
	default:
		notThis(t, tp)
	}
}

// unrejected is what a line is about, without what the user said that it is not.
// A code says it all the same.
func unrejected(t *turn, r intent.Result) intent.Result {
	if r.Code != "" || len(t.st.Rejected) == 0 {
		return r
	}
	rejected := func(c intent.Candidate) bool { return slices.Contains(t.st.Rejected, c.Topic) }
	r.Candidates = slices.DeleteFunc(slices.Clone(r.Candidates), rejected)
	if r.Intent == intent.KindTopic && slices.Contains(t.st.Rejected, r.Topic) {
		r.Intent, r.Topic, r.Score = intent.KindAsk, "", 0
	}
	if r.Intent == intent.KindAsk && len(r.Candidates) == 0 {
		r.Intent = intent.KindNone
	}
	return r
}

// rejectOffer goes back behind an offer of a person that is not what was wanted,
// and hears there what is.
func rejectOffer(t *turn, u *utterance, rest string) bool {
	if !t.mentions("rather_words", u.text) {
		return false
	}
	t.st.Misses = 0
	if !toBehind(t) {
		t.goTo(Place{Screen: AtMenu})
	}
	quietly(t, t.again)
	listenTo(t, u, rest)
	return true
}

// asksPhone reports whether a line asks for a number to call for help. A clause that tells
// what fails, or of another day, asks for none: "hôm trước mở quyền cho số hotline rồi".
func asksPhone(t *turn, u *utterance) bool {
	asked := slices.ContainsFunc(parts(t, u.text), func(part string) bool {
		return t.mentions("phone_words", part) && !t.mentions("before_words", part) && !partDoes(t, part, actTelling, intent.Problem, intent.Relapse, intent.NotSolved)
	})
	return asked && !strings.ContainsAny(u.text, "0123456789") && !collecting(t) && t.st.Place.Screen != AtPerson && u.res.Code == ""
}

// noPhone says that there is no number to call, and offers a person here.
func noPhone(t *turn) {
	t.out.Kind = chat.TurnOffer
	if t.st.Place.Screen == AtOffer {
		t.st.Turn++
		t.show(t.unlike("no_phone", "no_phone_2"), append(t.buttons(), t.menuButton())...)
		return
	}
	if t.st.Refused {
		t.around("no_phone_2")
		return
	}
	offerPerson(t, WhyAsked, t.T("no_phone"))
}

// takesBack reports whether a "nhầm" takes back what was said, and says what is
// meant: nobody wants an earlier screen then.
func takesBack(t *turn, u *utterance) bool {
	rest, ok := rejection(t, u.text)
	if !ok {
		at := strings.IndexAny(u.text, ",.;!\n")
		if at < 0 || !corrects(t, u.text[:at]) {
			return false
		}
		rest = strings.TrimSpace(u.text[at+1:])
	}
	f := t.meanings(rest)
	return fieldCount(rest) >= rejectRest && !f.Has(intent.Back)
}
