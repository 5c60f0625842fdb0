package ui

import (
	"html/template"
	"regexp"
	"strings"

	"hotro/internal/chat"
)

// Markup renders our own words: bold, code and links of chat.Spans.
func Markup(s string) template.HTML {
	var b strings.Builder
	for _, sp := range chat.Spans(s) {
		text := template.HTMLEscapeString(sp.Text)
		switch {
		case sp.URL != "":
			b.WriteString(anchor(sp.URL, text))
		case sp.Bold:
			b.WriteString("<strong>" + text + "</strong>")
		case sp.Code:
			b.WriteString("<code>" + text + "</code>")
		default:
			b.WriteString(text)
		}
	}
	return template.HTML(b.String())
}

var address = regexp.MustCompile(`https?://[^\s<>"']+[^\s<>"'.,;:!?)\]}]`)

// Linkify renders a person's words: no markup, but web addresses become links.
func Linkify(s string) template.HTML {
	var b strings.Builder
	at := 0
	for _, m := range address.FindAllStringIndex(s, -1) {
		b.WriteString(template.HTMLEscapeString(s[at:m[0]]))
		b.WriteString(anchor(s[m[0]:m[1]], template.HTMLEscapeString(s[m[0]:m[1]])))
		at = m[1]
	}
	b.WriteString(template.HTMLEscapeString(s[at:]))
	return template.HTML(b.String())
}

// anchor's url starts with http:// or https://, by both callers.
func anchor(url, text string) string {
	return `<a href="` + template.HTMLEscapeString(url) + `" target="_blank" rel="noopener noreferrer nofollow">` + text + `</a>`
}
