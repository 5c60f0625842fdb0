package dialog

import (
	"slices"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
)

// tryShared shows the first step of the remedy that two topics have in common,
// in place of asking the user which of their codes it is. It walks the topic
// that has more to try when the remedy does not help. It reports whether the
// documents put the remedy down as one article that both walk.
func tryShared(t *turn, r intent.Result) bool {
	if r.Shared == "" || len(r.Candidates) != 2 {
		return false
	}
	a, okA := t.guide.Topic(r.Candidates[0].Topic)
	b, okB := t.guide.Topic(r.Candidates[1].Topic)
	if !okA || !okB {
		return false
	}
	names := []string{"one", title(t, a), "other", title(t, b)}
	if len(b.Causes) > len(a.Causes) {
		a, b = b, a
	}
	cause, ok := bothWalk(a, b)
	if !ok {
		return false
	}
	t.pre(t.T("shared", names...))
	t.goTo(Place{Screen: AtStep, Flow: begin(a), Stack: t.aside()})
	if cause == nil {
		advance(t)
	} else {
		tryCause(t, cause)
	}
	t.out.Kind = chat.TurnTopic
	return true
}

// hereToo reports whether the error that a line names is the present one, or has its
// remedy in common with it and is still there.
func hereToo(t *turn, u *utterance) bool { return same(t, u.res.Topic) || stillKin(t, u) }

// stillKin reports whether a line says, at an instruction, that an error is still there
// which has its remedy in common with the one under way: the instruction did not help.
func stillKin(t *turn, u *utterance) bool {
	if !t.screen().does || u.res.Topic == "" || !u.says.Has(intent.NotSolved) || !t.mentions("still_words", u.text) {
		return false
	}
	a, okA := subject(t)
	b, okB := t.guide.Topic(u.res.Topic)
	if !okA || !okB {
		return false
	}
	_, one := bothWalk(a, b)
	_, other := bothWalk(b, a)
	return one || other
}

// bothWalk finds the cause of a, nil for its own steps, that begins with an
// article which b walks too.
func bothWalk(a, b *kb.Topic) (cause *kb.Cause, ok bool) {
	articles := walks(b.Steps)
	for _, c := range b.Causes {
		articles = append(articles, walks(c.Steps)...)
	}
	begins := func(steps []kb.Step) bool {
		return len(steps) > 0 && steps[0].Walk != "" && slices.Contains(articles, steps[0].Walk)
	}
	if begins(a.Steps) {
		return nil, true
	}
	for i := range a.Causes {
		if c := &a.Causes[i]; len(a.Steps) == 0 && begins(c.Steps) {
			return c, true
		}
	}
	return nil, false
}

func walks(steps []kb.Step) []string {
	var out []string
	for _, s := range steps {
		if s.Walk != "" {
			out = append(out, s.Walk)
		}
	}
	return out
}
