package kb

import (
	"strings"

	"hotro/internal/kb/convention"
	"hotro/internal/kb/finding"
	"hotro/internal/kb/markdown"
	"hotro/internal/text"
)

// listing consumes the list that names the causes, and compares it with the
// headings.
func (w *walk) listing(causes []markdown.Section) {
	if len(causes) == 0 {
		return
	}
	named := map[int]bool{} // lists that name a cause
	listed := map[int]bool{}
	for _, b := range w.blocks {
		if k := matchCause(b, causes); k >= 0 {
			named[b.List], listed[k] = true, true
		}
	}
	if len(named) == 0 {
		return
	}
	var out []markdown.Block
	for _, b := range w.blocks {
		if b.Shape != markdown.Item || !named[b.List] {
			out = append(out, b)
			continue
		}
		if matchCause(b, causes) < 0 {
			near := nearCause(b, causes, listed)
			w.Add(finding.Warning, b.Line, "causes.listed", "cause", excerpt(convention.Plain(b.Text)), "near", near)
		}
		if n := len(out); n > 0 && out[n-1].Shape == markdown.Paragraph {
			if out[n-1].Text = cutLeadIn(out[n-1].Text); out[n-1].Text == "" {
				out = out[:n-1]
			}
		}
	}
	for k, c := range causes {
		if !listed[k] {
			w.Add(finding.Warning, c.Line, "causes.unlisted", "cause", excerpt(c.Title))
		}
	}
	w.blocks = out
}

// nearCause returns the heading that a list item misspells, and counts it as
// listed: one slip, one message.
func nearCause(b markdown.Block, causes []markdown.Section, listed map[int]bool) string {
	var left []string
	for k, c := range causes {
		if !listed[k] {
			left = append(left, c.Title)
		}
	}
	near := text.Nearest(convention.Plain(b.Text), left)
	for k, c := range causes {
		if near != "" && c.Title == near {
			listed[k] = true
		}
	}
	return near
}

func matchCause(b markdown.Block, causes []markdown.Section) int {
	f := convention.Key(convention.Plain(b.Text))
	if b.Shape != markdown.Item || f == "" {
		return -1
	}
	for k, c := range causes {
		t := convention.Key(c.Title)
		if t == f || len(t) > 12 && strings.HasPrefix(f, t) || len(f) > 12 && strings.HasPrefix(t, f) {
			return k
		}
	}
	return -1
}

// cutLeadIn drops the last sentence when it only announces a list.
func cutLeadIn(text string) string {
	if !strings.HasSuffix(convention.Plain(text), ":") {
		return text
	}
	s := sentences(text)
	return strings.Join(s[:len(s)-1], " ")
}
