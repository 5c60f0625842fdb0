package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/kb"
)

// What a question about a thing alone is answered with: which error comes of it,
// and whether it is the same as another.

// asksSame reports whether a line asks if two words mean one thing.
func asksSame(t *turn, s string) bool { return t.mentions("same_words", s) }

// sameWords tells two words of the guide apart, or says that they are one.
func sameWords(t *turn, s string) bool {
	found, twice := termsIn(t, s)
	switch {
	case len(found) >= 2:
		reply(t, chat.TurnTerm, t.T("two_words", "one", meaningOf(t, found[0]), "other", meaningOf(t, found[1])))
	case twice:
		reply(t, chat.TurnTerm, t.T("one_word", "text", meaningOf(t, found[0])))
	default:
		return false
	}
	return true
}

// termsIn are the words of the guide that a line names, in their order there,
// and whether it names the first by two names.
func termsIn(t *turn, s string) (found []kb.Term, twice bool) {
	line := look(t, s).padded
	for {
		x, ok := findTerm(t, line)
		if !ok {
			return found, twice
		}
		name := ""
		for _, n := range append([]string{x.Name}, x.Names...) {
			if n = fold(n); len(n) > len(name) && strings.Contains(line, " "+n+" ") {
				name = n
			}
		}
		line = strings.Replace(line, " "+name+" ", " | ", 1)
		if slices.ContainsFunc(found, func(f kb.Term) bool { return f.Name == x.Name }) {
			twice = true
			continue
		}
		found = append(found, x)
	}
}

// effect says which error comes of what a line asks about, and what else the
// documents say of it. Where that was asked it is the answer, too.
func effect(t *turn, u *utterance, said string) bool {
	tp, c := causeLike(t, said)
	if c == nil {
		return false
	}
	titles := []string{title(t, tp)}
	for i := range t.guide.Topics {
		if other := &t.guide.Topics[i]; tp.Remedy != "" && other.ID != tp.ID && other.Remedy == tp.Remedy {
			titles = append(titles, title(t, other))
		}
	}
	text := t.T("effect", "cause", c.Title, "titles", strings.Join(titles, " "+t.T("or")+" "))
	if len(c.Steps) > 0 && c.Steps[0].Kind == kb.Tell {
		text += " " + c.Steps[0].Text
	}
	if i := slices.IndexFunc(tp.Causes, func(x kb.Cause) bool { return x.ID == c.ID }); t.st.Place.Screen == AtCauses && t.st.Place.Flow.Topic == tp.ID {
		t.pre(text)
		takeCause(t, i)
		return true
	}
	reply(t, chat.TurnAnswer, text)
	return true
}

// causeLike is the cause of an error that says most of a line, nil for none.
func causeLike(t *turn, said string) (*kb.Topic, *kb.Cause) {
	var tp *kb.Topic
	var cause *kb.Cause
	best := 0.0
	for i := range t.guide.Topics {
		for k := range t.guide.Topics[i].Causes {
			c := &t.guide.Topics[i].Causes[k]
			if _, share := t.read.Covers(said, names(c)); !c.Other && share >= saysCause && share > best && !foreign(t, c.Lang) {
				tp, cause, best = &t.guide.Topics[i], c, share
			}
		}
	}
	return tp, cause
}
