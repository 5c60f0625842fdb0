package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// command acts on "/word"; unknown ones are read as text.
func command(t *turn, s string) bool {
	if !strings.HasPrefix(s, "/") {
		return false
	}
	word, arg, _ := strings.Cut(strings.TrimPrefix(s, "/"), " ")
	word, _, _ = strings.Cut(strings.ToLower(word), "@")
	if slices.Contains(eraseCommands(), word) {
		askErase(t)
		return true
	}
	switch word {
	case "start":
		start(t, arg)
	case "menu", "danhsach":
		showMenu(t)
	case "help", "trogiup":
		aroundAs(t, chat.TurnHelp, "help")
	case "human", "nhanvien", "support":
		askedHuman(t, intent.Result{})
	case "back", "quaylai":
		goBack(t)
	case "restart", "lamlai":
		restart(t)
	case "cancel", "huy":
		cancel(t)
	case "lang", "language":
		language(t, strings.TrimSpace(arg))
	default:
		return false
	}
	return true
}

func language(t *turn, to string) {
	speak(t, to)
	t.pre(t.T("language"))
	t.again()
	t.out.Kind = chat.TurnLanguage
}
