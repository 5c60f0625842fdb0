package dialog

import "hotro/internal/intent"

// What is done at a step is told in the words of what stood there: "thấy trang mình nằm
// trong chỗ bị chặn, em gỡ ra" is no customer's number that is blocked.

// atStepDone takes a line that tells what its writer did at the step, and sounds like
// another error in the rest, for that.
func atStepDone(t *turn, u *utterance) {
	if t.st.Place.Flow == nil || !t.screen().does || u.res.Code != "" || u.res.Intent != intent.KindTopic || same(t, u.res.Topic) {
		return
	}
	if u.words.Has(intent.NotSolved) || u.words.Has(intent.Problem) || u.says.Has(intent.NotSolved) || t.mentions("still_words", u.text) || asksSomething(t, u.text) || holds(t, u) {
		return
	}
	did := false
	for _, part := range parts(t, u.text) {
		switch line := spelled(t, part); {
		case shownFrom(t, line) >= 0:
			return // what the page says now is the error it names
		case doesStep(t, part):
			did = true
		case !t.mentions("see_words", part) && !holdsPhrase(line, writtenPhrases(t, "inside_words")):
			if id, _ := readTopic(heardAs(t, part).Result); id == u.res.Topic {
				return
			}
		}
	}
	if did {
		u.res = intent.Result{Intent: intent.KindNone}
		u.says = u.says.Only(intent.Done, actSure)
		u.words, u.guess, u.wants, u.act = u.says, false, false, string(intent.Done)
	}
}

// doesStep reports whether a clause says that its writer did something that steps ask
// for: it ends as one about something done, or has him and the verb at its beginning.
func doesStep(t *turn, part string) bool {
	line := spelled(t, part)
	if holdsPhrase(line, writtenPhrases(t, "negator_words")) {
		return false
	}
	if endsDone(t, part) && holdsPhrase(line, writtenPhrases(t, "did_words")) {
		return true
	}
	begun := led(line, 1, writtenPhrases(t, "told_heads"))
	n := longestHead(begun, writtenPhrases(t, "self_words"))
	return n > 0 && longestHead(led(begun[n:], 1, writtenPhrases(t, "have_words")), writtenPhrases(t, "did_words")) > 0
}
