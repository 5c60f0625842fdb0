package kb

import "strings"

// sentences cuts a text where a sentence ends: at a full stop, a question or
// exclamation mark or an arrow followed by space, and at line breaks.
func sentences(s string) []string {
	var out []string
	start := 0
	cut := func(end, next int) {
		if t := strings.TrimSpace(s[start:end]); t != "" {
			out = append(out, t)
		}
		start = next
	}
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\n':
			cut(i, i+1)
		case strings.HasPrefix(s[i:], "=> "):
			cut(i, i+3)
		case (s[i] == '.' || s[i] == '!' || s[i] == '?') && i+1 < len(s) && s[i+1] == ' ' && !numbered(s[start:i]):
			cut(i+1, i+2)
		}
	}
	cut(len(s), len(s))
	return out
}

// numbered reports whether the text before a full stop is only a number: "1."
func numbered(s string) bool {
	s = strings.TrimSpace(s)
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != ""
}
