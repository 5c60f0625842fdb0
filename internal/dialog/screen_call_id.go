package dialog

import (
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
)

// callIDScreen asks for a call ID.
func callIDScreen() screen {
	return screen{
		show: showCallID,
		answers: func(t *turn) []answer {
			return []answer{{"where", t.T("where_button"), where}, {"noid", t.T("noid_button"), noID}}
		},
		hear: hearCallID,
		open: true,
	}
}

// collect asks for a call ID unless one is known or can't be had.
func collect(t *turn, s *kb.Step) {
	switch {
	case len(t.st.CallIDs) > 0:
		t.pre(t.T("call_id_have", "id", strings.Join(t.st.CallIDs, "`, `")))
		goOn(t, chat.StepDone)
	case t.st.NoID:
		askFact(t)
	default:
		t.pre(s.Text)
		t.at(AtCallID)
		showCallID(t)
	}
}

func showCallID(t *turn) {
	t.out.Kind = "call_id"
	t.show(t.T("call_id"), append(t.buttons(), t.exits()...)...)
}

// where answers "where do I find it?" and asks again.
func where(t *turn) {
	text := t.T("where_plain")
	if tp, ok := idArticle(t); ok {
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
	showCallID(t)
	t.out.Kind = "where"
}

// idArticle is the article that the guide links to wherever it asks for a call
// ID.
func idArticle(t *turn) (*kb.Topic, bool) {
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
func noID(t *turn) {
	t.st.NoID = true
	t.pre(t.T("facts_intro"))
	askFact(t)
}

// hearCallID takes words as the answer to "which call ID?".
func hearCallID(t *turn, u *utterance) bool {
	switch {
	case u.fresh || len(u.res.CallIDs) > 0:
		t.pre(t.T("call_id_have", "id", strings.Join(t.st.CallIDs, "`, `")))
		goOn(t, chat.StepDone)
	case len(u.res.BadIDs) > 0:
		badID(t, u.res)
	case u.says.Has(intent.NoID):
		noID(t)
	case u.says.Has(intent.WhereID):
		where(t)
	case u.says.Whole(intent.No), t.says("skip_words", u.text):
		noID(t)
	case u.says.Whole(intent.Yes), u.says.Whole(intent.Hold):
		t.st.Turn++
		showCallID(t)
	default:
		return false
	}
	return true
}
