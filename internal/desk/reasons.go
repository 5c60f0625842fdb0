package desk

import "hotro/internal/chat"

// closedByUser is why a ticket was closed whose user no longer needs a person.
const closedByUser chat.Reason = "closed.by_user"

// closings are the ready-made reasons of staff for closing a ticket.
func closings() []chat.Reason {
	return []chat.Reason{"closed.done", "closed.guided", "closed.silent", "closed.duplicate", "closed.spam"}
}

// Reasons returns every reason for which a ticket is closed that is not in
// words of staff, for the test that holds them against prompts/.
func Reasons() []chat.Reason { return append(closings(), closedByUser) }
