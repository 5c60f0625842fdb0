package dialog

import (
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// People report and ask in one breath: "bật rồi, mà F5 là nút nào". What came of a
// call is more than any question; what was done is less than one, for who does not
// know which key it is has not done it yet.

// hearAskedBehind answers the question in a line that reports besides that a step was
// done, as if it had been asked alone.
func hearAskedBehind(t *turn, u *utterance) bool {
	if !instructed(t, u) || u.fresh || u.wants || u.phone || u.words.Has(intent.Human) {
		return false
	}
	asked := askedBehind(t, u.text)
	switch {
	case asked == "":
		return false
	case asksToCall(t, asked):
		t.st.Misses = 0
		t.pre(t.T("call_now"))
		askResult(t)
		return true
	}
	if x, ok := findTerm(t, asked); ok && x.Place && !wonders(t, asked) && !tagged(t, asked) {
		t.st.Misses = 0
		explainTerm(t, x)
		t.out.Kind = chat.TurnHow
		return true
	}
	before := copyOf(t)
	listenTo(t, u, asked)
	switch t.out.Kind {
	case chat.TurnAnswer, chat.TurnHow, chat.TurnTerm, chat.TurnWhere, chat.TurnWho, chat.TurnWhy:
		t.heard = u
		return true
	case chat.TurnPassedOn:
		if asksYesNo(t, asked) || findPhrase(spelled(t, asked), spell(t.T("question_or"))) > 0 {
			t.heard = u
			if before.st.Place.Screen == AtStep { // the step is done: what is left is a call
				*t = before
				keepDetail(t, asked)
				quietly(t, func() { askResult(t) })
				showAs(t, chat.TurnPassedOn, t.T("unanswered_did"), results(t, false)...)
			}
			return true
		}
	}
	*t = before
	return false
}

// askedBehind is the clause of a line that asks, where another reports that something
// was done, and none what came of a call; "" for none.
func askedBehind(t *turn, s string) string {
	asked, did := "", false
	for _, part := range sides(t, s) {
		switch part = strings.TrimSpace(part); {
		case part == "":
		case reportsOutcome(t, part), t.mentions("already_so_words", part) && !asksOfStep(t, part):
			return "" // what is so already is no step that was done
		case asksOfStep(t, part):
			asked = part
		default:
			did = did || reportsDone(t, part) || t.st.Place.Screen == AtForward && startsHold(t, part)
		}
	}
	if !did || confirmTag(t, asked) && t.mentions("call_words", asked) || asksWhetherItWorks(t, asked) || t.mentions("how_long_words", asked) || asksNow(t, asked) || t.says("next_words", asked) {
		return ""
	}
	return asked
}

// asksToCall reports whether a clause asks whether a call may be made by now: "giờ gọi lại
// luôn được chưa".
func asksToCall(t *turn, asked string) bool {
	line := bareEnd(t.words, spelled(t, asked))
	at := indexAmong(line, writtenPhrases(t, "calling_words"))
	if at < 0 || !wonders(t, asked) {
		return false
	}
	rest := led(line[at+1:], 0, writtenPhrases(t, "trial_words"), writtenPhrases(t, "at_once_ends"))
	n := longestHead(rest, writtenPhrases(t, "managed_ends"))
	return n > 0 && longestHead(rest[n:], writtenPhrases(t, "question_yesno")) == len(rest)-n
}

// reportsDone reports whether a clause says that something was done.
func reportsDone(t *turn, part string) bool {
	f := t.meanings(part)
	return f.Has(intent.Done) || f.Already || endsDone(t, part) || partDoes(t, part, actSure, intent.Done)
}

// asksOfStep reports whether a clause asks about what is to be done: by its words, or
// because it is surely like those that do.
func asksOfStep(t *turn, part string) bool {
	switch f := t.meanings(part); {
	case f.Has(intent.Why), t.mentions("why_words", part), f.Denies && !asksSomething(t, part):
		return false
	case asks(f), queries(t, part), tagged(t, part):
		return true
	}
	least := actSure
	if _, named := findTerm(t, part); named {
		least = actLikely // "f5 là nút mô" names what it asks about
	}
	return partDoes(t, part, least, questionActs()...)
}

// questionActs are the acts of lines that ask about a step.
func questionActs() []intent.Meaning {
	return []intent.Meaning{intent.WhatIs, intent.Where, intent.WhereID, intent.HowTo, intent.WhoMay, intent.Whether}
}

// reportsOutcome reports whether a clause tells what came of a call. "ok rồi" alone
// tells of no call.
func reportsOutcome(t *turn, part string) bool {
	f := t.meanings(part)
	return callWorks(t, part) || f.Has(intent.NotSolved) || f.Has(intent.Relapse) || f.Has(intent.Solved) && !f.Has(intent.Done) && f.Words > briefAnswer || t.mentions("still_words", part)
}
