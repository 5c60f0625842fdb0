package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
)

// hearDenial believes who says that it is not this error, or not what the
// documents take for its cause. Once they are asked to look, for a browser may
// translate a page by itself; the second time the walk goes on without it.
func hearDenial(t *turn, u *utterance) bool {
	f := t.st.Place.Flow
	if f == nil || t.screen().idle || elsewhere(t, u) || u.other || asks(u.says) || inquires(t, u) || t.mentions("for_good_words", u.text) || u.says.Has(intent.Solved) || u.says.Has(intent.Hold) || holds(t, u) || resultOf(t, u) && !f.Denied {
		return false
	}
	tp, ok := subject(t)
	switch {
	case !ok:
		return false
	case t.mentions("not_this_words", u.text) && !surelyAnother(t, u.res) && speaksOf(t, u.text, tp):
		notThis(t, tp)
	case t.mentions("not_this_words", u.text) && surelyAnother(t, u.res):
		t.st.Place.Flow, t.st.Place.Stack = nil, nil
		enter(t, u.res.Topic)
	case deniesCause(t, u, tp):
		leaveCause(t, tp)
	case len(tp.Causes) > 0 || !deniesTopic(t, u, tp) && !(f.Denied && deniesAgain(t, u, tp)):
		return false
	case !hidden(t, tp):
		return false
	case u.says.Has(intent.NotSolved) && !f.Denied:
		return false
	case u.says.Has(intent.NotSolved):
		denied(t, chat.StepFailed)
	default:
		denied(t, chat.StepSkipped)
	}
	t.st.Misses = 0
	return true
}

// deniesTopic reports whether a line denies what an error is called by: "có dịch gì đâu".
func deniesTopic(t *turn, u *utterance, tp *kb.Topic) bool {
	return u.says.Denies && !u.says.Has(intent.NotAdmin) && !u.says.Has(intent.NotThere) && speaksOf(t, u.text, tp)
}

// deniesAgain reports whether a clause of a line does, beside another that tells how the
// step went: who was asked to look once has looked.
func deniesAgain(t *turn, u *utterance, tp *kb.Topic) bool {
	return slices.ContainsFunc(parts(t, u.text), func(part string) bool {
		f := t.meanings(part)
		return f.Denies && !f.Has(intent.NotThere) && speaksOf(t, part, tp)
	})
}

// deniesLike is how like a cause a line must be that denies it; a denial and
// what it denies count half.
const deniesLike = 0.1

// deniesCause reports whether a line denies the cause that is being walked: "tui
// không xài chung với ai".
func deniesCause(t *turn, u *utterance, tp *kb.Topic) bool {
	c := underWay(t, tp)
	if c == nil || c.Other || tp.Choose != "" || !u.says.Denies || u.says.Has(intent.NotSolved) || t.st.Place.Screen == AtCauses || t.st.Place.Screen == AtRole && u.words.Whole(intent.No) {
		return false
	}
	own, others := 0.0, 0.0
	for i := range tp.Causes {
		like := likeDenied(t, u.text, &tp.Causes[i])
		if tp.Causes[i].ID == c.ID {
			own = like
		} else {
			others = max(others, like)
		}
	}
	return own >= deniesLike && own > others
}

// likeDenied is how like what a cause affirms a line is.
func likeDenied(t *turn, line string, c *kb.Cause) float64 {
	affirms := slices.DeleteFunc(ways(c), func(w string) bool { return t.meanings(w).Denies })
	_, like := t.read.Nearest(line, affirms)
	return like
}

// underWay is the cause of a topic that is being walked, be it by an article
// that was opened from it; nil for none.
func underWay(t *turn, tp *kb.Topic) *kb.Cause {
	for _, f := range allFlows(t) {
		if i := slices.IndexFunc(tp.Causes, func(c kb.Cause) bool { return f.Topic == tp.ID && c.ID == f.Cause }); i >= 0 {
			return &tp.Causes[i]
		}
	}
	return nil
}

// leaveCause goes on without a cause that the user denies.
func leaveCause(t *turn, tp *kb.Topic) {
	for t.inside() && t.st.Place.Flow.Topic != tp.ID {
		popFlow(t)
	}
	t.note(chat.StepSkipped)
	f := t.st.Place.Flow
	f.Tried, f.Common = append(f.Tried, f.Cause), true
	f.toCause("")
	t.pre(t.T("denied_again"))
	t.at(AtStep)
	advance(t)
}

// speaksOf reports whether a line speaks of a topic by what people call it.
func speaksOf(t *turn, s string, tp *kb.Topic) bool {
	names := []string{tp.Name, tp.Label}
	if a, ok := inWalk(t); ok && a.ID != tp.ID {
		names = append(names, a.Title)
	}
	return t.mentions("this_words", s) || t.read.Among(s, [][]string{names}) == 0
}

// hidden reports whether what is denied may be so without being seen: a feature
// with a name of its own that several errors come from.
func hidden(t *turn, tp *kb.Topic) bool {
	_, ok := findTerm(t, tp.Name)
	return ok && tp.Remedy != ""
}

// denied asks once to look all the same; after that the step is left.
func denied(t *turn, result string) {
	f := t.st.Place.Flow
	if f.Denied {
		for len(t.st.Place.Stack) > 0 && t.inside() {
			popFlow(t)
		}
		t.pre(t.T("denied_again"))
		goOn(t, result)
		return
	}
	f.Denied = true
	name := ""
	if tp, ok := subject(t); ok {
		x, _ := findTerm(t, tp.Name)
		name = x.Name
	}
	if t.st.Place.Screen == AtCauses {
		t.pre(t.T("denied", "name", name))
		if u := t.heard; u == nil || u.trait == "" || !useTrait(t, u.trait) { // "Cốc Cốc, mà có dịch đâu"
			t.again()
		}
	} else {
		t.around("denied", "name", name)
	}
	t.out.Kind = chat.TurnDenied
}

// notThis leaves a topic that is not the user's, and offers the others.
func notThis(t *turn, tp *kb.Topic) {
	t.st.Place.Flow, t.st.Place.Stack, t.st.Told = nil, nil, nil
	t.goTo(Place{Screen: AtMenu})
	showAs(t, chat.TurnDenied, t.T("not_this"), topicChoices(t, tp.ID)...)
}

// hearInsisted takes such a line: nothing of what was built on the error stays.
func hearInsisted(t *turn, u *utterance) bool {
	tp, ok := subject(t)
	if !ok || !under(t) || u.Kind != chat.KindText || !insistsNot(t, u, tp) {
		return false
	}
	dropTopic(t, tp)
	return true
}

// insistsNot reports whether a line says once more that it is not this error: "đã bảo
// không phải mic mà". What may be so without being seen is asked about all the same.
func insistsNot(t *turn, u *utterance, tp *kb.Topic) bool {
	if !t.mentions("told_not_words", u.text) || hidden(t, tp) || wrongOne(t, u.text) != "" {
		return false
	}
	fields, line := strings.Fields(u.text), spell(u.text)
	if len(fields) != len(line) {
		return false
	}
	for _, behind := range cuts(line, writtenPhrases(t, "is_not_words")) {
		if len(behind) > 0 {
			r := heardAs(t, strings.Join(fields[len(fields)-len(behind):], " ")).Result
			return r.Topic == tp.ID || len(r.Candidates) > 0 && r.Candidates[0].Topic == tp.ID
		}
	}
	return false
}

// dropTopic gives up an error of which the user has said more than once that it is
// not his, and offers a person with an apology.
func dropTopic(t *turn, tp *kb.Topic) {
	t.st.Rejected = append(t.st.Rejected, tp.ID)
	t.st.Place.Flow, t.st.Place.Stack, t.st.Told = nil, nil, nil
	t.pre(t.T("corrected"))
	t.out.Kind = chat.TurnOutside
	outsideOffered(t)
	t.out.Kind = chat.TurnDenied
}
