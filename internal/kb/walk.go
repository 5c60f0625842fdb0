package kb

import (
	"strings"

	"hotro/internal/kb/convention"
)

// walk turns the blocks of one section into steps.
type walk struct {
	report
	c      *compiler
	d      *document
	owner  string // id of the topic or cause
	topic  bool
	role   string // asked for by a remark on the whole section
	lead   []block
	blocks []block
	roles  map[int]string // by line of the block: asked for by a remark in it
	causes bool
}

func (c *compiler) walk(d *document, s section, owner string) *walk {
	w := &walk{report: c.report(d), c: c, d: d, owner: owner, topic: !strings.Contains(owner, "/"), roles: map[int]string{}, causes: len(s.causes) > 0}
	for _, b := range s.blocks {
		if b.shape == table {
			w.add(Warning, b.line, "table")
			continue
		}
		rest, found := admin(b.text)
		switch {
		case !found:
		case rest == "" && b.shape == para:
			w.role = "admin"
			continue
		default:
			b.text, w.roles[b.line] = rest, "admin"
		}
		w.blocks = append(w.blocks, b)
	}
	w.labels()
	w.bullets()
	return w
}

// labels takes away "Cách xử lý:" and says so where nothing follows it.
func (w *walk) labels() {
	var out []block
	for i := 0; i < len(w.blocks); i++ {
		b := w.blocks[i]
		rest, label := convention.CutLabel(b.text)
		if b.shape == picture || !label && !strings.HasSuffix(convention.Plain(b.text), ":") {
			out = append(out, b)
			continue
		}
		if label && rest != "" {
			b.text = sentenceCase(rest)
			out = append(out, b)
			continue
		}
		if i+1 < len(w.blocks) && w.blocks[i+1].shape != picture && !convention.IsLabel(w.blocks[i+1].text) {
			if !label {
				out = append(out, b)
			}
			continue
		}
		w.add(Warning, b.line, "empty-body.label", "label", excerpt(convention.Plain(b.text)))
		if i+1 < len(w.blocks) && w.blocks[i+1].shape == picture {
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
		numbered = numbered || b.shape == item && b.ordered
	}
	if !numbered || w.causes {
		return
	}
	var out []block
	for _, b := range w.blocks {
		if b.shape == item && !b.ordered && len(out) > 0 {
			last := &out[len(out)-1]
			last.text += "\n• " + b.text
			last.links = append(last.links, b.links...)
			continue
		}
		out = append(out, b)
	}
	w.blocks = out
}

// plain reports whether a paragraph carries no instruction of its own.
func (w *walk) plain(b block) bool {
	return b.shape == para && len(b.notes) == 0 && len(b.links) == 0 && b.image == "" && w.roles[b.line] == "" &&
		infer(b.text)[0].Kind == Do && !advice(b.text) && !w.refers(b)
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
		out = append(out, b.text)
	}
	return strings.Join(out, "\n")
}

// background returns the plain paragraphs before the steps of a cause.
func (w *walk) background() []Step {
	w.splitLead()
	var out []Step
	for _, b := range w.lead {
		out = append(out, Step{Kind: Tell, Text: b.text, File: w.file, Line: b.line})
	}
	return out
}
