package dialog

import (
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// Who sees another error by now ("giờ nó ra lỗi khác") is done with the one under way,
// and has not said which it is instead. It is asked; what was tried stays known.

// hearChangedError asks for the error that such a line does not name.
func hearChangedError(t *turn, u *utterance) bool {
	if !walking(t) || t.st.Person || u.res.Code != "" || u.res.Partial || u.fresh || surelyAnother(t, u.res) || u.words.Has(intent.Human) || strings.ContainsAny(u.text, `"“«?`) {
		return false
	}
	all := parts(t, u.text)
	for i, part := range all {
		if !showsAnother(t, part) {
			continue
		}
		if rest := strings.Join(all[i+1:], " "); fieldCount(rest) > behindError {
			return false // what it says may stand there
		}
		keepDetail(t, u.text)
		t.st.Misses = 0
		t.pre(t.T("changed_error"))
		listTopics(t)
		t.out.Kind = chat.TurnAsk
		return true
	}
	return false
}

// showsAnother reports whether a clause says that another error shows, and not what it
// says, nor of another day or machine.
func showsAnother(t *turn, part string) bool {
	if t.mentions("before_words", part) || t.mentions("colleague_words", part) || t.mentions("favour_words", part) || asksSomething(t, part) {
		return false
	}
	line := spelled(t, part)
	return cutSo(line, writtenPhrases(t, "changed_error_words"), func(before, behind []word) bool {
		if len(before) == 0 || fieldCount(part) == len(line) && holdsPhrase(behind, writtenPhrases(t, "clue_words")) {
			return false
		}
		before = cutEnd(before, 1, writtenPhrases(t, "thing_fillers"))
		return among(writtenPhrases(t, "shown_verbs"), before[len(before)-1])
	})
}

// behindError is how many words a clause has at most behind it that does not say which.
const behindError = 3
