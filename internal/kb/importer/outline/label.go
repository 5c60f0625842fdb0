package outline

import (
	"strconv"
	"strings"

	"hotro/internal/kb/importer/page"
	"hotro/internal/pattern"
	"hotro/internal/text"
)

// quotation is a text that is quoted as a whole.
var quotation = pattern.New(`^["“][^"”]+["”]\.?$`)

// labelled opens what a label announces.
func (o *sorter) labelled(b *builder, x, next page.Block) bool {
	l, ok := o.w.label(x.Text)
	if !ok && b.at().role == remedy {
		l, ok = o.forCause(x.Text)
	}
	if !ok {
		l, ok = o.aboutCause(x.Text)
	}
	if !ok {
		return o.becauseOf(b, x)
	}
	_, whole := page.Bold(x.Text)
	if l.rest == "" && !l.colon && !whole && !o.pasted && (next.Kind != page.Item || l.role != cause && l.role != remedy && l.role != note) {
		return false
	}
	n := &node{role: l.role, n: l.n, line: x.Line, word: l.word}
	body := func() { n.body = append(n.body, o.labelBody(l, x)...) }
	switch l.role {
	case site:
		o.remark(Site, x.Line, x.Text)
		if l.rest == "" && next.Kind == page.Item {
			b.looks(&node{role: site, line: x.Line}, labelled)
		}
		return true
	case note:
		if l.rest != "" {
			return false
		}
		b.looks(n, labelled)
	case step:
		if l.rest == "" {
			return false
		}
		o.label(l.word)
		y := x
		y.Kind, y.Ordered, y.Number, y.Text = page.Item, true, l.n, l.rest
		if k := b.at(); k.role == cause && k.title == "" { // "Step 1" goes with no list of causes
			b.looks(&node{role: remedy, line: x.Line, word: l.word}, labelled)
		}
		b.body(y)
		return true
	case question, problem:
		if l.rest == "" {
			return false
		}
		if l.role == problem && quotation.MatchString(page.Plain(l.rest)) && b.at().title != "" && len(b.at().body)+len(b.at().kids) == 0 {
			b.body(x) // what the screen of the problem shows
			return true
		}
		n.role, n.title = none, cleanTitle(page.Plain(l.rest))
		b.looks(n, map[role]style{question: asked, problem: problems}[l.role])
	case way:
		p, ok := o.w.label(l.rest, problem)
		if !ok && b.has(problems) && o.w.trouble(l.rest) {
			p, ok = label{word: "", rest: l.rest}, true
		}
		if ok && p.rest != "" {
			o.label(l.word + ": " + p.word)
			n.role, n.title = none, cleanTitle(page.Plain(p.rest))
			b.looks(n, problems)
			return true
		}
		n.title = cleanTitle(page.Plain(l.rest))
		if said := sentences(l.rest); len(said) > 1 && o.w.begins("case", norm(l.word)) != "" && !o.w.acts(said[0]) && o.w.acts(said[1]) { // "Case 1: the mailbox is full. Delete …"
			n.title = cleanTitle(page.Plain(said[0]))
			y := x
			y.Text = strings.Join(said[1:], " ")
			n.body = append(n.body, y)
		}
		if head, more, ok := o.caseOf(l); ok {
			n.title = cleanTitle(page.Plain(head))
			y := x
			y.Text = text.Capital(more)
			n.body = append(n.body, y)
		}
		if n.title == "" {
			n.title = l.word
		}
		b.looks(n, ways)
		return true
	case cause:
		if k := len(b.stack) - 1; whole && k >= 0 && b.stack[k].style == bolded && o.w.bids(norm(b.at().title)) {
			b.stack = b.stack[:k] // causes in bold behind a remedy in bold are none of its steps
		}
		switch {
		case l.n > 0 && l.rest != "" && b.at().role == remedy && o.w.act(text.Capital(l.rest)):
			n.role = remedy // "Nguyên nhân 2: thay dây" below "Cách xử lý"
			body()
		case l.n > 0 && l.rest != "":
			n.title = cleanTitle(page.Plain(l.rest))
		default:
			body()
		}
		b.looks(n, labelled)
	default:
		body()
		b.looks(n, labelled)
	}
	o.label(l.word)
	return true
}

// caseOf parts a case from what to do in it, where one sentence says both: "Case 1: if
// the light is red, replace the roll".
func (o *sorter) caseOf(l label) (head, more string, ok bool) {
	if !o.w.isCase(l.word) {
		return "", "", false
	}
	s := l.rest
	cond := o.w.begins("condition", norm(s))
	at := o.w.thens.FindStringIndex(s)
	if at == nil && cond != "" {
		if k := strings.Index(s, ", "); k > 0 {
			at = []int{k, k + 2}
		}
	}
	if at == nil || at[0] == 0 || !o.w.acts(text.Capital(s[at[1]:])) {
		return "", "", false
	}
	head, more = s[:at[0]], s[at[1]:]
	o.label(s[at[0]:at[1]])
	if cond != "" && cond != norm(head) && !o.w.has("case", norm(head)) {
		o.label(cond)
		head = text.Capital(after(head, page.Plain(head)[:len(cond)]))
	}
	return head, more, page.Plain(head) != ""
}

// isCase reports whether the word of a label calls what follows it a case.
func (w *Words) isCase(word string) bool {
	return w.has("case", strings.TrimRight(norm(word), "0123456789 "))
}

// labelBody makes a block of what stands behind a label in the same line.
func (o *sorter) labelBody(l label, x page.Block) []page.Block {
	if page.Plain(l.rest) == "" {
		return nil
	}
	x.Text = text.Capital(l.rest)
	if st, ok := o.w.label(x.Text, step); ok && st.rest != "" {
		o.label(st.word)
		x.Kind, x.Ordered, x.Number, x.Text = page.Item, true, st.n, st.rest
	} else if m := numbered.FindStringSubmatch(x.Text); m != nil {
		x.Kind, x.Ordered, x.Text = page.Item, true, m[1]+m[3]
		x.Number, _ = strconv.Atoi(m[2])
	}
	return []page.Block{x}
}

// forCause reads a line that begins with the cause it is for: "For cause 2: …".
func (o *sorter) forCause(s string) (label, bool) {
	head, _, ok := strings.Cut(page.Plain(s), ":")
	if before, _, comma := strings.Cut(page.Plain(s), ", "); comma && len(before) < len(head) {
		head, ok = before, true // "With case 2, turn …"
	}
	if !ok {
		return label{}, false
	}
	f := strings.Fields(head)
	p := o.w.begins("for", norm(head))
	k := len(strings.Fields(p))
	if p == "" || k >= len(f) {
		return label{}, false
	}
	r, n, ok := o.w.named(strings.Join(f[k:], " "))
	isCase := r == way && o.w.begins("case", norm(strings.Join(f[k:], " "))) != ""
	return label{role: remedy, n: n, word: head, rest: strings.TrimLeft(after(s, head), ", "), colon: true}, ok && (r == cause || isCase) && n > 0
}

// headed makes a node of a heading, with the role its words give it.
func (o *sorter) headed(text string, line int) *node {
	n := &node{title: cleanTitle(page.Plain(text)), line: line}
	mark := titleMark.FindString(page.Plain(text))
	n.count = mark != ""
	o.label(mark)
	if l, ok := o.w.label(text); ok {
		n.role, n.n, n.word = l.role, l.n, l.word
		switch {
		case l.role == question || l.role == problem || l.role == code:
			n.role = none
			if l.rest != "" {
				n.title = cleanTitle(page.Plain(l.rest))
				o.label(l.word)
			}
		case l.rest != "" && l.role == note, l.rest != "" && l.role == symptom, l.rest != "" && l.role == remedy && !l.colon:
			n.role = none
		default:
			n.title = cleanTitle(page.Plain(l.rest))
			if l.role != way || l.rest != "" {
				o.label(l.word)
			}
		}
	}
	if n.role == way && n.title == "" {
		n.title = n.word
	}
	if n.role == none && (o.w.begins("help", norm(n.title)) != "" || o.changes(n.title) || release.MatchString(n.title)) {
		n.role = note // whom to ask is no problem, and neither is a version
	}
	o.sinceMended(n, "")
	return n
}

// endLabel parts a paragraph whose last sentence is a label with a colon.
func (o *sorter) endLabel(s string) (before string, l label, ok bool) {
	list := sentences(s)
	if len(list) < 2 || !strings.HasSuffix(page.Plain(s), ":") {
		return "", label{}, false
	}
	l, ok = o.w.label(list[len(list)-1], cause, remedy, symptom)
	return strings.Join(list[:len(list)-1], " "), l, ok && l.rest == ""
}
