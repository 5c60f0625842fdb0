// Package channeltest holds doubles of the messaging platforms: servers on
// 127.0.0.1 that behave as the platforms document it, their faults included,
// with the users and staff behind them as plain Go values.
//
// A double is for tests and for playing by hand (telegramserver). It checks
// what the platform checks and keeps everything in memory; it is no
// reimplementation, and what no test needs answers "method not found". All
// methods are safe for concurrent use.
//
// For Telegram start reading at NewTelegram.
package channeltest

// TB is the part of testing.TB that doubles need.
type TB interface {
	Helper()
	Cleanup(func())
	Errorf(format string, args ...any)
}
