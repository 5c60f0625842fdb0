package forum

import (
	"context"
	"time"

	"hotro/internal/chat"
)

// typingEvery is how often, in the whole group, a user's writing is shown:
// signs of it are no messages, and must not keep any waiting.
const typingEvery = 2 * time.Second

// Typing shows in a ticket's topic that its user writes, while somebody of staff
// holds the ticket: nobody else waits for the words. Where it can't be shown now
// it is not shown.
func (f *Front) Typing(ctx context.Context, conv string) {
	c, err := f.Tickets.Conversation(ctx, conv)
	if err != nil || c.Ticket == nil || c.Ticket.State != chat.Claimed {
		return
	}
	thread, err := f.get(ctx, ticketKey(c.Ticket.Number))
	if err != nil || thread == nil || !f.mayShowTyping() {
		return
	}
	f.Bot.Typing(ctx, f.at(string(thread)))
}

func (f *Front) mayShowTyping() bool {
	last, now := f.typed.Load(), f.Now().UnixNano()
	return now-last >= int64(typingEvery) && f.typed.CompareAndSwap(last, now)
}
