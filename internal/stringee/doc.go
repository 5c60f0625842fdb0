// Package stringee holds what the bot knows about Stringee's own objects. The
// grammar of call IDs is here: FindCallIDs reads them out of what people
// paste, and says exactly what is wrong with those it can't accept.
//
// It never takes the number in a call ID for the time of the call: that number
// counts up from the start of a server process and may be days away from it.
// Everything here is safe for concurrent use. Start reading at FindCallIDs.
package stringee
