package importer_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"hotro/internal/kb"
	"hotro/internal/kb/finding"
	"hotro/internal/kb/importer"
	"hotro/internal/kb/kbtest"
	"hotro/internal/text"
)

// score is what became of a page, or of many.
type score struct {
	Topics, Codes, Causes, Remedies, Branches tally // the more the better
	Extra, Wrong, Forbidden, Walked           int   // the fewer the better
	Lost, Words                               int   // words that nobody is told of, of all words
	Note                                      string
	Missed                                    []string // what is amiss, for whoever mends it
}

// tally is how many of how many.
type tally struct{ Got, Of int }

func (y *tally) count(ok bool) bool {
	y.Of++
	if ok {
		y.Got++
	}
	return ok
}

func (s *score) miss(what, where string) { s.Missed = append(s.Missed, what+": "+where) }

// judged imports a page and holds what a user would see against the gold.
func judged(p page) score {
	res, err := importer.Import(strings.NewReader(p.Raw), p.File)
	if err != nil {
		s := measured(p, &kb.Guide{}, "", nil)
		s.Lost, s.Note = 0, "refused"
		return s
	}
	fsys, written := fstest.MapFS{}, ""
	for _, d := range res.Documents {
		fsys[d.Name] = &fstest.MapFile{Data: []byte(d.Text)}
		written += d.Text + "\n"
	}
	g, findings, err := kb.Compile(fsys)
	if err != nil {
		s := measured(p, &kb.Guide{}, written, slices.Concat(res.Findings, findings))
		s.Note = "does not compile"
		s.miss("broken", err.Error())
		return s
	}
	return measured(p, g, written, slices.Concat(res.Findings, findings))
}

// measured holds a guide, and the documents it was made of, against the gold.
func measured(p page, g *kb.Guide, written string, findings finding.List) score {
	var s score
	match := s.pair(p.Gold, g)
	for i, w := range p.Gold.Topics {
		s.topic(w, match[i], g)
	}
	for i := range g.Topics {
		if t := &g.Topics[i]; !slices.Contains(match, t) && !anyIn(p.Gold.Allowed, t.Title) {
			s.Extra++
			s.miss("extra topic", t.Title)
		}
	}
	seen := shown(g)
	for _, key := range p.Gold.Never {
		if in(key, seen...) {
			s.Forbidden++
			s.miss("forbidden", key)
		}
	}
	s.lost(p, written, findings)
	return s
}

func anyIn(keys []string, texts ...string) bool {
	return slices.ContainsFunc(keys, func(k string) bool { return in(k, texts...) })
}

// pair finds the topic of the guide that is meant by each topic of the gold, and
// nil where there is none: by code, else by title, and of several the one that
// holds most of its remedies.
func (s *score) pair(want gold, g *kb.Guide) []*kb.Topic {
	match := make([]*kb.Topic, len(want.Topics))
	for i, w := range want.Topics {
		best := 0
		for k := range g.Topics {
			t := &g.Topics[k]
			fit := 0
			if in(w.Words, slices.Concat([]string{t.Title + " " + strings.Join(t.Codes, " "), t.Name, t.Label}, t.Labels, t.Phrases)...) {
				fit = 100
			}
			for _, c := range w.Codes {
				if hasCode(t, c) {
					fit += 200
				}
			}
			if fit == 0 || slices.Contains(match, t) {
				continue
			}
			for _, r := range w.all() {
				if slices.ContainsFunc(every(t, g), func(st kb.Step) bool { return says(st, r) }) {
					fit++
				}
			}
			if fit > best {
				best, match[i] = fit, t
			}
		}
		if !s.Topics.count(match[i] != nil || uncovered(g, w)) {
			s.miss("no topic", w.Words)
		}
	}
	return match
}

// uncovered reports whether a problem that the page has no remedy for stands
// among the codes that go to a person.
func uncovered(g *kb.Guide, w wanted) bool {
	return len(w.all()) == 0 && slices.ContainsFunc(g.Uncovered, func(u kb.Uncovered) bool {
		return in(strings.Join(w.Codes, "|"), slices.Concat(u.Labels, []string{u.Code, strconv.Itoa(u.Number)})...)
	})
}

func hasCode(t *kb.Topic, code string) bool {
	return slices.ContainsFunc(slices.Concat(t.Codes, t.Labels), func(c string) bool { return in(code, c) })
}

// topic counts what is found of one topic; t is nil when there is none.
func (s *score) topic(w wanted, t *kb.Topic, g *kb.Guide) {
	known := t == nil && uncovered(g, w)
	for _, c := range w.Codes {
		if !s.Codes.count(known || t != nil && hasCode(t, c)) {
			s.miss("no code", c)
		}
	}
	found := make([]*kb.Cause, len(w.Causes))
	for i, c := range w.Causes {
		found[i] = causeOf(t, c)
		if !s.Causes.count(known || found[i] != nil || len(w.Causes) == 1 && told(t, c)) {
			s.miss("no cause", w.Words+": "+c.Words)
		}
		if walked(g, c, w.all()) {
			s.Walked++
			s.miss("cause walked as a step", w.Words+": "+c.Words)
		}
	}
	s.remedies(w, w.Remedies, every(t, g), g)
	for i, c := range w.Causes {
		s.remedies(w, c.Remedies, place(t, found, i, g), g)
	}
	for _, b := range w.Branches {
		if !s.Branches.count(t != nil && slices.ContainsFunc(t.Causes, func(c kb.Cause) bool { return leads(c, b, g) })) {
			s.miss("no branch", b.On)
		}
	}
}

// remedies counts those that stand among steps, in order; one that a user is
// told elsewhere, or too early, is in the wrong place.
func (s *score) remedies(w wanted, keys []string, steps []kb.Step, g *kb.Guide) {
	at := 0
	for _, key := range keys {
		k := slices.IndexFunc(steps[at:], func(st kb.Step) bool { return says(st, key) })
		if s.Remedies.count(k >= 0) {
			at += k
			continue
		}
		s.miss("no remedy", w.Words+": "+key)
		if slices.ContainsFunc(allSteps(g), func(st kb.Step) bool { return says(st, key) }) {
			s.Wrong++
			s.miss("wrong place", w.Words+": "+key)
		}
	}
}

// stepMax is how long a screen may be and still be read as one step, in
// characters: a step that holds the whole page is no step.
const stepMax = 700

func says(s kb.Step, key string) bool {
	return utf8.RuneCountInString(s.Text) <= stepMax && in(key, s.Text+" "+s.After)
}

// every lists the steps of a topic and of its causes.
func every(t *kb.Topic, g *kb.Guide) []kb.Step {
	if t == nil {
		return nil
	}
	out := follow(t.Steps, g)
	for _, c := range t.Causes {
		out = append(out, follow(c.Steps, g)...)
	}
	return out
}

// follow lists steps, with those of the articles they lead to.
func follow(steps []kb.Step, g *kb.Guide) []kb.Step {
	var out []kb.Step
	for _, s := range steps {
		out = append(out, s)
		for _, a := range g.Articles {
			if s.Walk == a.ID || slices.ContainsFunc(s.Links, func(l kb.Link) bool { return l.Article == a.ID }) {
				out = append(out, a.Steps...)
			}
		}
	}
	return out
}

func allSteps(g *kb.Guide) []kb.Step {
	var out []kb.Step
	for i := range g.Topics {
		out = append(out, every(&g.Topics[i], g)...)
	}
	return out
}

// causeOf finds a cause of the gold among those of a topic.
func causeOf(t *kb.Topic, c because) *kb.Cause {
	if t == nil {
		return nil
	}
	for i := range t.Causes {
		x := &t.Causes[i]
		if in(c.Words, slices.Concat([]string{x.Title, x.Answer}, x.Says, x.Phrases)...) {
			return x
		}
	}
	return nil
}

// told reports whether a topic says why it happens without asking: enough
// where there is one cause.
func told(t *kb.Topic, c because) bool {
	if t == nil {
		return false
	}
	texts := []string{t.Title, t.Intro}
	for _, s := range t.Steps {
		if s.Kind == kb.Tell {
			texts = append(texts, s.Text)
		}
	}
	return in(c.Words, texts...)
}

// place lists the steps in which the remedies of cause i may stand: its own;
// those of causes that are nobody else's when it was not found; all of the topic
// when that has no causes.
func place(t *kb.Topic, found []*kb.Cause, i int, g *kb.Guide) []kb.Step {
	switch {
	case t == nil:
		return nil
	case len(t.Causes) == 0 || len(found) == 1:
		return every(t, g)
	case found[i] != nil:
		return follow(found[i].Steps, g)
	}
	var out []kb.Step
	for k := range t.Causes {
		if !slices.Contains(found, &t.Causes[k]) {
			out = append(out, follow(t.Causes[k].Steps, g)...)
		}
	}
	return out
}

// walked reports whether somewhere a cause is a thing to do: a step that names
// it and no remedy.
func walked(g *kb.Guide, c because, remedies []string) bool {
	return slices.ContainsFunc(allSteps(g), func(s kb.Step) bool {
		return (s.Kind == kb.Do || s.Kind == kb.Wait) && says(s, c.Words) && !anyIn(remedies, s.Text)
	})
}

// leads reports whether a cause is an answer that leads where a branch does.
func leads(c kb.Cause, b branch, g *kb.Guide) bool {
	return in(b.On, slices.Concat([]string{c.Title, c.Answer}, c.Says)...) &&
		slices.ContainsFunc(follow(c.Steps, g), func(s kb.Step) bool { return says(s, b.To) })
}

// shown lists everything a user of a guide can be told.
func shown(g *kb.Guide) []string {
	var out []string
	for _, t := range slices.Concat(g.Topics, g.Articles) {
		out = append(out, t.Title, t.Label, t.Name, t.Intro, t.Ask)
		for _, c := range t.Causes {
			out = append(out, c.Title, c.Answer)
		}
		for _, s := range every(&t, g) {
			out = append(out, s.Text, s.After)
		}
	}
	return out
}

// lost counts the words of the page that are in no document, that no finding
// quotes, and that are no clutter.
func (s *score) lost(p page, written string, findings finding.List) {
	kept := map[string]bool{}
	for _, f := range findings {
		written += " " + strings.Join(f.Values, " ")
	}
	for _, w := range text.Words(written + " " + strings.Join(p.Gold.Clutter, " ")) {
		kept[w] = true
	}
	var gone []string
	for _, w := range text.Words(visible(p.Raw)) {
		s.Words++
		if !kept[w] {
			s.Lost++
			gone = append(gone, w)
		}
	}
	if len(gone) > 0 {
		s.miss("lost", strings.Join(gone, " "))
	}
}

// A document that says what the page says has every point, and one that walks
// causes, mixes topics up and keeps the footer loses those.
func TestScore(t *testing.T) {
	p := page{Name: "x", Raw: "Kẹt giấy (E-05). Trục lăn bẩn: lau trục. Giấy ẩm: thay giấy.\nMực mờ. Lắc hộp mực.\nBài viết có hữu ích không?", Gold: gold{
		Topics: []wanted{
			{Words: "kẹt giấy", Codes: []string{"E-05"}, Causes: []because{{"trục bẩn", []string{"lau trục"}}, {"giấy ẩm", []string{"thay giấy"}}}, Branches: []branch{{"giấy ẩm", "thay giấy"}}},
			{Words: "mực mờ|in mờ", Remedies: []string{"lắc hộp mực"}},
		},
		Never: []string{"bài viết hữu ích"}, Clutter: []string{"Bài viết có hữu ích không?"},
	}}
	for doc, want := range map[string]score{
		"# Máy in\n\n## Kẹt giấy\n<!-- topic\nid: ket-giay\ncodes: E-05\n-->\n\n### Trục lăn bẩn\n\n1. Lau trục.\n\n### Giấy ẩm\n\n1. Thay giấy.\n\n## Mực mờ\n\n1. Lắc hộp mực.\n": {
			Topics: tally{2, 2}, Codes: tally{1, 1}, Causes: tally{2, 2}, Remedies: tally{3, 3}, Branches: tally{1, 1}, Words: 24,
		},
		"# Máy in\n\n## Kẹt giấy\n\n1. Trục lăn bẩn.\n2. Giấy ẩm: thay giấy.\n3. Lắc hộp mực.\n4. Bài viết có hữu ích không?\n\n## Liên hệ\n\n1. Lau trục.\n": {
			Topics: tally{1, 2}, Codes: tally{0, 1}, Causes: tally{0, 2}, Remedies: tally{1, 3}, Branches: tally{0, 1},
			Extra: 1, Wrong: 2, Forbidden: 1, Walked: 1, Lost: 3, Words: 24,
		},
	} {
		got := measured(p, kbtest.Compile(t, kbtest.Docs("a.md", doc)), doc, nil)
		missed := got.Missed
		got.Missed = nil
		if !equal(got, want) {
			t.Errorf("got %+v\nwant %+v\nfor\n%s\nmissed %q", got, want, doc, missed)
		}
	}
	if s := judged(page{Name: "x", File: "x.txt", Raw: "chỉ một đoạn văn.", Gold: p.Gold}); s.Note != "refused" || s.Topics != (tally{0, 2}) {
		t.Errorf("got %+v, want a page that was refused", s)
	}
}

func equal(a, b score) bool {
	return a.Topics == b.Topics && a.Codes == b.Codes && a.Causes == b.Causes && a.Remedies == b.Remedies && a.Branches == b.Branches &&
		a.Extra == b.Extra && a.Wrong == b.Wrong && a.Forbidden == b.Forbidden && a.Walked == b.Walked && a.Lost == b.Lost && a.Words == b.Words
}
