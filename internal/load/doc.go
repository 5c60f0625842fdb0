// Package load is the generator behind "bot load": it plays users of Telegram,
// and Telegram itself, for a running program, and measures how long that takes
// to answer.
//
// It knows nothing of the dialog. It learns walks first: a user of its own
// presses and writes at random by a seed, two more do the same again, and what
// all three were told is what everybody must be told. Every reply under load is
// held against that: one that differs, is missing or comes twice is counted and
// shown. A walk that does not go the same way twice is not used.
//
// A user walks once, from the first line to the last, and the next one is a
// stranger to the program. Latency runs from the moment a line was due to be
// sent to the last reply to it, so in an open loop what could not be sent in
// time counts as waiting.
//
// It is not a test of Telegram's rules (telegramtest is), nor of crashes (chaos
// is). Start reading at Run.
package load
