package dialog

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/text"
	"hotro/internal/wire"
)

// mostHeard is how many lines are remembered with what they answered.
const mostHeard = 3

// keepHeard remembers what a line answers, before it is answered.
func keepHeard(t *turn, l Line) {
	t.st.Heard = withOne(t.st.Heard, Heard{
		Message: l.Message, Turn: t.st.Turn, Place: t.st.Place.clone(), Offer: wire.AppendList(nil, t.st.Offer), Path: len(t.st.Path),
		Back: len(t.st.Back), Role: t.st.Role, NoID: t.st.NoID, Person: t.st.Person,
	}, mostHeard)
}

// hearEdit takes the edit of an answer that was taken already: it answers the
// question of then, never the one that was asked since. It reports whether the
// line was one.
func hearEdit(t *turn, l Line) bool {
	s, _ := trim(l.Text)
	if len(l.Files) > 0 || !answersAlone(t, l, s) {
		return false
	}
	i := slices.IndexFunc(t.st.Heard, func(h Heard) bool { return h.Message == l.Message && l.Message != "" })
	if i >= 0 && t.st.Heard[i].Turn == t.st.Turn {
		return false // the question still stands
	}
	if i < 0 && t.st.Place.Screen == AtStart {
		return false
	}
	if t.st.Person {
		noted(t, false) // staff see what was changed
		return true
	}
	if i < 0 || !answerAnew(t, t.st.Heard[i], l, s) {
		aroundAs(t, chat.TurnAck, "edited")
	}
	return true
}

// answersAlone reports whether a text is no more than an answer to what was
// asked: a number, a choice by its label, yes or no. Words that tell more are
// heard for what they tell.
func answersAlone(t *turn, l Line, s string) bool {
	if _, ok := numeral(t, s); ok {
		return true
	}
	labelled := func(c chat.Choice) bool { return c.URL == "" && text.FoldsTo(c.Label, folded(t, s)) }
	for _, h := range t.st.Heard {
		if h.Message == l.Message && slices.ContainsFunc(h.offered(), labelled) {
			return true
		}
	}
	says := reading(t, l, s).Meanings
	return sign(says) != 0 && says.Words <= 2
}

// answerAnew goes back to what a line answered and has it answered once more.
// Where the new words are no answer to it either, nothing is changed.
func answerAnew(t *turn, h Heard, l Line, s string) bool {
	before := *t
	before.st = t.st.clone()
	t.st.Place, t.st.Offer = h.Place.clone(), rebound(t, h.offered())
	if len(t.st.Path) == h.Path+1 {
		t.st.Path = slices.Clip(t.st.Path[:h.Path]) // the answer itself
	}
	t.pre(t.T("edited_answer"))
	u := &utterance{Line: l, text: s}
	read := reading(t, l, s)
	u.res, u.says, u.words = read.Result, read.Meanings, read.Meanings
	t.heard = u
	if n, ok := number(t, s); hearCommand(t, u) || !ok && n == 0 && t.screen().hear != nil && hearAnswer(t, u) {
		return true
	}
	*t = before
	return false
}

// offered is what the screen that was answered offered.
func (h *Heard) offered() []chat.Choice {
	all, _ := wire.DecodeList[chat.Choice](h.Offer) // of what nobody wrote nothing is offered
	return all
}

var boundTo = regexp.MustCompile(`^s\d+:`)

// rebound are the choices of an earlier screen as ones of this moment.
func rebound(t *turn, offer []chat.Choice) []chat.Choice {
	out := slices.Clone(offer)
	for i, c := range out {
		if at := boundTo.FindString(c.Data); at != "" {
			out[i].Data = fmt.Sprintf("s%d:", t.st.Turn) + strings.TrimPrefix(c.Data, at)
		}
	}
	return out
}
