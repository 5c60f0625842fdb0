package outline

import (
	"strconv"
	"strings"
	"unicode"

	"hotro/internal/kb/importer/page"
	"hotro/internal/text"
)

// item adds a list item, or the heading it stands for.
func (o *sorter) item(b *builder, x, prev, next page.Block, all []page.Block) {
	if l, ok := o.w.label(x.Text, cause, remedy, symptom, cases); ok && l.colon && (l.rest != "" || len(x.Kids) > 0 || next.Kind == page.Item) {
		n := &node{role: l.role, n: l.n, line: x.Line, word: l.word}
		o.label(l.word)
		if l.rest != "" {
			y := x
			y.Text, y.Kids, y.Kind = text.Capital(l.rest), nil, page.Paragraph
			n.body = append(n.body, y)
		}
		s := labelled
		if m := markStyle(x); m.heads() {
			s = m
		}
		b.looks(n, s)
		n.body = append(n.body, x.Kids...)
		return
	}
	if o.caseItem(b, x, all) {
		return
	}
	if y := x; o.becauseItems(x, all) {
		if y.Kind = page.Paragraph; o.becauseOf(b, y) {
			return
		}
	}
	if l, ok := o.w.label(x.Text, problem, question); ok && l.rest != "" && l.colon && len(x.Kids) > 0 {
		o.marked(x)
		o.label(l.word)
		depth := len(b.stack)
		b.looks(&node{title: cleanTitle(page.Plain(l.rest)), line: x.Line}, problems)
		o.feed(b, x.Kids)
		b.stack = b.stack[:min(depth, len(b.stack))]
		return
	}
	if o.itemHead(b, x, prev, next, all) {
		o.marked(x)
		return
	}
	b.body(x)
}

// caseItem opens a case that is counted in a list of cases and of what to do in them:
// "1. Trường hợp 1: …" over "2. Cắm lại cáp".
func (o *sorter) caseItem(b *builder, x page.Block, all []page.Block) bool {
	is := func(x page.Block) (label, bool) {
		l, ok := o.w.label(x.Text, way)
		return l, ok && x.Kind == page.Item && l.n > 0 && l.colon && l.rest != "" && o.w.isCase(l.word)
	}
	l, ok := is(x)
	n := 0
	for _, y := range all {
		if _, ok := is(y); ok {
			n++
		}
	}
	if !ok || n < 2 || n == len(listOf(x, all)) && len(x.Kids) == 0 {
		return false
	}
	o.marked(x)
	o.label(l.word)
	y := x
	y.Kind, y.Text, y.Kids = page.Paragraph, x.Text, nil
	if !o.labelled(b, y, page.Block{Kind: page.End}) {
		return false
	}
	k := b.at()
	k.body = append(k.body, x.Kids...)
	return true
}

// marked notes the number of an item that stands for a heading.
func (o *sorter) marked(x page.Block) {
	switch {
	case x.Marker != "":
		o.label(x.Marker)
	case x.Number > 0:
		o.label(strconv.Itoa(x.Number))
	}
}

// itemHead opens an item that stands for a heading: it has a code like its
// neighbours, names a problem that its own list explains, or is followed by its
// remedy.
func (o *sorter) itemHead(b *builder, x, prev, next page.Block, all []page.Block) bool {
	depth := len(b.stack)
	switch lead, rest, bold := page.BoldLead(x.Text); {
	case x.Marker != "" && strings.HasPrefix(next.Marker, x.Marker+".") && len(x.Kids) == 0: // "2. Dryers" over "2.1 …"
		b.looks(o.headed(x.Text, x.Line), markStyle(x))
		return true
	case o.coded(b, x, next, all):
	case bold && o.boldCauses(listOf(x, all)) && b.at() != b.root && (b.at().role == none || b.at().role == cause):
		n := &node{role: cause, title: cleanTitle(lead), line: x.Line}
		y := x
		y.Kind, y.Text, y.Kids = page.Paragraph, text.Capital(strings.TrimLeft(rest, " :–—-.")), nil
		n.body = append(n.body, y)
		b.looks(n, listed)
	case o.pointedItem(b, x, all):
		b.stack = b.stack[:min(depth, len(b.stack))]
		return true
	case o.labelledKid(x) || bold && (o.w.trouble(lead) || strings.HasSuffix(lead, "?")) && o.likeBold(all) && b.at().role == none:
		n := &node{title: cleanTitle(page.Plain(x.Text)), line: x.Line}
		if bold && page.Plain(rest) != "" {
			n.title = cleanTitle(lead)
			y := x
			y.Kind, y.Text, y.Kids = page.Paragraph, text.Capital(strings.TrimLeft(rest, " :–—-")), nil
			n.body = append(n.body, y)
		}
		b.looks(n, listed)
	case x.Number > 1 && b.at().role == cause: // goes on with "Causes: 1. …"
		return false
	case len(x.Kids) == 0 && prev.Kind != page.Item && o.introducesRemedy(next) || x.Marker != "" && (o.markedHead(x, prev, next) || o.headRun(x, all)):
		b.looks(o.headed(x.Text, x.Line), markStyle(x))
		return true
	default:
		return false
	}
	if len(x.Kids) > 0 {
		o.feed(b, x.Kids)
	}
	b.stack = b.stack[:min(depth, len(b.stack))]
	return true
}

// markStyle is how a numbered or lettered line looks.
func markStyle(x page.Block) style {
	if x.Marker == "" {
		return listed
	}
	r := rune(x.Marker[0])
	switch {
	case unicode.IsDigit(r):
		return style("#1" + strings.Repeat(".1", strings.Count(x.Marker, ".")))
	case strings.Trim(x.Marker, "IVX") == "":
		return "#I"
	case unicode.IsUpper(r):
		return "#A"
	}
	return listed
}

// markedHead reports whether a numbered or lettered line of pasted text is a
// heading: something other than the next number follows.
func (o *sorter) markedHead(x, prev, next page.Block) bool {
	t := page.Plain(x.Text)
	upper := unicode.IsUpper(rune(x.Marker[0]))
	switch {
	case len(x.Kids) > 0, next.Kind == page.End, len(t) > 2*titleMax, counts(prev, x):
		return false
	case strings.HasSuffix(t, ":"), o.introducesRemedy(next):
		return true
	case next.Kind == page.Item && markStyle(next) == markStyle(x):
		return false
	case upper:
		return !strings.HasSuffix(t, ".")
	}
	return !strings.HasSuffix(t, ".") && (o.w.trouble(t) || o.w.asks(t)) && (next.Kind != page.Item || markStyle(next) != markStyle(x))
}

// headRun reports whether a counted line of pasted text stands among others of its count
// that most are headings: none of them follows the one before at once, and each is over
// something else.
func (o *sorter) headRun(x page.Block, all []page.Block) bool {
	if !o.pasted || x.Number == 0 || strings.HasSuffix(page.Plain(x.Text), ".") {
		return false
	}
	n, heads, here := 0, 0, false
	for i, y := range all {
		if y.Kind != page.Item || y.Number == 0 || markStyle(y) != markStyle(x) {
			continue
		}
		prev, next := page.Block{}, page.Block{Kind: page.End}
		if i > 0 {
			prev = all[i-1]
		}
		if i+1 < len(all) {
			next = all[i+1]
		}
		if n++; y.Number != n || len(y.Kids) > 0 || next.Kind == page.End || prev.Kind == page.Item && markStyle(prev) == markStyle(y) {
			return false
		}
		if o.markedHead(y, prev, next) {
			heads++
		}
		here = here || y.Line == x.Line
	}
	return here && n > 1 && 2*heads > n
}

// counts reports whether an item goes on with the count of the one right before it.
func counts(prev, x page.Block) bool {
	return prev.Kind == page.Item && x.Number > 1 && prev.Number == x.Number-1 && len(prev.Kids) == 0
}

// introducesRemedy reports whether a block says the cause or the remedy of what
// stands before it.
func (o *sorter) introducesRemedy(x page.Block) bool {
	if x.Kind != page.Paragraph && x.Kind != page.Item {
		return false
	}
	l, ok := o.w.label(x.Text, cause, remedy, symptom)
	return ok && l.colon
}

// labelledKid reports whether something under an item says what it is for.
func (o *sorter) labelledKid(x page.Block) bool {
	for _, k := range x.Kids {
		if l, ok := o.w.label(k.Text, cause, remedy, symptom, cases); ok && (l.colon || len(k.Kids) > 0) {
			return true
		}
	}
	_, _, ok := o.endLabel(x.Text)
	return ok
}

// likeBold reports whether two items or more begin with a bold problem or
// question.
func (o *sorter) likeBold(all []page.Block) bool {
	n := 0
	for _, x := range all {
		if lead, _, ok := page.BoldLead(x.Text); ok && x.Kind == page.Item && (o.w.trouble(lead) || strings.HasSuffix(lead, "?")) {
			n++
		}
	}
	return n > 1
}

// boldCauses reports whether every item of a list of two and more says in bold what
// is, and behind it what to do: "**Server busy**: wait five minutes".
func (o *sorter) boldCauses(all []page.Block) bool {
	n, troubles := 0, 0
	for _, x := range all {
		lead, rest, ok := page.BoldLead(x.Text)
		if !ok || o.w.acts(lead) || !o.w.act(strings.TrimLeft(page.Plain(rest), " :–—-.")) || !strings.ContainsAny(rest[:min(len(rest), 2)]+lead[len(lead)-1:], ":–—-.") {
			return false
		}
		if _, isLabel := o.w.label(lead); isLabel {
			return false
		}
		if n++; o.w.trouble(lead) {
			troubles++
		}
	}
	return n > 1 && troubles > 0
}
