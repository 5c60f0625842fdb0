package dialog

import (
	"slices"
	"strings"

	"hotro/internal/intent"
)

// Only words that say that a call works are evidence that it does. What is
// merely like such words is asked about, for a rating after "nghe nhạc thì bình
// thường" is worse than one question more.

// evident reports whether a line that is merely like those that tell an act has
// what can tell it: who says nothing of rights or people says nothing of his
// role, and no question takes leave.
func evident(t *turn, act intent.Meaning, line string) bool {
	switch act {
	case intent.NotAdmin, intent.IsAdmin:
		return t.mentions("rights_words", line) && !asksSomething(t, line)
	case intent.NotHuman:
		return t.st.Place.Screen != AtStart && !asksSomething(t, line) && !t.mentions("novice_words", line) // nobody was offered yet
	case intent.Greeting:
		return len(spelled(t, line)) <= greetingLine // who goes on tells what he wants
	case intent.Bye:
		return !asksSomething(t, line)
	case intent.Hold:
		return !thingOnly(t, line) || !t.mentions("state_words", line)
	case intent.Yes, intent.Ack:
		return t.st.Place.Screen != AtOffer // a likeness is no consent
	case intent.Menu:
		return t.st.Place.Screen != AtStart && !t.mentions("page_next_words", line) && !(walking(t) && t.mentions("other_way_words", line)) // the rest of what is shown
	case intent.AreYouBot:
		return t.mentions("bot_words", line)
	case intent.Restart:
		return t.mentions("restart_verbs", line)
	case intent.Solved:
		return !t.mentions("what_now_words", line) && !t.mentions("how_long_words", line)
	}
	return true
}

// asksSomething reports whether a line reads as a question, be it only by the
// way people ask whether something is so: "bên này không hỗ trợ à". Many listeners ask,
// so it is kept with the words of the line.
func asksSomething(t *turn, line string) bool {
	l := look(t, line)
	if l.askedIn != t.words {
		l.asks, l.askedIn = isQuestion(t, line, l.words), t.words
	}
	return l.asks
}

func isQuestion(t *turn, line string, words []word) bool {
	if callerAsks(t, line, words) || tellsOfAll(t, line, words) {
		return false
	}
	polite := len(words) > 2 && endsWith(words, writtenPhrases(t, "question_tails")) && t.mentions("ask_words", line)
	return polite || questions(t, line) || t.mentions("how_long_words", line) || endsWith(words, writtenPhrases(t, "question_tags")) && !endsPolite(t, words)
}

// endsPolite reports whether a line ends in an "a" without its mark that is polite: "goi
// duoc roi a", "khong thay em a". Behind what is done, or whom one speaks to, it asks nothing.
func endsPolite(t *turn, words []word) bool {
	n, polite := len(words)-1, writtenPhrases(t, "number_polite")
	if n <= 0 || words[n].sign != 0 || !among(polite, words[n]) {
		return false
	}
	return endsWith(words[:n], writtenPhrases(t, "done_ends"), writtenPhrases(t, "vocative_words"), polite) || tellsBare(t, words[:n])
}

// tellsBare reports whether a line without any diacritics, up to the word that may be "à" or
// "ạ", begins as no question back and has no asking word: "co 1 so nay thoi".
func tellsBare(t *turn, words []word) bool {
	return len(words) > 1 && longestHead(words, writtenPhrases(t, "confirm_heads")) == 0 && !holdsPhrase(words, writtenPhrases(t, "ask_words")) &&
		!slices.ContainsFunc(words, func(w word) bool { return w.sign != 0 })
}

// tellsOfAll reports whether a line tells something of whichever it names, or since when,
// in the words of a question and without its mark: "máy nào trong phòng cũng vậy", "từ hôm
// qua tới chừ", "có người bị có người không". One that ends as a question is one.
func tellsOfAll(t *turn, line string, words []word) bool {
	if strings.Contains(line, "?") {
		return false
	}
	if endsWith(words, writtenPhrases(t, "until_now_words")) || someNot(t, words) {
		return true
	}
	if wonders(t, line) || endsWith(words, writtenPhrases(t, "question_tags")) {
		return false
	}
	also := writtenPhrases(t, "also_words")
	for asks := range writtenPhrases(t, "ask_words").near(words) {
		at := findPhrase(words, asks)
		if at < 0 {
			continue
		}
		rest := words[at+len(asks):]
		if i := indexAmong(rest, also); i >= 0 && i <= whicheverReach && i+1 < len(rest) {
			return true
		}
	}
	return false
}

// whicheverReach is how many words may stand between a word that asks and the "also"
// that makes it one for all.
const whicheverReach = 4

// someNot reports whether words set some against others of whom it is not so: "có máy bị
// có máy không".
func someNot(t *turn, words []word) bool {
	n := len(words)
	if n < 5 || !among(writtenPhrases(t, "negator_words"), words[n-1]) {
		return false
	}
	return findPhrase(words[:n-3], words[n-3:n-1]) >= 0
}

// callerAsks reports whether the question in a line is the customer's, told over: "khách
// còn mắng sao gọi trễ vậy".
func callerAsks(t *turn, line string, words []word) bool {
	at := indexAmong(words, writtenPhrases(t, "caller_words"))
	if at < 0 || strings.Contains(line, "?") {
		return false
	}
	return holdsPhrase(words[at+1:], writtenPhrases(t, "caller_asks_words"))
}

// withoutCaller is a line without what the customer asks of the time before: "nghe rõ
// rồi, khách còn hỏi sao nãy giờ im re" tells nothing of the call by that.
func withoutCaller(t *turn, s string) string {
	if !t.mentions("caller_asks_words", s) || strings.Contains(s, "?") {
		return s
	}
	var kept []string
	cut := false
	for _, part := range parts(t, s) {
		fields, line := strings.Fields(part), spelled(t, part)
		if at := firstIn(line, writtenPhrases(t, "caller_asks_words")); at >= 0 && len(fields) == len(line) && t.mentions("time_past_words", part) && callerAsks(t, part, line) {
			part, cut = strings.Join(fields[:at], " "), true
		}
		kept = append(kept, strings.TrimSpace(part))
	}
	if !cut {
		return s
	}
	return strings.Join(kept, ", ")
}

// butWords is how many words behind a "nhưng" are a matter of their own.
const butWords = 3

// worked takes words that sound as if a call works: they end the walk where
// they say so themselves, and are asked about where they are only like it.
func worked(t *turn, u *utterance) {
	switch {
	case t.mentions("own_phone_words", u.text) && !t.mentions("swap_words", u.text) && !isCured(t, u.text) && t.st.Place.Flow != nil:
		noteBesides(t, u) // a call by one's own phone is none of these
	case stillAmiss(t, u):
		offerPerson(t, WhyOutside, t.T("works_but"))
	case asksWhetherItWorks(t, u.text):
		t.pre(t.T("call_now"))
		askResult(t)
	case t.mentions("equipment_words", u.text) && t.mentions("what_now_words", u.text):
		askResult(t) // "my headset works fine, so what now" is of the headset
	case t.st.Place.Screen == AtResult && u.surely(actTelling, intent.Solved) && !t.mentions("equipment_words", u.text):
		solved(t) // it was just asked
	case !callWorks(t, u.text) && !isCured(t, u.text) && !answersWell(t, u) && (u.guess || t.mentions("equipment_words", u.text) && endsWith(spelled(t, u.text), writtenPhrases(t, "restate_ends"))):
		askResult(t) // "loa bình thường rồi mà" protests
	default:
		solved(t)
	}
}

// asksWhetherItWorks reports whether all that sounds like a working call in a
// line is a question: "giờ gọi lại được chưa em".
func asksWhetherItWorks(t *turn, line string) (asks bool) {
	for _, part := range parts(t, line) {
		if !callWorks(t, part) && !t.meanings(part).Has(intent.Solved) {
			continue
		}
		if !wonders(t, part) {
			return false
		}
		asks = true
	}
	return asks
}

// triedWell reports whether a clause ends in that a call was tried and went through. Who
// goes on to say which one it was tells of that one alone: "gọi lại được số đó".
func triedWell(t *turn, part string) bool {
	line, calling := spelled(t, part), writtenPhrases(t, "calling_words")
	for i := range line {
		if !among(calling, line[i]) {
			continue
		}
		n := longestHead(line[i+1:], writtenPhrases(t, "trial_words"))
		if rest := line[i+1+n:]; n > 0 && len(rest) > 0 && longestHead(rest, writtenPhrases(t, "managed_ends")) == len(rest) {
			return true
		}
	}
	return false
}

// uncounted is a line without how many calls went through by now, which says no less than
// that calls do: "gọi được rồi" for "gọi được 1 cuộc rồi".
func uncounted(t *turn, s string) string {
	if !t.mentions("calls_words", s) {
		return s
	}
	fields := strings.Fields(s)
	for i := 1; i+3 < len(fields); i++ {
		line := spelled(t, strings.Join(fields[i-1:i+4], " "))
		if len(line) != 5 || !among(writtenPhrases(t, "calling_words"), line[0]) || longestHead(line[1:2], writtenPhrases(t, "managed_ends")) == 0 || !among(writtenPhrases(t, "done_ends"), line[4]) {
			continue
		}
		if _, ok := spelledNumber(t.words, line[2]); ok && among(writtenPhrases(t, "calls_words"), line[3]) {
			return strings.Join(append(slices.Clone(fields[:i+1]), fields[i+3:]...), " ")
		}
	}
	return s
}

// soundsFine reports whether a line ends as those do who are well again, and
// nothing in it tells otherwise: "khởi động lại cái là ngon". What is well is
// asked about.
func soundsFine(t *turn, u *utterance) bool {
	if u.says.Denies || asks(u.says) || questions(t, u.text) || t.mentions("still_words", u.text) || t.mentions("equipment_words", u.text) || holds(t, u) {
		return false
	}
	return soundsFineText(t, u.text)
}

// givesUp reports whether a line leaves the matter as it is: "thôi được rồi, để
// hỏi người khác" tells of no call.
func givesUp(t *turn, u *utterance) bool {
	all := parts(t, u.text)
	if len(all) > 1 && (strings.Contains(u.text, "?") || asksSomething(t, all[len(all)-1])) {
		return false // "never mind that, how long will it take?"
	}
	return t.mentions("give_up_words", u.text) && !callWorks(t, u.text) && !u.says.Has(intent.NotSolved)
}

// worksAndAsks ends the walk of who says that a call works and asks about it in
// the same breath: "được rồi đó, mà sao nó bị vậy". The reason is given with it.
func worksAndAsks(t *turn, u *utterance) bool {
	works, asked := false, false
	for _, c := range clauses(t, u.text) {
		switch {
		case c.says.Has(intent.NotSolved) || c.says.Has(intent.Hold):
			return false
		case asks(c.says) || asksSomething(t, c.text):
			asked = true
		case c.says.Has(intent.Solved):
			works = true
		}
	}
	if !works || !asked {
		return false
	}
	if tp, ok := subject(t); ok && u.says.Has(intent.Why) {
		t.pre(tp.Intro)
	}
	solved(t)
	return true
}

// stillAmiss reports whether a line that tells of a working call goes on with a
// complaint: "gọi được rồi nhưng tiếng rè".
func stillAmiss(t *turn, u *utterance) bool {
	if secondFault(t, u.text) != "" {
		return true
	}
	rest := complaintOf(t, u)
	if rest == "" {
		return false
	}
	if u.surely(actSure, intent.Solved) && !unsteady(t, rest) && !poor(t, rest) {
		return false // what is left is of the customer: "gọi được rồi nhưng bên kia máy bận"
	}
	f := t.meanings(rest)
	return unsteady(t, rest) || !f.Has(intent.Thanks) && !f.Has(intent.Solved) && !f.Has(intent.Ack) && !f.Has(intent.Comment)
}

// complaintOf is what a line says behind a "nhưng", "" where that is no matter of its
// own. After "được rồi mà" it is one where it asks nothing.
func complaintOf(t *turn, u *utterance) string {
	line := spelled(t, u.text)
	for p := range writtenPhrases(t, "but_words").near(line) {
		if at := findPhrase(line, p); at > 0 && (len(line)-at-len(p) >= butWords || poor(t, afterWord(u.text, at+len(p)))) {
			return afterWord(u.text, at+len(p))
		}
	}
	for p := range writtenPhrases(t, "but_weak_words").near(line) {
		if at := findPhrase(line, p); at > 0 {
			if rest := afterWord(u.text, at+len(p)); poor(t, rest) || len(line)-at-len(p) >= butWords && unsteady(t, rest) {
				return rest
			}
		}
	}
	return ""
}

// poor reports whether words complain of how a call sounds: "nhỏ quá", "tiếng rè".
func poor(t *turn, s string) bool { return mentionsAny(t, s, "poor_words", "symptom_words") }

// unsteady reports whether a line says that something is now so and now not: "lúc được
// lúc không" tells neither that it works nor that a step failed.
func unsteady(t *turn, s string) bool {
	line := spelled(t, s)
	for p := range writtenPhrases(t, "now_words").near(line) {
		at := findPhrase(line, p)
		if at < 0 {
			continue
		}
		rest := line[at+len(p):]
		if findPhrase(rest[:min(len(rest), nowReach)], p) > 0 {
			return true
		}
	}
	return holdsPhrase(line, writtenPhrases(t, "unsteady_words"))
}

// intermittent reports whether a line says that the error comes and goes: a wait that makes
// it go for once is not all there is to do.
func intermittent(t *turn, u *utterance) bool {
	return (unsteady(t, u.text) || t.mentions("at_times_words", u.text)) && !asks(u.words) && u.res.Code == "" && (u.says.Has(intent.NotSolved) || amissHere(t, u) || u.says.Has(intent.Problem) || u.says.Has(intent.Relapse) || unsteady(t, u.text) || t.mentions("suffer_words", u.text))
}

// unsettled takes from such a line at a step that it tells what came of that.
func unsettled(t *turn, u *utterance) {
	if !t.screen().does || !u.says.Has(intent.Solved) && !u.says.Has(intent.NotSolved) || !unsteady(t, u.text) || t.mentions("still_words", u.text) || didIt(t, u) {
		return
	}
	u.without(intent.Solved)
	u.without(intent.NotSolved)
}

// wordsBefore are the first n words of a line.
func wordsBefore(s string, n int) string {
	f := strings.Fields(s)
	return strings.Join(f[:min(n, len(f))], " ")
}

// afterWord is what stands behind the first n words of a line.
func afterWord(s string, n int) string {
	f := strings.Fields(s)
	return strings.Join(f[min(n, len(f)):], " ")
}

// holds reports whether a line asks for time besides what it says first: "ủa
// quên chọn số hả, để xem lại" is no failure.
func holds(t *turn, u *utterance) bool { return t.mentions("hold_words", u.text) }
