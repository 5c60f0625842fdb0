package kb

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Graph draws the dialog a guide gives: per topic its question, causes,
// steps, gates and hand-offs. The format is "mermaid", "dot" or "svg"; the
// last needs no other program.
func Graph(g *Guide, format string) ([]byte, error) {
	ds := diagrams(g)
	switch format {
	case "mermaid":
		return mermaid(ds), nil
	case "dot":
		return dot(ds), nil
	case "svg":
		return svg(ds, g.Version), nil
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

// look says how a node is drawn.
type look string

const (
	lookTopic   look = "topic"
	lookAsk     look = "ask"
	lookCause   look = "cause"
	lookGate    look = "gate"
	lookEnd     look = "end"
	lookDo           = look(Do)
	lookTell         = look(Tell)
	lookWait         = look(Wait)
	lookCollect      = look(Collect)
	lookHandoff      = look(Handoff)
)

type node struct {
	id       string
	look     look
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

func diagrams(g *Guide) []diagram {
	var out []diagram
	for i, list := range [][]Topic{g.Topics, g.Articles} {
		for k := range list {
			out = append(out, draw(&list[k], "t"+strconv.Itoa(len(out)+1), i == 1))
		}
	}
	return out
}

// pen adds the nodes of one topic.
type pen struct {
	d    diagram
	row  int
	last string // where the row has come to
	col  int
}

// draw lays out one topic; key keeps its nodes' ids apart from other topics'.
func draw(t *Topic, key string, article bool) diagram {
	p := &pen{d: diagram{key: key, title: t.Title, article: article}}
	root := p.id("topic")
	p.node(node{id: root, look: lookTopic, head: "Chủ đề", text: first(t.Label, t.Title), place: place(t.File, t.Line)})
	last, col := root, 1
	if len(t.Steps) > 0 {
		last, col = p.steps(root, "", t.Steps, col)
		if len(t.Causes) == 0 {
			p.end(last, t.Steps, col, false)
			return p.d
		}
	}
	if t.Ask != "" {
		ask := p.id("ask")
		p.node(node{id: ask, look: lookAsk, head: "Hỏi", text: t.Ask, col: col, place: place(t.File, t.Line)})
		p.edge(last, ask, "")
		last, col = ask, col+1
	}
	for i, c := range t.Causes {
		p.cause(last, &t.Causes[i], i, col, t.Ask == "")
		p.end(p.last, c.Steps, p.col, i < len(t.Causes)-1)
	}
	return p.d
}

// cause draws one row; tried says that causes are tried in order because no
// question tells them apart.
func (p *pen) cause(from string, c *Cause, i, col int, tried bool) {
	if i > 0 {
		p.row++
	}
	id := p.id("c" + strconv.Itoa(i+1))
	p.node(node{id: id, look: lookCause, head: "Trường hợp " + strconv.Itoa(i+1), text: c.Title, col: col, place: place(c.File, c.Line)})
	label := c.Answer
	if tried {
		label = "thử lần lượt"
	}
	p.edge(from, id, label)
	p.last, p.col = p.steps(id, "c"+strconv.Itoa(i+1), c.Steps, col+1)
}

// steps draws a run of steps and returns the last node and the next column.
func (p *pen) steps(from, owner string, steps []Step, col int) (string, int) {
	role := ""
	for i, s := range steps {
		label := ""
		if i > 0 && (steps[i-1].Kind == Do || steps[i-1].Kind == Wait) {
			label = "vẫn lỗi"
		}
		if s.Role != "" && s.Role != role {
			gate := p.id(owner + "g" + strconv.Itoa(i+1))
			p.node(node{id: gate, look: lookGate, head: "Quyền " + s.Role, text: "Có quyền " + s.Role + "? Nếu không: nhận đoạn chữ để chuyển cho " + s.Role, col: col, place: place(s.File, s.Line)})
			p.edge(from, gate, label)
			from, label, col = gate, "có", col+1
		}
		role = s.Role
		id := p.id(owner + "s" + strconv.Itoa(i+1))
		p.node(node{id: id, look: look(s.Kind), head: stepHead(&s, i), text: stepText(&s), col: col, place: place(s.File, s.Line)})
		p.edge(from, id, label)
		from, col = id, col+1
	}
	return from, col
}

// end says what comes after the last step when it did not help; more says
// that another cause follows.
func (p *pen) end(from string, steps []Step, col int, more bool) {
	if len(steps) > 0 && steps[len(steps)-1].Kind == Handoff {
		return
	}
	text := "Gặp người hỗ trợ"
	switch {
	case p.d.article:
		text = "Quay lại chỗ đang làm dở"
	case more:
		text = "Trường hợp kế tiếp, hoặc gặp người hỗ trợ"
	}
	id := p.id("e" + strconv.Itoa(p.row))
	p.node(node{id: id, look: lookEnd, text: text, col: col})
	p.d.edges = append(p.d.edges, edge{from: from, to: id, text: "vẫn lỗi", dashed: true})
}

func (p *pen) id(name string) string { return p.d.key + "_" + name }

func (p *pen) node(n node) {
	n.row = p.row
	p.d.nodes = append(p.d.nodes, n)
}

func (p *pen) edge(from, to, text string) {
	p.d.edges = append(p.d.edges, edge{from: from, to: to, text: text})
}

func place(file string, line int) string { return file + ":" + strconv.Itoa(line) }

func stepHead(s *Step, i int) string {
	n := "Bước " + strconv.Itoa(i+1) + " · "
	switch s.Kind {
	case Tell:
		return n + "nói trước"
	case Wait:
		return n + "đợi " + spoken(s.Wait)
	case Collect:
		return n + "hỏi mã cuộc gọi"
	case Handoff:
		return n + "chuyển người hỗ trợ"
	}
	return n + "làm thử"
}

// spoken says a duration in words, as precisely as documents do.
func spoken(d time.Duration) string {
	switch {
	case d >= time.Hour && d%time.Hour == 0:
		return strconv.Itoa(int(d/time.Hour)) + " giờ"
	case d >= time.Minute && d%time.Minute == 0:
		return strconv.Itoa(int(d/time.Minute)) + " phút"
	}
	return strconv.Itoa(int(d/time.Second)) + " giây"
}

func stepText(s *Step) string {
	text := bare(s.Text)
	for _, l := range s.Links {
		if l.Article != "" {
			text += "\n↗ " + l.Article
		}
	}
	if s.After != "" {
		text += "\nSau đó: " + bare(s.After)
	}
	return strings.TrimSpace(text)
}
