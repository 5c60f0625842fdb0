package telegram

import (
	"slices"
	"strings"
	"unicode/utf16"

	"hotro/internal/chat"
)

// looks are the runs of a text with what its entities say of them; nil when they
// say nothing that can be carried. Entities may overlap, and what they say of
// places outside the text, or of half an emoji, is as near as can be.
func looks(s string, entities []entity) []chat.Span {
	units := utf16.Encode([]rune(s))
	edges := []int{0, len(units)}
	var kept []entity
	for _, e := range entities {
		from, to := within(units, e)
		e.Offset, e.Length = from, to-from
		if to > from && e.carried(string(utf16.Decode(units[from:to]))) {
			kept, edges = append(kept, e), append(edges, from, to)
		}
	}
	if len(kept) == 0 {
		return nil
	}
	slices.Sort(edges)
	edges = slices.Compact(edges)
	var out []chat.Span
	for i, from := range edges[:len(edges)-1] {
		to := edges[i+1]
		sp := chat.Span{Text: string(utf16.Decode(units[from:to]))}
		for _, e := range kept {
			if e.Offset <= from && to <= e.Offset+e.Length {
				e.mark(&sp)
			}
		}
		out = append(out, tidied(sp))
	}
	return out
}

// within is the run of an entity inside the text, never between the halves of an
// emoji.
func within(units []uint16, e entity) (from, to int) {
	from = min(max(e.Offset, 0), len(units))
	to = from + min(max(e.Length, 0), len(units)-from)
	whole := func(at int) int {
		if at > 0 && at < len(units) && units[at] >= 0xDC00 && units[at] <= 0xDFFF && units[at-1] >= 0xD800 && units[at-1] <= 0xDBFF {
			return at + 1
		}
		return at
	}
	return whole(from), whole(to)
}

// carried reports whether an entity says something of its run that other
// platforms can show.
func (e entity) carried(shown string) bool {
	switch e.Type {
	case "bold", "italic", "underline", "strikethrough", "code", "pre", "blockquote", "expandable_blockquote":
		return strings.TrimSpace(shown) != ""
	case "text_link":
		return e.web() && bare(e.URL) != bare(shown) && strings.TrimSpace(shown) != ""
	}
	return false
}

// web reports whether the link of an entity leads to a page.
func (e entity) web() bool {
	return (strings.HasPrefix(e.URL, "https://") || strings.HasPrefix(e.URL, "http://")) && !strings.ContainsAny(e.URL, " \n\t\"<>")
}

func (e entity) mark(sp *chat.Span) {
	switch e.Type {
	case "bold":
		sp.Bold = true
	case "italic":
		sp.Italic = true
	case "underline":
		sp.Underline = true
	case "strikethrough":
		sp.Strike = true
	case "code", "pre":
		sp.Code = true
	case "blockquote", "expandable_blockquote":
		sp.Quote = true
	case "text_link":
		sp.URL = e.URL
	}
}

// tidied is a run of which Telegram takes all looks at once: code has no other.
func tidied(sp chat.Span) chat.Span {
	if sp.Code {
		return chat.Span{Text: sp.Text, Code: true, Quote: sp.Quote}
	}
	return sp
}

// keepLooks gives what staff write its looks, where the words are all there is:
// links other than to pages are told beside the words, as ever.
func (m *message) keepLooks(in *chat.Incoming) {
	if m.Rich != nil || in.Text == "" || in.Text != m.said() || m.Text != "" && m.Caption != "" {
		return
	}
	entities := append(slices.Clone(m.Entities), m.Marks...)
	for _, e := range entities {
		if e.Type == "text_mention" || e.Type == "text_link" && !e.web() {
			return
		}
	}
	if spans := looks(m.Text+m.Caption, entities); spans != nil {
		in.Text, in.Spans = chat.Flat(spans), spans
	}
}
