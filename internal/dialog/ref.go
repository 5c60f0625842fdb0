package dialog

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/reference"
)

// keepIDs remembers valid call IDs and reports whether any is new.
func keepIDs(t *turn, ids []string) bool {
	fresh := false
	for _, id := range ids {
		known := false
		for _, k := range t.st.Refs {
			known = known || k == id
		}
		if !known && len(t.st.Refs) < 10 {
			t.st.Refs = append(t.st.Refs, id)
			fresh = true
		}
	}
	t.out.Update = t.out.Update || (fresh && t.st.Person)
	return fresh
}

// takeBack drops the call IDs that a line told before it was edited and tells no
// more: one was mistyped.
func takeBack(t *turn, u *utterance, ids []string) {
	if u.Was == "" {
		return
	}
	for _, id := range heardAs(t, u.Was).Result.Refs {
		if slices.Contains(ids, id) {
			continue
		}
		t.st.Refs = slices.DeleteFunc(slices.Clone(t.st.Refs), func(known string) bool { return known == id })
		t.out.Dropped = append(t.out.Dropped, id)
		t.out.Update = t.out.Update || t.st.Person
	}
}

// haveID thanks for a call ID that was not asked for, and goes on.
func haveID(t *turn) {
	t.pre(t.T("ref_have", "id", strings.Join(t.st.Refs, "`, `")))
	t.out.Kind = chat.TurnRef
	switch {
	case t.st.Place.Screen == AtPerson:
		t.show("", personChoices(t)...)
	case rating(t): // a matter that is over tells nothing of this call
		t.goTo(Place{Screen: AtMenu, Stack: t.aside()})
		t.show(t.T("ref_what"), t.menuButton(), t.human())
	case t.st.Place.Flow != nil || len(t.st.Offer) > 0:
		t.again()
	default:
		showMenu(t)
	}
}

// hearBrokenID tells of a call ID with a slip in it, whatever the screen asks.
func hearBrokenID(t *turn, u *utterance) bool {
	if len(u.res.BadRefs) == 0 || u.fresh || u.res.Code != "" || u.res.Intent == intent.KindTopic && !same(t, u.res.Topic) || t.screen().open || t.screen().waits == "fact" || asks(u.words) || asksSomething(t, u.text) {
		return false
	}
	badID(t, u.res)
	return true
}

// badID says precisely what is wrong with what looks like a call ID.
func badID(t *turn, r intent.Result) {
	t.out.Kind = chat.TurnBadRef
	b := r.BadRefs[0]
	t.pre(faultOf(t, b))
	if b.Maybe != "" {
		confirmID(t, b.Maybe)
		return
	}
	t.show(sendAgain(t), t.st.Offer...)
}

// sendAgain asks for a call ID once more; how to go on without one is told where
// there is a button for that.
func sendAgain(t *turn) string {
	if label := t.T("noid_button"); slices.ContainsFunc(t.st.Offer, func(c chat.Choice) bool { return c.Label == label }) {
		return t.T("ref_again", "noid", label)
	}
	return t.T("ref_again_plain")
}

// faultOf is what is wrong with a call ID, in words.
func faultOf(t *turn, b reference.Bad) string {
	word := "ref_bad_" + string(b.Fault)
	if !t.words.Has("dialog." + word) {
		word = "ref_bad" // a company need not say more of a near miss
	}
	return t.T(word, "id", b.Text, "piece", b.Piece,
		"got", strconv.Itoa(b.Got), "want", strconv.Itoa(b.Want), "maybe", b.Maybe)
}

// confirmID asks whether a guess at a call ID is right; the place stays.
func confirmID(t *turn, id string) {
	offer := []chat.Choice{{Data: "id:" + id, Label: t.T("yes_button")}}
	t.show("", append(offer, t.st.Offer...)...)
}

// confirmed takes a call ID the user pressed "yes" on.
func confirmed(t *turn, id string) {
	ref, ok := reference.Parse(t.guide.grammar(), id)
	if !ok {
		stale(t, id)
		return
	}
	keepIDs(t, []string{ref})
	if t.st.Place.Screen == AtRef {
		t.pre(t.T("ref_have", "id", ref))
		goOn(t, chat.StepDone)
		return
	}
	haveID(t)
}

// badNumber is for digits that are no call ID.
func badNumber(t *turn, s string) {
	t.out.Kind = chat.TurnBadRef
	number := longestNumber(s)
	word := "ref_bad_digits"
	if phoneLike(number) {
		word = "ref_bad_phone"
	}
	if word == "ref_bad_digits" {
		number = wholeNumber(s, number)
	}
	t.pre(t.T(word, "id", number))
	t.show(sendAgain(t), t.st.Offer...)
}

// wholeNumber is a number with the letters, digits and dashes that it stands among:
// "AP-240917-31" is quoted whole.
func wholeNumber(s, number string) string {
	for f := range strings.FieldsSeq(s) {
		if f = strings.TrimFunc(f, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }); strings.Contains(f, number) {
			return f
		}
	}
	return number
}

// longestNumber is the longest run of digits in a text, as it stands.
func longestNumber(s string) string {
	best := ""
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return r < '0' || r > '9' }) {
		if len(w) > len(best) {
			best = w
		}
	}
	return best
}

// phoneLike reports whether digits look like a phone number of Vietnam.
func phoneLike(n string) bool {
	return (strings.HasPrefix(n, "0") && len(n) >= 9 && len(n) <= 11) || (strings.HasPrefix(n, "84") && len(n) >= 10 && len(n) <= 12)
}
