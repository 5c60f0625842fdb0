package graph

import (
	"fmt"
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"hotro/internal/text"
)

// The grid of the drawing, in pixels.
const (
	boxWidth  = 250
	gapX      = 96 // room for the words on an edge
	gapY      = 28
	lineTall  = 17
	padX      = 12
	padY      = 10
	margin    = 32
	edgeWidth = 84
	titleMax  = 60 // characters
)

// placed is a node with its box.
type placed struct {
	node
	lines      []string
	x, y, w, h int
}

// svg renders diagrams below each other, with a legend. The text size is
// fixed, so the drawing is read at 100 % and scrolled.
func svg(ds []diagram, version string, book Phrasebook) []byte {
	var body strings.Builder
	y, width := 112, 1180
	for _, d := range ds {
		_, w, _ := layout(d, 0)
		width = max(width, w)
	}
	for _, d := range ds {
		boxes, _, h := layout(d, y+44)
		fmt.Fprintf(&body, `<text class="title" x="%d" y="%d">%s</text>`+"\n", margin, y+16, esc(text.Clip(d.title, titleMax)))
		edges(&body, d, boxes)
		for _, p := range boxes {
			box(&body, p)
		}
		y += h + 84
		fmt.Fprintf(&body, `<line x1="%d" y1="%d" x2="%d" y2="%d" stroke="#eaecf0"/>`+"\n", margin, y-20, width-margin, y-20)
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img">`+"\n", width, y, width, y)
	b.WriteString(svgStyle)
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="#ffffff"/>`+"\n", width, y)
	legend(&b, version, book)
	b.WriteString(body.String())
	b.WriteString("</svg>\n")
	return []byte(b.String())
}

const svgStyle = `<style>
text{font-family:"Noto Sans","DejaVu Sans",Arial,sans-serif;font-size:12px}
.title{font-size:17px;font-weight:700;fill:#101828}
.head{font-size:10.5px;font-weight:700;letter-spacing:.2px}
.edge{font-size:10.5px;fill:#475467}
.place{font-size:9px;fill:#98a2b3}
</style>
<defs><marker id="a" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="#667085"/></marker></defs>
`

func legend(b *strings.Builder, version string, book Phrasebook) {
	fmt.Fprintf(b, `<text class="title" x="%d" y="40">%s</text><text class="place" x="%d" y="58">%s</text>`+"\n",
		margin, esc(book.T("graph.title")), margin, esc(book.T("graph.version", "version", version)))
	x := margin
	for _, p := range palette() {
		name := book.T("graph.legend_" + string(p.kind))
		w := 22 + 8*utf8.RuneCountInString(name)
		fmt.Fprintf(b, `<rect x="%d" y="72" width="%d" height="22" rx="6" fill="%s" stroke="%s"/><text x="%d" y="87" fill="%s" text-anchor="middle">%s</text>`+"\n",
			x, w, p.fill, p.line, x+w/2, p.ink, esc(name))
		x += w + 10
	}
}

// layout gives each node its box and returns the size taken.
func layout(d diagram, top int) (boxes []placed, width, height int) {
	tall := map[int]int{}
	for _, n := range d.nodes {
		p := placed{node: n, lines: wrap(n.text, boxWidth-2*padX, pixels), w: boxWidth}
		p.h = 2*padY + lineTall*len(p.lines)
		if n.head != "" {
			p.h += lineTall
		}
		tall[n.row] = max(tall[n.row], p.h+12)
		boxes = append(boxes, p)
	}
	tops := map[int]int{0: top}
	rows := 1
	for ; tall[rows] > 0; rows++ {
		tops[rows] = tops[rows-1] + tall[rows-1] + gapY
	}
	for i := range boxes {
		p := &boxes[i]
		p.x = margin + p.col*(boxWidth+gapX)
		p.y = tops[p.row]
		width = max(width, p.x+boxWidth+margin)
	}
	return boxes, width, tops[rows-1] + tall[rows-1] - top
}

func box(b *strings.Builder, p placed) {
	c := colours(p.kind)
	radius, dash := 8, ""
	if p.kind == kindAsk || p.kind == kindGate {
		radius = 20
	}
	if p.kind == kindEnd {
		dash = ` stroke-dasharray="4 3"`
	}
	fmt.Fprintf(b, `<g><title>%s</title><rect x="%d" y="%d" width="%d" height="%d" rx="%d" fill="%s" stroke="%s"%s/>`, esc(p.place), p.x, p.y, p.w, p.h, radius, c.fill, c.line, dash)
	y := p.y + padY + 12
	if p.head != "" {
		fmt.Fprintf(b, `<text class="head" x="%d" y="%d" fill="%s">%s</text>`, p.x+padX, y-1, headInk(c), esc(text.ClipWord(p.head, 36)))
		y += lineTall
	}
	for _, l := range p.lines {
		fmt.Fprintf(b, `<text x="%d" y="%d" fill="%s">%s</text>`, p.x+padX, y, c.ink, esc(l))
		y += lineTall
	}
	if p.place != "" {
		fmt.Fprintf(b, `<text class="place" x="%d" y="%d">%s</text>`, p.x+2, p.y+p.h+11, esc(p.place))
	}
	b.WriteString("</g>\n")
}

func headInk(c swatch) string {
	if c.kind == kindTopic {
		return "#d0d5dd"
	}
	return c.line
}

func colours(k kind) swatch {
	for _, p := range palette() {
		if p.kind == k {
			return p
		}
	}
	return swatch{fill: "#ffffff", line: "#98a2b3", ink: "#344054"}
}

// edges draws arrows: straight along a row, else down a shared spine before
// the target.
func edges(b *strings.Builder, d diagram, boxes []placed) {
	at := map[string]placed{}
	for _, p := range boxes {
		at[p.id] = p
	}
	for _, e := range d.edges {
		from, to := at[e.from], at[e.to]
		x1, y1 := from.x+from.w, from.y+26
		x2, y2 := to.x, to.y+26
		path := fmt.Sprintf("M%d %dH%d", x1, y1, x2)
		if y1 != y2 {
			spine := x1 + 14
			path = fmt.Sprintf("M%d %dH%dV%dH%d", x1, y1, spine, y2, x2)
		}
		dash := ""
		if e.dashed {
			dash = ` stroke-dasharray="4 3"`
		}
		fmt.Fprintf(b, `<path d="%s" fill="none" stroke="#667085" marker-end="url(#a)"%s/>`+"\n", path, dash)
		words := wrap(e.text, edgeWidth, pixels)
		for i, l := range words {
			fmt.Fprintf(b, `<text class="edge" x="%d" y="%d" text-anchor="middle">%s</text>`+"\n", x2-gapX/2+6, y2-6-13*(len(words)-1-i), esc(l))
		}
	}
}

// pixels estimates how wide a text of 12 px is drawn, on the wide side.
func pixels(s string) int {
	w := 0
	for _, r := range s {
		switch {
		case r == 'i' || r == 'l' || r == 'j' || r == 't' || r == 'f' || r == '.' || r == ',' || r == ' ' || r == '(' || r == ')':
			w += 45
		case r == 'm' || r == 'w' || r == '→' || r == 'M' || r == 'W':
			w += 110
		case unicode.IsUpper(r):
			w += 86
		default:
			w += 74
		}
	}
	return w / 10
}

// wrap breaks a text into lines no wider than most, at spaces where there are
// any, else after "_", "/" or "-", else anywhere.
func wrap(s string, most int, width func(string) int) []string {
	var out []string
	for para := range strings.SplitSeq(s, "\n") {
		line := ""
		for w := range strings.FieldsSeq(para) {
			if line != "" && width(line+" "+w) <= most {
				line += " " + w
				continue
			}
			if line != "" {
				out = append(out, line)
			}
			for line = w; width(line) > most; {
				head := fit(line, most, width)
				out, line = append(out, head), line[len(head):]
			}
		}
		if line != "" {
			out = append(out, line)
		}
	}
	return out
}

// fit returns the longest head of a word that is no wider than most; at least
// one character.
func fit(w string, most int, width func(string) int) string {
	end, seam := 0, 0
	for i, r := range w {
		next := i + utf8.RuneLen(r)
		if i > 0 && width(w[:next]) > most {
			break
		}
		if end = next; r == '_' || r == '/' || r == '-' {
			seam = end
		}
	}
	if seam > 0 {
		return w[:seam]
	}
	return w[:end]
}

// esc makes a text safe inside XML; characters XML forbids are dropped.
func esc(s string) string {
	return html.EscapeString(strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF || r == utf8.RuneError {
			return -1
		}
		return r
	}, s))
}
