package kb

import "slices"

// Again returns the topic or article that an outline was taken of: by its id, by a
// code, by its title or by most of its steps. One that has other codes is
// another error, whatever it is like.
func (g *Guide) Again(id, outlined string) (*Topic, bool) {
	if t, ok := g.Any(id); ok || outlined == "" {
		return t, ok
	}
	was := readOutline(outlined)
	var best *Topic
	most := 0
	for _, list := range [][]Topic{g.Topics, g.Articles} {
		for i := range list {
			if n := was.like(&list[i]); n > most {
				best, most = &list[i], n
			}
		}
	}
	return best, best != nil
}

// The ways in which a topic is recognised, the stronger the more.
const (
	bySteps = 1
	byTitle = 1000
	byCode  = 2000
)

// like tells how surely a topic is the one of an outline, 0 when it is not.
func (o *outline) like(t *Topic) int {
	now := readOutline(t.Outline)
	switch {
	case shared(o.codes, now.codes) > 0:
		return byCode
	case len(o.codes) > 0 && len(now.codes) > 0:
		return 0
	case o.title == now.title:
		return byTitle
	}
	all := o.all()
	if n := shared(all, now.all()); n > 0 && 2*n >= len(all) {
		return n * bySteps
	}
	return 0
}

func shared(a, b []string) int {
	n := 0
	for _, x := range a {
		if slices.Contains(b, x) {
			n++
		}
	}
	return n
}
