// Package chat holds the words every other package speaks: who writes
// (Address, User), what arrived (Incoming), what is said back (Reply,
// Outgoing), who holds a conversation (Holder) and what support sees of it
// (Ticket, Line).
//
// It is a leaf: plain values that travel as JSON, no I/O, no clock, no policy.
// Start reading at Conversation.
package chat
