package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
)

// A browser or a computer may speak another language than its user. Where the guide has
// the step in that one, its names are what he looks for on his screen.

// hearScreenTongue shows the present step in the language that the user's screen is in.
func hearScreenTongue(t *turn, u *utterance) bool {
	if t.st.Place.Flow == nil || !t.screen().does || t.st.Place.Screen == AtForward || elsewhere(t, u) || u.words.Has(intent.Human) || u.says.Has(intent.NotSolved) || didIt(t, u) || callWorks(t, u.text) || t.mentions("still_words", u.text) ||
		t.mentions("page_turned_words", u.text) || asksTongue(t, "speak_english", u.text) || asksTongue(t, "speak_vietnamese", u.text) {
		return false
	}
	s, ok := stepNow(t)
	if !ok {
		return false
	}
	for lang, g := range t.guides {
		if g == t.guide || !t.mentions("tongue_"+lang+"_words", u.text) {
			continue
		}
		p, ok := g.Node(s.ID)
		if !ok || p.Step.Text == s.Text {
			continue
		}
		t.st.Misses = 0
		showAs(t, chat.TurnHow, t.T("screen_tongue", "names", namesIn(s, p.Step)), t.st.Offer...)
		return true
	}
	return false
}

// namesIn is the names of a step beside those it has in another language; the whole step
// in that language where they cannot be told to belong together.
func namesIn(here, there *kb.Step) string {
	a, b := boldNames(here.Text), boldNames(there.Text)
	if len(a) == 0 || len(a) != len(b) {
		return there.Text
	}
	var lines []string
	for i := range a {
		line := "• " + strings.TrimSpace(a[i]) + " = **" + strings.TrimSpace(b[i]) + "**"
		if !strings.EqualFold(strings.TrimSpace(a[i]), strings.TrimSpace(b[i])) && !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}
