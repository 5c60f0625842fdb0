package dialog

import (
	"slices"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
)

// Where only the customer hears nothing the call is up: that is told to nobody as an
// error by which no call can be made, and never for sure. Documents may have a cause
// for it in an article that a step of an error leads to; the walk begins there.

// oneWay is that step, where it is all that was told of an error: who also names the
// error is told of the error.
func oneWay(t *turn, tp *kb.Topic) (at int, a *kb.Topic, cause int, ok bool) {
	if t.heard != nil && t.heard.res.Code != "" || coded(t, tp) || !slices.ContainsFunc(t.st.Told, func(s string) bool { return isUnheard(t, s) }) || toldApp(t, tp) {
		return 0, nil, 0, false
	}
	named := func(part string) bool {
		r := heardAs(t, part).Result
		return r.Intent == intent.KindTopic && r.Topic == tp.ID && r.Score >= likely && !isUnheard(t, part)
	}
	if slices.ContainsFunc(t.st.Told, func(s string) bool { return slices.ContainsFunc(parts(t, s), named) }) {
		return 0, nil, 0, false
	}
	return unheardCase(t, tp)
}

// unheardCase is the step of a topic whose article has a case for who is not heard.
func unheardCase(t *turn, tp *kb.Topic) (at int, a *kb.Topic, cause int, ok bool) {
	for i := range tp.Steps {
		a, known := t.guide.Article(tp.Steps[i].Walk)
		if !known || a.Choose != "" || a.Ask == "" {
			continue
		}
		cause := slices.IndexFunc(a.Causes, func(c kb.Cause) bool { return isUnheard(t, answerOf(&c)) })
		if cause >= 0 {
			return i, a, cause, true
		}
	}
	return 0, nil, 0, false
}

// hearUnheard goes to that case where who is asked which browser it is says that the call is
// up and only the customer hears nothing: no browser keeps the microphone from him.
func hearUnheard(t *turn, u *utterance) bool {
	tp, ok := subject(t)
	if !ok || t.st.Place.Screen != AtCauses || !choosing(t) || !t.inside() || !isUnheard(t, u.text) {
		return false
	}
	up := slices.ContainsFunc(sides(t, u.text), func(side string) bool {
		line := doneLine(t, side)
		well := !holdsPhrase(line, writtenPhrases(t, "negator_words")) && t.mentions("calling_words", side) && endsWith(line, writtenPhrases(t, "compare_ends"))
		return well || callWorks(t, side) || endsFine(t, side) || hearsCustomer(t, spelled(t, side))
	})
	at, a, cause, ok := unheardCase(t, tp)
	if !ok || !up {
		return false
	}
	t.pre(t.T("recognised_unheard"))
	toArticleOf(t, tp, at, a)
	tryCause(t, &a.Causes[cause])
	t.out.Kind = chat.TurnTopic
	return true
}

// isUnheard reports whether words say that the customer does not hear the user, and the
// user hears him.
func isUnheard(t *turn, s string) bool {
	d := t.meanings(s).Deaf
	return d.Them && !d.Us
}

// toArticleOf goes on with the article that a later step of a topic opens; the steps
// before it are for others.
func toArticleOf(t *turn, tp *kb.Topic, step int, a *kb.Topic) {
	for t.st.Place.Flow.Topic != tp.ID && t.inside() {
		popFlow(t)
	}
	f := t.st.Place.Flow
	for f.Step < step && f.after(len(tp.Steps)) <= step {
		f.next(len(tp.Steps))
	}
	t.st.Misses = 0
	intoArticle(t, a)
}

// onlyUnheard reports whether a line at a step for who is not heard says just that once
// more, by what the user himself hears or by whom alone it is: the step is yet to be done.
func onlyUnheard(t *turn, u *utterance) bool {
	_, c, _ := t.steps()
	if t.st.Place.Screen != AtStep || c == nil || !isUnheard(t, answerOf(c)) {
		return false
	}
	var confirms, deaf bool
	for _, side := range sides(t, u.text) {
		line := spelled(t, side)
		switch {
		case isUnheard(t, side):
			deaf = true
			confirms = confirms || holdsPhrase(line, writtenPhrases(t, "exclusive_words"))
		case hearsCustomer(t, line):
			confirms, deaf = true, true
			continue // "vẫn" in it is of the user's side
		case hearsWell(t, line):
			confirms = true
			continue
		}
		if t.mentions("still_words", side) || unchanged(t, side) {
			return false
		}
	}
	return confirms && deaf && !didIt(t, u) && !asks(u.says) && !asksSomething(t, u.text)
}

// hearsWell reports whether a clause says that something is heard.
func hearsWell(t *turn, line []word) bool {
	return holdsPhrase(line, writtenPhrases(t, "hears_words")) && !holdsPhrase(line, writtenPhrases(t, "negator_words"))
}

// hearsCustomer reports whether a clause says that the customer is heard: he is named
// behind the hearing, and nobody of his side before it.
func hearsCustomer(t *turn, line []word) bool {
	at, clients := firstIn(line, writtenPhrases(t, "hears_words")), writtenPhrases(t, "client_words")
	return at > 0 && hearsWell(t, line) && !holdsPhrase(line[:at], clients) && holdsPhrase(line[at:], clients)
}
