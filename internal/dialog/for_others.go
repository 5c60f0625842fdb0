package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
)

// What somebody else has to do is asked in many ways: "nhờ IT mở cái gì", "nói sếp làm
// gì", and not asked at all by who says that he will have it done: "để em nói chị gỡ".
// All of them need the text that can be passed on.

// hearForOthers gives that text.
func hearForOthers(t *turn, u *utterance) bool {
	switch t.st.Place.Screen {
	case AtStep, AtResult, AtRole, AtForward:
	case AtCauses, AtRef, AtFact, AtOffer, AtWait, AtResume:
		return textForOthers(t, u)
	case AtSolved, AtComment:
		return textOfSolved(t, u)
	default:
		return false
	}
	if t.st.Place.Flow == nil || t.st.Person || elsewhere(t, u) || u.res.Code != "" || u.words.Has(intent.Solved) || callWorks(t, u.text) {
		return false
	}
	if u.surely(actTelling, intent.Solved) {
		return false // "IT mở khóa rồi, giờ ok hết" locks nothing
	}
	asked, entrusted, locked, grey := textAsked(t, u.text), false, false, greyedOut(t, u)
	for _, part := range parts(t, u.text) {
		entrusted = entrusted || entrustsStep(t, part)
		locked = locked || lockedByOwn(t, part)
	}
	if at := t.st.Place.Screen; (at == AtForward || at == AtRole) && !ownMachine(t) && slices.ContainsFunc(parts(t, u.text), func(part string) bool { return turnsToWhom(t, part) }) {
		t.st.Misses = 0
		sayWho(t, roleAdmin)
		return true
	}
	switch own := ownMachine(t); {
	case asked, own && locked && t.st.Place.Screen != AtForward:
	case own && grey && t.st.Place.Screen != AtForward:
		t.pre(t.T("greyed"))
	case grey && t.st.Place.Screen == AtStep:
		greyedStep(t)
		return true
	case entrusted && !own && t.st.Place.Screen != AtForward:
		t.st.Role = roleUser // who has somebody else do it has not the rights
	default:
		return false
	}
	if _, ok := stepNow(t); !ok {
		return false
	}
	t.st.Misses = 0
	forward(t)
	return true
}

// ownMachine reports whether the present step is one on the user's own machine, where
// nobody with rights in the company's account is needed.
func ownMachine(t *turn) bool {
	tp, ok := inWalk(t)
	return ok && tp.Choose != ""
}

// asksForOthersPart reports whether a clause asks what somebody else is to be told to
// do: a verb of telling, who is told, and behind a verb what is asked for.
func asksForOthersPart(t *turn, part string) bool {
	who, after := toldWho(t, part)
	if who == nil {
		return false
	}
	what := writtenPhrases(t, "what_todo_words")
	how := writtenPhrases(t, "how_say_words")
	if longestHead(after, how) > 0 || longestHead(after, what) > 0 && !t.mentions("support_words", part) && holdsPhrase(firstOf(after, tellReach), writtenPhrases(t, "to_whom_words")) {
		return true // "nói sao cho bên IT hiểu", "nhắn gì cho bên IT"
	}
	if at := findPhrase(after, who); longestHead(who, writtenPhrases(t, "own_words"), writtenPhrases(t, "they_words")) == len(who) && longestHead(led(after[at+len(who):], 0, writtenPhrases(t, "self_words"), writtenPhrases(t, "draft_words")), how, what) > 0 {
		return true // "nhắn chị quản lý sao đây", "nhắn sếp em cái gì"
	}
	for i := 1; i < len(after); i++ {
		if n := longestHead(after[i:], what); n > 0 && (among(writtenPhrases(t, "step_verbs"), after[i-1]) || i > 1 && among(writtenPhrases(t, "step_verbs"), after[i-2])) {
			return true
		}
	}
	return false
}

// textForOthers gives the text where the error is known and no step is under way: the case,
// the call ID or a yes is asked for.
func textForOthers(t *turn, u *utterance) bool {
	if t.st.Person || u.res.Code != "" || !textAsked(t, u.text) {
		return false
	}
	if at := t.st.Place.Screen; (at == AtOffer || at == AtResume) && toBehind(t) {
		quietly(t, t.again)
	}
	if t.st.Place.Flow == nil {
		return false
	}
	t.st.Misses = 0
	if s, ok := stepNow(t); ok && s.Kind == kb.Do && (t.st.Place.Screen == AtStep || t.st.Place.Screen == AtRole) {
		forward(t)
		return true
	}
	forwardAll(t)
	return true
}

// textAsked reports whether a line asks for such a text, in one clause or in two: "cho xin
// nội dung, để em đưa bên kỹ thuật".
func textAsked(t *turn, s string) bool {
	all := parts(t, s)
	for i, part := range all {
		if asksForOthersPart(t, part) || wantsText(t, part) || t.st.Place.Screen != AtForward && handsOn(t, part) {
			return true
		}
		if i+1 < len(all) && draftsSo(t, part, func([]word) bool { return textGoes(t, spelled(t, all[i+1])) }) {
			return true
		}
	}
	return false
}

// handsOn reports whether a clause says that its writer hands on what he is told, and names
// no other thing: "để em đưa bên kỹ thuật công ty em". Who is to do it is told, too.
func handsOn(t *turn, part string) bool {
	if mustTurnToOwn(t, part) {
		return true
	}
	if !startsHold(t, part) || asksSomething(t, part) || t.mentions("support_words", part) {
		return false
	}
	return cutSo(spelled(t, part), writtenPhrases(t, "hand_on_words"), func(_, rest []word) bool {
		who, at := soonest(rest, tellReach, writtenPhrases(t, "own_words"), writtenPhrases(t, "technician_words"))
		return who != nil && len(led(rest[:at], 0, writtenPhrases(t, "agree_fillers"), writtenPhrases(t, "told_person_words"))) == 0
	})
}

// mustTurnToOwn reports whether a clause says that its writer has to turn to whoever looks
// after it in his own firm: "cái này chắc phải nhờ kỹ thuật bên em". Who begs for it, or
// orders it, means ours.
func mustTurnToOwn(t *turn, part string) bool {
	line := spelled(t, part)
	if asksSomething(t, part) || !holdsPhrase(line, writtenPhrases(t, "must_turn_words")) || endsWith(line, writtenPhrases(t, "favour_ends"), writtenPhrases(t, "put_ends")) || t.mentions("support_words", part) || startsHold(t, part) {
		return false
	}
	ofFirm := func(behind []word) bool {
		return holdsPhrase(firstOf(behind, tellReach), writtenPhrases(t, "firm_words")) || cutSo(firstOf(behind, tellReach), writtenPhrases(t, "own_side_words"), func(_, whose []word) bool { return indexAmong(firstOf(whose, 1), writtenPhrases(t, "self_words")) == 0 })
	}
	return cutSo(line, writtenPhrases(t, "own_words"), func(before, _ []word) bool { return turnsTo(t, before) }) ||
		slices.ContainsFunc([]string{"technician_words", "staff_words"}, func(key string) bool {
			return cutSo(line, writtenPhrases(t, key), func(before, behind []word) bool { return turnsTo(t, before) && ofFirm(behind) })
		})
}

// turnsTo reports whether words hold a verb of turning to somebody near their end.
func turnsTo(t *turn, before []word) bool {
	return holdsPhrase(lastOf(before, tellReach), writtenPhrases(t, "tell_words")) || holdsPhrase(lastOf(before, tellReach), writtenPhrases(t, "hand_on_words")) || holdsPhrase(lastOf(before, tellReach), writtenPhrases(t, "whom_verbs"))
}

// textOfSolved gives what was wrong and what helped, to be passed on, once calls work.
func textOfSolved(t *turn, u *utterance) bool {
	if t.st.Person || t.st.Last == nil || u.res.Code != "" || !textAsked(t, u.text) {
		return false
	}
	ofSolved(t, func() {
		steps, cause, tp := t.steps()
		f := t.st.Place.Flow
		if tp == nil {
			return
		}
		if f.Step < len(steps) {
			steps = steps[f.Step : f.Step+1]
		}
		text := doneText(t, tp, cause, strings.Join(toDo(t, steps), "\n"))
		t.out.Say = append(t.out.Say, chat.Reply{Text: text, Topic: f.Topic, Node: f.Node})
	})
	t.st.Misses, t.st.Said = 0, ""
	t.around("forwarded_done")
	t.out.Kind = chat.TurnForward
	return true
}

// wantsText reports whether a clause asks for words or steps that can be passed on: a verb
// of writing or giving, what is to be written, and to whom it goes. Staff are told by the
// request, and what was sent already is asked for by nobody.
func wantsText(t *turn, part string) bool {
	return draftsSo(t, part, func(text []word) bool { return textGoes(t, text) })
}

// draftsSo reports whether a clause asks for words to be written or given, and what it says
// from them on is so.
func draftsSo(t *turn, part string, so func(text []word) bool) bool {
	if endsDone(t, part) || t.mentions("support_words", part) {
		return false
	}
	return cutSo(spelled(t, part), writtenPhrases(t, "draft_verbs"), func(_, rest []word) bool {
		what, i := soonest(rest, draftReach, writtenPhrases(t, "draft_words"))
		return what != nil && so(rest[i:])
	})
}

// draftReach is how many words may stand between a verb of writing and what is written.
const draftReach = 4

// textGoes reports whether words tell where a text goes: a verb of telling, and somebody of
// the writer's own firm or a place where they read.
func textGoes(t *turn, line []word) bool {
	for _, rest := range cuts(line, writtenPhrases(t, "tell_words"), writtenPhrases(t, "tell_others_words"), writtenPhrases(t, "post_verbs")) {
		if who, _ := soonest(rest, tellReach, writtenPhrases(t, "own_words"), writtenPhrases(t, "they_words"), writtenPhrases(t, "told_person_words"), writtenPhrases(t, "told_group_words")); who != nil {
			return true
		}
	}
	return false
}

// turnsToWhom reports whether a clause asks who is to be turned to: "giờ phải hỏi ai".
func turnsToWhom(t *turn, part string) bool {
	for _, rest := range cuts(uncalled(t, part), writtenPhrases(t, "tell_words"), writtenPhrases(t, "tell_others_words")) {
		if cutSo(rest, writtenPhrases(t, "who_words"), func(before, behind []word) bool { return len(before) <= 1 && len(behind) <= 1 }) {
			return true
		}
	}
	return false
}

// entrustsStep reports whether a clause says that its writer has somebody else do what
// a step asks for: "để em nhắn anh Tùng bật giùm".
func entrustsStep(t *turn, part string) bool {
	if !startsHold(t, part) || asksSomething(t, part) || shuns(t, part) {
		return false
	}
	who, after := toldWho(t, part)
	return who != nil && holdsPhrase(after[min(len(after), 1):], writtenPhrases(t, "entrusted_verbs"))
}

// toldWho is who is told something in a clause, and the words from there on; nil for
// nobody. Who is to hear the answer himself is told nothing: "nói chị nghe".
func toldWho(t *turn, part string) (who, after []word) {
	for _, rest := range cuts(spelled(t, part), writtenPhrases(t, "tell_words"), writtenPhrases(t, "tell_others_words")) {
		for before, behind := range cuts(rest, writtenPhrases(t, "own_words"), writtenPhrases(t, "they_words"), writtenPhrases(t, "told_person_words")) {
			if i := len(before); i <= tellReach && (i > 0 || longestHead(behind, writtenPhrases(t, "hearer_verbs")) == 0) {
				return rest[i : len(rest)-len(behind)], rest
			}
		}
	}
	return nil, nil
}

// tellReach is how many words may stand between a verb of telling and who is told.
const tellReach = 3

// lockedByOwn reports whether a clause says that somebody of the user's own firm has
// locked what a step would change: "bên IT khóa hết rồi".
func lockedByOwn(t *turn, part string) bool {
	line := spelled(t, part)
	if cutSo(line, writtenPhrases(t, "set_off_words"), func(_, behind []word) bool {
		return longestHead(behind, writtenPhrases(t, "doer_leads")) > 0 && holdsPhrase(firstOf(behind, tellReach), writtenPhrases(t, "own_words"))
	}) {
		return true // "bị chặn bởi quản trị viên"
	}
	at := indexAmong(line, writtenPhrases(t, "own_words"))
	if at < 0 {
		return false
	}
	return cutSo(line[at+1:], writtenPhrases(t, "locks_words"), func(before, _ []word) bool {
		return indexAmong(lastOf(before, 1), writtenPhrases(t, "did_words")) < 0 // "IT mở khóa rồi" is over
	})
}

// greyedOut reports whether a line says that what a step would change is grey and cannot
// be: on a machine of a firm that is locked by whoever looks after it.
func greyedOut(t *turn, u *utterance) bool {
	if asks(u.words) || asksSomething(t, u.text) {
		return false
	}
	all := sides(t, u.text)
	at := slices.IndexFunc(all, func(side string) bool { return t.mentions("greyed_words", side) })
	return at >= 0 && slices.ContainsFunc(all[at:], func(side string) bool {
		return t.mentions("negator_words", side) || t.meanings(side).Denies
	})
}

// greyedStep answers that what a step of the company's account would change is grey: for
// want of rights, as far as the documents say who may. Of what anybody may do, and of who
// has the rights, they do not tell why.
func greyedStep(t *turn) {
	t.st.Misses = 0
	if samePath(t) && t.st.Role != roleAdmin {
		t.st.Role = roleUser
		t.pre(t.T("greyed_rights"))
		forward(t)
		return
	}
	offerPerson(t, WhyOutside, t.T("greyed_unknown"))
	t.out.Kind = chat.TurnOutside
}

// todoForOthers is the present step and those behind it on the same machine, for whoever
// looks after that. Where one sends to another page it says what that is for.
func todoForOthers(t *turn) (todo []string) {
	steps, _, _ := t.steps()
	for _, s := range steps[t.st.Place.Flow.Step:] {
		if s.Kind != kb.Do {
			continue
		}
		todo = append(todo, unlinked(t, chat.Plain(s.Text), s.Links))
	}
	return todo
}
