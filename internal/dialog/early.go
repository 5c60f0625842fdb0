package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
)

// A question that chooses the case of a remedy (which cause, which browser, whether one
// has the rights) names the remedy, and people try it before they answer: "bấm hiện bản
// gốc rồi", "thêm vô nhóm rồi, chờ bao lâu". That is a result as at a step: what was done
// is to be called with, and what was done in vain is not told again.

// hearEarly takes what was done of the remedy at such a question, and what came of it.
func hearEarly(t *turn, u *utterance) bool {
	if at := t.st.Place.Screen; (at == AtCauses || at == AtRole) && t.st.Place.Flow != nil && !t.st.Person && u.res.Code == "" && partlyDone(t, u) {
		keepDetail(t, u.text)
		noteAndAsk(t, "partly_goes_on")
		t.st.Misses = 0
		return true
	}
	part, told := earlyDeed(t, u)
	vain := part != "" && inVain(t, u)
	switch {
	case part == "":
		return false
	case t.screen().collects():
		return besideID(t, u, vain)
	case !vain && !told && earlyWorks(t, u):
		t.st.Misses = 0
		worked(t, u)
		return true
	}
	if tp, ok := inWalk(t); ok && t.st.Place.Screen == AtCauses && tp.Choose == "" {
		if _, answers := causeOfDeed(t, tp, part); answers {
			return false
		}
	}
	if choosing(t) && undoesItself(t, u.text) {
		noteBesides(t, u) // how it is set for good is told by the browser
		return true
	}
	before := copyOf(t)
	if !toDeed(t, part) {
		*t = before
		if vain {
			return false // the question tells the way on: see hearBesides
		}
		keepDetail(t, u.text)
		tryNow(t)
		return true
	}
	t.st.Misses = 0
	switch {
	case vain:
		failed(t)
	case asksNext(t, u.text):
		goOn(t, chat.StepDone)
	default:
		if asksWait(t, u.text) {
			t.pre(t.T("try_at_once"))
		}
		askResult(t)
	}
	return true
}

// besideID takes what was tried by itself where a call ID is asked for: a call is to be
// made, or staff read that it did not help.
func besideID(t *turn, u *utterance, vain bool) bool {
	if vain && t.st.Place.Screen != AtRef || namesID(t, u) || refusesID(t, u) {
		return false
	}
	keepDetail(t, u.text)
	if vain {
		t.st.Misses = 0
		noteAndAsk(t, "noted_more")
		return true
	}
	tryNow(t)
	return true
}

// earlyWorks reports whether a line says beside what was done that a call works.
func earlyWorks(t *turn, u *utterance) bool {
	return !stillAmiss(t, u) && !unsteady(t, u.text) && !goesOn(t, u.text) && slices.ContainsFunc(sides(t, u.text), func(side string) bool {
		return (callWorks(t, side) || cured(t, side)) && !asksSomething(t, side)
	})
}

// tryNow asks for a call where no step is known yet: the question stands.
func tryNow(t *turn) {
	t.st.Misses = 0
	t.out.Kind = chat.TurnResult
	t.around("try_call")
}

// earlyDeed is the clause that tells, where the bot asks, what was done: of the line, or of
// the one before it where the line says that it did not help (told). "" for none, or where
// the line is an answer, asks for something, or tells more than that.
func earlyDeed(t *turn, u *utterance) (part string, told bool) {
	switch at := t.st.Place.Screen; {
	case t.st.Place.Flow == nil || t.st.Person || u.fresh || u.res.Code != "" || u.words.Has(intent.Human) || len(u.res.Refs)+len(u.res.BadRefs) > 0:
		return "", false
	case at != AtCauses && at != AtRole && !t.screen().collects():
		return "", false
	case at == AtCauses && (u.trait != "" && choosesBy(t, u.trait) || !choosing(t) && answersCase(t, u)):
		return "", false
	case u.words.Has(intent.Hold) || hearsUs(t, u.text) || yetToCall(t, u) || contrasts(t, u) || partlyDone(t, u) || compares(t, u):
		return "", false
	}
	vain := inVain(t, u)
	for _, side := range sides(t, u.text) {
		switch {
		case unchanged(t, side):
		case asksSomething(t, side) || asks(t.meanings(side)):
			if !asksWait(t, side) && !t.mentions("what_now_words", side) && !asksNext(t, side) {
				return "", false
			}
		case startsHold(t, side), postpones(t, side):
			return "", false
		case part == "" && (deed(t, side) || vain && isSet(t, side)) && (vain || !t.screen().collects() || justNow(t, side)):
			part = side
		}
	}
	if n := len(t.st.Told); part == "" && vain && n > 1 && choosing(t) && u.says.Words <= briefAnswer+1 {
		for _, side := range sides(t, t.st.Told[n-2]) {
			if deed(t, side) {
				return side, true
			}
		}
	}
	return part, false
}

// isSet reports whether a clause says that what a remedy sets is set: "it is allowed
// already".
func isSet(t *turn, part string) bool {
	line := spelled(t, part)
	return holdsPhrase(line, writtenPhrases(t, "set_on_words")) && (endsDone(t, part) || holdsPhrase(line, writtenPhrases(t, "already_so_words"))) && !holdsPhrase(line, writtenPhrases(t, "negator_words")) && !t.meanings(part).Denies
}

// justNow reports whether a clause says that what it tells is of this moment: what is
// told beside a call ID is else how things are.
func justNow(t *turn, part string) bool {
	just := writtenPhrases(t, "just_words")
	line := spelled(t, part)
	rest := slices.DeleteFunc(slices.Clone(line), func(w word) bool { return among(just, w) })
	return len(rest) < len(line) && !t.mentions("before_words", part) && timeIn(t, joinWords(rest)) == ""
}

// answersCase reports whether a line answers which cause it is by what the answers differ
// in; who undid that tried its remedy.
func answersCase(t *turn, u *utterance) bool {
	tp, ok := inWalk(t)
	if !ok || named(t, u) {
		return true
	}
	i, denied := byAspect(t, tp, u.text)
	return (i >= 0 || len(denied) > 0) && !t.mentions("undo_words", u.text)
}

// asksWait reports whether a clause asks how long what was done takes to count.
func asksWait(t *turn, s string) bool {
	return t.mentions("how_long_words", s) || t.mentions("wait_ask_words", s) || t.mentions("wait_verbs", s) && asksSomething(t, s)
}

// asksNext reports whether a line asks about the next thing behind what it tells: "còn
// trong máy thì sao".
func asksNext(t *turn, s string) bool {
	last := lastPart(t, s)
	return longestHead(spelled(t, last), writtenPhrases(t, "other_heads")) > 0 && (asksSomething(t, last) || asks(t.meanings(last)))
}

// deed reports whether a clause says that something of a remedy was done: it begins with
// the verb, or has it behind a word that says so, and says that it is done; or it has
// somebody of the user's firm before it.
func deed(t *turn, part string) bool {
	line, negators := spelled(t, part), writtenPhrases(t, "negator_words")
	past := longestHead(led(headless(t, line), 1, writtenPhrases(t, "have_words")), writtenPhrases(t, "deed_past_words")) > 0
	for _, key := range [...]string{"mishap_words", "elsewhere_words", "other_channel_words", "sent_words", "already_so_words", "in_order_words", "passive_words"} {
		if t.mentions(key, part) && !(past && key == "already_so_words") { // "I already turned it off" is no state
			return false
		}
	}
	if t.meanings(part).Whole(intent.Done) {
		return true
	}
	if deedOfOthers(t, line) {
		return !holdsPhrase(line, negators)
	}
	begun := headless(t, line)
	have := longestHead(begun, writtenPhrases(t, "have_words")) > 0 || len(begun) < len(line) && longestHead(line[len(line)-len(begun)-1:], writtenPhrases(t, "have_words")) > 0
	begun = led(begun, 1, writtenPhrases(t, "have_words"))
	n := longestHead(begun, deedVerbs(t)...)
	if n == 0 {
		at := indexAmong(line, writtenPhrases(t, "have_words"))
		if at < 0 || !endsDone(t, part) {
			return false
		}
		begun = line[at+1:]
		if n = longestHead(begun, deedVerbs(t)...); n == 0 {
			return false
		}
	}
	done := indexAmong(begun[n:], writtenPhrases(t, "done_ends"))
	switch {
	case done >= 0:
		return !holdsPhrase(begun[:n+done], negators)
	case have, longestHead(begun, writtenPhrases(t, "deed_past_words")) > 0:
		return !holdsPhrase(begun, negators)
	}
	return false
}

// deedVerbs are the verbs of what remedies ask for.
func deedVerbs(t *turn) []*phraseList {
	return []*phraseList{writtenPhrases(t, "did_words"), writtenPhrases(t, "remedy_words"), writtenPhrases(t, "deed_words"), writtenPhrases(t, "deed_past_words")}
}

// inVain reports whether a line says beside what was done that it did not help.
func inVain(t *turn, u *utterance) bool {
	return u.words.Has(intent.NotSolved) || unchanged(t, u.text) || slices.ContainsFunc(sides(t, u.text), func(side string) bool {
		if asksSomething(t, side) || cured(t, side) || t.mentions("what_now_words", side) {
			return false
		}
		return t.mentions("still_words", side) && !deed(t, side) || endsWith(doneLine(t, side), writtenPhrases(t, "in_vain_ends")) || leadsTo(spelled(t, side), writtenPhrases(t, "done_ends"), 1, writtenPhrases(t, "still_words"))
	})
}

// undoesItself reports whether a line says that what was done does not last: "cho phép rồi nó
// lại hỏi lại mỗi lần gọi".
func undoesItself(t *turn, s string) bool {
	return cutSo(spelled(t, s), writtenPhrases(t, "itself_words"), func(before, rest []word) bool {
		return len(before) > 0 && comesAnew(t, rest) && !holdsPhrase(firstOf(rest, briefAnswer), writtenPhrases(t, "recurs_well_words"))
	})
}

// toDeed goes to the step that a clause says was done, and reports whether it is known:
// the one that waits for who has the rights, that of the only cause it may be of, or the
// one that the article of the question was opened from, where another way is left.
func toDeed(t *turn, part string) bool {
	switch {
	case t.st.Place.Screen == AtRole:
	case choosing(t):
		if !t.inside() || !ofWay(t, part) {
			return false
		}
		popFlow(t)
		if nothingBehind(t) {
			return false
		}
	default:
		tp, _ := inWalk(t)
		i, _ := causeOfDeed(t, tp, part)
		if i < 0 {
			return false
		}
		t.st.Place.Flow.toCause(tp.Causes[i].ID)
	}
	t.at(AtStep)
	f := t.st.Place.Flow
	steps, cause, _ := t.steps()
	if f.Step >= len(steps) || steps[f.Step].Kind != kb.Do && steps[f.Step].Kind != kb.Wait {
		return false
	}
	f.Node, f.Sum, f.Words = steps[f.Step].ID, steps[f.Step].Hash, steps[f.Step].Words
	if gated(&steps[f.Step], cause) && t.st.Role == "" {
		switch {
		case deedOfOthers(t, spelled(t, part)):
			t.st.Role = roleUser
		case sharesThing(t, part, causeTexts(t, cause)):
			t.st.Role = roleAdmin // who has done it may
		}
	}
	return true
}

// nothingBehind reports whether the topic has nothing behind the present step, not even
// that staff are to be asked.
func nothingBehind(t *turn) bool {
	f := t.st.Place.Flow
	steps, _, tp := t.steps()
	return f != nil && tp != nil && f.after(len(steps)) >= len(steps) && (!f.Common && f.Cause == "" || len(untried(tp, f)) <= 1)
}

// ofWay reports whether a deed is of the way that the present article tells, and not
// rather of another that the matter has.
func ofWay(t *turn, part string) bool {
	p := t.st.Place.clone()
	here, _ := t.topic(p.Flow.Topic)
	texts := wayTexts(t, here)
	_, like := t.read.Nearest(part, texts)
	n := len(p.Stack) - 1
	inner := t.st.Place
	t.st.Place.Flow = &p.Stack[n]
	steps, _, _ := t.steps()
	t.st.Place = inner
	for _, id := range walks(steps) {
		if a, ok := t.guide.Article(id); ok && a.ID != here.ID {
			if _, other := t.read.Nearest(part, wayTexts(t, a)); other > toldLead*like {
				return false
			}
		}
	}
	on := writtenPhrases(t, "set_on_words")
	return like >= toldLike || sharesThing(t, part, texts) || holdsPhrase(spelled(t, part), on) && slices.ContainsFunc(texts, func(x string) bool { return holdsPhrase(spell(x), on) })
}

// causeOfDeed is the cause whose remedy a deed is of, -1 where that is open. other is
// true where it rather tells a cause that nobody can mend himself.
func causeOfDeed(t *turn, tp *kb.Topic, part string) (at int, other bool) {
	at, best, second := -1, 0.0, 0.0
	if len(thingsOf(t, part)) == 0 && !t.mentions("undo_words", part) {
		return -1, false // "làm rồi" is of any
	}
	on := t.mentions("set_on_words", part)
	for i := range tp.Causes {
		c := &tp.Causes[i]
		if c.Other || !sharesThing(t, part, causeTexts(t, c)) {
			continue
		}
		if on && t.mentions("set_off_words", c.Title) {
			return i, false // what is switched on was blocked
		}
		switch _, like := t.read.Nearest(part, causeTexts(t, c)); {
		case at < 0 || like > best:
			at, best, second = i, like, best
		default:
			second = max(second, like)
		}
	}
	switch {
	case at >= 0 && rank(&tp.Causes[at]) != 0:
		return -1, true
	case second > 0 && best < toldLead*second:
		return -1, false
	}
	return at, false
}

// sharesThing reports whether a deed may be of what some texts tell: it names a thing that they
// name, or none, and does more than to try anew.
func sharesThing(t *turn, part string, texts []string) bool {
	things := thingsOf(t, part)
	if len(things) == 0 {
		return holdsPhrase(spelled(t, part), writtenPhrases(t, "did_words"))
	}
	about := " " + fold(strings.Join(texts, " ")) + " "
	return slices.ContainsFunc(things, func(w string) bool { return hasWords(about, w) })
}

// thingsOf are the words of a deed that name what it was done to.
func thingsOf(t *turn, part string) []string {
	verbs := append(deedVerbs(t), writtenPhrases(t, "step_verbs"), writtenPhrases(t, "reloaded_words"), writtenPhrases(t, "self_words"), writtenPhrases(t, "own_words"), writtenPhrases(t, "done_ends"))
	return slices.DeleteFunc(content(t, spelled(t, part)), func(w string) bool {
		line := spell(w)
		return slices.ContainsFunc(verbs, func(l *phraseList) bool { return longestHead(line, l) == len(line) })
	})
}

// wayTexts is what an article is called and tells to do.
func wayTexts(t *turn, a *kb.Topic) []string {
	return append(append([]string{a.Title, a.Label}, a.Labels...), stepTexts(t, articleSteps(a))...)
}

// causeTexts is what a cause is called and what is done about it.
func causeTexts(t *turn, c *kb.Cause) []string {
	if c == nil {
		return nil
	}
	out := append(names(c), stepTexts(t, c.Steps)...)
	for _, id := range walks(c.Steps) {
		if a, ok := t.guide.Article(id); ok {
			out = append(out, wayTexts(t, a)...)
		}
	}
	return out
}
