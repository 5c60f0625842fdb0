package dialog

// An error that comes back day after day is told with that: "hôm qua lỗi, hôm nay lại
// lỗi", "lần thứ ba trong tuần". Whoever tells it is owed a word before the question.

// lasting reports whether a line complains that an error comes again and again, or goes
// on for days.
func lasting(t *turn, u *utterance) bool {
	line := spelled(t, u.text)
	if !amissHere(t, u) && !holdsPhrase(line, writtenPhrases(t, "suffer_words")) || asks(u.words) && u.res.Code == "" {
		return false
	}
	if t.mentions("nth_time_words", u.text) || t.mentions("for_days_words", u.text) {
		return true
	}
	before, today := len(line), -1
	for head := range cuts(line, writtenPhrases(t, "before_words"), writtenPhrases(t, "day_before_words")) {
		before = min(before, len(head))
	}
	for head := range cuts(line, writtenPhrases(t, "today_words")) {
		today = max(today, len(head))
	}
	return today > before && holdsPhrase(line[today:], writtenPhrases(t, "once_again_words"))
}
