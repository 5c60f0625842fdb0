package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
)

// Join joins texts that came together: people write three short lines and mean
// one thing. Buttons, pictures and files stand alone. Joining again changes
// nothing.
func Join(lines []Line) []Line {
	var out []Line
	for _, l := range lines {
		last := len(out) - 1
		if l.Kind == chat.KindText && last >= 0 && out[last].Kind == chat.KindText && passedOn(l) == passedOn(out[last]) && !control(l.Text) && !control(out[last].Text) {
			out[last].Text += "\n" + l.Text
			out[last].At = l.At
			out[last].Reading = nil // it was of the first alone
			if l.Hint != nil {
				out[last].Hint = l.Hint
			}
			continue
		}
		if last >= 0 && album(out[last], l) {
			out[last] = together(out[last], l)
			continue
		}
		out = append(out, l)
	}
	return out
}

// album reports whether two pictures were sent as one message.
func album(a, b Line) bool {
	return a.Album != "" && a.Album == b.Album && a.Kind == b.Kind && len(b.Files) > 0
}

// together is two pictures of an album as one line: one caption, one text that
// was read.
func together(a, b Line) Line {
	a.Text, a.Seen = both(a.Text, b.Text), both(a.Seen, b.Seen)
	a.Files = append(slices.Clone(a.Files), b.Files...)
	a.Later = a.Later || b.Later
	return a
}

func both(a, b string) string { return strings.TrimSpace(a + "\n" + b) }

// control reports whether a text is an input of its own even among others: a
// command, or a number that picks an option.
func control(s string) bool {
	s = strings.TrimSpace(s)
	return strings.HasPrefix(s, "/") || (s != "" && len(s) <= 2 && strings.Trim(s, "0123456789") == "")
}

// noise reports whether nothing was made of a line. Among lines that came
// together such a one must not cover the answer to another: people send a
// picture of the error and "bị vậy nè" after it.
func noise(kind string) bool {
	return kind == chat.TurnMiss || kind == chat.TurnUnseen || kind == chat.TurnSigns
}
