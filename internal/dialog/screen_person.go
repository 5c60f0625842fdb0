package dialog

import (
	"time"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// quiet is how long the user is not told again that what he adds is kept.
const quiet = 3 * time.Minute

// personScreen waits for a person.
func personScreen() screen {
	return screen{may: atWaiting(), show: showWaiting, hear: hearWaiting, idle: true}
}

func showWaiting(t *turn) {
	t.out.Kind = chat.TurnWaiting
	t.show(t.T("waiting"), personChoices(t)...)
}

func personChoices(t *turn) []chat.Choice {
	return []chat.Choice{t.menuButton(), {Data: "cancel", Label: t.T("cancel_button")}}
}

// hearWaiting takes what bears on the waiting itself; all else is for the
// person who will come.
func hearWaiting(t *turn, u *utterance) bool {
	switch f := u.says; {
	case !t.st.Person:
		return false
	case f.Whole(intent.Skip):
		cancel(t)
	case u.res.Code == "" && !u.fresh && len(u.res.BadIDs) == 0 && tells(u.text):
		t.st.Noted = time.Time{} // a fact is acknowledged each time
		noted(t)
	case f.Has(intent.NoID):
		t.out.Kind, t.out.Update = chat.TurnWaiting, true
		t.show(t.T("waiting_noid"), personChoices(t)...)
	case f.Has(intent.Solved) && u.res.Code == "":
		t.out.Kind, t.out.Update = chat.TurnWaitDone, true
		t.show(t.T("waiting_solved"), chat.Choice{Data: "cancel", Label: t.T("cancel_button")}, t.menuButton())
	case f.Has(intent.AnyoneYet), f.Whole(intent.Greeting), u.wants, u.res.Intent == intent.KindHuman:
		showWaiting(t)
	case polite(f) && !asks(f) && u.res.Code == "" && !u.fresh:
		t.out.Kind = chat.TurnAck
		t.show(t.T("waiting_ack"), personChoices(t)...)
	default:
		return false
	}
	return true
}

// tells reports whether a line gives a telephone number or the like: a fact
// for the person who will come, whatever else it says.
func tells(s string) bool {
	run := 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			if run++; run >= 6 {
				return true
			}
		case r != ' ' && r != '.' && r != '-':
			run = 0
		}
	}
	return false
}

// polite reports whether a line says no more than thanks, or that its writer
// waits: "ok em, tui chờ".
func polite(f intent.Meanings) bool {
	return f.Whole(intent.Ack) || f.Whole(intent.Yes) || f.Words <= 6 && (f.Has(intent.Thanks) || f.Has(intent.Hold) || f.Has(intent.Ack))
}

// noted adds to the ticket. The user is told so, but not at every line.
func noted(t *turn) {
	t.out.Kind = chat.TurnNoted
	t.out.Update = true
	if t.now.Sub(t.st.Noted) >= quiet {
		t.st.Noted = t.now
		t.show(t.T("waiting_noted"), personChoices(t)...)
	}
}

// cancel takes back the request for a person; without one it ends what is
// under way.
func cancel(t *turn) {
	if !t.st.Person {
		stop(t)
		return
	}
	t.out.Cancel = true
	t.st.Person, t.st.Noted = false, time.Time{}
	t.out.Kind = chat.TurnCancel
	t.st.Place.Flow = nil
	t.pre(t.T("menu"))
	listTopics(t)
	t.out.Kind = chat.TurnCancel
}

// stop puts the walk aside because the user wants no more of it.
func stop(t *turn) {
	t.leave()
	t.goTo(Place{Screen: AtMenu, Stack: t.aside()})
	t.out.Kind = chat.TurnStop
	t.show(t.T("stopped"), t.menuButton(), t.human())
}

// askedHuman calls for a person who was asked for; r tells what the words
// were about besides.
func askedHuman(t *turn, r intent.Result) {
	if t.st.Person && t.st.Place.Screen == AtPerson {
		showWaiting(t)
		return
	}
	t.leave()
	if t.st.Place.Flow == nil && r.Topic != "" {
		t.st.Place.Flow = &Flow{Topic: r.Topic}
	}
	handOff(t, WhyAsked, "")
}
