package telegram

import (
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"hotro/internal/channels"
	"hotro/internal/chat"
)

// Limits on the text of a message and the caption of a file, counted in
// UTF-16 units. Whether it counts those
// or code points is disputed; units are within both.
const (
	MaxText    = 4096
	MaxCaption = 1024
)

// Split cuts a reply into messages: texts of at most 4096 units, one file
// each or an album, a short text as the caption of the first file. The answer
// and the edit go with the first part, the choices with the last.
func (s *sender) Split(r chat.Reply) []chat.Reply {
	if r.Noted {
		return []chat.Reply{r}
	}
	if len(r.Retract) > 0 {
		return retractions(r)
	}
	size := shown(r)
	texts := cutText(r.Text, MaxText, r.Verbatim)
	if r.Looks() != nil && size <= MaxText {
		texts = []string{r.Text}
	}
	caption := len(r.Files) > 0 && r.Edit == "" && size <= MaxCaption
	if caption {
		texts = nil
	}
	base := chat.Reply{Verbatim: r.Verbatim, Lang: r.Lang, Topic: r.Topic, Node: r.Node}
	var parts []chat.Reply
	for _, t := range texts {
		part := base
		part.Text, part.Spans = t, chat.Looked(t, r.Spans)
		parts = append(parts, part)
	}
	for i := 0; i < len(r.Files); {
		part, n := base, 1
		if len(r.Choices) == 0 { // an album has no keyboard
			n = together(r.Files[i:])
		}
		part.Files = r.Files[i : i+n : i+n]
		if caption && i == 0 {
			part.Text, part.Spans = r.Text, r.Looks()
		}
		parts = append(parts, part)
		i += n
	}
	if len(parts) == 0 && (len(r.Choices) > 0 || r.Edit != "") {
		parts = []chat.Reply{base} // a keyboard alone
	}
	if len(parts) > 0 {
		parts[0].ReplyTo, parts[0].Edit = r.ReplyTo, r.Edit
		parts[len(parts)-1].Choices = r.Choices
	}
	return parts
}

// shown is how much of a reply's words Telegram counts: where they have looks,
// the addresses of links stand in none.
func shown(r chat.Reply) (units int) {
	looks := r.Looks()
	if looks == nil {
		return channels.Units(r.Text)
	}
	for _, sp := range looks {
		units += channels.Units(sp.Text)
	}
	return units
}

// retractions takes back one message each.
func retractions(r chat.Reply) []chat.Reply {
	parts := make([]chat.Reply, len(r.Retract))
	for i, id := range r.Retract {
		parts[i] = chat.Reply{Retract: []string{id}}
	}
	return parts
}

// cutText cuts s into pieces of at most limit units which joined are s again,
// but for pieces of nothing but blanks: Telegram refuses those. It prefers to
// cut after a paragraph, then a line, then a word, and cuts neither a visible
// character nor a run of markup in two unless one alone exceeds the limit.
func cutText(s string, limit int, verbatim bool) []string {
	var out []string
	for s != "" {
		n := len(s)
		if channels.Units(s) > limit {
			n = cut(s, limit, verbatim)
		}
		if strings.TrimSpace(s[:n]) != "" {
			out = append(out, s[:n])
		}
		s = s[n:]
	}
	return out
}

// cut returns the length in bytes of the first piece of s, which is longer
// than limit.
func cut(s string, limit int, verbatim bool) int {
	hard := prefix(s, limit)
	window := s[:hard]
	var keep []stretch
	if !verbatim {
		keep = runs(s, hard)
	}
	for _, end := range []string{"\n\n", "\n", " "} {
		for i := len(window); i > len(window)/2; {
			i = strings.LastIndex(window[:i], end)
			if i < 0 {
				break
			}
			if n := i + len(end); n > len(window)/2 && !inside(keep, n) {
				return n
			}
		}
	}
	for n := hard; n > 0; _, n = lastRune(s, n) {
		if !inside(keep, n) && boundary(s, n) {
			return n
		}
	}
	for n := hard; n > 0; _, n = lastRune(s, n) {
		if boundary(s, n) {
			return n
		}
	}
	return hard
}

// prefix returns the length of the longest prefix of whole runes within limit.
func prefix(s string, limit int) int {
	n := 0
	for i, r := range s {
		if n += max(1, utf16.RuneLen(r)); n > limit {
			return i
		}
	}
	return len(s)
}

func lastRune(s string, n int) (rune, int) {
	r, size := utf8.DecodeLastRuneInString(s[:n])
	return r, n - size
}

// stretch is a part of a text that must stay whole.
type stretch struct{ from, to int }

func inside(keep []stretch, n int) bool {
	for _, k := range keep {
		if k.from < n && n < k.to {
			return true
		}
	}
	return false
}

// longRun is how far behind a cut the end of a run is looked for.
const longRun = 2048

// runs finds the marked runs of s that begin before end. Spans covers all of
// s in order, so each run's length in the source follows from what it shows.
func runs(s string, end int) []stretch {
	var out []stretch
	at := 0
	for _, sp := range chat.Spans(s[:min(len(s), end+longRun)]) {
		n := len(sp.Text)
		switch {
		case sp.Bold:
			n += 4
		case sp.Code:
			n += 2
		case sp.URL != "":
			n += 4 + len(sp.URL)
		}
		if n > len(sp.Text) {
			out = append(out, stretch{at, at + n})
		}
		if at += n; at >= end {
			break
		}
	}
	return out
}

// boundary reports whether a text may be cut at n without cutting what the
// reader sees as one character: a letter with its marks, an emoji joined from
// several, a flag, a line end.
func boundary(s string, n int) bool {
	if n <= 0 || n >= len(s) {
		return true
	}
	before, at := lastRune(s, n)
	after, _ := utf8.DecodeRuneInString(s[n:])
	switch {
	case before == '\r' && after == '\n', before == zwj, extends(after):
		return false
	case regional(before) && regional(after):
		letters := 1
		for r, i := lastRune(s, at); regional(r) && at > 0; r, i = lastRune(s, at) {
			letters++
			at = i
		}
		return letters%2 == 0
	case hangul(before) && hangul(after):
		return false
	}
	return true
}

const zwj = '\u200d'

// extends reports runes that belong to the character before them.
func extends(r rune) bool {
	return r == zwj || r == '\u200c' || unicode.Is(unicode.M, r) ||
		r >= 0x1F3FB && r <= 0x1F3FF || // skin tones
		r >= 0xE0020 && r <= 0xE007F // tags of regional flags
}

func regional(r rune) bool { return r >= 0x1F1E6 && r <= 0x1F1FF }

// hangul reports jamo, which build syllables.
func hangul(r rune) bool { return r >= 0x1100 && r <= 0x11FF }
