package outline

import (
	"slices"
	"strings"
	"unicode/utf8"

	"hotro/internal/kb/importer/page"
)

// unnamed deals with titles that only say that what follows is a problem: "Problem",
// "Vấn đề". Below a title that names it, one of them is its symptoms; several are
// problems that their first sentences name, each with the parts up to the next.
func (o *sorter) unnamed(n *node) {
	var at []int
	for i, k := range n.kids {
		if o.namesNothing(k) {
			at = append(at, i)
		}
	}
	switch {
	case len(at) == 1 && n.title != "" && (n != o.root || o.specific(n.title)):
		k := n.kids[at[0]]
		o.label(k.title)
		below := k.kids
		k.role, k.word, k.title, k.kids = symptom, k.title, "", nil
		n.kids = slices.Concat(n.kids[:at[0]+1], below, n.kids[at[0]+1:])
	case len(at) > 0:
		kids := slices.Clone(n.kids[:at[0]])
		for i, from := range at {
			to := len(n.kids)
			if i+1 < len(at) {
				to = at[i+1]
			}
			k := n.kids[from]
			o.called(k)
			kids = append(kids, k)
			for _, x := range n.kids[from+1 : to] {
				if x.role == none || x.role == site {
					kids = append(kids, x)
					k = &node{} // what stands behind it is not the problem's
					continue
				}
				if k.title == "" {
					kids = append(kids, x)
					continue
				}
				k.kids = append(k.kids, x)
			}
		}
		n.kids = kids
	}
	for _, k := range n.kids {
		if k.role == way && k.title == k.word && o.w.isCase(k.word) && len(k.body)+len(k.kids) > 1 && len(k.body) > 0 && k.body[0].Kind == page.Paragraph && !o.w.act(k.body[0].Text) {
			o.called(k) // "Case 1:" over what it is
		}
		o.unnamed(k)
	}
}

// namesNothing reports whether a title is the label of a problem and no more, over
// what says which.
func (o *sorter) namesNothing(n *node) bool {
	l, ok := o.w.label(n.title)
	return ok && n.role == none && l.role == problem && l.rest == "" && l.n == 0 && len(n.body) > 0 && n.body[0].Kind == page.Paragraph
}

// called names a node by its first sentence.
func (o *sorter) called(n *node) {
	list := sentences(n.body[0].Text)
	if len(list) == 0 || utf8.RuneCountInString(page.Plain(list[0])) > 2*titleMax {
		return
	}
	o.label(n.title)
	n.title = cleanTitle(page.Plain(list[0]))
	n.body = slices.Clone(n.body)
	if n.body[0].Text = strings.Join(list[1:], " "); n.body[0].Text == "" {
		n.body = n.body[1:]
	}
}

// problemCases reports whether two cases and more stand under a title, each a problem
// with parts of its own.
func (o *sorter) problemCases(n *node) bool {
	yes := 0
	for _, k := range n.kids {
		if k.role == way && o.w.isCase(k.word) && o.w.trouble(k.title) && k.labels(cause, remedy) {
			yes++
		}
	}
	return yes > 1
}
