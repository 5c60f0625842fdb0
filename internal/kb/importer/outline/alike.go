package outline

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"hotro/internal/kb/importer/page"
	"hotro/internal/pattern"
	"hotro/internal/text"
)

// codeLine opens a line that names a code before its colon, where its neighbours
// name others: `It says "too large" (code E413): the picture is too heavy. …`.
func (o *sorter) codeLine(b *builder, x, next page.Block, all []page.Block) bool {
	head, codes := o.codeBefore(x)
	if len(codes) == 0 || b.at().role != none && b.at().role != remedy {
		return false
	}
	if !slices.ContainsFunc(all, func(y page.Block) bool {
		_, other := o.codeBefore(y)
		return y.Kind == x.Kind && len(other) > 0 && !slices.Equal(other, codes)
	}) {
		return false
	}
	b.looks(&node{title: cleanTitle(head), line: x.Line}, titled)
	x.Kind, x.Text = page.Paragraph, text.Capital(after(x.Text, head))
	o.paragraph(b, x, next, nil)
	return true
}

// codeBefore returns what stands before the first colon of a line, and the codes
// that it names.
func (o *sorter) codeBefore(x page.Block) (head string, codes []string) {
	head, rest, ok := strings.Cut(page.Plain(x.Text), ": ")
	if !ok || strings.TrimSpace(rest) == "" || utf8.RuneCountInString(head) > titleMax || len(sentences(head)) > 1 {
		return "", nil
	}
	return head, o.w.codesIn(head, false)
}

// pointed parts what is wrong from what an arrow, a dash or brackets say to do
// about it: "out of paper → put in a new roll". What stands between menus parts
// nothing.
func (o *sorter) pointed(s string) (head, more string, ok bool) {
	for _, re := range []*pattern.Pattern{pointer, dashed, bracketed} {
		at := re.FindStringSubmatchIndex(s)
		if at == nil {
			continue
		}
		head, more = strings.TrimSpace(s[:at[0]]), s[at[1]:]
		if len(at) > 2 {
			more = s[at[2]:at[3]]
		}
		if head != "" && !o.w.acts(head) && (o.w.acts(more) || page.Command(more)) {
			return head, more, true
		}
		if re == pointer {
			return head, more, false
		}
	}
	return "", "", false
}

var (
	pointer   = pattern.New(`\s*(?:→|⇒|=>|->)\s*`)
	dashed    = pattern.New(`\s+[–—-]\s+`)
	bracketed = pattern.New(`\s*\(([^()]{6,})\)\s*\.?$`)
)

// pointedItem opens an item that names a problem and points to what to do, where
// most items of the list do: notes for colleagues have no other headings.
func (o *sorter) pointedItem(b *builder, x page.Block, all []page.Block) bool {
	head, more := o.points(x)
	if head == "" || b.at().role != none || b.at() != b.root && (o.w.trouble(b.at().title) || !o.w.gathers(b.at().title)) {
		return false
	}
	yes, items := 0, 0
	for _, y := range listOf(x, all) {
		items++
		if h, _ := o.points(y); h != "" {
			yes++
		}
	}
	if yes < 2 || 2*yes <= items {
		return false
	}
	n := &node{title: cleanTitle(page.Plain(head)), line: x.Line}
	b.looks(n, listed)
	n.body = append(n.body, page.Block{Text: text.Capital(more), Line: x.Line})
	n.body = append(n.body, x.Kids...)
	return true
}

// listOf is the list that an item stands in: the items beside it.
func listOf(x page.Block, all []page.Block) []page.Block {
	at := slices.IndexFunc(all, func(y page.Block) bool { return y.Kind == page.Item && y.Line == x.Line && y.Text == x.Text })
	if at < 0 {
		return nil
	}
	from, to := at, at
	for from > 0 && all[from-1].Kind == page.Item {
		from--
	}
	for to+1 < len(all) && all[to+1].Kind == page.Item {
		to++
	}
	return all[from : to+1]
}

// points parts an item where an arrow, or the colon behind a problem, points to
// something to do.
func (o *sorter) points(x page.Block) (head, more string) {
	if head, more, ok := o.pointed(x.Text); ok && utf8.RuneCountInString(head) <= titleMax {
		return head, more
	}
	head, rest, ok := strings.Cut(page.Plain(x.Text), ": ")
	if l, is := o.w.label(x.Text); is && l.rest != "" {
		return "", ""
	}
	if !ok || !o.w.trouble(head) || o.w.acts(head) || !o.w.act(rest) || utf8.RuneCountInString(head) > titleMax {
		return "", ""
	}
	return head, after(x.Text, head)
}

var inlineNumber = pattern.New(`(?:^|\s)\(?(\d{1,2})[.)]\s+\pL`)

// counted parts a text that counts within a line: "Do this: 1. Press Menu. 2. Choose
// Update." The first part is what stands before the count, and may be empty; from is
// the number that the count begins with.
func counted(s string, from int) []string {
	var cuts []int
	want, begun := from, false // a text that begins with its count needs no full stops
	for _, m := range inlineNumber.FindAllStringSubmatchIndex(s, -1) {
		n, _ := strconv.Atoi(s[m[2]:m[3]])
		before := strings.TrimRight(page.Plain(s[:m[2]]), " (")
		last, _ := utf8.DecodeLastRuneInString(before)
		ends := before == "" || strings.ContainsRune(".;:!?,)”\"", last) || s[m[3]] == ')'
		if n != want || !ends && !begun {
			continue
		}
		begun = begun || before == "" || strings.HasSuffix(before, ":")
		cuts = append(cuts, m[0])
		want++
	}
	if len(cuts) == 0 || len(cuts) < 2 && (from == 1 || cuts[0] == 0) {
		return nil
	}
	out := []string{strings.TrimSpace(s[:cuts[0]])}
	for i, at := range cuts {
		end := len(s)
		if i+1 < len(cuts) {
			end = cuts[i+1]
		}
		_, rest, _ := strings.Cut(s[at:end], strconv.Itoa(from+i))
		out = append(out, strings.TrimSpace(strings.TrimLeft(rest, ".) ")))
	}
	return out
}

var inlineLetter = pattern.New(`(?:^|[\s:])\(?([a-h])[.)]\s*\pL`)

// byLetters parts a text that counts by letters within a line, as counted does: "Causes:
// a) no paper, b) a loose cable".
func byLetters(s string) []string {
	var cuts, begins []int
	for _, m := range inlineLetter.FindAllStringSubmatchIndex(s, -1) {
		before := strings.TrimRight(page.Plain(s[:m[2]]), " (")
		last, _ := utf8.DecodeLastRuneInString(before)
		if s[m[2]] == byte('a'+len(cuts)) && (before == "" || strings.ContainsRune(".;:,?", last)) {
			cuts, begins = append(cuts, strings.LastIndexAny(s[:m[2]], " (:")+1), append(begins, m[3]+1)
		}
	}
	if len(cuts) < 2 {
		return nil
	}
	out := []string{strings.TrimRight(strings.TrimSpace(s[:cuts[0]]), "( ")}
	for i := range cuts {
		end := len(s)
		if i+1 < len(cuts) {
			end = cuts[i+1]
		}
		out = append(out, strings.TrimRight(strings.TrimSpace(s[begins[i]:end]), "( "))
	}
	return out
}

// uncounted makes items of what a paragraph or an item counts within its text.
func uncounted(b page.Block) []page.Block {
	from := 1
	switch {
	case b.Kind == page.Item && b.Ordered && b.Number > 0 && len(b.Kids) == 0:
		from = b.Number + 1
	case b.Kind != page.Paragraph:
		return []page.Block{b}
	default:
		if m := numbered.FindStringSubmatch(b.Text); m != nil {
			from, _ = strconv.Atoi(m[2])
		}
	}
	if strings.Contains(b.Text, "\n") {
		return []page.Block{b}
	}
	parts := counted(b.Text, from)
	if parts == nil && b.Kind == page.Paragraph {
		parts, from = byLetters(b.Text), 1
	}
	if parts == nil {
		return []page.Block{b}
	}
	for i := 1; i < len(parts); i++ {
		if parts[i] = text.Capital(parts[i]); i+1 < len(parts) {
			parts[i] = strings.TrimRight(parts[i], ",; ")
		}
	}
	var out []page.Block
	if page.Plain(parts[0]) != "" {
		b.Text = parts[0]
		out = append(out, b)
	}
	for i, p := range parts[1:] {
		out = append(out, page.Block{Kind: page.Item, Ordered: true, Number: from + i, Line: b.Line, Text: p})
	}
	return out
}

// boldCount is a number or a letter in bold that counts what is behind it.
var boldCount = pattern.New(`^\x{e001}\s*(\(?(?:\d{1,2}|[a-hA-H])[.)])\s*\x{e002}`)

var tickBox = pattern.New(`^\s*\[[ xX]?\]\s+`)

// unsoftened resolves the soft breaks of blocks: a line that begins with a label, an
// arrow or a code begins anew. Boxes to tick are dropped.
func (o *sorter) unsoftened(blocks []page.Block) []page.Block {
	for i := range blocks {
		b := &blocks[i]
		if b.Kind == page.Item {
			b.Text = tickBox.ReplaceAllString(b.Text, "")
		}
		b.Text = boldCount.ReplaceAllString(b.Text, "$1")
		lines := strings.Split(b.Text, string(page.Soft))
		text := lines[0]
		list := o.alikeLines(lines)
		for _, l := range lines[1:] {
			if list || o.beginsAnew(l) || lettersAnew(lines, l) {
				text += "\n" + l
			} else {
				text += " " + l
			}
		}
		b.Text = text
		b.Kids = o.unsoftened(b.Kids)
		for _, r := range b.Rows {
			for c := range r.Cells {
				r.Cells[c] = strings.ReplaceAll(r.Cells[c], string(page.Soft), " ")
			}
		}
	}
	return blocks
}

// alikeLines reports whether every line of two and more points from what is wrong to what
// mends it.
func (o *sorter) alikeLines(lines []string) bool {
	return len(lines) > 1 && !slices.ContainsFunc(lines, func(l string) bool {
		_, _, ok := o.mendedBy(l)
		return !ok
	})
}

// lettersAnew reports whether a line counts by a small letter in brackets, as another one
// beside it does.
func lettersAnew(lines []string, l string) bool {
	n := 0
	for _, x := range lines {
		if bracketLetter.MatchString(page.Plain(x)) {
			n++
		}
	}
	return n > 1 && bracketLetter.MatchString(page.Plain(l))
}

var bracketLetter = pattern.New(`^\s*\(?[a-h]\)\s+\S`)

func (o *sorter) beginsAnew(l string) bool {
	if arrowed.MatchString(page.Plain(l)) {
		return true
	}
	if _, sure := leadingCode(l); sure {
		return true
	}
	if at := pointer.FindStringIndex(l); at != nil && len(strings.Fields(l[:at[0]])) <= replyWords && o.w.answers(l[:at[0]]) {
		return true
	}
	if _, ok := o.aboutCause(l); ok {
		return true
	}
	lab, ok := o.w.label(l)
	return ok && lab.colon
}

// arrowed is a line that an arrow leads to.
var arrowed = pattern.New(`^\s*(?:=>|->|→|⇒|➜)\s*\S`)

var letteredLine = pattern.New(`^([\x{e001}\x{e002}]*)\(?([a-hA-H])[.)]\s+(\S.*)$`)

// lettered makes an item of a paragraph that begins with a small letter, where
// another one does too.
func lettered(x page.Block, all []page.Block) (page.Block, bool) {
	m := letteredLine.FindStringSubmatch(x.Text)
	if m == nil || !slices.ContainsFunc(all, func(y page.Block) bool {
		o := letteredLine.FindStringSubmatch(y.Text)
		return o != nil && o[2] != m[2]
	}) {
		return x, false
	}
	x.Kind, x.Ordered, x.Number, x.Text = page.Item, true, int(strings.ToLower(m[2])[0]-'a')+1, m[1]+m[3]
	r, _ := utf8.DecodeRuneInString(page.Plain(x.Text))
	return x, unicode.IsLetter(r) || unicode.IsDigit(r)
}
