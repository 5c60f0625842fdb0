package dialog

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"hotro/internal/chat"
	"hotro/internal/company"
	"hotro/internal/intent"
	"hotro/internal/text"
)

// Queue is what is known outside of a request that waits for a person.
type Queue struct {
	Number  int64  `json:"number"`
	Waited  string `json:"waited,omitempty"`  // so far, in words; empty for less than a minute
	Outlook string `json:"outlook,omitempty"` // what may be expected, as a sentence: kept by who gives it
}

// quiet is how long a few words do, after a sentence said it, to tell a user who asks
// nothing that what he adds is kept or that his thanks were heard.
const quiet = 3 * time.Minute

// waitings is how many ways there are to say that the request waits.
const waitings = 3

// calledAlready tells who asks for a person again that one was called.
func calledAlready(t *turn) {
	t.out.Kind = chat.TurnWaiting
	t.st.Asked = max(t.st.Asked, 1)
	t.show(t.unlike("waiting_called", "waiting_2"), personChoices(t)...)
}

// showWaiting says how the request stands: each time in other words.
func showWaiting(t *turn) {
	t.out.Kind = chat.TurnWaiting
	text := t.T("waiting_" + strconv.Itoa(t.st.Asked%waitings))
	if t.st.Asked%waitings == 0 && t.queue != nil {
		text = standing(t)
	}
	t.st.Asked++
	t.show(text, personChoices(t)...)
}

// hearHowLong answers who asks how long it takes: the time a timer has left, and, at
// the offer of a person, when one comes, as the desk promises it. Who agrees in the same breath hears it with the hand-off.
func hearHowLong(t *turn, u *utterance) bool {
	if t.st.Person && t.st.Place.Screen == AtPerson && u.act == string(intent.HowTo) && u.says.Words <= meanwhileLine && t.mentions("what_now_words", u.text) && u.res.Code == "" {
		return sayWhen(t, u) // "giờ làm gì": nothing but wait
	}
	if t.st.Person && asksWhen(t, u.text) && u.res.Code == "" && !u.fresh && len(factsIn(t, u.text)) == 0 {
		return sayWhen(t, u)
	}
	if !t.st.Person && u.res.Code == "" && !u.fresh && asksWhen(t, u.text) && len(factsIn(t, u.text)) == 0 && (u.words.Has(intent.AnyoneYet) || u.act == string(intent.AnyoneYet) || t.st.Place.Screen == AtWait) && sayHowLong(t) {
		t.st.Misses = 0
		t.out.Kind = chat.TurnWaiting
		return true
	}
	if t.st.Place.Screen != AtOffer || u.res.Code != "" || !t.mentions("wait_ask_words", u.text) || !asksSomething(t, u.text) {
		return false
	}
	for _, part := range parts(t, u.text) {
		if !t.mentions("wait_ask_words", part) && says(t, part, "agree_words", "agree_verbs") {
			return false
		}
	}
	t.st.Misses = 0
	text := t.T("offer_wait_unknown")
	if u.Promise != "" {
		text = t.T("offer_wait", "promise", u.Promise)
	}
	showAs(t, chat.TurnWaiting, text, t.st.Offer...)
	return true
}

// meanwhileLine is how many words a line has at most that asks what to do meanwhile.
const meanwhileLine = 6

// sayHowLong tells how long it takes, where that is known: while a timer runs, and
// where staff will look at it once they have what is asked for.
func sayHowLong(t *turn) bool {
	switch p := &t.st.Place; p.Screen {
	case AtWait:
		if !p.Until.After(t.now) {
			return false
		}
		t.around("how_long_wait", "minutes", minutes(p.Until.Sub(t.now)))
	case AtRef, AtFact:
		t.around("how_long_ref")
	default:
		return false
	}
	return true
}

// asksWhen reports whether a line asks when somebody comes: "bao giờ có người".
func asksWhen(t *turn, s string) bool {
	return t.mentions("wait_ask_words", s) && asksSomething(t, s) && !t.mentions("at_work_words", s) && !t.mentions("before_words", s)
}

// sayWhen tells who waits for a person how that stands, on every screen, and that nobody
// knows when the matter itself is done.
func sayWhen(t *turn, u *utterance) bool {
	if t.mentions("result_ask_words", u.text) {
		t.pre(t.T("waiting_result"))
		t.out.Update = true
	}
	switch {
	case t.st.Place.Screen == AtPerson && t.queue == nil:
		showWaiting(t)
		return true
	case t.st.Place.Screen == AtPerson:
		showPlace(t)
		return true
	}
	text := t.unlike("waiting_1", "waiting_2")
	if t.queue != nil {
		text = t.T("waiting_place", "number", strconv.FormatInt(t.queue.Number, 10), "outlook", t.queue.Outlook)
	}
	showAs(t, chat.TurnWaiting, text, t.st.Offer...)
	return true
}

// urges answers who is in a hurry while a person is waited for: staff read it, and he
// hears how the request stands.
func urges(t *turn, u *utterance) bool {
	if !t.mentions("hurry_words", u.text) || slices.ContainsFunc(parts(t, u.text), func(part string) bool { return deniesHurry(t, part, true) }) || u.res.Code != "" || len(factsIn(t, u.text)) > 0 || u.res.Intent == intent.KindTopic && u.res.Score >= likely || asksSomething(t, u.text) || holdsPhrase(spelled(t, u.text), writtenPhrases(t, "count_words")) {
		return false // "hai trăm khách đang đợi" is a figure for staff
	}
	keepDetail(t, u.text)
	t.out.Update = true
	if t.st.Urged {
		showPlace(t)
		return true
	}
	t.st.Urged = true
	t.out.Kind = chat.TurnWaiting
	word := t.T("waiting_urgent")
	if t.queue != nil {
		word = t.T("waiting_urgent_queue", "outlook", t.queue.Outlook)
	}
	t.show(word, personChoices(t)...)
	return true
}

// stillWaits reports whether a line says no more than that its writer waits: "đang chờ
// nè". Who waits for somebody else says whom for.
func stillWaits(t *turn, u *utterance) bool {
	return slices.ContainsFunc(parts(t, u.text), func(part string) bool {
		line := cutEnd(spelled(t, part), 1, writtenPhrases(t, "number_polite"), writtenPhrases(t, "told_ends"))
		for i, w := range line {
			if among(writtenPhrases(t, "wait_verbs"), w) && holdsPhrase(line[:i], writtenPhrases(t, "going_on_words")) && !holdsPhrase(line[:i], writtenPhrases(t, "caller_words")) && waitsOnly(t, line[i+1:]) {
				return true
			}
		}
		return false
	})
}

// asksWhoHelps reports whether who waits for a person asks who will see to it: "rồi ai
// làm cho tao".
func asksWhoHelps(t *turn, u *utterance) bool {
	return u.res.Code == "" && !t.mentions("own_words", u.text) && asksBy(t, "who_words", u.text) && (t.mentions("work_verbs", u.text) || t.mentions("answer_verbs", u.text))
}

// standing is how the request stands that is known to wait.
func standing(t *turn) string {
	q, word := t.queue, "waiting_queue"
	if q.Waited != "" {
		word = "waiting_queue_for"
	}
	return t.T(word, "number", strconv.FormatInt(q.Number, 10), "waited", q.Waited, "outlook", q.Outlook)
}

// thanked answers politeness while a person is waited for: in a sentence once in a
// while, else in a word, which a sign stands for where there are signs.
func thanked(t *turn, f intent.Meanings) {
	t.out.Kind = chat.TurnAck
	word := "waiting_ack"
	if f.Has(intent.Thanks) {
		t.out.Kind, word = chat.TurnThanks, "waiting_thanks"
	}
	if t.now.Sub(t.st.Acked) >= quiet {
		t.st.Acked = t.now
		t.show(t.T(word), personChoices(t)...)
		return
	}
	t.show(t.unlike("waiting_yes", "waiting_yes_2"), personChoices(t)...)
	t.out.Signs = true
}

// addition takes what a line adds to the request, and says what it took: facts,
// and another error. The guide of the error is a button; nobody who asked for a
// person is walked through it unasked.
func addition(t *turn, u *utterance) bool {
	facts := factsIn(t, u.text)
	fileNumber(t, facts)
	if at, kind := clockTold(t, u), t.guide.Company().First(company.Time); at != "" && kind != "" {
		facts = append(facts, fact{kind: kind, value: at})
	}
	what := nameFacts(t, facts)
	who := ""
	if u.says.Words <= affectedLine && !asks(u.says) && !asksSomething(t, u.text) {
		who = affected(t, u.text)
	}
	if who != "" && len(facts) == 0 {
		what = append(what, saidBack(t, u.text))
	}
	var choices []chat.Choice
	switch r := u.res; {
	case len(r.BadRefs) > 0 || len(r.Refs) > 0:
		return false
	case r.Code != "":
		what = append(what, t.T("told_error", "value", r.Code))
		facts = append(facts, fact{kind: "error", value: r.Code})
		if tp, ok := t.guide.Topic(r.Topic); ok && !r.Uncovered && r.Topic != t.st.Place.Topic {
			choices = append(choices, topicButton(t, tp))
		}
	case len(what) == 0:
		return false
	}
	for _, f := range facts {
		if f.kind == "" { // nobody knows whose number it is: with the words around it staff may
			keepDetail(t, u.text)
			continue
		}
		t.st.Facts[f.kind] = f.value
	}
	t.out.Kind, t.out.Update = chat.TurnNoted, true
	t.pre(t.T("waiting_told", "what", join(t, what)))
	word := ""
	switch asked := askedBesideFact(t, u.text); {
	case len(choices) > 0:
		word = t.T("waiting_try")
	case asked != "" && asksWhen(t, asked):
		return sayWhen(t, u)
	case asked != "":
		t.out.Kind, word = chat.TurnPassedOn, t.T("waiting_question")
	}
	t.show(word, append(choices, personChoices(t)...)...)
	return true
}

// askedBesideFact is the question that stands in a line behind the clause that tells a
// number, "" for none.
func askedBesideFact(t *turn, s string) string {
	all := sides(t, s)
	n := len(all) - 1
	if n < 1 || len(longestNumber(all[n])) >= shortestFact || !asksSomething(t, all[n]) || len(factsIn(t, strings.Join(all[:n], ", "))) == 0 {
		return ""
	}
	return all[n]
}

// hearNumberAsked takes the number that a line tells where the call ID or a detail is
// asked for, and hears the question behind it: "hotline 1900…, mà mã lấy ở đâu".
func hearNumberAsked(t *turn, u *utterance) bool {
	at := t.st.Place.Screen
	if at != AtRef && at != AtFact || t.st.Person || u.res.Code != "" || u.fresh || len(u.res.Refs)+len(u.res.BadRefs) > 0 || offersInstead(t, u) {
		return false
	}
	asked := askedBesideFact(t, u.text)
	if asked == "" {
		return false
	}
	told := strings.TrimRight(strings.TrimSuffix(text.OneLine(u.text), asked), " ,.;")
	facts := factsIn(t, told)
	kept, before := t.T("detail_kept", "detail", join(t, nameFacts(t, facts))), copyOf(t)
	if at == AtFact {
		listenTo(t, u, told)
		if t.st.Place.Screen != AtFact {
			keepDetail(t, asked) // it was the last that was asked for
			return true
		}
		t.out, t.st.Said, t.lead = before.out, before.st.Said, before.lead
	} else if facts[0].kind == "" {
		keepDetail(t, told)
	}
	t.pre(kept)
	listenTo(t, u, asked)
	return true
}

// noted adds to the ticket, and says so: in a sentence once in a while, else in a few
// words that change. A question is left to the person who will answer it.
func noted(t *turn, asked bool) {
	t.out.Update = true
	t.out.Kind = chat.TurnNoted
	switch {
	case asked:
		showAs(t, chat.TurnPassedOn, t.unlike("waiting_question", "waiting_question_2"), personChoices(t)...)
		return
	case t.now.Sub(t.st.Noted) >= quiet:
		t.st.Noted = t.now
		t.show(t.unlike("waiting_noted", "waiting_noted_2"), personChoices(t)...)
	default:
		t.show(t.unlike("waiting_added", "waiting_added_2"), personChoices(t)...)
	}
	t.out.Signs = true
}
