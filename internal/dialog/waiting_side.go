package dialog

import (
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// What else is asked while a person is waited for: what it costs, when people
// work, by which number they are reached. It is noted in words that fit, for "em
// xin lỗi vì để anh/chị phải chờ" answers none of it.

// waitingFirst takes, before a wish for a person is looked for, what sounds like
// one: "cho mình hủy cái yêu cầu", "cho xin số để gọi", "bao nhiêu người đang chờ".
func waitingFirst(t *turn, u *utterance) bool {
	switch {
	case t.st.Place.Screen != AtPerson || !t.st.Person || u.res.Code != "":
		return false
	case unhurried(t, u):
	case dropsRequest(t, u):
		cancel(t)
	case !u.words.Has(intent.Solved) && !t.mentions("drop_request_words", u.text) && putsOff(t, u) && !worksWaiting(t, u):
		t.out.Kind = chat.TurnHold // later takes nothing back
		t.show(t.unlike("waiting_later", "waiting_kept"), personChoices(t)...)
	case asksPlace(t, u.text) && len(factsIn(t, u.text)) == 0 && len(u.res.Refs) == 0:
		showPlace(t)
	case asksForNumber(t, u):
		passOn(t, "waiting_no_phone")
	default:
		return false
	}
	return true
}

// dropReach is how many words behind a verb of dropping may name the request.
const dropReach = 4

// dropsRequest reports whether a line says of the request itself that it is to be
// dropped.
func dropsRequest(t *turn, u *utterance) bool {
	return !keepsRequest(t, u.words, u.text) && !asks(u.words) && !strings.Contains(u.text, "?") && namesDropped(t, u.text)
}

// namesDropped reports whether words name the request behind a verb of dropping that
// nothing denies.
func namesDropped(t *turn, s string) bool {
	return cutSo(spelled(t, s), writtenPhrases(t, "drop_request_words"), func(before, behind []word) bool {
		return indexAmong(lastOf(before, 1), writtenPhrases(t, "negator_words")) < 0 && holdsPhrase(firstOf(behind, dropReach), writtenPhrases(t, "request_words"))
	})
}

// asksForNumber reports whether a line asks by which number somebody can be
// called, and tells none.
func asksForNumber(t *turn, u *utterance) bool {
	if strings.ContainsAny(u.text, "0123456789") || !t.mentions("number_words", u.text) || u.says.Has(intent.NotSolved) {
		return false
	}
	return t.mentions("reached_words", u.text) && (asksSomething(t, u.text) || t.mentions("give_words", u.text))
}

// asksAside answers a question about what no document tells.
func asksAside(t *turn, u *utterance) bool {
	switch {
	case u.res.Code != "" || len(factsIn(t, u.text)) > 0:
		return false
	case t.mentions("cost_words", u.text) && (asksSomething(t, u.text) || asks(u.says) || t.mentions("ask_words", u.text)):
		passOn(t, "waiting_cost")
	case t.mentions("hour_words", u.text) && t.mentions("at_work_words", u.text):
		if u.Hours != "" {
			tellWaiting(t, chat.TurnAnswer, u.Hours)
			break
		}
		passOn(t, "waiting_hours")
	default:
		return false
	}
	return true
}

// passOn notes a question for the person who comes, and says so in the words of a
// key.
func passOn(t *turn, word string) {
	tellWaiting(t, chat.TurnPassedOn, t.unlike(word, "waiting_question", "waiting_question_2"))
}

// wondersAtSilence reports whether a line wonders that nobody says anything.
func wondersAtSilence(t *turn, u *utterance) bool {
	return t.mentions("silence_words", u.text) && !t.mentions("sound_words", u.text) && u.res.Code == ""
}
