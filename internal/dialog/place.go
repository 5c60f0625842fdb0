package dialog

import (
	"strconv"
	"strings"
	"time"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// AsksPlace reports whether who waits for a person asks how far the queue is: "mấy
// người nữa", "tới em chưa", "còn lâu không".
func (e *Engine) AsksPlace(st State, l Line) bool {
	if !st.Person {
		return false
	}
	t := e.turn(st, time.Time{})
	defer done(t)
	s := strings.TrimSpace(l.Text)
	return asksPlace(t, s) || asksWhen(t, s) || t.mentions("hurry_words", s) || reading(t, l, s).Meanings.Has(intent.AnyoneYet)
}

// asksPlace reports whether a line asks by its words for the place in the queue.
func asksPlace(t *turn, s string) bool {
	return t.mentions("queue_place_words", s) && !t.mentions("at_work_words", s)
}

// showPlace says how the request stands, as far as that is known: never twice in the same
// words.
func showPlace(t *turn) {
	t.out.Kind = chat.TurnWaiting
	if t.queue == nil {
		t.show(t.unlike("waiting_1", "waiting_2"), personChoices(t)...)
		return
	}
	words := standing(t)
	if digest(words) == t.st.Said {
		words = t.T("waiting_place", "number", strconv.FormatInt(t.queue.Number, 10), "outlook", t.queue.Outlook)
	}
	t.st.Asked = max(t.st.Asked, 1)
	t.show(words, personChoices(t)...)
}
