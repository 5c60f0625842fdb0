package privacy

// Kind is one kind of data about people: docs/privacy.md shows all of them.
type Kind struct {
	What, Where, Why, HowLong, Reads, Erases string
}

// Kinds is the table of all that is kept about people.
func Kinds() []Kind {
	const told = "the user (`/xoa`, the chat page), Zalo's withdrawal, a lead (`/erase`, the desk), `bot privacy delete`"
	return []Kind{
		{"conversation: address, name, state of the dialog, call IDs, facts, timers", "store", "to answer", "30 days after its last change or timer", "program, staff", told},
		{"transcript, at most 2000 lines, with deliveries and message ids", "store", "to answer, to hand over", "with the conversation", "staff", told},
		{"arrivals and replies that wait, dead letters", "store", "nothing is lost", "until done; dead letters 30 days", "program, operators", told},
		{"uploads on the chat page and the desk", "`FILES_DIR`, or the store", "to show them", "30 days", "whoever is in the talk", told},
		{"tickets with rating, what was said last, and log", "store", "to hand over", "30 days after they end; at most as long as the conversation", "staff", told},
		{"the picture that a user with a ticket shows on Telegram or Zalo, 96 pixels wide", "store", "staff know who writes", "30 days after their last ticket was opened", "staff", told},
		{"drafts of staff: what they have begun to write on a ticket and not sent", "store", "it is there on another device, another day", "30 days after its last change", "who wrote it", told},
		{"ids of arrivals, as fingerprints", "store", "nothing is answered twice", "with the conversation", "nobody", told},
		{"topics of the staff group, and which ticket each shows", "Telegram, store", "staff work there", "as long as the conversation; what the bot may not delete, until somebody does", "staff", told + "; the group's owner"},
		{"messages about tickets left alone", "Telegram, `DESK_ESCALATION_CHAT`", "leads are told", "whom they are about, as long as the conversation", "leads", told + "; the chat's owner"},
		{"line by which a call of Telegram was answered, by a fingerprint of the call (`TELEGRAM_WEBHOOK_REPLY`)", "store", "the same call gets the same answer", "26 hours, two more than Telegram repeats it", "nobody", "nobody"},
		{"shares taken of budgets, by a hash of the conversation or of the machine's address", "store", "one machine does not use up what is meant for all", "an hour", "nobody", "nobody"},
		{"addresses of files", "store", "files that a platform can't carry", "about a month", "whoever has one", told},
		{"tickets in StringeeX, where that is set", "StringeeX", "the company's own records", "as long as StringeeX keeps them", "the company", "the company, there"},
		{"log of the program: number of a chat, never words or names", "where the log goes", "to operate", "as long as the log is kept", "operators", "operators"},
		{"log of deletions: when, by whom, how much; not of whom", "store", "to show that it was done", "a year", "leads, operators", "nobody"},
	}
}
