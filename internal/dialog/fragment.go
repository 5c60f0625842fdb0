package dialog

import (
	"slices"

	"hotro/internal/intent"
)

// On a screen that asked for more of what was told, the name of a thing alone is
// a detail of that: "tai nghe bluetooth", "trang tổng đài á", "đang online". It
// has a word in common with some error, and tells of none.

// fragment takes the topic from such a line. A code, a part of one, and the words
// on a button say what they say.
func fragment(t *turn, u *utterance) {
	switch t.st.Place.Screen {
	case AtPick, AtOffer:
	case AtMenu:
		if t.st.Misses == 0 {
			return
		}
	default:
		return
	}
	r := u.res
	if r.Code != "" || r.Partial || len(r.Refs)+len(r.BadRefs) > 0 || r.Intent == intent.KindHuman {
		return
	}
	forgot := t.mentions("forgot_words", u.text) && !t.mentions("error_words", u.text) // what is not remembered is no error
	if !forgot && (!thingOnly(t, u.text) || onButton(t, u.text)) {
		return
	}
	u.thing = true
	u.res = intent.Result{Intent: intent.KindNone}
	if u.guess {
		u.says.Matches = nil
	}
}

// thingOnly reports whether a line names things, or the state of one, and says
// nothing of them.
func thingOnly(t *turn, s string) bool {
	all := parts(t, s)
	return len(all) > 0 && !slices.ContainsFunc(all, func(part string) bool {
		return !says(t, part, "thing_words", "thing_fillers") || !t.mentions("thing_words", part)
	})
}

// onButton reports whether a line says most of the words on one of the buttons.
func onButton(t *turn, s string) bool {
	return slices.ContainsFunc(offered(t), func(id string) bool {
		tp, ok := t.topic(id)
		if !ok {
			return false
		}
		_, share := t.read.Covers(short(tp), []string{s})
		return share >= calledShare
	})
}
