package kb

import (
	"slices"
	"strconv"
	"strings"
)

// Mark is what is remembered of a step, to find it again after the documents
// were edited. Zero fields are not known.
type Mark struct {
	Node  string // its id then
	Index int    // its place among the steps of its cause, or of its topic
	Hash  string // Step.Hash
	Words string // Step.Words
}

// MarkOf is the mark of a step of which its id and its words are known.
func MarkOf(node, words string) Mark {
	m := Mark{Node: node, Words: words}
	if n, err := strconv.Atoi(node[strings.LastIndex(node, ".")+1:]); err == nil {
		m.Index = n - 1
	}
	return m
}

// Edit is what became of a topic since an outline of it was taken: which of its
// causes and steps still stand, and where.
type Edit struct {
	now    *Topic
	was    outline
	causes []int // by place in was: the place now, -1 for none
}

// Since tells what became of a topic since an outline of it was taken; of an
// empty one nothing is known but ids and hashes.
func (t *Topic) Since(outlined string) Edit {
	e := Edit{now: t, was: readOutline(outlined)}
	taken := make([]bool, len(t.Causes))
	e.causes = slices.Repeat([]int{-1}, len(e.was.parts))
	take := func(fits func(p part, c *Cause) int) {
		for i, p := range e.was.parts {
			best, most := -1, 0
			for k := range t.Causes {
				if n := fits(p, &t.Causes[k]); !taken[k] && n > most {
					best, most = k, n
				}
			}
			if e.causes[i] < 0 && best >= 0 {
				e.causes[i], taken[best] = best, true
			}
		}
	}
	take(func(p part, c *Cause) int {
		if causeName(c) == p.name {
			return 1
		}
		return 0
	})
	take(func(p part, c *Cause) int { return shared(p.steps, names(c.Steps)) })
	return e
}

func names(steps []Step) []string {
	out := make([]string, len(steps))
	for i := range steps {
		out[i] = short(steps[i].Hash, nameSize)
	}
	return out
}

// Order lists, for every cause of then, its place among those of now, -1 for one
// that is no more.
func (e Edit) Order() []int { return e.causes }

// Cause returns the cause that had an id then.
func (e Edit) Cause(id string) (*Cause, bool) {
	if _, own := ownID(id, "/"); own || len(e.was.parts) == 0 {
		i := slices.IndexFunc(e.now.Causes, func(c Cause) bool { return c.ID == id })
		if i < 0 {
			return nil, false
		}
		return &e.now.Causes[i], true
	}
	if i := e.place(id); i >= 0 && e.causes[i] >= 0 {
		return &e.now.Causes[e.causes[i]], true
	}
	return nil, false
}

// place is where a cause stood then, -1 for unknown.
func (e Edit) place(id string) int {
	own, named := ownID(id, "/")
	if named {
		return slices.IndexFunc(e.was.parts, func(p part) bool { return p.name == short("#"+own, nameSize) })
	}
	n, err := strconv.Atoi(own)
	if err != nil || n < 1 || n > len(e.was.parts) {
		return -1
	}
	return n - 1
}

// then are the steps that stood beside a step, and the cause they are in now; nil
// for those common to the topic, and for a cause that is no more.
func (e Edit) then(node string) (steps []string, now *Cause, stands bool) {
	owner, _, _ := strings.Cut(node, ".")
	if !strings.Contains(owner, "/") {
		return e.was.steps, nil, true
	}
	if i := e.place(owner); i >= 0 {
		steps = e.was.parts[i].steps
	}
	now, stands = e.Cause(owner)
	return steps, now, stands
}

// Step finds a step again: by its own id where the documents give one, by its
// content anywhere in the topic, by its words, and last by the place between its
// neighbours. False says that it is no more.
func (e Edit) Step(m Mark) (Place, bool) {
	for _, find := range []func(Mark) (Place, bool){e.byID, e.byContent, e.byWords} {
		if p, ok := find(m); ok {
			return p, true
		}
	}
	return Place{}, false
}

func (e Edit) byID(m Mark) (Place, bool) {
	own, ok := ownID(m.Node, ".")
	if !ok {
		return Place{}, false
	}
	for p := range e.now.Places {
		if id, _ := ownID(p.Step.ID, "."); id == own {
			return p, true
		}
	}
	return Place{}, false
}

// byContent finds a step with the same content: first where it stood, then in
// another cause that had none like it.
func (e Edit) byContent(m Mark) (Place, bool) {
	_, home, stands := e.then(m.Node)
	var best Place
	least := -1
	for p := range e.now.Places {
		if m.Hash == "" && p.Step.Words != m.Words || m.Hash != "" && p.Step.Hash != m.Hash {
			continue
		}
		far := max(p.Index-m.Index, m.Index-p.Index)
		if !stands || p.Cause != home {
			if e.had(p) {
				continue
			}
			far += len(e.was.all()) + len(e.now.Steps) + 1
		}
		if least < 0 || far < least {
			best, least = p, far
		}
	}
	return best, least >= 0
}

// had reports whether the cause of a place had its step then already.
func (e Edit) had(p Place) bool {
	name := short(p.Step.Hash, nameSize)
	if p.Cause == nil {
		return slices.Contains(e.was.steps, name)
	}
	for i, k := range e.causes {
		if k >= 0 && &e.now.Causes[k] == p.Cause {
			return slices.Contains(e.was.parts[i].steps, name)
		}
	}
	return false
}

// Left lists the steps that are still to come after one that was found again, and
// tells whether they are other ones than those that stand behind it: what was
// done then is done, and what was to come is not, wherever it stands now.
func (e Edit) Left(m Mark, p Place, toCome func(was int) bool) (left []int, moved bool) {
	then, home, stands := e.then(m.Node)
	if !stands || home != p.Cause {
		return nil, false
	}
	for i, name := range names(e.now.stepsOf(home)) {
		was := slices.Index(then, name)
		comes := i > p.Index
		if was >= 0 {
			comes = toCome(was)
		}
		if i == p.Index {
			continue
		}
		moved = moved || comes != (i > p.Index)
		if comes {
			left = append(left, i)
		}
	}
	return left, moved
}

// Safe is where to go on after a step that is no more: behind the last of those
// before it that still stand. False says that there are none.
func (e Edit) Safe(m Mark) (c *Cause, index int, ok bool) {
	then, home, stands := e.then(m.Node)
	if !stands {
		return nil, 0, false
	}
	now := names(e.now.stepsOf(home))
	for i := min(m.Index, len(then)) - 1; i >= 0; i-- {
		if k := slices.Index(now, then[i]); k >= 0 {
			return home, k + 1, true
		}
	}
	return home, 0, false
}

// Node finds a step that had an id then, by its content in the same cause.
func (e Edit) Node(id string) (Place, bool) {
	then, home, stands := e.then(id)
	_, end, isStep := strings.Cut(id, ".")
	n, err := strconv.Atoi(end)
	switch {
	case !isStep || !stands:
		return Place{}, false
	case err != nil:
		return e.byID(Mark{Node: id})
	case n < 1 || n > len(then):
		return Place{}, false
	}
	for p := range e.now.Places {
		if p.Cause == home && short(p.Step.Hash, nameSize) == then[n-1] {
			return p, true
		}
	}
	return Place{}, false
}
