package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
)

// refScreen asks for a call ID.
func refScreen() *screen {
	return &screen{
		may:  atRef(),
		show: showRef,
		answers: func(t *turn) []answer {
			return []answer{
				{verb: "where", label: t.T("where_button"), do: where},
				{verb: "noid", label: t.T("noid_button"), do: noID},
			}
		},
		hear:  hearRef,
		open:  true,
		waits: "ref",
	}
}

// collect asks for a call ID unless one is known or can't be had.
func collect(t *turn) {
	switch {
	case len(t.st.Refs) > 0:
		t.pre(t.T("ref_have", "id", strings.Join(t.st.Refs, "`, `")))
		goOn(t, chat.StepDone)
	case t.st.NoID, t.guide.Company().Reference.ID == "":
		if len(t.st.Facts) == 0 {
			t.pre(t.T("facts_intro"))
		}
		askFact(t)
	default:
		t.at(AtRef)
		forestall(t)
		showRef(t)
	}
}

// forestall answers what the line that led here says of the call ID: what is
// wrong with the one it gave, where one is found.
func forestall(t *turn) {
	switch u := t.heard; {
	case u == nil:
	case len(u.res.BadRefs) > 0:
		t.st.Place.Given = u.res.BadRefs[0].Text
		t.pre(faultOf(t, u.res.BadRefs[0]))
	case u.words.Has(intent.WhereID), u.words.Has(intent.NoID) && namesID(t, u):
		t.pre(whereText(t))
	}
}

// idTerm is the word of the guide for a call ID.
func idTerm(t *turn) (kb.Term, bool) {
	tp, ok := idArticle(t)
	for _, x := range t.guide.Terms {
		if ok && x.Article == tp.ID {
			return x, true
		}
	}
	return kb.Term{}, false
}

// asksID reports whether a question what a word means is about the call ID: it
// names that, or nothing else.
func asksID(t *turn, u *utterance) bool {
	_, known := idTerm(t)
	_, other := findTerm(t, u.text)
	return known && (!other || namesID(t, u))
}

// namesID reports whether a line speaks of the call ID by a name of it.
func namesID(t *turn, u *utterance) bool {
	x, ok := findTerm(t, u.text)
	id, known := idTerm(t)
	return ok && known && x.Name == id.Name
}

func showRef(t *turn) {
	showAs(t, chat.TurnRef, t.T("ref"), append(t.buttons(), t.exits()...)...)
}

// where answers "where do I find it?" and asks again. Who asks once more is told
// what else there is.
func where(t *turn) {
	if digest(whereText(t)+"\n\n"+t.T("ref")) == t.st.Said {
		aroundAs(t, chat.TurnWhere, "where_again", "noid", t.T("noid_button"))
		return
	}
	t.pre(whereText(t))
	t.st.Turn++
	showRef(t)
	t.out.Kind = chat.TurnWhere
}

// whereText says where a call ID is found: the steps of the guide's article.
func whereText(t *turn) string {
	tp, ok := idArticle(t)
	if !ok {
		return t.T("where_plain")
	}
	text, n := t.T("where"), 0
	for _, s := range articleSteps(tp) {
		if s.Kind == kb.Do || s.Kind == kb.Tell {
			n++
			text += "\n• " + s.Text
		}
		if n == 4 {
			break
		}
	}
	if n == 0 {
		return t.T("where_plain")
	}
	return text
}

// idArticle is the article that the guide links to wherever it asks for a call
// ID.
func idArticle(t *turn) (*kb.Topic, bool) {
	tp := t.guide.idArticle()
	return tp, tp != nil
}

func articleSteps(tp *kb.Topic) []kb.Step {
	steps := append([]kb.Step{}, tp.Steps...)
	for i := range tp.Causes {
		steps = append(steps, tp.Causes[i].Steps...)
	}
	return steps
}

// noID takes the road of those who have no call ID.
func noID(t *turn) {
	t.st.NoID = true
	t.pre(t.T("facts_intro"))
	askFact(t)
}

// hearRef takes words as the answer to "which call ID?". A number that is
// none is told apart, and who can't get the ID is not asked a third time.
func hearRef(t *turn, u *utterance) bool {
	switch f := u.says; {
	case u.fresh || len(u.res.Refs) > 0:
		t.pre(t.T("ref_have", "id", strings.Join(t.st.Refs, "`, `")))
		goOn(t, chat.StepDone)
	case len(u.res.BadRefs) > 0:
		t.st.Place.Given = u.res.BadRefs[0].Text
		badID(t, u.res)
	case t.mentions("other_channel_words", u.text) && t.mentions("reach_words", u.text) && !asks(f) && !asksSomething(t, u.text) && !f.Has(intent.NoID): // where the answer is to come
		keepDetail(t, u.text)
		t.pre(t.T("channel_noted"))
		t.st.Turn++
		showRef(t)
		t.out.Kind = chat.TurnNoted
	case saysBlank(t, u):
		noteBesides(t, u)
	case f.Has(intent.NoID) && !asks(f) && !asksSomething(t, u.text) && len(longestNumber(u.text)) >= shortestFact:
		noID(t) // "02471081234, mã thì không có": the number is none, and is not taken for one
	case namesFacts(t, u.text) && !asks(f) && !asksSomething(t, u.text): // what stands in for the ID is told unasked
		noID(t)
	case offersInstead(t, u):
		noID(t)
	case len(longestNumber(u.text)) >= 4 && !elsewhere(t, u) && !strings.Contains(u.text, "?"):
		notAnID(t, u.text)
	case (f.Has(intent.WhatIs) && asksID(t, u) || whatID(t, u)) && t.mentions("place_words", u.text):
		x, _ := idTerm(t)
		t.pre(meaningOf(t, x))
		where(t)
	case f.Has(intent.WhatIs) && asksID(t, u), whatID(t, u):
		x, _ := idTerm(t)
		t.pre(meaningOf(t, x))
		t.st.Turn++
		if t.mentions("forgot_words", u.text) {
			noID(t)
			break
		}
		showRef(t)
		t.out.Kind = chat.TurnTerm
	case pictureAsked(t, u):
		aroundAs(t, chat.TurnHow, "picture_welcome")
	case asGiven(t, u):
		takeGiven(t)
	case gotIt(t, u):
		t.st.Turn++
		showAs(t, chat.TurnRef, t.unlike("ref_send", "ref_send_2"), append(t.buttons(), t.exits()...)...)
	case hearAsked(t, u):
		return true
	case asksBy(t, "who_words", u.text) && !f.Denies && (t.words.Lang() == ownTongue || asksWho(t, u)) && !t.mentions("asks_you_words", u.text) && doerOf(t, u.text) == "" && othersLook(t):
	case f.Has(intent.NoID), saysNoID(t, u.text), f.Has(intent.Skip), f.Has(intent.NotThere), f.Whole(intent.No), refusesID(t, u):
		if f.Has(intent.Insult) {
			t.pre(t.T("sorry_asking"))
		}
		noID(t)
	case f.Has(intent.WhereID), f.Has(intent.Where), f.Has(intent.HowTo) && u.res.Intent != intent.KindTopic && ofID(t, u):
		where(t)
	case u.trait != "" && !elsewhere(t, u):
		noteTrait(t, u.trait)
		showRef(t)
	default:
		return false
	}
	t.st.Misses = 0
	return true
}

// asGiven reports whether a line says of a number that was refused that it is as it stands
// where it is from: "mã đó copy y nguyên từ hệ thống mà", "có nhiêu đó thôi".
func asGiven(t *turn, u *utterance) bool {
	if t.st.Place.Given == "" {
		return false
	}
	if t.mentions("only_words", u.text) {
		return true
	}
	f := u.says
	if asks(f) || asksSomething(t, u.text) || f.Has(intent.Hold) || u.words.Has(intent.NoID) || u.words.Has(intent.NotThere) || f.Has(intent.Human) || holds(t, u) || laterHolds(t, u.text) || t.mentions("mishap_words", u.text) {
		return false
	}
	return slices.ContainsFunc(parts(t, u.text), func(part string) bool {
		line := spelled(t, part)
		stands := holdsPhrase(line, writtenPhrases(t, "as_given_words")) || endsWith(line, writtenPhrases(t, "protest_ends")) && t.mentions("id_name_words", part)
		return stands && !startsHold(t, part) && !t.meanings(part).Denies
	})
}

// takeGiven writes such a number down as it came, and goes the way of those who have no
// call ID: staff may know it, and nobody is asked for it again.
func takeGiven(t *turn) {
	keepDetail(t, t.st.Place.Given)
	t.pre(t.T("ref_as_given", "id", t.st.Place.Given))
	t.st.NoID = true
	askFact(t)
}

// saysNoID reports whether a clause of a line says that there is no ID, and nothing
// else: "không có mã, em làm rồi mà vẫn báo".
func saysNoID(t *turn, s string) bool {
	return slices.ContainsFunc(parts(t, s), func(part string) bool {
		f := t.meanings(part)
		return f.Whole(intent.NoID) && !asks(f) && !asksSomething(t, part)
	})
}

// whatID reports whether a line asks what the ID is without the words for it:
// "call id có phải số điện thoại không", "mã gì, không biết".
func whatID(t *turn, u *utterance) bool {
	return t.mentions("what_id_words", u.text) && !u.says.Has(intent.NoID) && !u.says.Has(intent.NotThere) && !refusesOutright(t, u) || asksSomething(t, u.text) && namesID(t, u) && inquires(t, u)
}

// refusesOutright reports whether a line refuses the ID without a word about
// where it would be.
func refusesOutright(t *turn, u *utterance) bool { return t.mentions("no_time_words", u.text) }

// pictureAsked reports whether a line asks if a picture may be sent.
func pictureAsked(t *turn, u *utterance) bool {
	return u.Kind != chat.KindPhoto && t.mentions("picture_words", u.text) && t.mentions("picture_send_words", u.text) && questions(t, u.text) && !t.mentions("cannot_send_words", u.text)
}

// asksWho reports whether a line asks who can do it: it begins with that, or asks
// it somewhere.
func asksWho(t *turn, u *utterance) bool {
	return t.mentions("who_words", u.text) && !u.says.Denies && (u.says.Has(intent.WhoMay) || asksSomething(t, u.text) || longestHead(spelled(t, u.text), writtenPhrases(t, "who_words")) > 0)
}

// gotIt reports whether a line says that the ID was found, without sending it.
func gotIt(t *turn, u *utterance) bool {
	f := u.words
	return t.mentions("got_words", u.text) && u.res.Code == "" && !f.Denies && !f.Has(intent.NoID) && !f.Has(intent.NotThere) && !f.Has(intent.Hold) &&
		!t.mentions("none_words", u.text) && !laterHolds(t, u.text) && !asks(u.words) && !asksSomething(t, u.text) && !t.mentions("sent_words", u.text) && !callWorks(t, u.text)
}

// noteTrait says that what was told of the user's machine is known now.
func noteTrait(t *turn, kind string) {
	t.pre(t.T("trait_known", "value", called(t, kind)))
	t.st.Turn++
}

// notAnID says what is wrong with a number, and at the second goes another way.
func notAnID(t *turn, s string) {
	t.st.Place.Given = longestNumber(s)
	if t.st.Place.Tries++; t.st.Place.Tries > 1 {
		noID(t)
		return
	}
	badNumber(t, s)
}
