package dialog

import (
	"strings"

	"hotro/internal/chat"
)

// Who leaves the matter as it is and goes on with another has not solved it, nor failed
// at it: "thôi cái này tính sau, số khách bị chặn thì sao".

// hearPutOff goes on with the other error at a step, or asks what its screen says.
func hearPutOff(t *turn, u *utterance) bool {
	all := sides(t, u.text)
	if t.st.Person || t.st.Place.Flow == nil || !t.screen().does || len(all) < 2 || !leftAside(t, all[0]) {
		return false
	}
	rest := strings.Join(all[1:], ", ")
	r := heardAs(t, rest).Result
	id, surely := readTopic(r)
	tp, ok := t.guide.Topic(id)
	named := ok && !same(t, id) && (r.Code != "" || surely || calledBy(t, rest, id))
	other := otherOf(t, lastPart(t, u.text))
	if !named && other == "" {
		return false
	}
	t.st.Misses = 0
	t.leave()
	t.goTo(Place{Screen: AtMenu, Stack: t.aside()})
	if named {
		t.st.Told = []string{rest}
		t.pre(t.T("put_off", "rest", title(t, tp)))
		enter(t, tp.ID)
		return true
	}
	showAs(t, chat.TurnStop, t.T("put_off_ask", "rest", plain(other)), t.menuButton(), t.human())
	return true
}

// leftAside reports whether a clause leaves the matter as it is.
func leftAside(t *turn, part string) bool {
	line := doneLine(t, part)
	if longestHead(line, writtenPhrases(t, "left_aside_heads")) == 0 || len(line) > putOffLong || callWorks(t, part) {
		return false
	}
	return t.words.Lang() != ownTongue || holdsPhrase(line[1:], writtenPhrases(t, "left_aside_words"))
}

// putOffLong is how many words a clause has at most that says no more than that.
const putOffLong = 7
