package chat

import (
	"strconv"
	"strings"
)

// What the program notes in a transcript, as facts: see Reason and Line.Shown.
const (
	SystemBlocked   Reason = "system.blocked"   // the user blocked the bot
	SystemReachable Reason = "system.reachable" // the user can be written to again
	SystemLeft      Reason = "system.left"      // the user unfollowed the account
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
		SystemBlocked, SystemReachable, SystemLeft, SystemCancelled,
		SystemRated(5, ""), SystemRated(5, "nhanh"), SystemRated(0, "nhanh"),
	}
}

// Shown returns what the line says, in the language of the phrasebook where
// the program says it: what it notes, what kind of message came that has no
// words, what the link named that they came by, who wrote first what was
// passed on.
func (l Line) Shown(book Phrasebook) string {
	switch {
	case l.By == BySystem:
		return Reason(l.Latest()).Words(book)
	case l.By != ByUser:
		return l.Latest()
	}
	var lines []string
	if l.Origin != "" {
		lines = append(lines, book.T("kind.forwarded", "name", l.Origin))
	}
	switch {
	case l.Kind == KindUnsupported:
		lines = append(lines, kindName(book, l.Data))
	case l.Kind == KindButton && l.Latest() == "":
		lines = append(lines, book.T("kind.button"))
	case l.Kind == KindSticker:
		return strings.Join(append(lines, strings.TrimSpace(book.T("kind.sticker")+" "+l.Latest())), "\n")
	case l.Kind == KindLocation:
		return strings.Join(append(lines, WithMap(l.Latest())), "\n")
	case l.Kind == KindErase && l.Text == "":
		lines = append(lines, book.T("kind.erase"))
	case l.Kind == KindStart && l.Data != "":
		return strings.Join(append(lines, book.T("kind.opened_at", "what", strings.TrimSpace(l.Data))), "\n")
	}
	return strings.TrimSuffix(strings.Join(append(lines, l.Latest()), "\n"), "\n")
}

// Feedback is what Data of a KindUnsupported says of a rating of something that
// the account sent by itself: Text is the stars, and words that came with them.
const Feedback = "user_feedback"

// BlankText is what Data of a KindUnsupported says of a text of which nothing
// can be seen.
const BlankText = "text"

// Blank reports whether a message is a text of which nothing can be seen.
func (in Incoming) Blank() bool {
	return in.Kind == KindUnsupported && in.Text == "" && len(in.Files) == 0 && bareKind(in.Data) == BlankText
}

// bareKind is a kind's name without what platforms put around it.
func bareKind(platform string) string {
	return strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(platform, "user_send_"), "message."), ".received")
}

// kindName names a kind of message by the platform's own name of it: "poll",
// "user_send_poll" or "message.poll.received".
func kindName(book Phrasebook, platform string) string {
	if key := "kind.is_" + bareKind(platform); book.Has(key) {
		return book.T(key)
	}
	if platform == "" {
		return book.T("kind.unknown")
	}
	return book.T("kind.other", "name", platform)
}
