// Package desk is where support staff take over: tickets with a number, a
// holder and a history, from the hand-off until a person has closed it or
// given it back to the bot.
//
// It has four parts. Lifecycle changes an opened record.Record and does no
// I/O: the bot's turn calls it (Open, Heard, Wake …) so that a hand-off is
// committed with the turn that caused it. Desk is what staff do from any front
// (Claim, Say, Close …): each action loads the conversation, applies the same
// kind of change and writes it by compare-and-swap, so that two fronts can
// drive one ticket at once and never disagree. Reader reads tickets and
// transcripts: the queue, searches, estimates, exports. Formatter says all of
// it in the staff's language.
//
// What staff can do is one table, Actions: the commands of the staff group, the
// buttons and shortcuts of the web desk and the help of both derive from it, so
// that an action is its method, its row and its words.
//
// It draws no front, sends nothing itself, and knows no platform. All parts
// are immutable and safe for concurrent use.
//
// A ticket is waiting, claimed, returned to the bot, or closed. Claiming is
// exclusive: of two at once one wins and the other gets ErrTaken. Everything
// else may be done by every member of staff, and every action is in the
// ticket's log.
//
// Start reading at Lifecycle.Open, then Desk.Claim.
package desk
