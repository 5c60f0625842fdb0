package dialog

import (
	"strings"

	"hotro/internal/kb"
	"hotro/internal/text"
)

func fold(s string) string { return strings.Join(text.Words(text.Fold(s)), " ") }

func set(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range text.Words(text.Fold(s)) {
		if len(w) > 1 {
			m[w] = true
		}
	}
	return m
}

// nearest finds the cause whose answer or title shares most words with what
// was typed, if that is clear.
func nearest(s string, tp *kb.Topic) (int, bool) {
	words := set(s)
	best, second, at := 0.0, 0.0, -1
	for i := range tp.Causes {
		hit, all := 0, 0
		for w := range set(tp.Causes[i].Answer + " " + tp.Causes[i].Title) {
			all++
			if words[w] {
				hit++
			}
		}
		if all == 0 {
			continue
		}
		score := float64(hit) / float64(min(all, max(len(words), 1)))
		if score > best {
			best, second, at = score, best, i
		} else if score > second {
			second = score
		}
	}
	return at, at >= 0 && best >= 0.6 && best-second >= 0.15
}

func trim(s string) (string, bool) {
	s = strings.TrimSpace(strings.ToValidUTF8(s, ""))
	head := text.Head(s, maxText)
	return head, head != s
}

func number(s string) (int, bool) {
	s = strings.Trim(s, " .)(#")
	if s == "" || len(s) > 2 {
		return 0, false
	}
	n := 0
	for _, r := range s {
		if r < '0' || r > '9' {
			return 0, false
		}
		n = n*10 + int(r-'0')
	}
	return n, true
}
