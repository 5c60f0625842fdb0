package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/text"
)

// What is asked for in so many words is done on every screen: a person, the screen
// before, the list, from the start, no more of it.

// hearRequest acts on what is good anywhere, if it is asked for in so many
// words and no negator takes it back. What only a likeness suggests is not
// enough: see hearTopic.
func hearRequest(t *turn, u *utterance) bool {
	switch f, last := u.says, lastClause(t, u); {
	case !t.st.Person && !walking(t) && (t.st.Request > 0 || t.mentions("request_words", u.text)) && u.res.Intent != intent.KindTopic && reopens(t.words, spelled(t, u.text)): // who had none opens a setting again
		askedHuman(t, u.res)
	case asksWhyNobody(t, u):
		askedHuman(t, u.res)
	case ownHands(t, u):
	case t.mentions("machine_talk_words", u.text) && asksSomething(t, u.text) && !u.says.Denies && u.res.Code == "":
		aroundAs(t, chat.TurnBot, "bot") // "nói chuyện với máy à" asks who is here, and for nobody
	case noFault(t, u):
		return false // "có lỗi gì đâu" asks for no list of errors
	case t.mentions("not_asked_words", u.text) && !t.mentions("translated_words", u.text):
		notAsked(t)
	case waitingFirst(t, u):
	case asksPhone(t, u):
		noPhone(t)
	case t.st.Person && walking(t) && u.words.Has(intent.AnyoneYet) && u.res.Code == "":
		t.out.Kind = chat.TurnWaiting // who is walked through a guide meanwhile asks after the request
		t.around("waiting_0")
	case t.st.Place.Screen == AtPerson && len(factsIn(t, u.text)) > 0:
		return false // "hotline là 19009999, em cần gấp" is a fact for the person who is called already
	case !walking(t) && t.st.Place.Screen != AtPerson && beginsTalk(u):
		return false // "có ai ở đây không" begins a talk
	case u.says.Refuses(intent.Human) && last.Has(intent.Human) && !last.Denies:
		askedHuman(t, u.res) // "vẫn không. thôi chuyển cho kỹ thuật": the negator is of another sentence
	case explicitWish(t, u) && (t.st.Place.Screen != AtRole || f.Words > 2):
		keepWanted(t, u)
		askedHuman(t, u.res)
	case (f.Refuses(intent.Human) || f.Has(intent.NotHuman) || f.Has(intent.Cancel) && t.mentions("no_person_words", u.text)) && !suffers(t, u.text) && u.res.Code == "" && t.st.Place.Screen != AtOffer && !t.st.Person && extentOf(t, u.text) == 0 && affected(t, u.text) == "":
		keepGoing(t) // "nhân viên mới bị, người cũ gọi bình thường" says who has it
	case t.st.Place.Screen == AtOffer && (refusesPerson(t, u) || !u.words.Has(intent.Cancel) && (declines(t, u) || leavesFor(t, u))):
		return false // the offer is what is declined, not the walk
	case f.Has(intent.Cancel) && u.words.Has(intent.Solved) && walking(t):
		return false // "tắt lại là được rồi, hủy yêu cầu giúp" tells first that it works
	case t.mentions("at_once_words", u.text) && t.mentions("ends_words", u.text):
		return false // "kết thúc ngay luôn" is what a call does
	case t.st.Person && f.Has(intent.Cancel) && t.mentions("harm_words", u.text):
		return false // "hủy yêu cầu thì có sao không" asks
	case t.st.Person && f.Has(intent.Cancel) && ofCustomers(t, u.text):
		return false // "khách hủy lịch rồi" tells what comes of it
	case t.st.Person && (f.Whole(intent.Cancel) || f.Strength(intent.Cancel) >= 0.4):
		withdraw(t, u)
	case f.Whole(intent.Cancel) || f.Strength(intent.Cancel) >= 0.4:
		cancel(t)
	case (f.Whole(intent.Menu) || f.Strength(intent.Menu) >= 0.4) && commandsOnly(t, u) || last.Whole(intent.Menu) && u.res.Intent != intent.KindTopic: // "…, please help" names what with
		t.leave()
		showMenu(t)
	case t.screen().does && t.st.Place.Flow != nil && f.Has(intent.Back) && t.mentions("what_if_words", u.text): // "nhấn nhầm chỗ khác thì sao": nothing was yet
		ownUp(t, u)
	case (f.Whole(intent.Back) || f.Strength(intent.Back) >= 0.4 || last.Whole(intent.Back)) && u.trait == "" && !surelyAnother(t, u.res) && !holds(t, u) && !takesBack(t, u) && (u.words.Has(intent.Back) || !tellsOfMatter(t, u)):
		goBack(t)
	case f.Ordinal == 0 && !t.mentions("since_words", u.text) && !asksWhether(t, u.text) && (f.Whole(intent.Restart) || f.Strength(intent.Restart) >= 0.3 || last.Whole(intent.Restart)): // "cái đầu tiên" names an option
		restart(t)
	default:
		return false
	}
	return true
}

// lastClause is what the last clause of a line says: "không phải cái đó, quay
// lại" ends in what is wanted. Nothing where the line is one clause.
func lastClause(t *turn, u *utterance) intent.Meanings {
	if at := strings.LastIndexAny(strings.TrimRight(u.text, " .!?"), ",.;!?"); at >= 0 {
		return t.meanings(u.text[at+1:])
	}
	return intent.Meanings{}
}

// explicitWish reports whether a line asks for a person in so many words. In
// the middle of a walk both readings have to say so: "có người gọi được, có
// người không" answers a question.
func explicitWish(t *turn, u *utterance) bool {
	if wantsSomebody(t, u.text) || wantsByName(t, u) || slices.ContainsFunc(parts(t, u.text), func(part string) bool { return orders(t, part) }) {
		return true
	}
	if !u.says.Has(intent.Human) && u.res.Intent != intent.KindHuman || slices.ContainsFunc(parts(t, u.text), func(part string) bool { return asksWhyCalled(t, part) }) {
		return false
	}
	if (t.st.Place.Screen == AtPerson || !u.words.Has(intent.Human)) && t.mentions("before_words", u.text) && !asksSomething(t, u.text) {
		return false // "có gặp anh kỹ thuật hôm trước" tells of another time
	}
	if countIn(t, look(t, u.text).words).to > 0 && !u.words.Has(intent.Human) {
		return false // "bên em 20 người" wants none of them
	}
	if u.res.Code == "" && t.mentions("colleague_words", u.text) && t.mentions("hand_over_words", u.text) {
		return false // a call goes to a colleague of the user's
	}
	if walking(t) && inPassing(u) {
		return false // "em noi may do la chrome" says no "nối máy"
	}
	if !u.says.Has(intent.Human) && u.says.Denies && asksSomething(t, u.text) && !wonders(t, u.text) {
		return false // "bên này không hỗ trợ gọi vào à" asks
	}
	if u.says.Has(intent.Human) || u.res.Intent != intent.KindHuman {
		return u.says.Has(intent.Human) && !u.says.Has(intent.WhatIs) // "nút Gặp nhân viên để làm gì"
	}
	return u.wants || !walking(t) && !slices.ContainsFunc(u.words.Matches, func(m intent.MeaningMatch) bool {
		return !slices.Contains(beside(), m.Meaning)
	})
}

// inPassing reports whether a person is heard in a few words of a longer line without
// marks, whose words may be others, and nothing else of it is like a wish for one.
func inPassing(u *utterance) bool {
	return u.words.Strength(intent.Human) < 0.3 && u.says.Words > briefRefusal && text.Fold(u.text) == strings.ToLower(u.text) &&
		u.res.Intent != intent.KindHuman && !u.res.MaybeHuman && !u.wants && u.act != string(intent.Human)
}

// beginsTalk reports whether a line is little more than a greeting: "có ai ở đây
// không ta".
func beginsTalk(u *utterance) bool {
	return u.words.Strength(intent.Greeting) >= 0.6 && !u.words.Has(intent.Human)
}

// beside are the meanings that go with a wish for a person: "em hủy nhầm, gửi
// lại cho nhân viên giúp em".
func beside() []intent.Meaning {
	return []intent.Meaning{intent.Cancel, intent.Back, intent.Repeat, intent.Thanks, intent.Insult, intent.AnyoneYet, intent.Human}
}
