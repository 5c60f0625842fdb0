package kb

import (
	"cmp"
	"strings"
	"time"
)

// steps turns the remaining blocks into steps.
func (w *walk) steps() []Step {
	out := []Step{}
	for i, b := range w.blocks {
		if b.shape == picture {
			w.picture(out, b)
			continue
		}
		if n := len(out); n > 0 && len(b.notes) == 0 && w.remarks(&out[n-1], b, i) {
			continue
		}
		out = append(out, w.step(out, b)...)
	}
	renumber(w.owner, out)
	return out
}

// remarks folds a paragraph into the step before it where it only adds to
// that step, and reports whether it did.
func (w *walk) remarks(last *Step, b block, i int) bool {
	switch {
	case last.Kind == Handoff && advice(b.text):
		last.After = strings.TrimSpace(last.After + "\n" + b.text)
		return true
	case last.Kind == Handoff && w.plain(b):
		last.Text += "\n" + b.text
		return true
	case w.plain(b) && i == len(w.blocks)-1 && w.blocks[i-1].shape == item:
		last.Text += "\n" + b.text
		return true
	}
	return false
}

// step turns one block into its steps: one, or two where one sentence says
// what to collect and whom to give it to.
func (w *walk) step(before []Step, b block) []Step {
	list := infer(b.text)
	if len(list) == 2 && len(before) > 0 && before[len(before)-1].Kind == Collect {
		list = []Step{{Kind: Handoff, Text: b.text}}
	}
	for i := range list {
		s := &list[i]
		s.File, s.Line = w.file, b.line
		if s.Kind == Do || s.Kind == Wait {
			s.Role = cmp.Or(w.roles[b.line], w.role)
		}
		if i == 0 {
			s.Links, s.Image = w.links(b), w.image(b)
		}
		for _, n := range b.notes {
			w.override(s, n)
		}
		s.Walk = walked(*s)
		if rest := seeAlso.ReplaceAllString(s.Text, ""); rest != "" && len(s.Links) > 0 {
			s.Text = rest
		}
	}
	return list
}

func (w *walk) override(s *Step, n note) {
	for _, f := range n.fields {
		switch f.key {
		case "kind":
			switch k := StepKind(f.value); k {
			case Do, Tell, Wait, Collect, Handoff:
				s.Kind = k
			default:
				w.add(Error, f.line, "comment.step_kind", "kind", f.value)
			}
		case "role":
			if s.Role = f.value; f.value == "none" {
				s.Role = ""
			}
		case "want":
			s.Want = f.value
		case "after":
			s.After = f.value
		case "image":
			s.Image = w.picturePath(f.value, f.line)
		case "wait":
			d, err := time.ParseDuration(f.value)
			if err != nil || d <= 0 {
				w.add(Error, f.line, "comment.wait", "wait", f.value)
			}
			s.Kind, s.Wait = Wait, d
		}
	}
	if s.Kind != Wait {
		s.Wait = 0
	}
	if s.Kind == Collect && s.Want == "" {
		s.Want = "call_id"
	}
	if s.Kind != Collect {
		s.Want = ""
	}
}
