package outline

import (
	"slices"
	"strings"
	"unicode/utf8"

	"hotro/internal/kb/convention"
	"hotro/internal/kb/importer/page"
)

// place is where texts of a topic go: those of a cause, or its own.
type place struct{ told, steps *[]Text }

// maker makes one topic of a node.
type maker struct {
	*sorter
	t      Topic
	word   string // the label of the causes
	number int    // of the last step, as the page has it
	plain  bool   // what is said as a cause has its remedy elsewhere
	whole  bool   // makes a topic, not a part of one
	loose  bool   // the causes come from a section, not from headings of their own
}

func (o *sorter) topic(n *node) Topic {
	m := &maker{sorter: o, whole: true, t: Topic{Title: n.title, Line: n.line, Codes: o.w.codesIn(n.title, false)}}
	own := place{&m.t.Intro, &m.t.Steps}
	m.fill(n, none, own)
	m.foretell()
	m.pair()
	m.settle()
	m.foretell()
	m.chosen()
	return m.t
}

// fill reads what is under a node for what ctx says it is.
func (m *maker) fill(n *node, ctx role, at place) {
	m.blocks(n.body, ctx, at)
	carry, asked := "", false
	for i, k := range n.kids {
		if k.role == none && !k.real && len(k.body)+len(k.kids) == 0 && i+1 < len(n.kids) && n.kids[i+1].role == none && n.kids[i+1].title != "" {
			carry += k.title + ": "
			continue
		}
		if k.role == none {
			k.title, carry = carry+k.title, ""
		}
		if k.role == none && !asked && at.steps == &m.t.Steps && m.named() {
			asked = true
			m.otherwise(n.kids[i:], ctx)
		}
		m.kid(k, i, n, ctx, at)
	}
}

func (m *maker) kid(k *node, i int, in *node, ctx role, at place) {
	switch k.role {
	case site:
		m.leave(k)
	case code:
		for _, b := range k.body {
			m.code(b, at)
		}
	case cause, cases:
		was := m.plain
		m.plain = was || k.role == cause && mendedBelow(in, i)
		m.causes(k, ctx)
		m.plain = was
	case remedy, answer:
		if len(m.pictures(k.body))+len(k.kids) == 0 && k.title == "" {
			if i+1 < len(in.kids) && in.kids[i+1].role == remedy && in.kids[i+1].n > 0 {
				m.label(k.word)
				return
			}
			m.out.Remarks = append(m.out.Remarks, Remark{Kind: Lost, Line: k.line, Text: k.word, More: in.title})
			return
		}
		if k.title != "" {
			*at.steps = append(*at.steps, m.led(k)...)
			return
		}
		r := remedy
		if k.role == answer {
			r = none
		}
		m.fill(k, r, m.remedied(k, i, in, at))
	case symptom, note:
		if k.role == note && k.title == "" && m.w.foretells(k.word) {
			var none []Text // bans and needs with a label of their own are told first
			m.fill(k, note, place{at.told, &none})
			return
		}
		if k.title != "" {
			*at.told = append(*at.told, Text{Line: k.line, Text: k.title})
		}
		m.fill(k, k.role, at)
	case step:
		*at.steps = append(*at.steps, m.led(k)...)
	default:
		m.titled(k, i, in, ctx, at)
	}
}

// causes reads a section of causes, or one cause with a title.
func (m *maker) causes(k *node, ctx role) {
	if m.word == "" {
		m.word = k.word
	}
	if k.title == "" && k.n > 0 && k.n <= len(m.t.Causes) && len(m.t.Causes[k.n-1].Steps) == 0 {
		c := &m.t.Causes[k.n-1] // "Cause 2" behind a list of them: what to do about that one
		sub := &maker{sorter: m.sorter}
		sub.fill(k, none, place{&sub.t.Intro, &sub.t.Steps})
		c.Told, c.Steps = append(c.Told, sub.t.Intro...), sub.t.Steps
		for _, x := range sub.t.Causes {
			c.Told = append(append(c.Told, Text{Line: x.Line, Text: x.Title}), x.Told...)
			c.Steps = append(c.Steps, x.Steps...)
		}
		return
	}
	if k.title == "" {
		if len(m.t.Causes) == 0 {
			m.loose = true
		}
		why, what := m.stepsBehind(k)
		if before, lead, steps := m.stepsBelow(k); steps != nil {
			m.label(lead)
			m.fill(before, cause, place{&m.t.Intro, &m.t.Steps})
			m.blocks(steps, remedy, place{&m.t.Intro, &m.t.Steps})
			return
		}
		m.plain = m.plain || len(what) > 0
		m.fill(why, cause, place{&m.t.Intro, &m.t.Steps})
		if n := len(m.t.Causes); n > 0 && len(what) > 0 {
			c := &m.t.Causes[n-1]
			m.blocks(what, remedy, place{&c.Told, &c.Steps})
		}
		return
	}
	if k.role == cases {
		m.fill(k, cause, place{&m.t.Intro, &m.t.Steps})
		return
	}
	m.cause(k)
}

// cause adds a cause that has a title of its own.
func (m *maker) cause(k *node) {
	m.loose = false
	c := Cause{Title: k.title, Line: k.line}
	sub := &maker{sorter: m.sorter}
	sub.fill(k, none, place{&sub.t.Intro, &sub.t.Steps})
	if m.oneOf(k, sub) {
		return
	}
	c.Told, c.Steps = sub.t.Intro, sub.t.Steps
	var hoisted []Cause
	for _, x := range sub.t.Causes {
		if x.branch {
			hoisted = append(hoisted, x)
			continue
		}
		if len(x.Steps) == 1 && len(sub.t.Causes) > 1 && len(x.Told) == 0 { // a reason within a case goes with its remedy
			x.Steps[0].Text = x.Title + ": " + x.Steps[0].Text
			c.Steps = append(c.Steps, x.Steps...)
			continue
		}
		c.Told = append(append(c.Told, Text{Line: x.Line, Text: x.Title}), x.Told...)
		c.Steps = append(c.Steps, x.Steps...)
	}
	c.Steps = m.onward(c.Steps, len(m.t.Causes)+2)
	for i, have := range m.t.Causes {
		if convention.Key(have.Title) == convention.Key(c.Title) && len(have.Steps) == 0 {
			m.t.Causes[i].Told, m.t.Causes[i].Steps = append(have.Told, c.Told...), c.Steps
			m.t.Causes = append(m.t.Causes, hoisted...)
			return
		}
	}
	m.t.Causes = append(append(m.t.Causes, c), hoisted...)
}

// oneOf makes a case of every system, or browser, that a cause has its own way for:
// these are never steps of one list.
func (m *maker) oneOf(k *node, sub *maker) bool {
	sub.t.Title = k.title
	sub.chosen()
	if sub.t.Choose == "" {
		return false
	}
	for _, x := range sub.t.Causes {
		x.Title = k.title + " (" + x.Title + ")"
		x.Told = append(slices.Clone(sub.t.Intro), x.Told...)
		m.t.Causes = append(m.t.Causes, x)
	}
	return true
}

// onward takes out of the steps of a cause what only sends to the next one: the
// dialog goes there by itself.
func (m *maker) onward(list []Text, next int) []Text {
	var out []Text
	for _, t := range list {
		if m.w.sendsTo(t.Text) == next {
			m.remark(Branching, t.Line, whole(t))
			continue
		}
		t.Under = m.onward(t.Under, next)
		out = append(out, t)
	}
	return out
}

// remedied says where the steps of a section of remedies go: to the cause of its
// number, to the cause it stands behind, or to the topic.
func (m *maker) remedied(k *node, i int, in *node, at place) place {
	n := len(m.t.Causes)
	if at.steps != &m.t.Steps || n == 0 {
		return at
	}
	c := -1
	switch {
	case k.n > 0 && k.n <= n && n > 1:
		c = k.n - 1
	case i > 0 && in.kids[i-1].role == cause && in.kids[i-1].title != "" && len(m.t.Causes[n-1].Steps) == 0:
		c = n - 1
	default:
		return at
	}
	return place{&m.t.Causes[c].Told, &m.t.Causes[c].Steps}
}

// titled reads what has a title without a label: a case, a remedy of its own, or
// only more to know.
func (m *maker) titled(k *node, i int, in *node, ctx role, at place) {
	t := norm(k.title)
	switch {
	case m.leadsOn(k, in.kids[i+1:]):
		*at.told = append(*at.told, Text{Line: k.line, Text: k.title})
	case m.listed(k.title), ctx == none && k.n > 0 && m.isCase(k) && m.instructs(k):
		m.cause(k)
	case ctx == none && at.steps == &m.t.Steps && m.w.soft(k.title) != none && m.w.soft(k.title) != symptom:
		m.softly(k, i, in, at)
	case ctx == none && m.isProblem(k):
		m.cause(k)
	case ctx == none && m.general(k.title) && m.softKids(k):
		*at.told = append(*at.told, Text{Line: k.line, Text: k.title})
		m.fill(k, none, at)
	case ctx != cause && at.steps == &m.t.Steps && m.w.begins("condition", t) != "":
		m.cause(k)
	case ctx == remedy && m.w.begins("condition", t) != "" && k.real:
		m.cause(k)
	case ctx == remedy && at.steps == &m.t.Steps && m.isCase(k) && len(in.kids) > 1 && m.isCase(in.kids[min(1, len(in.kids)-1)]):
		m.reasonsTold()
		m.cause(k)
	case ctx == remedy:
		*at.steps = append(*at.steps, m.led(k)...)
	case ctx == cause:
		m.cause(k)
		m.loose = true
	case at.steps != &m.t.Steps:
		*at.steps = append(*at.steps, m.led(k)...)
	case k.role == way && !m.isCase(k), m.w.bids(t), m.w.asks(k.title) && !m.w.trouble(k.title):
		*at.steps = append(*at.steps, m.led(k)...)
	case m.instructs(k) || k.labels(cause, remedy), m.w.trouble(k.title):
		m.cause(k)
	default:
		*at.told = append(*at.told, Text{Line: k.line, Text: k.title})
		m.fill(k, note, at)
	}
}

// softly reads a section whose title says more than its label.
func (m *maker) softly(k *node, i int, in *node, at place) {
	m.label(k.title)
	switch m.w.soft(k.title) {
	case remedy:
		k.n = lastNumber(k.title)
		m.fill(k, remedy, m.remedied(k, i, in, at))
	default:
		if len(m.t.Causes) == 0 {
			m.loose = true
		}
		m.fill(k, cause, at)
	}
}

// isProblem reports whether a label said that a title is a problem.
func (m *maker) isProblem(k *node) bool {
	r, _, ok := m.w.named(k.word)
	return ok && r == problem
}

// isCase reports whether a label said that a title is a case of the problem.
func (m *maker) isCase(k *node) bool {
	return k.role == way && m.w.isCase(k.word)
}

// softKids reports whether a title below one says what it is for.
func (m *maker) softKids(k *node) bool {
	return slices.ContainsFunc(k.kids, func(x *node) bool { return x.role == none && m.w.soft(x.title) != none })
}

// listed reports whether a list has named the cause already.
func (m *maker) listed(title string) bool {
	for _, c := range m.t.Causes {
		if convention.Key(c.Title) == convention.Key(title) {
			return true
		}
	}
	return false
}

// led makes steps of a remedy that has a title: the title leads the first.
func (m *maker) led(k *node) []Text {
	sub := &maker{sorter: m.sorter}
	sub.fill(k, remedy, place{&sub.t.Intro, &sub.t.Steps})
	head := Text{Line: k.line, Text: k.title, Under: sub.t.Intro}
	rest := sub.t.Steps
	if sub.t.Ask != "" {
		head.Under = append(head.Under, Text{Line: k.line, Text: sub.t.Ask})
	}
	for _, c := range sub.t.Causes {
		if c.branch && m.w.answers(c.Title) { // "Yes: …" stays with its question
			head.Under = append(head.Under, Text{Line: c.Line, Item: true, Text: c.Title + ": " + whole(c.Steps[0])})
			continue
		}
		if m.w.begins("condition", norm(c.Title)) != "" {
			m.t.Causes = append(m.t.Causes, c)
			rest = slices.DeleteFunc(rest, func(t Text) bool {
				named := strings.Contains(convention.Key(c.Title), convention.Key(page.Plain(t.Text))) && len(t.Under) == 0
				if named {
					m.label(t.Text)
				}
				return named
			})
			continue
		}
		rest = append(append(append(rest, Text{Line: c.Line, Text: c.Title}), c.Told...), c.Steps...)
	}
	if len(rest) > 0 && size(head)+size(rest[0]) <= stepMax {
		first := rest[0]
		head.Under = append(head.Under, Text{Line: first.Line, Text: first.Text, Code: first.Code})
		head.Under = append(head.Under, first.Under...)
		rest = rest[1:]
	}
	return append([]Text{head}, rest...)
}

func (m *maker) code(b page.Block, at place) {
	list := m.w.codesIn(b.Text, true)
	if len(list) == 0 {
		list = m.w.shortCodes(page.Plain(b.Text))
	}
	if s := page.Plain(b.Text); len(list) == 0 && looseCode.MatchString(s) {
		list = []string{s}
		m.t.Codes = slices.DeleteFunc(m.t.Codes, func(c string) bool { // "20" of "Err 20" is its end
			return numberOnly.MatchString(c) && strings.Trim(strings.TrimSuffix(s, c), "_") != "" && strings.HasSuffix(s, c)
		})
	}
	more := page.Plain(b.Text)
	for _, c := range list {
		more = strings.Replace(more, c, "", 1)
		have := false
		for _, x := range m.t.Codes {
			have = have || strings.EqualFold(x, c)
		}
		if !have {
			m.t.Codes = append(m.t.Codes, c)
		}
	}
	if len(list) == 0 || len(strings.Fields(norm(more))) > codeWords {
		*at.told = append(*at.told, m.text(b))
	}
}

// codeWords is how many words may stand with a code that go with it: "403 Forbidden".
const codeWords = 2

// stepMax is how long a step may be, in letters.
const stepMax = 400

func size(t Text) int {
	n := utf8.RuneCountInString(page.Plain(t.Text))
	for _, u := range t.Under {
		n += size(u) + 1
	}
	return n
}
