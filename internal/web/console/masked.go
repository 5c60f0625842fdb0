package console

import (
	"maps"
	"slices"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/privacy"
)

// A phone number is for who has to call: who holds the ticket, and leads. Lists
// and search, in which nobody calls, show it to nobody.

// mayCall reports whether somebody is shown the phone numbers of a conversation.
func mayCall(me desk.Staff, conv chat.Conversation) bool {
	t := conv.Ticket
	return me.Role == desk.RoleLead || t.Open() && t.Holder.Staff == me.ID
}

// masked is a line without phone numbers that can be called.
func masked(l desk.TranscriptLine) desk.TranscriptLine {
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
