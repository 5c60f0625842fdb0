package outline

import (
	"slices"
	"strings"

	"hotro/internal/kb/importer/page"
	"hotro/internal/text"
)

// branches reports whether a paragraph asks, or sets a condition, and the items
// behind it are the answers, each with what to do.
func (m *maker) branches(b page.Block, rest []page.Block) bool {
	t := page.Plain(b.Text)
	if !strings.HasSuffix(t, ":") && !strings.HasSuffix(t, "?") || !strings.HasSuffix(t, "?") && m.w.begins("condition", norm(t)) == "" {
		return false
	}
	n := 0
	for _, x := range rest {
		if x.Kind != page.Item {
			break
		}
		head, more := answered(x)
		if m.answersBelow(x) {
			n++
			continue
		}
		if head == "" || !m.w.act(more) && m.w.begins("goto", norm(more)) == "" {
			return false
		}
		n++
	}
	return n > 1
}

// asksLast reads the last item of a list, which says what to do, asks how it went, and has
// an answer on every line below: the topic's question.
func (m *maker) asksLast(b page.Block, at place) bool {
	said := sentences(b.Text)
	n := len(said) - 1
	if b.Kind != page.Item || !m.whole || m.t.Ask != "" || at.steps != &m.t.Steps || len(m.t.Causes) > 0 || n < 0 || len(b.Kids) < 2 || !m.branches(page.Block{Text: said[n]}, b.Kids) {
		return false
	}
	if n > 0 {
		m.t.Steps = append(m.t.Steps, Text{Line: b.Line, Text: strings.Join(said[:n], " "), Ordered: b.Ordered})
	}
	m.t.Ask = page.Plain(said[n])
	for _, k := range b.Kids {
		m.branch(k)
	}
	return true
}

// answered parts an item into an answer and what it leads to.
func answered(x page.Block) (head, rest string) {
	if x.Ordered || len(x.Kids) > 0 {
		return "", ""
	}
	plain := page.Plain(x.Text)
	head, _, ok := strings.Cut(plain, ": ")
	if !ok || len(head) > 80 {
		return "", ""
	}
	return head, after(x.Text, head)
}

// answersBelow reports whether an item is an answer and no more, with what to do or the
// next question below it.
func (m *maker) answersBelow(x page.Block) bool {
	return len(x.Kids) > 0 && len(strings.Fields(page.Plain(x.Text))) <= replyWords && m.w.answers(x.Text) && strings.HasSuffix(page.Plain(x.Text), ":")
}

// branch makes of an answer a cause with its steps.
func (m *maker) branch(x page.Block) bool {
	if m.answersBelow(x) {
		sub := &maker{sorter: m.sorter}
		sub.blocks(x.Kids, remedy, place{&sub.t.Intro, &sub.t.Steps})
		m.t.Causes = append(m.t.Causes, Cause{branch: true, Title: cleanTitle(page.Plain(x.Text)), Line: x.Line, Told: sub.t.Intro, Steps: sub.t.Steps})
		return true
	}
	head, rest := answered(x)
	m.t.Causes = append(m.t.Causes, Cause{branch: true, Title: cleanTitle(head), Line: x.Line, Steps: []Text{{Line: x.Line, Text: text.Capital(rest)}}})
	return true
}

// condition reads a paragraph that says when, and what to do then: each sentence is
// for the cause that it names, or makes one more answer.
func (m *maker) condition(x page.Block) bool {
	if x.Kind != page.Paragraph {
		return false
	}
	list := sentences(x.Text)
	alike := m.conditions([]page.Block{x}) // each sentence is a condition with what to do
	to := make([]int, len(list))
	for i, s := range list {
		t := page.Plain(s)
		head, rest, ok := conditionCut(t)
		named := m.w.begins("for", norm(t)) != ""
		if !ok || !named && m.w.begins("condition", norm(t)) == "" || len(head) > 120 {
			return false
		}
		if m.means(head) < 0 && len(list) == 1 && m.paired() {
			m.t.Intro = append(m.t.Intro, m.text(x)) // "If you smell gas, leave the house": for every cause
			return true
		}
		if to[i] = m.means(head); to[i] < 0 && (named || len(list) > 1 && !alike || !m.w.act(rest)) || !m.w.act(rest) && !m.actsSoon(rest) {
			return false
		}
	}
	for i, s := range list {
		head, rest, _ := conditionCut(page.Plain(s))
		step := Text{Line: x.Line, Text: after(s, page.Plain(s)[:len(page.Plain(s))-len(rest)-1])}
		if to[i] >= 0 {
			m.label(head)
			step.Text = text.Capital(step.Text)
			m.t.Causes[to[i]].Steps = append(m.t.Causes[to[i]].Steps, step)
			continue
		}
		step.Text = text.Capital(step.Text)
		m.t.Causes = append(m.t.Causes, Cause{branch: true, Title: cleanTitle(head), Line: x.Line, Steps: []Text{step}})
	}
	return true
}

// paired reports whether as many remedies as causes wait to be put together.
func (m *maker) paired() bool {
	return len(m.t.Causes) > 1 && len(m.t.Steps) == len(m.t.Causes) &&
		!slices.ContainsFunc(m.t.Causes, func(c Cause) bool { return len(c.Steps) > 0 || c.branch })
}

// conditionCut parts a condition from what follows from it: at its colon, else at its
// first comma.
func conditionCut(s string) (head, rest string, ok bool) {
	if head, rest, ok = strings.Cut(s, ": "); ok && len(head) < 80 {
		return head, rest, true
	}
	return strings.Cut(s, ", ")
}

// conditions reports whether two paragraphs begin with a condition and a colon, and say
// then what to do.
func (m *maker) conditions(list []page.Block) bool {
	n := 0
	for _, b := range list {
		if b.Kind != page.Paragraph {
			continue
		}
		for _, s := range sentences(b.Text) {
			head, rest, ok := strings.Cut(page.Plain(s), ": ")
			if ok && len(head) < 80 && m.w.begins("condition", norm(head)) != "" && m.w.act(rest) {
				n++
			}
		}
	}
	return n > 1
}

// actsSoon reports whether a clause says what to do behind whom it is said to, in the
// words of a trade that import does not know: "nhà xe sửa lại email".
func (m *maker) actsSoon(s string) bool {
	f := strings.Fields(norm(s))
	for i := 1; i < min(4, len(f)); i++ {
		if m.w.bids(strings.Join(f[i:], " ")) {
			return true
		}
	}
	return false
}

// means finds the one cause without a remedy that some words name, -1 for none.
func (m *maker) means(words string) int {
	best, most, twice := -1, 0, false
	for i, c := range m.t.Causes {
		n := m.shared(words, c.Title)
		switch {
		case n > most:
			best, most, twice = i, n, false
		case n == most:
			twice = true
		}
	}
	if best < 0 || twice || len(m.t.Causes[best].Steps) > 0 {
		return -1
	}
	return best
}
