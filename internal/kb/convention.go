package kb

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"

	"hotro/internal/company"
	"hotro/internal/kb/convention"
	"hotro/internal/kb/markdown"
	"hotro/internal/pattern"
	"hotro/internal/text"
	"hotro/prompts"
)

// An article named in prose: mục "Phân quyền cho …".
var quoted = pattern.New(`(?i)(mục|bài viết|bài|hướng dẫn|xem|tài liệu)?\s*(?:"([^"\n]{3,80})"|“([^”\n]{3,80})”|«([^»\n]{3,80})»)`)

var shippedLanguages = sync.OnceValues(func() ([]*convention.Language, error) { return read(company.Shipped()) })

// languages are the conventions of documents, with the names that a company has
// for its reference and its role.
func languages(p *company.Pack) ([]*convention.Language, error) {
	if p == company.Shipped() {
		return shippedLanguages()
	}
	return read(p)
}

func read(p *company.Pack) ([]*convention.Language, error) {
	called := func(label company.Text, names []string) []string {
		all := append(slices.Collect(maps.Values(label)), names...)
		slices.Sort(all)
		return slices.Compact(all)
	}
	return convention.Languages(prompts.FS, convention.Names{
		Reference: called(p.Reference.Label, p.Reference.Names), Role: called(p.Role().Label, p.Role().Names),
	})
}

// speech is the languages a document may speak, its own first. The conventions are
// matched against text without markup; a "step" comment overrides what they infer.
type speech []*convention.Language

// speech returns the languages of a document: what it is in, and behind it the others,
// as pages quote and mix.
func (c *compiler) speech(d *markdown.Document) speech {
	own := cmp.Or(d.Lang, c.tongue[d.File], convention.Unnamed)
	var first, rest speech
	for _, l := range c.languages {
		if l.Name == own {
			first = append(first, l)
		} else {
			rest = append(rest, l)
		}
	}
	return append(first, rest...)
}

// choosing is the question of a topic that has none and whose cases are all of one kind, in
// the language of its document; empty where kind is.
func (c *compiler) choosing(d *markdown.Document, kind string) string {
	if list := c.speech(d); kind != "" && len(list) > 0 {
		return list[0].Choosing(kind)
	}
	return ""
}

// of returns the languages that a text may be in: one with the letters of the first
// is in no other.
func (sp speech) of(text string) speech {
	if len(sp) > 1 && strings.ContainsFunc(text, marked) {
		return sp[:1]
	}
	return sp
}

// admin takes an admin-only remark out of a text and reports whether there
// was one. What is left may be empty: then the remark stood alone.
func (sp speech) admin(text string) (rest string, found bool) {
	for _, l := range sp.of(text) {
		if rest, found := admin(l, text); found {
			return rest, true
		}
	}
	return text, false
}

func admin(l *convention.Language, text string) (rest string, found bool) {
	rest = l.Aside.ReplaceAllStringFunc(text, func(aside string) string {
		if !l.Remark.MatchString(convention.Key(aside)) {
			return aside
		}
		found = true
		return ""
	})
	var kept []string
	for _, line := range strings.Split(rest, "\n") {
		var keep []string
		for _, s := range sentences(line) {
			if l.Sentence.MatchString(convention.Plain(s)) {
				found = true
				continue
			}
			keep = append(keep, s)
		}
		if len(keep) > 0 {
			kept = append(kept, strings.Join(keep, " "))
		}
	}
	if !found {
		return text, false
	}
	return strings.TrimSpace(strings.Join(kept, "\n")), true
}

// infer reads the kind of a step from its words. A sentence may hold two
// steps: what to collect, then the hand-off.
func (sp speech) infer(text, want string) []Step {
	for _, l := range sp.of(text) {
		if list := infer(l, text, want); list != nil {
			return list
		}
	}
	return []Step{{Kind: Do, Text: text}}
}

func infer(l *convention.Language, says, want string) []Step {
	plain := convention.Plain(says)
	collects, hands := l.Said(l.Collect, plain) != nil, l.Said(l.Handoff, plain) != nil
	switch {
	case collects && hands:
		head, tail := l.Seams(says)
		if tail == "" {
			tail = says
		}
		return []Step{{Kind: Collect, Want: want, Text: head}, {Kind: Handoff, Text: text.Capital(tail)}}
	case collects:
		return []Step{{Kind: Collect, Want: want, Text: says}}
	case hands:
		return []Step{{Kind: Handoff, Text: says}}
	}
	if d, ok := l.Timer(plain); ok {
		return []Step{{Kind: Wait, Text: says, Wait: d}}
	}
	return nil
}

// denials returns what a text tells not to do, of that which would be a hand-off,
// a reference or a wait.
func (sp speech) denials(plain string) []string {
	for _, l := range sp.of(plain) {
		if out := l.Denials(plain); out != nil {
			return out
		}
	}
	return nil
}

// advice reports whether a text says what to do with what support sends back
// (what somebody else needs): it is said after the hand-off.
func (sp speech) advice(text string) bool {
	plain := convention.Plain(text)
	for _, l := range sp.of(text) {
		if l.AdviceOf.MatchString(plain) && l.AdviceFor.MatchString(plain) {
			return true
		}
	}
	return false
}

// follows reports whether a text tells to follow an article: that is the step.
func (sp speech) follows(text string) bool {
	for _, l := range sp.of(text) {
		if l.Following.MatchString(convention.Plain(text)) {
			return true
		}
	}
	return false
}

// withoutSeeAlso drops the last sentence of a text where it only names a way: a button
// says it.
func (sp speech) withoutSeeAlso(text string) string {
	for _, l := range sp.of(text) {
		if rest := l.SeeAlso.ReplaceAllString(text, ""); rest != "" {
			text = rest
		}
	}
	return text
}
