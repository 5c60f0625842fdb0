package channeltest

import (
	"net/http"

	"hotro/internal/channels"
	"hotro/internal/chat"
)

// Rig is a made-up platform as tests of the whole program plug it in: how the
// program is set up for it, how it calls, and who its users are.
type Rig struct {
	Name    string
	Config  channels.Config
	Env     map[string]string
	Running func(base string)            // the program is reached there; told at every start
	User    func(n int) User             // one of many, the same for the same number
	Lacks   []chat.Kind                  // what its users can't send
	Tells   bool                         // what became of our messages
	Path    string                       // of its webhook
	Body    func(id, text string) string // a call about a text of one user
	Sign    func(body string) http.Header
	Forged  []http.Header
}

// User is somebody with a platform's app in hand.
type User interface {
	At() chat.Address
	// Does writes a text, presses the button of a label, or sends something of
	// another kind.
	Does(k chat.Kind, text string) error
	Told() []Bubble
	// Buttons reports whether n choices are shown as buttons.
	Buttons(n int) bool
}

// Bubble is a message as a user sees it on any channel.
type Bubble struct {
	Text   string
	Labels []string // of buttons; none where choices are numbered lines
}
