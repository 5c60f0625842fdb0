package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/text"
)

// A code says which error it is and nothing else: the NOT of
// FROM_NUMBER_NOT_FOUND denies nothing.

// besides is what a line means without the code it holds.
func besides(t *turn, read intent.Reading, s string) intent.Meanings {
	rest := uncoded(t, read.Result, s)
	switch {
	case rest == s:
		return read.Meanings
	case leadsUp(t, rest):
		return intent.Meanings{}
	}
	return t.meanings(rest)
}

// leadsUp reports whether words only say that a code follows: the "lỗi" of
// "lỗi FROM_NUMBER_NOT_FOUND" tells nothing of what came of a step.
func leadsUp(t *turn, rest string) bool {
	for w := range strings.FieldsSeq(rest) {
		if !t.mentions("code_leads", w) {
			return false
		}
	}
	return true
}

// uncoded is a line without the words of its error code.
func uncoded(t *turn, r intent.Result, s string) string {
	if r.Code == "" {
		return s
	}
	rest, _ := withoutCodes(s)
	if tp, ok := t.guide.Topic(r.Topic); ok {
		rest = withoutCode(t, rest, tp)
	}
	if rest = text.OneLine(rest); rest == text.OneLine(s) {
		return s
	}
	return rest
}

// hearCode takes the code of the topic under way, said once more with nothing
// that answers: after the question what came of a step the error is still
// there; anywhere else the user sees the question or the step again.
func hearCode(t *turn, u *utterance) bool {
	if !under(t) || u.res.Code == "" || !same(t, u.res.Topic) || saysMore(t, u.says) {
		return false
	}
	t.st.Misses = 0
	if at := t.st.Place.Screen; at == AtResult || at == AtWait && t.st.Place.Over {
		failed(t)
		return true
	}
	t.pre(t.T("code_again"))
	t.again()
	t.out.Kind = chat.TurnTopic
	return true
}

// under reports whether a walk shows one of its own screens.
func under(t *turn) bool {
	return isAt(t, AtCauses, AtStep, AtResult, AtRole, AtForward, AtWait, AtRef, AtFact) && t.st.Place.Flow != nil
}

// saysMore reports whether a line says anything beside that there is an error;
// under an instruction, that there is one tells what came of it.
func saysMore(t *turn, says intent.Meanings) bool {
	return slices.ContainsFunc(says.Matches, func(m intent.MeaningMatch) bool {
		switch m.Meaning {
		case intent.Problem, intent.Ack, intent.Greeting, intent.Thanks:
			return false
		case intent.NotSolved:
			return t.screen().does
		}
		return true
	})
}
