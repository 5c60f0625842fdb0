package dialog

import (
	"strconv"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/text"
)

// utterance is what a user wrote, as it was read.
type utterance struct {
	Line
	text  string
	res   intent.Result
	says  intent.Meanings
	fresh bool // it brought a call ID not known before
}

// hear answers one thing that arrived.
func hear(t *turn, l Line) {
	switch l.Kind {
	case chat.KindButton:
		press(t, l.Data)
	case chat.KindStart:
		start(t)
	case chat.KindPhoto, chat.KindFile, chat.KindVoice, chat.KindSticker, chat.KindUnsupported:
		media(t, l)
	case chat.KindText, chat.KindEdit, chat.KindContact, chat.KindLocation:
		listen(t, l)
	}
}

// listen answers words. They are offered to one listener after the other, and
// the order is the same on every screen.
func listen(t *turn, l Line) {
	s, cut := trim(l.Text)
	if cut {
		t.pre(t.T("too_long"))
	}
	if s == "" {
		t.out.Kind = "empty"
		t.around("miss")
		return
	}
	if command(t, s) || pickTyped(t, s) {
		return
	}
	read := reading(t, l, s)
	u := &utterance{Line: l, text: s, res: read.Result, says: read.Meanings}
	u.fresh = keepIDs(t, valid(u.res))
	if t.st.First == "" && u.res.Intent != intent.KindNone {
		t.st.First = text.Brief(s, 80)
	}
	for _, try := range []func(*turn, *utterance) bool{
		navigate, answerAsked, outOfRange, followHint, subjectOf, smallTalk,
	} {
		if try(t, u) {
			return
		}
	}
	unheard(t, u)
}

// reading is what the matcher makes of the words: handed on by the caller, or
// read now.
func reading(t *turn, l Line, s string) intent.Reading {
	if l.Reading != nil && s == strings.TrimSpace(l.Text) {
		return *l.Reading
	}
	return t.read.Read(s)
}

// answerAsked takes words as the answer to what the present screen asked, unless
// they name another error.
func answerAsked(t *turn, u *utterance) bool {
	s := t.screen()
	if s.hear == nil || (u.res.Code != "" && !same(t, u.res.Topic) && !s.open) {
		return false
	}
	return s.hear(t, u)
}

// pickTyped takes a number or a label typed instead of a button.
func pickTyped(t *turn, s string) bool {
	if n, ok := number(s); ok {
		if n >= 1 && n <= len(t.st.Offer) {
			press(t, t.st.Offer[n-1].Data)
			return true
		}
		return false
	}
	f := fold(s)
	for _, c := range t.st.Offer {
		if fold(c.Label) == f {
			press(t, c.Data)
			return true
		}
	}
	return false
}

// outOfRange answers a number that is none of the options.
func outOfRange(t *turn, u *utterance) bool {
	if _, ok := number(u.text); !ok || u.res.Code != "" || len(t.st.Offer) == 0 {
		return false
	}
	t.out.Kind = "miss"
	t.around("number_range", "n", strconv.Itoa(len(t.st.Offer)))
	return true
}

// navigate acts on what is good anywhere: a person, the menu, back, restart.
func navigate(t *turn, u *utterance) bool {
	waits := t.st.Place.Screen == AtPerson && t.st.Person
	switch r, f := u.res, u.says; {
	case waits && f.Whole(intent.Cancel):
		cancel(t)
	case waits && f.Whole(intent.Solved):
		t.out.Kind, t.out.Update = "waiting_solved", true
		t.show(t.T("waiting_solved"), chat.Choice{Data: "cancel", Label: t.T("cancel_button")}, t.menuButton())
	case waits && (r.Intent == intent.KindHuman || f.Has(intent.Human) || f.Has(intent.AnyoneYet)):
		t.out.Kind = "waiting"
		t.show(t.T("waiting"), personChoices(t)...)
	case r.Intent == intent.KindHuman || f.Whole(intent.Human):
		if t.st.Place.Flow == nil && r.Topic != "" {
			t.st.Place.Flow = &Flow{Topic: r.Topic}
		}
		handOff(t, WhyAsked, "")
	case waits && f.Strength(intent.Cancel) >= 0.4:
		cancel(t)
	case f.Whole(intent.Menu):
		showMenu(t)
	case f.Whole(intent.Back):
		goBack(t)
	case f.Whole(intent.Restart):
		restart(t)
	default:
		return false
	}
	return true
}
