package kb

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"hotro/internal/kb/convention"
	"hotro/internal/kb/finding"
	"hotro/internal/kb/markdown"
	"hotro/internal/pattern"
	"hotro/internal/text"
)

// What an author means as a convention and writes as none.
var (
	// "Có 3 trường hợp".
	counted = pattern.New(`(?i)(?:có|gồm|trong|ở|với|chia (?:làm|thành))\s+(\d+|hai|ba|bốn|năm|sáu)\s+(?:trường hợp|nguyên nhân|khả năng|lý do)`)
	// What a language without conventions says in their place.
	foreign = pattern.New(`(?i)\b(?:admins? only|only (?:an? )?(?:admins?|administrators?)|contact (?:the |our )?(?:technical |customer )?(?:support|us\b|help ?desk)|(?:support|technical) team|call[ -]?id|wait (?:for |about )*(?:a few|some|\d+|one|two|three|five|ten) (?:second|minute|hour)s?|escalate|lien he|bao (?:voi )?team|doi \d+ (?:phut|giay)|ma cuoc goi)\b`)
	// A switch or a field, not a title: bật mục "…", "…" đã bật chưa.
	acting = pattern.New(`(?i)(?:bật|tắt|gạt|chọn|nhấn|bấm|tích|bỏ|vào|mở|kéo|tìm|tới|đến|trong|dưới)\s+$`)
	stands = pattern.New(`(?i)^\s*(?:(?:đã|có|đang|còn|được|chưa|là|hiện|ở trạng thái|sang)(?:[^\pL]|$)|=|:)`)
)

// lintStep finds what a step says in words that only people understand. notes
// are what its author has put right already.
func (w *walk) lintStep(s Step, b markdown.Block) {
	plain := convention.Plain(b.Text)
	for _, words := range w.says.denials(plain) {
		w.Add(finding.Info, b.Line, "negated", "words", words)
	}
	if s.Kind == Handoff {
		w.lintTakes(plain, b)
	}
	if s.Kind != Do && s.Kind != Tell {
		return
	}
	for _, l := range w.says.of(plain) {
		w.lintWait(l, plain, b)
		w.lintGate(l, plain, s, b)
		if name := group(l.Only, plain); name != "" && s.Role == "" && !fixed(b, "role") {
			w.Add(finding.Warning, b.Line, "gate.unknown", "words", name, "near", text.Nearest(name, w.c.roleNames()))
		}
	}
}

// fixed reports whether a comment on a block gives one of some keys.
func fixed(b markdown.Block, keys ...string) bool {
	return slices.ContainsFunc(b.Notes, func(n markdown.Note) bool {
		return slices.ContainsFunc(keys, func(k string) bool { return n.Field(k).Key != "" })
	})
}

// lintWait finds a wait that no timer can keep.
func (w *walk) lintWait(l *convention.Language, plain string, b markdown.Block) {
	if m := l.Vague.FindStringIndex(plain); m != nil && !fixed(b, "wait", "kind") && l.Denied(plain, m) == "" {
		w.Add(finding.Warning, b.Line, "timer.vague", "words", wordsOf(plain[m[0]:m[1]]))
	}
}

// lintTakes finds what a hand-off takes along that nobody can be asked for.
func (w *walk) lintTakes(plain string, b markdown.Block) {
	if fixed(b, "kind", "want") {
		return
	}
	for _, l := range w.says.of(plain) {
		if name := group(l.Takes, plain); name != "" && l.Said(l.Collect, plain) == nil {
			w.Add(finding.Warning, b.Line, "collect.words", "words", name, "near", text.Nearest(name, w.c.guide.Company().Reference.Names))
		}
	}
}

// group is the first group of a pattern that a text has words for, "" for none.
func group(re *pattern.Pattern, plain string) string {
	for _, g := range re.FindStringSubmatch(plain)[min(1, len(re.FindStringSubmatch(plain))):] {
		if g != "" {
			return g
		}
	}
	return ""
}

// roleNames is what documents may call the holders of the company's role.
func (c *compiler) roleNames() []string {
	r := c.guide.Company().Role()
	return append(slices.Sorted(maps.Values(r.Label)), r.Names...)
}

// lintGate finds who is asked to act for the user, where nobody asks the user whether
// she may act herself.
func (w *walk) lintGate(l *convention.Language, plain string, s Step, b markdown.Block) {
	m := l.Boss.FindStringIndex(plain)
	if m == nil || s.Role != "" || fixed(b, "role") || l.Denied(plain, m) != "" || l.Supposing.MatchString(plain[:m[0]]) {
		return
	}
	severity := finding.Warning
	if l.Reached.MatchString(plain[m[0]:m[1]]) && !l.Tasked.MatchString(plain[m[1]-1:]) {
		severity = finding.Info // whom to reach, not what only that one may do
	}
	w.Add(severity, b.Line, "gate.missing", "words", wordsOf(plain[m[0]:m[1]]))
}

func wordsOf(s string) string {
	return strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// lintCount finds a number of cases that is not the number of headings.
func (w *walk) lintCount(s markdown.Section) {
	for _, b := range s.Blocks {
		m := counted.FindStringSubmatch(convention.Plain(b.Text))
		if m == nil {
			continue
		}
		n, err := strconv.Atoi(m[1])
		if err != nil {
			n = map[string]int{"hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6}[strings.ToLower(m[1])]
		}
		if n != len(s.Causes) {
			w.Add(finding.Warning, b.Line, "causes.count", "said", m[0], "n", strconv.Itoa(len(s.Causes)))
		}
	}
}

// lintLanguage finds documents in which no convention was recognised, and that
// are written in a language that has none.
func (c *compiler) lintLanguage() {
	for _, d := range c.docs {
		if d.Lang != "" || c.tongue[d.File] != "" || d.Kind != markdown.KindTopics && d.Kind != markdown.KindArticles {
			continue
		}
		steps, known := 0, false
		for _, s := range c.guide.stepsIn(d.File) {
			steps++
			known = known || s.Kind != Do && s.Kind != Tell || s.Role != "" || len(s.Links) > 0
		}
		if line, words := prose(d); steps > 0 && !known && line > 0 {
			sev := finding.Warning
			if !foreign.MatchString(words) {
				sev = finding.Info
			}
			c.report(d).Add(sev, line, "language.unread", "words", excerpt(words))
		}
	}
}

// leastProse is how many words tell what language a document is in.
const leastProse = 8

// prose returns the line and the words of a document by which its author sees
// what was not understood; line 0 when it is written in Vietnamese.
func prose(d *markdown.Document) (line int, words string) {
	n := 0
	for _, t := range d.Topics {
		for _, s := range append([]markdown.Section{t}, t.Causes...) {
			if strings.ContainsFunc(s.Title, marked) {
				return 0, ""
			}
			for _, b := range s.Blocks {
				plain := convention.Plain(b.Text)
				if strings.ContainsFunc(plain, marked) {
					return 0, ""
				}
				n += len(strings.Fields(plain))
				if m := foreign.FindString(plain); m != "" && (line == 0 || !foreign.MatchString(words)) {
					line, words = b.Line, m
				} else if line == 0 {
					line, words = b.Line, plain
				}
			}
		}
	}
	if n < leastProse {
		return 0, ""
	}
	return line, words
}

// marked reports whether Vietnamese writes a letter and English does not.
func marked(r rune) bool { return vietnamese(r) || unicode.IsLetter(r) && r >= 0xC0 && r <= 0x1EF9 }

// stepsIn returns the steps that stand in a document.
func (g *Guide) stepsIn(file string) []Step {
	var out []Step
	for _, list := range [][]Topic{g.Topics, g.Articles} {
		for _, t := range list {
			if t.File != file {
				continue
			}
			out = append(out, t.Steps...)
			for _, cs := range t.Causes {
				out = append(out, cs.Steps...)
			}
		}
	}
	return out
}
