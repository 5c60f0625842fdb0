package importer

import (
	"fmt"
	"regexp"
	"strings"

	"hotro/internal/kb/convention"
	"hotro/internal/kb/finding"
	"hotro/internal/kb/importer/outline"
	"hotro/internal/kb/importer/page"
)

// writer writes documents that lie side by side: their ids and codes differ.
type writer struct {
	finding.Report
	b     strings.Builder
	ids   map[string]bool
	codes map[string]bool
	lang  string // of the page, "" where documents need not say it
}

// document writes a group. What belongs to no topic stands above the first: the
// page keeps it, the dialog doesn't say it.
func (w *writer) document(title, source string, g outline.Group) string {
	w.b.Reset()
	fmt.Fprintf(&w.b, "# %s\n\n<!-- document\n", line(title))
	if w.lang != "" {
		fmt.Fprintf(&w.b, "lang: %s\n", w.lang)
	}
	fmt.Fprintf(&w.b, "source: %s\n-->\n", inComment(source))
	w.paragraphs(g.Aside, "")
	for _, t := range g.Topics {
		w.topic(t)
	}
	return w.b.String()
}

func (w *writer) topic(t outline.Topic) {
	name := slug(t)
	id := unique(w.ids, name)
	if convention.IsCode(t.Title) && w.codes[convention.Key(t.Title)] || id != name {
		w.Add(finding.Warning, t.Line, "import.twice", "title", t.Title)
		t.Title = fmt.Sprintf("%s (%d)", t.Title, len(w.ids))
		if id == name {
			id = unique(w.ids, name+"-again")
		}
	}
	fmt.Fprintf(&w.b, "\n## %s\n", line(t.Title))
	var fields []string
	if id != convention.TopicID(t.Title) || !convention.IsCode(t.Title) {
		fields = append(fields, "id: "+id)
	}
	var codes []string
	for _, c := range t.Codes {
		if key := convention.Key(c); key != "" && !w.codes[key] {
			w.codes[key] = true
			codes = append(codes, inComment(strings.ReplaceAll(c, "|", " ")))
		}
	}
	if len(codes) > 0 && (len(codes) > 1 || codes[0] != t.Title || !convention.IsCode(t.Title)) {
		fields = append(fields, "codes: "+strings.Join(codes, " | "))
	}
	if t.Ask != "" {
		fields = append(fields, "ask: "+inComment(t.Ask))
	}
	if t.Choose != "" {
		fields = append(fields, "choose: "+t.Choose)
	}
	if len(fields) > 0 {
		fmt.Fprintf(&w.b, "<!-- topic\n%s\n-->\n", strings.Join(fields, "\n"))
	}
	note := ""
	if len(t.Steps)+len(t.Causes) == 0 {
		note = tell
	}
	plain := len(t.Intro)
	if note == "" {
		plain = plainUpTo(t.Intro)
	}
	w.paragraphs(t.Intro[:plain], note)
	w.paragraphs(t.Intro[plain:], tell)
	if len(t.Steps) == 0 && len(t.Causes) > 0 {
		w.b.WriteByte('\n')
		for _, c := range t.Causes {
			fmt.Fprintf(&w.b, "- %s\n", line(c.Title))
		}
	}
	w.steps(t.Steps)
	for _, c := range t.Causes {
		w.cause(c)
	}
}

// plainUpTo says how many paragraphs of an introduction come before the first that may
// be read as more: one that was among the steps, or names a time, which may be one to
// wait. From there on they have to say that they are only told.
func plainUpTo(list []outline.Text) int {
	for i, t := range list {
		if t.Remark {
			return i
		}
	}
	return len(list)
}

// slug is what a topic's id begins as.
func slug(t outline.Topic) string {
	if id := convention.TopicID(t.Title); id != "" {
		return id
	}
	for _, c := range t.Codes {
		if id := convention.Slug(c); id != "" {
			return id
		}
	}
	return "topic"
}

func (w *writer) cause(c outline.Cause) {
	fmt.Fprintf(&w.b, "\n### %s\n", line(c.Title))
	if c.Answer != "" {
		fmt.Fprintf(&w.b, "<!-- cause\nanswer: %s\n-->\n", inComment(c.Answer))
	}
	w.paragraphs(c.Told, tell)
	w.steps(c.Steps)
}

// tell marks what is said and not tried.
const tell = " <!-- step kind: tell -->"

// paragraphs writes what is told, each with a note behind it.
func (w *writer) paragraphs(list []outline.Text, note string) {
	for _, t := range list {
		w.b.WriteByte('\n')
		if t.Code && !strings.Contains(t.Text, "<!--") {
			w.code(t.Text, "")
			continue
		}
		w.b.WriteString(markdown(t.Text) + note + "\n")
		if note == "" {
			w.under(t.Under, "")
			continue
		}
		w.paragraphs(t.Under, note)
	}
}

// steps writes a numbered list.
func (w *writer) steps(list []outline.Text) {
	if len(list) > 0 {
		w.b.WriteByte('\n')
	}
	for i, t := range list {
		mark := fmt.Sprintf("%d. ", i+1)
		in := strings.Repeat(" ", len(mark))
		if t.Code && !strings.Contains(t.Text, "<!--") {
			w.b.WriteString(mark + "`" + strings.ReplaceAll(strings.Join(strings.Fields(t.Text), " "), "`", "'") + "`\n")
		} else {
			note := ""
			if t.Remark {
				note = tell
			}
			w.b.WriteString(mark + markdown(t.Text) + note + "\n")
		}
		w.under(t.Under, in)
	}
}

// under writes what stands under a step: items as a list, the rest as
// paragraphs.
func (w *writer) under(list []outline.Text, in string) {
	for i, t := range list {
		switch {
		case t.Code:
			w.b.WriteByte('\n')
			w.code(t.Text, in)
		case t.Item:
			if i == 0 || !list[i-1].Item {
				w.b.WriteByte('\n')
			}
			w.b.WriteString(in + "- " + markdown(t.Text) + "\n")
			w.under(t.Under, in+"  ")
		default:
			w.b.WriteString("\n" + in + markdown(t.Text) + "\n")
			w.under(t.Under, in)
		}
	}
}

// code writes a block of code; one that would be read as a note of ours is written
// as words.
func (w *writer) code(s, in string) {
	for l := range strings.SplitSeq(s, "\n") {
		if strings.Contains(s, "<!--") {
			w.b.WriteString(in + markdown(l) + "\n\n")
			continue
		}
		w.b.WriteString(strings.TrimRight(in+"    "+l, " ") + "\n")
	}
}

// line writes a title on one line.
func line(s string) string { return markdown(page.Plain(s)) }

// markdown writes a text so that its words stand for themselves.
func markdown(s string) string {
	s = strings.TrimPrefix(strings.TrimSpace(s), "=>")
	return unopened(page.Markdown(strings.Join(strings.Fields(strings.ReplaceAll(s, "=>", " → ")), " ")))
}

var opensBlock = regexp.MustCompile("^([#>+=|~`-]|\\d+[.)])")

// unopened keeps a line from opening a heading, a list or another block.
func unopened(s string) string {
	at := opensBlock.FindString(s)
	if at == "" || strings.HasPrefix(s, "`") && strings.Count(s, "`") > 1 {
		return s
	}
	last := len(at) - 1
	return s[:last] + `\` + s[last:]
}

// inComment makes a text safe inside a comment.
func inComment(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(s, "--", "–")), " ")
}
