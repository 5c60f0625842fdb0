package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
)

// hearQuestion answers a question about the step, and leaves the user at it:
// a word is explained, the linked article is opened, the reason is given.
func hearQuestion(t *turn, u *utterance) bool {
	f := u.says
	switch term, known := askedTerm(t, u); {
	case known && term.Role != "" && asksIfMay(t, u):
		whoMay(t)
	case known && term.Role != "" && t.mentions("who_words", u.text) && !asksBy(t, "who_words", u.text) && !asksSomething(t, u.text):
		return false // "quản trị nghỉ rồi, không ai có quyền" asks nobody's name
	case known && term.Role != "" && (f.Has(intent.WhoMay) || f.Has(intent.WhatIs) || f.Has(intent.Where) && walking(t) && t.st.Role != roleAdmin) && !menuForAdmin(t, u.text):
		sayWho(t, term.Role)
	case f.Has(intent.AreYouBot):
		aroundAs(t, chat.TurnBot, "bot")
	case f.Has(intent.Repeat) && tooFast(t, u):
		return false // their screen went too fast, not our words
	case f.Has(intent.Repeat):
		t.out.Kind = chat.TurnRepeat
		repeat(t)
	case elsewhere(t, u):
		return false
	case f.Has(intent.WhatIs) && known, known && whichIs(t, u.text, term):
		explainTerm(t, term)
	case placed(t, u, term):
		explainTerm(t, term)
		t.out.Kind = chat.TurnHow
	case explainsAsked(t, u):
	case asksMatter(t, u):
		meaning(t, u)
	case t.st.Place.Screen != AtPerson && t.st.Place.Screen != AtRef && (f.Has(intent.WhereID) || f.Has(intent.Where) || f.Has(intent.HowTo)) && namesID(t, u) && (t.st.Place.Flow != nil || u.res.Intent != intent.KindTopic): // an error told with it asks for the ID, and says where it is
		sayWhere(t)
	case t.st.Place.Screen != AtRef && t.st.Place.Screen != AtPerson && pictureAsked(t, u):
		showAs(t, chat.TurnHow, t.T("picture_welcome"), t.st.Offer...)
	case t.st.Place.Screen == AtPerson:
		return whereWhileWaiting(t, u)
	case t.st.Place.Flow == nil && (f.Has(intent.WhereID) || f.Has(intent.Where) && known && ofRef(t, term)) && u.res.Intent != intent.KindTopic:
		t.out.Kind = chat.TurnWhere
		t.pre(whereText(t))
		listTopics(t)
	case t.st.Place.Flow == nil || (!about(t, u) && !touches(t, u)):
		return false
	default:
		return aboutStep(t, u)
	}
	return true
}

// menuForAdmin reports whether a line passes on that who got the text asks where to go.
func menuForAdmin(t *turn, s string) bool {
	return t.st.Place.Screen == AtForward && t.mentions("own_words", s) && t.mentions("lacked_place_words", s) && onlyPath(t) != ""
}

// sayWhere tells where a call ID is found, while it is not asked for: what is
// asked stays asked.
func sayWhere(t *turn) {
	spokeOfID(t)
	if walking(t) {
		reply(t, chat.TurnWhere, whereText(t))
		return
	}
	showAs(t, chat.TurnWhere, whereText(t), t.menuButton(), t.human())
}

// tooFast reports whether a line says that something could not be read in time where
// the bot asked for what the screen shows, or said next to nothing: "đọc ko kịp".
func tooFast(t *turn, u *utterance) bool {
	return isAt(t, AtPick, AtMenu, AtOffer, AtRef) && t.mentions("not_read_words", u.text) && !t.mentions("our_words", u.text)
}

// repeat says the present screen again. Who is asked for the result of a step
// asks for the step.
func repeat(t *turn) {
	if at := t.st.Place.Screen; at == AtStart || at == AtEnded { // nothing was said that could be said again
		showAs(t, chat.TurnRepeat, t.T("repeat_nothing"), t.menuButton(), t.human())
		return
	}
	t.pre(t.T("repeat"))
	if t.st.Place.Screen == AtResult && t.st.Place.Flow != nil {
		t.at(AtStep)
		showStep(t)
	} else {
		t.again()
	}
	t.out.Kind = chat.TurnRepeat
}

// aboutStep answers a question that only makes sense at the present step.
func aboutStep(t *turn, u *utterance) bool {
	switch f := u.says; {
	case u.trait != "" && useTrait(t, u.trait):
	case f.Has(intent.Why):
		why(t, u)
	case f.Has(intent.WhoMay):
		whoMay(t)
	case f.Has(intent.Where), f.Has(intent.HowTo), f.Has(intent.NotThere):
		how(t, u)
	case f.Whole(intent.Confused), f.Whole(intent.WhatIs), f.Has(intent.Confused) && about(t, u), f.Has(intent.WhatIs) && t.screen().does && about(t, u):
		explain(t)
	default:
		return false
	}
	return true
}

// asksMatter reports whether a line asks what the present error means.
func asksMatter(t *turn, u *utterance) bool {
	f := u.says
	if t.st.Place.Flow == nil || t.st.Place.Screen == AtPerson || !about(t, u) || f.Has(intent.NotSolved) || f.Has(intent.Solved) {
		return false
	}
	if t.mentions("meaning_words", u.text) {
		return true
	}
	return (f.Has(intent.WhatIs) || f.Has(intent.Confused)) && (t.mentions("matter_words", u.text) || t.st.Place.Screen == AtCauses && f.Has(intent.WhatIs) && f.Words > 2)
}

// meaning says what the present error means: what people call it, and the
// first words of its document.
func meaning(t *turn, u *utterance) {
	tp, ok := subject(t)
	if !ok {
		why(t, u)
		return
	}
	t.out.Kind, t.st.Misses = chat.TurnWhy, 0
	text := strings.TrimSpace(t.T("meaning", "title", title(t, tp)) + " " + intro(t, tp))
	if digest(text) == t.st.Said {
		why(t, u)
		return
	}
	t.show(text, t.st.Offer...)
}

// ofRef reports whether a word is the call ID: its article says where.
func ofRef(t *turn, x kb.Term) bool {
	a, ok := idArticle(t)
	return ok && x.Article == a.ID
}

// explainTerm says what a word means; the article that shows more is a button.
func explainTerm(t *turn, x kb.Term) {
	t.st.Spoke = x.Article
	if foreign(t, x.Lang) {
		t.pre(t.T("term_foreign"))
	}
	t.out.Kind = chat.TurnTerm
	if t.st.Place.Screen == AtStart || t.st.Place.Screen == AtEnded {
		t.pre(meaningOf(t, x))
		listTopics(t)
		return
	}
	t.show(meaningOf(t, x), withArticle(t, x)...)
}

// meaningOf is what a word means, without the sentence that only points to its
// article ("Cách lấy: mục …"): a button opens that.
func meaningOf(t *turn, x kb.Term) string {
	if x.Place {
		x.Text = forMachine(t, x.Text)
	}
	if x.Article == "" {
		return x.Text
	}
	return strings.Join(slices.DeleteFunc(sentences(t, []string{x.Text}), func(s string) bool {
		return longestHead(spelled(t, s), writtenPhrases(t, "pointer_heads")) > 0
	}), " ")
}

// withArticle is what is offered, and the article of a word before the way out,
// unless it is offered already or open.
func withArticle(t *turn, x kb.Term) []chat.Choice {
	a, ok := t.guide.Article(x.Article)
	if !ok || ofRef(t, x) && t.st.Place.Screen == AtRef || t.st.Place.Flow != nil && (t.st.Place.Flow.Topic == a.ID || linked(t) == a.ID) {
		return t.st.Offer
	}
	b := topicButton(t, a)
	at := slices.IndexFunc(t.st.Offer, func(c chat.Choice) bool { return c.Data == t.human().Data })
	if at < 0 || slices.ContainsFunc(t.st.Offer, func(c chat.Choice) bool { return c.Data == b.Data }) {
		return t.st.Offer
	}
	return slices.Insert(slices.Clone(t.st.Offer), at, b)
}

// touches reports whether a line speaks of what the present step names, though
// it may sound like another topic: "gỡ số bằng cách nào".
func touches(t *turn, u *utterance) bool {
	s, ok := stepNow(t)
	if !ok {
		return false
	}
	ways := strings.FieldsFunc(chat.Plain(s.Text), func(r rune) bool { return strings.ContainsRune(",.;:()→\n", r) })
	for _, l := range s.Links {
		ways = append(ways, l.Label)
	}
	return t.read.Among(u.text, [][]string{ways}) == 0
}

// why says where the error comes from.
func why(t *turn, u *utterance) {
	tp, ok := subject(t)
	about := ""
	if ok {
		about = intro(t, tp)
	}
	if ok && digest(about) == t.st.Said && answerFrom(t, u.text) {
		return
	}
	if x, named := findTerm(t, u.text); ok && named && ofTopic(t, u.text, tp) && findPhrase(spelled(t, u.text), spell(t.T("question_or"))) > 0 {
		explainTerm(t, x) // this or that: what it is says whose it is
		t.out.Kind = chat.TurnWhy
		return
	}
	t.out.Kind = chat.TurnWhy
	if about == "" || digest(about) == t.st.Said {
		t.around("why_unknown")
		return
	}
	text := about
	if c := causeNamed(t, u.text, tp); c != "" {
		text = t.T("why_one", "cause", c)
	} else if _, cause, _ := t.steps(); cause != nil && !cause.Other && !foreign(t, cause.Lang) && !tp.Extra && t.st.Place.Flow.Topic == tp.ID {
		text += "\n" + t.T("why_cause", "cause", cause.Title)
	}
	t.show(text, t.st.Offer...)
}

// causeNamed is the cause of a topic that a question why names, where the screen
// asks which it is: that it is one is the answer. "" for none.
func causeNamed(t *turn, s string, tp *kb.Topic) string {
	if t.st.Place.Screen != AtCauses || t.st.Place.Flow.Topic != tp.ID {
		return ""
	}
	x, ok := findTerm(t, s)
	if !ok {
		return ""
	}
	i := slices.IndexFunc(tp.Causes, func(c kb.Cause) bool {
		return !foreign(t, c.Lang) && strings.Contains(" "+fold(c.Title)+" ", " "+fold(x.Name)+" ")
	})
	if i < 0 {
		return ""
	}
	return tp.Causes[i].Title
}

// whoMay says who may do the present step.
func whoMay(t *turn) {
	if t.st.Place.Screen == AtRole || t.st.Place.Screen == AtForward || gatedNow(t) {
		sayWho(t, roleAdmin)
		return
	}
	t.out.Kind = chat.TurnWho
	if t.st.Place.Screen == AtRef || t.st.Place.Screen == AtFact {
		t.around("who_staff")
		return
	}
	t.around("who_any")
}

// sayWho says who has a role, as the documents tell it, and what the user can
// do with that where he is.
func sayWho(t *turn, role string) {
	x, ok := t.guide.Holder(role)
	switch {
	case !ok && role == roleAdmin:
		t.around("who_admin")
	case t.st.Place.Screen == AtStart || t.st.Place.Screen == AtEnded:
		explainTerm(t, x)
	default:
		t.show(strings.TrimSpace(x.Text+"\n"+whoNext(t)), t.st.Offer...)
	}
	t.out.Kind = chat.TurnWho
}

// whoNext is what to do for who needs the holder of a role.
func whoNext(t *turn) string {
	switch t.st.Place.Screen {
	case AtRole:
		return t.T("who_role")
	case AtForward:
		return t.T("who_forward")
	}
	return ""
}

// showArticle opens the article that shows how the step is done.
func showArticle(t *turn, id string) {
	t.pre(t.T("how_article"))
	openArticle(t, id)
	t.out.Kind = chat.TurnHow
}

// linked is the article the present step sends to, "" when there is none or
// the user is in it.
func linked(t *turn) string {
	s, ok := stepNow(t)
	if !ok {
		return ""
	}
	for _, l := range s.Links {
		if l.Article == "" || l.Article == t.st.Place.Flow.Topic {
			continue
		}
		if _, ok := t.guide.Article(l.Article); ok {
			return l.Article
		}
	}
	return ""
}

// explain says the step in other words: the article that shows it, else a
// person who can.
func explain(t *turn) {
	if id := linked(t); id != "" && t.screen().does {
		showArticle(t, id)
		return
	}
	aroundAs(t, chat.TurnExplain, t.screen().miss())
}

// whereWhileWaiting answers where a call ID is found, for the ticket was told
// that one would help.
func whereWhileWaiting(t *turn, u *utterance) bool {
	f := u.says
	if !f.Has(intent.WhereID) && !f.Has(intent.Where) || !namesID(t, u) && !t.mentions("id_name_words", u.text) && len(u.res.BadRefs) == 0 && !u.words.Has(intent.WhereID) && len(content(t, spelled(t, u.text))) > 0 {
		return false // "số này còn dùng được không thì xem ở đâu" asks for no ID
	}
	showAs(t, chat.TurnWhere, whereText(t), personChoices(t)...)
	return true
}
