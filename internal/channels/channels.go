// Package channels is the contract between the program and the messaging
// platforms, and the two loops that every platform shares: Hook takes
// webhooks in (verify, decode, store; no other work), Deliver takes replies
// out (ordered lanes, retries, giving up).
//
// A platform is one sub-folder. It decodes its own wire format to
// chat.Incoming, and implements Sender. What else it can do it shows by the
// small optional interfaces below. Platforms never import each other.
package channels

import (
	"context"
	"io"
	"net/http"
	"time"

	"hotro/internal/chat"
)

// Sender sends to one platform. Safe for concurrent use.
type Sender interface {
	// Split cuts a reply into the messages this platform needs (length
	// limits, one file each, numbered options where it has no buttons). It is
	// deterministic, so that a resumed send continues at the part that failed.
	Split(chat.Reply) []chat.Reply
	// Send sends one part and returns the platform's message id; where it
	// became several messages, those of all as IDs joins them. Its error is
	// a *Failure, or any other error for a request that provably was not sent.
	// It asks MayBegin right before the request.
	Send(ctx context.Context, to chat.Address, part chat.Reply) (id string, err error)
}

// Typer can show that an answer is on its way. Best effort.
type Typer interface {
	Typing(ctx context.Context, to chat.Address)
}

// Fetcher can fetch a file that a user or staff sent on this platform. The
// reader is capped at max bytes and must be closed.
type Fetcher interface {
	Fetch(ctx context.Context, f chat.File, max int64) (io.ReadCloser, error)
}

// Accept stores arrivals durably. When it returns nil they are safe, and the
// platform may be told so. Duplicates are not an error.
type Accept func(ctx context.Context, in ...chat.Incoming) error

// Receipts notes what became of our messages. After an error the platform
// shall say it again; repeats are not an error.
type Receipts func(ctx context.Context, r ...chat.Receipt) error

// Arrivals are what one call of a platform brought.
type Arrivals struct {
	Messages []chat.Incoming
	Receipts []chat.Receipt
	Ignored  string // why there is nothing, by name; empty where the platform's adapter does not tell
}

// Webhook is the receiving half of a platform that calls us.
type Webhook interface {
	// Verify reports whether the raw request is the platform's own.
	Verify(h http.Header, body []byte) bool
	// Decode reads the arrivals in a verified body; none for events that are
	// ignored on purpose. An error means that the body can't be read; it is
	// logged and answered 200, for the platform would only repeat it.
	Decode(h http.Header, body []byte) (Arrivals, error)
}

// Screen is a Webhook that judges a call by its headers before anything of its
// body is read: who has no secret is refused for the price of the headers.
type Screen interface {
	// Screen returns the largest body that a call with these headers may have:
	// what the platform ever sends, and 0 when the headers alone show that the
	// call is forged.
	Screen(h http.Header) int64
}

// Class says what to do about a failed send.
type Class int

// The classes of failure.
const (
	// Refused: definitely not sent, and trying again will not help (bad
	// request, window closed). Given up and shown to staff.
	Refused Class = iota
	// Later: definitely not sent; try again After (or by backoff when zero).
	Later
	// Unknown: may have been sent (no answer came). Waits, then sent once more.
	Unknown
	// Gone: the user blocked the bot or no longer exists. Given up, and the
	// conversation is marked blocked.
	Gone
	// Moved: the chat has a new id (Telegram group migration): To.
	Moved
	// Operator: nothing goes out until a person acts (token revoked, package
	// expired). Tried again slowly, alerted.
	Operator
)

// Failure is a send that did not succeed.
type Failure struct {
	Class  Class
	After  time.Duration // for Later: the platform's own wait
	Known  bool          // for After: the adapter itself keeps everybody back that it is meant for, on every replica
	Told   bool          // for Operator: the adapter itself tells people of it, with what to do
	To     string        // for Moved: the new chat id
	Reason chat.Reason   // for staff, who see it in their own language; no secret
	Err    error         // for the log; no secret, no customer text
}

func (f *Failure) Error() string {
	switch {
	case f.Err == nil:
		return f.Reason.String()
	case f.Reason == "":
		return f.Err.Error()
	}
	return f.Reason.String() + ": " + f.Err.Error()
}

func (f *Failure) Unwrap() error { return f.Err }
