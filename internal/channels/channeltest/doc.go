// Package channeltest is what the doubles of messaging platforms share: a
// server, a client without a network, a webhook caller with retries, and the
// small change of HTTP. It knows no platform; the doubles are telegramtest,
// zalotest and zalobottest.
//
// Start reading at Webhook.
package channeltest

import "unicode/utf16"

// TB is the part of testing.TB that doubles need.
type TB interface {
	Helper()
	Cleanup(func())
	Errorf(format string, args ...any)
}

// UTF16Len is the length of a text as platforms count it, in UTF-16 units.
func UTF16Len(s string) int { return len(utf16.Encode([]rune(s))) }

// CountDown takes one from n and reports whether there was one; a fault that
// strikes n times asks it each time.
func CountDown(n *int) bool {
	if *n <= 0 {
		return false
	}
	*n--
	return true
}
