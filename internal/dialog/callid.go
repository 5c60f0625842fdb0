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

// keepIDs remembers valid call IDs and reports whether any is new.
func keepIDs(t *turn, ids []string) bool {
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

// haveID thanks for a call ID that was not asked for, and goes on.
func haveID(t *turn) {
	t.pre(t.T("call_id_have", "id", strings.Join(t.st.CallIDs, "`, `")))
	t.out.Kind = "call_id"
	switch {
	case t.st.Place.Screen == AtPerson:
		t.show("", personChoices(t)...)
	case t.st.Place.Flow != nil || len(t.st.Offer) > 0:
		t.again()
	default:
		showMenu(t)
	}
}

// badID says precisely what is wrong with what looks like a call ID.
func badID(t *turn, r intent.Result) {
	t.out.Kind = "bad_call_id"
	b := r.BadIDs[0]
	t.pre(t.T("call_id_bad_"+string(b.Fault), "id", b.Text, "piece", b.Piece,
		"got", strconv.Itoa(b.Got), "want", strconv.Itoa(b.Want), "maybe", string(b.Maybe)))
	if b.Maybe != "" {
		confirmID(t, string(b.Maybe))
		return
	}
	t.show(t.T("call_id_again", "noid", t.T("noid_button")), t.st.Offer...)
}

// confirmID asks whether a guess at a call ID is right; the place stays.
func confirmID(t *turn, id string) {
	offer := []chat.Choice{{Data: "id:" + id, Label: t.T("yes_button")}}
	t.show("", append(offer, t.st.Offer...)...)
}

// confirmed takes a call ID the user pressed "yes" on.
func confirmed(t *turn, id string) {
	c, ok := stringee.ParseCallID(id)
	if !ok {
		stale(t, id)
		return
	}
	keepIDs(t, []string{string(c)})
	if t.st.Place.Screen == AtCallID {
		t.pre(t.T("call_id_have", "id", string(c)))
		goOn(t, chat.StepDone)
		return
	}
	haveID(t)
}
