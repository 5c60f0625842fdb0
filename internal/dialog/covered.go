package dialog

import (
	"slices"
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
	holder, asked := askedHolder(t, u)
	id, _ := idArticle(t)
	switch {
	case a != nil && a == id: // where the call ID is found is said in place of it
		return false
	case offered && u.res.Shared != "" && tryShared(t, u.res):
	case a == nil && !asked:
		return false
	case a == nil:
		reply(t, chat.TurnWho, meaningOf(t, holder))
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

// askedHolder is who has the rights, where a line asks who may do it and of nothing that
// the guide does not say of him: who sees to the request is staff.
func askedHolder(t *turn, u *utterance) (x kb.Term, asked bool) {
	if !u.says.Has(intent.WhoMay) && !u.surely(actLikeliest, intent.WhoMay) || !asksBy(t, "who_words", u.text) || t.mentions("handle_words", u.text) {
		return kb.Term{}, false
	}
	x, ok := t.guide.Holder(roleAdmin)
	return x, ok && mostlySaid(t, u.text, append([]string{x.Text}, x.Names...))
}

// remedyArticle is the article by which an error is mended that a line is like which asks
// how that is done and tells no error: "cho phép một bạn gọi ra thì làm thế nào"; nil for
// none, or where the error is mended by several.
func remedyArticle(t *turn, u *utterance) *kb.Topic {
	if u.res.Code != "" || !asksHow(t, u) || u.says.Denies || u.says.Has(intent.Why) || u.words.Has(intent.NotSolved) {
		return nil
	}
	tp, ok := t.guide.Topic(mendedBy(u.res))
	if !ok {
		return nil
	}
	id, _ := idArticle(t)
	var found []*kb.Topic
	for _, link := range sendsTo(tp) {
		if a, ok := t.guide.Article(link); ok && a != id && !slices.Contains(found, a) && !foreign(t, a.Lang) {
			found = append(found, a)
		}
	}
	if len(found) > 1 {
		found = slices.DeleteFunc(found, func(a *kb.Topic) bool { return !namesArticle(t, u.text, a) })
	}
	if len(found) != 1 || tellsFault(t, u.text, found[0]) {
		return nil
	}
	if _, n := saysOf(content(t, spelled(t, u.text)), articleText(t, found[0])); n == 0 {
		return nil
	}
	return found[0]
}

// mendedBy is the topic that a line is like, or one of two that are mended in one way.
func mendedBy(r intent.Result) string {
	switch {
	case r.Intent == intent.KindTopic:
		return r.Topic
	case r.Shared != "" && len(r.Candidates) > 0:
		return r.Candidates[0].Topic
	}
	return ""
}

// asksHow reports whether a line asks how or where something is done.
func asksHow(t *turn, u *utterance) bool {
	return u.says.Has(intent.HowTo) || u.says.Has(intent.Where) || u.surely(actSure, intent.HowTo, intent.Where) ||
		t.mentions("show_me_words", u.text) || endsWith(uncalled(t, u.text), writtenPhrases(t, "how_ask_words"))
}

// tellsFault reports whether a line says that something fails, beside what an article is
// called by: "gỡ số bị chặn" tells none.
func tellsFault(t *turn, s string, a *kb.Topic) bool {
	line := " " + fold(s) + " "
	for _, n := range append(strings.Split(t.T("undone_words")+";"+t.T("place_words"), ";"), append(boldNames(articleText(t, a)), a.Title, a.Name)...) {
		if n = fold(strings.TrimSpace(n)); n != "" {
			line = strings.ReplaceAll(line, " "+n+" ", " ")
		}
	}
	return t.mentions("error_words", line) || t.mentions("negator_words", line) || t.mentions("fault_words", line)
}

// articleTells reports whether most of what a line asks about is said by an article: that
// of the way calls are made has nothing about "tải ghi âm cuộc gọi ra".
func articleTells(t *turn, asked string, a *kb.Topic) bool {
	return mostlySaid(t, asked, append([]string{articleText(t, a)}, a.Phrases...))
}

// articleText is what an article says, with what it is called by.
func articleText(t *turn, a *kb.Topic) string {
	return strings.Join(append(stepTexts(t, articleSteps(a)), a.Title, a.Name, a.Intro), "\n")
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
