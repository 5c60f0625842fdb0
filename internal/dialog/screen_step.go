package dialog

import (
	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
)

// stepScreen shows an instruction and asks what became of it.
func stepScreen() screen { return screen{show: showStep, answers: resultAnswers, hear: hearResult} }

// resultAnswers are what an instruction may come to.
func resultAnswers(t *turn) []answer {
	return []answer{
		{"ok", t.T("solved_button"), solved},
		{"no", t.T("failed_button"), func(t *turn) { goOn(t, chat.StepFailed) }},
		{"next", t.T("next_button"), func(t *turn) { goOn(t, chat.StepDone) }},
	}
}

func showDo(t *turn, s *kb.Step, more bool) {
	if t.st.Place.Screen != AtStep {
		t.at(AtStep)
	} else {
		t.st.Turn++
	}
	t.out.Kind = "step"
	t.show(s.Text, results(t, more, s.Links...)...)
}

// hearResult reads the result of an instruction. Words that say it in passing
// count only when they are not clearly about another topic.
func hearResult(t *turn, u *utterance) bool {
	loose := u.res.Intent != intent.KindTopic || same(t, u.res.Topic)
	says := func(m intent.Meaning) bool { return u.says.Whole(m) || (loose && u.says.Has(m)) }
	switch {
	case says(intent.NotAdmin):
		notAdmin(t)
	case says(intent.NotSolved):
		goOn(t, chat.StepFailed)
	case says(intent.Solved), u.says.Whole(intent.Yes):
		solved(t)
	case u.says.Whole(intent.No):
		goOn(t, chat.StepFailed)
	case t.says("next_words", u.text):
		goOn(t, chat.StepDone)
	case u.says.Whole(intent.Repeat), u.says.Whole(intent.Confused), u.says.Whole(intent.Hold):
		t.again()
	case loose && u.says.Has(intent.WhereID):
		where(t)
	default:
		return false
	}
	return true
}
