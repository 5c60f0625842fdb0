package dialog

import (
	"strings"
	"unicode"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/text"
)

// What users share that is no problem: a contact card, a place, a sign. It is
// thanked for and kept; nobody asks what it means.

// contact keeps the number of a contact card for the ticket, or takes it as the
// number that was just asked for.
func contact(t *turn, l Line) {
	fact := t.st.Place.Fact
	if t.st.Place.Screen == AtFact && (fact == "hotline" || fact == "customer") && grammar(t, fact, l.Text) != "" {
		takeFact(t, l.Text)
		return
	}
	if !numberInLine.MatchString(l.Text) {
		t.out.Kind, t.out.Update = chat.TurnUnseen, t.st.Person
		t.around("contact_unread")
		return
	}
	t.st.Facts["phone"] = text.Brief(l.Text, 120)
	t.out.Kind, t.out.Update = chat.TurnFact, t.st.Person
	t.around("contact_kept", "contact", plain(t.st.Facts["phone"]))
}

// place keeps where the user is.
func place(t *turn, l Line) {
	if text.Blank(l.Text) {
		t.out.Kind, t.out.Update = chat.TurnUnseen, t.st.Person
		unread(t)
		return
	}
	t.st.Facts["place"] = text.Brief(l.Text, 160)
	t.out.Kind, t.out.Update = chat.TurnFact, t.st.Person
	t.around("place_kept")
}

// plain keeps a user's words from being read as markup.
func plain(s string) string {
	return strings.NewReplacer("**", "* *", "`", "'", "](", "] (").Replace(s)
}

// hearSigns answers a line of nothing but signs that mean nothing here: like a
// sticker.
func hearSigns(t *turn, u *utterance) bool {
	words := strings.ContainsFunc(u.text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
	sign := strings.ContainsFunc(u.text, func(r rune) bool { return unicode.Is(unicode.So, r) || unicode.Is(unicode.Sk, r) })
	if words || !sign {
		return false
	}
	if t.st.Place.Screen == AtPerson {
		thanked(t, intent.Meanings{})
		return true
	}
	t.out.Kind = chat.TurnSigns
	t.around("sticker")
	return true
}
