package chat

import "strings"

// Span is a run of text and how it looks. Our own words are spans by their
// markup; a person's are where they gave them looks.
type Span struct {
	Text      string `json:"text"`
	Bold      bool   `json:"bold,omitempty"`
	Italic    bool   `json:"italic,omitempty"`
	Underline bool   `json:"underline,omitempty"`
	Strike    bool   `json:"strike,omitempty"`
	Code      bool   `json:"code,omitempty"`  // alone with Quote: code has no other looks
	Quote     bool   `json:"quote,omitempty"` // somebody else's words
	URL       string `json:"url,omitempty"`   // the run is a link: http or https
}

// Plain reports whether a run has no look.
func (s Span) Plain() bool { return s == Span{Text: s.Text} }

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
func Plain(s string) string { return Flat(Spans(s)) }

// Flat is what spans say where there are no looks: links keep their address.
func Flat(spans []Span) string {
	var b strings.Builder
	label := "" // of the link so far
	for i, sp := range spans {
		b.WriteString(sp.Text)
		if sp.URL == "" {
			continue
		}
		if label += sp.Text; i+1 < len(spans) && spans[i+1].URL == sp.URL {
			continue
		}
		if sp.URL != label {
			b.WriteString(" (" + sp.URL + ")")
		}
		label = ""
	}
	return b.String()
}

// Looked returns spans if they are those of a text: whoever changes the text
// and not them has taken the looks off.
func Looked(text string, spans []Span) []Span {
	if len(spans) == 0 || Flat(spans) != text {
		return nil
	}
	return spans
}

// Looks are the runs of what is said now, nil for words without looks: markup is
// read by Spans.
func (l Line) Looks() []Span { return Looked(l.Latest(), l.Spans) }

// Looks are the runs of a person's words, nil where they have no looks.
func (r Reply) Looks() []Span {
	if !r.Verbatim {
		return nil
	}
	return Looked(r.Text, r.Spans)
}

// Prefixed puts plain words before runs, and behind them.
func Prefixed(before string, spans []Span, after string) []Span {
	if len(spans) == 0 {
		return nil
	}
	out := append([]Span{{Text: before}}, spans...)
	return append(out, Span{Text: after})
}
