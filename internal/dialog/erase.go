package dialog

import (
	"slices"
	"strings"
	"time"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// What the answers to "shall everything be deleted?" send back. They are good
// for eraseFor after the question, on whatever screen.
const (
	dataErase = "erase:yes"
	dataKeep  = "erase:no"
	eraseFor  = time.Hour
)

// eraseCommands are the commands for it.
func eraseCommands() []string { return []string{"xoa", "xoadulieu", "delete"} }

// askErase asks a user who demands to be forgotten whether everything shall be
// deleted. He stays where he is.
func askErase(t *turn) {
	t.st.EraseAsked, t.out.Kind = t.now, chat.TurnErase
	t.show(t.T("erase_ask"), chat.Choice{Data: dataErase, Label: t.T("erase_yes_button")}, chat.Choice{Data: dataKeep, Label: t.T("erase_no_button")})
}

// erase has everything deleted that is kept about the user, who hears it as the
// last thing.
func erase(t *turn) {
	t.out.Erase, t.out.Kind = true, chat.TurnErase
	t.st.EraseAsked = time.Time{}
	t.show(t.T("erased"))
}

// keep is for a user who thought better of it.
func keep(t *turn) {
	t.out.Kind, t.st.EraseAsked = chat.TurnErase, time.Time{}
	t.pre(t.T("erase_kept"))
	t.again()
}

// erasing reports whether the user was asked lately.
func erasing(st State, now time.Time) bool {
	return !st.EraseAsked.IsZero() && now.Sub(st.EraseAsked) < eraseFor
}

// pressErase acts on an answer to the question. One that was put too long ago is
// put again.
func pressErase(t *turn, data string) {
	switch {
	case data == dataKeep:
		keep(t)
	case erasing(t.st, t.now):
		erase(t)
	default:
		askErase(t)
	}
}

// hearErase takes the demand, and the answer to the question in words: a yes
// counts only as the next thing that is said.
func hearErase(t *turn, u *utterance) bool {
	asked := erasing(t.st, t.now)
	atOnce := asked && len(t.st.Offer) > 0 && t.st.Offer[0].Data == dataErase
	switch {
	case asked && saysInAny(t, "erase_yes_words", u.text), atOnce && sign(u.says) > 0 && u.says.Words <= 3:
		erase(t)
	case atOnce && (sign(u.says) < 0 || u.says.Has(intent.Cancel) || saysInAny(t, "erase_no_words", u.text)):
		keep(t)
	case saysInAny(t, "erase_words", u.text):
		askErase(t)
	default:
		return false
	}
	return true
}

// saysInAny reports whether a line is one of the phrases of a key, in whatever
// language: who wants to be forgotten is heard.
func saysInAny(t *turn, key, s string) bool {
	return contains(t.anyone.list(key), folded(t, s))
}

// AboutErasure reports whether a line demands that everything be deleted, or
// answers the question whether it shall be, in so many words: it is heard also
// while a person talks with the user.
func (e *Engine) AboutErasure(st State, l Line, now time.Time) bool {
	t := e.turn(st, now)
	defer done(t)
	switch l.Kind {
	case chat.KindErase:
		return true
	case chat.KindButton:
		return l.Data == dataErase || l.Data == dataKeep
	case chat.KindText:
	default:
		return false
	}
	s := strings.TrimSpace(l.Text)
	if word, ok := strings.CutPrefix(s, "/"); ok {
		return slices.Contains(eraseCommands(), strings.ToLower(word))
	}
	if saysInAny(t, "erase_words", s) {
		return true
	}
	return erasing(st, now) && (saysInAny(t, "erase_yes_words", s) || fold(s) == fold(t.T("erase_yes_button")) || fold(s) == fold(t.T("erase_no_button")))
}
