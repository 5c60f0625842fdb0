package dialog

import (
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// "Đang bận à", "còn đó không", "có ai không" ask whether anybody is here. A program
// always is, and says so in a few words; who it is was said with the greeting.

const (
	presenceLine = 6                // words of a line that asks for that and nothing else
	greetingLine = presenceLine + 2 // words of a greeting, with whom it greets and who does
)

// hearPresence answers such a line where no matter is under way.
func hearPresence(t *turn, u *utterance) bool {
	if !isAt(t, AtMenu, AtPick, AtOffer) || t.st.Person || walking(t) || u.res.Code != "" || u.fresh || u.says.Words > presenceLine || u.words.Has(intent.Human) && t.st.Place.Screen == AtOffer {
		return false
	}
	if !asksPresence(t, u) && !(u.words.Whole(intent.Greeting) && greetedLast(t)) {
		return false
	}
	t.st.Misses = 0
	aroundAs(t, chat.TurnGreet, "present")
	return true
}

// greetedLast reports whether the last line was answered by a greeting.
func greetedLast(t *turn) bool {
	h, ok := lastHeard(t)
	return ok && strings.HasPrefix(h.Took, chat.TurnGreet+" ")
}

// asksPresence reports whether a line asks that: it is a question in words of
// presence, or whether somebody is there, and names nothing that could be busy.
func asksPresence(t *turn, u *utterance) bool {
	line := spelled(t, u.text)
	there := func(key string) bool { return holdsPhrase(line, writtenPhrases(t, key)) }
	if there("presence_not_words") || there("picture_send_words") || u.words.Has(intent.Where) {
		return false
	}
	return there("somebody_there_words") || there("presence_words") && (asksSomething(t, u.text) || endsWith(uncalled(t, u.text), writtenPhrases(t, "presence_ends")))
}
