// Package webchat is the web chat as a channel: who a visitor is, what the page
// posts, and a Sender that is always delivered, because the page reads the
// transcript itself.
//
// It serves no HTTP; package internal/web/visitor does. Everything here is
// safe for concurrent use. Start reading at Decode.
package webchat

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/pattern"
)

// Bot is the bot part of every web address: there is one web chat.
const Bot = "hotro"

// NewVisitor returns a fresh visitor id: 128 random bits in hex.
func NewVisitor() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails: crypto/rand crashes the program instead
	return hex.EncodeToString(b[:])
}

var visitorID = pattern.New(`^[0-9a-f]{32}$`)

// IsVisitor reports whether id has the form NewVisitor gives. An id is a
// secret that names its conversation, so nothing else is let near the store.
func IsVisitor(id string) bool { return visitorID.MatchString(id) }

// Address returns the conversation of a visitor.
func Address(visitor string) chat.Address {
	return chat.Address{Channel: chat.Web, Bot: Bot, Chat: visitor}
}

// Tail is the end of a visitor id, which tells visitors apart and gives
// nothing away of the id that opens the conversation.
func Tail(id string) string { return strings.ToUpper(id[max(0, len(id)-4):]) }

// Sender delivers to the web chat. Send succeeds at once: a line is delivered
// when the transcript says so, and the page shows what the transcript holds.
type Sender struct {
	typing func(conv string)
}

// NewSender returns a Sender. typing is told which conversation an answer is
// on its way to; nil when nobody shows it.
func NewSender(typing func(conv string)) *Sender { return &Sender{typing: typing} }

// Split returns the reply whole: a page has no limits.
func (s *Sender) Split(r chat.Reply) []chat.Reply { return []chat.Reply{r} }

// Send returns an id for the message; it can't fail.
func (s *Sender) Send(context.Context, chat.Address, chat.Reply) (string, error) {
	return "m" + NewVisitor()[:16], nil
}

// Typing shows the visitor that an answer is on its way.
func (s *Sender) Typing(_ context.Context, to chat.Address) {
	if s.typing != nil {
		s.typing(to.String())
	}
}
