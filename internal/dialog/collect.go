package dialog

import (
	"strings"

	"hotro/internal/chat"
	"hotro/internal/kb"
)

// facts stand in for a call ID, in the order they are asked.
var facts = [...]string{"hotline", "customer", "time", "agent"}

// collect asks for a call ID unless one is known or can't be had.
func (t *turn) collect(s *kb.Step) {
	switch {
	case len(t.st.CallIDs) > 0:
		t.pre(t.T("call_id_have", "id", strings.Join(t.st.CallIDs, "`, `")))
		t.failed("done")
	case t.st.NoID:
		t.askFact()
	default:
		t.pre(s.Text)
		t.at(AtCallID)
		t.showCallID()
	}
}

func (t *turn) showCallID() {
	t.out.Kind = "call_id"
	c := []chat.Choice{t.bound("where", t.T("where_button")), t.bound("noid", t.T("noid_button"))}
	t.show(t.T("call_id"), append(c, t.exits()...)...)
}

// where answers "where do I find it?" and asks again.
func (t *turn) where() {
	text := t.T("where_plain")
	if tp, ok := t.idArticle(); ok {
		text = t.T("where")
		n := 0
		for _, s := range articleSteps(tp) {
			if s.Kind == kb.Do || s.Kind == kb.Tell {
				n++
				text += "\n• " + s.Text
			}
			if n == 4 {
				break
			}
		}
		if n == 0 {
			text = t.T("where_plain")
		}
	}
	t.pre(text)
	t.st.Turn++
	t.showCallID()
	t.out.Kind = "where"
}

// idArticle is the article that the guide links to wherever it asks for a call
// ID.
func (t *turn) idArticle() (*kb.Topic, bool) {
	for i := range t.guide.Topics {
		for _, s := range articleSteps(&t.guide.Topics[i]) {
			for _, l := range s.Links {
				if tp, ok := t.guide.Article(l.Article); ok && s.Kind == kb.Collect {
					return tp, true
				}
			}
		}
	}
	return nil, false
}

func articleSteps(tp *kb.Topic) []kb.Step {
	steps := append([]kb.Step{}, tp.Steps...)
	for i := range tp.Causes {
		steps = append(steps, tp.Causes[i].Steps...)
	}
	return steps
}

// noID takes the road of those who have no call ID.
func (t *turn) noID() {
	t.st.NoID = true
	t.pre(t.T("facts_intro"))
	t.askFact()
}

// askFact asks for the first fact that is missing; when all were asked the
// flow goes on.
func (t *turn) askFact() {
	for _, f := range facts {
		if _, known := t.st.Facts[f]; !known {
			t.at(AtFact)
			t.st.Place.Fact = f
			t.showFact()
			return
		}
	}
	t.st.Place.Screen = AtCallID
	t.failed("skipped")
}

func (t *turn) showFact() {
	t.out.Kind = "fact"
	t.show(t.T("fact_"+t.st.Place.Fact), t.bound("skip", t.T("skip_button")), t.bound("send", t.T("send_button")), t.back(), t.human())
}

// fact takes an answer; an empty one is a skip.
func (t *turn) fact(value string) {
	t.st.Facts[t.st.Place.Fact] = clip(value, 120)
	t.out.Update = t.st.Person
	t.askFact()
}

// factOK reports whether a text can be the fact asked for. The agent's account
// may be anything.
func factOK(fact, text string) bool {
	digits := 0
	for _, r := range text {
		if r >= '0' && r <= '9' {
			digits++
		}
	}
	switch fact {
	case "hotline", "customer":
		return digits >= 3
	case "time":
		return digits > 0 || timeWord(text)
	}
	return strings.TrimSpace(text) != ""
}

func timeWord(s string) bool {
	s = fold(s)
	for _, w := range []string{"nay", "vua", "sang", "trua", "chieu", "toi", "hom qua", "moi", "nay gio", "now", "just", "morning", "yesterday"} {
		if strings.Contains(" "+s+" ", " "+w+" ") {
			return true
		}
	}
	return false
}

// keep remembers valid call IDs and reports whether any is new.
func (t *turn) keep(ids []string) bool {
	fresh := false
	for _, id := range ids {
		known := false
		for _, k := range t.st.CallIDs {
			known = known || k == id
		}
		if !known && len(t.st.CallIDs) < 10 {
			t.st.CallIDs = append(t.st.CallIDs, id)
			fresh = true
		}
	}
	t.out.Update = t.out.Update || (fresh && t.st.Person)
	return fresh
}
