package kb

import (
	"cmp"
	"strings"
	"time"

	"hotro/internal/kb/finding"
	"hotro/internal/kb/markdown"
	"hotro/internal/text"
)

// steps turns the remaining blocks into steps.
func (w *walk) steps() []Step {
	out := []Step{}
	for i, b := range w.blocks {
		if b.Shape == markdown.Picture {
			w.picture(out, b)
			continue
		}
		if n := len(out); n > 0 && len(b.Notes) == 0 && w.remarks(&out[n-1], b, i) {
			continue
		}
		out = append(out, w.step(out, b)...)
	}
	renumber(w.owner, out)
	return out
}

// remarks folds a paragraph into the step before it where it only adds to
// that step, and reports whether it did.
func (w *walk) remarks(last *Step, b markdown.Block, i int) bool {
	switch {
	case last.Kind == Handoff && w.says.advice(b.Text):
		last.After = strings.TrimSpace(last.After + "\n" + b.Text)
		return true
	case last.Kind == Handoff && w.plain(b):
		last.Text += "\n" + b.Text
		return true
	case w.plain(b) && i == len(w.blocks)-1 && w.blocks[i-1].Shape == markdown.Item:
		last.Text += "\n" + b.Text
		return true
	}
	return false
}

// step turns one block into its steps: one, or two where one sentence says
// what to collect and whom to give it to.
func (w *walk) step(before []Step, b markdown.Block) []Step {
	list := w.says.infer(b.Text, w.c.guide.Company().Reference.ID)
	if len(list) == 2 && len(before) > 0 && before[len(before)-1].Kind == Collect {
		list = []Step{{Kind: Handoff, Text: b.Text}}
	}
	for i := range list {
		s := &list[i]
		s.File, s.Line = w.File, b.Line
		if s.Kind == Do || s.Kind == Wait {
			s.Role = cmp.Or(w.roles[b.Line], w.role)
		}
		if i == 0 {
			s.Links, s.Image = w.links(b), w.image(b)
		}
		for _, n := range b.Notes {
			w.override(s, n)
		}
		w.lintStep(*s, b)
		if i > 0 {
			s.ID = "" // a comment names the first
		}
		s.Walk = w.says.walked(*s)
		if len(s.Links) > 0 {
			s.Text = w.says.withoutSeeAlso(s.Text)
		}
	}
	return list
}

func (w *walk) override(s *Step, n markdown.Note) {
	for _, f := range n.Fields {
		switch f.Key {
		case "id":
			s.ID = w.c.own(w.Report, f, ".")
		case "kind":
			switch k := StepKind(f.Value); k {
			case Do, Tell, Wait, Collect, Handoff:
				s.Kind = k
			default:
				near := text.Nearest(f.Value, []string{string(Do), string(Tell), string(Wait), string(Collect), string(Handoff)})
				w.Add(finding.Error, f.Line, "comment.step_kind", "kind", f.Value, "near", near)
			}
		case "role":
			if s.Role = w.c.role(f.Value); f.Value == "none" {
				s.Role = ""
			}
		case "want":
			s.Want = f.Value
		case "after":
			s.After = f.Value
		case "image":
			s.Image = w.picturePath(f.Value, f.Line)
		case "wait":
			d, err := time.ParseDuration(f.Value)
			if err != nil || d <= 0 {
				w.Add(finding.Error, f.Line, "comment.wait", "wait", f.Value)
				continue
			}
			s.Kind, s.Wait = Wait, d
		}
	}
	if s.Kind != Wait {
		s.Wait = 0
	}
	if s.Kind == Collect && s.Want == "" {
		s.Want = w.c.guide.Company().Reference.ID
	}
	if s.Kind != Collect && s.Kind != Handoff {
		s.Want = ""
	}
}
