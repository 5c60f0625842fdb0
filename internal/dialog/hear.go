package dialog

import (
	"slices"
	"strconv"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// hear answers one utterance.
func (t *turn) hear(u Line) {
	switch u.Kind {
	case chat.KindButton:
		t.press(u.Data)
	case chat.KindStart:
		t.start()
	case chat.KindPhoto, chat.KindFile, chat.KindVoice, chat.KindSticker, chat.KindUnsupported:
		t.media(u)
	case chat.KindText, chat.KindEdit, chat.KindContact, chat.KindLocation:
		t.text(u)
	}
}

// start greets; somebody who left in the middle is asked whether to go on.
func (t *turn) start() {
	if stack := t.aside(); len(stack) > 0 {
		t.goTo(Place{Screen: AtResume, Stack: stack})
		t.out.Kind = "greet"
		t.show(t.T("welcome_back", "title", t.label(stack[len(stack)-1].Topic)),
			t.bound("resume", t.T("continue_button")), t.menuButton(), t.human())
		return
	}
	t.st.Place = Place{Screen: AtStart}
	t.greet()
}

// media answers what is not text.
func (t *turn) media(u Line) {
	t.out.Update = t.st.Person
	switch {
	case u.Kind == chat.KindPhoto && u.Seen != "" && t.seen(u.Seen):
	case strings.TrimSpace(u.Text) != "":
		t.text(u)
	case t.st.Place.Screen == AtPerson:
		t.noted()
	case u.Kind == chat.KindPhoto:
		t.out.Kind = "unseen"
		t.around("seen_nothing")
	case u.Kind == chat.KindFile:
		t.around("file_kept")
	case u.Kind == chat.KindVoice:
		t.out.Kind = "voice"
		t.around("voice", "human", t.T("human_button"))
	case u.Kind == chat.KindSticker:
		t.around("sticker")
	default:
		t.around("unsupported")
	}
}

// around says something and leaves the user where he is, with the same
// buttons.
func (t *turn) around(word string, pairs ...string) {
	if t.st.Place.Screen == AtStart || t.st.Place.Screen == AtEnded {
		t.pre(t.T(word, pairs...))
		t.list()
		return
	}
	t.show(t.T(word, pairs...), t.st.Offer...)
}

// seen acts on text read from a picture, and reports whether there was
// anything to act on. A code is confirmed before it is believed.
func (t *turn) seen(text string) bool {
	r := t.read.Match(text)
	fresh := t.keep(valid(r))
	if r.Code == "" || (r.Topic == "" && !r.Uncovered) {
		if fresh {
			t.haveID()
		}
		return fresh
	}
	if fresh {
		t.pre(t.T("call_id_have", "id", strings.Join(t.st.CallIDs, "`, `")))
	}
	if f := t.st.Place.Flow; f != nil && f.Topic == r.Topic {
		t.pre(t.T("here"))
		t.again()
		return true
	}
	if r.Uncovered {
		t.uncovered(r.Code)
		return true
	}
	tp, _ := t.topic(r.Topic)
	t.goTo(Place{Screen: AtPick, Stack: t.aside(), Fact: r.Code})
	t.out.Kind = "seen"
	t.show(t.T("seen", "code", r.Code),
		chat.Choice{Data: "t:" + key(tp.ID), Label: t.T("yes_button")}, t.bound("nope", t.T("no_button")), t.human())
	return true
}

// confirming reports whether the user was asked if a picture was read right.
func (t *turn) confirming() bool { return t.st.Place.Screen == AtPick && t.st.Place.Fact != "" }

// vague reports whether words only say that something is wrong: "bị vậy nè".
func vague(r intent.Result) bool {
	return r.Intent == intent.KindAsk && r.Code == "" && !r.Partial && r.Shared == "" &&
		!slices.ContainsFunc(r.Candidates, func(c intent.Candidate) bool { return c.Score >= 0.2 })
}

// text answers words.
func (t *turn) text(u Line) {
	s, cut := trim(u.Text)
	if cut {
		t.pre(t.T("too_long"))
	}
	switch {
	case s == "":
		t.out.Kind = "empty"
		t.around("miss")
		return
	case strings.HasPrefix(s, "/") && t.command(s):
		return
	case t.pickTyped(s):
		return
	}
	r, f := t.read.Match(s), t.read.Meanings(s)
	fresh := t.keep(valid(r))
	if t.st.First == "" && r.Intent != intent.KindNone {
		t.st.First = clip(s, 80)
	}
	for _, try := range []func() bool{
		func() bool { return t.navigate(r, f) },
		func() bool { return t.answer(s, r, f, fresh) },
		func() bool { return r.Code == "" && t.outOfRange(s) },
		func() bool { return r.Intent != intent.KindTopic && !r.Uncovered && t.hint(u.Hint) },
		func() bool { return t.subjectOf(r, fresh) },
		func() bool { return t.smallTalk(f) },
	} {
		if try() {
			return
		}
	}
	t.unknown(s, r, fresh)
}

func trim(s string) (string, bool) {
	s = strings.TrimSpace(strings.ToValidUTF8(s, ""))
	if len(s) <= maxText {
		return s, false
	}
	r := []rune(s)
	if len(r) <= maxText {
		return s, false
	}
	return string(r[:maxText]), true
}

// pickTyped takes a number or a label typed instead of a button.
func (t *turn) pickTyped(s string) bool {
	if n, ok := number(s); ok {
		if n >= 1 && n <= len(t.st.Offer) {
			t.press(t.st.Offer[n-1].Data)
			return true
		}
		return false
	}
	f := fold(s)
	for _, c := range t.st.Offer {
		if fold(c.Label) == f {
			t.press(c.Data)
			return true
		}
	}
	return false
}

// outOfRange answers a number that is none of the options.
func (t *turn) outOfRange(s string) bool {
	if _, ok := number(s); !ok || len(t.st.Offer) == 0 {
		return false
	}
	t.out.Kind = "miss"
	t.around("number_range", "n", strconv.Itoa(len(t.st.Offer)))
	return true
}

func number(s string) (int, bool) {
	s = strings.Trim(s, " .)(#")
	if s == "" || len(s) > 2 {
		return 0, false
	}
	n := 0
	for _, r := range s {
		if r < '0' || r > '9' {
			return 0, false
		}
		n = n*10 + int(r-'0')
	}
	return n, true
}

// navigate acts on what is good anywhere: a person, the menu, back, restart.
func (t *turn) navigate(r intent.Result, f intent.Meanings) bool {
	waits := t.st.Place.Screen == AtPerson && t.st.Person
	switch {
	case waits && f.Whole(intent.Cancel):
		t.cancel()
	case waits && f.Whole(intent.Solved):
		t.out.Kind, t.out.Update = "waiting_solved", true
		t.show(t.T("waiting_solved"), chat.Choice{Data: "cancel", Label: t.T("cancel_button")}, t.menuButton())
	case waits && (r.Intent == intent.KindHuman || f.Has(intent.Human) || f.Has(intent.AnyoneYet)):
		t.out.Kind = "waiting"
		t.show(t.T("waiting"), t.personChoices()...)
	case r.Intent == intent.KindHuman || f.Whole(intent.Human):
		if t.st.Place.Flow == nil && r.Topic != "" {
			t.st.Place.Flow = &Flow{Topic: r.Topic}
		}
		t.handOff(WhyAsked, "")
	case waits && f.Strength(intent.Cancel) >= 0.4:
		t.cancel()
	case f.Whole(intent.Menu):
		t.menu()
	case f.Whole(intent.Back):
		t.goBack()
	case f.Whole(intent.Restart):
		t.restart()
	default:
		return false
	}
	return true
}

// subjectOf opens the topic the words are about, or asks which.
//
// While a ticket waits, only a code does: other words are meant for the person
// who will read them.
func (t *turn) subjectOf(r intent.Result, fresh bool) bool {
	if t.st.Place.Screen == AtPerson && r.Code == "" {
		return false
	}
	if fresh && (r.Uncovered || r.Intent == intent.KindTopic || r.Intent == intent.KindAsk) {
		t.pre(t.T("call_id_have", "id", strings.Join(t.st.CallIDs, "`, `")))
	}
	switch {
	case r.Uncovered:
		t.uncovered(r.Code)
	case r.Intent == intent.KindTopic:
		t.enter(r.Topic)
	case vague(r) && t.confirming():
		t.out.Kind = "seen"
		t.again()
	case r.Intent == intent.KindAsk && len(r.Candidates) > 0:
		t.st.Misses = 0
		t.pick(t.question(r), ids(r))
	default:
		return false
	}
	return true
}

func (t *turn) question(r intent.Result) string {
	switch {
	case r.Partial:
		return t.T("pick_partial")
	case r.Shared != "":
		return t.T("pick_shared")
	}
	return t.T("pick")
}

func ids(r intent.Result) []string {
	out := make([]string, 0, len(r.Candidates))
	for _, c := range r.Candidates {
		out = append(out, c.Topic)
	}
	return out
}

// uncovered offers a person for a code that no document covers.
func (t *turn) uncovered(code string) {
	t.st.Facts["error"] = code
	t.goTo(Place{Screen: AtOffer, Stack: t.aside(), Fact: WhyUncovered})
	t.out.Kind = "uncovered"
	t.show(t.T("uncovered", "code", code), t.bound("yes", t.T("human_button")), t.menuButton())
}

// smallTalk answers politeness and its opposite.
func (t *turn) smallTalk(f intent.Meanings) bool {
	switch {
	case f.Has(intent.Insult):
		t.out.Kind = "calm"
		t.show(t.T("calm"), t.human(), t.menuButton())
	case f.Whole(intent.Greeting):
		if t.st.Place.Flow != nil {
			t.around("here")
			return true
		}
		t.st.Place = Place{Screen: AtStart, Stack: t.st.Place.Stack}
		t.greet()
	case f.Whole(intent.Thanks):
		t.around("thanks")
	case f.Whole(intent.Bye):
		t.around("bye")
	default:
		return false
	}
	return true
}

// hint follows a model's choice, if the guide knows it.
func (t *turn) hint(h *Hint) bool {
	if h == nil {
		return false
	}
	var known []string
	for _, id := range h.Topics {
		if tp, ok := t.guide.Topic(id); ok {
			known = append(known, tp.ID)
		}
	}
	switch {
	case len(known) == 0:
		return false
	case h.Sure:
		t.enter(known[0])
	default:
		t.pick(t.T("pick"), known)
	}
	return true
}

// unknown is a text nothing was made of.
func (t *turn) unknown(s string, r intent.Result, fresh bool) {
	switch {
	case fresh:
		t.haveID()
	case len(r.BadIDs) > 0:
		t.badID(r)
	case t.st.Place.Screen == AtPerson:
		t.noted()
	case t.st.Place.Screen == AtComment:
		t.comment(s)
	default:
		t.miss(s)
	}
}

// miss asks once more, then offers a person.
func (t *turn) miss(s string) {
	t.st.Misses++
	t.out.Kind = "miss"
	if t.st.First == "" {
		t.st.First = clip(s, 80)
	}
	if t.st.Misses >= 2 {
		t.goTo(Place{Screen: AtOffer, Stack: t.aside(), Fact: WhyMissed})
		t.show(t.T("miss_again"), t.bound("yes", t.T("human_button")), t.menuButton())
		return
	}
	t.around("miss")
}

// noted says once that additions reach the ticket.
func (t *turn) noted() {
	t.out.Kind = "noted"
	t.out.Update = true
	if !t.st.Noted {
		t.st.Noted = true
		t.show(t.T("waiting_noted"), t.personChoices()...)
	}
}

// haveID thanks for a call ID that was not asked for, and goes on.
func (t *turn) haveID() {
	t.pre(t.T("call_id_have", "id", strings.Join(t.st.CallIDs, "`, `")))
	t.out.Kind = "call_id"
	switch {
	case t.st.Place.Screen == AtPerson:
		t.show("", t.personChoices()...)
	case t.st.Place.Flow != nil || len(t.st.Offer) > 0:
		t.again()
	default:
		t.menu()
	}
}
