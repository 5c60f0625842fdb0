package dialog

import (
	"slices"
	"strings"

	"hotro/internal/intent"
)

// subjectOf opens the topic the words are about, or asks which.
//
// While a ticket waits, only a code does: other words are meant for the person
// who will read them.
func subjectOf(t *turn, u *utterance) bool {
	if t.st.Place.Screen == AtPerson && u.res.Code == "" {
		return false
	}
	if u.fresh && (u.res.Uncovered || u.res.Intent == intent.KindTopic || u.res.Intent == intent.KindAsk) {
		t.pre(t.T("call_id_have", "id", strings.Join(t.st.CallIDs, "`, `")))
	}
	switch {
	case u.res.Uncovered:
		offerUncovered(t, u.res.Code)
	case u.res.Intent == intent.KindTopic:
		enter(t, u.res.Topic)
	case vague(u.res) && t.st.Place.Screen == AtSeen:
		t.again()
	case u.res.Intent == intent.KindAsk && len(u.res.Candidates) > 0:
		t.st.Misses = 0
		askWhich(t, pickQuestion(t, u.res), ids(u.res))
	default:
		return false
	}
	return true
}

func pickQuestion(t *turn, r intent.Result) string {
	switch {
	case r.Partial:
		return t.T("pick_partial")
	case r.Shared != "":
		return t.T("pick_shared")
	}
	return t.T("pick")
}

func ids(r intent.Result) []string {
	out := make([]string, 0, len(r.Candidates))
	for _, c := range r.Candidates {
		out = append(out, c.Topic)
	}
	return out
}

// followHint follows a model's choice, if the guide knows it.
func followHint(t *turn, u *utterance) bool {
	h := u.Hint
	if h == nil || u.res.Intent == intent.KindTopic || u.res.Uncovered {
		return false
	}
	var known []string
	for _, id := range h.Topics {
		if tp, ok := t.guide.Topic(id); ok {
			known = append(known, tp.ID)
		}
	}
	switch {
	case len(known) == 0:
		return false
	case h.Sure:
		enter(t, known[0])
	default:
		askWhich(t, t.T("pick"), known)
	}
	return true
}

// vague reports whether words only say that something is wrong: "bị vậy nè".
func vague(r intent.Result) bool {
	return r.Intent == intent.KindAsk && r.Code == "" && !r.Partial && r.Shared == "" &&
		!slices.ContainsFunc(r.Candidates, func(c intent.Candidate) bool { return c.Score >= 0.2 })
}

// offerUncovered offers a person for a code that no document covers.
func offerUncovered(t *turn, code string) {
	t.st.Facts["error"] = code
	t.out.Kind = "uncovered"
	offerPerson(t, WhyUncovered, t.T("uncovered", "code", code))
}

func same(t *turn, topic string) bool {
	return t.st.Place.Flow != nil && t.st.Place.Flow.Topic == topic
}
