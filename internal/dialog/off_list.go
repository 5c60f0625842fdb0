package dialog

import (
	"strconv"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/text"
)

// mostDigits is how many digits a number has that somebody may take for one of
// a list: more are a phone number, or a part of one.
const mostDigits = 6

// hearOffList answers a number that is none of the options: nothing is as like a
// number as another one, and the first of the list would be opened for it.
func hearOffList(t *turn, u *utterance) bool {
	at := t.st.Place.Screen
	if len(t.st.Offer) == 0 || collecting(t) || at == AtPerson || at == AtStart || at == AtEnded {
		return false
	}
	n, ok := numeral(t, u.text)
	if !ok || mayBeCode(t, n) || u.res.Code != "" && strings.Contains(u.res.Code, n) || len(u.res.Refs)+len(u.res.BadRefs) > 0 {
		return false
	}
	aroundAs(t, chat.TurnMiss, "number_range", "n", strconv.Itoa(len(t.st.Offer)))
	return true
}

// numeral reads a line that is nothing but a number, or several, and what number
// takes beside one: "9 ạ", "2026", "-1", "2,9". It returns the first.
func numeral(t *turn, s string) (n string, ok bool) {
	if _, one := number(t, s); one {
		return strings.TrimFunc(text.Fold(s), func(r rune) bool { return r < '0' || r > '9' }), true
	}
	length := 0
	for _, w := range spelled(t, s) {
		switch f := w.bare; {
		case strings.Trim(f, "0123456789") == "":
			if length += len(f); n == "" {
				n = f
			}
		case bare(f), contains(list(t.words, "dialog.number_leads"), f), contains(list(t.words, "dialog.number_polite"), f):
		default:
			return "", false
		}
	}
	return n, n != "" && length <= mostDigits
}
