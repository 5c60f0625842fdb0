package outline

import (
	"slices"
	"strings"

	"hotro/internal/kb/importer/page"
)

// stepsBehind parts a section of one cause, said in a paragraph, from the list behind
// it that says what to do: "Cause: the filter is full." over "1. Pull the filter out.".
func (m *maker) stepsBehind(k *node) (why *node, what []page.Block) {
	at := slices.IndexFunc(k.body, func(b page.Block) bool { return b.Kind == page.Item })
	if at < 1 {
		return k, nil
	}
	for _, b := range k.body[:at] {
		if b.Kind != page.Paragraph || strings.HasSuffix(page.Plain(b.Text), ":") {
			return k, nil
		}
	}
	yes, all := 0, 0
	for _, b := range k.body[at:] {
		if b.Kind != page.Item {
			continue
		}
		all++
		if s := sentences(strings.ReplaceAll(b.Text, "\n", " ")); len(s) > 0 && m.w.acts(s[0]) {
			yes++
		}
	}
	if 2*yes < all {
		return k, nil
	}
	head := *k
	head.body = k.body[:at]
	return &head, k.body[at:]
}

// stepsBelow parts a section of causes in a list from a list of things to do behind a short
// line: "Checks" over "1. Turn eco mode off.".
func (m *maker) stepsBelow(k *node) (causes *node, lead string, steps []page.Block) {
	for i := 1; i+1 < len(k.body); i++ {
		x := k.body[i]
		if x.Kind != page.Paragraph || k.body[i-1].Kind != page.Item || len(strings.Fields(page.Plain(x.Text))) > 6 || strings.HasSuffix(page.Plain(x.Text), ".") {
			continue
		}
		behind := listOf(k.body[i+1], k.body[i+1:])
		if len(behind) > 0 && len(behind) == len(k.body)-i-1 && m.actsMost(behind) && !m.actsMost(k.body[:i]) {
			head := *k
			head.body = k.body[:i]
			return &head, x.Text, behind
		}
	}
	return k, "", nil
}

// leadsOn reports whether a title without anything below it only tells of the ones
// behind it: it shares words with two of them.
func (m *maker) leadsOn(k *node, behind []*node) bool {
	n := 0
	for _, x := range behind {
		if len(k.body)+len(k.kids) == 0 && x.role == none && m.shared(k.title, x.title) > 0 {
			n++
		}
	}
	return n > 1
}

// endLead parts a paragraph whose last sentence only leads to what is to be done:
// "Usually the roll is empty. Please do the following:".
func (o *sorter) endLead(x, next page.Block) (before, lead string, ok bool) {
	list := sentences(x.Text)
	if len(list) < 2 || next.Kind != page.Item {
		return "", "", false
	}
	lead = list[len(list)-1]
	return strings.Join(list[:len(list)-1], " "), lead, o.leadIn(page.Block{Text: lead}, next)
}

// mendedBelow reports whether what mends a cause has a label of its own behind it, so
// that nothing said as the cause is to be done. A list of causes may hold both.
func mendedBelow(in *node, i int) bool {
	k := in.kids[i]
	at := slices.IndexFunc(in.kids[i+1:], func(x *node) bool { return x.role == cause || x.role == remedy })
	if at < 0 || in.kids[i+1+at].role != remedy || len(in.kids[i+1+at].body) == 0 {
		return false
	}
	return k.title == "" && len(k.kids) == 0 &&
		!slices.ContainsFunc(k.body, func(b page.Block) bool { return b.Kind != page.Paragraph || len(b.Kids) > 0 })
}

// asksWhy reports whether a short line asks for the reasons that the list behind it gives:
// it stands first under a problem, and what to do has a lead of its own below the list.
func (o *sorter) asksWhy(b *builder, x page.Block, all []page.Block) bool {
	t := page.Plain(x.Text)
	if n := b.at(); n == b.root || n.role != none || len(n.kids) > 0 || len(strings.Fields(t)) > 8 || !strings.HasSuffix(t, "?") && !strings.HasSuffix(t, ":") || o.w.begins("asksfor", norm(t)) == "" {
		return false
	}
	at := slices.IndexFunc(all, func(y page.Block) bool { return y.Line == x.Line && y.Text == x.Text })
	if at < 0 || at+1 == len(all) || all[at+1].Kind != page.Item {
		return false
	}
	for i, y := range all[at+1:] {
		if y.Kind == page.Heading || y.Kind == page.End {
			break
		}
		if y.Kind != page.Paragraph {
			continue
		}
		next := page.Block{Kind: page.End}
		if k := at + 2 + i; k < len(all) {
			next = all[k]
		}
		l, ok := o.w.label(y.Text, remedy)
		return ok && l.rest == "" || o.leadIn(y, next)
	}
	return false
}
