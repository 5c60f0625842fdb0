package outline

import (
	"strings"
	"unicode/utf8"

	"hotro/internal/kb/importer/page"
	"hotro/internal/pattern"
)

var (
	percent = pattern.New(`\d{1,3}\s?%`)
	amount  = pattern.New(`(?:[$€£]\s?\d[\d.,]*|\d[\d.,]*\s?(?:[kK]\b|[đ₫€$£]|VND\b|VNĐ|USD\b|EUR\b)|\d+[.,]\d{2}\b)`)
)

// sellMax is how long a text that sells something is, in letters.
const sellMax = 220

// sold reports whether a sentence of a short text sells something.
func (o *sorter) sold(s string) bool {
	if utf8.RuneCountInString(page.Plain(s)) > sellMax {
		return false
	}
	for _, one := range sentences(s) {
		if o.w.sells(one) {
			return true
		}
	}
	return false
}

// sells reports whether a sentence sells something or invites to follow the company: in
// words that nothing else has, or by a price or a percentage beside words of an offer.
// A sentence that names a problem is about that.
func (w *Words) sells(s string) bool {
	plain := page.Plain(s)
	switch c := norm(s); {
	case w.has("sell", c), w.begins("invite", c) != "", w.has("trial", c) && w.has("gratis", c):
		return !w.trouble(plain)
	case strings.HasSuffix(plain, "!") && w.has("launch", c):
		return true
	case w.trouble(plain):
		return false
	}
	return w.offers(plain, percent, "deal", "off") || w.offers(plain, amount, "cheap", "per")
}

// offers reports whether a figure stands behind words of an offer that are no order
// themselves, or before such words.
func (w *Words) offers(s string, figure *pattern.Pattern, before, behind string) bool {
	at := figure.FindStringIndex(s)
	if at == nil {
		return false
	}
	head, tail := norm(s[:at[0]]), norm(s[at[1]:])
	return w.ends(before, head) && w.begins(before, head) != head || w.begins(behind, tail) != ""
}

// pitched says how many blocks at the front are a section that sells something: a heading
// that names no problem over a few paragraphs, 0 for none.
func (o *sorter) pitched(list []page.Block) int {
	if o.w.trouble(list[0].Text) || strings.HasSuffix(page.Plain(list[0].Text), "?") {
		return 0
	}
	sells, n, long := false, 1, 0
	for _, b := range list[1:] {
		if b.Kind == page.Heading || b.Kind == page.End {
			break
		}
		if b.Kind != page.Paragraph && b.Kind != page.Picture {
			return 0
		}
		sells = sells || b.Kind == page.Paragraph && o.sold(b.Text)
		long += utf8.RuneCountInString(page.Plain(b.Text))
		n++
	}
	if !sells || long > sellMax {
		return 0
	}
	return n
}

// othersOnly says how many blocks at the front are a heading over a list of nothing but
// other questions, which ends the page: 0 for none.
func (o *sorter) othersOnly(list []page.Block) int {
	if _, ok := o.w.label(list[0].Text, cause, remedy, symptom, cases); ok || o.w.bids(norm(list[0].Text)) {
		return 0
	}
	n := 1
	for _, b := range list[1:] {
		if b.Kind == page.End {
			break
		}
		t := page.Plain(b.Text)
		if b.Kind == page.Heading {
			return 0
		}
		if b.Kind != page.Item {
			break
		}
		if len(b.Kids) > 0 || !o.w.asks(t) || len(strings.Fields(t)) > tailWords || strings.ContainsAny(t, ".,;:") {
			return 0
		}
		n++
	}
	for _, b := range list[n:] {
		if b.Kind == page.Heading || b.Kind == page.Item {
			return 0
		}
	}
	if n < 3 {
		return 0
	}
	return n
}
