package dialog

import (
	"strconv"
	"strings"
	"time"

	"hotro/internal/chat"
)

// A button that takes the request back is one touch, and its place in the queue is
// gone: it asks once more. Words that say so need no question.

// What the answers to that question send.
const (
	dataSure = "cancel-sure:" // the request is taken back; its number follows
	dataWait = "cancel-not"   // it is not
)

// cancelButton takes back the request that waits, and none that comes after it:
// the button stays in the chat.
func cancelButton(t *turn) chat.Choice {
	return chat.Choice{Data: "cancel:" + strconv.FormatInt(t.st.Request, 10), Label: t.T("cancel_button")}
}

func sureButton(t *turn) chat.Choice {
	return chat.Choice{Data: dataSure + strconv.FormatInt(t.st.Request, 10), Label: t.T("cancel_button")}
}

func waitButton(t *turn) chat.Choice {
	return chat.Choice{Data: dataWait, Label: t.T("cancel_not_button")}
}

// pressCancel asks whether the request is to be taken back, and takes it back where
// that was asked; a button of a request that is over leaves what is under way. The
// buttons of an earlier version name none.
func pressCancel(t *turn, data string) {
	switch first := cancelButton(t).Data; {
	case !t.st.Person:
		stale(t, data)
	case data == sureButton(t).Data:
		cancel(t)
	case data == first, data == "cancel" && t.st.Request == 0:
		askCancelPicked(t)
	default:
		stale(t, data)
	}
}

// pressWait goes on waiting.
func pressWait(t *turn) {
	if !t.st.Person {
		stale(t, dataWait)
		return
	}
	t.st.Place.Cancel = false
	showAs(t, chat.TurnWaiting, t.T("waiting_kept"), personChoices(t)...)
}

// askCancel asks who needs no person any more whether the request is to be taken
// back.
func askCancel(t *turn) {
	t.out.Kind, t.out.Update = chat.TurnWaitDone, true
	t.st.Place.Cancel = true
	t.show(t.unlike("waiting_solved", "waiting_solved_2"), sureButton(t), t.menuButton())
}

// askCancelPicked asks whether the request is to be taken back that a button or a
// number would take back.
func askCancelPicked(t *turn) {
	t.out.Kind = chat.TurnWaiting
	word := t.T("waiting_cancel")
	if t.queue != nil {
		word = t.T("waiting_cancel_queue", "number", strconv.FormatInt(t.queue.Number, 10))
	}
	if t.st.Place.Screen == AtPerson {
		t.st.Place.Cancel = true
		t.show(word, sureButton(t), waitButton(t))
		return
	}
	t.show(word, append([]chat.Choice{sureButton(t), waitButton(t)}, t.menuButton())...)
}

// CancelsNow reports whether a line presses the button that takes the present request
// back.
func (e *Engine) CancelsNow(st State, l Line) bool {
	t := e.turn(st, time.Time{})
	defer done(t)
	return l.Kind == chat.KindButton && t.st.Person && (l.Data == cancelButton(t).Data || l.Data == sureButton(t).Data)
}

// isCancel reports whether a button takes a request back.
func isCancel(data string) bool { return strings.HasPrefix(data, "cancel:") }
