package channels

import "strings"

// Way is how a user gets to the help for an error on one platform.
type Way struct {
	URL   string // empty: the platform has no addresses of chats
	Write string // what to write there; empty: the address tells it
}

// Asked is what a user writes who wants help for an error, where no address
// tells it: the code, the call ID, or both.
func Asked(code, call string) string { return strings.TrimSpace(code + " " + call) }
