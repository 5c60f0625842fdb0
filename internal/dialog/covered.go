package dialog

import (
	"strings"

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
	offered := t.st.Place.Screen == AtOffer && len(t.st.Place.Stack) == 0
	waits := t.st.Person && t.st.Place.Screen == AtPerson
	if !offered && !waits || u.res.Code != "" || u.fresh || len(u.res.Refs)+len(u.res.BadRefs) > 0 || u.words.Has(intent.Human) || u.words.Has(intent.Solved) || u.says.Denies {
		return false
	}
	a := coveredArticle(t, u)
	id, _ := idArticle(t)
	switch {
	case a != nil && a == id: // where the call ID is found is said in place of it
		return false
	case offered && u.res.Shared != "" && tryShared(t, u.res):
	case a == nil && !asksHolder(t, u):
		return false
	case a == nil:
		x, _ := t.guide.Holder(roleAdmin)
		reply(t, chat.TurnWho, meaningOf(t, x))
	case waits:
		t.out.Update = true
		t.pre(t.T("waiting_walk"))
		enter(t, a.ID)
		t.out.Kind = chat.TurnHow
	default:
		toArticle(t, a.ID)
	}
	t.st.Misses = 0
	return true
}

// coveredArticle is the article that a line asks how or where for: what the guide has on
// the word that the line names, or what the error sends to for which a person is waited
// for; nil for none.
func coveredArticle(t *turn, u *utterance) *kb.Topic {
	if !u.says.Has(intent.HowTo) && !u.says.Has(intent.Where) && !u.surely(actSure, intent.HowTo, intent.Where) {
		return nil
	}
	words, _ := termsIn(t, u.text)
	for _, x := range words {
		if a, ok := t.guide.Article(x.Article); ok && !foreign(t, a.Lang) && articleTells(t, u.text, a) {
			return a
		}
	}
	if tp, ok := t.guide.Topic(t.st.Place.Topic); ok {
		for _, id := range sendsTo(tp) {
			if a, ok := t.guide.Article(id); ok && !foreign(t, a.Lang) && namesArticle(t, u.text, a) {
				return a
			}
		}
	}
	return nil
}

// asksHolder reports whether a line asks who may do it, and of nothing that the
// guide does not say of who has the rights: who sees to the request is staff.
func asksHolder(t *turn, u *utterance) bool {
	x, ok := t.guide.Holder(roleAdmin)
	return ok && (u.says.Has(intent.WhoMay) || u.surely(actLikeliest, intent.WhoMay)) && asksBy(t, "who_words", u.text) && !t.mentions("handle_words", u.text) &&
		mostlySaid(t, u.text, append([]string{x.Text}, x.Names...))
}

// articleTells reports whether most of what a line asks about is said by an article: that
// of the way calls are made has nothing about "tải ghi âm cuộc gọi ra".
func articleTells(t *turn, asked string, a *kb.Topic) bool {
	said := append(stepTexts(t, articleSteps(a)), a.Title, a.Name, a.Intro)
	return mostlySaid(t, asked, append(said, a.Phrases...))
}

// mostlySaid reports whether some texts have most of what a line asks about.
func mostlySaid(t *turn, asked string, said []string) bool {
	share, _ := saysOf(content(t, spelled(t, asked)), strings.Join(said, "\n"))
	return share >= soughtLike
}

// sendsTo are the articles that the steps of a topic link to or walk.
func sendsTo(tp *kb.Topic) (ids []string) {
	steps := articleSteps(tp)
	for i := range steps {
		for _, l := range steps[i].Links {
			ids = append(ids, l.Article)
		}
	}
	return append(ids, walks(steps)...)
}
