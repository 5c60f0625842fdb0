package dialog

import (
	"slices"

	"hotro/internal/intent"
)

// Decisive reports whether a line says by itself all that is needed to answer
// it: a number or a command, a whole code, a call ID, an answer and nothing
// else. People who write three short lines begin with other words; such a line
// need not wait for the next.
func Decisive(text string, read intent.Reading) bool {
	if control(text) || len(read.Result.Refs) > 0 || (read.Result.Code != "" && !read.Result.Partial) {
		return true
	}
	if read.Meanings.Whole(intent.Ack) || read.Meanings.Whole(intent.Hold) {
		return false // "dạ" is how many lines begin
	}
	return slices.ContainsFunc(read.Meanings.Matches, func(m intent.MeaningMatch) bool {
		return m.Whole && !m.Negated && answers(m.Meaning)
	})
}

// answers reports whether a meaning answers what was asked, or asks for one
// thing.
func answers(m intent.Meaning) bool {
	switch m {
	case intent.Yes, intent.No, intent.Unsure, intent.Solved, intent.NotSolved, intent.Done, intent.IsAdmin, intent.NotAdmin, intent.NoID,
		intent.Human, intent.Back, intent.Restart, intent.Menu, intent.Cancel, intent.Skip, intent.Repeat:
		return true
	}
	return false
}
