package chat

import "strings"

// Span is a run of text with one look.
type Span struct {
	Text string
	Bold bool
	Code bool
	URL  string // the run is a link
}

// Spans reads the small markup of our own words: **bold**, `code` and
// [label](https://…). Anything unfinished stays as plain text, so no input is
// an error; a channel renders the spans in its own way.
func Spans(s string) []Span {
	var out []Span
	plain := strings.Builder{}
	flush := func() {
		if plain.Len() > 0 {
			out = append(out, Span{Text: plain.String()})
			plain.Reset()
		}
	}
	for s != "" {
		if sp, rest, ok := span(s); ok {
			flush()
			out = append(out, sp)
			s = rest
			continue
		}
		i := strings.IndexAny(s[1:], "*`[") + 1
		if i == 0 {
			i = len(s)
		}
		plain.WriteString(s[:i])
		s = s[i:]
	}
	flush()
	return out
}

func span(s string) (Span, string, bool) {
	switch {
	case strings.HasPrefix(s, "**"):
		if in, rest, ok := strings.Cut(s[2:], "**"); ok && in != "" && !strings.Contains(in, "\n") {
			return Span{Text: in, Bold: true}, rest, true
		}
	case s[0] == '`':
		if in, rest, ok := strings.Cut(s[1:], "`"); ok && in != "" && !strings.Contains(in, "\n") {
			return Span{Text: in, Code: true}, rest, true
		}
	case s[0] == '[':
		label, rest, ok := strings.Cut(s[1:], "](")
		if !ok || strings.ContainsAny(label, "[\n") {
			break
		}
		url, rest, ok := strings.Cut(rest, ")")
		if ok && (strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://")) && !strings.ContainsAny(url, " \n\"<>") {
			return Span{Text: label, URL: url}, rest, true
		}
	}
	return Span{}, s, false
}

// Plain renders markup for channels that have none: links keep their address.
func Plain(s string) string {
	var b strings.Builder
	for _, sp := range Spans(s) {
		b.WriteString(sp.Text)
		if sp.URL != "" && sp.URL != sp.Text {
			b.WriteString(" (" + sp.URL + ")")
		}
	}
	return b.String()
}
