package dialog

import (
	"strings"

	"hotro/internal/chat"
	"hotro/internal/company"
	"hotro/internal/intent"
	"hotro/internal/moment"
	"hotro/internal/text"
)

// factScreen asks for what stands in for a reference.
func factScreen() *screen {
	return &screen{
		may:  atFact(),
		show: showFact,
		answers: func(t *turn) []answer {
			return []answer{
				{verb: "skip", label: t.T("skip_button"), do: func(t *turn) { takeFact(t, "") }},
				{verb: "send", label: t.T("send_button"), do: sendNow},
			}
		},
		hear:  hearFact,
		waits: "fact",
	}
}

// askFact asks for the first of the company's details that is missing; when all
// were asked the flow goes on.
func askFact(t *turn) {
	for _, d := range t.guide.Company().Details {
		if _, known := t.st.Facts[d.ID]; !known {
			t.at(AtFact)
			t.st.Place.Fact = d.ID
			showFact(t)
			return
		}
	}
	t.st.Place.Screen = AtRef
	goOn(t, chat.StepSkipped)
}

func showFact(t *turn) {
	showAs(t, chat.TurnFact, t.T("fact_"+t.st.Place.Fact), append(t.buttons(), t.back(), t.human())...)
}

// takeFact takes an answer; an empty one is a skip.
func takeFact(t *turn, value string) {
	t.st.Facts[t.st.Place.Fact] = text.Brief(value, factSize)
	t.out.Update = t.st.Person
	askFact(t)
}

// tellsTime reports whether a text names a time in words: "hồi sáng".
func tellsTime(t *turn, s string) bool { return t.mentions("time_words", s) }

// sendNow skips the facts that are missing.
func sendNow(t *turn) {
	t.st.NoID = len(t.st.Refs) == 0
	for _, d := range t.guide.Company().Details {
		if _, known := t.st.Facts[d.ID]; !known {
			t.st.Facts[d.ID] = ""
		}
	}
	askFact(t)
}

// hearFact takes words as the fact asked for, unless they are something else:
// a question, a matter of its own, "đợi em".
func hearFact(t *turn, u *utterance) bool {
	f := u.says
	switch {
	case u.fresh: // the reference turned up after all
		t.pre(t.T("ref_have", "id", strings.Join(t.st.Refs, "`, `")))
		t.st.Place.Screen = AtRef
		goOn(t, chat.StepDone)
	case kindOf(t, t.st.Place.Fact) == company.Time && !asks(f) && moment.ToCome(u.text, t.now):
		t.pre(t.T("fact_to_come"))
		t.st.Turn++
		showFact(t)
	case !asks(f) && !questions(t, u.text) && takeFacts(t, u):
	case hearAsked(t, u):
	case t.says("skip_words", u.text), f.Has(intent.Skip), f.Whole(intent.No), f.Has(intent.Unsure), f.Has(intent.NoID),
		!asks(f) && (t.mentions("forgot_words", u.text) || t.mentions("no_time_words", u.text)):
		takeFact(t, "")
	case u.trait != "" && kindOf(t, t.st.Place.Fact) != company.Account && !strings.ContainsAny(u.text, "0123456789@"):
		noteTrait(t, u.trait)
		showFact(t)
	case pictureAsked(t, u):
		aroundAs(t, chat.TurnHow, "picture_welcome")
	case f.Has(intent.Hold), f.Whole(intent.Ack), asks(f):
		return false
	case f.Has(intent.Thanks) && !strings.ContainsAny(u.text, "0123456789@"): // "thôi em cảm ơn" gives nothing more
		aroundAs(t, chat.TurnThanks, "thanks_fact", "send", t.T("send_button"))
	default:
		return hearGrammar(t, u)
	}
	return true
}

// hearGrammar takes a line that has the form of the fact asked for. A short one
// that has not is no other matter either: it is asked for again, once.
func hearGrammar(t *turn, u *utterance) bool {
	if value := grammar(t, t.st.Place.Fact, u.text); value != "" {
		t.st.Misses = 0
		takeFact(t, value)
		return true
	}
	if u.says.Words >= 4 && !strings.ContainsAny(u.text, "0123456789@") || u.says.Has(intent.Insult) {
		return false
	}
	if t.st.Misses++; t.st.Misses > 1 {
		return lost(t)
	}
	t.pre(t.T("fact_unclear"))
	t.st.Turn++
	showFact(t)
	return true
}
