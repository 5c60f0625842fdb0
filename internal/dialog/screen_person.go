package dialog

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// personScreen waits for a person.
func personScreen() *screen {
	return &screen{may: atWaiting(), show: showWaiting, hear: hearWaiting, open: true, idle: true}
}

func personChoices(t *turn) []chat.Choice {
	return []chat.Choice{t.menuButton(), cancelButton(t)}
}

// tellWaiting answers who waits for a person, and lets staff know.
func tellWaiting(t *turn, kind, text string) {
	t.out.Update = true
	showAs(t, kind, text, personChoices(t)...)
}

// hearWaiting takes what bears on the waiting itself; all else is for the
// person who will come.
func hearWaiting(t *turn, u *utterance) bool {
	asked := t.st.Place.Cancel
	t.st.Place.Cancel = false
	switch f := u.says; {
	case !t.st.Person:
		return false
	case u.fresh:
		haveID(t)
	case asked && agrees(u):
		cancel(t)
	case waived(u), ordersCancel(t, u):
		withdraw(t, u)
	case asked && (f.Whole(intent.No) || f.Denies && f.Words <= 4), keepsRequest(t, u.words, u.text):
		tellWaiting(t, chat.TurnNoted, t.T("waiting_kept"))
	case len(u.res.BadRefs) > 0 && !u.words.Has(intent.WhereID) && !u.words.Has(intent.Where) && !asksSomething(t, u.text):
		badID(t, u.res)
	case wondersAtSilence(t, u), stillWaits(t, u), asksWhoHelps(t, u), nobodyAnswers(t, u):
		showWaiting(t)
	case urges(t, u):
	case movesNumber(t, u):
	case f.Has(intent.Solved) && stillAmiss(t, u) && helpedAfter(t, u):
	case well(t, u) && !stillAmiss(t, u) && !asksWhetherItWorks(t, u.text) && (isCured(t, u.text) || worksHere(t, u)):
		curedWaiting(t, u)
	case worksWaiting(t, u):
		curedWaiting(t, u)
	case u.res.Code == "" && !f.Has(intent.NotSolved) && !f.Has(intent.AnyoneYet) && !asksSomething(t, u.text) && protests(t, u.text):
		noted(t, false) // "chiều qua còn gọi ầm ầm mà" names no error
	case asksAgain(t, u):
		calledAlready(t)
	case len(factsIn(t, u.text)) == 0 && (answerComes(t, u) || asksAside(t, u)):
	case asksBesides(t, u):
	case helped(t, u):
	case addition(t, u):
	case f.Has(intent.NoID):
		tellWaiting(t, chat.TurnWaiting, t.T("waiting_noid"))
	case f.Has(intent.Solved) && asksWhetherItWorks(t, u.text):
		noted(t, true) // "khôi phục lại được không"
	case f.Has(intent.Solved) && (!worksHere(t, u) || stillAmiss(t, u)):
		noted(t, tagged(t, u.text))
	case f.Has(intent.Solved):
		askCancel(t)
	case f.Has(intent.AnyoneYet), f.Whole(intent.Greeting):
		showWaiting(t)
	case u.res.Intent == intent.KindHuman:
		calledAlready(t)
	case f.Has(intent.Insult):
		showAs(t, chat.TurnCalm, t.unlike("waiting_1", "waiting_2"), personChoices(t)...)
	case polite(f) && !asks(f):
		thanked(t, f)
	default:
		return false
	}
	return true
}

// asksAgain reports whether a line says yes to an offer that was taken up already: "ừ
// chuyển giúp chị".
func asksAgain(t *turn, u *utterance) bool {
	yes, rest := agreed(t, u)
	return yes && len(rest) == 0 && t.mentions("agree_verbs", u.text) && !asksSomething(t, u.text)
}

// picks presses the button that a typed number stands for, and reports whether it
// does. While a person is waited for a number is more likely a word for them ("2" is
// an extension, or how many): it stands for a button only where those were shown
// with numbers.
func picks(t *turn, u *utterance, c chat.Choice) bool {
	if t.st.Person && t.st.Place.Screen == AtPerson && !u.Numbered {
		return false
	}
	press(t, c.Data)
	return true
}

// worksHere reports whether a line says that the call that was asked about works,
// and not another one or only what it needs: "gọi bằng di động vẫn bình thường".
func worksHere(t *turn, u *utterance) bool {
	if u.guess && !callWorks(t, u.text) {
		return false
	}
	return slices.ContainsFunc(parts(t, u.text), func(part string) bool {
		if !callWorks(t, part) && !t.meanings(part).Has(intent.Solved) {
			return false
		}
		if t.mentions("swap_words", part) && t.mentions("swapped_ends", part) {
			return true // "đổi qua máy kế bên thì gọi được rồi": it is the user who calls from there
		}
		return !t.mentions("other_channel_words", part) && !t.mentions("equipment_words", part) && !t.mentions("elsewhere_words", part)
	})
}

// ordersCancel reports whether a clause of a line takes the request back, whatever
// is told besides: "gọi được rồi nha, hủy dùm". Who only says that nothing more
// is needed has to say that it works.
func ordersCancel(t *turn, u *utterance) bool {
	if keepsRequest(t, u.words, u.text) || asks(u.words) || t.mentions("harm_words", u.text) {
		return false
	}
	return slices.ContainsFunc(clauses(t, u.text), func(c clause) bool {
		return ordered(t, c) || c.says.Refuses(intent.Human) || c.says.Has(intent.NotHuman) ||
			u.words.Has(intent.Solved) && (c.says.Has(intent.Skip) || t.mentions("no_more_words", c.text))
	})
}

// keepsRequest reports whether a line speaks of taking the request back only to
// say that it is not wanted: "khoan, đừng hủy". What refuses something else before it
// takes no order back: "never mind, cancel it".
func keepsRequest(t *turn, says intent.Meanings, line string) bool {
	refuses := says.Refuses(intent.Cancel) && !slices.ContainsFunc(parts(t, line), func(part string) bool {
		f := t.meanings(strings.TrimSpace(part))
		return f.Strength(intent.Cancel) >= orderShare && !f.Refuses(intent.Cancel)
	})
	return refuses || slices.ContainsFunc(parts(t, line), func(part string) bool { return t.mentions("keep_request_words", part) })
}

// orderShare is how much of a clause has to order something for it to be an order.
const orderShare = 0.4

// agrees reports whether a line is a yes to the question whether the request is
// to be taken back; one that is merely like a yes is none.
func agrees(u *utterance) bool {
	f := u.words
	return f.Whole(intent.Yes) || f.Whole(intent.Ack) || f.Whole(intent.Skip) || u.words.Has(intent.Cancel) || f.Affirms && f.Words <= 4
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
	at := t.st.Place.Screen
	if fresh := (at == AtStart || at == AtEnded) && t.heard != nil && t.mentions("request_words", t.heard.text); !t.st.Person && (at == AtMenu || fresh) && len(t.aside()) == 0 {
		showAs(t, chat.TurnCancel, t.T("cancelled_already"), t.menuButton(), t.human())
		return
	}
	if !t.st.Person {
		stop(t)
		return
	}
	takeBackRequest(t)
	showAs(t, chat.TurnCancel, t.T("cancelled"), t.menuButton(), t.human())
}

// takeBackRequest takes the request back that waits. The desk says so.
func takeBackRequest(t *turn) {
	t.out.Cancel = true
	t.st.Person, t.st.Noted, t.st.Acked, t.st.Asked = false, time.Time{}, time.Time{}, 0
	t.goTo(Place{Screen: AtMenu})
}

// stop puts the walk aside because the user wants no more of it.
func stop(t *turn) {
	t.leave()
	t.goTo(Place{Screen: AtMenu, Stack: t.aside()})
	showAs(t, chat.TurnStop, t.T("stopped"), t.menuButton(), t.human())
}

// toldBeside is the topic of an error that is told in a clause beside the wish for a
// person, "" for none: "gọi tắt ngay, chuyển người giúp".
func toldBeside(t *turn) string {
	if t.heard == nil {
		return ""
	}
	for _, c := range clauses(t, t.heard.text) {
		if c.res.Intent == intent.KindTopic && c.res.Score >= likely && !c.res.Uncovered && !c.says.Denies {
			return c.res.Topic
		}
	}
	return ""
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
	if topic := cmp.Or(r.Topic, toldBeside(t)); t.st.Place.Flow == nil && topic != "" {
		t.st.Place.Flow = &Flow{Topic: topic}
	}
	handOff(t, WhyAsked, "")
}
