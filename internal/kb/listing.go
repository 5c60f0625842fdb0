package kb

import (
	"strings"

	"hotro/internal/kb/convention"
)

// listing consumes the list that names the causes, and compares it with the
// headings.
func (w *walk) listing(causes []section) {
	if len(causes) == 0 {
		return
	}
	named := map[int]bool{} // lists that name a cause
	listed := map[int]bool{}
	for _, b := range w.blocks {
		if k := matchCause(b, causes); k >= 0 {
			named[b.list], listed[k] = true, true
		}
	}
	if len(named) == 0 {
		return
	}
	var out []block
	for _, b := range w.blocks {
		if b.shape != item || !named[b.list] {
			out = append(out, b)
			continue
		}
		if matchCause(b, causes) < 0 {
			w.add(Warning, b.line, "causes.listed", "cause", excerpt(convention.Plain(b.text)))
		}
		if n := len(out); n > 0 && out[n-1].shape == para {
			if out[n-1].text = cutLeadIn(out[n-1].text); out[n-1].text == "" {
				out = out[:n-1]
			}
		}
	}
	for k, c := range causes {
		if !listed[k] {
			w.add(Warning, c.line, "causes.unlisted", "cause", excerpt(c.title))
		}
	}
	w.blocks = out
}

func matchCause(b block, causes []section) int {
	f := convention.Key(convention.Plain(b.text))
	if b.shape != item || f == "" {
		return -1
	}
	for k, c := range causes {
		t := convention.Key(c.title)
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
