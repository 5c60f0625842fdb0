package desk

import "hotro/internal/chat"

// closedByUser is the reason when the user no longer needs a person.
const closedByUser chat.Reason = "closed.by_user"

// closedSpam is the reason of what nobody meant: its user hears nothing of it.
const closedSpam chat.Reason = "closed.spam"

// closedSilent is the reason of what ended because nobody said anything any
// more.
const closedSilent chat.Reason = "closed.silent"

// closings are the ready-made reasons that staff choose from.
func closings() []chat.Reason {
	return []chat.Reason{"closed.done", "closed.guided", closedSilent, "closed.duplicate", closedSpam}
}

// Reasons returns every ready-made reason for closing a ticket, for the test
// that holds them against prompts/.
func Reasons() []chat.Reason { return append(closings(), closedByUser, closedErased) }
