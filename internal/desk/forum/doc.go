// Package forum is staff's front in a Telegram forum group: a topic per
// ticket.
//
// A topic is a projection of a conversation with a cursor. Front.Sync, driven
// by the conversation's desk lane, looks at the ticket and the transcript and
// does the one thing that the topic lacks most: create it, show the card,
// show what was said, rename, pin, close. Nothing is pushed from elsewhere,
// so a topic that was deleted is simply built again, and a crash repeats at
// most the one request that was under way.
//
// Front.Handle is the way back: what staff write, edit, press or close in the
// group becomes an action of desk.Desk under the arrival's id.
//
// All topics of the group share Telegram's limit of some twenty actions a
// minute. Every request asks the Budget first, lines are coalesced, and what
// is not urgent waits.
//
// It speaks to Telegram through the operations and failures of package
// telegram, of which it knows no method name and no words, and never to users.
// A Front is safe for concurrent use. Start reading at Front.Sync.
package forum
