package kb

import (
	"strings"

	"hotro/internal/kb/convention"
	"hotro/internal/kb/finding"
	"hotro/internal/kb/markdown"
	"hotro/internal/text"
)

// walk turns the blocks of one section into steps.
type walk struct {
	finding.Report
	c      *compiler
	d      *markdown.Document
	owner  string // id of the topic or cause
	topic  bool
	role   string // asked for by a remark on the whole section
	lead   []markdown.Block
	blocks []markdown.Block
	roles  map[int]string // by line of the block: asked for by a remark in it
	causes bool
	says   speech
}

func (c *compiler) walk(d *markdown.Document, s markdown.Section, owner string) *walk {
	w := &walk{Report: c.report(d), c: c, d: d, owner: owner, topic: !strings.Contains(owner, "/"), roles: map[int]string{}, causes: len(s.Causes) > 0, says: c.speech(d)}
	for _, b := range s.Blocks {
		if b.Shape == markdown.Table {
			w.Add(finding.Warning, b.Line, "table")
			continue
		}
		rest, found := w.says.admin(b.Text)
		switch {
		case !found:
		case rest == "" && b.Shape == markdown.Paragraph:
			w.role = roleAdmin
			continue
		default:
			b.Text, w.roles[b.Line] = rest, roleAdmin
		}
		w.blocks = append(w.blocks, b)
	}
	w.labels()
	w.bullets()
	return w
}

// labels takes away "Cách xử lý:" and says so where nothing follows it.
func (w *walk) labels() {
	var out []markdown.Block
	for i := 0; i < len(w.blocks); i++ {
		b := w.blocks[i]
		rest, label := convention.CutLabel(b.Text)
		if b.Shape == markdown.Picture || !label && !strings.HasSuffix(convention.Plain(b.Text), ":") {
			out = append(out, b)
			continue
		}
		if label && rest != "" {
			b.Text = text.Capital(rest)
			out = append(out, b)
			continue
		}
		if i+1 < len(w.blocks) && w.blocks[i+1].Shape != markdown.Picture && !convention.IsLabel(w.blocks[i+1].Text) {
			if !label {
				out = append(out, b)
			}
			continue
		}
		if !label && w.causes && i+1 == len(w.blocks) {
			continue // it announces the headings of the causes
		}
		w.Add(finding.Warning, b.Line, "empty-body.label", "label", excerpt(convention.Plain(b.Text)))
		if i+1 < len(w.blocks) && w.blocks[i+1].Shape == markdown.Picture {
			i++
		}
	}
	w.blocks = out
}

// bullets folds bulleted lines into the paragraph or step before them where
// the section's steps are numbered.
func (w *walk) bullets() {
	numbered := false
	for _, b := range w.blocks {
		numbered = numbered || b.Shape == markdown.Item && b.Ordered
	}
	if !numbered || w.causes {
		return
	}
	var out []markdown.Block
	for _, b := range w.blocks {
		if b.Shape == markdown.Item && !b.Ordered && len(out) > 0 {
			last := &out[len(out)-1]
			last.Text += "\n• " + b.Text
			last.Links = append(last.Links, b.Links...)
			continue
		}
		out = append(out, b)
	}
	w.blocks = out
}

// plain reports whether a paragraph carries no instruction of its own.
func (w *walk) plain(b markdown.Block) bool {
	return b.Shape == markdown.Paragraph && len(b.Notes) == 0 && len(b.Links) == 0 && b.Image == "" && w.roles[b.Line] == "" &&
		w.says.infer(b.Text, "")[0].Kind == Do && !w.says.advice(b.Text) && !w.refers(b)
}

// splitLead sets apart the plain paragraphs that only introduce the rest.
func (w *walk) splitLead() {
	k := 0
	for k < len(w.blocks) && w.plain(w.blocks[k]) {
		k++
	}
	switch {
	case w.topic && w.causes:
	case k == len(w.blocks) && w.topic && k > 1:
		k = 1
	case k == len(w.blocks):
		k = 0
	}
	w.lead, w.blocks = w.blocks[:k], w.blocks[k:]
}

// introduction returns what is said on entering a topic.
func (w *walk) introduction() string {
	w.splitLead()
	var out []string
	for _, b := range w.lead {
		out = append(out, b.Text)
	}
	return strings.Join(out, "\n")
}

// background returns the plain paragraphs before the steps of a cause.
func (w *walk) background() []Step {
	w.splitLead()
	var out []Step
	for _, b := range w.lead {
		out = append(out, Step{Kind: Tell, Text: b.Text, File: w.File, Line: b.Line})
	}
	return out
}
