package outline

import (
	"strings"

	"hotro/internal/kb/importer/page"
	"hotro/internal/text"
)

// left remarks on what reading left out.
func (o *sorter) left(list []page.Left) {
	for _, l := range list {
		switch l.Why {
		case page.Site:
			kind := Site
			if o.machine(l.Text) {
				kind = Machine
			}
			o.remark(kind, l.Line, l.Text)
		case page.Struck:
			o.remark(Struck, l.Line, l.Text)
		case page.Hidden:
			if o.machine(l.Text) || o.w.has("program", norm(l.Text)) {
				o.remark(Machine, l.Line, l.Text)
			}
		}
	}
}

// menuLeast is how many short lines at the head of pasted text are a menu.
const menuLeast = 5

// unmenued takes out the site's menu that was pasted with the page: a run of short
// lines at its head that are no sentences and say nothing to do. A line that names
// problems in general may be the page's title and stays.
func (o *sorter) unmenued(blocks []page.Block) []page.Block {
	if !o.pasted {
		return blocks
	}
	n := 0
	for n < len(blocks) && blocks[n].Kind == page.Paragraph && (n == 0 || !blocks[n].Apart) {
		t := page.Plain(blocks[n].Text)
		if _, sure := leadingCode(t); sure || len([]rune(t)) > 45 || strings.ContainsAny(t[len(t)-1:], ".:;!") || o.w.bids(norm(t)) && len(strings.Fields(t)) > 3 {
			break
		}
		n++
	}
	if n < menuLeast {
		return blocks
	}
	var out []page.Block
	for _, b := range blocks[:n] {
		if o.w.gathers(b.Text) && o.w.trouble(b.Text) && len(out) == 0 {
			out = append(out, b)
			continue
		}
		o.remark(Site, b.Line, b.Text)
	}
	return append(out, blocks[n:]...)
}

// screened takes out what speaks to programs, and what the site asks its
// readers.
func (o *sorter) screened(blocks []page.Block) []page.Block {
	var out []page.Block
	for i := 0; i < len(blocks); i++ {
		b := blocks[i]
		s := norm(b.Text)
		if n := o.saidToPrograms(blocks[i:]); n > 0 {
			for _, x := range blocks[i : i+n] {
				o.remark(Machine, x.Line, blockText(x))
			}
			i += n - 1
			continue
		}
		switch {
		case b.Kind != page.Code && o.machine(b.Text):
			o.remark(Machine, b.Line, b.Text)
			b.Text = ""
			if len(b.Kids) == 0 {
				continue
			}
		case b.Kind == page.Paragraph && o.docNumber(b.Text):
			o.remark(Site, b.Line, b.Text)
			continue
		case b.Kind == page.Picture && o.w.has("program", s) && len(strings.Fields(s)) > 6:
			o.remark(Machine, b.Line, b.Text)
			continue
		case b.Kind == page.Heading && max(o.pitched(blocks[i:]), o.othersOnly(blocks[i:])) > 0:
			n := max(o.pitched(blocks[i:]), o.othersOnly(blocks[i:]))
			for _, x := range blocks[i : i+n] {
				o.remark(Site, x.Line, blockText(x))
			}
			i += n - 1
			continue
		case b.Kind != page.Code && len(b.Text) < 300 && (o.w.has("feedback", s) || b.Kind == page.Paragraph && o.sold(b.Text)):
			if b.Text = o.pleaded(b); b.Text == "" {
				continue
			}
		}
		b.Kids = o.screened(b.Kids)
		for r := range b.Rows {
			for c, cell := range b.Rows[r].Cells {
				if o.machine(cell) {
					o.remark(Machine, b.Rows[r].Line, cell)
					b.Rows[r].Cells[c] = ""
				}
			}
		}
		if b.Kind == page.Note && len(b.Kids) == 0 {
			continue
		}
		out = append(out, b)
	}
	return out
}

// pleaded takes out of a text the sentences in which the site asks its readers, and
// returns what is left.
func (o *sorter) pleaded(b page.Block) string {
	var stay, gone []string
	for _, s := range sentences(b.Text) {
		if hello, rest, ok := o.greeted(s); ok {
			gone, s = append(gone, hello), rest
		}
		if o.w.has("feedback", norm(s)) || o.w.begins("onward", norm(s)) != "" || b.Kind == page.Paragraph && o.w.sells(s) {
			gone = append(gone, s)
		} else {
			stay = append(stay, s)
		}
	}
	left := strings.Join(stay, " ")
	if b.Kind == page.Heading || len(gone) == 0 || len(norm(left)) < pleadLeast && !o.w.act(left) {
		o.remark(Site, b.Line, b.Text)
		return ""
	}
	o.remark(Site, b.Line, strings.Join(gone, " "))
	return left
}

// greeted parts a sentence from the greeting before its first comma: "Dear customer, your
// account may be locked for these reasons:".
func (o *sorter) greeted(s string) (hello, rest string, ok bool) {
	hello, rest, ok = strings.Cut(s, ", ")
	return hello, text.Capital(rest), ok && o.w.begins("greets", norm(hello)) != "" && len(norm(rest)) >= pleadLeast
}

// pleadLeast is how much must be left of a text to be more than the rest of a plea.
const pleadLeast = 40

// docNumber reports whether a line is what a site numbers its pages by: "Article
// #104418".
func (o *sorter) docNumber(s string) bool {
	f := strings.Fields(page.Plain(s))
	if len(f) < 2 || len(f) > 4 || !strings.ContainsAny(f[len(f)-1], "0123456789") {
		return false
	}
	r, _, ok := o.w.named(strings.TrimRight(strings.Join(f[:len(f)-1], " "), " :#"))
	return ok && r == site
}
