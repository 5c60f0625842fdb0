package dialog

import "hotro/internal/intent"

// inward takes the topic from a line that tells of calls which come in, or of a
// carrier that blocks the firm's own number: the documents are about calls that go
// out and about the customer's number, and their words are the same. A code says
// what it says.
func inward(t *turn, u *utterance) {
	r := u.res
	if r.Code != "" || r.Intent != intent.KindTopic && r.Intent != intent.KindAsk || !t.mentions("inward_words", u.text) && !t.mentions("carrier_blocks_words", u.text) {
		return
	}
	u.res.Intent, u.res.Topic, u.res.Score, u.res.Candidates, u.res.Partial, u.res.Shared = intent.KindNone, "", 1, nil, false, ""
}
