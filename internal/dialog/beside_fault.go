package dialog

import (
	"slices"
	"strings"

	"hotro/internal/intent"
)

// Who asks for a price and tells in the same line that calls fail has an error: that is
// helped, and what he asks besides is kept for a person. The line as a whole reads as
// what no document covers.

// faultBeside takes what a line is about from the side that tells a fault, where another
// side asks and the whole tells of no error.
func faultBeside(t *turn, u *utterance) {
	r := u.res
	weak := r.Intent == intent.KindNone || r.Intent == intent.KindAsk && r.Shared == "" && len(r.Candidates) > 0 && r.Candidates[0].Score < leaveAsk
	if walking(t) || t.st.Person || t.st.Place.Screen == AtPerson || r.Code != "" || r.Partial || !weak || u.words.Has(intent.Insult) || len(r.Refs)+len(r.BadRefs) > 0 {
		return
	}
	all := sides(t, u.text)
	asks := func(but int) int {
		return slices.IndexFunc(all, func(side string) bool {
			return side != all[but] && queries(t, side) && !partDoes(t, side, actLeast, intent.Problem, intent.MoreInfo, intent.Unsure, intent.NotSolved, intent.Solved)
		})
	}
	at, told := -1, intent.Result{}
	for i, side := range all {
		if asks(i) < 0 {
			continue
		}
		if res, ok := faultTold(t, side); ok {
			at, told = i, res
			break
		}
	}
	if at < 0 {
		return
	}
	u.asked = strings.TrimSpace(all[asks(at)])
	if told.Intent == intent.KindNone {
		u.fails = true
		return
	}
	told.Score = min(told.Score, besideSure)
	u.res = told
}

// pleadedFor takes a line that asks for help with what it tells for what stands before
// that: "gọi ra bị ngắt thì em coi giùm được không".
func pleadedFor(t *turn, u *utterance) {
	r := u.res
	if walking(t) || t.st.Person || r.Code != "" || r.Partial || r.Intent != intent.KindNone || len(r.Refs)+len(r.BadRefs) > 0 || !t.mentions("do_it_words", u.text) {
		return
	}
	for _, part := range parts(t, u.text) {
		fields, line := strings.Fields(part), spelled(t, part)
		for before := range cuts(line, writtenPhrases(t, "then_words")) {
			at := len(before)
			if at < 1 || len(fields) != len(line) || !t.mentions("do_it_words", afterWord(part, at)) {
				continue
			}
			if told := heardAs(t, strings.Join(fields[:at], " ")).Result; told.Intent == intent.KindTopic || told.Intent == intent.KindAsk && !vague(told) {
				told.Score = min(told.Score, besideSure)
				u.res = unrejected(t, told)
				return
			}
		}
	}
}

// actLeast is how likely a side is to tell something for it to ask nothing, though a word of
// it asks: "mấy bạn còn lại bình thường", "không biết lỗi gì".
const actLeast = 0.5

// besideSure is how sure the words of such a side are at most: the rest of the line leaves
// it open, and the user hears that it is likely.
const besideSure = likely - 0.05

// faultTold is what a side of a line is about by itself, and whether that is a fault: an
// error that a document is about, or that calls fail.
func faultTold(t *turn, side string) (intent.Result, bool) {
	if comesIn(t, side) || !t.mentions("error_words", side) && !t.mentions("calling_words", side) && !t.mentions("sound_words", side) {
		return intent.Result{}, false
	}
	r := heardAs(t, side).Result
	says := t.meanings(side)
	fails := callsFail(t, side) || t.mentions("calling_words", side) && (says.Has(intent.Problem) || says.Has(intent.NotSolved) || t.mentions("amiss_words", side)) && !asksSomething(t, side)
	switch r.Intent {
	case intent.KindTopic:
		return r, r.Score >= leaveAsk
	case intent.KindAsk, intent.KindNone:
		return r, fails
	}
	return r, false
}
