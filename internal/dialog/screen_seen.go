package dialog

import (
	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
)

// seenScreen asks whether a code was read right in a picture.
func seenScreen() *screen {
	return &screen{
		may: atChoice(),
		show: func(t *turn) {
			question := "seen"
			if t.st.Place.Later {
				question = "seen_after"
			}
			showConfirm(t, chat.TurnSeen, t.T(question, "code", t.st.Place.Code))
		},
		answers: confirmAnswers,
		hear:    hearClosed,
		waits:   "confirm",
	}
}

// maybeScreen asks whether it is this topic, where words are not sure enough
// to leave the walk under way for it.
func maybeScreen() *screen {
	return &screen{
		may: atChoice(),
		show: func(t *turn) {
			question := "maybe"
			if t.late {
				question = "still"
			} else if code := t.st.Place.Code; code != "" {
				showConfirm(t, chat.TurnMaybe, t.T("maybe_code", "code", code, "title", t.label(t.st.Place.Topic)))
				return
			}
			showConfirm(t, chat.TurnMaybe, t.T(question, "title", t.label(t.st.Place.Topic)))
		},
		answers: confirmAnswers,
		hear: func(t *turn, u *utterance) bool {
			switch {
			case t.mentions("not_read_words", u.text) && !u.words.Has(intent.Yes):
				noteBesides(t, u) // what nobody had the time to read is no denial
				return true
			case resultBehind(t, u):
				return hearResult(t, u)
			case behind(t, u):
				return hearAnswer(t, u)
			}
			return hearClosed(t, u)
		},
		waits: "confirm",
	}
}

func askSeen(t *turn, topic, code string, later bool) {
	t.goTo(Place{Screen: AtSeen, Stack: t.aside(), Topic: topic, Code: code, Later: later})
	t.again()
}

func askMaybe(t *turn, topic string) {
	t.goTo(Place{Screen: AtMaybe, Stack: t.aside(), Topic: topic})
	t.again()
}

// askMaybeCode asks whether it is the one code of which a part was typed.
func askMaybeCode(t *turn, tp *kb.Topic) {
	t.goTo(Place{Screen: AtMaybe, Stack: t.aside(), Topic: tp.ID, Code: tp.Codes[0]})
	t.again()
}

func showConfirm(t *turn, kind, question string) {
	t.out.Kind = kind
	t.show(question, append(t.buttons(), t.human())...)
}

func confirmAnswers(t *turn) []answer {
	return []answer{
		{verb: "yes", label: t.T("yes_button"), do: confirm, sign: 1},
		{verb: "nope", label: t.T("no_button"), do: deny, sign: -1, means: []intent.Meaning{intent.OtherAsk}},
	}
}

func confirm(t *turn) {
	id := t.st.Place.Topic
	if id == "" { // the state of an earlier version knew the code only
		if tp, ok := t.guide.ByCode(t.st.Place.Code); ok {
			id = tp.ID
		}
	}
	enter(t, id)
}

// deny: it is not that. Who was in a walk goes on with it.
func deny(t *turn) {
	if len(t.st.Place.Stack) > 0 {
		t.pre(t.T("misheard"))
		resume(t)
		return
	}
	nope(t)
}
