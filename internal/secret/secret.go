// Package secret holds text that does not print: tokens, keys and passwords.
//
// A String shows as "***" in every fmt verb, in JSON and in logs; only Reveal
// gives the text. It does not encrypt and does not wipe memory. Values are
// plain and safe to copy.
package secret

import (
	"fmt"
	"io"
	"log/slog"
)

// String is a text that must not be seen. Read it with Reveal at the one
// place that needs it.
type String string

// Reveal returns the text itself.
func (s String) Reveal() string { return string(s) }

// Set reports whether there is a text at all.
func (s String) Set() bool { return s != "" }

// String returns "***", or nothing when there is no text.
func (s String) String() string {
	if s == "" {
		return ""
	}
	return "***"
}

// GoString hides the text from %#v.
func (s String) GoString() string { return s.String() }

// Format hides the text from every verb, %x and %q included.
func (s String) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.String()) }

// MarshalText hides the text from JSON and its like.
func (s String) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// LogValue hides the text from slog.
func (s String) LogValue() slog.Value { return slog.StringValue(s.String()) }
