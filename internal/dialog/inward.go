package dialog

import (
	"slices"

	"hotro/internal/intent"
)

// inward takes the topic from a line that tells of calls which come in, or of a
// carrier that blocks the firm's own number: the documents are about calls that go
// out and about the customer's number, and their words are the same. A code says
// what it says.
func inward(t *turn, u *utterance) {
	r := u.res
	if r.Code != "" || r.Intent != intent.KindTopic && r.Intent != intent.KindAsk || !t.mentions("inward_words", u.text) && !t.mentions("carrier_blocks_words", u.text) {
		return
	}
	if out := outwardOnly(t, u.text); out != "" {
		u.res = unrejected(t, heardAs(t, out).Result)
		return
	}
	u.res.Intent, u.res.Topic, u.res.Score, u.res.Candidates, u.res.Partial, u.res.Shared = intent.KindNone, "", 1, nil, false, ""
}

// outwardOnly is the side of a line that tells of calls that go out, where another says
// that those which come in are well: "gọi vô vẫn nghe được mà gọi ra thì không".
func outwardOnly(t *turn, s string) string {
	all := sides(t, s)
	at := slices.IndexFunc(all, func(side string) bool {
		return t.mentions("calling_words", side) && !t.mentions("inward_words", side) && (t.meanings(side).Denies || endsWith(doneLine(t, side), writtenPhrases(t, "not_so_ends")))
	})
	well := slices.ContainsFunc(all, func(side string) bool {
		return t.mentions("inward_words", side) && !t.meanings(side).Denies && (callWorks(t, side) || endsFine(t, side) || endsWith(doneLine(t, side), writtenPhrases(t, "compare_ends")))
	})
	if at < 0 || !well {
		return ""
	}
	return all[at]
}
