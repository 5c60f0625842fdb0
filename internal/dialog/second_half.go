package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
	"hotro/internal/text"
)

// Who leaves something as it is, wants a person or none, takes the request back or has done a
// step, and goes on in the same line with another error, or asks how something is done,
// is answered by what he goes on with: "thôi cái này tính sau, số khách bị chặn thì sao",
// "hủy yêu cầu đi, chỉ em cách tắt dịch". The first half is done on the way.

// half is what the first clauses of such a line do.
type half int

const (
	halfNone    half = iota // they are what the line is about
	halfNods                // no more than manners
	halfDid                 // a step was done
	halfAccepts             // a person is wanted
	halfLeaves              // the matter is left for now
	halfRefuses             // no person is wanted
	halfDrops               // the request is taken back
)

// hearSecondHalf answers what stands behind such a beginning.
func hearSecondHalf(t *turn, u *utterance) bool {
	all := sides(t, u.text)
	if len(all) < 2 || u.fresh || len(u.res.Refs)+len(u.res.BadRefs) > 0 || t.st.Person != (t.st.Place.Screen == AtPerson) {
		return false
	}
	does, n := halfNone, 0
	for ; n < len(all)-1; n++ {
		h := halfOf(t, all[n])
		if h == halfNone {
			break
		}
		does = max(does, h)
	}
	if does <= halfNods {
		return false
	}
	for at := n; at < len(all); at++ { // "giờ em hỏi cái khác" stands before what is asked
		if goOnWith(t, u, does, all[at], restFrom(t, u.text, all, at)) {
			return true
		}
	}
	return does == halfLeaves && leaveForOther(t, u.text)
}

// halfOf is what a clause does that stands before what a line goes on with.
func halfOf(t *turn, part string) half {
	f, line := t.meanings(part), doneLine(t, part)
	switch waits, offered := t.st.Person, t.st.Place.Screen == AtOffer; {
	case offered && longestHead(line, writtenPhrases(t, "left_aside_heads")) > 0 && says(t, part, "decline_words", "agree_words") && !holdsPhrase(line, writtenPhrases(t, "agree_verbs")):
		return halfRefuses // "thôi được rồi" is no call that works
	case callWorks(t, part):
		return halfNone
	case waits && (ordered(t, clause{text: part, says: f}) && !f.Refuses(intent.Cancel) || namesDropped(t, part) || f.Refuses(intent.Human) || f.Has(intent.NotHuman) || refusesCall(t, part)):
		return halfDrops
	case offered && (f.Refuses(intent.Human) || f.Has(intent.NotHuman) || refusesCall(t, part) || says(t, part, "decline_words") || forgoes(t, part)):
		return halfRefuses
	case leftAside(t, part), !waits && (postpones(t, part) || !t.screen().does && (promises(t, part) || startsHold(t, part))):
		return halfLeaves
	case offered && says(t, part, "agree_words", "agree_verbs"):
		return halfAccepts
	case f.Whole(intent.Thanks), says(t, part, "agree_words"):
		return halfNods
	case instructedHere(t) && (endsDone(t, part) || partDoes(t, part, actTelling, intent.Done)) && !f.Denies && !holdsPhrase(line, writtenPhrases(t, "still_words")):
		return halfDid
	}
	return halfNone
}

// restFrom is what a line says from one of its clauses on, in its own words.
func restFrom(t *turn, s string, all []string, at int) string {
	s = text.OneLine(s)
	if i := strings.LastIndex(s, all[at]); i >= 0 && at == len(all)-1 {
		return s[i:]
	} else if i := strings.Index(s, all[at]); i >= 0 {
		return s[i:]
	}
	return strings.Join(all[at:], ", ")
}

// goOnWith does the first half of a line and hears the rest of it, where a clause begins
// that surely names another error or asks how something is done that the guide has.
func goOnWith(t *turn, u *utterance, does half, part, rest string) bool {
	id, named := namedBehind(t, does, part)
	if !named {
		id, named = namedBehind(t, does, rest)
	}
	tp, known := t.guide.Topic(id)
	switch {
	case named && (!known || same(t, id) || slices.ContainsFunc(t.st.Place.Stack, func(f Flow) bool { return f.Topic == id })), !named && does == halfDid:
		return false
	case !named:
		ids, _ := idArticle(t)
		if a := articleBehind(t, part); a == nil || a == ids || same(t, a.ID) {
			return false
		}
	}
	before := copyOf(t)
	switch {
	case does == halfDrops && !outright(t, u):
		return false // it is asked about first
	case does == halfDrops:
		takeBackRequest(t)
	case does == halfAccepts && !named:
		return false // what is asked besides is written down with the rest
	case does == halfAccepts:
		keepDetail(t, rest)
		t.pre(t.T("offered_and_next", "title", title(t, tp)))
		acceptPerson(t)
		return true
	case does == halfRefuses:
		t.st.Refused = true
	case does == halfLeaves && named && instructedHere(t):
		t.pre(t.T("put_off", "rest", title(t, tp)))
	}
	t.st.Misses = 0
	if named {
		t.st.Told = []string{rest}
	}
	if walking(t) || t.st.Place.Screen == AtOffer { // it is put aside: the rest is no answer to it
		t.leave()
		t.goTo(Place{Screen: AtMenu, Stack: t.aside()})
	}
	listenTo(t, u, rest)
	if t.st.Place.Flow != nil || t.out.Kind == chat.TurnHow || t.out.Kind == chat.TurnWhere {
		return true
	}
	*t = before
	return false
}

// namedBehind is the error that words surely name behind such a half. Where something was
// left or refused, what the error is called by is enough; where a step was done, the
// other error has to show.
func namedBehind(t *turn, does half, s string) (id string, ok bool) {
	if does == halfDid && (t.mentions("still_words", s) || asksSomething(t, s)) {
		return "", false
	}
	if id, ok = clauseNames(t, s); ok || does == halfDid && !t.mentions("next_matter_words", s) {
		return id, ok
	}
	if _, not := withoutDenied(t, s); len(not) > 0 {
		return "", false
	}
	if _, well := wellThing(t, s); well {
		return "", false
	}
	r := heardAs(t, s).Result
	id, surely := readTopic(r)
	switch {
	case does == halfDid:
		return id, r.Intent == intent.KindTopic && r.Score >= leaveSure
	case t.st.Place.Screen == AtOffer && r.Intent == intent.KindTopic:
		return id, true // nothing is under way that it could be about
	}
	return id, id != "" && (surely || calledBy(t, s, id))
}

// articleBehind is the article for a clause that asks how or where something is done, nil
// for none.
func articleBehind(t *turn, part string) *kb.Topic {
	read := heardAs(t, part)
	u := &utterance{text: part, res: read.Result, says: read.Meanings, words: read.Meanings}
	u.act, u.sure = read.Acts.Likeliest()
	if !asksHow(t, u) || u.says.Denies {
		return nil
	}
	return articleFor(t, part, mendedBy(t, u.res), ofWord|mendsIt|askedSo)
}

// leaveForOther asks what the screen says of another matter that is only called by a name:
// "thôi cái này để sau, còn máy kia thì sao".
func leaveForOther(t *turn, s string) bool {
	other := otherOf(t, lastPart(t, s))
	if !instructedHere(t) || other == "" {
		return false
	}
	t.st.Misses = 0
	t.leave()
	t.goTo(Place{Screen: AtMenu, Stack: t.aside()})
	showAs(t, chat.TurnStop, t.T("put_off_ask", "rest", plain(other)), t.menuButton(), t.human())
	return true
}

// leftAside reports whether a clause leaves the matter as it is.
func leftAside(t *turn, part string) bool {
	line := doneLine(t, part)
	if longestHead(line, writtenPhrases(t, "left_aside_heads")) == 0 || len(line) > putOffLong || callWorks(t, part) {
		return false
	}
	return t.words.Lang() != ownTongue || holdsPhrase(line[1:], writtenPhrases(t, "left_aside_words"))
}

// putOffLong is how many words a clause has at most that says no more than that.
const putOffLong = 7
