package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// Where the call ID is found is asked in every situation: while it is asked for, after
// it was given up, before any error is told, by who only wants to know. Who says
// besides that he is no good with computers, or what the number is, asks all the same.

// hearWhereID answers such a question wherever it is asked, and what may come of it:
// on which machine, and who can look where the user cannot.
func hearWhereID(t *turn, u *utterance) bool {
	at := t.st.Place.Screen
	if at == AtPerson || u.res.Code != "" || u.fresh || u.words.Has(intent.Human) || u.says.Has(intent.Insult) || len(u.res.Refs)+len(u.res.BadRefs) > 0 || u.res.Intent == intent.KindTopic && !same(t, u.res.Topic) && (u.res.Score >= likely || t.st.Place.Flow == nil) {
		return false
	}
	a, ok := idArticle(t)
	if !ok {
		return false
	}
	asking := at == AtRef || at == AtFact
	spoken := t.st.Place.Flow == nil && t.st.Spoke == a.ID
	asked, rest := partOfID(t, u, asking, spoken)
	switch {
	case asked != "":
		sayWhereID(t, u, rest)
	case !asking && !spoken:
		return false
	case onAnother(t, u, "other_machine_words"):
		t.pre(t.T("where_machine"))
		sayWhereID(t, u, "")
	case onAnother(t, u, "machine_words"):
		sayWhereID(t, u, "") // the steps say whether a phone shows it
	case at == AtOffer && agreesTo(t, u):
		return false
	case spoken && cannotLook(t, u):
		return othersLook(t)
	case spoken && u.res.Intent != intent.KindTopic && ofSpokenID(t, u):
	default:
		return false
	}
	t.st.Misses = 0
	return true
}

// partOfID is the clause of a line that asks where the call ID is, and what stands
// beside it. Where the bot asks for the ID, or has just spoken of it, the clause need
// not name it.
func partOfID(t *turn, u *utterance, asking, spoken bool) (asked, rest string) {
	var beside []string
	for _, part := range parts(t, u.text) {
		part = strings.TrimSpace(part)
		switch {
		case part == "":
		case asked == "" && t.st.Place.Screen == AtRef && asksItsPlace(t, part):
			asked = part
		case asked == "" && (asksWhereID(t, part, spoken) || t.st.Place.Flow == nil && misses(t, part)) && (spoken && !namesElse(t, part) || namesIDIn(t, part, asking) || misses(t, part) && namesIDIn(t, u.text, asking)):
			asked = part
		default:
			beside = append(beside, part)
		}
	}
	return asked, strings.Join(beside, ", ")
}

// asksWhereID reports whether a clause asks where the call ID is found: it is surely like
// those that do, or likely where the bot has just spoken of it.
func asksWhereID(t *turn, part string, spoken bool) bool {
	f := t.meanings(part)
	if f.Has(intent.WhatIs) || asksSame(t, part) || holdsPhrase(spelled(t, part), writtenPhrases(t, "denies_words")) {
		return false
	}
	act, likely := heardAs(t, part).Acts.Likeliest()
	asks := f.Has(intent.Where) || f.Has(intent.WhereID) || f.Has(intent.HowTo) || queries(t, part)
	if spoken && (act == string(intent.Where) || act == string(intent.HowTo) || act == string(intent.WhereID)) {
		return asks || likely >= actLikely
	}
	return act == string(intent.WhereID) && (likely >= actLikeliest || asks && likely >= actSure)
}

// asksItsPlace reports whether a clause surely asks where the call ID is, or where what was
// just asked for is: "để anh lấy mã, mà lấy ở đâu", "mã có phải dãy số trong báo cáo không".
func asksItsPlace(t *turn, part string) bool {
	f := t.meanings(part)
	if asksYesNo(t, part) && t.mentions("id_name_words", part) && namesItsPlace(t, part) {
		return true
	}
	act, likely := heardAs(t, part).Acts.Likeliest()
	switch asks := f.Has(intent.Where) || f.Has(intent.WhereID); {
	case likely < clauseTells || f.Has(intent.WhatIs):
		return false
	case act == string(intent.Where):
		return asks && !namesElse(t, part)
	case act == string(intent.WhereID):
		return asks || asksSomething(t, part) && namesItsPlace(t, part)
	}
	return false
}

// namesItsPlace reports whether a clause names what the guide says of where the call ID is
// found, beside the ID itself.
func namesItsPlace(t *turn, part string) bool {
	id, ok := idTerm(t)
	if !ok {
		return false
	}
	line, own := look(t, part).padded, fold(strings.Join(append([]string{id.Name}, id.Names...), ";"))
	return slices.ContainsFunc(pathsOf(whereText(t)), func(path string) bool {
		return slices.ContainsFunc(strings.Split(path, "→"), func(name string) bool {
			name = fold(strings.TrimSpace(name))
			return !strings.Contains(own, name) && hasWords(line, name)
		})
	})
}

// namesElse reports whether a clause names another thing of the guide than the call ID.
func namesElse(t *turn, part string) bool {
	id, _ := idTerm(t)
	x, ok := findTerm(t, part)
	return ok && x.Name != id.Name && articleFor(t, part, nil, inName) != nil || !ok && t.mentions("equipment_words", part)
}

// misses reports whether a clause says that something was looked for and not found.
func misses(t *turn, part string) bool {
	line := spelled(t, part)
	return holdsPhrase(line, writtenPhrases(t, "seek_verbs")) && holdsPhrase(line, writtenPhrases(t, "negator_words"))
}

// namesIDIn reports whether a clause names the call ID, be it in short where that is
// asked for, and no other thing of the guide.
func namesIDIn(t *turn, part string, asking bool) bool {
	id, _ := idTerm(t)
	if x, ok := findTerm(t, part); ok {
		return x.Name == id.Name
	}
	return t.mentions("id_name_words", part) && (asking || !t.mentions("matter_words", part))
}

// sayWhereID says where it is found; what the line tells besides is heard as the answer
// to what is asked where it holds a number.
func sayWhereID(t *turn, u *utterance, rest string) {
	spokeOfID(t)
	switch {
	case t.st.Place.Screen == AtRef:
		where(t)
	case t.st.Place.Screen == AtFact && grammar(t, t.st.Place.Fact, rest) != "":
		t.pre(whereText(t))
		takeFact(t, grammar(t, t.st.Place.Fact, rest))
	case t.st.Place.Flow == nil:
		sayWhere(t)
	default:
		reply(t, chat.TurnWhere, whereText(t))
	}
	t.out.Kind = chat.TurnWhere
}

// onAnother reports whether a line asks if the ID may be looked up on a machine of some
// kind.
func onAnother(t *turn, u *utterance, kind string) bool {
	return t.mentions(kind, u.text) && (asksSomething(t, u.text) || slices.ContainsFunc(parts(t, u.text), func(p string) bool { return asksYesNo(t, p) }))
}

// agreesTo reports whether a line says yes to the offer that is open.
func agreesTo(t *turn, u *utterance) bool {
	yes, _ := agreed(t, u)
	return yes
}

// ofSpokenID answers what else is asked of the call ID once it was told where that is:
// "làm sao biết dòng nào", "lọc theo số khách được không". The sentence of its article
// that says most of it does, for how and which the first.
func ofSpokenID(t *turn, u *utterance) bool {
	a, _ := idArticle(t)
	texts := sentences(t, stepTexts(t, articleSteps(a)))
	best, at := 0, -1
	for i, s := range texts {
		if _, n := saysOf(content(t, spelled(t, u.text)), s); n > best {
			best, at = n, i
		}
	}
	switch {
	case len(texts) == 0:
		return false
	case u.says.Has(intent.HowTo) || u.surely(actSure, intent.HowTo) || endsWith(uncalled(t, u.text), writtenPhrases(t, "which_ends")):
		at = max(at, 0)
	case best < 2 || !asksYesNo(t, u.text) && !tagged(t, u.text):
		return false
	}
	reply(t, chat.TurnAnswer, t.T("confirm_say", "sentence", continued(texts[at])))
	return true
}

// cannotLook reports whether a line says that its writer does not see what was said of
// the ID, or may not, or asks who does.
func cannotLook(t *turn, u *utterance) bool {
	if u.says.Has(intent.WhatIs) || u.says.Has(intent.HowTo) {
		return false
	}
	for _, m := range []intent.Meaning{intent.NotAdmin, intent.NotThere, intent.NoID, intent.WhoMay} {
		if u.says.Has(m) || u.surely(actSure, m) {
			return true
		}
	}
	return asksBy(t, "who_words", u.text)
}

// othersLook says who of the user's own firm can look the ID up.
func othersLook(t *turn) bool {
	a, _ := idArticle(t)
	texts := sentences(t, stepTexts(t, articleSteps(a)))
	i := slices.IndexFunc(texts, func(s string) bool { return t.mentions("own_words", s) })
	if i < 0 {
		return false
	}
	t.pre(t.T("confirm_say", "sentence", continued(texts[i])))
	if t.st.Place.Screen == AtMenu || t.st.Place.Screen == AtStart {
		listTopics(t)
	} else {
		t.again()
	}
	t.st.Misses = 0
	t.out.Kind = chat.TurnWho
	return true
}

// spokeOfID remembers that the call ID was spoken of last: what is asked next may go on
// from there.
func spokeOfID(t *turn) {
	if a, ok := idArticle(t); ok {
		t.st.Spoke = a.ID
	}
}
