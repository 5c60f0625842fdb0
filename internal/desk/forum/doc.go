// Package forum is staff's front in a Telegram forum group: a topic per
// ticket.
//
// A topic is a projection of a conversation with a cursor. Front.Sync, driven
// by the conversation's desk lane, looks at the ticket and the transcript and
// does the one thing the topic needs most: create it, show the card, show what
// was said, rename, pin, close. Nothing is pushed from elsewhere, so a deleted
// topic is simply rebuilt, and a crash repeats at most the request that was in
// flight.
//
// Front.Handle is the way back: what staff write, edit, press or close in the
// group becomes an action of desk.Desk under the arrival's id.
//
// All topics of the group share Telegram's limit of some twenty messages a
// minute. What is sent asks the Budget first: lines are coalesced, the card holds
// the user's words, and who waits stands in one line by ticket number. How a
// ticket looks is changed at once, for that is no message.
//
// It talks to Telegram through the operations and failures of package
// telegram, never by method names or error texts, and never to users. A Front
// is safe for concurrent use. Start reading at Front.Sync.
package forum
