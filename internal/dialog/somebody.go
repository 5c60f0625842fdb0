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
		return cutSo(spelled(t, part), writtenPhrases(t, "fetch_words"), func(before, rest []word) bool {
			return indexAmong(lastOf(before, 1), writtenPhrases(t, "self_words")) < 0 && // "để em kêu ai biết" is what the user does
				holdsPhrase(firstOf(rest, somebodyReach), writtenPhrases(t, "somebody_words")) && (endsWith(rest, writtenPhrases(t, "order_ends")) || t.mentions("here_words", part))
		})
	}
	for part := range strings.FieldsFuncSeq(s, partSign) {
		if fetches(part) {
			return true
		}
	}
	return false
}
