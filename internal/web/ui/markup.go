package ui

import (
	"regexp"
	"strings"

	"hotro/internal/chat"
)

// Markup renders our own words: bold, code and links of chat.Spans.
func Markup(s string) HTML { return render(chat.Spans(s), Escape) }

// Looks renders a person's words with the looks they gave them; addresses among
// them become links.
func Looks(spans []chat.Span) HTML {
	return render(spans, func(s string) string { return string(Linkify(s)) })
}

func render(spans []chat.Span, plain func(string) string) HTML {
	var b strings.Builder
	for i, sp := range spans {
		if sp.Quote && (i == 0 || !spans[i-1].Quote) {
			b.WriteString("<blockquote>")
		}
		if i > 0 && spans[i-1].Quote && !sp.Quote {
			sp.Text = strings.TrimPrefix(sp.Text, "\n") // a quote ends its line
		}
		if sp.Code || sp.URL != "" {
			b.WriteString(tagged(sp, Escape(sp.Text)))
		} else {
			b.WriteString(tagged(sp, plain(sp.Text)))
		}
		if sp.Quote && (i+1 == len(spans) || !spans[i+1].Quote) {
			b.WriteString("</blockquote>")
		}
	}
	return HTML(b.String())
}

// tagged puts text, which is HTML, between the tags of a run's looks.
func tagged(sp chat.Span, text string) string {
	for _, look := range []struct {
		is  bool
		tag string
	}{{sp.Bold, "strong"}, {sp.Italic, "em"}, {sp.Underline, "u"}, {sp.Strike, "s"}, {sp.Code, "code"}} {
		if look.is {
			text = "<" + look.tag + ">" + text + "</" + look.tag + ">"
		}
	}
	if sp.URL != "" {
		return anchor(sp.URL, text)
	}
	return text
}

// Breaks is a text whose long codes may break behind an underscore, and nowhere
// else.
func (w Words) Breaks(s string) HTML {
	return HTML(strings.ReplaceAll(Escape(s), "_", "_<wbr>"))
}

var address = regexp.MustCompile(`https?://[^\s<>"']+[^\s<>"'.,;:!?)\]}]`)

// Linkify renders a person's words: no markup, but web addresses become links.
func Linkify(s string) HTML {
	var b strings.Builder
	at := 0
	for _, m := range address.FindAllStringIndex(s, -1) {
		b.WriteString(Escape(s[at:m[0]]))
		b.WriteString(anchor(s[m[0]:m[1]], Escape(s[m[0]:m[1]])))
		at = m[1]
	}
	b.WriteString(Escape(s[at:]))
	return HTML(b.String())
}

// anchor's url starts with http:// or https://, by both callers.
func anchor(url, text string) string {
	return `<a href="` + Escape(url) + `" target="_blank" rel="noopener noreferrer nofollow">` + text + `</a>`
}
