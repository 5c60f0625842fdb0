package dialog

import (
	"strconv"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/stringee"
)

// valid returns the call IDs of a reading that need no confirmation.
func valid(r intent.Result) []string {
	var out []string
	for _, id := range r.CallIDs {
		out = append(out, string(id))
	}
	return out
}

// answerCallID takes words as the answer to "which call ID?".
func (t *turn) answerCallID(s string, r intent.Result, f intent.Meanings, fresh bool) bool {
	switch {
	case fresh || len(r.CallIDs) > 0:
		t.pre(t.T("call_id_have", "id", strings.Join(t.st.CallIDs, "`, `")))
		t.failed("done")
	case len(r.BadIDs) > 0:
		t.badID(r)
	case f.Has(intent.NoID):
		t.noID()
	case f.Has(intent.WhereID):
		t.where()
	case f.Whole(intent.No), t.says("skip_words", s):
		t.noID()
	case f.Whole(intent.Yes), f.Whole(intent.Hold):
		t.st.Turn++
		t.showCallID()
	default:
		return false
	}
	return true
}

// badID says precisely what is wrong with what looks like a call ID.
func (t *turn) badID(r intent.Result) {
	t.out.Kind = "bad_call_id"
	b := r.BadIDs[0]
	t.pre(t.T("call_id_bad_"+string(b.Fault), "id", b.Text, "piece", b.Piece,
		"got", strconv.Itoa(b.Got), "want", strconv.Itoa(b.Want), "maybe", string(b.Maybe)))
	if b.Maybe != "" {
		t.confirmID(string(b.Maybe))
		return
	}
	t.show(t.T("call_id_again", "noid", t.T("noid_button")), t.st.Offer...)
}

// confirmID asks whether a guess at a call ID is right; the place stays.
func (t *turn) confirmID(id string) {
	offer := []chat.Choice{{Data: "id:" + id, Label: t.T("yes_button")}}
	t.show("", append(offer, t.st.Offer...)...)
}

// confirmed takes a call ID the user pressed "yes" on.
func (t *turn) confirmed(id string) {
	c, ok := stringee.ParseCallID(id)
	if !ok {
		t.stale(id)
		return
	}
	t.keep([]string{string(c)})
	if t.st.Place.Screen == AtCallID {
		t.pre(t.T("call_id_have", "id", string(c)))
		t.failed("done")
		return
	}
	t.haveID()
}

// answerFact takes words as the fact asked for.
func (t *turn) answerFact(s string, f intent.Meanings, fresh bool) bool {
	switch {
	case fresh: // the call ID turned up after all
		t.pre(t.T("call_id_have", "id", strings.Join(t.st.CallIDs, "`, `")))
		t.st.Place.Screen = AtCallID
		t.failed("done")
	case t.says("skip_words", s), f.Whole(intent.No), f.Whole(intent.Confused), f.Whole(intent.NoID):
		t.fact("")
	case factOK(t.st.Place.Fact, s):
		t.fact(s)
	default:
		t.pre(t.T("fact_unclear"))
		t.st.Turn++
		t.showFact()
	}
	return true
}

func invite(t *turn) chat.Reply {
	return chat.Reply{Text: t.T("invite")}
}
