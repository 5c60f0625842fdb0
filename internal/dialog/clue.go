package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
)

// A clue is what a user remembers of the screen: "bắt đầu bằng chữ FROM", "nó có
// chữ hotline". It says less than an error does, so what fits it is offered; a
// topic that was only guessed is given up for it.

// clueReach is how many words behind "chữ" are read off the screen.
const clueReach = 4

// hearClue offers the errors that fit a clue.
func hearClue(t *turn, u *utterance) bool {
	if !seeksTopic(t) || u.res.Code != "" || u.res.Intent == intent.KindHuman || asks(u.words) || u.words.Has(intent.Solved) {
		return false
	}
	if cannotTell(t, u) {
		return true
	}
	seen, begins := clue(t, u.text)
	if len(seen) == 0 || walking(t) && (u.says.Denies || u.says.Has(intent.NotThere) || u.says.Has(intent.Done)) {
		return false
	}
	button := codeButton
	ids := codesWith(t, seen, begins)
	if sure := u.res.Intent == intent.KindTopic && u.res.Score >= likely; len(ids) == 0 && !sure && t.mentions("clue_word_words", u.text) {
		ids, button = topicsWith(t, seen), topicButton
	}
	if len(ids) == 0 || len(ids) > mostFitting || slices.ContainsFunc(ids, func(id string) bool { return same(t, id) }) || len(ids) == 1 && u.res.Topic == ids[0] {
		return false
	}
	giveUpGuess(t)
	t.st.Misses = 0
	askWhich(t, t.T("pick_clue"), ids, button)
	return true
}

// cannotTell asks who cannot read what the screen says for its first words, and
// who knows of no code for what is seen and heard: a topic that their words do
// not name would be a guess.
func cannotTell(t *turn, u *utterance) bool {
	r := u.res
	unread := t.mentions("unreadable_words", u.text) || showsUntold(t, u.text) || t.st.Place.Screen != AtPick && t.mentions("unread_words", u.text)
	if walking(t) || r.Partial || r.Shared != "" && !unread || len(r.Refs)+len(r.BadRefs) > 0 || r.Intent == intent.KindTopic && calledBy(t, u.text, r.Topic) {
		return false
	}
	word := ""
	switch {
	case unread:
		word = "read_it"
	case t.mentions("no_code_words", u.text):
		word = "describe"
	case doubtsError(t, u):
		word = "doubt_describe"
	default:
		return false
	}
	t.leave()
	if u.says.Has(intent.Insult) {
		regret(t)
	}
	t.goTo(Place{Screen: AtMenu, Stack: t.aside()})
	showAs(t, chat.TurnAsk, t.unlike(word, "slow_2"), t.menuButton(), t.human())
	return true
}

// showsUntold reports whether a line says that something is shown, and nothing of what it
// says: "nó hiện cái bảng gì đó", "something pops up".
func showsUntold(t *turn, s string) bool {
	return slices.ContainsFunc(parts(t, s), func(part string) bool {
		return cutSo(spelled(t, part), writtenPhrases(t, "shown_thing_words"), func(before, behind []word) bool {
			rest := led(behind, 0, writtenPhrases(t, "untold_filler_words"), writtenPhrases(t, "number_polite"), writtenPhrases(t, "self_words"))
			return len(rest) == 0 && indexAmong(lastOf(before, negatorBefore+1), writtenPhrases(t, "negator_words")) < 0 && (len(before) == 0 || holdsPhrase(lastOf(before, clueReach), writtenPhrases(t, "showing_words")) || holdsPhrase(firstOf(behind, clueReach), writtenPhrases(t, "showing_words")))
		})
	})
}

// doubtsError reports whether a line says that its writer does not know whether it is
// an error at all, or his own mistake: "không chắc có phải lỗi không".
func doubtsError(t *turn, u *utterance) bool {
	line := spelled(t, u.text)
	return cutSo(line, writtenPhrases(t, "not_knowing_words"), func(_, behind []word) bool {
		return holdsPhrase(behind, writtenPhrases(t, "amiss_words")) && (holdsPhrase(behind, writtenPhrases(t, "whether_words")) || wonders(t, u.text))
	})
}

// mostFitting is how many errors may fit a clue that tells something.
const mostFitting = 3

// seeksTopic reports whether it is open which error the user has: none is being
// walked, or one that was only guessed.
func seeksTopic(t *turn) bool {
	return isAt(t, AtStart, AtMenu, AtPick, AtMaybe, AtEnded) || doubted(t)
}

// doubted reports whether the walk under way is of a topic that was only guessed.
func doubted(t *turn) bool {
	f := t.st.Place.Flow
	return f != nil && t.st.Place.Screen != AtPerson && (f.Doubt || t.inside() && slices.ContainsFunc(t.st.Place.Stack, func(f Flow) bool { return f.Doubt }))
}

// giveUpGuess leaves a walk that was only guessed: there is nothing to come back
// to.
func giveUpGuess(t *turn) {
	if doubted(t) {
		t.st.Place.Flow, t.st.Place.Stack, t.st.Told = nil, nil, nil
	}
}

// clue is what a line says to stand on the screen, a word each, and whether that
// is how it begins.
func clue(t *turn, s string) (seen []string, begins bool) {
	line := spelled(t, s)
	for before, behind := range lastCuts(line, writtenPhrases(t, "clue_words")) {
		if holdsPhrase(lastOf(before, negatorBefore), writtenPhrases(t, "negator_words")) {
			continue // "không thấy chữ nào" has seen none
		}
		for _, w := range firstOf(behind, clueReach) {
			seen = append(seen, w.bare)
		}
		return seen, t.mentions("clue_first_words", s)
	}
	return nil, false
}

// codesWith are the topics of the codes that have the words of codes among those
// seen, at their beginning if that is what was seen.
func codesWith(t *turn, seen []string, begins bool) (ids []string) {
	words := slices.DeleteFunc(slices.Clone(seen), func(w string) bool { return len(t.guide.spelling[w]) == 0 || t.says("clue_plain_words", w) })
	if len(words) == 0 {
		return nil
	}
	n := 0
	for i := range t.guide.Topics {
		for range t.guide.Topics[i].Codes {
			code := t.guide.codes[n]
			n++
			holds := !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(code, w) })
			if holds && (!begins || code[0] == words[0]) {
				ids = append(ids, t.guide.Topics[i].ID)
			}
		}
	}
	return slices.Compact(ids)
}

// topicsWith are the topics that are called by the first of the words seen that
// any is called by.
func topicsWith(t *turn, seen []string) []string {
	for _, w := range seen {
		if t.says("clue_plain_words", w) {
			continue
		}
		var ids []string
		for i := range t.guide.Topics {
			if tp := &t.guide.Topics[i]; hasWords(" "+fold(strings.Join(callings(tp), " "))+" ", w) {
				ids = append(ids, tp.ID)
			}
		}
		if len(ids) > 0 {
			return ids
		}
	}
	return nil
}

// callings are what a topic is called by, and what its causes are.
func callings(tp *kb.Topic) []string {
	out := append([]string{tp.Name, tp.Label, tp.Title}, tp.Labels...)
	for i := range tp.Causes {
		out = append(out, tp.Causes[i].Title)
	}
	return out
}

// hearDoubted gives up a topic that was only guessed, for who says that it is
// not that: for the error that the rest of the line tells, what no document
// covers, or a new description.
func hearDoubted(t *turn, u *utterance) bool {
	picks := t.st.Place.Screen == AtPick
	if !doubted(t) && !picks || elsewhere(t, u) || u.other || u.words.Has(intent.Human) || u.words.Has(intent.Solved) || asks(u.words) || tellsRole(u.words) {
		return false
	}
	if t.st.Place.Screen == AtFact && longestNumber(u.text) != "" {
		return false // "nhầm rồi, hotline là 028…" takes a number back, and no error
	}
	if deniesDetail(t, u.text) && asksElse(t) {
		noteBesides(t, u)
		return true
	}
	rest, denies := deniedHead(t, u.text)
	if picks {
		return denies && u.res.Intent != intent.KindTopic && nonePicked(t, rest)
	}
	if !denies || sign(u.says) < 0 && t.screen().closed() && strings.Count(rest, " ") < guessWords {
		return false
	}
	tp, ok := subject(t)
	r := heardAs(t, rest)
	switch {
	case !ok, u.res.Intent == intent.KindTopic && same(t, u.res.Topic) && !speaksOf(t, u.text, tp):
		return false
	case deniesPart(t, u.text) && (r.Result.Intent != intent.KindTopic || r.Result.Topic == tp.ID):
		return false
	case r.Result.Intent == intent.KindTopic && r.Result.Topic != tp.ID && !r.Meanings.Deaf.Us:
		giveUpGuess(t)
		t.doubt, t.told = r.Result.Code == "", r.Result.Code == ""
		enter(t, r.Result.Topic)
	case outsideOf(r.Result) || r.Meanings.Has(intent.Outside) || r.Meanings.Deaf.Them || r.Meanings.Deaf.Us:
		giveUpGuess(t)
		t.out.Kind = chat.TurnOutside
		t.pre(t.T("misheard"))
		outsideOffered(t)
	default:
		notThis(t, tp)
	}
	t.st.Misses = 0
	return true
}

// tellsRole reports whether a line tells what its writer may do, or that he needs
// time: "em không phải admin" denies no error.
func tellsRole(f intent.Meanings) bool {
	return f.Has(intent.NotAdmin) || f.Has(intent.IsAdmin) || f.Has(intent.Hold)
}

// nonePicked answers who says that it is none of the topics offered and what it
// is in place of them.
func nonePicked(t *turn, rest string) bool {
	switch r := heardAs(t, rest); {
	case r.Result.Intent == intent.KindTopic || r.Result.Intent == intent.KindAsk:
		return false
	case outsideOf(r.Result) || r.Meanings.Has(intent.Outside):
		t.out.Kind = chat.TurnOutside
		outsideOffered(t)
	default:
		nope(t)
	}
	return true
}

// guessWords is how many blanks a line needs behind a bare no to be about another
// matter.
const guessWords = 3

// outsideOf reports whether words are surely about what no document covers.
func outsideOf(r intent.Result) bool { return r.Intent == intent.KindNone && r.Score >= outsideSure }

// deniedHead is what stands behind the words at the head of a line by which a
// guess is denied ("không phải, …", "ý tui là …").
func deniedHead(t *turn, s string) (rest string, denies bool) {
	line := spelled(t, s)
	for before, behind := range cuts(line, writtenPhrases(t, "not_that_heads")) {
		if len(before) <= 1 && len(behind) >= guessWords {
			rest = afterWord(s, len(line)-len(behind))
			if head, tail, ok := strings.Cut(rest, ","); ok && strings.Count(head, " ") < guessWords && strings.Count(strings.TrimSpace(tail), " ") >= guessWords-1 {
				rest = tail // what is denied stands before the comma
			}
			return strings.TrimSpace(rest), true
		}
	}
	return "", false
}

// hearGuide opens the article of who asks how something is done and tells of no
// error: "em mới vào làm, chưa biết gọi".
func hearGuide(t *turn, u *utterance) bool {
	if !seeksTopic(t) || u.res.Code != "" || outsideOf(u.res) || u.words.Has(intent.Solved) || u.words.Has(intent.Human) {
		return false
	}
	if t.st.Place.Screen == AtForward && t.mentions("pass_verbs", u.text) {
		return false // how the text is passed on
	}
	by, of := evidence(0), mendedBy(t, u.res)
	if asksHow(t, u) && !u.says.Denies && !u.says.Has(intent.Why) && !u.words.Has(intent.NotSolved) {
		by = mendsIt
	}
	if u.res.Intent != intent.KindTopic && (u.words.HasAny(intent.HowTo, intent.Where) || t.mentions("newcomer_words", u.text)) && !t.mentions("error_words", affirmed(t, u.text)) {
		by |= askedSo
	}
	a := articleFor(t, u.text, of, by)
	if a == nil {
		line := spelled(t, u.text)
		rest := led(line, 1, writtenPhrases(t, "told_heads"), writtenPhrases(t, "plea_words"), writtenPhrases(t, "self_words"))
		a = articleFor(t, afterWord(u.text, len(line)-len(rest)), of, by) // without the plea: unmarked, its "chi" is many words
	}
	return openAsked(t, a)
}

// hearWhereRef says where a reference is found, and leaves the user where he is.
func hearWhereRef(t *turn) bool {
	spokeOfID(t)
	t.out.Kind = chat.TurnWhere
	if !walking(t) {
		t.leave()
		t.pre(whereText(t))
		listTopics(t)
		return true
	}
	t.show(whereText(t), t.st.Offer...)
	return true
}
