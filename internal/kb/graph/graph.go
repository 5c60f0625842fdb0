package graph

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"hotro/internal/kb"
	"hotro/internal/kb/convention"
)

// Phrasebook is the words of one language by key.
type Phrasebook interface {
	T(key string, pairs ...string) string
}

// Render draws the dialog a guide gives: per topic its question, causes,
// steps, gates and hand-offs. The format is "mermaid", "dot" or "svg"; the
// last needs no other program. What the drawing itself says is in the language
// of the phrasebook.
func Render(g *kb.Guide, format string, book Phrasebook) ([]byte, error) {
	ds := diagrams(g, book)
	switch format {
	case "mermaid":
		return mermaid(ds), nil
	case "dot":
		return dot(ds), nil
	case "svg":
		return svg(ds, g.Version, book), nil
	}
	return nil, fmt.Errorf("graph format %q: use mermaid, dot or svg", format)
}

// diagram is one topic laid out on a grid: the topic in column 0, its question
// in column 1, each cause a row, its steps to the right.
type diagram struct {
	key     string
	title   string
	article bool
	nodes   []node
	edges   []edge
}

// kind is what a node stands for; it decides how the node is drawn.
type kind string

const (
	kindTopic   kind = "topic"
	kindAsk     kind = "ask"
	kindCause   kind = "cause"
	kindGate    kind = "gate"
	kindEnd     kind = "end"
	kindDo           = kind(kb.Do)
	kindTell         = kind(kb.Tell)
	kindWait         = kind(kb.Wait)
	kindCollect      = kind(kb.Collect)
	kindHandoff      = kind(kb.Handoff)
)

type node struct {
	id       string
	kind     kind
	head     string // small line over the text
	text     string
	row, col int
	place    string
}

type edge struct {
	from, to string
	text     string
	dashed   bool
}

func diagrams(g *kb.Guide, book Phrasebook) []diagram {
	var out []diagram
	for i, list := range [][]kb.Topic{g.Topics, g.Articles} {
		for k := range list {
			out = append(out, draw(&list[k], "t"+strconv.Itoa(len(out)+1), i == 1, book))
		}
	}
	return out
}

// builder adds the nodes of one topic, row by row.
type builder struct {
	book Phrasebook
	d    diagram
	row  int
	last string // where the row has come to
	col  int
}

// draw lays out one topic; key keeps its nodes' ids apart from other topics'.
func draw(t *kb.Topic, key string, article bool, book Phrasebook) diagram {
	b := &builder{book: book, d: diagram{key: key, title: t.Title, article: article}}
	root := b.id("topic")
	b.node(node{id: root, kind: kindTopic, head: b.say("graph.topic"), text: cmp.Or(t.Label, t.Title), place: place(t.File, t.Line)})
	last, col := root, 1
	if len(t.Steps) > 0 {
		last, col = b.steps(root, "", t.Steps, col)
		if len(t.Causes) == 0 {
			b.end(last, t.Steps, col, false)
			return b.d
		}
	}
	if t.Ask != "" {
		ask := b.id("ask")
		b.node(node{id: ask, kind: kindAsk, head: b.say("graph.ask"), text: t.Ask, col: col, place: place(t.File, t.Line)})
		b.edge(last, ask, "")
		last, col = ask, col+1
	}
	for i, c := range t.Causes {
		b.cause(last, &t.Causes[i], i, col, t.Ask == "")
		b.end(b.last, c.Steps, b.col, i < len(t.Causes)-1)
	}
	return b.d
}

// cause draws one row; tried says that causes are tried in order because no
// question tells them apart.
func (b *builder) cause(from string, c *kb.Cause, i, col int, tried bool) {
	if i > 0 {
		b.row++
	}
	id := b.id("c" + strconv.Itoa(i+1))
	b.node(node{id: id, kind: kindCause, head: b.say("graph.cause", "n", strconv.Itoa(i+1)), text: c.Title, col: col, place: place(c.File, c.Line)})
	label := c.Answer
	if tried {
		label = b.say("graph.in_order")
	}
	b.edge(from, id, label)
	b.last, b.col = b.steps(id, "c"+strconv.Itoa(i+1), c.Steps, col+1)
}

// steps draws a run of steps and returns the last node and the next column.
func (b *builder) steps(from, owner string, steps []kb.Step, col int) (string, int) {
	role := ""
	for i, s := range steps {
		label := ""
		if i > 0 && (steps[i-1].Kind == kb.Do || steps[i-1].Kind == kb.Wait) {
			label = b.say("graph.still_fails")
		}
		if s.Role != "" && s.Role != role {
			gate := b.id(owner + "g" + strconv.Itoa(i+1))
			b.node(node{id: gate, kind: kindGate, head: b.say("graph.role", "role", s.Role), text: b.say("graph.gate", "role", s.Role), col: col, place: place(s.File, s.Line)})
			b.edge(from, gate, label)
			from, label, col = gate, b.say("graph.has_role"), col+1
		}
		role = s.Role
		id := b.id(owner + "s" + strconv.Itoa(i+1))
		b.node(node{id: id, kind: kind(s.Kind), head: b.stepHead(&s, i), text: b.stepText(&s), col: col, place: place(s.File, s.Line)})
		b.edge(from, id, label)
		from, col = id, col+1
	}
	return from, col
}

// end says what comes after the last step when it did not help; more says
// that another cause follows.
func (b *builder) end(from string, steps []kb.Step, col int, more bool) {
	if len(steps) > 0 && steps[len(steps)-1].Kind == kb.Handoff {
		return
	}
	text := b.say("graph.end")
	switch {
	case b.d.article:
		text = b.say("graph.end_article")
	case more:
		text = b.say("graph.end_next")
	}
	id := b.id("e" + strconv.Itoa(b.row))
	b.node(node{id: id, kind: kindEnd, text: text, col: col})
	b.d.edges = append(b.d.edges, edge{from: from, to: id, text: b.say("graph.still_fails"), dashed: true})
}

// say returns words of the drawing itself.
func (b *builder) say(key string, pairs ...string) string { return b.book.T(key, pairs...) }

func (b *builder) id(name string) string { return b.d.key + "_" + name }

func (b *builder) node(n node) {
	n.row = b.row
	b.d.nodes = append(b.d.nodes, n)
}

func (b *builder) edge(from, to, text string) {
	b.d.edges = append(b.d.edges, edge{from: from, to: to, text: text})
}

func place(file string, line int) string { return file + ":" + strconv.Itoa(line) }

func (b *builder) stepHead(s *kb.Step, i int) string {
	what := b.say("graph.step_" + string(s.Kind))
	if s.Kind == kb.Wait {
		what = b.say("graph.step_wait", "time", b.spoken(s.Wait))
	}
	return b.say("graph.step", "n", strconv.Itoa(i+1), "what", what)
}

// spoken says a duration in words, as precisely as documents do.
func (b *builder) spoken(d time.Duration) string {
	switch {
	case d >= time.Hour && d%time.Hour == 0:
		return b.say("graph.hours", "n", strconv.Itoa(int(d/time.Hour)))
	case d >= time.Minute && d%time.Minute == 0:
		return b.say("graph.minutes", "n", strconv.Itoa(int(d/time.Minute)))
	}
	return b.say("graph.seconds", "n", strconv.Itoa(int(d/time.Second)))
}

func (b *builder) stepText(s *kb.Step) string {
	text := convention.Plain(s.Text)
	for _, l := range s.Links {
		if l.Article != "" {
			text += "\n↗ " + l.Article
		}
	}
	if s.After != "" {
		text += "\n" + b.say("graph.after", "text", convention.Plain(s.After))
	}
	return strings.TrimSpace(text)
}
