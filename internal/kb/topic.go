package kb

import (
	"cmp"
	"strconv"
	"strings"

	"hotro/internal/kb/convention"
	"hotro/internal/text"
)

// labelMax is how long a button's text may be, in characters.
const labelMax = 40

// topic builds one topic or article of a section.
func (c *compiler) topic(d *document, s section) Topic {
	n, r := topicNote(s), c.report(d)
	t := Topic{
		ID: identify(s), Title: s.title, Name: n.value("name"), Common: n.yes("common", r), Choose: n.value("choose"), Label: n.value("label"), Remedy: n.value("remedy"), Ask: n.value("ask"),
		Codes: texts(n.list("codes")), Labels: texts(n.list("labels")),
		Source: n.value("source"), Extra: d.extra, Steps: []Step{}, Causes: []Cause{}, File: d.file, Line: s.line,
	}
	if t.Source == "" {
		t.Source = d.source
	}
	if len(t.Codes) == 0 && convention.IsCode(s.title) {
		t.Codes = []string{s.title}
	}
	if t.Label == "" {
		t.Label = text.ClipWord(t.Title, labelMax)
	}
	t.Phrases = c.hear(d, &t, n.list("phrases"))
	w := c.walk(d, s, strings.ToLower(t.ID))
	w.listing(s.causes)
	t.Intro = w.introduction()
	t.Steps = w.steps()
	for i, cs := range s.causes {
		t.Causes = append(t.Causes, c.causeOf(d, cs, &t, i+1, w.role))
	}
	t.Units = units(&t)
	for _, x := range s.notes {
		if x.word != "topic" {
			r.add(Error, x.line, "comment.under_topic", "word", x.word)
		}
	}
	return t
}

// causeOf builds the k-th cause of a topic; role is what a remark on the
// whole topic asks for.
func (c *compiler) causeOf(d *document, s section, t *Topic, k int, role string) Cause {
	var n note
	r := c.report(d)
	for _, x := range s.notes {
		if x.word == "cause" {
			n = x
			continue
		}
		r.add(Error, x.line, "comment.under_cause", "word", x.word)
	}
	cs := Cause{
		ID: strings.ToLower(t.ID) + "/" + strconv.Itoa(k), Title: strings.TrimRight(s.title, ". "), Answer: answer(n), Says: texts(tail(n.list("answer"))),
		Other: n.yes("other", r) || convention.Key(s.title) == "truong hop khac", Phrases: c.hear(d, t, n.list("phrases")), File: d.file, Line: s.line,
	}
	w := c.walk(d, s, cs.ID)
	w.role = cmp.Or(n.value("role"), w.role, role)
	cs.Steps = append(w.background(), w.steps()...)
	renumber(cs.ID, cs.Steps)
	cs.Role = common(cs.Steps)
	return cs
}

// answer is the label of a cause as an answer: the first of its ways to say it.
func answer(n note) string {
	if list := n.list("answer"); len(list) > 0 {
		return list[0].text
	}
	return ""
}

func tail(list []entry) []entry { return list[min(1, len(list)):] }

// common returns the role that every step the user takes asks for.
func common(steps []Step) string {
	role := ""
	for _, s := range steps {
		if s.Kind != Do && s.Kind != Wait {
			continue
		}
		if s.Role == "" {
			return ""
		}
		role = s.Role
	}
	return role
}

// units lists every sentence of a topic, for matching words against.
func units(t *Topic) []string {
	var out []string
	seen := map[string]bool{}
	add := func(s string) {
		for _, u := range sentences(convention.Plain(s)) {
			if f := convention.Key(u); f != "" && !seen[f] {
				seen[f] = true
				out = append(out, u)
			}
		}
	}
	steps := func(list []Step) {
		for _, s := range list {
			add(s.Text)
		}
	}
	add(t.Title)
	add(t.Intro)
	steps(t.Steps)
	for _, c := range t.Causes {
		add(c.Title)
		steps(c.Steps)
	}
	return out
}

func texts(list []entry) []string {
	var out []string
	for _, e := range list {
		out = append(out, e.text)
	}
	return out
}

func renumber(owner string, steps []Step) {
	for i := range steps {
		steps[i].ID = owner + "." + strconv.Itoa(i+1)
	}
}
