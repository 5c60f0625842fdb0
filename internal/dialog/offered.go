package dialog

import (
	"slices"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// What is said to the offer of a person: a yes in any words hands over with all
// that was told, a detail is written down, a leave is taken politely. Nothing
// that is told is answered with "choose a button".

// hearOffered takes a line as the answer to the offer. What became of the step
// before answers that step: the offer is forgotten.
func hearOffered(t *turn, u *utterance) bool {
	yes, rest := agreed(t, u)
	switch {
	case outOfRated(t, u.text) && !walking(t):
		return false
	case t.st.Place.Why == WhyOutside && namesApp(t, u.text):
		t.around("app_offer_2")
	case t.st.Place.Why == WhyOutside && phoneOfApp(t, u):
		keepDetail(t, u.text)
		t.out.Kind = chat.TurnNoted
		t.show(t.T("detail_noted", "detail", quoteDetail(t, u.text)), t.st.Offer...)
	case answersOtherwise(t, u):
	case u.surely(actLikeliest, intent.NotThere):
		noteDetail(t, u, false) // "không thấy" is of what was looked for
	case refusesPerson(t, u):
		refuse(t, u)
	case noFault(t, u):
		noteNoFault(t)
	case yes:
		for _, s := range rest {
			keepDetail(t, s)
		}
		acceptPerson(t)
	case likelyNobody(t, u):
		refuse(t, u)
	case t.st.Place.Why == WhyAsked && u.words.Whole(intent.Thanks) && wishedBefore(t):
		acceptPerson(t) // "chuyển giúp chị", "cảm ơn em nha"
	case agreesToWait(t, u.text):
		keepDetail(t, u.text)
		acceptPerson(t)
	case !didOther(t, u) && resultBehind(t, u):
		return hearResult(t, u)
	case comesBack(t, u) && leadsBack(t):
		leaveOffer(t) // it is the walk that is come back to
	case comesBack(t, u):
		awaitBack(t)
	case leadsBack(t) && t.mentions("go_on_words", u.text) && !u.says.Denies && !asksSomething(t, u.text):
		declinePerson(t) // "quay lại vụ kia đi"
	case leavesFor(t, u):
		leaveOffer(t)
	case t.st.Place.Why == WhyAsked && tellsWhereToCall(t, u):
		acceptPerson(t) // as who tells the number with the wish
	case behind(t, u):
		return hearAnswer(t, u)
	case well(t, u):
		solved(t)
	case declines(t, u):
		declinePerson(t)
	case t.st.Place.Why == WhyAsked && len(t.st.Place.Stack) > 0 && u.says.Has(intent.IsAdmin) && !u.says.Denies && !asksSomething(t, u.text):
		t.st.Role = roleAdmin
		declinePerson(t) // whoever may do it himself needs nobody
	case chosenBesides(t, u):
	case hearFailing(t, u):
	case tellsDetail(t, u):
		facts := factsIn(t, u.text)
		fileNumber(t, facts)
		for _, f := range facts {
			if f.kind != "" {
				t.st.Facts[f.kind] = f.value
			}
		}
		noteDetail(t, u, false)
	default:
		return false
	}
	return true
}

// wishedBefore reports whether the line before the present one was like a wish for a person,
// which is what was made of it.
func wishedBefore(t *turn) bool {
	n := len(t.st.Told) - 1
	if n >= 0 && t.heard != nil && t.st.Told[n] == t.heard.text {
		n--
	}
	if n < 0 {
		return false
	}
	r := heardAs(t, t.st.Told[n])
	act, likely := r.Acts.Likeliest()
	return r.Result.Intent == intent.KindHuman || r.Result.MaybeHuman || act == string(intent.Human) && likely >= actSure
}

// answersOtherwise takes another answer to the question that led to the offer: "à có, đang
// dịch thật".
func answersOtherwise(t *turn, u *utterance) bool {
	tp, ok := subject(t)
	if !ok || t.st.Place.Why != WhyDocument || tp.Ask == "" || tp.Choose != "" || u.res.Code != "" || asksSomething(t, u.text) {
		return false
	}
	if yes, rest := agreed(t, u); yes && len(rest) == 0 {
		return false
	}
	i, flows := answeredAnew(t, u, tp), t.st.Place.Stack
	return i >= 0 && tp.Causes[i].ID != flows[len(flows)-1].Cause && toBehind(t) && switchCause(t, tp, i, "go_on")
}

// refuse goes on without a person, with what was asked for in place of one.
func refuse(t *turn, u *utterance) {
	if !asks(u.says) && !t.mentions("show_me_words", u.text) || !toBehind(t) {
		declinePerson(t)
		return
	}
	t.st.Refused = true
	how(t, u)
}

// agreed reports whether a line says yes to the offer, and what it tells besides:
// the verb of the offer is as good as a yes ("vâng chuyển giúp em, số là …").
func agreed(t *turn, u *utterance) (yes bool, rest []string) {
	if u.says.Has(intent.NotSolved) && leadsBack(t) && !t.mentions("agree_verbs", u.text) {
		return false, nil
	}
	for _, part := range parts(t, u.text) {
		if says(t, part, "agree_words", "agree_verbs") {
			yes = true
			continue
		}
		if t.mentions("send_now_words", part) && !t.mentions("nobody_refusers", part) && !asksSomething(t, part) {
			yes, rest = true, append(rest, part)
			continue
		}
		if asksWork(t, part) || asksStaff(t, part) || putThrough(t, part) || asksWhom(t, part) || saysYesTo(t, part) {
			yes, rest = true, append(rest, part)
			continue
		}
		if says := t.meanings(part); says.Has(intent.Hold) || postpones(t, part) || startsHold(t, part) || promises(t, part) || says.Refuses(intent.Human) {
			return false, nil
		}
		rest = append(rest, part)
	}
	return yes || !u.guess && u.says.Whole(intent.Yes), rest
}

// likelyNobody reports whether a clause is much like those that want no person, and speaks
// neither of hurry nor of an answer to come: "không gấp, hỏi chơi thôi".
func likelyNobody(t *turn, u *utterance) bool {
	bound := actElse
	if asksSomething(t, u.text) {
		bound = actFirm
	}
	return u.res.Code == "" && longestNumber(u.text) == "" && slices.ContainsFunc(parts(t, u.text), func(part string) bool { // "40 người" is a count
		return partDoes(t, part, bound, intent.NotHuman) && !expectsAnswer(t, part) && !mayMeanHurry(t, part)
	})
}

// saysYesTo reports whether a clause begins with a yes and asks for something behind it:
// "ừa vậy hỏi giùm mình". What is asked for need not be among the words for passing on.
func saysYesTo(t *turn, part string) bool {
	line, yes := spelled(t, part), writtenPhrases(t, "agree_words")
	n := longestHead(line, yes)
	if n == 0 {
		line = led(line, 0, writtenPhrases(t, "number_polite"))
		n = longestHead(line, yes)
	}
	return n > 0 && holdsPhrase(line[n:], writtenPhrases(t, "favour_words")) && !holdsPhrase(line, writtenPhrases(t, "negator_words")) && !asksSomething(t, part) && !startsHold(t, part)
}

// asksWork reports whether a clause asks for what staff would do, in any order: "kiểm
// tra giao dịch giúp", "vậy nhờ bên em xem". Who asks how, or does it himself, does not.
func asksWork(t *turn, part string) bool {
	line := look(t, part).words
	if startsHold(t, part) || asksSomething(t, part) || holdsPhrase(line, writtenPhrases(t, "own_work_words")) || holdsPhrase(line, writtenPhrases(t, "negator_words")) {
		return false
	}
	for verb := range writtenPhrases(t, "work_verbs").near(line) {
		at := findPhrase(line, verb)
		if at < 0 {
			continue
		}
		if holdsPhrase(line[:at], writtenPhrases(t, "favour_leads")) || holdsPhrase(line[at+len(verb):], writtenPhrases(t, "favour_ends")) {
			return true
		}
	}
	return false
}

// asksStaff reports whether a clause asks that staff show or do something for its
// writer: "nhân viên chỉ em được không". Staff of his own firm have a word for it.
func asksStaff(t *turn, part string) bool {
	line := spelled(t, part)
	for body := range writtenPhrases(t, "staff_words").near(line) {
		at := findPhrase(line, body)
		if at < 0 || at > staffLead || holdsPhrase(line, writtenPhrases(t, "negator_words")) && !wonders(t, part) {
			continue
		}
		rest := line[at+len(body):]
		verb, i := soonest(rest, staffLead, writtenPhrases(t, "work_verbs"), writtenPhrases(t, "teach_verbs"))
		if verb != nil && (wonders(t, part) || holdsPhrase(rest[i:], writtenPhrases(t, "favour_ends"))) {
			return true
		}
	}
	return false
}

// staffLead is how many words may stand before whoever is asked, or his verb.
const staffLead = 3

// declines reports whether a line is a no to the offer and nothing else: "không
// cần đâu em". One that denies something tells of it ("khách bảo không bận").
func declines(t *turn, u *utterance) bool {
	all := parts(t, u.text)
	if len(all) > 0 && waives(t, all[0]) && !asksSomething(t, u.text) && !asks(u.words) && !namesTopic(t, u) && vagueOrNone(u.res) {
		return true // why follows: "không cần đâu, em hỏi chơi thôi"
	}
	return !u.guess && u.words.Whole(intent.No) || u.surely(actFirm, intent.No) && u.says.Whole(intent.No) || len(all) > 0 && !slices.ContainsFunc(all, func(part string) bool { return !says(t, part, "decline_words") && !forgoes(t, part) })
}

// vagueOrNone reports whether a line names no error, nor several that it may be.
func vagueOrNone(r intent.Result) bool { return r.Intent == intent.KindNone || vague(r) }

// waives reports whether a clause says that there is no need of what is offered, or to leave
// it be, and no more: "ko cần đâu", "thôi kệ đi". A bare no may begin what it denies.
func waives(t *turn, part string) bool {
	line := spelled(t, part)
	return says(t, part, "decline_words", "wave_off_words") && (holdsPhrase(line, writtenPhrases(t, "nobody_refusers")) || holdsPhrase(line, writtenPhrases(t, "wave_off_words")))
}

// forgoes reports whether a clause wants none of what is offered: "thôi khỏi cần chuyển".
func forgoes(t *turn, part string) bool {
	line := led(look(t, part).words, 0, writtenPhrases(t, "agree_fillers"))
	return longestHead(line, writtenPhrases(t, "decline_words")) > 0 && says(t, part, "decline_words", "agree_verbs")
}

// says reports whether a clause is made of words of some keys, one at least, and
// of nothing else but how people address and ask.
func says(t *turn, part string, keys ...string) bool {
	line, found := spelled(t, part), false
	var room [4]*phraseList
	meant := room[:0]
	for _, k := range keys {
		meant = append(meant, writtenPhrases(t, k))
	}
	filler := writtenPhrases(t, "agree_fillers")
	for len(line) > 0 {
		n, m := longestHead(line, meant...), longestHead(line, filler)
		if n == 0 && m == 0 {
			return false
		}
		found = found || n >= m
		line = line[max(n, m):]
	}
	return found
}

// led is a line without the phrases that lead it, one after the other; least words
// are left.
func led(line []word, least int, leads ...*phraseList) []word {
	for {
		n := longestHead(line, leads...)
		if n == 0 || n > len(line)-least {
			return line
		}
		line = line[n:]
	}
}

// leavesFor reports whether a line puts the matter off: "thôi mai
// tính", "để chiều em coi lại".
func leavesFor(t *turn, u *utterance) bool {
	if u.words.Has(intent.NotSolved) || u.res.Code != "" || asksSomething(t, u.text) || asks(u.words) {
		return false
	}
	return givesUp(t, u) || slices.ContainsFunc(parts(t, u.text), func(part string) bool { return postpones(t, part) })
}

// putsOff reports whether a line leaves the matter for later, and takes nothing back:
// "thôi để sau".
func putsOff(t *turn, u *utterance) bool {
	return leavesFor(t, u) && !t.mentions("no_more_words", u.text) || says(t, u.text, "put_off_words") && !asksSomething(t, u.text)
}

// postpones reports whether a clause puts something off: it names a later time,
// and begins by giving the matter up or ends in what is done then.
func postpones(t *turn, part string) bool {
	line := spelled(t, part)
	for p := range writtenPhrases(t, "later_words").near(line) {
		at := findPhrase(line, p)
		if at < 0 {
			continue
		}
		head, tail := line[:at], line[at+len(p):]
		if holdsPhrase(head, writtenPhrases(t, "put_off_heads")) || len(head) <= laterHead && len(tail) <= laterReach && holdsPhrase(tail, writtenPhrases(t, "later_verbs")) {
			return true
		}
	}
	return false
}

const (
	laterHead  = 2 // words before a later time that say who comes back then
	laterReach = 5 // words behind it that say what for
)

// leaveOffer lets who comes back later go, with the way back.
//
// With a walk behind the offer it is the walk that is come back to.
func leaveOffer(t *turn) {
	if t.st.Place.Screen == AtOffer && toBehind(t) {
		quietly(t, t.again)
		t.out.Kind = chat.TurnHold
		t.around("hold_2")
		return
	}
	t.goTo(Place{Screen: AtMenu, Stack: t.aside()})
	t.out.Kind = chat.TurnBye
	t.show(t.unlike("offer_left", "offer_left_2"), t.human(), t.menuButton())
}

// chosenBesides takes the other button of the offer, said in words.
func chosenBesides(t *turn, u *utterance) bool {
	a, ok := meant(t.screen().own(t), u.words)
	if ok {
		a.do(t)
	}
	return ok
}

// tellsDetail reports whether a line tells something: it asks nothing, names no error
// that a document is about, and is more than manners.
func tellsDetail(t *turn, u *utterance) bool {
	if u.fresh || len(u.res.Refs)+len(u.res.BadRefs) > 0 || namesTopic(t, u) || !t.mentions("whichever_words", u.text) && (asks(u.words) || asksSomething(t, u.text)) {
		return false
	}
	for _, m := range []intent.Meaning{intent.Insult, intent.Repeat, intent.AreYouBot, intent.Human} {
		if u.words.Has(m) {
			return false
		}
	}
	for _, m := range []intent.Meaning{intent.Greeting, intent.Thanks, intent.Ack, intent.Yes, intent.No, intent.Hold, intent.Skip, intent.Bye, intent.Unsure, intent.Confused} {
		if u.says.Whole(m) && (!u.guess || u.says.Words <= briefAnswer) {
			return false
		}
	}
	return u.says.Words > 1 || len(longestNumber(u.text)) > 1
}

// briefAnswer is how many words a line has that is likely no more than manners.
const briefAnswer = 3

// offerSure is how sure the words for an error have to be, where a person is offered,
// if nothing in them says that something is wrong.
const offerSure = 0.7

// namesTopic reports whether a line names an error that a document is about: by
// its code, in words that are sure, or in words for something that went wrong.
// Where a person was only asked for, any error is what he was asked for about.
func namesTopic(t *turn, u *utterance) bool {
	amiss := u.words.Has(intent.Problem) || u.words.Has(intent.NotSolved) || t.mentions("error_words", u.text)
	switch r := u.res; {
	case heardWell(t, u) && toldSilence(t) && !calledBy(t, u.text, r.Topic):
		return false // "mic khách vẫn nghe" is no error of the microphone
	case r.Code != "", r.Intent == intent.KindTopic && r.Score >= likely:
		return true
	case r.Intent == intent.KindTopic && t.st.Place.Why == WhyOutside && t.mentions("no_fault_words", u.text):
		return false // it says of the matter told before that no error shows
	case r.Intent == intent.KindTopic:
		return amiss || calledBy(t, u.text, r.Topic) || r.Score >= offerSure || !toldBefore(t) && (u.words.Denies || !askedBefore(t))
	case r.Partial:
		return amiss
	case r.Intent == intent.KindAsk:
		return (amiss || u.words.Denies) && !listedWeakly(t, r) && (t.st.Place.Why == WhyAsked || (t.st.Place.Why == WhyMissed || t.st.Place.Why == WhyOutside) && !toldBefore(t))
	}
	return false
}
