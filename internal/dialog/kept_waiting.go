package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// The words for waiting and for asking somebody ask for time, and as often they do
// not: "đợi cả tiếng rồi" complains, "không dám hỏi sếp" and "I'd rather not wait"
// refuse. And who has nobody to ask in his own firm is not waited for.

const (
	waitedReach    = 4 // words from a verb of waiting to those that say how long
	unseenReach    = 3 // words from what denies to what nobody did
	reluctantReach = 4 // words from what refuses to what it refuses
)

// waitedLong reports whether a line complains of how long its writer has waited.
func waitedLong(t *turn, s string) bool {
	return slices.ContainsFunc(parts(t, s), func(part string) bool {
		if wonders(t, part) || startsHold(t, part) && !endsDone(t, part) && !t.mentions("waited_tired_words", part) {
			return false
		}
		line, waits := spelled(t, part), writtenPhrases(t, "wait_verbs")
		for i, w := range line {
			if !among(waits, w) {
				continue
			}
			near := slices.Concat(line[max(0, i-waitedReach):i], line[i+1:min(len(line), i+1+waitedReach)])
			if holdsPhrase(near, writtenPhrases(t, "waited_long_words")) {
				return true
			}
		}
		return false
	})
}

// nobodyAnswers reports whether a line says that nobody has answered: "15p rồi chưa ai
// trả lời", or wonders why nobody does. What a customer does not answer is another matter,
// and so is what nobody can.
func nobodyAnswers(t *turn, u *utterance) bool {
	return slices.ContainsFunc(parts(t, u.text), func(part string) bool {
		return (!asksSomething(t, part) || wondersWhy(t, spelled(t, part))) && noHelp(t, part)
	})
}

// failsBeside reports whether a line says that it fails in another clause than one that
// says that nobody helps.
func failsBeside(t *turn, u *utterance) bool {
	return u.words.Has(intent.NotSolved) && slices.ContainsFunc(sides(t, u.text), func(side string) bool { return t.meanings(side).Has(intent.NotSolved) && !noHelp(t, side) })
}

// noHelp reports whether a clause says that nobody of staff answers or helps.
func noHelp(t *turn, part string) bool {
	line := spelled(t, part)
	return !t.mentions("caller_words", part) && !endsWith(line, writtenPhrases(t, "able_words")) && leadsTo(line, writtenPhrases(t, "nobody_leads"), waitedReach, writtenPhrases(t, "answer_verbs"), writtenPhrases(t, "staff_duty_words"))
}

// wondersWhy reports whether a clause begins by asking why: "ủa sao nãy giờ không …".
func wondersWhy(t *turn, line []word) bool {
	begun := led(line, 1, writtenPhrases(t, "agree_fillers"), writtenPhrases(t, "told_heads"))
	return longestHead(begun, writtenPhrases(t, "wonder_heads")) > 0
}

// asksWhyNobody reports whether a line asks why it was not handed to anybody, which asks
// for it: "sao không chuyển nhân viên cho tôi". What cannot be done is a fault.
func asksWhyNobody(t *turn, u *utterance) bool {
	return slices.ContainsFunc(parts(t, u.text), func(part string) bool {
		line, says := spelled(t, part), t.meanings(part)
		return wondersWhy(t, line) && holdsPhrase(line, writtenPhrases(t, "negator_words")) && (says.Has(intent.Human) || says.Refuses(intent.Human)) &&
			!holdsPhrase(line, writtenPhrases(t, "able_words")) && !holdsPhrase(line, writtenPhrases(t, "other_words")) && !t.mentions("caller_words", part)
	})
}

// leftWaiting reports whether a line complains of an earlier request that nobody has seen
// to: "báo từ hôm kia mà tới giờ chưa thấy ai liên hệ", "nhắn rồi mà im ru".
func leftWaiting(t *turn, u *utterance) bool {
	if nobodyAnswers(t, u) {
		return true
	}
	if asksSomething(t, u.text) || t.mentions("caller_words", u.text) || !mentionsAny(t, u.text, "before_words", "waited_long_words") {
		return false
	}
	told := mentionsAny(t, u.text, "reach_words", "request_words")
	return u.surely(actFirm, intent.AnyoneYet) || told && t.mentions("silence_words", u.text) ||
		told && leadsTo(spelled(t, u.text), writtenPhrases(t, "negator_words"), unseenReach, writtenPhrases(t, "staff_duty_words"))
}

// shuns reports whether a clause refuses to wait, or to ask somebody.
func shuns(t *turn, part string) bool {
	return leadsTo(spelled(t, part), writtenPhrases(t, "reluctant_words"), reluctantReach, writtenPhrases(t, "wait_verbs"), writtenPhrases(t, "tell_words"))
}

// unwaiting takes from a line that complains of waiting, or refuses to, that it asks
// for time.
func unwaiting(t *turn, u *utterance) {
	if !u.says.Has(intent.Hold) && !u.words.Has(intent.Hold) {
		return
	}
	if waitedLong(t, u.text) || slices.ContainsFunc(parts(t, u.text), func(part string) bool { return shuns(t, part) }) {
		u.without(intent.Hold)
	}
}

// hearKeptWaiting apologises to who complains of the wait, and goes on as fast as it
// can: a step that takes time is over, and anywhere else a person is offered.
func hearKeptWaiting(t *turn, u *utterance) bool {
	if t.st.Person || rating(t) || u.res.Code != "" || u.fresh || u.words.Has(intent.Solved) || failsBeside(t, u) || u.words.Has(intent.Human) || callWorks(t, u.text) || unchanged(t, u.text) {
		return false
	}
	left := leftWaiting(t, u)
	if !left && (!waitedLong(t, u.text) || !walking(t) && otherMatter(t, u) != "") {
		return false
	}
	if t.st.Place.Screen == AtCauses && !choosing(t) && extentOf(t, u.text) != 0 {
		return false // who has it is told beside the complaint
	}
	t.st.Misses = 0
	switch {
	case !left && (t.st.Place.Screen == AtWait || t.screen().does):
		t.pre(t.T("kept_waiting"))
		askResult(t)
	case t.st.Place.Screen == AtOffer:
		showAs(t, chat.TurnCalm, t.T("kept_waiting_offer"), t.st.Offer...)
	case walking(t) && !left:
		calm(t)
	default:
		offerPerson(t, WhyAsked, t.T("kept_waiting_offer"))
		t.out.Kind = chat.TurnCalm
	}
	return true
}

// nobodyToAsk reports whether a line says that whoever could help in the user's own
// firm is away, or that he would rather not ask him.
func nobodyToAsk(t *turn, u *utterance) bool {
	if u.says.Has(intent.Hold) || asksSomething(t, u.text) {
		return false
	}
	return slices.ContainsFunc(parts(t, u.text), func(part string) bool {
		return cutSo(spelled(t, part), writtenPhrases(t, "own_words"), func(_, behind []word) bool {
			return shuns(t, part) || t.mentions("away_words", part) || holdsPhrase(behind, writtenPhrases(t, "away_verbs"))
		})
	})
}

// goesWithout goes on without whoever cannot be asked, and reports whether that is a
// way here: other things tell the call, and a setting of the account is for staff.
func goesWithout(t *turn) bool {
	switch t.st.Place.Screen {
	case AtRef:
		noID(t)
		return true
	case AtStep, AtResult:
		if !adminNeeded(t) && !accountStep(t) {
			return false
		}
	case AtRole, AtForward:
	default:
		return false
	}
	t.st.Role = roleUser
	t.out.Kind = chat.TurnOffer
	offerPerson(t, WhyExhausted, t.T("away_offer"))
	return true
}

// accountStep reports whether the present step follows a path of the account's
// settings, which not everybody has.
func accountStep(t *turn) bool {
	s, ok := stepNow(t)
	if !ok || choosing(t) {
		return false
	}
	path, _ := pathOf(s.Text)
	return strings.Count(path, "→") > 1
}
