package outline

import (
	"slices"
	"strings"

	"hotro/internal/kb/importer/page"
	"hotro/internal/text"
)

// pair gives the remedies of a topic to its causes, where there are as many of
// both and either the words or the numbers tell which belongs to which.
func (m *maker) pair() {
	m.semicolons()
	n := len(m.t.Causes)
	told := m.numbersTold()
	if n < 2 || len(m.t.Steps) != n {
		return
	}
	for _, c := range m.t.Causes {
		if len(c.Steps) > 0 {
			return
		}
	}
	to, ok := m.byWords()
	if told {
		ok = true
		for i := range to {
			to[i] = i
		}
	}
	if !ok {
		if to, ok = m.byOrder(); !ok {
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

// numbersTold reports whether the page says that the numbers of the remedies are those of
// the causes. A line that says no more is no step.
func (m *maker) numbersTold() bool {
	told := false
	says := func(t Text) bool {
		return len(t.Under) == 0 && m.w.has("matched", norm(t.Text)) && !m.w.act(t.Text)
	}
	for _, list := range []*[]Text{&m.t.Steps, &m.t.Intro} {
		*list = slices.DeleteFunc(*list, func(t Text) bool {
			if len(m.t.Causes) < 2 || !says(t) {
				return false
			}
			told = true
			m.label(t.Text)
			return true
		})
	}
	return told
}

// byOrder gives each remedy to the cause of its place, where enough of them speak of
// what that one names and none speaks of another: half of them, and a third of those
// that are numbered like the causes.
func (m *maker) byOrder() ([]int, bool) {
	if m.likeliest() {
		to := make([]int, len(m.t.Causes))
		for i := range to {
			to[i] = i
		}
		return to, true
	}
	to, like, numbered := make([]int, len(m.t.Causes)), 0, true
	for i, s := range m.t.Steps {
		to[i] = i
		numbered = numbered && s.Ordered && m.t.Causes[i].number == i+1
	}
	for i, s := range m.t.Steps {
		own, most := m.shared(whole(s), m.t.Causes[i].Title), 0
		for _, other := range m.t.Causes {
			most = max(most, m.shared(whole(s), other.Title))
		}
		if most > own+1 || most > own && !numbered {
			return nil, false
		}
		if own > 0 {
			like++
		}
	}
	return to, 2*like >= len(to) || numbered && 3*like >= len(to)
}

// pairMost is how many causes and remedies are held against each other in every order.
const pairMost = 6

// likeliest reports whether the remedies share more words with the causes in the order of
// the page than in any other, and half of them some.
func (m *maker) likeliest() bool {
	n := len(m.t.Causes)
	if n > pairMost {
		return false
	}
	words := make([][]int, n)
	own, like := 0, 0
	for i, s := range m.t.Steps {
		words[i] = make([]int, n)
		for k, c := range m.t.Causes {
			words[i][k] = m.shared(whole(s), c.Title)
		}
		if own += words[i][i]; words[i][i] > 0 {
			like++
		}
	}
	return 2*like >= n && best(words, 0, 0, true) < own
}

// best is the most words that remedies from the i-th on share with causes that are not
// taken, in another order than that of the page.
func best(words [][]int, i, taken int, same bool) int {
	if i == len(words) {
		if same {
			return -1
		}
		return 0
	}
	most := -1
	for k := range words {
		if taken&(1<<k) == 0 {
			if rest := best(words, i+1, taken|1<<k, same && k == i); rest >= 0 {
				most = max(most, words[i][k]+rest)
			}
		}
	}
	return most
}

// semicolons parts one cause and one remedy that list as many each between semicolons.
func (m *maker) semicolons() {
	t := &m.t
	if len(t.Causes) != 1 || len(t.Steps) != 1 || !m.loose || len(t.Causes[0].Steps)+len(t.Causes[0].Told)+len(t.Steps[0].Under) > 0 {
		return
	}
	c, s := t.Causes[0], t.Steps[0]
	why, what := strings.Split(c.Title, "; "), strings.Split(s.Text, "; ")
	if len(why) < 2 || len(why) != len(what) || slices.ContainsFunc(what, func(s string) bool { return !m.w.acts(text.Capital(s)) }) {
		return
	}
	t.Causes, t.Steps = nil, nil
	for i := range why {
		t.Causes = append(t.Causes, Cause{Title: text.Capital(why[i]), Line: c.Line, Steps: []Text{{Line: s.Line, Text: text.Capital(what[i])}}})
	}
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
			return to, false
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
	m.besideAnswers()
	steps := len(t.Steps)
	for i, c := range t.Causes {
		c.Steps = m.onward(c.Steps, i+2)
		t.Causes[i].Steps = c.Steps
		if len(c.Steps) == 0 {
			t.Causes[i].Told, t.Causes[i].Steps = commands(c.Told)
		}
		steps += len(t.Causes[i].Steps)
	}
	if steps == 0 {
		t.Intro, t.Steps = commands(t.Intro)
		steps = len(t.Steps)
	}
	if steps == 0 {
		m.extract()
	}
	t.Steps = cut(t.Steps)
	for i := range t.Causes {
		t.Causes[i].Steps = cut(t.Causes[i].Steps)
	}
}

// besideAnswers tells of the reasons that nothing mends where the cases are answers to a
// question: they answer none.
func (m *maker) besideAnswers() {
	t := &m.t
	if t.Ask == "" || !slices.ContainsFunc(t.Causes, func(c Cause) bool { return c.branch }) {
		return
	}
	var under []Text
	t.Causes = slices.DeleteFunc(t.Causes, func(c Cause) bool {
		reason := !c.branch && len(c.Steps)+len(c.Told) == 0
		if reason {
			under = append(under, Text{Line: c.Line, Item: true, Text: c.Title})
		}
		return reason
	})
	if len(under) > 0 && m.word != "" {
		under = []Text{{Line: under[0].Line, Text: strings.TrimRight(m.word, " :") + ":", Under: under}}
	}
	t.Intro = append(t.Intro, under...)
}

// commands takes the commands out of what is told: where nothing else says what to
// do, they do. A line that leads to one stays with it.
func commands(list []Text) (told, steps []Text) {
	for _, t := range list {
		if !t.Code {
			told = append(told, t)
			continue
		}
		if n := len(told) - 1; n >= 0 && strings.HasSuffix(page.Plain(told[n].Text), ":") && !told[n].Code {
			lead := told[n]
			told = told[:n]
			lead.Under = append(lead.Under, t)
			t = lead
		}
		steps = append(steps, t)
	}
	return told, steps
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
