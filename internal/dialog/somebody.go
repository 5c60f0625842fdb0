package dialog

import "strings"

// somebodyReach is how many words behind a verb of fetching somebody is named:
// "đưa máy cho đứa nào".
const somebodyReach = 4

// wantsSomebody reports whether a line orders that somebody be fetched who can
// help, be it in anger: "chuyển đứa nào rành qua đây cho tao". It has no name for
// a person, but a verb, somebody, and where to, or the end of an order.
func wantsSomebody(t *turn, s string) bool {
	if strings.Contains(s, "?") {
		return false
	}
	fetches := func(part string) bool {
		line := spelled(t, part)
		for fetch := range writtenPhrases(t, "fetch_words").near(line) {
			i := findPhrase(line, fetch)
			if i < 0 || i > 0 && among(writtenPhrases(t, "self_words"), line[i-1]) {
				continue // "để em kêu ai biết" is what the user does
			}
			rest := line[i+len(fetch):]
			for _, body := range writtenPhrases(t, "somebody_words").all {
				k := findPhrase(rest[:min(len(rest), somebodyReach)], body)
				if k >= 0 && (endsWith(rest, writtenPhrases(t, "order_ends")) || t.mentions("here_words", part)) {
					return true
				}
			}
		}
		return false
	}
	for part := range strings.FieldsFuncSeq(s, partSign) {
		if fetches(part) {
			return true
		}
	}
	return false
}
