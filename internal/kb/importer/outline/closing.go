package outline

import (
	"strings"
	"unicode/utf8"

	"hotro/internal/kb/importer/page"
	"hotro/internal/pattern"
)

var (
	rights   = pattern.New(`^(?:©|\([cC]\)\s|Copyright\b)`)
	pageMark = pattern.New(`^(?:[-–—]\s*)?(?:[Pp]age|[Tt]rang|[Tt]r\.)?\s*\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?(?:\s*[-–—])?$`)
	// chapterMark is a page of a manual by its chapter: "Maintenance 4-12".
	chapterMark = pattern.New(`^(?:\p{Lu}\pL+(?: \pL+){0,3}\s+)?\d{1,2}[-–]\d{1,3}$`)
	// reach is a mail address, a telephone number, an extension or hours.
	reach     = pattern.New(`@|(?:\d[\s().-]?){6,}|\b[Ee]xt\.?\s?\d|\b\d{1,2}(?::\d\d|h)?\s?[-–]\s?\d{1,2}(?::\d\d|h)?\b`)
	elsewhere = pattern.New(`[→»›]$`) // a link to another page
	hashtags  = pattern.New(`^(?:#[\pL\d_]+\s*)+$`)
	pageTail  = pattern.New(`^(.{6,}?)[\s|–—-]+(?:[Pp]age\s+|[Tt]rang\s+)?\d{1,4}$`)
)

// closingMax is how long a line that ends a page may be, in letters.
const closingMax = 220

// unclosed takes the lines off the end of a page that belong to no problem of it:
// whom to call, wishes, a way back. What says whom to call stays on the page.
func (o *sorter) unclosed(blocks []page.Block) []page.Block {
	blocks = o.untailed(blocks)
	for n := len(blocks); n > 1; n = len(blocks) {
		b := blocks[n-1]
		if b.Kind == page.End || b.Kind == page.Picture {
			return blocks
		}
		if b.Kind == page.Note && o.legal(blockText(b)) && o.leaves(blocks[:n-1]) {
			o.remark(Site, b.Line, blockText(b))
			blocks = blocks[:n-1]
			continue
		}
		if b.Kind != page.Paragraph || utf8.RuneCountInString(b.Text) > closingMax || !o.leaves(blocks[:n-1]) {
			return blocks
		}
		s := norm(b.Text)
		switch {
		case o.legal(b.Text), o.linkRow(b.Text):
			o.remark(Site, b.Line, b.Text)
		case o.w.begins("farewell", s) != "", o.w.begins("signed", s) != "" && strings.Contains(b.Text, ":"), rights.MatchString(page.Plain(b.Text)), o.pasted && (pageMark.MatchString(page.Plain(b.Text)) || chapterMark.MatchString(page.Plain(b.Text))):
			o.remark(Site, b.Line, b.Text)
		case o.contact(b.Text), o.offersHelp(b.Text):
			o.remark(Contact, b.Line, b.Text)
			o.closing = append([]Text{o.text(b)}, o.closing...)
			o.out.All -= weight(b)
		default:
			return blocks
		}
		blocks = blocks[:n-1]
	}
	return blocks
}

// contact reports whether a text says whom to turn to.
func (o *sorter) contact(s string) bool {
	said := norm(s)
	return o.w.begins("contact", said) != "" || o.w.begins("reach", said) != "" && reach.MatchString(page.Plain(s))
}

// offersHelp reports whether a short text asks who needs more, and says whom to turn to.
func (o *sorter) offersHelp(s string) bool {
	list := sentences(s)
	if len(list) != 2 || !strings.HasSuffix(page.Plain(list[0]), "?") || len(strings.Fields(page.Plain(s))) > 14 {
		return false
	}
	return o.w.begins("reach", norm(list[1])) != ""
}

// tailWords is how many words a line at the end of a page may have that nothing is known
// of, and goes with what is known there.
const tailWords = 12

// buttonWords is how many words a button has: what bids in more is said to users.
const buttonWords = 3

// untailed takes off the end of a page what stands behind a line that surely ends it: a
// wish, small print, a row of links. What follows such a line, a few words each, is the
// site's as well: a slogan, a button, tags.
func (o *sorter) untailed(blocks []page.Block) []page.Block {
	from := len(blocks)
	for from > 0 && blocks[from-1].Kind == page.Paragraph {
		from--
	}
	for i := max(from, 1); i < len(blocks); i++ {
		if !o.ends(blocks[i].Text) || !o.leaves(blocks[:i]) {
			continue
		}
		for _, b := range blocks[i:] {
			n := len(strings.Fields(page.Plain(b.Text)))
			if !o.ends(b.Text) && (n > tailWords || o.w.trouble(b.Text) || n > buttonWords && o.w.act(b.Text)) {
				return blocks // something is still to be done
			}
		}
		for _, b := range blocks[i:] {
			if o.contact(b.Text) {
				o.remark(Contact, b.Line, b.Text)
				o.closing = append(o.closing, o.text(b))
				o.out.All -= weight(b)
				continue
			}
			o.remark(Site, b.Line, b.Text)
		}
		return blocks[:i]
	}
	return blocks
}

// ends reports whether a line ends a page and says nothing else.
func (o *sorter) ends(s string) bool {
	plain := page.Plain(s)
	return o.w.begins("farewell", norm(s)) != "" || rights.MatchString(plain) || o.legal(s) || o.linkRow(s) || hashtags.MatchString(plain) || elsewhere.MatchString(plain) && len(strings.Fields(plain)) <= tailWords
}

// legal reports whether a text says who may read a page, what it is bound to and what
// nobody answers for: no problem is told of in it.
func (o *sorter) legal(s string) bool {
	return utf8.RuneCountInString(page.Plain(s)) <= closingMax && o.w.has("legal", norm(s))
}

// linkRow reports whether a line is two or more links and what stands between them.
func (o *sorter) linkRow(s string) bool {
	parts := dotted.Split(strings.TrimSpace(s), -1)
	for _, p := range parts {
		if !page.Link(p) && o.w.begins("print", norm(p)) != norm(p) {
			return false
		}
	}
	return len(parts) > 1
}

// leaves reports whether what stands before the last line of a page can do without
// it: no heading and no label wants a text.
func (o *sorter) leaves(before []page.Block) bool {
	last := before[len(before)-1]
	if last.Kind == page.Heading {
		return false
	}
	l, ok := o.w.label(last.Text)
	_, bold := page.Bold(last.Text)
	return !bold && !(ok && l.rest == "") && !strings.HasSuffix(page.Plain(last.Text), ":")
}

// unheaded takes out of pasted text what stood at the head or the foot of every
// page: one line again and again, with another number.
func (o *sorter) unheaded(blocks []page.Block) []page.Block {
	if !o.pasted {
		return blocks
	}
	tail := func(b page.Block) string {
		text := page.Plain(b.Text)
		if b.Kind == page.Table {
			text = blockText(b)
		}
		m := pageTail.FindStringSubmatch(text)
		if m == nil || b.Kind == page.Item {
			return ""
		}
		return norm(m[1])
	}
	numbers := map[string]map[string]bool{}
	for _, b := range blocks {
		if k := tail(b); k != "" {
			if numbers[k] == nil {
				numbers[k] = map[string]bool{}
			}
			numbers[k][blockText(b)] = true
		}
	}
	var out []page.Block
	for _, b := range blocks {
		if len(numbers[tail(b)]) > 1 {
			o.remark(Site, b.Line, blockText(b))
			continue
		}
		out = append(out, b)
	}
	return out
}

// leadIn reports whether a line only says that what follows is to be done: "Please
// try these steps:".
func (o *sorter) leadIn(x, next page.Block) bool {
	t := page.Plain(x.Text)
	if !strings.HasSuffix(t, ":") || next.Kind == page.End || next.Kind == page.Heading {
		return false
	}
	s := norm(t)
	if o.w.has("announce", s) {
		return false
	}
	for s != "" {
		cut := ""
		if a := o.w.begins("act", s); a == s || a != "" && o.w.begins("leadin", strings.TrimSpace(s[len(a):])) != "" {
			cut = a // "Check the following:", "Check:"
		}
		if to := o.w.begins("to", s); to != "" && cut == "" {
			if a := o.w.begins("act", strings.TrimSpace(s[len(to):])); a != "" {
				cut = to + " " + a // "To clear it:"
			}
		}
		for _, set := range []string{"leadin", "subject", "modal", "please"} {
			if p := o.w.begins(set, s); len(p) > len(cut) {
				cut = p
			}
		}
		if cut == "" {
			return false
		}
		s = strings.TrimSpace(s[len(cut):])
	}
	return true
}
