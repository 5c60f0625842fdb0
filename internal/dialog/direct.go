package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
)

// A question in the midst of a matter is answered from the matter itself: its
// text, the words it names, what it collects. Where nothing there answers, the
// bot says so once, keeps the question for the person who may come, and what was
// asked stays asked. A question is never an answer.

// hearNeeds answers what is needed of the user: "bên em cần những gì".
func hearNeeds(t *turn, u *utterance) bool {
	if !t.mentions("needs_words", u.text) || t.mentions("needs_not_words", u.text) || elsewhere(t, u) || len(u.res.Refs)+len(u.res.BadRefs) > 0 {
		return false
	}
	switch at := t.st.Place.Screen; {
	case at == AtRef:
		t.pre(t.T("needs_ref", "details", labels(t)))
		t.st.Turn++
		showRef(t)
	case at == AtFact:
		t.pre(t.T("needs_fact", "details", labels(t)))
		t.st.Turn++
		showFact(t)
	case at == AtOffer:
		keepOthers(t, u)
		t.show(t.T("needs_offer", "details", labels(t)), t.st.Offer...)
	case t.screen().closed() && t.st.Place.Flow != nil:
		t.pre(t.T("needs_answer"))
		t.st.Turn++
		t.again()
	default:
		return false
	}
	t.st.Misses, t.out.Kind = 0, chat.TurnAnswer
	return true
}

// labels are the company's details that nobody told yet, as users call them.
func labels(t *turn) string {
	var out []string
	for _, d := range t.guide.Company().Details {
		if t.st.Facts[d.ID] == "" {
			out = append(out, d.Label.In(t.words.Lang()))
		}
	}
	return strings.Join(out, ", ")
}

// keepOthers keeps what a line tells beside its question.
func keepOthers(t *turn, u *utterance) {
	for _, part := range parts(t, u.text) {
		if f := t.meanings(part); !asks(f) && !asksSomething(t, part) && !t.mentions("needs_words", part) && f.Words > 1 {
			keepDetail(t, strings.TrimSpace(part))
		}
	}
}

// hearDirect answers a question where something else is asked for: who does it,
// where it is seen, what comes of it.
func hearDirect(t *turn, u *utterance) bool {
	at := t.st.Place.Screen
	if at != AtCauses && at != AtRef && at != AtFact && at != AtOffer || elsewhere(t, u) || u.fresh || u.wants || u.trait != "" ||
		len(u.res.Refs)+len(u.res.BadRefs) > 0 || u.says.Has(intent.Insult) || u.says.Has(intent.NotSolved) || u.words.Has(intent.Unsure) || u.words.Has(intent.Human) {
		return false
	}
	asked, rest := parted(t, u)
	if asked == "" || answersBeside(t, rest) || surelyAnother(t, u.res) {
		return false
	}
	switch {
	case at == AtCauses && asksIfRole(t, asked):
	case asksBy(t, "who_words", asked) && !namesID(t, u) && sayWhoDoes(t):
	case at == AtOffer && asksBy(t, "who_words", asked) && t.mentions("handle_words", asked):
		reply(t, chat.TurnWho, t.T("who_offer"))
	case at == AtOffer && t.mentions("place_words", asked) && !knowsPlace(t, u): // where it is seen is no time to be waited for
		noteDetail(t, u, true)
	case at != AtCauses:
		return false
	case remedyAsked(t, asked): // "tắt ở đâu"
	case t.mentions("place_words", asked) && placeOfAsk(t):
	case t.mentions("what_if_words", asked):
		whatIf(t, asked)
	default:
		return false
	}
	t.st.Misses = 0
	return true
}

// parted parts a line into what asks and what tells.
func parted(t *turn, u *utterance) (asked, rest string) {
	var ask, tell []string
	for _, part := range parts(t, u.text) {
		part = strings.TrimSpace(part)
		f := t.meanings(part)
		if asks(f) || queries(t, part) || len(parts(t, u.text)) == 1 && strings.Contains(u.text, "?") {
			ask = append(ask, part)
		} else if part != "" {
			tell = append(tell, part)
		}
	}
	return strings.Join(ask, ", "), strings.Join(tell, ", ")
}

// queries reports whether a line reads as a question, also by a word that asks
// somewhere in it: "phần đó ai cài vậy em".
func queries(t *turn, s string) bool {
	return !t.mentions("whichever_words", s) && (asksSomething(t, s) || asksBy(t, "ask_words", s))
}

// asksBy reports whether one of some words asks in a line, and tells of nobody and
// nothing in particular: "không ai", "ai cũng", "cái gì đó" ask nothing.
func asksBy(t *turn, key, s string) bool {
	line, negators, vague := uncalled(t, s), writtenPhrases(t, "negator_words"), writtenPhrases(t, "indefinite_words")
	denied := holdsPhrase(line, negators) && !holdsPhrase(line, writtenPhrases(t, "unknowing_words")) // "không chung với ai" ends in nobody
	return cutSo(line, writtenPhrases(t, key), func(before, rest []word) bool {
		if indexAmong(lastOf(before, negatorBefore), negators) >= 0 || denied && len(rest) == 0 {
			return false
		}
		if longestHead(rest, writtenPhrases(t, "plea_words")) > 0 && endsWith(spelled(t, s), writtenPhrases(t, "beg_ends")) {
			return false // "ai chỉ em với" asks for help, and not who
		}
		return !holdsPhrase(rest, writtenPhrases(t, "also_words")) && longestHead(rest, vague) == 0
	})
}

// answersBeside reports whether what is told beside a question answers what the
// screen asks: who says what he is answers only who asks for that.
func answersBeside(t *turn, rest string) bool {
	if rest == "" {
		return false
	}
	f := t.meanings(rest)
	if tellsRole(f) {
		return t.st.Place.Screen == AtRole
	}
	if f.Whole(intent.Yes) || f.Whole(intent.No) {
		return true
	}
	if sign(f) != 0 {
		return t.st.Place.Screen == AtCauses
	}
	if t.st.Place.Screen == AtCauses && choosing(t) {
		return false // what is told of the machine was heard
	}
	if t.st.Place.Screen != AtCauses {
		return len(longestNumber(rest)) > 2 || len(factsIn(t, rest)) > 0
	}
	_, ok := t.choose(readAlone(t, rest))
	return ok
}

// ofID reports whether a question how or where is about the call ID that is asked
// for: it names it or how one gets it, or names nothing.
func ofID(t *turn, u *utterance) bool {
	if namesID(t, u) || u.says.Words <= briefAnswer && len(subjectWords(t, u.text)) < 2 || t.mentions("id_short_words", u.text) {
		return true
	}
	a, ok := idArticle(t)
	return u.words.Has(intent.WhereID) && (!ok || len(subjectWords(t, u.text)) == 0 || namesArticle(t, u.text, a))
}

// sayWhoDoes says who does what the matter is about: an admin, where one of its
// steps needs him, or the sentence about a word that the matter is called by which
// names somebody.
func sayWhoDoes(t *turn) bool {
	about := strings.ReplaceAll(strings.Join(t.st.Told, " ")+" "+t.st.Facts["error"], "_", " ")
	if tp, ok := subject(t); ok {
		if adminStep(tp) {
			sayWho(t, roleAdmin)
			return true
		}
		about = tp.Name + " " + tp.Title
	}
	told := doerOf(t, about)
	if s := doerOf(t, t.heard.text); s != "" {
		told = s
	}
	if told == "" {
		return false
	}
	reply(t, chat.TurnWho, t.T("confirm_say", "sentence", continued(told)))
	return true
}

// doerOf is the sentence of the words of the guide that some words name which says who
// does it; "" for none.
func doerOf(t *turn, about string) string {
	var texts []string
	named, _ := termsIn(t, about)
	for _, x := range named {
		if x.Role == "" && !foreign(t, x.Lang) {
			texts = append(texts, x.Text)
		}
	}
	texts = sentences(t, texts)
	if i := slices.IndexFunc(texts, func(s string) bool { return hasDoer(t, s) }); i >= 0 {
		return texts[i]
	}
	return ""
}

// asksIfRole tells who has a role to who asks whether somebody has it: "trưởng nhóm
// có tính là admin không".
func asksIfRole(t *turn, asked string) bool {
	x, ok := findTerm(t, asked)
	if !ok || x.Role == "" || !asksYesNo(t, asked) {
		return false
	}
	text := x.Text
	if foreign(t, x.Lang) {
		return false
	}
	reply(t, chat.TurnWho, text)
	return true
}

// hasDoer reports whether a sentence names somebody who does something: "do bộ phận
// kỹ thuật cài đặt". Through whom a call goes does nothing about it.
func hasDoer(t *turn, s string) bool {
	return cutSo(spelled(t, s), writtenPhrases(t, "doer_words"), func(before, _ []word) bool {
		return len(before) == 0 || among(writtenPhrases(t, "doer_leads"), before[len(before)-1])
	})
}

// adminStep reports whether something of a topic is done by an admin only.
func adminStep(tp *kb.Topic) bool {
	return slices.ContainsFunc(tp.Causes, func(c kb.Cause) bool { return c.Role == roleAdmin }) ||
		slices.ContainsFunc(tp.Steps, func(s kb.Step) bool { return s.Role == roleAdmin })
}

// remedyAsked takes the cause whose remedy is asked about.
func remedyAsked(t *turn, asked string) bool {
	tp, ok := inWalk(t)
	if !ok || !t.mentions("how_ask_words", asked) && !t.mentions("place_words", asked) {
		return false
	}
	took, _ := takeRemedy(t, tp, asked)
	return took
}

// placeOfAsk says where that is to be seen which the screen asks about: the place
// of the guide that is called by the last word of what the question names.
func placeOfAsk(t *turn) bool {
	tp, ok := inWalk(t)
	if !ok || tp.Choose != "" || beyondRemedy(t, tp, t.heard.text) {
		return false
	}
	named, _ := termsIn(t, tp.Ask)
	for _, x := range named {
		f := strings.Fields(fold(x.Name))
		for _, p := range t.guide.Terms {
			if at := strings.Fields(fold(p.Name)); p.Place && at[len(at)-1] == f[len(f)-1] {
				reply(t, chat.TurnHow, t.T("where_asked", "place", p.Text))
				return true
			}
		}
	}
	return false
}

// knowsPlace reports whether a question names what the guide tells of: a word, or
// an error.
func knowsPlace(t *turn, u *utterance) bool {
	_, known := findTerm(t, u.text)
	return known || namesTopic(t, u) || articleFor(t, u.text, nil, askedSo) != nil
}

// whatIf answers what comes of something by the sentence of the matter that
// speaks of it, else owns the question: "không có mic thì sao".
func whatIf(t *turn, asked string) {
	tp, ok := subject(t)
	if !ok {
		ownQuestion(t, asked)
		return
	}
	about := sentences(t, append(paragraphs(tp.Intro), linkedTexts(t, tp)...))
	at, share := t.read.Covers(asked, about)
	if at < 0 || share < saysNamed || digest(about[at]) == t.st.Said {
		ownQuestion(t, asked)
		return
	}
	reply(t, chat.TurnAnswer, t.T("confirm_say", "sentence", continued(about[at])))
}

// linkedTexts are the steps of the articles that a topic sends to, but for those
// that differ by what the user has.
func linkedTexts(t *turn, tp *kb.Topic) (out []string) {
	for _, s := range articleSteps(tp) {
		if a, ok := t.guide.Article(s.Walk); ok && a.Choose == "" && !foreign(t, a.Lang) {
			out = append(out, stepTexts(t, articleSteps(a))...)
		}
	}
	return out
}

// ownQuestion owns that a question has no answer here, keeps it, and asks again in
// short for what is waited for.
func ownQuestion(t *turn, asked string) {
	if u := t.heard; t.st.Place.Screen == AtRef && ofID(t, u) {
		if x, ok := idTerm(t); ok {
			t.pre(meaningOf(t, x))
		}
		t.st.Turn++
		showRef(t)
		t.out.Kind = chat.TurnTerm
		return
	}
	passOwned(t, asked)
}

// passOwned owns a question, keeps it for staff, and asks again in short for what
// is waited for.
func passOwned(t *turn, asked string) {
	keepDetail(t, asked)
	word := "besides_" + t.screen().waits
	if !t.words.Has("dialog." + word) {
		word = t.screen().miss()
	}
	kept := t.T("asked_kept", "detail", quoteQuestion(t, asked))
	if digest(kept+"\n\n"+t.T(word)) == t.st.Said {
		kept = t.T("asked_kept_2") // another question, in the same words
	}
	t.pre(kept)
	aroundAs(t, chat.TurnPassedOn, word)
}
