package dialog

import (
	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
)

// Where a person is offered, or one is waited for, what the guide has is told all the
// same: nobody waits for staff to be told where Google Translate is turned off. The
// request stays as it is.

// hearCovered opens the article of who asks there how or where something is done, and
// the remedy that two errors share for who tells at an offer what calls for it, and says
// who has the rights.
func hearCovered(t *turn, u *utterance) bool {
	if takesUp(t, u) {
		return true
	}
	offered := t.st.Place.Screen == AtOffer && len(t.st.Place.Stack) == 0
	waits := t.st.Person && t.st.Place.Screen == AtPerson
	if !offered && !waits || u.res.Code != "" || u.fresh || len(u.res.Refs)+len(u.res.BadRefs) > 0 || u.words.Has(intent.Human) || u.words.Has(intent.Solved) || u.says.Denies {
		return false
	}
	a := (*kb.Topic)(nil)
	if u.says.HasAny(intent.HowTo, intent.Where) || u.surely(actSure, intent.HowTo, intent.Where) {
		of, _ := t.guide.Topic(t.st.Place.Topic)
		a = articleFor(t, u.text, of, ofWord|sentThere)
	}
	holder, asked := askedHolder(t, u)
	id, _ := idArticle(t)
	switch {
	case a != nil && a == id: // where the call ID is found is said in place of it
		return false
	case offered && u.res.Shared != "" && tryShared(t, u.res):
	case openAsked(t, a):
	case asked:
		reply(t, chat.TurnWho, meaningOf(t, holder))
	default:
		return false
	}
	t.st.Misses = 0
	return true
}

// askedHolder is who has the rights, where a line asks who may do it and of nothing that
// the guide does not say of him: who sees to the request is staff.
func askedHolder(t *turn, u *utterance) (x kb.Term, asked bool) {
	if !u.says.Has(intent.WhoMay) && !u.surely(actLikeliest, intent.WhoMay) || !asksBy(t, "who_words", u.text) || t.mentions("handle_words", u.text) {
		return kb.Term{}, false
	}
	x, ok := t.guide.Holder(roleAdmin)
	return x, ok && mostlySaid(t, u.text, append([]string{x.Text}, x.Names...))
}

// mendedBy is the topic that a line is like, or one of two that are mended in one way; nil
// for none.
func mendedBy(t *turn, r intent.Result) *kb.Topic {
	id := ""
	switch {
	case r.Intent == intent.KindTopic:
		id = r.Topic
	case r.Shared != "" && len(r.Candidates) > 0:
		id = r.Candidates[0].Topic
	}
	tp, _ := t.guide.Topic(id)
	return tp
}

// asksHow reports whether a line asks how or where something is done.
func asksHow(t *turn, u *utterance) bool {
	return u.says.Has(intent.HowTo) || u.says.Has(intent.Where) || u.surely(actSure, intent.HowTo, intent.Where) ||
		t.mentions("show_me_words", u.text) || endsWith(uncalled(t, u.text), writtenPhrases(t, "how_ask_words"))
}
