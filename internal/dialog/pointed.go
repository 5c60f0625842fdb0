package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// At a step that sends to a sign, people say what they see and ask whether that is it:
// "có cái hình hai gạch, cái đó hả". Nobody here sees it; what it looks like, and where
// it stands, is what they can hold against it.

// hearPointed answers such a question.
func hearPointed(t *turn, u *utterance) bool {
	if !instructed(t, u) || t.st.Place.Screen == AtForward || u.words.Has(intent.Human) || callWorks(t, u.text) {
		return false
	}
	if saysOther(t, u) {
		askMaybe(t, u.res.Topic)
		t.st.Misses = 0
		return true
	}
	if stands, text := toChange(t, u, presentStep(t)); stands < 0 && text != "" {
		t.st.Misses = 0
		showAs(t, chat.TurnAnswer, t.T("found_to_change", "text", text), t.st.Offer...)
		return true
	} else if stands > 0 && text != "" && !lastWay(t) {
		t.st.Misses = 0
		foundRight(t, u)
		return true
	}
	asked := lastPart(t, u.text)
	if u.words.Has(intent.NotSolved) {
		return false
	}
	if !confirmTag(t, asked) && !asksYesNo(t, asked) && !strings.Contains(u.text, "?") || !pointsOnly(t, asked) || len(parts(t, u.text)) < 2 {
		return false
	}
	x, ok := stepPlace(t, "")
	if !ok {
		return false
	}
	t.st.Misses = 0
	showAs(t, chat.TurnTerm, t.T("pointed", "text", meaningOf(t, x)), t.st.Offer...)
	return true
}

// foundBlocked shows what to change to who tells, where the bot still asks for his browser,
// that what its steps set stands otherwise: "à thấy rồi, nó đang để là chặn".
func foundBlocked(t *turn, u *utterance) bool {
	tp, ok := inWalk(t)
	if !ok || !choosing(t) || u.trait != "" || u.words.Has(intent.Human) {
		return false
	}
	var firsts []string
	for i := range tp.Causes {
		if c := &tp.Causes[i]; len(c.Steps) > 0 && !foreign(t, c.Lang) {
			firsts = append(firsts, paragraphs(c.Steps[0].Text)...)
		}
	}
	stands, text := toChange(t, u, firsts)
	if stands >= 0 || text == "" {
		return false
	}
	t.st.Misses = 0
	showAs(t, chat.TurnAnswer, t.T("found_to_change", "text", text), t.st.Offer...)
	return true
}

// toChange is how what some steps would set stands, by a line: -1 that it stands
// otherwise ("trang nằm trong mục Chặn" is where to change it and no failure), 1 that it
// does not ("trang không nằm trong mục Chặn"), 0 nothing; and what they have the user do
// about it, "" for nothing.
func toChange(t *turn, u *utterance, steps []string) (stands int, text string) {
	if t.mentions("still_words", u.text) || asks(u.words) || u.words.Has(intent.Hold) || holds(t, u) {
		return 0, ""
	}
	off, on := offWords(t), writtenPhrases(t, "set_on_words")
	for _, part := range parts(t, u.text) {
		switch v := standsOff(t, part); {
		case lockedByOwn(t, part):
			return 0, "" // whoever blocked it changes it
		case v <= 0 && asksSomething(t, part):
			return 0, ""
		case v != 0:
			stands = v
		case stands < 0 && holdsPhrase(spelled(t, part), on):
			stands = 0 // "nó để Chặn, em chuyển qua Cho phép"
		}
	}
	if stands == 0 {
		return 0, ""
	}
	for _, s := range steps {
		all := strings.Split(s, ", ")
		at := slices.IndexFunc(all, func(clause string) bool {
			return slices.ContainsFunc(bolds(clause), func(bold string) bool {
				name := spell(bold)
				return holdsPhrase(name, off) || holdsPhrase(name, on)
			})
		})
		if at >= 0 {
			text := strings.Join(all[at:], ", ")
			if n := longestHead(spelled(t, text), writtenPhrases(t, "after_deed_words")); n > 0 && at > 0 {
				text = afterWord(text, n) // "rồi chọn lại …"
			}
			return stands, text
		}
	}
	return 0, ""
}

// offWords are the words for what the present step would change: where it chooses a mode,
// another mode, else that something is switched off or blocked.
func offWords(t *turn) *phraseList {
	if s, ok := stepNow(t); ok && t.mentions("mode_words", s.Text) {
		return writtenPhrases(t, "mode_off_words")
	}
	return writtenPhrases(t, "set_off_words")
}

// standsOff is what a clause says of something that is switched off, blocked or in a list:
// -1 that it is so, 1 that it is not, 0 nothing.
func standsOff(t *turn, part string) int {
	line, off, negators := spelled(t, part), offWords(t), writtenPhrases(t, "negator_words")
	contrasted := t.meanings(part).Denies && endsWith(line, writtenPhrases(t, "contrast_ends")) // "có nằm trong đó đâu"
	at := firstIn(line, writtenPhrases(t, "stands_words"))
	if at < 0 {
		at = firstIn(line, writtenPhrases(t, "passive_words"))
		if at > 0 && longestHead(line[at+1:], off) > 0 && len(line) <= standLine && (holdsPhrase(line[max(0, at-2):at], negators) || contrasted) {
			return 1 // "nó đâu có bị chặn"
		}
		return 0
	}
	behind := line[at:]
	first := firstIn(behind, off)
	if first < 0 {
		return 0
	}
	for i := at - 1; i >= max(0, at-standReach) && !among(writtenPhrases(t, "clause_words"), line[i]); i-- {
		if among(negators, line[i]) {
			return 1
		}
	}
	rest := behind[first+longestHead(behind[first:], off):]
	if longestHead(rest, writtenPhrases(t, "none_words"), writtenPhrases(t, "empty_words")) > 0 || contrasted {
		return 1 // "trong mục chặn không có trang nào"
	}
	return -1
}

const (
	standReach = 4 // words before where something stands that may deny it
	standLine  = 8 // words of a clause that says no more than that it is not blocked
)

// pointsOnly reports whether a clause points at something and names nothing: "cái đó
// phải không em".
func pointsOnly(t *turn, s string) bool {
	line := spelled(t, s)
	if !holdsPhrase(line, writtenPhrases(t, "that_thing_words")) {
		return false
	}
	return len(led(line, 0,
		writtenPhrases(t, "that_thing_words"), writtenPhrases(t, "confirm_ends"), writtenPhrases(t, "confirm_weak_ends"), writtenPhrases(t, "question_yesno"), writtenPhrases(t, "whether_begins"),
		writtenPhrases(t, "frame_words"), writtenPhrases(t, "number_polite"), writtenPhrases(t, "vocative_words"), writtenPhrases(t, "right_or_wrong_ends"),
	)) == 0
}
