package kb

import (
	"cmp"
	"strconv"
	"strings"

	"hotro/internal/kb/convention"
	"hotro/internal/kb/finding"
	"hotro/internal/kb/markdown"
	"hotro/internal/text"
)

// labelMax is how long a button's text may be, in characters.
const labelMax = 40

// topic builds one topic or article of a section.
func (c *compiler) topic(d *markdown.Document, s markdown.Section) Topic {
	n, r := topicNote(s), c.report(d)
	t := Topic{
		ID: identify(s), Title: s.Title, Group: convention.Plain(d.Top.Title), Name: n.Value("name"), Common: n.Yes("common", r), Choose: n.Value("choose"), Label: n.Value("label"), Remedy: n.Value("remedy"), Ask: n.Value("ask"),
		Codes: texts(n.List("codes")), Labels: texts(n.List("labels")),
		Source: n.Value("source"), Extra: d.Extra, Steps: []Step{}, Causes: []Cause{}, File: d.File, Line: s.Line,
	}
	if t.Source == "" {
		t.Source = d.Source
	}
	if len(t.Codes) == 0 && convention.IsCode(s.Title) {
		t.Codes = []string{s.Title}
	}
	if t.Label == "" {
		t.Label = text.ClipWord(t.Title, labelMax)
	}
	t.Phrases = c.hear(d, &t, n.List("phrases"))
	w := c.walk(d, s, strings.ToLower(t.ID))
	w.lintCount(s)
	w.listing(s.Causes)
	t.Intro = w.introduction()
	t.Steps = w.steps()
	for i, cs := range s.Causes {
		t.Causes = append(t.Causes, c.causeOf(d, cs, &t, i+1, w.role))
	}
	if t.Ask == "" && len(t.Causes) > 1 {
		t.Ask = c.choosing(d, t.Choose)
	}
	c.ownTwice(r, &t)
	t.spoken(c.tongue[d.File])
	t.Units = units(&t)
	for _, x := range s.Notes {
		if x.Word != "topic" {
			r.Add(finding.Error, x.Line, "comment.under_topic", "word", x.Word)
		}
	}
	return t
}

// causeOf builds the k-th cause of a topic; role is what a remark on the
// whole topic asks for.
func (c *compiler) causeOf(d *markdown.Document, s markdown.Section, t *Topic, k int, role string) Cause {
	var n markdown.Note
	r := c.report(d)
	for _, x := range s.Notes {
		if x.Word == "cause" {
			n = x
			continue
		}
		r.Add(finding.Error, x.Line, "comment.under_cause", "word", x.Word)
	}
	cs := Cause{
		ID: strings.ToLower(t.ID) + cmp.Or(c.own(r, n.Field("id"), "/"), "/"+strconv.Itoa(k)), Title: strings.TrimRight(s.Title, ". "), Answer: answer(n), Says: texts(tail(n.List("answer"))),
		First: n.Yes("first", r),
		Other: n.Yes("other", r) || convention.Key(s.Title) == "truong hop khac", Phrases: c.hear(d, t, n.List("phrases")), File: d.File, Line: s.Line,
	}
	w := c.walk(d, s, cs.ID)
	w.role = cmp.Or(c.role(n.Value("role")), w.role, role)
	cs.Steps = append(w.background(), w.steps()...)
	renumber(cs.ID, cs.Steps)
	cs.Role = common(cs.Steps)
	return cs
}

// answer is the label of a cause as an answer: the first of its ways to say it.
func answer(n markdown.Note) string {
	if list := n.List("answer"); len(list) > 0 {
		return list[0].Text
	}
	return ""
}

func tail(list []markdown.Entry) []markdown.Entry { return list[min(1, len(list)):] }

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

func texts(list []markdown.Entry) []string {
	var out []string
	for _, e := range list {
		out = append(out, e.Text)
	}
	return out
}

// renumber gives every step its id: its own where the documents give one, else
// its number.
func renumber(owner string, steps []Step) {
	for i := range steps {
		own, given := ownID(steps[i].ID, ".")
		if !given {
			own = strconv.Itoa(i + 1)
		}
		steps[i].ID = owner + "." + own
	}
}
