package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
)

// pickScreen asks which of a few topics is meant.
func pickScreen() *screen {
	return &screen{
		may:  atChoice(),
		show: func(t *turn) { t.show(t.T("pick"), t.st.Offer...) },
		answers: func(t *turn) []answer {
			return []answer{{verb: "nope", label: t.T("none_button"), do: nope, sign: -1, means: []intent.Meaning{intent.OtherAsk}}}
		},
		hear:  hearPick,
		waits: "pick",
	}
}

// askWhich asks which of a few topics is meant; button is how one is named.
func askWhich(t *turn, question string, ids []string, button func(*turn, *kb.Topic) chat.Choice) {
	t.goTo(Place{Screen: AtPick, Stack: t.aside()})
	var c []chat.Choice
	for _, id := range ids {
		if tp, ok := t.topic(id); ok && len(c) < 3 {
			c = append(c, button(t, tp))
		}
	}
	t.out.Kind = chat.TurnAsk
	c = append(append(c, t.buttons()...), t.human())
	t.show(question, c...)
}

// hearPick takes the place of a topic in the list, or words that are about
// one of those offered rather than another.
func hearPick(t *turn, u *utterance) bool {
	offered := offered(t)
	if n := u.says.Ordinal; n != 0 {
		if n < 0 {
			n = len(offered) + 1 + n
		}
		if n >= 1 && n <= len(offered) {
			enter(t, offered[n-1])
			return true
		}
	}
	if u.says.Whole(intent.Yes) && len(offered) == 1 {
		enter(t, offered[0])
		return true
	}
	switch {
	case u.act == string(intent.NoID):
		return false // "không có mã" denies none of them
	case bareNo(t, u):
		nope(t)
		return true
	case comesBack(t, u), well(t, u), complains(t, u) && !amissHere(t, u):
		return false
	case tooFast(t, u) && u.says.Words <= affectedLine && u.res.Intent != intent.KindTopic, objection(t, u.text):
		noteOnList(t, u)
		return true
	case enterByCause(t, offered, u):
		return true
	case len(offered) == 1 && u.res.Intent != intent.KindTopic && !u.res.Partial && noAndMore(t, u):
		keepDetail(t, u.text)
		nope(t)
		return true
	case offersTop(offered, u):
		enter(t, u.res.Candidates[0].Topic)
		return true
	case len(offered) == 1 && offersDone(t, offered[0], u):
		enter(t, offered[0])
		return true
	case figures(t, u) && u.says.Words <= affectedLine && u.res.Intent != intent.KindTopic:
		noteOnList(t, u)
		return true
	case u.res.Intent == intent.KindTopic, u.res.Partial: // a part of a code says more than likeness
		return false
	case forgets(t, u) && u.says.Words <= briefAnswer:
		noteOnList(t, u)
		return true
	case vague(u.res) && u.says.Words <= 3 && !saysMore(t, u.says):
		miss(t, u.text) // "bị lỗi" is no more "Lỗi micro" than any other
		return true
	}
	var options [][]string
	for _, id := range offered {
		tp, _ := t.topic(id)
		options = append(options, append([]string{short(tp), tp.Title, tp.Name}, tp.Labels...))
	}
	if i := t.read.Among(u.text, options); i >= 0 && !u.thing {
		if _, like := t.read.Nearest(u.text, options[i]); like >= chosenLike { // a word in common is none of them
			enter(t, offered[i])
			return true
		}
	}
	if hearTellsOnList(t, u) {
		return true
	}
	if u.says.Words > 3 && !u.says.Has(intent.OtherAsk) {
		return false // a new description, not an answer
	}
	return hearClosed(t, u)
}

// enterByCause enters the one of the topics offered of which a line tells a cause:
// "tụi em xài chung nick" is about the account that is busy. How many have the error
// tells of none.
func enterByCause(t *turn, offered []string, u *utterance) bool {
	if u.res.Code != "" || triedInVain(t, u.text) || figures(t, u) || affected(t, u.text) != "" || asks(u.words) || asksSomething(t, u.text) || u.says.Denies || slices.ContainsFunc(parts(t, u.text), func(part string) bool { return t.mentions("negator_words", part) }) {
		return false
	}
	found := ""
	for _, id := range offered {
		tp, ok := t.topic(id)
		if !ok || tp.Choose != "" {
			continue
		}
		if i := namedCause(t, tp, u.text); i >= 0 && ownWord(t, tp, &tp.Causes[i], u.text) {
			if found != "" {
				return false
			}
			found = id
		}
	}
	if found == "" {
		return false
	}
	enter(t, found)
	return true
}

// bareNo reports whether a line is a no and nothing else: that is none of a list,
// be there a "không" in one of its labels.
func bareNo(t *turn, u *utterance) bool {
	return u.words.Whole(intent.No) || says(t, u.text, "bare_no_words")
}

// offered are the topics among what is offered.
func offered(t *turn) []string {
	var out []string
	for _, c := range t.st.Offer {
		if k, ok := strings.CutPrefix(c.Data, "t:"); ok && t.keys[k] != "" {
			out = append(out, t.keys[k])
		}
	}
	return out
}

// nope: none of the offered topics. What is seen and heard is asked for, once;
// then a person is offered.
func nope(t *turn) {
	t.leave()
	t.out.Kind = chat.TurnMiss
	if t.st.Misses++; t.st.Misses >= 2 {
		offerPerson(t, WhyMissed, t.T("miss_again"))
		t.out.Kind = chat.TurnMiss
		return
	}
	t.goTo(Place{Screen: AtMenu, Stack: t.aside()})
	t.show(t.T("describe"), t.menuButton(), t.human())
}

// noAndMore reports whether a line begins with a plain no and goes on to tell: it is none
// of what is offered.
func noAndMore(t *turn, u *utterance) bool {
	all := parts(t, u.text)
	return len(all) > 1 && says(t, all[0], "bare_no_words") && !asksSomething(t, u.text)
}

// offersTop reports whether words speak for one of the topics offered clearly more than
// for any other, and for it enough.
func offersTop(offered []string, u *utterance) bool {
	c := u.res.Candidates
	if u.res.Intent != intent.KindAsk || u.res.Code != "" || len(c) == 0 || c[0].Score < relisted || !slices.Contains(offered, c[0].Topic) || u.says.Denies {
		return false
	}
	return len(c) == 1 || c[1].Score < c[0].Score/2
}

// offersDone reports whether a line says that a step of the only topic offered was
// done: it is about that.
func offersDone(t *turn, id string, u *utterance) bool {
	tp, ok := t.topic(id)
	return ok && u.res.Code == "" && didStepOf(t, tp, u.text)
}
