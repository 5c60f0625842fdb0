package outline

import (
	"slices"

	"hotro/internal/kb/convention"
)

// otherwise finds the sections that say in other words which cause of a list they
// are about, "Thay pin cho remote" for "Remote hết pin": each is given the title of
// its cause, and its own is told first.
func (m *maker) otherwise(kids []*node, ctx role) {
	var list []*node
	for _, k := range kids {
		if k.role == none && k.title != "" && !m.listed(k.title) && m.substance(k) {
			list = append(list, k)
		}
	}
	to := m.meant(list)
	if ctx != none && slices.Contains(to, -1) { // remedies of which some are for all causes
		return
	}
	for i, k := range list {
		if to[i] < 0 {
			continue
		}
		c := m.t.Causes[to[i]]
		k.kids = append([]*node{{role: note, title: k.title, line: k.line}}, k.kids...)
		k.title = c.Title
	}
}

// named reports whether a list named two causes and more, and nothing yet what to
// do about any.
func (m *maker) named() bool {
	return len(m.t.Causes) > 1 && len(m.t.Steps) == 0 && !slices.ContainsFunc(m.t.Causes, func(c Cause) bool { return len(c.Steps) > 0 || c.branch })
}

// meant tells of each section which cause it means, -1 for none: by the words that
// they share, and where there are as many of both and most words agree, by their
// order.
func (m *maker) meant(list []*node) []int {
	to := make([]int, len(list))
	taken := map[int]bool{}
	inOrder := 0
	for i, k := range list {
		to[i] = m.closest(k.title)
		if to[i] >= 0 && taken[to[i]] {
			to[i] = -1
		}
		if to[i] >= 0 {
			taken[to[i]] = true
		}
		if to[i] == i {
			inOrder++
		}
	}
	if len(list) == len(m.t.Causes) && 2*inOrder >= len(list) && len(taken) == inOrder {
		for i := range to {
			to[i] = i
		}
	}
	if len(taken) < 2 {
		for i := range to {
			to[i] = -1
		}
	}
	return to
}

// closest finds the one listed cause that shares the most words with a title, -1
// for none and for two alike.
func (m *maker) closest(title string) int {
	best, most, twice := -1, 0, false
	for i, c := range m.t.Causes {
		n := m.shared(title, c.Title)
		switch {
		case n > most || convention.Key(c.Title) == convention.Key(title):
			best, most, twice = i, n, false
		case n == most:
			twice = true
		}
	}
	if twice {
		return -1
	}
	return best
}
