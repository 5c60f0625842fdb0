package outline

import (
	"slices"
	"strings"

	"hotro/internal/kb/convention"
	"hotro/internal/kb/importer/page"
	"hotro/internal/text"
)

// The kinds of cases of which a user has one, as documents write them.
const (
	Systems  = "system"
	Browsers = "browser"
)

// chosen tells whether the causes of a topic are systems or browsers: a user has one of
// them, and never tries the ways of another. What is for all of them is told to each,
// and a bar of their names is dropped.
func (m *maker) chosen() {
	t := &m.t
	for _, kind := range []string{Systems, Browsers} {
		named := 0
		other := slices.ContainsFunc(t.Causes, func(c Cause) bool {
			if m.isOne(kind, c.Title) {
				named++
			}
			return !m.isOne(kind, c.Title) && !m.forAll(c.Title) && len(c.Steps) > 0
		})
		if named > 1 && !other {
			t.Choose = kind
		}
	}
	if t.Choose == "" {
		return
	}
	for _, c := range t.Causes { // a reason that stands beside them is one for each
		if !m.isOne(t.Choose, c.Title) && !m.forAll(c.Title) {
			said := strings.TrimRight(m.word, " :") + ": " + c.Title
			t.Intro = append(append(t.Intro, Text{Line: c.Line, Text: strings.TrimPrefix(said, ": ")}), c.Told...)
		}
	}
	t.Causes = slices.DeleteFunc(t.Causes, func(c Cause) bool { return !m.isOne(t.Choose, c.Title) && !m.forAll(c.Title) })
	t.Steps = m.unbarred(t.Steps)
	t.Intro = m.unbarred(t.Intro)
	var all []Text
	t.Causes = slices.DeleteFunc(t.Causes, func(c Cause) bool {
		if m.forAll(c.Title) {
			m.label(c.Title)
			all = append(append(all, c.Told...), c.Steps...)
		}
		return m.forAll(c.Title)
	})
	for i := range t.Causes {
		t.Causes[i].Steps = slices.DeleteFunc(t.Causes[i].Steps, func(s Text) bool {
			head, rest, ok := strings.Cut(page.Plain(s.Text), ":")
			if !ok || !m.forAll(head) {
				return false
			}
			m.label(head)
			s.Text, s.Item = text.Capital(after(s.Text, head)), false
			if strings.TrimSpace(rest) != "" {
				all = append(all, s)
			}
			all = append(all, s.Under...)
			return true
		})
	}
	all = append(t.Steps, all...)
	t.Steps = nil
	for i := range t.Causes {
		t.Causes[i].Steps = append(t.Causes[i].Steps, all...)
	}
}

// isOne reports whether a title names systems, or browsers, and little else: "Windows
// 11", "Trên Chrome".
func (m *maker) isOne(kind, title string) bool {
	s := norm(title)
	for _, p := range []string{"on", "for"} {
		if cut := m.w.begins(p, s); cut != "" {
			s = strings.TrimSpace(s[len(cut):])
		}
	}
	name := m.w.begins(kind, s)
	return name != "" && len(strings.Fields(s[len(name):])) <= 3 && !m.w.trouble(title)
}

// forAll reports whether a title names every system or browser: "Both systems".
func (m *maker) forAll(title string) bool {
	s := norm(title)
	return s != "" && m.w.begins("every", s) == s
}

// unbarred takes out of texts the names of the causes, which stood in a bar over them,
// with the sentence that sends to one.
func (m *maker) unbarred(list []Text) []Text {
	named := func(x Text) bool {
		return slices.ContainsFunc(m.t.Causes, func(c Cause) bool { return convention.Key(c.Title) == convention.Key(page.Plain(x.Text)) })
	}
	return slices.DeleteFunc(list, func(x Text) bool {
		bar := len(x.Under) > 0 && !slices.ContainsFunc(x.Under, func(u Text) bool { return !named(u) })
		if bar || named(x) && len(x.Under) == 0 || len(x.Under) == 0 && m.w.has("yours", norm(x.Text)) {
			m.remark(Site, x.Line, whole(x))
			return true
		}
		return false
	})
}
