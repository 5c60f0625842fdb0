package dialog

import (
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// A line that quotes another speaks of that: "còn cái này?" of the code in it,
// "là sao ạ" of the step.

// readQuote takes the error that a line is about from what it quotes, where it
// names none itself. The one under way needs no naming.
func readQuote(t *turn, u *utterance) {
	r := u.res
	if u.Quote == "" || r.Code != "" || r.Intent == intent.KindHuman || len(r.Refs)+len(r.BadRefs) > 0 {
		return
	}
	if q := heardAs(t, u.Quote).Result; q.Code != "" && !same(t, q.Topic) {
		u.res = q
	}
}

// hearQuote answers a question about a part of the present step that was
// quoted: its term is explained, else it is said how it is done.
func hearQuote(t *turn, u *utterance) bool {
	if u.Quote == "" || t.st.Place.Flow == nil || !t.screen().does || elsewhere(t, u) || !asks(u.says) && !questions(t, u.text) || !ours(t, u.Quote) {
		return false
	}
	if term, known := findTerm(t, u.Quote); known {
		explainTerm(t, term)
		return true
	}
	about := *u
	about.text = u.Quote
	how(t, &about)
	return true
}

// ours reports whether words are the bot's own of the matter under way.
func ours(t *turn, s string) bool {
	tp, ok := subject(t)
	s = fold(chat.Plain(s))
	if !ok || t.st.Place.Flow == nil || s == "" {
		return false
	}
	all := append(passages(t), tp.Ask)
	if step, ok := stepNow(t); ok {
		all = append(all, step.Text)
	}
	for _, said := range all {
		if strings.Contains(fold(chat.Plain(said)), s) {
			return true
		}
	}
	return false
}
