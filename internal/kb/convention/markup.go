package convention

import (
	"html"
	"regexp"
	"strings"
)

// External reports whether a link leaves the documents.
func External(dest string) bool {
	return strings.HasPrefix(dest, "https://") || strings.HasPrefix(dest, "http://")
}

// Plain drops the markup of chat text, for matching words against prose.
func Plain(s string) string { return strings.NewReplacer("**", "", "`", "").Replace(s) }

// Unescape undoes backslash escapes and character references ("\*", "&amp;").
func Unescape(s string) string {
	if !strings.ContainsAny(s, `\&`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s) && strings.IndexByte(punctuation, s[i+1]) >= 0:
			i++
			b.WriteByte(s[i])
		case s[i] == '&' && strings.IndexByte(s[i:], ';') > 0:
			end := i + strings.IndexByte(s[i:], ';') + 1
			b.WriteString(html.UnescapeString(s[i:end]))
			i = end - 1
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// punctuation lists what a backslash may escape.
const punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"

// "Cách xử lý:", alone or before the text it announces.
var leadLabel = regexp.MustCompile(`(?i)^(?:cách (?:xử lý|khắc phục|giải quyết|làm|thực hiện)|hướng dẫn(?: xử lý)?|xử lý|khắc phục|giải pháp|các bước(?: thực hiện)?)\s*:\s*`)

// CutLabel takes "Cách xử lý:" off the head of a text and reports whether it
// stood there.
func CutLabel(text string) (rest string, ok bool) {
	plain := strings.TrimLeft(text, "*")
	head, tail, found := strings.Cut(plain, ":")
	if !found || !leadLabel.MatchString(Plain(head)+":") {
		return text, false
	}
	return strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(tail), "**")), true
}

// IsLabel reports whether a text is "Cách xử lý:" and nothing else.
func IsLabel(text string) bool {
	rest, label := CutLabel(text)
	return label && rest == ""
}
