package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
)

// People ask back what they understood ("vậy là tắt đi là được hả"), whether a
// thing does harm ("F5 liên tục có sao không"), whether two words are one. The
// documents answer, in a sentence of their own: the matter under way first, then
// all of them.

// confirmLeast is how many words such a question has.
const confirmLeast = 4

// How much of such a question a sentence has to say to answer it: one of the
// matter under way, one that names the same thing, one that gives a yes, one of
// any other document, a cause of an error, and a case that a "must" leaves out.
const (
	saysEnough = 0.5
	saysNamed  = 0.3
	saysYes    = 0.6
	saysGuide  = 0.7
	saysCause  = 0.5
	saysCase   = 0.25

	saysLiterally = 0.75 // of its words, for a yes
)

// hearConfirm answers such a question where something in the documents does.
func hearConfirm(t *turn, u *utterance) bool {
	if t.screen().waits == "" && t.st.Place.Screen != AtPerson && walking(t) || u.says.Words < confirmLeast {
		return false
	}
	if t.st.Place.Screen == AtCauses && choosing(t) && namesChoice(t, u.text) && endsWith(uncalled(t, u.text), writtenPhrases(t, "asserting_ends")) {
		return false // "thì Chrome chứ gì" says which
	}
	same, harm, back := asksSame(t, u.text), t.mentions("effect_words", u.text), t.st.Place.Flow != nil && asksBack(t, u)
	switch {
	case !same && !harm && !back:
		return false
	case back && passesOn(t, u):
	case tellsOtherwise(u), didBefore(t, u.text), answersBefore(t, u.text), surelyAmiss(t, u):
		return false
	case same && sameWords(t, u.text):
	case harm && effect(t, u, statement(t, u.text)):
	case harm && t.st.Place.Flow != nil && saysOfThing(t, u.text):
	case back && fromDocuments(t, u, statement(t, u.text)):
	default:
		return false
	}
	t.st.Misses, t.out.Update = 0, t.st.Person
	return true
}

// saysOfThing says what the guide's words say of a thing that a line names: where
// it has neither an article nor a place, that is all there is to know of it.
func saysOfThing(t *turn, s string) bool {
	x, ok := findTerm(t, s)
	if !ok || x.Article != "" || x.Place || x.Role != "" || digest(meaningOf(t, x)) == t.st.Said {
		return false
	}
	reply(t, chat.TurnTerm, meaningOf(t, x))
	return true
}

// tellsOtherwise reports whether the words of a line say what is no question of
// this kind: what came of a step, a wish for a person, a question how or where.
func tellsOtherwise(u *utterance) bool {
	return u.res.Code != "" || u.res.Intent == intent.KindHuman || slices.ContainsFunc(u.words.Matches, func(m intent.MeaningMatch) bool {
		switch m.Meaning {
		case intent.Solved, intent.NotSolved, intent.Human, intent.Where, intent.WhereID, intent.HowTo, intent.WhatIs, intent.Why, intent.WhoMay, intent.Repeat, intent.Confused, intent.AnyoneYet, intent.NotThere:
			return !m.Negated
		}
		return false
	})
}

// surelyAmiss reports whether a line surely tells what is amiss, and ends as no question:
// "không phải không nghe tiếng, là nó chưa gọi luôn".
func surelyAmiss(t *turn, u *utterance) bool {
	return u.surely(actTelling, intent.Problem, intent.NotSolved) && !tagged(t, u.text) && !asksYesNo(t, u.text) && !strings.Contains(u.text, "?")
}

// didBefore reports whether a line says that something was done before it asks
// what comes now: "xong rồi đó em, gọi lại luôn hả".
func didBefore(t *turn, s string) bool {
	all := clauses(t, s)
	return len(all) > 1 && slices.ContainsFunc(all[:len(all)-1], func(c clause) bool { return c.says.Has(intent.Done) || c.says.Already })
}

// answersBefore reports whether a line answers the question for the cause before
// it asks.
func answersBefore(t *turn, s string) bool {
	tp, ok := subject(t)
	return ok && t.st.Place.Screen == AtCauses && tp.Choose == "" && namedCause(t, tp, s) >= 0 && !t.mentions("effect_words", s)
}

// asksBack reports whether a line asks whether something is so: by the tag it
// ends in, or as a yes or no question does.
func asksBack(t *turn, u *utterance) bool {
	return tagged(t, u.text) || inquires(t, u) || likeInquiry(u) || strings.Contains(u.text, "?") && wonders(t, u.text) || wonders(t, u.text) && t.mentions("can_words", u.text)
}

// tagged reports whether a line ends in a tag that asks for a yes. Some of them
// end statements as well, where nothing at its head takes up what was said.
func tagged(t *turn, s string) bool {
	line := uncalled(t, s)
	if endsWith(line, writtenPhrases(t, "confirm_ends")) {
		return true
	}
	return endsWith(line, writtenPhrases(t, "confirm_weak_ends")) && cutSo(line, writtenPhrases(t, "confirm_heads"), func(before, _ []word) bool { return len(before) <= 1 })
}

// uncalled is a line without the polite words at its end, and whoever is
// addressed there.
func uncalled(t *turn, s string) []word {
	return cutEnd(spelled(t, s), 1, writtenPhrases(t, "number_polite"), writtenPhrases(t, "vocative_words"))
}

// statement is what a question asks about: its last clause that is more than a
// tag, without what frames it, and with the words of the guide by their names.
func statement(t *turn, s string) string {
	parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(",.;:!?\n", r) })
	for _, part := range slices.Backward(parts) {
		if f := unframed(t, strings.Fields(part)); len(f) >= 2 {
			return byName(t, strings.Join(f, " "))
		}
	}
	return s
}

// unframed is a line without the words that only ask.
func unframed(t *turn, f []string) []string {
	line := slices.Clone(spelled(t, strings.Join(f, " ")))
	if len(line) != len(f) {
		return f // signs stand between the words
	}
	for _, key := range [...]string{"confirm_ends", "confirm_weak_ends", "confirm_frames", "effect_words", "vocative_words", "number_polite"} {
		for _, p := range writtenPhrases(t, key).all {
			for at := findPhrase(line, p); at >= 0 && len(line) > len(p); at = findPhrase(line, p) {
				line = slices.Delete(line, at, at+len(p))
				f = slices.Delete(f, at, at+len(p))
			}
		}
	}
	return f
}

// byName is a line in which a word of the guide stands by its own name.
func byName(t *turn, s string) string {
	f, line := strings.Fields(s), spelled(t, s)
	x, ok := findTerm(t, s)
	if !ok || len(f) != len(line) {
		return s
	}
	for _, n := range x.Names {
		if at := findPhrase(line, spell(n)); at >= 0 {
			return strings.Join(slices.Replace(f, at, at+len(spell(n)), x.Name), " ")
		}
	}
	return s
}

// passesOn confirms that the matter is for somebody of the user's own firm: who
// asks that has not the rights himself.
//
// Where a call ID is asked for, who else can look it up is told; where the step
// is one for the user's own machine, that nobody else is needed.
func passesOn(t *turn, u *utterance) bool {
	if !adminNeeded(t) {
		return asksForOthers(t, u.text) && !asksWho(t, u) && othersHere(t)
	}
	if !tellsToOwn(t, u.text) {
		return false
	}
	if t.st.Place.Screen == AtForward {
		aroundAs(t, chat.TurnForward, "confirm_forward")
		return true
	}
	t.pre(t.T("yes_so"))
	forwardNow(t)
	return true
}

// othersHere says whether others of the user's firm are needed where nothing is to
// be set in its account.
func othersHere(t *turn) bool {
	if at := t.st.Place.Screen; at == AtRef || at == AtFact {
		a, ok := idArticle(t)
		if !ok {
			return false
		}
		texts := sentences(t, stepTexts(t, articleSteps(a)))
		i := slices.IndexFunc(texts, func(s string) bool { return t.mentions("own_words", s) })
		return i >= 0 && confirmWith(t, "confirm_yes", texts[i])
	}
	if tp, ok := inWalk(t); !ok || tp.Choose == "" || !t.screen().does {
		return false
	}
	reply(t, chat.TurnAnswer, t.T("confirm_self"))
	return true
}

// asksForOthers reports whether a line speaks of turning to somebody of the
// user's own firm.
func asksForOthers(t *turn, s string) bool {
	return leadsTo(spelled(t, s), writtenPhrases(t, "tell_words"), ownReach, writtenPhrases(t, "own_words"))
}

// fromDocuments answers with the sentence that says what is asked about, or the
// contrary: of the present step, of the matter (those first that have what the line
// names in bold), of any document. A yes stands before it where it says just
// that. What must be done has exceptions, which count first.
func fromDocuments(t *turn, u *utterance, said string) bool {
	own, enough := sentences(t, passages(t)), saysEnough
	if about := slices.DeleteFunc(slices.Clone(own), func(s string) bool { return !nouns(s, u.text) }); len(about) > 0 {
		own, enough = about, saysNamed
	}
	if t.mentions("must_words", u.text) {
		cases := slices.DeleteFunc(slices.Clone(own), func(s string) bool { return !t.mentions("case_words", firstWords(s)) })
		if at, share := t.read.Covers(said, cases); share >= saysCase {
			return confirmWith(t, "confirm_say", continued(cases[at]))
		}
	}
	other := contrary(t, said)
	for _, tier := range []struct {
		texts func(t *turn) []string // the whole guide is parted only where nothing nearer says it
		least float64
	}{{presentStep, saysYes}, {func(*turn) []string { return own }, enough}, {guideSentences, saysGuide}} {
		texts := tier.texts(t)
		at, share := t.read.Covers(said, texts)
		if other != "" {
			if k, more := t.read.Covers(other, texts); more > share && more >= saysYes && !besideIt(t, u.text, texts[k]) {
				return confirmWith(t, "confirm_say", continued(texts[k]))
			}
		}
		if at < 0 || share < tier.least {
			continue
		}
		what := content(t, spelled(t, said))
		if asksWhether(t, u.text) {
			what = asked(t, u.text)
		}
		_, has := t.read.Covers(strings.Join(what, " "), texts[at:at+1])
		if len(what) > 0 && has == 0 || besideIt(t, u.text, texts[at]) {
			continue // it has no more than "gọi" and "ra" in common with it, or what the question is asked of
		}
		if tagged(t, u.text) && saysJustThat(t, u.text, said, texts[at]) {
			return confirmWith(t, "confirm_yes", texts[at])
		}
		if x, ok := findTerm(t, u.text); ok && enough == saysEnough {
			if tellsOf(what, x) {
				explainTerm(t, x)
				return true
			}
			if has < saysYes {
				return false // the word is named by the way: what is asked about it no document says
			}
		}
		if t.st.Place.Screen == AtRef { // there, what is asked for is explained
			return false
		}
		return confirmWith(t, "confirm_say", continued(texts[at]))
	}
	return false
}

// besideIt reports whether a question has some words in common with a sentence, and asks
// what that does not say: of others ("tất cả các phòng cũng gọi ra được hả" of "Cho phép
// tất cả các nhóm gọi ra"), or of "đụng", in "có đụng gì các nhóm kia không".
func besideIt(t *turn, question, sentence string) bool {
	if t.mentions("also_words", question) {
		share, _ := saysOf(content(t, spelled(t, question)), sentence)
		return share < 1
	}
	what := asked(t, question)
	if len(what) < 2 || !asksWhether(t, question) {
		return false
	}
	line := spelled(t, question)
	if i := slices.IndexFunc(line, func(w word) bool { return w.bare == what[0] }); i >= 0 && strings.Contains(" "+fold(sentence)+" ", " "+what[0]+" ") {
		return findPhrase(spell(sentence), line[i:i+1]) < 0 // "đụng" is no "dùng"
	}
	_, first := t.read.Covers(what[0], []string{sentence})
	return first == 0
}

// tellsOf reports whether the explanation of a word tells of what else a question about
// it names.
func tellsOf(what []string, x kb.Term) bool {
	rest := beyondName(what, x)
	share, _ := saysOf(rest, x.Text)
	return len(rest) == 0 || share >= saysEnough
}

// beyondName are some words without those by which a word of the guide is called.
func beyondName(words []string, x kb.Term) []string {
	names := strings.Fields(fold(strings.Join(append([]string{x.Name}, x.Names...), " ")))
	return slices.DeleteFunc(slices.Clone(words), func(w string) bool { return slices.Contains(names, w) })
}

// confirmWith says a sentence of the documents.
func confirmWith(t *turn, word, sentence string) bool {
	reply(t, chat.TurnAnswer, t.T(word, "sentence", sentence))
	return true
}

// contrary is a line that says the contrary of what it does, by the first word of
// it that has one; "" for none.
func contrary(t *turn, said string) string {
	f, line := strings.Fields(said), spelled(t, said)
	for _, pair := range writtenPhrases(t, "opposite_words").all {
		for i := range pair {
			if at := findPhrase(line, pair[i:i+1]); at >= 0 && len(f) == len(line) {
				f[at] = pair[1-i].bare
				return strings.Join(f, " ")
			}
		}
	}
	return ""
}

// saysJustThat reports whether a sentence says what a line asks about, in nearly
// the same words, and nothing to the contrary.
func saysJustThat(t *turn, line, said, sentence string) bool {
	words, all, both := " "+fold(sentence)+" ", 0, 0
	for w := range strings.FieldsSeq(fold(said)) {
		if all++; hasWords(words, w) {
			both++
		}
	}
	if share, n := saysOf(content(t, spelled(t, said)), sentence); n > 0 && share < 1 {
		return false // "tất cả các phòng" are no "tất cả các nhóm"
	}
	return float64(both) >= saysLiterally*float64(all) && !t.mentions("must_words", line) && !opposed(t, said, sentence) && t.meanings(said).Denies == t.meanings(sentence).Denies
}

// opposed reports whether a line says of a thing the contrary of what a sentence
// does: "bật" and "tắt".
func opposed(t *turn, said, sentence string) bool {
	a, b := spelled(t, said), spell(sentence)
	for _, pair := range writtenPhrases(t, "opposite_words").all {
		for i, one := range pair {
			other := pair[1-i : 2-i]
			if findPhrase(a, pair[i:i+1]) >= 0 && findPhrase(a, other) < 0 && findPhrase(b, other) >= 0 && !slices.ContainsFunc(b, one.is) {
				return true
			}
		}
	}
	return false
}

// reply says something beside the walk and leaves the user where he is: what a
// screen asks is asked again.
func reply(t *turn, kind, text string) {
	switch at := t.st.Place.Screen; {
	case at == AtStart || at == AtEnded:
		t.pre(text)
		listTopics(t)
	case t.screen().closed() && at != AtWait:
		t.pre(text)
		t.st.Turn++
		t.again()
	default:
		t.show(text, t.st.Offer...)
	}
	t.out.Kind = kind
}
