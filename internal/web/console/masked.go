package console

import (
	"maps"
	"slices"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/llm/redact"
	"hotro/internal/privacy"
)

// A phone number is for who has to call: who holds the ticket, and leads. Lists
// and search, in which nobody calls, show it to nobody. So is a password that a user
// has typed, which nobody else has a need of.

// mayCall reports whether somebody is shown the phone numbers of a conversation.
func mayCall(me desk.Staff, conv chat.Conversation) bool {
	t := conv.Ticket
	return me.Role == desk.RoleLead || t.Open() && t.Holder.Staff == me.ID
}

// masked is a line without phone numbers that can be called, and one of the user's
// without passwords, codes and tokens.
func masked(l desk.TranscriptLine) desk.TranscriptLine {
	if l.By == chat.ByUser {
		l.Text, l.Edited, l.Quote = redact.Secrets(l.Text), redact.Secrets(l.Edited), redact.Secrets(l.Quote)
	}
	l.Text, l.Edited, l.Quote = privacy.Mask(l.Text), privacy.Mask(l.Edited), privacy.Mask(l.Quote)
	return l
}

// maskedFacts are facts without phone numbers that can be called, but for those of
// the user's own firm.
func maskedFacts(facts map[string]string, own []string) map[string]string {
	facts = maps.Clone(facts)
	for k, v := range facts {
		if !slices.Contains(own, k) {
			facts[k] = privacy.Mask(v)
		}
	}
	return facts
}
