package console

import (
	"strings"

	"hotro/internal/chat"
	"hotro/internal/privacy"
	"hotro/internal/web/ui"
)

// lastSaid is the last line of a ticket's people, words or what came instead of
// them, and who of staff said it; speaker is empty for the user's.
func lastSaid(words ui.Words, t *chat.Ticket) (said, speaker string) {
	said = privacy.Mask(t.Said)
	if kind := "web.file_" + t.SaidKind; t.SaidKind != "" && words.Has(kind) {
		switch {
		case said == "", t.SaidKind == string(chat.KindLocation): // whose words are figures
			said = words.T(kind)
		default:
			said = words.T(kind) + ": " + said
		}
	}
	if said != "" && t.SaidBy == chat.ByStaff {
		speaker = words.T("web.desk.staff_said")
		if name := strings.TrimSpace(t.SaidName); name != "" {
			speaker = name + ":"
		}
	}
	return said, speaker
}
