package dialog

import (
	"slices"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
)

// hearNews takes what a line tells of the user's side that changes the way on:
// an app where the documents speak of a browser, an admin who is away, and an
// admin who found everything in order.
func hearNews(t *turn, u *utterance) bool {
	if t.st.Place.Flow == nil || t.screen().idle || elsewhere(t, u) || u.says.Has(intent.Solved) || u.says.Has(intent.Human) {
		return false
	}
	switch {
	case dropsMatter(t, u):
		drop(t)
	case inApp(t, u):
		t.out.Kind = chat.TurnOffer
		offerPerson(t, WhyOutside, t.T("app_offer"))
	case stepInApp(t, u):
		t.st.Place.Flow.App = true
		t.out.Kind = chat.TurnOffer
		offerPerson(t, WhyOutside, t.T("app_offer"))
	case adminNeeded(t) && adminLost(t, u.text):
		t.st.Role = roleUser
		t.out.Kind = chat.TurnOffer
		offerPerson(t, WhyExhausted, t.T("own_lost"))
	case nobodyToAsk(t, u) && goesWithout(t):
	case t.st.Place.Screen == AtRole && holderAway(t, u.text):
		forwardNow(t)
	case adminNeeded(t) && t.mentions("away_words", u.text) && !u.says.Has(intent.Hold):
		t.st.Role = roleUser
		t.out.Kind = chat.TurnOffer
		offerPerson(t, WhyExhausted, t.T("away_offer"))
	case t.screen().does && checked(t, u):
		foundRight(t, u)
	case adminNeeded(t) && othersDid(t, u):
		hearOthersDid(t, u)
	case t.st.Place.Screen == AtStep && u.words.Has(intent.IsAdmin) && t.st.Role == roleAdmin && onlyRole(u.words):
		aroundAs(t, chat.TurnRole, "role_known")
	default:
		return false
	}
	t.st.Misses = 0
	return true
}

// adminLost reports whether a line says that whoever was to do the step does not know
// how, or does not understand what he was sent.
func adminLost(t *turn, s string) bool {
	return slices.ContainsFunc(parts(t, s), func(part string) bool {
		for _, behind := range cuts(spelled(t, part), writtenPhrases(t, "own_words"), writtenPhrases(t, "they_words")) {
			if holdsPhrase(behind, writtenPhrases(t, "own_lost_words")) {
				return true
			}
		}
		return false
	})
}

// onlyRole reports whether a line tells the role and nothing that an answer
// could be.
func onlyRole(f intent.Meanings) bool {
	return !asks(f) && !f.Has(intent.NotSolved) && !f.Has(intent.Done) && !f.Has(intent.NotThere) && !f.Has(intent.Hold) && !f.Already
}

// inApp reports whether a line says that the user calls in an app, where the
// documents tell browsers apart.
func inApp(t *turn, u *utterance) bool {
	tp, ok := inWalk(t)
	if a, linked := t.topic(linked(t)); linked && tp != nil && tp.Choose == "" {
		tp = a
	}
	return ok && tp.Choose != "" && !asks(u.says) && namesApp(t, u.text)
}

// stepInApp reports whether a line says, for the first time, that a step of the
// call page is to be done in an app, or asks where it is there.
func stepInApp(t *turn, u *utterance) bool {
	f := u.says
	if !t.screen().does || t.st.Place.Flow.App || !namesApp(t, u.text) {
		return false
	}
	return f.Has(intent.Where) || f.Has(intent.HowTo) || !asks(f) && u.trait == "" && !f.Has(intent.NotSolved)
}

// namesApp reports whether a line says that the user calls in an app, and does not
// say that it is none: "app không cho dùng mic" denies no app.
func namesApp(t *turn, s string) bool {
	return t.mentions("app_words", s) && !t.mentions("no_app_words", s) && !appCompared(t, s)
}

// appCompared reports whether an app is named only beside a browser that has the fault:
// "app thì gọi được, còn web báo lỗi".
func appCompared(t *turn, s string) bool {
	web, amiss, app, works := false, false, false, false
	for _, side := range sides(t, s) {
		wrong := t.mentions("error_words", side)
		switch ofApp := t.mentions("app_words", side); {
		case ofApp && (wrong || t.meanings(side).Denies || t.mentions("web_words", side)):
			return false
		case ofApp:
			app, works = true, works || callWorks(t, side) || endsFine(t, side) || endsWith(doneLine(t, side), writtenPhrases(t, "compare_ends"))
		case t.mentions("web_words", side):
			web, amiss = true, amiss || wrong
		}
	}
	return web && app && (amiss || works)
}

// withoutApp is a line without the sides that name an app for comparison only.
func withoutApp(t *turn, s string) string {
	if !appCompared(t, s) {
		return s
	}
	return joinBut(sides(t, s), func(side string) bool { return t.mentions("app_words", side) })
}

// toldApp reports whether the user said so before the documents came to tell
// browsers apart. Who wants no person is shown what there is.
func toldApp(t *turn, tp *kb.Topic) bool {
	return tp.Choose != "" && !t.st.Refused && slices.ContainsFunc(t.st.Told, func(s string) bool { return namesApp(t, s) })
}

// phoneOfApp reports whether a line tells which phone it is, where a person was offered
// because the documents know nothing of an app: it makes no browser of that.
func phoneOfApp(t *turn, u *utterance) bool {
	if u.trait == "" || u.says.Words > phoneWords || asks(u.words) || asksSomething(t, u.text) || !slices.ContainsFunc(t.st.Told, func(s string) bool { return namesApp(t, s) }) {
		return false
	}
	for _, all := range t.traits {
		if slices.ContainsFunc(all, func(x option) bool { return x.first }) && slices.ContainsFunc(all, func(x option) bool { return !x.first && namesOption(t, u.text, x) }) {
			return false // "mở bằng Chrome" is a browser after all
		}
	}
	return true
}

// phoneWords is how many words a line has that tells no more than which phone it is.
const phoneWords = 6

// adminNeeded reports whether the present step is one for an admin.
func adminNeeded(t *turn) bool {
	switch t.st.Place.Screen {
	case AtRole, AtForward:
		return true
	case AtStep, AtResult:
		return gatedNow(t)
	}
	return false
}

// checked reports whether a line says that what the step would set is so
// already, which is no case of asking: "sếp bảo đang bật rồi, đúng cả hai".
func checked(t *turn, u *utterance) bool {
	return !asks(u.words) && (t.mentions("in_order_words", u.text) || switchedOn(t, u))
}

// foundRight leaves a step at which there is nothing to set; who found all of
// them in order has come to the end.
func foundRight(t *turn, u *utterance) {
	t.pre(t.T("in_order"))
	f := t.st.Place.Flow
	if tp, ok := t.topic(f.Topic); ok && t.mentions("all_words", u.text) {
		t.note(chat.StepFailed)
		for i := range tp.Causes {
			if c := &tp.Causes[i]; c.Role == roleAdmin || c.ID == f.Cause {
				f.Tried = append(f.Tried, c.ID)
			}
		}
		f.toCause("")
		f.Common = true
		t.at(AtStep)
		advance(t)
		return
	}
	goPast(t, chat.StepFailed)
}
