package kb

import (
	"cmp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"hotro/internal/kb/convention"
	"hotro/internal/kb/finding"
	"hotro/internal/kb/markdown"
	"hotro/internal/text"
)

// Translation is what a guide says in another language. It adds no topic and
// no step: everything is found, walked and counted by the guide's own.
type Translation struct {
	Lang   string  `json:"lang"`
	Topics []Topic `json:"topics"`          // topics and articles that have words in it, with the ids and hashes of the guide's own
	Terms  []Term  `json:"terms,omitempty"` // all of the guide's, those without words in it in its own
}

// In returns the guide as it is told in a language: what has no words in it
// keeps its own, and Lang of a topic, a step and a term tells which. The version
// and every id and hash are those of g.
func (g *Guide) In(lang string) *Guide {
	i := slices.IndexFunc(g.Translations, func(t Translation) bool { return t.Lang == lang })
	if i < 0 {
		return g
	}
	tr, out := g.Translations[i], *g
	told := func(list []Topic) []Topic {
		list = slices.Clone(list)
		for k := range list {
			if t, ok := find(tr.Topics, list[k].ID); ok {
				list[k] = *t
			}
		}
		return list
	}
	out.Topics, out.Articles = told(g.Topics), told(g.Articles)
	if tr.Terms != nil {
		out.Terms = tr.Terms
	}
	return &out
}

// translate reads the documents that are translations. Each section is one of
// the guide's own, by its id: its causes and steps are the same, in the same
// order.
func (c *compiler) translate() {
	for _, d := range c.docs {
		if d.Lang == "" {
			continue
		}
		tr := c.translation(d.Lang)
		for _, s := range d.Topics {
			switch d.Kind {
			case markdown.KindTopics, markdown.KindArticles:
				c.translateTopic(tr, d, s)
			case markdown.KindTerms:
				c.translateTerm(tr, d, s)
			case markdown.KindIgnore:
			default:
				c.report(d).Add(finding.Error, s.Line, "translation.kind", "kind", d.Kind)
			}
		}
	}
	sort.Slice(c.guide.Translations, func(i, j int) bool { return c.guide.Translations[i].Lang < c.guide.Translations[j].Lang })
	for i := range c.guide.Translations {
		c.lintTranslation(&c.guide.Translations[i])
	}
}

// translation is the one in a language, begun where there is none.
func (c *compiler) translation(lang string) *Translation {
	all := &c.guide.Translations
	i := slices.IndexFunc(*all, func(t Translation) bool { return t.Lang == lang })
	if i < 0 {
		i, *all = len(*all), append(*all, Translation{Lang: lang, Topics: []Topic{}})
	}
	return &(*all)[i]
}

// lintTranslation tells what has no words in a language that others have.
func (c *compiler) lintTranslation(tr *Translation) {
	for _, list := range [][]Topic{c.guide.Topics, c.guide.Articles} {
		for _, t := range list {
			switch told, ok := find(tr.Topics, t.ID); {
			case t.Lang == tr.Lang: // written in it
			case !ok:
				c.at(t.File).Add(finding.Info, t.Line, "translation.missing", "topic", t.ID, "lang", tr.Lang)
			case !told.walkedIn(tr.Lang):
				c.at(told.File).Add(finding.Info, told.Line, "translation.steps_missing", "topic", t.ID, "lang", tr.Lang)
			}
		}
	}
}

// walkedIn reports whether every step is told in a language.
func (t *Topic) walkedIn(lang string) bool {
	all := slices.Clone(t.Steps)
	for _, cs := range t.Causes {
		all = append(all, cs.Steps...)
	}
	return !slices.ContainsFunc(all, func(s Step) bool { return s.Lang != lang })
}

// translator writes the words of one section over those of the guide.
type translator struct {
	finding.Report
	c *compiler
	d *markdown.Document
}

// translateTopic tells a topic or an article in another language. A section
// without steps tells only what it is about.
func (c *compiler) translateTopic(tr *Translation, d *markdown.Document, s markdown.Section) {
	w := translator{c.report(d), c, d}
	id, n := identify(s), topicNote(s)
	own, ok := c.guide.Any(id)
	if !ok {
		w.Add(finding.Error, s.Line, "translation.unknown", "id", id, "near", c.nearID(id))
		return
	}
	if _, twice := find(tr.Topics, own.ID); twice {
		w.Add(finding.Error, s.Line, "translation.twice", "id", own.ID, "lang", d.Lang)
		return
	}
	w.keys(s, "id", "name", "label", "ask", "source")
	t := *own
	t.Title, t.Lang, t.File, t.Line = s.Title, d.Lang, d.File, s.Line
	t.Group = convention.Plain(d.Top.Title)
	t.Name, t.Label, t.Ask = n.Value("name"), cmp.Or(n.Value("label"), s.Title), n.Value("ask")
	p := w.cut(s)
	if len(s.Causes) > 0 && len(own.Steps) == 0 {
		p.items = nil // the list of the causes
		if n := len(p.lead); n > 0 {
			p.lead[n-1].Text = cutLeadIn(p.lead[n-1].Text)
		}
	}
	t.Intro = strings.TrimSpace(paragraphs(p.lead))
	if len(p.items) > 0 || len(s.Causes) > 0 {
		t.Steps = w.steps(s, own.Steps, p.items, p.tail)
		t.Causes = w.causes(s, own)
	}
	if len(s.Causes) > 1 && t.Ask == "" {
		t.Ask = c.choosing(d, own.Choose)
	}
	if len(s.Causes) > 0 && own.Ask != "" && t.Ask == "" {
		w.Add(finding.Error, s.Line, "translation.ask", "topic", own.ID)
	}
	w.label(t.Label, s.Line)
	w.read(s.Line, t.Title, t.Name, t.Label, t.Ask, t.Intro)
	tr.Topics = append(tr.Topics, t)
}

// causes tells the causes of a topic, which are the guide's one by one. What
// says one in the guide's own language still does.
func (w translator) causes(s markdown.Section, own *Topic) []Cause {
	if len(s.Causes) != len(own.Causes) {
		w.Add(finding.Error, s.Line, "translation.causes", "topic", own.ID, "n", strconv.Itoa(len(s.Causes)), "want", strconv.Itoa(len(own.Causes)))
		return own.Causes
	}
	out := slices.Clone(own.Causes)
	for i, sec := range s.Causes {
		w.keys(sec, "answer")
		var said []string
		for _, n := range sec.Notes {
			said = texts(n.List("answer"))
		}
		cs := &out[i]
		cs.Says = slices.Concat(said[min(1, len(said)):], []string{cmp.Or(cs.Answer, cs.Title), cs.Title}, cs.Says)
		cs.Title, cs.Lang, cs.File, cs.Line, cs.Answer = strings.TrimRight(sec.Title, ". "), w.d.Lang, w.d.File, sec.Line, ""
		if len(said) > 0 {
			cs.Answer = said[0]
		}
		p := w.cut(sec)
		cs.Steps = w.steps(sec, cs.Steps, append(p.lead, p.items...), p.tail)
		w.label(cmp.Or(cs.Answer, cs.Title), sec.Line)
		w.read(sec.Line, append(said, cs.Title)...)
	}
	return out
}

// steps tells steps, which are the guide's one by one: a paragraph before the
// list is one that is only told. What stands behind the list belongs to the
// last: its advice for later, where it has some.
func (w translator) steps(s markdown.Section, own []Step, told []markdown.Block, tail string) []Step {
	if len(told) != len(own) {
		w.Add(finding.Error, s.Line, "translation.steps", "title", s.Title, "n", strconv.Itoa(len(told)), "want", strconv.Itoa(len(own)))
		return own
	}
	out := slices.Clone(own)
	for i, b := range told {
		x := &out[i]
		x.Text, x.Lang, x.File, x.Line = w.c.speech(w.d).withoutSeeAlso(b.Text), w.d.Lang, w.d.File, b.Line
		x.Links = w.links(x.Links, b)
		switch last := i == len(told)-1; {
		case last && x.After != "":
			x.After = tail
		case last && tail != "":
			x.Text += "\n" + tail
		}
		if own[i].After != "" && x.After == "" {
			w.Add(finding.Error, b.Line, "translation.after")
		}
		if long(x.Text) {
			w.Add(finding.Warning, b.Line, "long.step", "max", strconv.Itoa(stepMax))
		}
		w.read(b.Line, x.Text, x.After)
	}
	return out
}

// links are a step's own, called as the translation calls them.
func (w translator) links(own []Link, b markdown.Block) []Link {
	out := slices.Clone(own)
	for i := range out {
		at := slices.IndexFunc(b.Links, func(r markdown.Ref) bool {
			to, ok := w.c.reg.resolve(w.d, r)
			return ok && to.Article == out[i].Article && to.URL == out[i].URL
		})
		if at < 0 {
			w.Add(finding.Error, b.Line, "translation.link", "to", cmp.Or(out[i].Article, out[i].URL))
			continue
		}
		out[i].Label = b.Links[at].Label
		w.read(b.Line, out[i].Label)
	}
	return out
}

// translateTerm tells what a word means. It is heard by its own names, too.
func (c *compiler) translateTerm(tr *Translation, d *markdown.Document, s markdown.Section) {
	w := translator{c.report(d), c, d}
	w.keys(s, "of", "names")
	of, names := s.Title, []string(nil)
	for _, n := range s.Notes {
		of, names = cmp.Or(n.Value("of"), of), texts(n.List("names"))
	}
	i := slices.IndexFunc(c.guide.Terms, func(t Term) bool { return t.Name == of })
	if i < 0 {
		var names []string
		for _, t := range c.guide.Terms {
			names = append(names, t.Name)
		}
		w.Add(finding.Error, s.Line, "translation.term", "of", of, "near", text.Nearest(of, names))
		return
	}
	if tr.Terms == nil {
		tr.Terms = slices.Clone(c.guide.Terms)
	}
	t := &tr.Terms[i]
	if t.Lang != "" {
		w.Add(finding.Error, s.Line, "translation.twice", "id", of, "lang", d.Lang)
	}
	t.Names = slices.Concat(names, []string{t.Name}, t.Names)
	t.Name, t.Lang, t.File, t.Line = s.Title, d.Lang, d.File, s.Line
	if t.Text = paragraphs(s.Blocks); t.Text == "" {
		w.Add(finding.Error, s.Line, "term.empty", "name", s.Title)
	}
	w.read(s.Line, s.Title, t.Text)
}
