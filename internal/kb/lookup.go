package kb

import "strings"

// Place is where an id points to: a step with the topic and the cause it
// stands in. Cause is nil for a step common to the topic.
type Place struct {
	Topic *Topic
	Cause *Cause
	Step  *Step
	Index int // of Step among the steps of its cause, or of its topic
}

// Topic returns the topic with this id.
func (g *Guide) Topic(id string) (*Topic, bool) { return find(g.Topics, id) }

// Article returns the article with this id.
func (g *Guide) Article(id string) (*Topic, bool) { return find(g.Articles, id) }

// Any returns the topic or, failing that, the article with this id.
func (g *Guide) Any(id string) (*Topic, bool) {
	if t, ok := g.Topic(id); ok {
		return t, true
	}
	return g.Article(id)
}

// ByCode returns the topic that covers an error code, in any letter case.
func (g *Guide) ByCode(code string) (*Topic, bool) {
	for i := range g.Topics {
		for _, c := range g.Topics[i].Codes {
			if strings.EqualFold(c, code) {
				return &g.Topics[i], true
			}
		}
	}
	return nil, false
}

// UncoveredCode returns the known code that no document covers, in any letter case.
func (g *Guide) UncoveredCode(code string) (*Uncovered, bool) {
	for i := range g.Uncovered {
		if strings.EqualFold(g.Uncovered[i].Code, code) {
			return &g.Uncovered[i], true
		}
	}
	return nil, false
}

// Cause returns the cause with this id ("<topic>/<n>"), of a topic or an
// article, and where it stands.
func (g *Guide) Cause(id string) (Place, bool) {
	head, _, _ := strings.Cut(id, "/")
	t, ok := g.owner(head)
	if !ok {
		return Place{}, false
	}
	for i := range t.Causes {
		if t.Causes[i].ID == id {
			return Place{Topic: t, Cause: &t.Causes[i]}, true
		}
	}
	return Place{}, false
}

// Node returns the step with this id and where it stands.
func (g *Guide) Node(id string) (Place, bool) {
	owner, _, _ := strings.Cut(id, ".")
	if p, ok := g.Cause(owner); ok {
		return p.step(p.Cause.Steps, id)
	}
	t, ok := g.owner(owner)
	if !ok {
		return Place{}, false
	}
	return Place{Topic: t}.step(t.Steps, id)
}

func (p Place) step(steps []Step, id string) (Place, bool) {
	for i := range steps {
		if steps[i].ID == id {
			p.Step, p.Index = &steps[i], i
			return p, true
		}
	}
	return Place{}, false
}

// owner finds the topic or article whose id is written in lower case in the
// ids of its nodes.
func (g *Guide) owner(low string) (*Topic, bool) {
	for _, list := range [][]Topic{g.Topics, g.Articles} {
		for i := range list {
			if strings.EqualFold(list[i].ID, low) {
				return &list[i], true
			}
		}
	}
	return nil, false
}

func find(list []Topic, id string) (*Topic, bool) {
	for i := range list {
		if list[i].ID == id {
			return &list[i], true
		}
	}
	return nil, false
}

// stepsOf are the steps of a cause; of nil, those common to the topic.
func (t *Topic) stepsOf(c *Cause) []Step {
	if c == nil {
		return t.Steps
	}
	return c.Steps
}

// Places yields every step of a topic with where it stands.
func (t *Topic) Places(yield func(Place) bool) {
	for i := range t.Steps {
		if !yield(Place{Topic: t, Step: &t.Steps[i], Index: i}) {
			return
		}
	}
	for k := range t.Causes {
		c := &t.Causes[k]
		for i := range c.Steps {
			if !yield(Place{Topic: t, Cause: c, Step: &c.Steps[i], Index: i}) {
				return
			}
		}
	}
}
