package dialog

import (
	"time"

	"hotro/internal/chat"
)

// A platform brings what was written while nothing could be heard hours later.
const (
	belatedAfter = 10 * time.Minute // before that nobody notices
	belatedUntil = 48 * time.Hour   // older times are taken for a clock that is wrong
)

// heldBack reports whether a line was written a while before it is heard.
func heldBack(t *turn, l Line) bool {
	switch l.Kind {
	case chat.KindText, chat.KindPhoto, chat.KindFile, chat.KindVoice, chat.KindContact, chat.KindLocation, chat.KindUnsupported:
	default:
		return false // of a press or an edit it is not known when it was made
	}
	late := t.now.Sub(l.At)
	return !l.At.IsZero() && late >= belatedAfter && late <= belatedUntil
}

// belated says before the answer when a line was written that is heard late: its
// user reads of something long past.
func belated(t *turn, l Line) {
	if len(t.out.Say) == 0 || !heldBack(t, l) {
		return
	}
	at := l.At.In(t.now.Location())
	layout := "15:04"
	if at.Format(time.DateOnly) != t.now.Format(time.DateOnly) {
		layout = "15:04 02/01"
	}
	t.out.Say[0].Text = t.T("belated", "time", at.Format(layout)) + "\n\n" + t.out.Say[0].Text
}
