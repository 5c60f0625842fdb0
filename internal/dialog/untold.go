package dialog

import (
	"slices"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// A question in the midst of a walk may ask for what no document says: what it
// costs, whether the boss will know, who pays in. The bot owns that and the step
// stays: neither the sentence that has most words in common with it is an answer,
// nor does it open another topic, start anything over or call for a person.

// hearUntold owns such a question.
func hearUntold(t *turn, u *utterance) bool {
	if !asksInWalk(t, u) || restatesError(t, u) {
		return false
	}
	if t.st.Place.Screen == AtRole && t.mentions("may_do_words", u.text) && t.mentions("own_words", u.text) {
		t.st.Misses = 0
		sayWho(t, roleAdmin) // "chủ shop bấm được không"
		return true
	}
	if t.st.Place.Screen == AtCauses {
		if _, rest := parted(t, u); answersBeside(t, rest) {
			return false // the question is owned with the answer: see hearClosed
		}
	}
	switch asked := asked(t, u.text); {
	case t.mentions("effect_words", u.text) && !t.mentions("relation_words", u.text), len(asked) == 0, spokenOf(t, asked):
		return false
	}
	ownUp(t, u)
	return true
}

// ownUp owns a question that no document answers, and keeps it for staff.
func ownUp(t *turn, u *utterance) {
	t.st.Misses = 0
	if t.screen().collects() {
		passOwned(t, u.text)
		return
	}
	keepDetail(t, u.text)
	unanswered(t, u)
}

// saysOfSetting says what the article of the present step says of the setting that the
// step changes, where a question is in the same words: whom it holds for.
func saysOfSetting(t *turn, asked string) bool {
	a, ok := t.guide.Article(linked(t))
	if !ok || foreign(t, a.Lang) || !t.screen().does && t.st.Place.Screen != AtRole {
		return false
	}
	step, _ := stepNow(t) // what links to the article
	names, line := boldNames(step.Text), spelled(t, asked)
	if len(names) == 0 {
		return false
	}
	for _, s := range sentences(t, paragraphs(a.Intro)) {
		text := t.T("setting_says", "sentence", s)
		if digest(text) != t.st.Said && slices.Contains(boldNames(s), names[len(names)-1]) && sharesName(line, s, nameHead) {
			reply(t, chat.TurnAnswer, text)
			return true
		}
	}
	return false
}

// hearWondered owns a question for a yes that nothing answers: it is merely like a wish
// for a person, or another error.
func hearWondered(t *turn, u *utterance) bool {
	if t.st.Place.Flow == nil || t.screen().idle || !tagged(t, u.text) || !u.surely(actTelling, intent.Whether) || elsewhere(t, u) || u.words.Has(intent.Human) {
		return false
	}
	ownUp(t, u)
	return true
}

// asksInWalk reports whether a line asks something where a walk waits for
// something else, and is no answer to that.
func asksInWalk(t *turn, u *utterance) bool {
	s := t.screen()
	if t.st.Place.Flow == nil || s.idle || !s.does && !s.closed() || u.res.Code != "" || u.fresh || len(u.res.Refs)+len(u.res.BadRefs) > 0 || u.trait != "" && choosesBy(t, u.trait) {
		return false
	}
	if u.words.HasAny(intent.NotSolved, intent.Solved, intent.Human, intent.Insult, intent.Hold, intent.Unsure, intent.Repeat, intent.Confused, intent.AreYouBot, intent.AnyoneYet, intent.Back, intent.Menu, intent.Where, intent.WhereID, intent.HowTo, intent.WhatIs, intent.Why, intent.NotThere, intent.IsAdmin, intent.NotAdmin) {
		return false
	}
	if mentionsAny(t, u.text, "do_it_words", "what_now_words", "how_long_words", "picture_words") {
		return false
	}
	if s.collects() && longestNumber(u.text) != "" || t.mentions("doubt_words", u.text) && t.mentions("cause_words", u.text) {
		return false
	}
	if u.words.Has(intent.WhoMay) {
		return surelyOutside(u)
	}
	return asksYesNo(t, u.text) && !u.says.Has(intent.WhoMay) && !u.says.Has(intent.Outside) && !u.surely(actSure, intent.Outside, intent.Where, intent.HowTo, intent.WhoMay)
}

// surelyOutside reports whether a line is likely about what no document covers.
func surelyOutside(u *utterance) bool {
	return u.res.Intent == intent.KindNone && u.res.Score >= likely
}

// asksYesNo reports whether a line ends as a question does that a yes or a no
// answers, and begins that question: "có … không", "… được không".
func asksYesNo(t *turn, s string) bool {
	_, _, ok := yesNoQuestion(t, s)
	return ok
}

// asksWhether reports whether a line asks if something is so or needed: "có phải
// làm lại từ đầu không" starts nothing over, "làm lại được không" asks for it.
func asksWhether(t *turn, s string) bool {
	before, _, ok := yesNoQuestion(t, s)
	return ok && before != nil
}

// yesNoQuestion parts such a question at the words that begin it.
func yesNoQuestion(t *turn, s string) (before, behind []word, ok bool) {
	all := parts(t, s)
	if len(all) == 0 {
		return nil, nil, false
	}
	last := all[len(all)-1]
	line := cutEnd(spelled(t, last), 1, writtenPhrases(t, "number_polite"), writtenPhrases(t, "question_polite"), writtenPhrases(t, "vocative_words"))
	if at := firstIn(line, writtenPhrases(t, "asking_heads")); at == 0 { // "do I have to …", "will it …"
		n := longestHead(line, writtenPhrases(t, "asking_heads"))
		return nil, line[n:], len(line) > n
	}
	if len(line) < 3 || !among(writtenPhrases(t, "question_yesno"), line[len(line)-1]) {
		return nil, nil, false
	}
	line = line[:len(line)-1]
	able := writtenPhrases(t, "possible_heads")
	if among(able, line[len(line)-1]) {
		return nil, line[:len(line)-1], true
	}
	for i := len(line) - 1; i >= 0; i-- {
		if n := longestHead(line[i:], writtenPhrases(t, "whether_begins")); n > 0 && i+n < len(line) {
			for j := i - 1; j >= 0; j-- { // the first of several: "có cần phải …"
				if longestHead(line[j:], writtenPhrases(t, "whether_begins")) == 0 {
					break
				}
				i = j
			}
			return line[:i], line[i+longestHead(line[i:], writtenPhrases(t, "whether_begins")):], true
		}
	}
	if len(line) > 2 && !tagged(t, last) && indexAmong(line[1:], writtenPhrases(t, "anew_words")) >= 0 {
		return nil, line, true // "cài lại trình duyệt không"
	}
	return nil, nil, false
}

// firstIn is where the first of some phrases stands in a line, -1 for none.
func firstIn(line []word, phrases *phraseList) int {
	for i := range line {
		if longestHead(line[i:], phrases) > 0 {
			return i
		}
	}
	return -1
}

// asked is what a question asks about, in the words that no other question would
// have.
func asked(t *turn, s string) []string {
	before, behind, ok := yesNoQuestion(t, s)
	if !ok {
		return content(t, spelled(t, s))
	}
	if c := content(t, behind); len(c) > 0 {
		return c
	}
	return content(t, before)
}

// content are the words of a line that tell what it is about.
func content(t *turn, line []word) (out []string) {
	frame := [...]*phraseList{writtenPhrases(t, "untold_frame_words"), writtenPhrases(t, "frame_words"), writtenPhrases(t, "number_polite"), writtenPhrases(t, "vocative_words"), writtenPhrases(t, "question_polite")}
	for i, w := range line {
		if i+1 < len(line) && among(writtenPhrases(t, "anew_words"), line[i+1]) && !amongAny(w, frame[:]...) {
			out = append(out, w.bare+" "+line[i+1].bare) // "cài lại" is not "cài đặt"
			continue
		}
		if !bare(w.bare) && !amongAny(w, frame[:]...) {
			out = append(out, w.bare)
		}
	}
	return out
}

// spokenOf reports whether a sentence of the documents, or what the screen asks,
// has all of some words.
func spokenOf(t *turn, words []string) bool {
	texts := sentences(t, passages(t))
	if !t.mentions("need_words", t.heard.text) { // what another matter needs, this one does not
		texts = append(texts, guideSentences(t)...)
	}
	if tp, ok := subject(t); ok {
		texts = append(texts, title(t, tp), tp.Label, tp.Ask)
		for i := range tp.Causes {
			texts = append(texts, names(&tp.Causes[i])...)
		}
	}
	if tp, ok := inWalk(t); ok {
		texts = append(texts, tp.Ask)
		for i := range tp.Causes {
			texts = append(texts, names(&tp.Causes[i])...)
			texts = append(texts, stepTexts(t, tp.Causes[i].Steps)...)
		}
	}
	return slices.ContainsFunc(texts, func(x string) bool {
		line := " " + fold(x) + " "
		return !slices.ContainsFunc(words, func(w string) bool { return !hasWords(line, w) })
	})
}
