package dialog

import (
	"hotro/internal/chat"
	"hotro/internal/intent"
)

// What a user passes on are somebody else's words. They may describe the
// problem; they answer nothing that the bot asked, and ask for nobody.

// passedOn reports whether a line was written by somebody else.
func passedOn(l Line) bool { return l.Origin != "" && l.Origin != l.User.Name }

// orderPassedOn is the order in which words of others are understood.
func orderPassedOn() [2][]func(*turn, *utterance) bool {
	return [2][]func(*turn, *utterance) bool{{rememberPassedOn}, {hearPassedOn}}
}

// rememberPassedOn keeps the call IDs of somebody else's words, and nothing
// that they say of themselves.
func rememberPassedOn(t *turn, u *utterance) bool {
	ids := u.res.Refs
	if len(ids) > 0 {
		t.leave()
	}
	u.fresh = keepIDs(t, ids)
	return false
}

// hearPassedOn takes somebody else's words for a description of the problem, or
// asks how it is with the user.
func hearPassedOn(t *turn, u *utterance) bool {
	r := u.res
	about := !ours(t, u.text) && (r.Uncovered || r.Intent == intent.KindTopic || r.Intent == intent.KindAsk && !vague(r))
	switch {
	case t.st.Place.Screen == AtPerson:
		return hearMiss(t, u)
	case about && !same(t, r.Topic) && hearTopic(t, u):
	case u.fresh:
		haveID(t)
	case len(t.st.Offer) == 0:
		showMenu(t)
	default:
		t.out.Kind = chat.TurnAsk
		t.pre(t.T("passed_on"))
		t.again()
	}
	return true
}
