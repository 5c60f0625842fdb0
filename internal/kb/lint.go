package kb

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"hotro/internal/kb/convention"
	"hotro/internal/kb/finding"
	"hotro/internal/pattern"
	"hotro/internal/text"
)

// Limits that keep a step on one screen and give the matcher enough to go on.
const (
	stepMax    = 400
	phrasesMin = 5
	nearTopics = 0.8
	optionsMax = 8 // as many as one screen of a phone shows
)

// lint looks at the guide as a whole, once it is built.
func (c *compiler) lint() {
	if len(c.guide.Topics) == 0 {
		c.at(".").Add(finding.Error, 1, "empty")
	}
	for i := range c.guide.Topics {
		t := &c.guide.Topics[i]
		c.lintTopic(t)
		if code, ok := unmatched(t); ok {
			c.at(t.File).Add(finding.Warning, t.Line, "codes.unmatched", "code", code)
		}
		if n := len(t.Phrases); n < phrasesMin {
			c.at(t.File).Add(finding.Warning, t.Line, "phrases.few", "topic", t.ID, "n", strconv.Itoa(n), "min", strconv.Itoa(phrasesMin))
		}
	}
	for i := range c.guide.Articles {
		c.lintTopic(&c.guide.Articles[i])
	}
	c.lintCodes()
	c.lintHolders()
	c.lintPhrases()
	c.lintNear()
	c.lintLinked()
	c.lintLanguage()
}

func (c *compiler) at(file string) finding.Report { return finding.For(file, c.findings) }

func (c *compiler) lintTopic(t *Topic) {
	r := c.at(t.File)
	if utf8.RuneCountInString(t.Label) > labelMax || strings.HasSuffix(t.Label, "…") && t.Label == text.ClipWord(t.Title, labelMax) && t.Label != t.Title {
		r.Add(finding.Warning, t.Line, "label.topic", "topic", t.ID, "max", strconv.Itoa(labelMax))
	}
	if long(t.Intro) {
		r.Add(finding.Warning, t.Line, "long.intro", "topic", t.ID)
	}
	switch {
	case len(t.Steps)+len(t.Causes) == 0:
		r.Add(finding.Warning, t.Line, "no-steps.topic", "topic", t.ID)
	case len(t.Causes) > 1 && t.Ask == "":
		r.Add(finding.Info, t.Line, "no-ask.causes", "topic", t.ID)
	case len(t.Causes) == 0 && t.Ask != "":
		r.Add(finding.Warning, t.Line, "no-ask.question", "topic", t.ID)
	}
	if n := len(t.Causes); n > optionsMax {
		r.Add(finding.Warning, t.Line, "causes.many", "topic", t.ID, "n", strconv.Itoa(n), "max", strconv.Itoa(optionsMax))
	}
	c.lintSteps(t.File, t.Steps, len(t.Causes) > 0)
	for i := range t.Causes {
		c.lintCause(t, i)
	}
	c.lintButtons(t)
}

// lintButtons finds answers that two causes of one topic claim.
func (c *compiler) lintButtons(t *Topic) {
	owner := map[string]int{}
	for i := range t.Causes {
		cs := &t.Causes[i]
		for _, word := range append([]string{cmp.Or(cs.Answer, cs.Title)}, cs.Says...) {
			j, taken := owner[convention.Key(word)]
			if !taken {
				owner[convention.Key(word)] = i
			} else if j != i {
				at := fmt.Sprintf("%s:%d", t.Causes[j].File, t.Causes[j].Line)
				c.at(t.File).Add(finding.Warning, cs.Line, "causes.same_button", "label", word, "cause", excerpt(t.Causes[j].Title), "at", at)
				break
			}
		}
	}
}

var (
	// Titles that are a code to people and none to the program.
	codeLike = pattern.New(`^(?:[A-Za-z0-9]+(?:_[A-Za-z0-9]+)+|\d{2,}|0x[0-9A-Fa-f]+|[A-Z]{1,8}[-_ ]?\d[A-Z0-9]*)$`)
	// "Lỗi 403: …": a number of so many digits is never read as a word.
	numberTitle = pattern.New(`^(?:ma loi|loi|ma|error|error code|code) (\d{3,})(?: |$)`)
)

// unmatched returns the code that a topic is called by, when no code of it is
// known: whoever sends it gets nothing.
func unmatched(t *Topic) (string, bool) {
	if len(t.Codes) > 0 {
		return "", false
	}
	if m := numberTitle.FindStringSubmatch(convention.Key(t.Title)); m != nil {
		return m[1], true
	}
	return t.Title, codeLike.MatchString(t.Title)
}

func (c *compiler) lintCause(t *Topic, i int) {
	cs, r := &t.Causes[i], c.at(t.File)
	if len(cs.Steps) == 0 {
		r.Add(finding.Warning, cs.Line, "no-steps.cause", "cause", excerpt(cs.Title), "topic", t.ID)
	}
	if utf8.RuneCountInString(cmp.Or(cs.Answer, cs.Title)) > labelMax {
		r.Add(finding.Warning, cs.Line, "label.cause", "cause", excerpt(cs.Title), "max", strconv.Itoa(labelMax))
	}
	if cs.Other && i != len(t.Causes)-1 {
		r.Add(finding.Warning, cs.Line, "causes.other", "cause", excerpt(cs.Title))
	}
	c.lintSteps(t.File, cs.Steps, false)
}

// lintSteps checks a run of steps; more says that causes follow it.
func (c *compiler) lintSteps(file string, steps []Step, more bool) {
	r := c.at(file)
	for i, s := range steps {
		if long(s.Text) {
			r.Add(finding.Warning, s.Line, "long.step", "max", strconv.Itoa(stepMax))
		}
		switch {
		case s.Kind == Wait && s.Wait <= 0:
			r.Add(finding.Error, s.Line, "wait")
		case s.Kind == Collect && s.Want != c.guide.Company().Reference.ID,
			s.Kind == Handoff && s.Want != "" && !slices.Contains(c.guide.Company().Wants(), s.Want):
			r.Add(finding.Error, s.Line, "collect.unknown", "want", s.Want, "wants", strings.Join(c.guide.Company().Wants(), ", "))
		case s.Kind == Handoff && (i < len(steps)-1 || more):
			r.Add(finding.Warning, s.Line, "unreached")
		case s.Kind == Collect && !more && !slices.ContainsFunc(steps[i:], func(x Step) bool { return x.Kind == Handoff }):
			r.Add(finding.Info, s.Line, "collect.unused")
		}
		if s.Role != "" && s.Role != roleAdmin {
			r.Add(finding.Error, s.Line, "role", "role", s.Role, "roles", c.roleIDs(), "near", text.Nearest(s.Role, []string{c.guide.Company().Role().ID, "none"}))
		}
	}
}

// roleIDs is what a note may give as a role.
func (c *compiler) roleIDs() string {
	if id := c.guide.Company().Role().ID; id != roleAdmin && id != "" {
		return id + ", none"
	}
	return roleAdmin + ", none"
}

// role is the role that a note names. Whatever a company calls its one role, the
// guide calls it admin.
func (c *compiler) role(s string) string {
	if id := c.guide.Company().Role().ID; id != "" && s == id {
		return roleAdmin
	}
	return s
}

func long(s string) bool { return utf8.RuneCountInString(convention.Plain(s)) > stepMax }

// lintCodes finds codes and labels that two topics claim.
func (c *compiler) lintCodes() {
	codes, labels, buttons := map[string]string{}, map[string]string{}, map[string]string{}
	claim := func(owner map[string]string, word, id string) (before string, taken bool) {
		key := convention.Key(word)
		if before, taken = owner[key]; !taken {
			owner[key] = id
		}
		return before, taken
	}
	for i := range c.guide.Topics {
		t := &c.guide.Topics[i]
		if id, taken := claim(buttons, t.Label, t.ID); taken && t.Label != "" {
			c.at(t.File).Add(finding.Warning, t.Line, "label.twice", "label", t.Label, "topic", id)
		}
		for _, w := range t.Codes {
			if id, taken := claim(codes, w, t.ID); taken {
				c.at(t.File).Add(finding.Error, t.Line, "codes.taken", "code", w, "topic", id)
			}
		}
		for _, w := range t.Labels {
			if id, taken := claim(labels, w, t.ID); taken {
				c.at(t.File).Add(finding.Warning, t.Line, "codes.label_taken", "label", w, "topic", id)
			}
		}
	}
	for _, u := range c.uncovered {
		if id, ok := codes[convention.Key(u.Text)]; ok {
			c.at(u.file).Add(finding.Error, u.Line, "codes.covered", "code", u.Text, "topic", id)
		}
	}
}

// lintPhrases finds phrasings that would pull a user to two places.
func (c *compiler) lintPhrases() {
	at := map[string]heard{}
	for _, h := range c.heard {
		if h.topic != "" && slices.ContainsFunc(c.languages, func(l *convention.Language) bool { return l.Bare.MatchString(strings.TrimSpace(h.Text)) }) {
			c.at(h.file).Add(finding.Warning, h.Line, "phrases.bare", "phrase", excerpt(h.Text))
		}
		key := convention.Key(h.Text)
		old, ok := at[key]
		if !ok {
			at[key] = h
			continue
		}
		where := fmt.Sprintf("%s:%d", old.file, old.Line)
		switch {
		case old.topic == h.topic:
			c.at(h.file).Add(finding.Info, h.Line, "duplicate-phrase.again", "phrase", excerpt(h.Text), "at", where)
		case old.remedy != "" && old.remedy == h.remedy:
		case old.topic == "":
			c.at(h.file).Add(finding.Warning, h.Line, "duplicate-phrase.outside", "phrase", excerpt(h.Text), "at", where)
		default:
			c.at(h.file).Add(finding.Warning, h.Line, "duplicate-phrase.elsewhere", "phrase", excerpt(h.Text), "topic", old.topic, "at", where)
		}
	}
}

// lintLinked finds articles that no step leads to.
func (c *compiler) lintLinked() {
	linked := map[string]bool{}
	for _, l := range c.guide.Company().Links {
		linked[l.Article] = true
	}
	follow := func(steps []Step) {
		for _, s := range steps {
			for _, l := range s.Links {
				linked[l.Article] = true
			}
		}
	}
	for _, list := range [][]Topic{c.guide.Topics, c.guide.Articles} {
		for _, t := range list {
			follow(t.Steps)
			for _, cs := range t.Causes {
				follow(cs.Steps)
			}
		}
	}
	for _, a := range c.guide.Articles {
		if !linked[a.ID] {
			c.at(a.File).Add(finding.Info, a.Line, "unlinked", "article", a.ID)
		}
	}
}

// excerpt shortens a text for use in a message.
func excerpt(s string) string { return text.Clip(s, 60) }
