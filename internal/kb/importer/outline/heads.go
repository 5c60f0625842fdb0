package outline

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"hotro/internal/kb/convention"
	"hotro/internal/kb/importer/page"
	"hotro/internal/pattern"
)

var (
	titleMark = pattern.New(`^(?:\d{1,2}(?:\.\d{1,2})*[.)/]?|[A-H][.)]|[IVX]{1,4}[.)]|[a-h]\))\s+`)
	numbered  = pattern.New(`^([\x{e001}\x{e002}]*)\(?(\d{1,2})[.)]\s+(.+)$`)
)

// messageLine is a line that ends in what a screen says: `The screen shows: "Paper out"`.
var messageLine = pattern.New(`:\s*["“][^"”]+["”]$`)

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
			n := o.headed(x.Text, x.Line)
			n.tab = x.Marker == page.Tab
			b.heading(n, x.Level)
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

// paragraph adds a paragraph, or what it stands for.
func (o *sorter) paragraph(b *builder, x, next page.Block, all []page.Block) {
	if o.leadIn(x, next) {
		o.label(x.Text)
		b.looks(&node{role: remedy, line: x.Line, word: page.Plain(x.Text)}, labelled)
		return
	}
	if o.asksWhy(b, x, all) {
		o.label(x.Text)
		b.looks(&node{role: cause, line: x.Line, word: page.Plain(x.Text)}, labelled)
		return
	}
	if o.codeRun(x, all) && o.coded(b, x, next, all) || o.labelled(b, x, next) || o.coded(b, x, next, all) || o.boldHead(b, x, next) {
		return
	}
	if m := numbered.FindStringSubmatch(x.Text); m != nil && !o.pasted {
		x.Kind, x.Ordered, x.Text = page.Item, true, m[1]+m[3]
		x.Number, _ = strconv.Atoi(m[2])
		b.body(x)
		return
	}
	if y, ok := lettered(x, all); ok && !o.pasted {
		b.body(y)
		return
	}
	if o.pasted && o.pastedHead(b, x, next, all) {
		return
	}
	if t := page.Plain(x.Text); strings.HasSuffix(t, ":") && next.Kind == page.Item && o.conditional(t) && b.at().role == none && (b.at() == b.root || b.has(supposed)) && !o.w.trouble(b.at().title) || b.has(supposed) && o.conditional(t) && strings.HasSuffix(t, ":") && next.Kind == page.Item {
		b.looks(&node{title: cleanTitle(t), line: x.Line}, supposed)
		return
	}
	if before, lead, ok := o.endLead(x, next); ok {
		x.Text = before
		b.body(x)
		o.label(lead)
		b.looks(&node{role: remedy, line: x.Line, word: page.Plain(lead)}, labelled)
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

// conditional reports whether a line sets a condition that names a problem: "If
// your printer does not connect, try this:".
func (o *sorter) conditional(t string) bool {
	return o.w.begins("condition", norm(t)) != "" && !o.w.has("still", norm(t)) && o.w.trouble(t) && utf8.RuneCountInString(t) <= titleMax
}

// coded opens a line that begins with a code, where more than one does or the
// code stands alone.
func (o *sorter) coded(b *builder, x, next page.Block, all []page.Block) bool {
	if k := b.at(); k.role == note && x.Kind == page.Item && o.changes(k.title) {
		return false
	}
	c, sure := leadingCode(x.Text)
	run := c != "" && o.codeRun(x, all)
	if !sure && !run {
		return o.codeLine(b, x, next, all)
	}
	if !run && !convention.IsCode(page.Plain(x.Text)) {
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
	rest = o.sinceMended(n, rest)
	if page.Plain(rest) != "" {
		x.Kind, x.Text, x.Kids = page.Paragraph, strings.TrimLeft(rest, " -–—:."), nil
		for _, y := range o.atSentences(x) {
			o.paragraph(b, y, next, nil)
		}
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
		s, n := bolded, o.headed(t, x.Line)
		if b.has(asked) && n.role == none && o.w.trouble(t) {
			s = asked // "My invoice never arrived" among questions
		}
		if strings.HasSuffix(t, "?") {
			s = asked
			if head, _ := answered(next); head != "" && next.Kind == page.Item && o.w.answers(head) {
				return false
			}
		}
		b.looks(n, s)
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
func (o *sorter) pastedHead(b *builder, x, next page.Block, all []page.Block) bool {
	t := page.Plain(x.Text)
	r, _ := utf8.DecodeRuneInString(t)
	last, _ := utf8.DecodeLastRuneInString(t)
	if next.Kind == page.End || utf8.RuneCountInString(t) > titleMax || !unicode.IsUpper(r) && !unicode.IsDigit(r) && !strings.ContainsRune(`"“'[(`, r) {
		return false
	}
	n := &node{title: cleanTitle(t), line: x.Line}
	if o.changes(t) && next.Kind != page.Heading {
		b.looks(o.headed(t, x.Line), titled)
		return true
	}
	switch {
	case convention.Slug(n.title) == "" || strings.ContainsRune(".,;!…", last):
		return false
	case messageLine.MatchString(t) && b.at().title != "" && len(b.at().body)+len(b.at().kids) == 0:
		return false // what the screen of the problem shows
	case last == '?':
		b.looks(n, asked)
	case last == ':':
		if next.Kind == page.Item && !next.Ordered || o.w.has("announce", norm(t)) {
			return false
		}
		b.looks(n, colon)
	case b.names(t):
		b.looks(n, named)
	case x.Apart && next.Kind == page.Paragraph && !next.Apart && o.w.begins("because", norm(next.Text)) != "" && !strings.HasSuffix(page.Plain(next.Text), ":"):
		b.looks(n, titled) // "In ra hai bill" over "Vì hai quầy …"
	case x.Apart && next.Apart && next.Kind == page.Paragraph && o.w.begins("because", norm(next.Text)) != "" && o.becausePoints(next, all):
		b.looks(n, titled)
	case !x.Apart && !o.w.trouble(t), o.w.bids(norm(t)) && !o.w.trouble(t):
		return false
	default:
		b.looks(n, titled)
	}
	return true
}

// becausePoints reports whether what to do about a reason stands right below it.
func (o *sorter) becausePoints(x page.Block, all []page.Block) bool {
	at := slices.IndexFunc(all, func(y page.Block) bool { return y.Line == x.Line && y.Text == x.Text })
	return at >= 0 && at+1 < len(all) && all[at+1].Kind == page.Item && o.w.act(all[at+1].Text)
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
