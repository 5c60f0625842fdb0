package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// Who tells what helped, or what it was, says that all is well in other words than
// those that ask for it: "tải lại trang thì hết", "được rồi, thì ra loa tắt". Who says
// that another line, device or person is well compares, and has the fault still.

// hearRemedied ends the matter of who tells what helped, and writes a comparison down.
func hearRemedied(t *turn, u *utterance) bool {
	if t.st.First == "" || t.screen().idle && !t.st.Person && t.st.Place.Screen != AtMenu || elsewhere(t, u) {
		return false
	}
	if !t.st.Person && (oneDone(t, u) || nextMatter(t, u)) {
		return true
	}
	if !t.st.Person && t.st.Place.Flow != nil && newFault(t, u) {
		t.st.Misses = 0
		offerPerson(t, WhyOutside, t.T("works_but"))
		return true
	}
	if contrasts(t, u) {
		return !t.st.Person && takeComparison(t, u)
	}
	if asksSomething(t, u.text) || asks(u.words) || stillAmiss(t, u) {
		return false
	}
	switch {
	case compares(t, u):
		return !t.st.Person && takeComparison(t, u) // who waits tells it to the person who comes
	case t.st.Place.Flow == nil && len(t.st.Told) < 2:
		return false
	case seenAgain(t, u) && t.screen().does:
		t.st.Misses = 0
		askResult(t) // what is there again is still to be called with
		return true
	case !remedied(t, u) && !explained(t, u) && !reappeared(t, u) && (!t.st.Person || !seenAgain(t, u)):
		return false
	}
	t.st.Misses = 0
	if t.st.Person {
		curedWaiting(t, u)
		return true
	}
	solved(t)
	return true
}

// remedied reports whether a line says what was changed, and that it helped.
func remedied(t *turn, u *utterance) bool {
	found := false
	for _, part := range parts(t, u.text) {
		switch {
		case remedy(t, part):
			found = true
		case t.mentions("negator_words", part), t.mentions("still_words", part), t.mentions("error_words", part), t.meanings(part).Has(intent.NotSolved), t.meanings(part).Has(intent.Relapse):
			return false
		}
	}
	return found
}

// remedy reports whether a clause begins with what was changed and ends in that it
// helped: "đóng bớt tab thì hết rồi".
func remedy(t *turn, part string) bool {
	return remedyIn(t, headless(t, doneLine(t, part))) || remedyIn(t, headless(t, spelled(t, part)))
}

func remedyIn(t *turn, line []word) bool {
	n, known := longestHead(line, writtenPhrases(t, "remedy_words")), true
	if n == 0 {
		n, known = longestHead(line, append(deedVerbs(t), writtenPhrases(t, "step_verbs"))...), false
	}
	if n == 0 || holdsPhrase(line, writtenPhrases(t, "still_words")) {
		return false
	}
	for _, then := range writtenPhrases(t, "remedy_then").all {
		at := findLast(line[n:], then)
		if at < 0 {
			continue
		}
		rest := line[n+at+len(then):]
		if known && (turnsOut(t, rest, "remedy_ends_words") || turnsOut(t, rest, "works_ends_words")) || wellAtOnce(t, rest) {
			return true
		}
	}
	return false
}

// wellAtOnce reports whether words say no more than that it works, and that it came at once:
// "được luôn", "gọi được ngay". By that also who "bấm cái đó" tells what he did, and guesses
// nothing.
func wellAtOnce(t *turn, rest []word) bool {
	well := cutEnd(rest, 1, writtenPhrases(t, "at_once_ends"))
	return len(well) < len(rest) && longestHead(well, writtenPhrases(t, "remedy_ends_words"), writtenPhrases(t, "works_ends_words"), writtenPhrases(t, "call_works_words")) == len(well)
}

// deedTold reports whether a clause begins with what was changed and goes on with what
// came of it, whatever that is: "bật lên mở lại Chrome thì lên tiếng".
func deedTold(t *turn, u *utterance) bool {
	if asksSomething(t, u.text) || holdsPhrase(spelled(t, u.text), writtenPhrases(t, "still_words")) {
		return false
	}
	return slices.ContainsFunc(parts(t, u.text), func(part string) bool { return deedClause(t, part) })
}

func deedClause(t *turn, part string) bool {
	line := headless(t, spelled(t, part))
	n := longestHead(line, writtenPhrases(t, "remedy_words"))
	if n == 0 || startsHold(t, part) || holdsPhrase(line, writtenPhrases(t, "negator_words")) {
		return false
	}
	at := firstIn(line[n:], writtenPhrases(t, "deed_then"))
	return at >= 0 && n+at+1 < len(line)
}

// headless is a clause without the words by which people begin: "dạ", "à", "em vừa".
func headless(t *turn, line []word) []word {
	return led(line, 1, writtenPhrases(t, "told_heads"), writtenPhrases(t, "number_polite"), writtenPhrases(t, "self_words"), writtenPhrases(t, "remedy_heads"))
}

// explained reports whether a line says that it works, and what it was behind that:
// "ok rồi, hóa ra chưa cắm dây".
func explained(t *turn, u *utterance) bool {
	all := parts(t, u.text)
	for i, part := range all[:max(0, len(all)-1)] {
		line := headless(t, doneLine(t, part))
		if len(line) == 0 || len(line) > briefAnswer || !endsWith(line, writtenPhrases(t, "result_words")) {
			continue
		}
		why := spelled(t, all[i+1])
		if heads := writtenPhrases(t, "cause_heads"); longestHead(why, heads) > 0 || longestHead(headless(t, why), heads) > 0 {
			return true
		}
	}
	return false
}

// reappeared reports whether a line says that what was missing is seen, and where it
// was: "thấy rồi, nó bị che".
func reappeared(t *turn, u *utterance) bool {
	all := parts(t, u.text)
	for i, part := range all[:max(0, len(all)-1)] {
		line := headless(t, doneLine(t, part))
		if len(line) > 0 && len(line) <= briefAnswer+1 && holdsPhrase(line, writtenPhrases(t, "seen_again_words")) && t.mentions("hidden_words", all[i+1]) {
			return toldMissing(t, u)
		}
	}
	return false
}

// toldMissing reports whether an earlier line said that something is not there, be it by
// the code of an error that is called so.
func toldMissing(t *turn, u *utterance) bool {
	return slices.ContainsFunc(append([]string{t.st.First}, t.st.Told...), func(s string) bool {
		if s == u.text {
			return false
		}
		if t.mentions("none_words", s) || t.mentions("vanished_words", s) {
			return true
		}
		r := heardAs(t, s).Result
		tp, ok := t.guide.Topic(r.Topic)
		return ok && r.Code != "" && t.mentions("vanished_words", tp.Name)
	})
}

// seenAgain reports whether a clause says that what was missing is there again: "thấy lại
// hotline rồi". An error that is there again is none of that.
func seenAgain(t *turn, u *utterance) bool {
	return slices.ContainsFunc(parts(t, u.text), func(part string) bool {
		line := spelled(t, part)
		return holdsPhrase(line, writtenPhrases(t, "back_again_words")) && (endsDone(t, part) || t.words.Lang() != ownTongue) &&
			!holdsPhrase(line, writtenPhrases(t, "negator_words")) && !t.mentions("error_name_words", part)
	}) && toldMissing(t, u)
}

// compares reports whether a line says of another line, device or person alone that
// it is well: "số Vietnamobile thì gọi được", or that all was at another time.
func compares(t *turn, u *utterance) bool {
	all := parts(t, u.text)
	found := len(all) == 1 && formerly(t, u.text)
	for _, part := range all {
		switch {
		case comparison(t, part):
			found = true
		case u.words.Has(intent.Solved) && endsDone(t, part):
			return false
		}
	}
	return found
}

func comparison(t *turn, part string) bool {
	if begun := headless(t, spelled(t, part)); longestHead(begun, writtenPhrases(t, "remedy_words")) > 0 || longestHead(begun, writtenPhrases(t, "swap_words")) > 0 {
		return false
	}
	return comparisonIn(t, doneLine(t, part), !endsDone(t, part)) || comparisonIn(t, spelled(t, part), !endsDone(t, part)) || worksOn(t, spelled(t, part)) || worksInstead(t, part) || anotherCalls(t, part)
}

// worksInstead reports whether a clause sets one way of calling that works against what
// does not: "gõ tay thì lại gọi được", "mà bấm số bằng tay thì gọi được". What works by
// now, or since something was done, is no contrast.
func worksInstead(t *turn, part string) bool {
	line := doneLine(t, part)
	if !endsWith(line, writtenPhrases(t, "compare_ends")) && !endsWith(line, writtenPhrases(t, "instead_then")) || holdsPhrase(line, writtenPhrases(t, "recent_words")) || holdsPhrase(line, writtenPhrases(t, "negator_words")) {
		return false
	}
	if at := firstIn(line, writtenPhrases(t, "instead_words")); at > 0 {
		return true
	}
	begun := led(line, 1, writtenPhrases(t, "told_heads"))
	return longestHead(begun, writtenPhrases(t, "instead_heads")) > 0 && firstIn(begun, writtenPhrases(t, "instead_then")) > 1
}

// comparisonIn looks in the words of a clause for that. A device or a program of one's own
// is compared where it is not said to be well by now: "mic vẫn nói được" protests.
func comparisonIn(t *turn, line []word, standing bool) bool {
	for then := range writtenPhrases(t, "compare_then").near(line) {
		at := findLast(line, then)
		if at < 1 || at+len(then) >= len(line) {
			continue
		}
		head, rest := line[:at], line[at+len(then):]
		if len(rest) <= briefAnswer && endsWith(rest, writtenPhrases(t, "compare_ends")) && (holdsPhrase(head, writtenPhrases(t, "party_words")) || standing && !holdsPhrase(then, writtenPhrases(t, "still_words")) && otherThing(t, head)) && !holdsPhrase(head, writtenPhrases(t, "recent_words")) {
			return true
		}
	}
	return false
}

// takeComparison takes such a line as an answer where the question is who has the
// fault, and as a detail elsewhere.
func takeComparison(t *turn, u *utterance) bool {
	u.without(intent.Solved)
	switch {
	case t.st.Place.Screen == AtCauses && hearAnswer(t, u):
	case (t.screen().does || t.st.Place.Screen == AtWait) && t.st.Place.Screen != AtForward && !lastWay(t) && slices.ContainsFunc(parts(t, u.text), func(part string) bool { return t.meanings(part).Whole(intent.NotSolved) }):
		keepDetail(t, u.text)
		failed(t) // "vẫn vậy, mở ẩn danh thì được": the step did not help
		return true
	case t.st.Place.Flow != nil:
		noteBesides(t, u)
	case t.st.Place.Screen == AtPick:
		noteOnList(t, u)
	case t.st.Place.Screen == AtOffer:
		noteDetail(t, u, false)
	default:
		keepDetail(t, u.text)
		offerPerson(t, WhyOutside, t.T("detail_noted", "detail", saidBack(t, u.text)))
	}
	t.out.Kind = chat.TurnNoted
	return true
}

// oneDone goes on with the other of two things where a line says that one is done: with
// its topic where what was told of it has one, else by asking what the screen says.
func oneDone(t *turn, u *utterance) bool {
	all := parts(t, u.text)
	if len(all) < 2 || !endsWith(doneLine(t, all[0]), writtenPhrases(t, "one_done_ends")) || t.meanings(all[0]).Denies || t.mentions("still_words", all[0]) {
		return false
	}
	rest := otherOf(t, all[len(all)-1])
	if x, ok := findTerm(t, rest); rest == "" || u.res.Code != "" || ok && x.Place && asksSomething(t, rest) {
		return false // "còn ổ khóa là cái nào" asks for a place of the step
	}
	toNext(t, rest)
	return true
}

// nextMatter goes on with the error that a line names behind saying that another is
// over: "hết lỗi này rồi, giờ sang lỗi số bị chặn". The one that is over asks for no
// rating and the new one for no confirmation.
func nextMatter(t *turn, u *utterance) bool {
	all := sides(t, u.text)
	if t.st.Place.Flow == nil || len(all) < 2 || asksSomething(t, u.text) || u.surely(actTelling, intent.Hold) || !firstOver(t, all[0], all[0] == parts(t, u.text)[0]) {
		return false
	}
	for _, part := range all[1:] {
		if who := nextWho(t, part); who != "" {
			toNext(t, who)
			return true
		}
		id := nextNamed(t, u.text, part)
		tp, ok := t.guide.Topic(id)
		if !ok || same(t, id) || u.surely(actTelling, intent.Solved) && !t.mentions("error_words", part) {
			continue // "tải lại xong gọi vô luôn" names none
		}
		oneOver(t)
		t.st.Told = []string{part}
		t.pre(t.T("one_done", "rest", title(t, tp)))
		enter(t, tp.ID)
		return true
	}
	return false
}

// nextNamed is the topic that such a clause names: by a code, or by what it is called
// or surely like behind words that say that it is the next. Those words are no part of it.
func nextNamed(t *turn, line, part string) string {
	r := heardAs(t, part).Result
	next := t.mentions("next_matter_words", part)
	id, surely := readTopic(r)
	switch {
	case id == "" || r.Code != "":
		return id
	case !next && (!t.mentions("next_matter_words", line) || r.Intent != intent.KindTopic):
		return ""
	case surely || calledBy(t, part, id):
		return id
	}
	return ""
}

// firstOver reports whether a clause says that the matter under way is over: "hết lỗi
// này rồi", "xong cái mic". That something is done says it where the clause stands
// alone: "làm rồi nhưng vẫn bị" does not.
func firstOver(t *turn, first string, alone bool) bool {
	if isCured(t, first) {
		return true
	}
	f, line := t.meanings(first), doneLine(t, first)
	if f.Denies || t.mentions("still_words", first) {
		return false
	}
	return f.Has(intent.Solved) || alone && endsWith(line, writtenPhrases(t, "one_done_ends")) || len(line) <= otherLong && longestHead(headless(t, line), writtenPhrases(t, "one_done_heads")) > 0
}

// otherOf is what a clause asks about behind "còn": "B" of "còn B thì sao".
func otherOf(t *turn, part string) string {
	fields, line := strings.Fields(part), spelled(t, part)
	n := longestHead(line, writtenPhrases(t, "other_heads"))
	if n == 0 || len(fields) != len(line) {
		return ""
	}
	fields, line = fields[n:], line[n:]
	kept := cutEnd(line, 1, writtenPhrases(t, "number_polite"), writtenPhrases(t, "other_tails"), writtenPhrases(t, "question_polite"))
	if len(kept) == 0 || len(kept) > otherLong || holdsPhrase(kept, writtenPhrases(t, "negator_words")) || holdsPhrase(kept, writtenPhrases(t, "error_words")) || holdsPhrase(kept, writtenPhrases(t, "still_words")) {
		return ""
	}
	return strings.Join(fields[:len(kept)], " ")
}

// otherLong is how many words the other of two things is called by.
const otherLong = 5

// toldOf is the topic of the clause in which something was told of, and the line that has
// it; "" for none or the one under way.
func toldOf(t *turn, name string) (id, in string) {
	for _, line := range slices.Backward(toldLines(t)) {
		for _, part := range parts(t, line) {
			if line == t.heard.text || findPhrase(spelled(t, part), spell(name)) < 0 || part == "" {
				continue
			}
			if id, _ := readTopic(heardAs(t, part).Result); id != "" && !same(t, id) {
				return id, line
			}
		}
	}
	return "", ""
}
