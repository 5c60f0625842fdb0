package chat

import "time"

// Receipt is what a platform says became of a message of ours after it took
// it.
type Receipt struct {
	From    Address   // the user's chat
	Message string    // the platform's id of the message
	State   string    // Delivered, Read or Failed
	Reason  Reason    // of Failed
	At      time.Time // the platform's clock; receipt time when it has none
}
