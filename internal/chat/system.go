package chat

import "strconv"

// What the program notes in a transcript, as facts: see Reason and Line.Shown.
const (
	SystemBlocked   Reason = "system.blocked"   // the user blocked the bot
	SystemReachable Reason = "system.reachable" // the user can be written to again
	SystemCancelled Reason = "system.cancelled" // the user no longer needs a person
)

// SystemRated notes a rating of the bot's own help; a score of 0 is none.
func SystemRated(score int, comment string) Reason {
	switch {
	case score == 0:
		return Because("system.commented", "comment", comment)
	case comment == "":
		return Because("system.rated", "score", strconv.Itoa(score))
	}
	return Because("system.rated_comment", "score", strconv.Itoa(score), "comment", comment)
}

// SystemReasons returns every note, with an example of each value, for the
// test that holds them against prompts/.
func SystemReasons() []Reason {
	return []Reason{
		SystemBlocked, SystemReachable, SystemCancelled,
		SystemRated(5, ""), SystemRated(5, "nhanh"), SystemRated(0, "nhanh"),
	}
}

// Shown returns what the line says, in the language of the phrasebook where
// the program says it.
func (l Line) Shown(book Phrasebook) string {
	if l.By == BySystem {
		return Reason(l.Latest()).Words(book)
	}
	return l.Latest()
}
