package dialog

import (
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// hearHead takes the answer that a line begins with, where it goes on with
// something else: "không dịch, tất cả agent đều bị". What goes on is kept for the
// person who may come; it changes no answer.
func hearHead(t *turn, u *utterance) bool {
	if t.st.Place.Screen != AtCauses || u.Kind != chat.KindText {
		return false
	}
	all := parts(t, u.text)
	if len(all) < 2 || fieldCount(all[0]) > headWords || asksSomething(t, all[0]) || rulesAllOut(t, u.text) || deniesSome(t, u.text) {
		return false
	}
	head := readAlone(t, all[0])
	a, ok := t.choose(head)
	if plain := head.says.Whole(intent.No) || head.says.Whole(intent.Yes) && a.sign > 0; !ok || asks(head.says) || !plain && !namesLabel(t, all[0], a.label) {
		return false
	}
	for _, part := range all[1:] {
		if b, named := t.choose(readAlone(t, part)); named && b.verb != a.verb && (a.sign == 0 || namesLabel(t, part, b.label)) {
			return false // "không, có dịch" takes the no back
		}
	}
	for _, part := range all[1:] {
		if part = strings.TrimSpace(part); strings.Count(part, " ") > 0 {
			keepDetail(t, part)
			ownAsked(t, part)
		}
	}
	t.st.Misses = 0
	a.do(t)
	return true
}

// ownAsked owns a question whether something is so, beside what a line answers, where no
// document tells of what it asks about.
func ownAsked(t *turn, part string) {
	if !asksYesNo(t, part) && !tagged(t, part) || len(spelled(t, part)) < 2 {
		return // the "yes" of "I'm the admin, yes" is a tag only behind something
	}
	if text := keptCause(t, t.heard.text, part); text != "" {
		t.pre(text)
		return
	}
	if what := asked(t, part); len(what) > 0 && !spokenOf(t, what) {
		keepDetail(t, part)
		t.pre(t.T("asked_kept", "detail", quoteQuestion(t, part)))
	}
}

// headWords is how many words an answer has that a line begins with.
const headWords = 3

// readAlone is a part of a line as if nothing else had been said.
func readAlone(t *turn, s string) *utterance {
	r := heardAs(t, s)
	return &utterance{text: s, res: r.Result, says: r.Meanings, words: r.Meanings, guess: len(r.Meanings.Matches) == 0 && fieldCount(s) > headWords}
}

// namesLabel reports whether a part of a line says most of a label.
func namesLabel(t *turn, part, label string) bool {
	_, share := t.read.Covers(label, []string{part})
	return share >= calledShare
}
