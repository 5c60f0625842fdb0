package outline

import (
	"strconv"
	"strings"

	"hotro/internal/kb/importer/page"
	"hotro/internal/pattern"
	"hotro/internal/text"
)

// aboutLetter is the head of a line that says for which lettered or numbered cause it is:
// "What to do about (a)".
var aboutLetter = pattern.New(`^(.{2,60}?)\s*\(([a-h]|\d{1,2})\)\s*$`)

// aboutCause reads a line that says what to do about a cause by its letter in brackets.
func (o *sorter) aboutCause(s string) (label, bool) {
	head, rest, ok := strings.Cut(page.Plain(s), ":")
	if !ok || strings.TrimSpace(rest) == "" {
		return label{}, false
	}
	m := aboutLetter.FindStringSubmatch(head)
	if m == nil {
		return label{}, false
	}
	words := norm(m[1])
	r, _, isLabel := o.w.named(m[1])
	if o.w.begins("about", words) == "" && o.w.begins("for", words) == "" && !(isLabel && r == remedy) && o.w.soft(m[1]) != remedy {
		return label{}, false
	}
	n := int(m[2][0]-'a') + 1
	if m[2][0] <= '9' {
		n = lastNumber(m[2])
	}
	return label{role: remedy, n: n, word: head, rest: after(s, head), colon: true}, true
}

// becauseOf opens the cause that a line names before it points to what to do: "Do hết mực
// => thay hộp mực". Without the word for it more than one line must do so.
func (o *sorter) becauseOf(b *builder, x page.Block) bool {
	head, more, ok := o.mendedBy(x.Text)
	if !ok || x.Kind != page.Paragraph || b.at() == b.root {
		return false
	}
	if k := b.at(); k.role != none && k.role != cause && k.role != symptom {
		return false
	}
	n := &node{role: cause, title: cleanTitle(page.Plain(head)), line: x.Line}
	x.Text = text.Capital(more)
	n.kids = []*node{{role: remedy, line: x.Line, body: []page.Block{x}}}
	b.looks(n, labelled)
	return true
}

// becauseItems reports whether an item and another one of its list name a reason each
// before what to do about it.
func (o *sorter) becauseItems(x page.Block, all []page.Block) bool {
	n := 0
	for _, y := range listOf(x, all) {
		if _, _, ok := o.mendedBy(y.Text); ok && len(y.Kids) == 0 {
			n++
		}
	}
	_, _, ok := o.mendedBy(x.Text)
	return ok && n > 1 && len(x.Kids) == 0
}

// mendedBy parts a line that begins as a reason does, and points to what to do.
func (o *sorter) mendedBy(s string) (head, more string, ok bool) {
	plain := norm(s)
	c := o.w.begins("condition", plain)
	if c != "" {
		s = after(s, page.Plain(s)[:len(c)])
		plain = norm(s)
	}
	p := o.w.begins("because", plain)
	if p == "" || len(page.Plain(s)) < len(p) {
		return "", "", false
	}
	at := pointer.FindStringIndex(s)
	if at == nil {
		at = o.w.thens.FindStringIndex(s)
	}
	if at == nil && c != "" { // "Nếu do kẹp lỏng: siết lại kẹp"
		if k := strings.Index(s, ": "); k > 0 && o.w.acts(text.Capital(s[k+2:])) {
			at = []int{k, k + 2}
		}
	}
	if at == nil || at[0] == 0 {
		return "", "", false
	}
	head = text.Capital(after(s[:at[0]], page.Plain(s)[:len(p)]))
	more = strings.TrimSpace(s[at[1]:])
	return head, more, page.Plain(head) != "" && page.Plain(more) != ""
}

// lastNumber is the number that a title ends with before a colon or its end:
// "Solution for cause 2".
func lastNumber(title string) int {
	head, _, _ := strings.Cut(title, ":")
	f := strings.Fields(head)
	if len(f) == 0 {
		return 0
	}
	n, _ := strconv.Atoi(f[len(f)-1])
	return n
}
