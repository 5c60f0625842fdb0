package importer_test

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"hotro/internal/kb"
)

// uncovered reports whether a problem that the page has no remedy for stands
// among the codes that go to a person.
func uncovered(g *kb.Guide, w wanted) bool {
	return len(w.all()) == 0 && slices.ContainsFunc(g.Uncovered, func(u kb.Uncovered) bool {
		return in(strings.Join(w.Codes, "|"), slices.Concat(u.Labels, []string{u.Code, strconv.Itoa(u.Number)})...)
	})
}

func hasCode(t *kb.Topic, code string) bool {
	return slices.ContainsFunc(slices.Concat(t.Codes, t.Labels), func(c string) bool { return in(code, c) })
}

// stepMax is how long a screen may be and still be read as one step, in
// characters: a step that holds the whole page is no step.
const stepMax = 500

func says(s kb.Step, key string) bool {
	return utf8.RuneCountInString(s.Text) <= stepMax && in(key, s.Text+" "+s.After)
}

// every lists the steps of a topic and of its causes.
func every(t *kb.Topic, g *kb.Guide) []kb.Step {
	if t == nil {
		return nil
	}
	out := follow(t.Steps, g)
	for _, c := range t.Causes {
		out = append(out, follow(c.Steps, g)...)
	}
	return out
}

// follow lists steps, with those of the articles they lead to.
func follow(steps []kb.Step, g *kb.Guide) []kb.Step {
	var out []kb.Step
	for _, s := range steps {
		out = append(out, s)
		for _, a := range g.Articles {
			if s.Walk == a.ID || slices.ContainsFunc(s.Links, func(l kb.Link) bool { return l.Article == a.ID }) {
				out = append(out, a.Steps...)
			}
		}
	}
	return out
}

func allSteps(g *kb.Guide) []kb.Step {
	var out []kb.Step
	for i := range g.Topics {
		out = append(out, every(&g.Topics[i], g)...)
	}
	return out
}

// causeOf finds a cause of the gold among those of a topic.
func causeOf(t *kb.Topic, c because) *kb.Cause {
	if t == nil {
		return nil
	}
	for i := range t.Causes {
		x := &t.Causes[i]
		if in(c.Words, slices.Concat([]string{x.Title, x.Answer}, x.Says, x.Phrases)...) {
			return x
		}
	}
	return nil
}

// told reports whether a topic says why it happens without asking: enough
// where there is one cause.
func told(t *kb.Topic, c because) bool {
	if t == nil {
		return false
	}
	texts := []string{t.Title, t.Intro}
	for _, s := range t.Steps {
		if s.Kind == kb.Tell {
			texts = append(texts, s.Text)
		}
	}
	return in(c.Words, texts...)
}

// place lists the steps in which the remedies of cause i may stand: its own;
// those of causes that are nobody else's when it was not found; all of the topic
// when that has no causes.
func place(t *kb.Topic, found []*kb.Cause, i int, g *kb.Guide) []kb.Step {
	switch {
	case t == nil:
		return nil
	case len(t.Causes) == 0 || len(found) == 1:
		return every(t, g)
	case found[i] != nil:
		return follow(found[i].Steps, g)
	}
	var out []kb.Step
	for k := range t.Causes {
		if !slices.Contains(found, &t.Causes[k]) {
			out = append(out, follow(t.Causes[k].Steps, g)...)
		}
	}
	return out
}

// apart leaves out the steps that mix a cause's remedies with those of another:
// whoever is told both has to choose by herself.
func (w wanted) apart(cause int, steps []kb.Step) []kb.Step {
	var others []string
	for i, c := range w.Causes {
		if i != cause {
			others = append(others, c.Remedies...)
		}
	}
	return slices.DeleteFunc(slices.Clone(steps), func(s kb.Step) bool { return anyIn(others, s.Text) })
}

// walked reports whether somewhere a cause is a thing to do: a step that names
// it and no remedy.
func walked(g *kb.Guide, c because, remedies []string) bool {
	return slices.ContainsFunc(allSteps(g), func(s kb.Step) bool {
		return (s.Kind == kb.Do || s.Kind == kb.Wait) && says(s, c.Words) && !anyIn(remedies, s.Text)
	})
}

// leads reports whether a cause is an answer that leads where a branch does.
func leads(c kb.Cause, b branch, g *kb.Guide) bool {
	return in(b.On, slices.Concat([]string{c.Title, c.Answer}, c.Says)...) &&
		slices.ContainsFunc(follow(c.Steps, g), func(s kb.Step) bool { return says(s, b.To) })
}

// shown lists everything a user of a guide can be told.
func shown(g *kb.Guide) []string {
	var out []string
	for _, t := range slices.Concat(g.Topics, g.Articles) {
		out = append(out, t.Title, t.Label, t.Name, t.Intro, t.Ask)
		for _, c := range t.Causes {
			out = append(out, c.Title, c.Answer)
		}
		for _, s := range every(&t, g) {
			out = append(out, s.Text, s.After)
		}
	}
	return out
}
