package outline

import (
	"strconv"
	"strings"

	"hotro/internal/kb/importer/page"
	"hotro/internal/pattern"
	"hotro/internal/text"
)

// decision is a step that ends in a question, with what the answers lead to.
type decision struct {
	line, n int
	text    string
	replies []reply
}

// reply is one answer: what to do then, the number of the step that it leads to, or that
// nothing is left to do.
type reply struct {
	head, rest string
	to         int
	over       bool
}

var (
	stepLead  = pattern.New(`^[\x{e001}\x{e002}]*(\p{L}+\s+(\d{1,2}))[\x{e001}\x{e002}]*\s*[.:)–-][\x{e001}\x{e002}]*\s+`)
	replyEnd  = pattern.New(`[;.]\s+`)
	colonMark = pattern.New(`:\s+`)
	commaMark = pattern.New(`,\s+`)
)

// replyWords is how many words an answer may have.
const replyWords = 6

// decisions finds the questions of a list of blocks whose answers lead to steps: what
// stands before them, they and the steps between them, and what stands behind. "Yes: do
// this" alone is no way through steps.
func (m *maker) decisions(list []page.Block) (before []page.Block, tree []decision, after []page.Block) {
	for from := range list {
		leads := false
		i := from
		for tree = nil; i < len(list); {
			d, used := m.decision(list[i:])
			if used == 0 || from == i && len(d.replies) == 0 {
				break
			}
			for _, r := range d.replies {
				leads = leads || r.to > 0 || r.over
			}
			tree, i = append(tree, d), i+used
		}
		if leads {
			return list[:from], tree, list[i:]
		}
	}
	return list, nil, nil
}

// decision reads one step with its answers off the front of a list, and says how many
// blocks that took.
func (m *maker) decision(list []page.Block) (decision, int) {
	b := list[0]
	d := decision{line: b.Line, text: b.Text, n: b.Number}
	if at := stepLead.FindStringSubmatch(b.Text); at != nil {
		if r, n, ok := m.w.named(at[1]); ok && r == step {
			d.n, d.text = n, b.Text[len(at[0]):]
			m.label(at[1])
		}
	}
	if d.n == 0 && b.Kind != page.Paragraph || b.Kind != page.Paragraph && b.Kind != page.Item {
		return d, 0
	}
	asks := func() bool { return strings.HasSuffix(page.Plain(d.text), "?") }
	if at := strings.Index(d.text, "? "); at > 0 && len(b.Kids) == 0 { // "Is it lit? Yes → …; no → …"
		var lines []page.Block
		for _, s := range replyEnd.Split(strings.TrimRight(d.text[at+1:], ". "), -1) {
			lines = append(lines, page.Block{Text: s, Line: b.Line})
		}
		if r := m.replies(lines); len(r) == len(lines) {
			d.text, d.replies = d.text[:at+1], r
			return d, 1
		}
	}
	switch r := m.replies(b.Kids); {
	case asks() && len(b.Kids) > 0 && len(r) == len(b.Kids):
		d.replies = r
		return d, 1
	case len(b.Kids) > 0:
		return d, 0
	}
	if r := m.replies(list[1:]); asks() && len(r) > 0 {
		d.replies = r
		return d, 1 + len(r)
	}
	return d, min(1, d.n)
}

// replies reads the answers at the front of a list, nil where they are not two and more
// of which at least one is yes or no, or all lead somewhere.
func (m *maker) replies(list []page.Block) []reply {
	var out []reply
	said, leads := 0, 0
	for _, b := range list {
		r, ok := m.reply(b)
		if !ok {
			break
		}
		if m.w.answers(r.head) {
			said++
		}
		if r.to > 0 || r.over || m.w.act(r.rest) {
			leads++
		}
		out = append(out, r)
	}
	if len(out) < 2 || said < len(out) && leads < len(out) {
		return nil
	}
	return out
}

func (m *maker) reply(b page.Block) (reply, bool) {
	if b.Ordered || len(b.Kids)+len(b.Rows) > 0 || b.Kind != page.Item && b.Kind != page.Paragraph {
		return reply{}, false
	}
	s := b.Text
	if c := m.w.begins("condition", norm(s)); c != "" {
		s = after(s, page.Plain(s)[:len(c)])
	}
	for _, mark := range []*pattern.Pattern{pointer, colonMark, commaMark} {
		at := mark.FindStringIndex(s)
		if at == nil || at[0] == 0 {
			continue
		}
		r := reply{head: page.Plain(s[:at[0]]), rest: strings.TrimSpace(s[at[1]:])}
		if n := len(strings.Fields(r.head)); n == 0 || n > replyWords || page.Plain(r.rest) == "" || mark != pointer && !m.w.answers(r.head) {
			return reply{}, false
		}
		plain := norm(r.rest)
		r.to, r.over = m.stepNamed(plain), m.w.begins("over", plain) == plain
		return r, true
	}
	return reply{}, false
}

// stepNamed returns the number of the step that words send to and say no more, 0 for none.
func (m *maker) stepNamed(s string) int {
	p := m.w.begins("goto", s)
	f := strings.Fields(strings.TrimPrefix(s, p))
	if p == "" || len(f) == 0 || len(f) > 2 {
		return 0
	}
	if n, err := strconv.Atoi(f[len(f)-1]); err == nil && len(f) == 1 {
		return n
	}
	if r, n, ok := m.w.named(strings.Join(f, " ")); ok && r == step {
		return n
	}
	return 0
}

// decide walks a tree as far as one answer leads on. The first question of which more do
// is the topic's, its answers are cases with all that they lead to.
func (m *maker) decide(tree []decision, at place) {
	for k, d := range tree {
		for _, r := range d.replies {
			switch {
			case r.over:
				m.label(r.head + " → " + r.rest)
			case m.target(tree, k, r) > 0:
				m.remark(Branching, d.line, r.head+" → "+r.rest)
			}
		}
	}
	i := 0
	for at.steps == &m.t.Steps && m.whole && m.t.Ask == "" && i >= 0 && i < len(tree) {
		d := tree[i]
		if len(d.left()) > 1 {
			m.t.Ask = page.Plain(d.text)
			for _, r := range d.replies {
				m.t.Causes = append(m.t.Causes, Cause{branch: true, Title: text.Capital(cleanTitle(r.head)), Line: d.line, Steps: m.follow(tree, i, r)})
			}
			return
		}
		*at.steps = append(*at.steps, Text{Line: d.line, Text: d.text})
		next := i + 1
		for _, r := range d.left() {
			if next = m.target(tree, i, r); next < 0 {
				*at.steps = append(*at.steps, Text{Line: d.line, Text: text.Capital(r.rest)})
				return
			}
		}
		i = next
	}
	if i >= 0 && i < len(tree) {
		*at.steps = append(*at.steps, m.ladder(tree, i)...)
	}
}

// left are the answers after which something is left to do.
func (d decision) left() []reply {
	var out []reply
	for _, r := range d.replies {
		if !r.over {
			out = append(out, r)
		}
	}
	return out
}

// target is the place of the step that an answer leads on to, -1 for none: a way back
// would have no end.
func (m *maker) target(tree []decision, from int, r reply) int {
	for k := from + 1; r.to > 0 && k < len(tree); k++ {
		if tree[k].n == r.to {
			return k
		}
	}
	return -1
}

// follow makes the steps of an answer.
func (m *maker) follow(tree []decision, i int, r reply) []Text {
	if k := m.target(tree, i, r); k > 0 {
		return m.ladder(tree, k)
	}
	return []Text{{Line: tree[i].line, Text: text.Capital(r.rest), Remark: r.over}}
}

// ladder makes the steps of a tree from one on: of several answers those that end it
// stand under their question, and the one that leads on is the next step.
func (m *maker) ladder(tree []decision, i int) []Text {
	d := tree[i]
	t := Text{Line: d.line, Text: d.text}
	left := d.left()
	if len(d.replies) == 0 && i+1 < len(tree) {
		return append([]Text{t}, m.ladder(tree, i+1)...)
	}
	var next []Text
	for _, r := range left {
		if k := m.target(tree, i, r); len(left) == 1 || k > 0 && next == nil {
			next = m.follow(tree, i, r)
			continue
		}
		t.Under = append(t.Under, Text{Line: d.line, Item: true, Text: text.Capital(r.head) + ": " + r.rest})
	}
	return append([]Text{t}, next...)
}
