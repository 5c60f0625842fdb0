package outline

import (
	"slices"
	"strings"

	"hotro/internal/kb/convention"
	"hotro/internal/kb/importer/page"
)

// place sorts a node into topics, groups and asides; g is the group it stands
// in.
func (o *sorter) place(n *node, g int) {
	o.renamed(n)
	switch {
	case n.role == site, n.role == none && o.w.has("promo", norm(n.title)) && n != o.root:
		o.leave(n)
		return
	case o.isTopic(n, nil):
		o.topics(n, g)
		return
	}
	if n != o.root && o.gathersTopics(n) && n.title != "" {
		o.out.Groups = append(o.out.Groups, Group{Title: n.title, Line: n.line})
		g = len(o.out.Groups) - 1
	} else if n.title != "" && n.title != o.out.Title {
		o.aside(g, Text{Line: n.line, Text: n.title})
	}
	if n.word != "" && n.title == "" {
		o.label(n.word)
	}
	for _, t := range o.texts(n.body) {
		o.aside(g, t)
		if release.MatchString(n.title) || releases(n) { // what changed is no part of what goes wrong
			o.out.All -= weigh([]Text{t})
		}
	}
	o.shareCauses(n)
	for _, k := range n.kids {
		o.renamed(k)
		if o.isTopic(k, n) {
			o.topics(k, g)
			continue
		}
		o.place(k, g)
	}
}

// shareCauses gives numbered causes, which stand before as many problems, to
// those.
func (o *sorter) shareCauses(n *node) {
	var causes, problems, rest []*node
	for _, k := range n.kids {
		switch {
		case k.role == cause && k.n > 0 && k.title != "":
			causes = append(causes, k)
			continue
		case o.isTopic(k, n):
			problems = append(problems, k)
		}
		rest = append(rest, k)
	}
	if len(causes) == 0 || len(causes) != len(problems) {
		return
	}
	for i, c := range causes {
		problems[i].kids = append([]*node{{role: cause, line: c.line, word: c.word, body: append([]page.Block{{Text: c.title, Line: c.line}}, c.body...), kids: c.kids}}, problems[i].kids...)
	}
	n.kids = rest
}

// renamed names a node whose title says nothing of the problem, while its titles
// say what to do about what its first sentence names.
func (o *sorter) renamed(n *node) {
	if !o.w.gathers(n.title) || !o.mostBid(n) || len(n.body) == 0 || n.body[0].Kind != page.Paragraph {
		return
	}
	list := sentences(n.body[0].Text)
	if len(list) == 0 || !o.w.trouble(list[0]) || len(page.Plain(list[0])) > 2*titleMax {
		return
	}
	o.label(n.title)
	n.title = cleanTitle(page.Plain(list[0]))
	n.body[0].Text = strings.Join(list[1:], " ")
	if n.body[0].Text == "" {
		n.body = n.body[1:]
	}
}

// answered names a text that answers somebody: it has no title, and says what the
// problem is in the line that leads to its cases.
func (o *sorter) answered(n *node) {
	if n.title != "" || len(n.kids) < 2 || slices.ContainsFunc(n.kids, func(k *node) bool { return k.role != way }) {
		return
	}
	for i, b := range n.body {
		plain := page.Plain(b.Text)
		if !strings.HasSuffix(plain, ":") || !o.w.trouble(plain) {
			continue
		}
		f := strings.Fields(plain)
		for k := 2; k < len(f); k++ {
			if s := norm(strings.Join(f[k:], " ")); o.w.begins("casesof", s) != "" || o.w.begins("announce", s) != "" {
				n.title, n.line = strings.Join(f[:k], " "), b.Line
				o.label(strings.Join(f[k:], " "))
				n.body = slices.Delete(slices.Clone(n.body), i, i+1)
				o.out.Title = n.title
				return
			}
		}
	}
}

// article reports whether a page has no problem and still says what to do, step by
// step: its title is what users come with.
func (o *sorter) article(root *node) bool {
	if root.title == "" || o.isTopic(root, nil) || o.gathersTopics(root) {
		return false
	}
	steps, all := 0, 0
	var count func(n *node)
	count = func(n *node) {
		for _, b := range n.body {
			all++
			if b.Ordered || o.w.act(b.Text) {
				steps++
			}
		}
		for _, k := range n.kids {
			count(k)
		}
	}
	count(root)
	return steps > 2 && 2*steps > all
}

func (o *sorter) topics(n *node, g int) {
	t := o.topic(n)
	o.out.Groups[g].Topics = append(o.out.Groups[g].Topics, t)
	o.out.Mapped += len(t.Title) + weigh(t.Intro) + weigh(t.Steps)
	for _, c := range t.Causes {
		o.out.Mapped += len(c.Title) + weigh(c.Told) + weigh(c.Steps)
	}
}

func (o *sorter) aside(g int, t Text) {
	o.out.Groups[g].Aside = append(o.out.Groups[g].Aside, t)
}

// leave leaves out a part of the page that is the site's.
func (o *sorter) leave(n *node) {
	var all []string
	var read func(n *node)
	read = func(n *node) {
		all = append(all, n.word, n.title)
		for _, b := range n.body {
			all = append(all, blockText(b))
		}
		for _, k := range n.kids {
			read(k)
		}
	}
	read(n)
	o.remark(Site, n.line, strings.Join(all, " "))
}

// blockText is everything a block says.
func blockText(b page.Block) string {
	out := []string{page.Plain(b.Text)}
	for _, k := range b.Kids {
		out = append(out, blockText(k))
	}
	for _, r := range b.Rows {
		out = append(out, page.Plain(strings.Join(r.Cells, " ")))
	}
	return strings.Join(out, " ")
}

// gathersTopics reports whether there is a topic among what is under a node.
func (o *sorter) gathersTopics(n *node) bool {
	for _, k := range n.kids {
		if o.isTopic(k, n) || o.gathersTopics(k) {
			return true
		}
	}
	return false
}

// isTopic reports whether a node is a problem that users come with. in is the
// node it stands in, nil for the page as a whole.
func (o *sorter) isTopic(n, in *node) bool {
	if n.role != none && n.role != way {
		return false
	}
	if convention.Slug(n.title) == "" || releases(n) || in != nil && in.role == note && !o.instructs(n) {
		return false // among notes, what has no remedy is none: "Fixed issues"
	}
	if l, ok := o.w.label(n.title); ok && l.rest == "" && l.role != problem {
		return false
	}
	strong := o.strongKids(n)
	own := len(o.w.codesIn(n.title, false)) > 0 && !o.w.gathers(n.title) && !n.tab
	switch {
	case convention.IsCode(n.title), own && o.codeKids(n) == 0 && (in != nil || n.labels(cause, remedy)):
		return true
	case strong:
		return false
	case n.labels(cause, remedy, cases, symptom) && (!o.w.gathers(n.title) || n.labels(cause)):
		return in != nil || !o.troubleKids(n, 2) || n.labels(cause) && o.specific(n.title) && !o.troubleBeside(n)
	case n.labels(code), in != nil && len(n.kids) > 1 && announces(o, n) && !o.w.gathers(n.title):
		return true
	}
	return o.reads(n, in)
}

// reads reports whether a node without labels reads like a problem: by its title
// and what it holds, or because its neighbours do.
func (o *sorter) reads(n, in *node) bool {
	if o.w.gathers(n.title) && !o.mostBid(n) || !o.substance(n) || o.w.has("promo", norm(n.title)) {
		return false
	}
	if o.troubleKids(n, 2) && !o.mostBid(n) && (o.general(n.title) || in == nil && !casesFollow(n)) {
		return false
	}
	if in == nil && o.general(n.title) && len(n.body) == 0 && len(n.kids) > 0 && o.troubleKids(n, 1) && !o.mostBid(n) && !n.labels(cause, remedy, symptom) {
		return false // "Lỗi học online" with "Nộp bài bị lỗi" and "Quên mật khẩu" below
	}
	if in == nil && o.general(n.title) && o.problemCases(n) {
		return false // "Xử lý lỗi chấm công" over "Trường hợp 1: Máy không nhận vân tay"
	}
	if o.w.trouble(n.title) || strings.HasSuffix(n.title, "?") {
		return true
	}
	if o.w.asks(n.title) {
		return o.instructs(n)
	}
	if in == nil || in.role != none || !o.instructs(n) {
		return false
	}
	return o.mostKids(in, n) || o.w.gathers(in.title) && !o.w.bids(norm(n.title))
}

// casesFollow reports whether the text under a title leads on to what is below
// it, which only looks like headings.
func casesFollow(n *node) bool {
	k := len(n.body)
	return k > 0 && !n.kids[0].real && strings.HasSuffix(page.Plain(n.body[k-1].Text), ":")
}

// strongKids reports whether a problem stands under a node that is one beyond
// doubt.
func (o *sorter) strongKids(n *node) bool {
	for _, k := range n.kids {
		switch {
		case k.role == none && (k.labels(cause) && k.labels(remedy) || len(k.kids) > 0 && k.kids[0].role == code):
			return true
		case k.role == none && !k.tab && (len(o.w.codesIn(k.title, false)) > 0 && !o.w.gathers(k.title)) && !convention.IsCode(n.title):
			return true
		case k.role == none && k.labels(cause, remedy, symptom) && !o.w.trouble(n.title) && !announces(o, n):
			return true
		}
		if k.role != note && o.strongKids(k) {
			return true
		}
	}
	return false
}

// announces reports whether the text under a title says that cases follow.
func announces(o *sorter, n *node) bool {
	for _, b := range n.body {
		if t := norm(b.Text); strings.HasSuffix(page.Plain(b.Text), ":") && o.w.has("announce", t) {
			return true
		}
	}
	return false
}

// labels reports whether something right under a node has one of the roles.
func (n *node) labels(roles ...role) bool {
	for _, k := range n.kids {
		for _, r := range roles {
			if k.role == r {
				return true
			}
		}
	}
	return false
}

func (o *sorter) codeKids(n *node) int {
	c := 0
	own := o.w.codesIn(n.title, false)
	for _, k := range n.kids {
		other := slices.ContainsFunc(o.w.codesIn(k.title, false), func(x string) bool { return !slices.Contains(own, x) })
		if k.role == none && other && o.w.soft(k.title) == none {
			c++
		}
	}
	return c
}

// general reports whether a title names problems of one kind: "Login issues",
// "Lỗi in ấn".
func (o *sorter) general(title string) bool {
	s := norm(title)
	return o.w.count("trouble", s, 2) == o.w.count("kind", s, 2)
}

// lists reports whether a list right under a node, or among its causes, names a
// title that stands under it too.
func lists(n *node, title string) bool {
	key := convention.Key(title)
	if slices.ContainsFunc(n.body, func(b page.Block) bool { return b.Kind == page.Item && convention.Key(page.Plain(b.Text)) == key }) {
		return true
	}
	return slices.ContainsFunc(n.kids, func(k *node) bool { return k.role == cause && k.title == "" && lists(k, title) })
}

// specific reports whether a title names one problem and not a kind of them.
func (o *sorter) specific(title string) bool {
	return o.w.trouble(title) && !o.general(title) && !o.w.gathers(title)
}

// troubleBeside reports whether problems stand right under a node, beside what its
// labels gather.
func (o *sorter) troubleBeside(n *node) bool {
	return slices.ContainsFunc(n.kids, func(k *node) bool {
		return k.role == none && o.w.soft(k.title) == none && o.w.trouble(k.title)
	})
}

// troubleKids reports whether at least n titles under a node name problems.
func (o *sorter) troubleKids(x *node, n int) bool {
	for _, k := range x.kids {
		if k.count && o.specific(x.title) || o.specific(x.title) && lists(x, k.title) || o.w.begins("condition", norm(k.title)) != "" {
			continue // "1. Pin yếu" in bold below "Máy không lên nguồn" is a case of it
		}
		if k.role == none && o.w.soft(k.title) == none && (o.w.trouble(k.title) || strings.HasSuffix(k.title, "?")) && !o.w.bids(norm(k.title)) {
			n--
		}
		if k.role != none && k.role != note && o.troubleKids(k, 2) {
			return true
		}
	}
	return n <= 0
}

// substance reports whether anything stands under a title.
func (o *sorter) substance(n *node) bool {
	return len(n.kids) > 0 || len(n.body) > 0 && !o.general(n.title) || slices.ContainsFunc(n.body, func(b page.Block) bool { return b.Kind != page.Code && b.Kind != page.Picture })
}

// mostBid reports whether most titles under a node say what to do: they are
// remedies, to be tried in turn.
func (o *sorter) mostBid(n *node) bool {
	yes, all := 0, 0
	for _, k := range n.kids {
		if k.role == note || k.role == site {
			continue
		}
		all++
		if o.w.bids(norm(k.title)) {
			yes++
		}
	}
	return yes > 1 && 2*yes >= all
}

// instructs reports whether something under a title says what to do.
func (o *sorter) instructs(n *node) bool {
	for _, b := range n.body {
		if b.Ordered || o.w.act(blockText(b)) {
			return true
		}
	}
	for _, k := range n.kids {
		if k.role == remedy || k.role == step || o.w.bids(norm(k.title)) || o.instructs(k) {
			return true
		}
	}
	return false
}

// mostKids reports whether most of what stands beside a node are problems.
func (o *sorter) mostKids(in, but *node) bool {
	yes, all := 0, 0
	for _, k := range in.kids {
		if k == but || k.role == note || k.role == site {
			continue
		}
		all++
		if o.w.trouble(k.title) || strings.HasSuffix(k.title, "?") || k.labels(cause, remedy) {
			yes++
		}
	}
	return 2*yes > all
}
