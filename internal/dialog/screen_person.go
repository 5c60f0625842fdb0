package dialog

import (
	"time"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// personScreen waits for a person.
func personScreen() screen {
	return screen{may: atWaiting(), show: showWaiting, hear: hearWaiting, open: true, idle: true}
}

func personChoices(t *turn) []chat.Choice {
	return []chat.Choice{t.menuButton(), cancelButton(t)}
}

// hearWaiting takes what bears on the waiting itself; all else is for the
// person who will come.
func hearWaiting(t *turn, u *utterance) bool {
	switch f := u.says; {
	case !t.st.Person:
		return false
	case u.fresh:
		haveID(t)
	case waived(u):
		cancel(t)
	case answerComes(t, u):
	case helped(t, u):
	case addition(t, u):
	case f.Has(intent.NoID):
		t.out.Kind, t.out.Update = chat.TurnWaiting, true
		t.show(t.T("waiting_noid"), personChoices(t)...)
	case f.Has(intent.Solved), f.Has(intent.NotHuman):
		t.out.Kind, t.out.Update = chat.TurnWaitDone, true
		t.show(t.T("waiting_solved"), cancelButton(t), t.menuButton())
	case f.Has(intent.AnyoneYet), f.Whole(intent.Greeting):
		showWaiting(t)
	case u.wants, u.res.Intent == intent.KindHuman:
		calledAlready(t)
	case f.Has(intent.Insult):
		t.out.Kind = chat.TurnCalm
		t.show(t.unlike("waiting_1", "waiting_2"), personChoices(t)...)
	case polite(f) && !asks(f):
		thanked(t, f)
	default:
		return false
	}
	return true
}

// waived reports whether a line says that no person is needed any more: in so
// many words, not by a likeness.
func waived(u *utterance) bool {
	f := u.says
	return f.Whole(intent.Skip) && !u.guess || u.words.Refuses(intent.Human) || u.words.Has(intent.NotHuman)
}

// polite reports whether a line says no more than thanks, or that its writer
// waits: "ok em, tui chờ".
func polite(f intent.Meanings) bool {
	return f.Whole(intent.Ack) || f.Whole(intent.Yes) || f.Words <= 6 && (f.Has(intent.Thanks) || f.Has(intent.Hold) || f.Has(intent.Ack))
}

// cancel takes back the request for a person; without one it ends what is
// under way.
func cancel(t *turn) {
	if !t.st.Person {
		stop(t)
		return
	}
	t.out.Cancel = true
	t.st.Person, t.st.Noted, t.st.Acked, t.st.Asked = false, time.Time{}, time.Time{}, 0
	t.goTo(Place{Screen: AtMenu})
	t.out.Kind = chat.TurnCancel
	t.show(t.T("cancelled"), t.menuButton(), t.human())
}

// stop puts the walk aside because the user wants no more of it.
func stop(t *turn) {
	t.leave()
	t.goTo(Place{Screen: AtMenu, Stack: t.aside()})
	t.out.Kind = chat.TurnStop
	t.show(t.T("stopped"), t.menuButton(), t.human())
}

// askedHuman calls for a person who was asked for; r tells what the words
// were about besides. Who waits for one already hears how that stands.
func askedHuman(t *turn, r intent.Result) {
	if t.st.Person {
		if t.st.Place.Screen != AtPerson {
			t.goTo(Place{Screen: AtPerson})
			t.out.Update = true
		}
		calledAlready(t)
		return
	}
	t.leave()
	if t.st.Place.Flow == nil && r.Topic != "" {
		t.st.Place.Flow = &Flow{Topic: r.Topic}
	}
	handOff(t, WhyAsked, "")
}
