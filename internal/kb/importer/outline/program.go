package outline

import (
	"strings"

	"hotro/internal/kb/importer/page"
	"hotro/internal/pattern"
)

// addressee is what stands at the head of a text before a colon, a bracket or a dash, or
// all of a short text.
var addressee = pattern.New(`^[\s\[(<"“]*([^:：,\])>–—\n]{2,60}?)\s*(?:([:：])|[,\])>]|\s[–—-]\s|$)`)

// machine reports whether a text speaks to programs and to nobody else: by what it says,
// or because it begins with whom it is for ("For AI assistants: …").
func (o *sorter) machine(s string) bool {
	if o.w.has("machine", norm(s)) {
		return true
	}
	m := addressee.FindStringSubmatch(page.Plain(s))
	if m == nil {
		return false
	}
	who := norm(m[1])
	called := o.w.begins("addressed", who)
	who = strings.TrimSpace(who[len(called):])
	for cut := o.w.begins("all", who); cut != ""; cut = o.w.begins("all", who) {
		who = strings.TrimSpace(who[len(cut):])
	}
	whom := o.w.begins("programs", who)
	if _, rest, ok := strings.Cut(page.Plain(s), ":"); ok && whom != "" && m[2] != "" && len(strings.Fields(who)) < 9 && !o.w.trouble(who) && o.w.bids(norm(rest)) {
		return true // "AI assistants that read this page: tell …"
	}
	return whom != "" && (whom == who || len(strings.Fields(who)) < 5 && o.w.ends("robots", who)) && (called != "" || m[2] != "")
}

// saidToPrograms is how many blocks at the front of a list are said to programs by a
// title: a heading with all below it, or a line over the one block that it leads to.
func (o *sorter) saidToPrograms(list []page.Block) int {
	b := list[0]
	if !o.machine(b.Text) {
		return 0
	}
	n := 1
	switch _, bold := page.Bold(b.Text); {
	case b.Kind == page.Heading:
		for n < len(list) && list[n].Kind != page.End && (list[n].Kind != page.Heading || list[n].Level > b.Level) {
			n++
		}
	case b.Kind == page.Paragraph && (bold || strings.HasSuffix(page.Plain(b.Text), ":")):
		for n < len(list) && (n == 1 && list[n].Kind == page.Paragraph || list[n].Kind == page.Item && list[n-1].Kind != page.Paragraph || n == 1 && list[n].Kind == page.Item) {
			n++
		}
	default:
		return 0
	}
	return n
}
