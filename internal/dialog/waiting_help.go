package dialog

import (
	"regexp"
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/company"
	"hotro/internal/intent"
	"hotro/internal/kb"
)

// While a person is waited for, what the documents know is told all the same:
// the first step of another error, and how the answer will come.

// helpSure is how sure the words for another error have to be while a ticket
// waits: they are meant for the person who will read them, too.
const helpSure = 0.6

// helped answers another error that is told, or asked about, while a person is
// waited for. It is added to the ticket as well. Who asks how is walked through
// it; who only tells is given the first step, and the rest by a button.
func helped(t *turn, u *utterance) bool {
	r := u.res
	tp, ok := t.guide.Topic(r.Topic)
	if !ok || r.Uncovered || r.Intent != intent.KindTopic || r.Topic == t.st.Place.Topic || r.Score < helpSure || u.says.Has(intent.Solved) {
		return false
	}
	if r.Code == "" && soughtHere(t, u) {
		return false // "không thấy số đó trong danh sách" tells what came of a step
	}
	t.out.Update = true
	if asks(u.says) || asksSomething(t, u.text) || t.mentions("show_me_words", u.text) {
		t.pre(t.T("waiting_walk"))
		enter(t, tp.ID)
		return true
	}
	if r.Code != "" {
		return false // the code is noted, with the way to its guide
	}
	t.out.Kind = chat.TurnNoted
	word, step := "waiting_help", firstStep(t, tp)
	if step == "" || t.mentions("all_ways_words", u.text) {
		word, step = "waiting_help_button", ""
	}
	t.pre(t.T(word, "title", title(t, tp)))
	t.show(step, append([]chat.Choice{topicButton(t, tp)}, personChoices(t)...)...)
	return true
}

// takesUp begins the guide that was offered to be tried meanwhile, for who takes that up
// in words: "thử trước đi, trong lúc chờ". Who would rather wait keeps the request.
func takesUp(t *turn, u *utterance) bool {
	i := slices.IndexFunc(t.st.Offer, func(c chat.Choice) bool { return strings.HasPrefix(c.Data, "t:") })
	if i < 0 || !t.st.Person || t.st.Place.Screen != AtPerson || u.res.Code != "" || u.fresh {
		return false
	}
	verbs, taken, all := writtenPhrases(t, "take_up_verbs"), false, parts(t, u.text)
	if slices.ContainsFunc(all, func(part string) bool { return leavesUntried(t, part) }) {
		showAs(t, chat.TurnWaiting, t.unlike("waiting_kept", "waiting_ack"), personChoices(t)...)
		return true
	}
	for _, part := range all {
		if !says(t, part, "agree_words", "take_up_verbs", "take_up_fillers") || endsDone(t, part) {
			return false
		}
		taken = taken || holdsPhrase(spelled(t, part), verbs)
	}
	if taken {
		press(t, t.st.Offer[i].Data)
	}
	return taken
}

// leavesUntried reports whether a clause wants none of what may be tried: "thôi khỏi thử".
func leavesUntried(t *turn, part string) bool {
	line := led(spelled(t, part), 1, writtenPhrases(t, "agree_fillers"))
	n := longestHead(line, writtenPhrases(t, "nobody_refusers"))
	if n == 0 {
		return false
	}
	verb, _ := soonest(line[n:], refusalReach, writtenPhrases(t, "take_up_verbs"))
	return verb != nil
}

// helpedAfter answers the error that is told behind a "nhưng", where another is over:
// "hết báo chặn rồi nhưng giờ gọi là ngắt".
func helpedAfter(t *turn, u *utterance) bool {
	rest := *u
	rest.text = complaintOf(t, u)
	read := heardAs(t, rest.text)
	rest.res, rest.words, rest.says = read.Result, read.Meanings, read.Meanings
	return helped(t, &rest)
}

// asksBesides answers a question about another matter while a person is waited
// for, in a sentence: whether something does harm is no report of an error. It
// is noted for the person who comes, and the way to the guide is a button.
func asksBesides(t *turn, u *utterance) bool {
	r, harm := u.res, t.mentions("harm_words", u.text) || t.mentions("blame_words", u.text)
	if r.Code != "" || u.says.Has(intent.AnyoneYet) || !harm && (!wonders(t, u.text) || u.says.Has(intent.HowTo) || t.mentions("show_me_words", u.text)) {
		return false
	}
	for i := range t.guide.Topics {
		tp := &t.guide.Topics[i]
		cause := namedCauseAsked(t, tp, u.text)
		if cause < 0 || foreign(t, tp.Causes[cause].Lang) {
			continue
		}
		t.out.Kind, t.out.Update = chat.TurnPassedOn, true
		if !harm {
			t.show(t.unlike("waiting_question", "waiting_question_2"), personChoices(t)...)
			return true
		}
		t.show(t.T("waiting_besides", "cause", continued(tp.Causes[cause].Title), "title", title(t, tp)), append([]chat.Choice{topicButton(t, tp)}, personChoices(t)...)...)
		return true
	}
	tp, ok := t.guide.Topic(r.Topic)
	if !ok || !harm || r.Intent != intent.KindTopic {
		return false
	}
	t.out.Kind, t.out.Update = chat.TurnPassedOn, true
	t.show(t.unlike("waiting_question", "waiting_question_2"), append([]chat.Choice{topicButton(t, tp)}, personChoices(t)...)...)
	return true
}

// askedLike is how like a way to tell a cause a question has to be that asks
// about it.
const askedLike = 0.25

// namedCauseAsked is the cause of a topic that a question is about, -1 for none.
func namedCauseAsked(t *turn, tp *kb.Topic, s string) int {
	best, at := askedLike, -1
	for i := range tp.Causes {
		if c := &tp.Causes[i]; !c.Other {
			if _, like := t.read.Nearest(s, names(c)); like > best {
				best, at = like, i
			}
		}
	}
	return at
}

// firstStep is what to do first about a topic: in the article it sends to, if
// what is known of the user's machine chooses there; "" where that is open.
func firstStep(t *turn, tp *kb.Topic) string {
	if len(tp.Steps) == 0 || tp.Steps[0].Kind != kb.Do {
		return ""
	}
	s := tp.Steps[0]
	if a, ok := t.guide.Article(s.Walk); ok {
		if c, known := chosen(t, a); known && len(c.Steps) > 0 {
			return c.Steps[0].Text
		}
		if a.Choose != "" {
			return ""
		}
	}
	return s.Text
}

// answerComes tells who asks by which way the answer comes, and by which it can
// not: "nhân viên gọi lại hay nhắn ở đây", "báo qua zalo nhé".
func answerComes(t *turn, u *utterance) bool {
	switch {
	case t.mentions("other_channel_words", u.text) && t.mentions("reach_words", u.text) && len(factsIn(t, u.text)) == 0:
		t.show(t.unlike("waiting_channel", "waiting_here"), personChoices(t)...)
	case t.mentions("call_back_words", u.text) && !customerCalls(t, u.text) && (asks(u.says) || asksSomething(t, u.text)):
		t.show(t.unlike("waiting_here", "waiting_channel"), personChoices(t)...)
	default:
		return false
	}
	t.out.Kind, t.out.Update = chat.TurnWaiting, true
	return true
}

// customerCalls reports whether it is a customer who calls back in a line.
func customerCalls(t *turn, s string) bool {
	they := writtenPhrases(t, "they_words")
	return cutSo(spelled(t, s), writtenPhrases(t, "call_back_words"), func(before, _ []word) bool {
		return slices.ContainsFunc(writtenPhrases(t, "caller_words").all, func(p []word) bool {
			return !isPhrase(p, they) && findPhrase(lastOf(before, callerReach), p) >= 0 // "họ gọi lại" may be staff
		})
	})
}

// callerReach is how many words before a verb of calling may say who calls.
const callerReach = 4

// mobile is a number that customers and agents have, and no switchboard.
var mobile = regexp.MustCompile(`^(?:\+?84|0)[35789]\d{8}$`)

// fileNumber files a number that no words name, where the user was asked for one
// of their own firm that is not known yet.
func fileNumber(t *turn, facts []fact) {
	own, topic := ownNumber(t), t.st.Place.Topic
	if tp, ok := subject(t); ok {
		topic = tp.ID
	}
	if own == "" || t.st.Facts[own] != "" || !t.st.NoID && wanted(t, topic) != own {
		return
	}
	for i := range facts {
		digits := strings.NewReplacer(" ", "", ".", "", "-", "").Replace(facts[i].value)
		if facts[i].kind == "" && !mobile.MatchString(digits) {
			facts[i].kind = own
			return
		}
	}
}

// ownNumber is the detail that is a number of the user's own firm, "" for none.
func ownNumber(t *turn) string {
	for _, d := range t.guide.Company().Details {
		if d.Kind == company.Phone && d.Own {
			return d.ID
		}
	}
	return ""
}

// clockTold is the hour that a line tells of the call, "" for none: who asks when
// somebody comes tells none.
func clockTold(t *turn, u *utterance) string {
	at := timeIn(t, u.text)
	if at == "" || !tellsClock(t, at) || asks(u.says) || asksSomething(t, u.text) || u.says.Has(intent.AnyoneYet) {
		return ""
	}
	return at
}
