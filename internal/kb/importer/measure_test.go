package importer_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"hotro/internal/kb/kbtest"
)

// ideal writes the document that a gold asks for, in its own words.
func (g gold) ideal() string {
	var b strings.Builder
	b.WriteString("# Trang\n")
	first := func(key string) string { one, _, _ := strings.Cut(key, "|"); return one }
	steps := func(keys []string) {
		for i, k := range keys {
			fmt.Fprintf(&b, "%d. %s\n", i+1, first(k))
		}
	}
	for i, w := range g.Topics {
		fmt.Fprintf(&b, "\n## %s\n<!-- topic\nid: t%d\n", first(w.Words), i+1)
		if len(w.Codes) > 0 {
			fmt.Fprintf(&b, "codes: %s\n", strings.Join(w.Codes, " | "))
		}
		b.WriteString("-->\n\n")
		steps(w.Remedies)
		for _, c := range w.Causes {
			fmt.Fprintf(&b, "\n### %s\n\n", first(c.Words))
			steps(c.Remedies)
		}
	}
	return b.String()
}

// What a gold asks for can be written, and has every point when it is.
func TestEveryGoldCanBeReached(t *testing.T) {
	for _, p := range slices.Concat(pages(t, "pages"), pages(t, "written"), pages(t, "held"), pages(t, "held2")) {
		doc := p.Gold.ideal()
		s := measured(p, kbtest.Compile(t, kbtest.Docs("a.md", doc)), doc, nil)
		missed := slices.DeleteFunc(s.Missed, func(m string) bool { return strings.HasPrefix(m, "lost: ") })
		if len(missed) > 0 || s.Topics.Got != len(p.Gold.Topics) {
			t.Errorf("%s: %q\n%s", p.Name, missed, doc)
		}
	}
}

// A document that says what the page says has every point, one that walks
// causes, mixes topics up and keeps the footer loses those, and one that says
// everything at once has told nobody what to do.
func TestScore(t *testing.T) {
	p := page{Name: "x", Raw: "Kẹt giấy (E-05). Trục lăn bẩn: lau trục. Giấy ẩm: thay giấy.\nMực mờ. Lắc hộp mực.\nBài viết có hữu ích không?", Gold: gold{
		Topics: []wanted{
			{Words: "kẹt giấy", Codes: []string{"E-05"}, Causes: []because{{"trục bẩn", []string{"lau trục"}}, {"giấy ẩm", []string{"thay giấy"}}}, Branches: []branch{{"giấy ẩm", "thay giấy"}}},
			{Words: "mực mờ|in mờ", Remedies: []string{"lắc hộp mực"}},
		},
		Never: []string{"bài viết có hữu ích"}, Clutter: []string{"Bài viết có hữu ích không?"},
	}}
	for doc, want := range map[string]score{
		"# Máy in\n\n## Kẹt giấy\n<!-- topic\nid: ket-giay\ncodes: E-05\n-->\n\n### Trục lăn bẩn\n\n1. Lau trục.\n\n### Giấy ẩm\n\n1. Thay giấy.\n\n## Mực mờ\n\n1. Lắc hộp mực.\n": {
			Topics: tally{2, 2}, Codes: tally{1, 1}, Causes: tally{2, 2}, Remedies: tally{3, 3}, Branches: tally{1, 1}, Words: 24,
		},
		"# Máy in\n\n## Kẹt giấy\n\n1. Trục lăn bẩn.\n2. Giấy ẩm: thay giấy.\n3. Lắc hộp mực.\n4. Bài viết có hữu ích không?\n\n## Liên hệ\n\n1. Lau trục.\n": {
			Topics: tally{1, 2}, Codes: tally{0, 1}, Causes: tally{0, 2}, Remedies: tally{1, 3}, Branches: tally{0, 1},
			Extra: 1, Wrong: 2, Forbidden: 1, Walked: 1, Lost: 3, Words: 24,
		},
		"# Máy in\n\n## Kẹt giấy\n<!-- topic\nid: ket-giay\ncodes: E-05\n-->\n\n1. Trục lăn bẩn thì lau trục, giấy ẩm thì thay giấy.\n\n## Mực mờ\n\n1. Lắc hộp mực.\n": {
			Topics: tally{2, 2}, Codes: tally{1, 1}, Causes: tally{0, 2}, Remedies: tally{1, 3}, Branches: tally{0, 1}, Wrong: 2, Words: 24,
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
