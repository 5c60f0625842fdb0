package outline

import (
	"strconv"
	"strings"

	"hotro/internal/kb/importer/page"
	"hotro/internal/text"
)

// blocks reads the blocks under a title, for what ctx says they are.
func (m *maker) blocks(list []page.Block, ctx role, at place) {
	list = m.pictures(list)
	if before, tree, rest := m.decisions(list); tree != nil && ctx != symptom && ctx != note && ctx != cause {
		m.blocks(before, ctx, at)
		m.decide(tree, at)
		list = rest
	}
	announced, branched := false, false
	for i, b := range list {
		next := page.Block{Kind: page.End}
		if i+1 < len(list) {
			next = list[i+1]
		}
		if b.Kind == page.Paragraph && next.Kind == page.Item && m.branches(b, list[i+1:]) {
			if strings.HasSuffix(page.Plain(b.Text), "?") && m.t.Ask == "" && at.steps == &m.t.Steps {
				m.t.Ask = page.Plain(b.Text)
			} else {
				*at.told = append(*at.told, m.text(b))
			}
			branched = true
			continue
		}
		if i+1 == len(list) && m.asksLast(b, at) {
			continue
		}
		if branched && b.Kind == page.Item && m.branch(b) || (len(m.t.Causes) > 1 || m.conditions(list)) && m.condition(b) {
			continue
		}
		branched = branched && b.Kind == page.Item
		leads := strings.HasSuffix(page.Plain(b.Text), ":") && next.Kind == page.Item
		switch {
		case ctx == none && quotes(list, i):
			for _, x := range b.Kids {
				*at.told = append(*at.told, m.text(x))
			}
		case b.Kind == page.Note:
			m.note(b, ctx, at)
		case b.Kind == page.Code && ctx == remedy && len(*at.steps) == 0:
			*at.steps = append(*at.steps, m.text(b))
		case b.Kind == page.Code || b.Kind == page.Table:
			m.under(m.text(b), at)
		case ctx == symptom || ctx == note:
			m.told(b, ctx, at)
		case b.Kind == page.Paragraph && ctx == cause && i > 0 && between(list[i-1], next) && len(m.t.Causes) > 0:
			c := &m.t.Causes[len(m.t.Causes)-1]
			c.Told = append(c.Told, m.text(b))
		case b.Kind == page.Paragraph:
			if announced = leads && m.w.has("announce", norm(b.Text)); announced && ctx == none && len(*at.steps) == 0 {
				*at.told = append(*at.told, m.text(b)) // "Check these two causes:" is no step
				continue
			}
			m.paragraph(b, ctx, at, leads)
		case ctx == cause || announced:
			m.causeItem(b, at)
			m.loose = true
		case (ctx == remedy || ctx == none) && len(*at.steps) > 0 && m.remarks(b, list):
			t := m.text(b)
			t.Item, t.Remark = false, true
			*at.steps = append(*at.steps, t)
		case ctx == remedy:
			m.stepItem(b, list, at)
		default:
			m.looseItem(b, list, at)
		}
	}
}

// between reports whether what stands between two items is said to the first: the
// second goes on with its count.
func between(before, next page.Block) bool {
	return before.Kind == page.Item && next.Kind == page.Item && before.Number > 0 && next.Number == before.Number+1
}

// pictures takes pictures out, each with a remark.
func (m *maker) pictures(list []page.Block) []page.Block {
	var out []page.Block
	for _, b := range list {
		if b.Kind == page.Picture {
			m.remark(Pictured, b.Line, b.Text)
			continue
		}
		out = append(out, b)
	}
	return out
}

func (m *maker) paragraph(b page.Block, ctx role, at place, leads bool) {
	t := m.text(b)
	l, isNote := m.w.label(b.Text, note)
	switch {
	case ctx == cause && isNote && l.rest != "": // "Note: …" below the causes is none
		*at.told = append(*at.told, t)
	case ctx == cause && !leads:
		m.causeItem(b, at)
	case ctx == cause:
		*at.told = append(*at.told, t)
	case ctx == remedy && isNote && l.rest != "":
		m.under(t, at)
	case ctx == remedy && leads && !m.w.act(b.Text):
		m.under(t, at)
	case ctx == remedy && len(*at.steps) > 0 && !m.w.act(b.Text):
		m.under(t, at)
	case ctx == remedy:
		*at.steps = append(*at.steps, t)
	default:
		m.prose(b, at)
	}
}

// prose parts a paragraph where it begins to say what to do.
func (m *maker) prose(b page.Block, at place) {
	if l, ok := m.w.label(b.Text, note); ok && l.rest != "" {
		m.under(m.text(b), at)
		return
	}
	list := sentences(b.Text)
	for k, s := range list {
		if !m.w.acts(s) {
			continue
		}
		if k > 0 {
			m.under(Text{Line: b.Line, Text: strings.Join(list[:k], " ")}, at)
		}
		*at.steps = append(*at.steps, Text{Line: b.Line, Text: strings.Join(list[k:], " ")})
		return
	}
	m.under(m.text(b), at)
}

// under adds a text to the step before it, or to what is told first.
func (m *maker) under(t Text, at place) {
	if n := len(*at.steps); n > 0 {
		last := &(*at.steps)[n-1]
		last.Under = append(last.Under, t)
		return
	}
	*at.told = append(*at.told, t)
}

func (m *maker) told(b page.Block, ctx role, at place) {
	if ctx == note {
		m.under(m.text(b), at)
		return
	}
	*at.told = append(*at.told, m.text(b))
}

// note reads what the page sets apart: a remark on the step before it, or a
// message with what to do.
func (m *maker) note(b page.Block, ctx role, at place) {
	for i, k := range b.Kids {
		l, ok := m.w.label(k.Text, note)
		if !ok && i == 0 {
			if t, bold := page.Bold(k.Text); bold {
				_, ok = m.w.label(t, note)
			}
		}
		if ok && i == 0 || ctx == note {
			for _, x := range m.pictures(b.Kids[i:]) {
				if l.rest == "" && x.Line == k.Line && page.Plain(x.Text) == page.Plain(k.Text) {
					m.label(x.Text)
					continue
				}
				m.under(m.text(x), at)
			}
			return
		}
	}
	m.blocks(b.Kids, ctx, at)
}

// stepItem adds an item of a list of steps.
func (m *maker) stepItem(b page.Block, list []page.Block, at place) {
	t := m.text(b)
	l, isNote := m.w.label(b.Text, note)
	if aside := isNote && l.rest != ""; len(*at.steps) > 0 && (!b.Ordered && (mixed(list) || aside) || aside && !m.w.act(text.Capital(page.Plain(l.rest)))) {
		m.number = max(m.number, b.Number)
		m.under(t, at)
		return
	}
	t.Ordered, t.Item = true, false
	if n := len(*at.steps); b.Number > 0 && n > 0 && b.Number != n+1 && m.number >= b.Number {
		m.out.Remarks = append(m.out.Remarks, Remark{Kind: Renumbered, Line: b.Line, Text: page.Plain(b.Text), More: strconv.Itoa(b.Number), N: n + 1})
	}
	m.number = b.Number
	*at.steps = append(*at.steps, t)
}

// remarks reports whether an item among what to do says none of it, while most of
// its neighbours do.
func (m *maker) remarks(b page.Block, list []page.Block) bool {
	if b.Ordered || len(b.Kids) > 0 || m.w.act(b.Text) || page.Command(b.Text) {
		return false
	}
	yes, all := 0, 0
	for _, x := range listOf(b, list) {
		all++
		if m.w.act(blockText(x)) {
			yes++
		}
	}
	return 2*yes > all
}

// looseItem adds an item of which no label says what it is.
func (m *maker) looseItem(b page.Block, list []page.Block, at place) {
	switch {
	case b.Ordered && !m.reasons(list):
		m.stepItem(b, list, at)
	case mixed(list) && len(*at.steps) > 0:
		m.under(m.text(b), at)
	case m.reasons(list):
		m.causeItem(b, at)
	case m.w.act(b.Text) || m.actsMost(listOf(b, list)):
		m.stepItem(b, list, at)
	default:
		m.under(m.text(b), at)
	}
}

// mixed reports whether a list has numbers and bullets.
func mixed(list []page.Block) bool {
	numbers, bullets := false, false
	for _, b := range list {
		if b.Kind == page.Item {
			numbers, bullets = numbers || b.Ordered, bullets || !b.Ordered
		}
	}
	return numbers && bullets
}

// reasons reports whether every item of a list of two and more says what is, and not
// what to do: then with what to do about it, or the most of a numbered list name a
// problem.
func (m *maker) reasons(list []page.Block) bool {
	n, mended, troubles, ordered, named, wrong := 0, 0, 0, 0, 0, 0
	for _, b := range list {
		if b.Kind != page.Item {
			continue
		}
		s := sentences(strings.ReplaceAll(b.Text, "\n", " "))
		if head, more, ok := strings.Cut(page.Plain(b.Text), ": "); ok && !m.w.acts(head) && m.w.begins("condition", norm(head)) == "" && m.w.acts(text.Capital(more)) {
			n, mended, named = n+1, mended+1, named+1 // "Mã bị mờ: in lại tem"
			if m.w.trouble(head) {
				wrong++
			}
			continue
		}
		if len(s) == 0 || m.w.acts(s[0]) || m.w.begins("condition", norm(s[0])) != "" {
			return false
		}
		n++
		if _, _, ok := m.mending(b.Text); ok || len(s) > 1 && m.w.acts(s[1]) {
			mended++
		}
		if m.w.trouble(s[0]) {
			troubles++
		}
		if b.Ordered {
			ordered++
		}
	}
	return n > 1 && 2*wrong >= named && (mended == n || ordered == n && 2*(troubles+mended) > n && troubles > 0)
}

// actsMost reports whether at least half of the items say what to do.
func (m *maker) actsMost(list []page.Block) bool {
	yes, all := 0, 0
	for _, b := range list {
		if b.Kind == page.Item {
			all++
			if m.w.act(blockText(b)) {
				yes++
			}
		}
	}
	return all > 0 && 2*yes >= all
}

// causeItem adds a cause. What says how it is mended is its remedy, and of the
// topic where nothing else is left.
func (m *maker) causeItem(b page.Block, at place) {
	var says, mends []string
	follows := ""
	switch head, more, ok := m.mending(b.Text); {
	case m.plain:
	case ok:
		b.Text, mends = head, []string{text.Capital(more)}
	case more != "" && !m.w.acts(head): // "cutoff missed → it comes a day later"
		b.Text, follows = head, text.Capital(more)
	}
	for _, s := range sentences(b.Text) {
		for i, part := range strings.Split(s, "; ") {
			switch mend := m.w.has("mends", norm(part)) || m.w.has("please", norm(part)) || (len(says) > 0 || i > 0) && m.w.acts(part); {
			case mend && !m.plain:
				mends = append(mends, part)
			case i > 0 && len(says) > 0:
				says[len(says)-1] += "; " + part
			default:
				says = append(says, part)
			}
		}
	}
	kids := &maker{sorter: m.sorter}
	kids.blocks(b.Kids, none, place{&kids.t.Intro, &kids.t.Steps})
	var steps []Text
	for _, s := range mends {
		steps = append(steps, Text{Line: b.Line, Text: s})
	}
	steps = append(steps, kids.t.Steps...)
	if len(says) == 0 {
		*at.steps = append(*at.steps, steps...)
		*at.told = append(*at.told, kids.t.Intro...)
		return
	}
	title, more := causeTitle(strings.Join(says, " "), says)
	c := Cause{Title: title, Line: b.Line, Steps: steps, number: b.Number}
	switch {
	case page.Plain(more) == "":
	case m.w.acts(more) || m.w.has("mends", norm(more)) || m.w.has("please", norm(more)): // "**busy**: wait five minutes"
		c.Steps = append([]Text{{Line: b.Line, Text: text.Capital(more)}}, c.Steps...)
	default:
		c.Told = append(c.Told, Text{Line: b.Line, Text: more})
	}
	if follows != "" {
		c.Told = append(c.Told, Text{Line: b.Line, Text: follows})
	}
	c.Told = append(c.Told, kids.t.Intro...)
	m.t.Causes = append(m.t.Causes, c)
}

// mending parts what is wrong from what mends it, also where only a comma stands
// between: "Pin hết, sạc lại một tiếng".
func (m *maker) mending(s string) (head, more string, ok bool) {
	if head, more, ok = m.pointed(s); ok || more != "" {
		return head, more, ok
	}
	if at := dashed.FindStringSubmatchIndex(s); at != nil && len(strings.Fields(s[:at[0]])) <= 6 && m.w.acts(s[at[1]:]) {
		return s[:at[0]], s[at[1]:], true // "Print head dirty - clean it"
	}
	head, rest, ok := strings.Cut(page.Plain(s), ", ")
	if !ok || !m.w.trouble(head) || m.w.acts(head) || !m.w.acts(rest) || m.w.begins("condition", norm(head)) != "" || len(sentences(s)) > 1 {
		return "", "", false
	}
	return head, after(s, head+","), true
}

// causeTitle parts the text of a cause into its name and the rest.
func causeTitle(s string, list []string) (title, rest string) {
	if head, more, ok := page.BoldLead(s); ok && page.Plain(more) != "" && strings.ContainsAny(more[:min(len(more), 3)]+head[len(head)-1:], ":–—-.") {
		return cleanTitle(head), strings.TrimLeft(more, " :–—-.")
	}
	if head, more, ok := strings.Cut(page.Plain(s), ": "); ok && len(head) < 100 && more != "" {
		return cleanTitle(head), after(s, head)
	}
	if len(page.Plain(s)) > 200 && len(list) > 1 {
		return cleanTitle(page.Plain(list[0])), strings.Join(list[1:], " ")
	}
	return cleanTitle(page.Plain(s)), ""
}
