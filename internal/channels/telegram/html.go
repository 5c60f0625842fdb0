package telegram

import (
	"strings"

	"hotro/internal/chat"
)

var escapeHTML = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// html renders our markup in the HTML that Telegram reads. Whatever the text
// holds, no tag comes out but b, code and a.
func html(text string) string { return htmlOf(chat.Spans(valid(text))) }

// htmlOf renders runs in the HTML that Telegram reads: each in tags of its own,
// those of one quote in one.
func htmlOf(spans []chat.Span) string {
	var out strings.Builder
	for i, sp := range spans {
		if sp.Quote && (i == 0 || !spans[i-1].Quote) {
			out.WriteString("<blockquote>")
		}
		out.WriteString(tagged(sp))
		if sp.Quote && (i+1 == len(spans) || !spans[i+1].Quote) {
			out.WriteString("</blockquote>")
		}
	}
	return out.String()
}

func tagged(sp chat.Span) string {
	t := escapeHTML.Replace(valid(sp.Text))
	if sp.Code && strings.Contains(sp.Text, "\n") {
		return "<pre>" + t + "</pre>"
	}
	for _, look := range []struct {
		is  bool
		tag string
	}{{sp.Bold, "b"}, {sp.Italic, "i"}, {sp.Underline, "u"}, {sp.Strike, "s"}, {sp.Code, "code"}} {
		if look.is {
			t = "<" + look.tag + ">" + t + "</" + look.tag + ">"
		}
	}
	if sp.URL != "" {
		t = `<a href="` + escapeHTML.Replace(valid(sp.URL)) + `">` + t + "</a>"
	}
	return t
}

// valid makes a text that Telegram accepts as UTF-8.
func valid(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }
