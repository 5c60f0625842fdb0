package outline

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"hotro/internal/kb/convention"
	"hotro/internal/kb/importer/page"
)

var (
	titleMark = regexp.MustCompile(`^(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[A-H][.)]|[IVX]{1,4}[.)]|[a-h]\))\s+`)
	numbered  = regexp.MustCompile(`^([\x{e001}\x{e002}]*)\(?(\d{1,2})[.)]\s+(.+)$`)
)

// titleMax is how long what stands for a heading may be, in letters.
const titleMax = 120

// feed adds blocks to a tree, and finds which of them stand for headings.
func (o *sorter) feed(b *builder, blocks []page.Block) {
	blocks = o.split(blocks)
	for i, x := range blocks {
		next := page.Block{Kind: page.End}
		if i+1 < len(blocks) {
			next = blocks[i+1]
		}
		switch x.Kind {
		case page.Heading:
			b.heading(o.headed(x.Text, x.Line), x.Level)
		case page.End:
			b.end(x.Level)
		case page.Item:
			prev := page.Block{}
			if i > 0 {
				prev = blocks[i-1]
			}
			o.item(b, x, prev, next, blocks)
		case page.Paragraph:
			o.paragraph(b, x, next, blocks)
		case page.Table:
			o.table(b, x)
		default:
			b.body(x)
		}
	}
}

// split makes a paragraph of every line.
func (o *sorter) split(blocks []page.Block) []page.Block {
	var out []page.Block
	for _, b := range blocks {
		if n := len(out) - 1; n >= 0 && o.pasted && o.cutOff(out[n], b) {
			out[n].Text += " " + b.Text
			continue
		}
		if b.Kind != page.Paragraph || !strings.Contains(b.Text, "\n") {
			out = append(out, b)
			continue
		}
		for i, l := range strings.Split(b.Text, "\n") {
			if n := len(out) - 1; i > 0 && goesOn(out[n].Text, l) {
				out[n].Text += " " + l
				continue
			}
			x := b
			x.Text = l
			out = append(out, x)
			b.Apart = false
		}
	}
	return out
}

// cutOff reports whether a line ends a sentence that was cut before the number of
// a cause or a step: "go to possible / cause 2".
func (o *sorter) cutOff(before, b page.Block) bool {
	if before.Kind == page.Table || b.Kind != page.Paragraph || b.Apart || before.Text == "" {
		return false
	}
	end, _ := utf8.DecodeLastRuneInString(page.Plain(before.Text))
	l, ok := o.w.label(b.Text, cause, step)
	return ok && l.n > 0 && l.rest == "" && !l.colon && !strings.ContainsRune(".!?:;", end) && len(before.Text) > 30
}

// goesOn reports whether a line goes on with the one before: it begins small, and
// that one did not end.
func goesOn(before, l string) bool {
	r, _ := utf8.DecodeRuneInString(page.Plain(l))
	end, _ := utf8.DecodeLastRuneInString(page.Plain(before))
	return (unicode.IsLower(r) || r == '(') && !strings.ContainsRune(".!?:;", end)
}

// headed makes a node of a heading, with the role its words give it.
func (o *sorter) headed(text string, line int) *node {
	n := &node{title: cleanTitle(page.Plain(text)), line: line}
	if l, ok := o.w.label(text); ok {
		n.role, n.n, n.word = l.role, l.n, l.word
		switch {
		case l.role == question || l.role == problem || l.role == code:
			n.role = none
			if l.rest != "" {
				n.title = cleanTitle(page.Plain(l.rest))
				o.label(l.word)
			}
		case l.rest != "" && l.role == note, l.rest != "" && l.role == symptom, l.rest != "" && l.role == remedy && !l.colon:
			n.role = none
		default:
			n.title = cleanTitle(page.Plain(l.rest))
			if l.role != way || l.rest != "" {
				o.label(l.word)
			}
		}
	}
	if n.role == way && n.title == "" {
		n.title = n.word
	}
	return n
}

// paragraph adds a paragraph, or what it stands for.
func (o *sorter) paragraph(b *builder, x, next page.Block, all []page.Block) {
	if o.labelled(b, x, next) || o.coded(b, x, next, all) || o.boldHead(b, x, next) {
		return
	}
	if m := numbered.FindStringSubmatch(x.Text); m != nil && !o.pasted {
		x.Kind, x.Ordered, x.Text = page.Item, true, m[1]+m[3]
		x.Number, _ = strconv.Atoi(m[2])
		b.body(x)
		return
	}
	if o.pasted && o.pastedHead(b, x, next) {
		return
	}
	if before, l, ok := o.endLabel(x.Text); ok {
		if before != "" {
			y := x
			y.Text = before
			b.body(y)
		}
		o.label(l.word)
		b.looks(&node{role: l.role, line: x.Line, word: l.word}, labelled)
		return
	}
	b.body(x)
}

// labelled opens what a label announces.
func (o *sorter) labelled(b *builder, x, next page.Block) bool {
	l, ok := o.w.label(x.Text)
	if !ok {
		return false
	}
	_, whole := page.Bold(x.Text)
	if l.rest == "" && !l.colon && !whole && !o.pasted {
		return false
	}
	n := &node{role: l.role, n: l.n, line: x.Line, word: l.word}
	body := func() {
		if page.Plain(l.rest) != "" {
			y := x
			y.Text = l.rest
			n.body = append(n.body, y)
		}
	}
	switch l.role {
	case site:
		o.remark(Site, x.Line, x.Text)
		if l.rest == "" && next.Kind == page.Item {
			b.looks(&node{role: site, line: x.Line}, labelled)
		}
		return true
	case note:
		if l.rest != "" {
			return false
		}
		b.looks(n, labelled)
	case step:
		if l.rest == "" {
			return false
		}
		o.label(l.word)
		y := x
		y.Kind, y.Ordered, y.Number, y.Text = page.Item, true, l.n, l.rest
		b.body(y)
		return true
	case question, problem:
		if l.rest == "" {
			return false
		}
		n.role, n.title = none, cleanTitle(page.Plain(l.rest))
		b.looks(n, map[role]style{question: asked, problem: problems}[l.role])
	case way:
		if p, ok := o.w.label(l.rest, problem); ok && p.rest != "" {
			o.label(l.word + ": " + p.word)
			n.role, n.title = none, cleanTitle(page.Plain(p.rest))
			b.looks(n, problems)
			return true
		}
		n.title = cleanTitle(page.Plain(l.rest))
		if n.title == "" {
			n.title = l.word
		}
		b.looks(n, ways)
		return true
	case cause:
		if l.n > 0 && l.rest != "" {
			n.title = cleanTitle(page.Plain(l.rest))
		} else {
			body()
		}
		b.looks(n, labelled)
	default:
		body()
		b.looks(n, labelled)
	}
	o.label(l.word)
	return true
}

// coded opens a line that begins with a code, where more than one does or the
// code stands alone.
func (o *sorter) coded(b *builder, x, next page.Block, all []page.Block) bool {
	c, sure := leadingCode(x.Text)
	if !sure {
		return false
	}
	if !convention.IsCode(page.Plain(x.Text)) {
		n := 0
		for _, y := range all {
			if _, ok := leadingCode(y.Text); ok && y.Kind == x.Kind {
				n++
			}
		}
		if n < 2 && len(x.Kids) == 0 {
			return false
		}
	}
	title, rest := o.codeTitle(c, x.Text)
	n := &node{title: title, line: x.Line}
	b.looks(n, titled)
	if page.Plain(rest) != "" {
		x.Kind, x.Text, x.Kids = page.Paragraph, strings.TrimLeft(rest, " -–—:."), nil
		o.paragraph(b, x, next, nil)
	}
	return true
}

// codeTitle parts a line that begins with a code into title and rest: the title
// is what is bold, or the first sentence unless it says what to do.
func (o *sorter) codeTitle(c, s string) (title, rest string) {
	if head, rest, ok := page.BoldLead(s); ok && strings.Contains(head, c) && len(head) > len(c)+2 {
		return cleanTitle(head), rest
	}
	list := sentences(s)
	first := page.Plain(list[0])
	said := strings.Trim(strings.TrimPrefix(strings.Trim(first, `"“”'[]()#`), c), ` "”')]:–—-`)
	if said != "" && !o.w.act(said) && utf8.RuneCountInString(first) <= titleMax {
		return cleanTitle(first), strings.Join(list[1:], " ")
	}
	return c, after(s, c)
}

// boldHead opens a line that is bold as a whole, or a question at the head of a
// paragraph.
func (o *sorter) boldHead(b *builder, x, next page.Block) bool {
	if t, ok := page.Bold(x.Text); ok && utf8.RuneCountInString(t) <= titleMax && next.Kind != page.End && next.Kind != page.Heading {
		s := bolded
		if strings.HasSuffix(t, "?") {
			s = asked
		}
		b.looks(o.headed(t, x.Line), s)
		return true
	}
	if head, rest, ok := page.BoldLead(x.Text); ok && b.has(bolded) && strings.HasSuffix(head, ":") && titleMark.MatchString(head) && page.Plain(rest) != "" {
		n := o.headed(head, x.Line)
		x.Text = strings.TrimSpace(rest)
		n.body = append(n.body, x)
		b.looks(n, bolded)
		return true
	}
	if head, rest, ok := page.BoldLead(x.Text); ok && strings.HasSuffix(head, "?") && page.Plain(rest) != "" {
		b.looks(&node{title: head, line: x.Line}, asked)
		x.Text = strings.TrimSpace(rest)
		b.body(x)
		return true
	}
	return false
}

// has reports whether something open looks so.
func (b *builder) has(s style) bool {
	return slices.ContainsFunc(b.stack, func(o open) bool { return o.style == s })
}

// pastedHead opens a line of pasted text that reads like a heading.
func (o *sorter) pastedHead(b *builder, x, next page.Block) bool {
	t := page.Plain(x.Text)
	r, _ := utf8.DecodeRuneInString(t)
	last, _ := utf8.DecodeLastRuneInString(t)
	if next.Kind == page.End || utf8.RuneCountInString(t) > titleMax || !unicode.IsUpper(r) && !unicode.IsDigit(r) && !strings.ContainsRune(`"“'[(`, r) {
		return false
	}
	n := &node{title: cleanTitle(t), line: x.Line}
	switch {
	case convention.Slug(n.title) == "" || strings.ContainsRune(".,;!…", last):
		return false
	case last == '?':
		b.looks(n, asked)
	case last == ':':
		if next.Kind == page.Item && !next.Ordered || o.w.has("announce", norm(t)) {
			return false
		}
		b.looks(n, colon)
	case b.names(t):
		b.looks(n, named)
	case !x.Apart && !o.w.trouble(t), o.w.bids(norm(t)) && !o.w.trouble(t):
		return false
	default:
		b.looks(n, titled)
	}
	return true
}

// names reports whether an item of a list of an open topic is the given title.
func (b *builder) names(title string) bool {
	for _, o := range b.stack {
		for _, x := range o.n.body {
			if x.Kind == page.Item && convention.Key(page.Plain(x.Text)) == convention.Key(title) {
				return true
			}
		}
	}
	return false
}

// endLabel parts a paragraph whose last sentence is a label with a colon.
func (o *sorter) endLabel(s string) (before string, l label, ok bool) {
	list := sentences(s)
	if len(list) < 2 || !strings.HasSuffix(page.Plain(s), ":") {
		return "", label{}, false
	}
	l, ok = o.w.label(list[len(list)-1], cause, remedy, symptom)
	return strings.Join(list[:len(list)-1], " "), l, ok && l.rest == ""
}
