package importer_test

import (
	"slices"
	"strings"
	"testing/fstest"

	"hotro/internal/kb"
	"hotro/internal/kb/finding"
	"hotro/internal/kb/importer"
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
		if phrase(key, seen...) {
			s.Forbidden++
			s.miss("forbidden", key)
		}
	}
	for _, key := range p.Gold.Decoys {
		if _, ok := g.ByCode(key); ok {
			s.Forbidden++
			s.miss("opened by a decoy", key)
		}
	}
	for _, key := range p.Gold.NotSteps {
		if walked(g, because{Words: key}, nil) {
			s.Walked++
			s.miss("walked as a step", key)
		}
	}
	for _, key := range p.Gold.Beside {
		if slices.ContainsFunc(allSteps(g), func(st kb.Step) bool { return st.Kind == kb.Do && in(key, firstLine(st.Text)) }) {
			s.Walked++
			s.miss("walked as a step of its own", key)
		}
	}
	s.lost(p, written, findings)
	return s
}

// firstLine is what a step begins with: what it says to do.
func firstLine(s string) string { one, _, _ := strings.Cut(s, "\n"); return one }

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
		s.remedies(w, c.Remedies, w.apart(i, place(t, found, i, g)), g)
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
