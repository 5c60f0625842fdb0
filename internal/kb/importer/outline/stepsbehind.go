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
