package dialog

import (
	"slices"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
)

// What a line asks of what was said last: what comes now, that somebody else do
// it, and, before any walk, about the word that was explained.

// asksUs answers who asks what to do now, or that it be done for him, in a walk.
func asksUs(t *turn, u *utterance) bool {
	f := u.says
	if f.Has(intent.NotSolved) || f.Has(intent.Human) || f.Has(intent.Solved) || f.Refuses(intent.Human) {
		return false
	}
	switch does := t.screen().does; {
	case asksToDo(t, u.text) && !u.words.Has(intent.WhoMay) && !tellsOthers(t, u) && !t.mentions("who_words", u.text) && (does || t.st.Place.Screen == AtRole):
		doIt(t)
	case t.st.Place.Screen == AtForward && t.mentions("pass_verbs", u.text) && t.mentions("how_ask_words", u.text):
		aroundAs(t, chat.TurnHow, "how_send") // the text for whoever may change it
	case !asksNow(t, u.text):
		return false
	case t.st.Place.Screen == AtRole:
		roleHow(t)
	case !does:
		return false
	case t.mentions("in_order_words", u.text):
		foundRight(t, u) // "cho phép sẵn rồi, giờ làm gì tiếp"
	case sayRest(t, u.text), sayNextStep(t, u.text):
	case f.Has(intent.Done) || f.Already:
		askResult(t)
	default:
		whatNow(t)
	}
	t.st.Misses = 0
	return true
}

// asksToDo reports whether a line asks that something be done; that it was done for its
// writer is no such wish: "con em làm hộ rồi".
func asksToDo(t *turn, s string) bool {
	return slices.ContainsFunc(parts(t, s), func(part string) bool { return t.mentions("do_it_words", part) && !endsDone(t, part) })
}

// nowLine is how many words a line has that asks no more than what to do now.
const nowLine = 6

// nowAsks is how many words behind the verb may ask: "bấm tiếp cái gì".
const nowAsks = 3

// asksNow reports whether a line asks what to do now: "giờ tính sao", "làm s giờ".
func asksNow(t *turn, s string) bool {
	if t.mentions("what_now_words", s) {
		return true
	}
	line, ends := spelled(t, s), writtenPhrases(t, "now_ends")
	if len(line) > nowLine { // "mở được danh sách rồi thì bấm gì tiếp"
		line, ends = line[len(line)-nowLine:], writtenPhrases(t, "next_ends")
	}
	verb, at := soonest(line, nowLine, writtenPhrases(t, "now_verbs"))
	if verb == nil || !holdsPhrase(line, ends) {
		return false
	}
	ask, _ := soonest(line[at+len(verb):], nowAsks, writtenPhrases(t, "now_asks"))
	return ask != nil
}

// tellsOthers reports whether a line says that somebody else is asked to do it:
// "để em nhờ bạn IT coi giúp".
func tellsOthers(t *turn, u *utterance) bool {
	return u.says.Has(intent.Hold) || u.words.Has(intent.Hold) || startsHold(t, u.text)
}

// doIt says that the bot changes nothing in the account of a company, and who
// does.
func doIt(t *turn) {
	t.out.Kind = chat.TurnHow
	switch t.st.Place.Screen {
	case AtRole:
		t.pre(t.T("do_it"))
		showRole(t)
	case AtForward:
		t.pre(t.T("do_it"))
		t.around("how_forward")
	default:
		t.pre(t.T("do_it"))
		t.around("do_it_step")
	}
	t.out.Kind = chat.TurnHow
}

// whatNow says the present step once more, and what follows it.
func whatNow(t *turn) {
	switch t.st.Place.Screen {
	case AtForward:
		t.around("ack_forward")
	case AtResult:
		t.again()
	default:
		t.pre(t.T("now"))
		t.again()
	}
	t.out.Kind = chat.TurnHow
}

// hearSpoken takes a question before any walk as one about the word that was
// explained last: "vậy ai gỡ được" after what a list of blocked numbers is. It
// opens the topic that word belongs to.
func hearSpoken(t *turn, u *utterance) bool {
	if t.st.Place.Flow != nil || t.st.Spoke == "" || t.st.Place.Screen == AtPerson || u.res.Code != "" || u.res.Intent == intent.KindTopic || u.says.Has(intent.Human) {
		return false
	}
	who, does := u.says.Has(intent.WhoMay) || t.mentions("who_words", u.text), t.mentions("do_it_words", u.text)
	if !who && !does && !asks(u.says) && !wonders(t, u.text) {
		return false
	}
	tp, ok := topicOf(t, t.st.Spoke)
	if a, known := idArticle(t); !ok || known && a.ID == t.st.Spoke { // many errors ask for it
		return false
	}
	if x, ok := t.guide.Holder(roleAdmin); who && ok {
		t.pre(x.Text)
	}
	enter(t, tp.ID)
	return true
}

// topicOf is the only topic that sends to an article: where a call ID is found is no
// more of one error than of the next.
func topicOf(t *turn, article string) (only *kb.Topic, ok bool) {
	for i := range t.guide.Topics {
		tp := &t.guide.Topics[i]
		if slices.ContainsFunc(articleSteps(tp), func(s kb.Step) bool {
			return s.Walk == article || slices.ContainsFunc(s.Links, func(l kb.Link) bool { return l.Article == article })
		}) {
			if only != nil {
				return nil, false
			}
			only = tp
		}
	}
	return only, only != nil
}

// hearGivenUp goes back to a walk that was given up where a line says that the
// error is still there.
func hearGivenUp(t *turn, u *utterance) bool {
	if t.st.Place.Screen != AtMenu || len(t.st.Place.Stack) == 0 || !u.words.Has(intent.NotSolved) || u.res.Code != "" || u.res.Intent == intent.KindTopic {
		return false
	}
	t.pre(t.T("go_on"))
	resume(t)
	return true
}
