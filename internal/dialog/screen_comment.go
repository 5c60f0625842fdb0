package dialog

import (
	"hotro/internal/chat"
	"hotro/internal/text"
)

// commentScreen asks for a free word after the rating.
func commentScreen() screen { return screen{show: showMenu, hear: hearAfter, idle: true} }

func takeComment(t *turn, s string) {
	t.out.Rate = &chat.Rating{Comment: text.Brief(s, 500), At: t.now}
	rated(t)
}
