package dialog

import (
	"strings"
	"unicode"

	"hotro/internal/chat"
	"hotro/internal/company"
	"hotro/internal/intent"
	"hotro/internal/text"
)

// What users share that is no problem: a contact card, a place, a sign. It is
// thanked for and kept; nobody asks what it means.

// contact keeps a contact card for the ticket, or takes its number as the one
// that was just asked for.
func contact(t *turn, l Line) {
	fact := t.st.Place.Fact
	if t.st.Place.Screen == AtFact && kindOf(t, fact) == company.Phone && grammar(t, fact, l.Text) != "" {
		takeFact(t, l.Text)
		return
	}
	keepContact(t, l)
	t.out.Kind, t.out.Update = chat.TurnFact, t.st.Person
	switch {
	case !numberInLine.MatchString(l.Text):
		aroundAs(t, chat.TurnUnseen, "contact_unread")
	case own(l):
		t.around("contact_kept", "contact", plain(text.Brief(l.Text, factSize)))
	default:
		t.around("card_kept", "contact", plain(text.Brief(l.Text, factSize)))
	}
}

// keepContact keeps a contact card: the user's own number, or the card of
// somebody, who is not to be taken for the user. It reports whether it is new.
func keepContact(t *turn, l Line) bool {
	kind, card := "card", text.Brief(l.Text, factSize)
	if own(l) && numberInLine.MatchString(l.Text) {
		kind = "phone"
	}
	return keepFact(t, kind, card)
}

// keepFact keeps a fact and reports whether it is new.
func keepFact(t *turn, kind, value string) bool {
	if text.Blank(value) || t.st.Facts[kind] == value {
		return false
	}
	t.st.Facts[kind] = value
	return true
}

// own reports whether a contact card is the user's: the platform says so, or it
// bears the user's name and nobody says otherwise.
func own(l Line) bool {
	name := fold(numberInLine.ReplaceAllString(l.Text, ""))
	return l.Data == chat.ContactOwn || l.Data == "" && name != "" && name == fold(l.User.Name)
}

// place keeps where the user is.
func place(t *turn, l Line) {
	if text.Blank(l.Text) {
		t.out.Kind, t.out.Update = chat.TurnUnseen, t.st.Person
		unread(t)
		return
	}
	keepPlace(t, l)
	t.out.Kind, t.out.Update = chat.TurnFact, t.st.Person
	t.around("place_kept")
}

// keepPlace keeps where the user is, and reports whether it is new.
func keepPlace(t *turn, l Line) bool { return keepFact(t, "place", text.Brief(l.Text, 160)) }

// plain keeps a user's words from being read as markup.
func plain(s string) string {
	return strings.NewReplacer("**", "* *", "`", "'", "](", "] (").Replace(s)
}

// feedback thanks for a rating of something that the account sent, and reports
// whether that is all: words of an error, or for a person, are heard.
func feedback(t *turn, words string) bool {
	if r := heardAs(t, words).Result; r.Intent != intent.KindNone || r.Code != "" || len(r.Refs) > 0 {
		return false
	}
	t.out.Kind, t.out.Update = chat.TurnFact, t.st.Person
	if chat.Regretted(strings.Count(words, "⭐")) {
		t.around("feedback_low", "human", t.T("human_button"))
		return true
	}
	t.around("feedback")
	return true
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
	aroundAs(t, chat.TurnSigns, "sticker")
	return true
}
