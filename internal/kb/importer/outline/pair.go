package outline

import (
	"strings"

	"hotro/internal/kb/importer/page"
)

// pair gives the remedies of a topic to its causes, where there are as many of
// both and either the words or the numbers tell which belongs to which.
func (m *maker) pair() {
	n := len(m.t.Causes)
	if n < 2 || len(m.t.Steps) != n {
		return
	}
	for _, c := range m.t.Causes {
		if len(c.Steps) > 0 {
			return
		}
	}
	to, ok := m.byWords()
	if !ok {
		if to, ok = m.byNumbers(); !ok {
			return
		}
	}
	for i, s := range m.t.Steps {
		c := &m.t.Causes[to[i]]
		c.Steps = append(c.Steps, s)
	}
	m.t.Steps = nil
	m.remark(Ordered, m.t.Line, m.t.Title)
}

// byNumbers gives each numbered remedy to the cause of its number, where at least
// half of them speak of what that one names and none speaks of another.
func (m *maker) byNumbers() ([]int, bool) {
	to, like := make([]int, len(m.t.Causes)), 0
	for i, s := range m.t.Steps {
		c := m.t.Causes[i]
		if to[i] = i; !s.Ordered || c.number != i+1 {
			return nil, false
		}
		own := m.shared(whole(s), c.Title)
		for k, other := range m.t.Causes {
			if k != i && m.shared(whole(s), other.Title) > own {
				return nil, false
			}
		}
		if own > 0 {
			like++
		}
	}
	return to, 2*like >= len(to)
}

// byWords gives each remedy to the cause whose words it shares.
func (m *maker) byWords() ([]int, bool) {
	to := make([]int, len(m.t.Causes))
	taken := map[int]bool{}
	for i, s := range m.t.Steps {
		best, most := -1, 0
		for k, c := range m.t.Causes {
			if w := m.shared(whole(s), c.Title); w > most || w == most && k == i && w > 0 {
				best, most = k, w
			}
		}
		if best < 0 || taken[best] {
			return nil, false
		}
		to[i], taken[best] = best, true
	}
	return to, true
}

func whole(t Text) string {
	s := page.Plain(t.Text)
	for _, u := range t.Under {
		s += " " + whole(u)
	}
	return s
}

// shared counts the telling words that two texts have in common.
func (m *maker) shared(a, b string) int {
	words := map[string]bool{}
	for w := range strings.FieldsSeq(norm(a)) {
		if m.w.begins("common", w) == "" && len(w) > 1 {
			words[w] = true
		}
	}
	n := 0
	for w := range strings.FieldsSeq(norm(b)) {
		if words[w] {
			n++
			delete(words, w)
		}
	}
	return n
}

// settle makes of one cause that nothing sets apart a part of the introduction:
// there is nothing to ask. A topic without any step takes what its introduction
// says to do.
func (m *maker) settle() {
	t := &m.t
	if len(t.Causes) == 1 && m.loose {
		c := t.Causes[0]
		text := c.Title
		if m.word != "" {
			text = strings.TrimRight(m.word, " :") + ": " + c.Title
		}
		t.Intro = append(append(t.Intro, Text{Line: c.Line, Text: text}), c.Told...)
		t.Steps = append(c.Steps, t.Steps...)
		t.Causes = nil
	}
	steps := len(t.Steps)
	for _, c := range t.Causes {
		steps += len(c.Steps)
	}
	if steps == 0 {
		m.extract()
	}
	t.Steps = cut(t.Steps)
	for i := range t.Causes {
		t.Causes[i].Steps = cut(t.Causes[i].Steps)
	}
}

// extract moves what an introduction says to do among the steps.
func (m *maker) extract() {
	var told []Text
	for _, t := range m.t.Intro {
		list := sentences(t.Text)
		var stay []string
		for _, s := range list {
			if m.w.acts(s) {
				m.t.Steps = append(m.t.Steps, Text{Line: t.Line, Text: s})
			} else {
				stay = append(stay, s)
			}
		}
		if t.Text = strings.Join(stay, " "); t.Text != "" || len(t.Under) > 0 {
			told = append(told, t)
		}
	}
	m.t.Intro = told
}

// cut makes more steps of one that is too long for a screen.
func cut(list []Text) []Text {
	var out []Text
	for _, t := range list {
		if size(t) <= stepMax {
			out = append(out, t)
			continue
		}
		at := t
		at.Under = nil
		for _, part := range chunks(t.Text) {
			at.Text = part
			out = append(out, at)
		}
		for _, u := range t.Under {
			last := &out[len(out)-1]
			if size(*last)+size(u) <= stepMax {
				last.Under = append(last.Under, u)
				continue
			}
			out = append(out, cut([]Text{u})...)
		}
	}
	return out
}

// chunks parts a long text between sentences.
func chunks(s string) []string {
	var out []string
	for _, one := range sentences(s) {
		if n := len(out); n > 0 && len(page.Plain(out[n-1]))+len(page.Plain(one)) < stepMax {
			out[n-1] += " " + one
			continue
		}
		out = append(out, one)
	}
	if len(out) == 0 {
		return []string{s}
	}
	return out
}
