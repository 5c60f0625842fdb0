package dialog

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/prompts"
)

// How sure words have to be to leave a walk under way for another topic: from
// the first on they do, from the second on the user is asked.
const (
	leaveSure = 0.9
	leaveAsk  = 0.5

	leaveWords = 3 // fewer words are never sure enough
)

// likely is how sure words have to be for the user not to be told how to say
// that it is another topic.
const likely = 0.8

// calledShare is how much of what an error is called by a line has to say for the
// user to be told that it is that.
const calledShare = 0.6

// How sure it has to be that no document covers a line, and how long the line,
// for the user to hear that.
const (
	outsideSure  = 0.85
	outsideWords = 3
)

// hearTopic opens the topic a line is about, or asks which.
//
// While a ticket waits, words are meant for the person who will read them.
func hearTopic(t *turn, u *utterance) bool {
	if t.st.Place.Screen == AtPerson || t.st.Place.Screen == AtOffer && !namesTopic(t, u) && !u.res.Uncovered {
		return false
	}
	if u.fresh && (u.res.Uncovered || u.res.Intent == intent.KindTopic || u.res.Intent == intent.KindAsk) {
		t.pre(t.T("ref_have", "id", strings.Join(t.st.Refs, "`, `")))
	}
	if u.asked != "" {
		keepDetail(t, u.asked)
		t.pre(t.T("asked_beside"))
	}
	angry := u.says.Has(intent.Insult) || u.lasts
	if angry && (u.res.Intent == intent.KindTopic || u.res.Uncovered) {
		regret(t)
	}
	switch r := u.res; {
	case u.rejected && !walking(t):
		t.out.Kind = chat.TurnOutside
		outsideOffered(t)
	case r.Uncovered:
		t.leave()
		offerUncovered(t, r.Code)
	case soundless(t, u):
		passSound(t, u)
	case r.Intent == intent.KindTopic:
		return toTopic(t, u)
	case angry && (r.Intent != intent.KindAsk || len(r.Candidates) == 0 || r.Candidates[0].Score < newClue || vague(r)):
		return false
	case t.st.Place.Screen == AtPick && u.says.Has(intent.Why) && toldBefore(t) && !u.words.Has(intent.NotSolved):
		passPlainly(t, u)
	case u.fails && r.Intent == intent.KindNone && t.st.Place.Screen != AtPick:
		askTrouble(t, u)
	case asksPlainly(t, u) && !u.res.MaybeHuman && (r.Intent != intent.KindAsk || len(r.Candidates) == 0 || r.Candidates[0].Score < leaveAsk) && (r.Intent == intent.KindAsk || outside(t, u)):
		passPlainly(t, u)
	case beginsTalk(u):
		return false
	case t.screen().collects() && asksWho(t, u) && t.mentions("asks_you_words", u.text):
		offerPerson(t, WhyAsked, t.T("offer")) // "có ai coi giúp chị không"
	case (u.wants || r.MaybeHuman) && walking(t) && questions(t, u.text) && !u.says.Has(intent.Human) && askedAtStep(t, u):
	case complains(t, u) && !walking(t) && !amissHere(t, u):
		return false // who is answered wrongly wants an answer
	case walking(t) && tellsSurely(u):
		return false // "tắt bớt rồi" is merely like a wish for a person
	case onlyCalls(t, u.text):
		return toldCall(t)
	case !walking(t) && tellsTrouble(t, u):
		askTrouble(t, u)
	case u.wants, (r.Intent == intent.KindHuman || r.MaybeHuman) && !u.fresh && !u.says.Has(intent.NotHuman) && !u.says.Refuses(intent.Human):
		if t.mentions("asked_enough_words", u.text) || t.mentions("weary_words", u.text) {
			regret(t)
		}
		t.out.Kind = chat.TurnOffer
		offerPerson(t, WhyAsked, t.T("offer"))
	case r.Intent == intent.KindAsk && len(r.Candidates) > 0:
		if angry || u.words.Has(intent.Insult) {
			regret(t)
		}
		return whichTopic(t, u)
	case numberAlone(t, u):
		noteNumber(t, u)
	case outside(t, u):
		if t.st.Place.Screen == AtPick {
			keepDetail(t, u.text) // it belongs to what was told before
		}
		t.out.Kind = chat.TurnOutside
		outsideOffered(t)
	default:
		return false
	}
	return true
}

// onlyCalls reports whether a line is the word for a call and next to nothing: "có gọi",
// "gọi". It calls nobody.
func onlyCalls(t *turn, s string) bool {
	line := cutEnd(spelled(t, s), 1, writtenPhrases(t, "number_polite"), writtenPhrases(t, "done_ends"))
	line = led(line, 1, writtenPhrases(t, "told_heads"), writtenPhrases(t, "have_words"), writtenPhrases(t, "yes_heads"))
	return longestHead(line, writtenPhrases(t, "calling_words")) == len(line)
}

// toldCall asks what came of it who says at a step that he called.
func toldCall(t *turn) bool {
	if !walking(t) || !t.screen().does {
		return false
	}
	t.st.Misses = 0
	askResult(t)
	return true
}

// tellsTrouble reports whether a line that is merely like a wish for a person tells that
// something is amiss, and asks for nobody: which error it is comes first.
func tellsTrouble(t *turn, u *utterance) bool {
	like := u.res.Intent == intent.KindHuman || u.res.MaybeHuman
	return like && !u.wants && !u.says.Has(intent.Human) && !u.words.Has(intent.Human) && u.act != string(intent.Human) &&
		(amissHere(t, u) || u.surely(actLikeliest, intent.Problem)) && !toldBefore(t) && !asksSomething(t, u.text)
}

// askTrouble asks which error it is that a line complains of and does not name.
func askTrouble(t *turn, u *utterance) {
	if u.says.Has(intent.Insult) || u.lasts {
		regret(t)
	}
	t.leave()
	t.out.Kind = chat.TurnAsk
	t.pre(t.T("miss"))
	listTopics(t)
}

// askedAtStep answers a question that is merely like a wish for a person, where
// the documents can: "ai thêm vào vậy".
func askedAtStep(t *turn, u *utterance) bool {
	switch {
	case answerFrom(t, u.text):
	case t.mentions("who_words", u.text) && t.screen().does && !wonders(t, u.text):
		whoMay(t)
	default:
		return false
	}
	return true
}

// walking reports whether a walk would be left by opening another topic.
func walking(t *turn) bool { return t.st.Place.Flow != nil && t.st.Place.Screen != AtPerson }

// toTopic opens a topic; in the middle of another the words have to be surer.
func toTopic(t *turn, u *utterance) bool {
	r := u.res
	switch {
	case possibility(t, u):
		return false
	case !walking(t) && r.Code == "" && r.Score < leaveSure && t.mentions("unclear_words", u.text) && !calledBy(t, u.text, r.Topic):
		t.leave()
		askWhich(t, t.T("pick_weak"), likeliest(t, r), topicButton) // "số khách bị sao ấy" names no error
	case !walking(t), r.Code != "", leaves(t, u):
		t.leave()
		leavesDenied(t, u.text)
		if r.Code == "" && !same(t, r.Topic) {
			t.told, t.doubt = true, r.Score < likely || asksPlainly(t, u) || r.Score < leaveSure && !calledBy(t, u.text, r.Topic)
		}
		enter(t, r.Topic)
	case same(t, r.Topic):
		return false
	case otherCause(t, u):
	default:
		askMaybe(t, r.Topic)
	}
	return true
}

// calledBy reports whether a line holds the words that an error is called by: who
// only says what may come of it is not told that it is that.
func calledBy(t *turn, s, topic string) bool {
	tp, ok := t.guide.Topic(topic)
	return ok && slices.ContainsFunc(callings(tp), func(name string) bool {
		_, share := t.read.Covers(name, []string{s})
		return share >= calledShare
	})
}

// possibility reports whether a line of a walk asks whether something would do:
// "dùng số khác gọi được không". That is no other error.
func possibility(t *turn, u *utterance) bool {
	return walking(t) && u.res.Code == "" && !u.says.Has(intent.NotSolved) && !u.says.Has(intent.Problem) && !t.mentions("error_words", u.text) &&
		slices.ContainsFunc(written(t), func(say *prompts.Say) bool {
			return endsWith(bareEnd(say, spelled(t, u.text)), phrases(say, "dialog.possible_ends"))
		})
}

// leaves reports whether words are sure enough to leave a walk for their topic.
func leaves(t *turn, u *utterance) bool {
	r := u.res
	return r.Score >= leaveSure && u.says.Words >= leaveWords && !same(t, r.Topic) && !touches(t, u)
}

// whichTopic asks which topic is meant; in the middle of a walk only about
// one that is not the present.
func whichTopic(t *turn, u *utterance) bool {
	r := u.res
	top := r.Candidates[0]
	switch {
	case t.st.Place.Screen == AtSeen && vague(r):
		t.again()
	case walking(t) && r.Partial:
		askAbout(t, r)
	case walking(t):
		return !same(t, top.Topic) && top.Score >= leaveAsk && otherCause(t, u)
	case listedWeakly(t, r):
		return false
	default:
		t.leave()
		if one := evidenced(r); len(one) == 1 && !r.Partial && r.Shared == "" && !u.says.Denies && calledBy(t, u.text, one[0]) && t.mentions("matter_words", u.text) {
			t.told, t.doubt = true, true
			enter(t, one[0]) // "sửa giúp lỗi số bị chặn" names it
			return true
		}
		if !tryShared(t, r) {
			askAbout(t, r)
		}
	}
	return true
}

// relisted is how much words have to speak for an error to be listed once more.
const relisted = 0.4

// listedWeakly reports whether a list would say no more than one that was shown, or
// denied, in this matter: words that speak for no error are a detail by then.
func listedWeakly(t *turn, r intent.Result) bool {
	return toldBefore(t) && !r.Partial && r.Shared == "" && r.Candidates[0].Score < relisted &&
		(t.st.Place.Screen == AtOffer || t.st.Place.Screen == AtPick || t.st.Misses > 0)
}

// outside reports whether a line is surely about something no document
// covers: then that is said, in place of "chưa hiểu".
func outside(t *turn, u *utterance) bool {
	if u.says.Has(intent.Outside) {
		return !u.fresh && u.res.Code == "" && len(u.res.BadRefs) == 0
	}
	return u.res.Intent == intent.KindNone && u.res.Code == "" && u.res.Score >= outsideSure && u.says.Known >= outsideWords &&
		(u.says.Top() == intent.Problem || !u.says.Whole(u.says.Top())) && !u.says.Has(intent.Insult) && !u.says.Has(intent.Greeting) && !u.fresh && len(u.res.BadRefs) == 0 && !t.screen().does && !t.screen().closed()
}

// numberLine is how many words a line has that tells a number and nothing else.
const numberLine = 6

// numberAlone reports whether a line tells a number where no error is known: whose it is
// or what is the matter with it is still to be told.
func numberAlone(t *turn, u *utterance) bool {
	at := t.st.Place.Screen
	return (at == AtStart || at == AtMenu || at == AtEnded) && !t.st.Person && u.res.Code == "" && !u.fresh && len(u.res.Refs)+len(u.res.BadRefs) == 0 &&
		u.says.Words <= numberLine && len(factsIn(t, u.text)) > 0 && !strings.Contains(u.text, "@") && !amissHere(t, u) && !asks(u.words) && !asksSomething(t, u.text)
}

// noteNumber keeps a number, and asks what is the matter with it.
func noteNumber(t *turn, u *utterance) {
	facts := factsIn(t, u.text)
	for _, f := range facts {
		if f.kind == "" {
			keepDetail(t, u.text)
			continue
		}
		t.st.Facts[f.kind] = f.value
	}
	t.st.Misses = 0
	aroundAs(t, chat.TurnNoted, "number_noted", "what", join(t, nameFacts(t, facts)))
}

// outsides is how many ways there are to say that no document covers a line.
const outsides = 3

// outsideOffered says that no document covers a line, each time in other words,
// and offers a person.
func outsideOffered(t *turn) {
	word := "outside"
	if n := t.st.Outside % outsides; n > 0 {
		word += "_" + strconv.Itoa(n+1)
	}
	t.st.Outside++
	offerPerson(t, WhyOutside, t.T(word))
}

// toldBefore reports whether an earlier line of this matter told more than who is
// there: what is wrong, or what it is about.
func toldBefore(t *turn) bool {
	n := len(t.st.Told) - 1
	return n > 0 && slices.ContainsFunc(t.st.Told[:n], func(s string) bool {
		f := t.meanings(s)
		return f.Words > 2 && !f.Has(intent.Insult) && !f.Has(intent.Greeting) && !f.Has(intent.Human) && !f.Has(intent.AnyoneYet) && !f.Has(intent.AreYouBot) && !asksSomething(t, s) && tellsContent(t, s, f)
	})
}

// tellsContent reports whether a line says what is wrong, or what it is about: who tells
// that he is new, or wants "cái khác", does not.
func tellsContent(t *turn, s string, f intent.Meanings) bool {
	return f.Has(intent.Problem) || f.Has(intent.NotSolved) || f.Denies && t.mentions("able_words", s) ||
		t.mentions("call_words", s) || t.mentions("error_words", s) || t.mentions("fault_words", s) || t.mentions("sound_words", s)
}

// askedBefore reports whether an earlier line of this matter was a question, of more
// words than small talk has.
func askedBefore(t *turn) bool {
	n := len(t.st.Told) - 1
	return n > 0 && slices.ContainsFunc(t.st.Told[:n], func(s string) bool { return asksSomething(t, s) && t.meanings(s).Words > smallTalk })
}

// smallTalk is how many words small talk has at most: "em ăn cơm chưa".
const smallTalk = 4

// askAbout asks which of the candidates is meant: by code where a part of one
// was typed or only the code tells them apart.
func askAbout(t *turn, r intent.Result) {
	switch {
	case r.Partial && len(r.Candidates) == 1:
		if tp, ok := t.topic(r.Candidates[0].Topic); ok && len(tp.Codes) > 0 {
			askMaybeCode(t, tp)
			return
		}
		askMaybe(t, r.Candidates[0].Topic)
	case r.Partial:
		askWhich(t, t.T("pick_partial"), ids(r), codeButton)
	case r.Shared != "":
		askWhich(t, t.T("pick_shared"), ids(r), codeButton)
	case t.st.Place.Screen == AtPick:
		askWhich(t, t.T("pick_again"), evidenced(r), topicButton)
	case weakly(t, r):
		askWhich(t, t.T("pick_weak"), likeliest(t, r), topicButton) // what the screen says tells more than a list does
	default:
		askWhich(t, t.T("pick"), evidenced(r), topicButton)
	}
}

// weakly reports whether a line speaks for none of the candidates, or for one alone that it
// does not name: "số khách gọi bị lỗi".
func weakly(t *turn, r intent.Result) bool {
	top := r.Candidates[0]
	return top.Score < clueAbove || top.Score < leaveAsk && len(evidenced(r)) == 1 && !calledBy(t, t.heard.text, top.Topic)
}

func ids(r intent.Result) []string {
	out := make([]string, 0, len(r.Candidates))
	for _, c := range r.Candidates {
		out = append(out, c.Topic)
	}
	return out
}

// vague reports whether words only say that something is wrong: "bị vậy nè".
func vague(r intent.Result) bool {
	return r.Intent == intent.KindAsk && r.Code == "" && !r.Partial && r.Shared == "" &&
		!slices.ContainsFunc(r.Candidates, func(c intent.Candidate) bool { return c.Score >= 0.2 })
}

// asWritten is a code as the line has it that tells it: "E-77" on a printer is no
// "E_77".
func asWritten(t *turn, code string) string {
	parts := strings.Split(code, "_")
	if t.heard == nil || len(parts) < 2 || strings.Contains(strings.ToUpper(t.heard.text), code) {
		return code
	}
	for i := range parts {
		parts[i] = regexp.QuoteMeta(parts[i])
	}
	re, err := regexp.Compile(`(?i)(?:^|[^\pL\d])(` + strings.Join(parts, `[-–. ]`) + `)(?:$|[^\pL\d])`)
	if err != nil {
		return code
	}
	if m := re.FindStringSubmatch(t.heard.text); m != nil {
		return strings.ToUpper(m[1])
	}
	return code
}

// offerUncovered offers a person for a code that no document covers.
func offerUncovered(t *turn, code string) {
	code = asWritten(t, code)
	t.st.Facts["error"] = code
	t.out.Kind = chat.TurnUncovered
	offerPerson(t, WhyUncovered, t.T("uncovered", "code", code))
}

func same(t *turn, topic string) bool {
	f := t.st.Place.Flow
	if f == nil || topic == "" {
		return false
	}
	if f.Topic == topic {
		return true
	}
	tp, ok := subject(t) // an article is about the topic it was opened from
	return ok && tp.ID == topic
}
