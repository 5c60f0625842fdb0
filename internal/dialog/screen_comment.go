package dialog

import (
	"hotro/internal/chat"
	"hotro/internal/text"
)

// commentScreen asks for a free word after the rating.
func commentScreen() *screen {
	return &screen{may: atRating(), show: showComment, hear: hearRating, idle: true}
}

func showComment(t *turn) {
	word := "rate_comment"
	if r := t.out.Rate; r != nil && chat.Regretted(r.Score) {
		word = "rate_sorry"
	}
	t.show(t.T(word, "skip", t.T("skip_button")), chat.Choice{Data: "rate:skip", Label: t.T("skip_button")})
}

func takeComment(t *turn, s string) {
	t.out.Rate = &chat.Rating{Comment: text.Brief(s, 500), At: t.now}
	rated(t)
	t.out.Kind = chat.TurnComment
}
