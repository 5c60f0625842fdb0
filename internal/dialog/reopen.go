package dialog

import "hotro/prompts"

// reopens reports whether a line asks to have a request back that was taken back or
// closed: a verb of opening again and the request, or that it was closed by mistake.
func reopens(say *prompts.Say, line []word) bool {
	if wondering(say, bareEnd(say, line)) && !mention(say, "reopen_polite", line) {
		return false
	}
	return mention(say, "reopen_words", line) || mention(say, "reopen_verbs", line) && mention(say, "reopen_objects", line)
}
