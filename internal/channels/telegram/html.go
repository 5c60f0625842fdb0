package telegram

import (
	"strings"

	"hotro/internal/chat"
)

var escapeHTML = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// html renders our markup in the HTML that Telegram reads. Whatever the text
// holds, no tag comes out but b, code and a.
func html(text string) string {
	var out strings.Builder
	for _, sp := range chat.Spans(valid(text)) {
		t := escapeHTML.Replace(sp.Text)
		switch {
		case sp.Bold:
			out.WriteString("<b>" + t + "</b>")
		case sp.Code:
			out.WriteString("<code>" + t + "</code>")
		case sp.URL != "":
			out.WriteString(`<a href="` + escapeHTML.Replace(sp.URL) + `">` + t + "</a>")
		default:
			out.WriteString(t)
		}
	}
	return out.String()
}

// valid makes a text that Telegram accepts as UTF-8.
func valid(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }
