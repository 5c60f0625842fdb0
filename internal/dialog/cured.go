package dialog

import (
	"slices"

	"hotro/internal/intent"
)

// What was amiss is over, told by what is gone or by what works by now: "đổi tai
// nghe dây hết vọng rồi", "tải lại trang rồi, giờ bấm được".

// isOver reports whether a clause ends in saying that a symptom is no more.
func isOver(t *turn, part string) bool {
	line, gone := doneLine(t, part), writtenPhrases(t, "gone_words")
	for i := range line {
		rest := line[i+1:]
		if !among(gone, line[i]) || len(rest) < 2 || len(rest) > goneReach {
			continue
		}
		if endsWith(rest, writtenPhrases(t, "gone_ends")) && holdsPhrase(rest, writtenPhrases(t, "symptom_words")) {
			return true
		}
	}
	return false
}

// goneReach is how many words behind "hết" name what is gone and end the clause.
const goneReach = 4

// worksByNow reports whether a clause ends in saying that something works now, or
// since what was done: "giờ bấm được", "mở tab mới thì gọi lên rồi".
func worksByNow(t *turn, part string) bool {
	return worksByNowIn(t, doneLine(t, part)) || worksByNowIn(t, spelled(t, part)) // "giờ ok hết" ends in words that are polite elsewhere
}

func worksByNowIn(t *turn, line []word) bool {
	if holdsPhrase(line, writtenPhrases(t, "exclusive_words")) {
		return false // "mỗi chị ấy là gọi được"
	}
	return cutSo(line, writtenPhrases(t, "by_now_words"), func(_, rest []word) bool {
		return turnsOut(t, rest, "works_ends_words") || turnsOut(t, rest, "fine_ends")
	})
}

// nowReach is how many words behind "giờ" or "thì" say what works.
const nowReach = 5

// turnsOut reports whether the end of a clause is a few words that end as those
// under a key, and neither deny nor wish for it.
func turnsOut(t *turn, rest []word, ends string) bool {
	return len(rest) > 0 && len(rest) <= nowReach && endsWith(rest, writtenPhrases(t, ends)) &&
		!holdsPhrase(rest, writtenPhrases(t, "negator_words")) && !holdsPhrase(rest, writtenPhrases(t, "wish_words"))
}

// doneLine is a clause without the polite words at its end.
func doneLine(t *turn, part string) []word {
	return cutEnd(spelled(t, part), 1, writtenPhrases(t, "laugh_words"), writtenPhrases(t, "number_polite"), writtenPhrases(t, "question_polite"), writtenPhrases(t, "vocative_words"))
}

// isCured reports whether a line says that what was amiss is over, and denies
// nothing besides.
func isCured(t *turn, s string) bool {
	over := false
	for _, part := range parts(t, s) {
		switch {
		case cured(t, part):
			over = true
		case longestHead(headless(t, spelled(t, part)), writtenPhrases(t, "cause_heads")) > 0: // what it was is over, too
		case t.mentions("negator_words", part), t.mentions("other_channel_words", part):
			return false
		}
	}
	return over
}

// cured reports whether a clause says that what was amiss is over.
func cured(t *turn, part string) bool {
	return noLonger(t, part) || (isOver(t, part) || worksByNow(t, part) || t.mentions("cured_words", part)) && !t.meanings(part).Denies && !t.mentions("still_words", part)
}

// noLonger reports whether a clause denies that what was amiss is so any more: "không
// báo lỗi nữa". "Không gọi được nữa" denies what was well, and "chưa kịp đổ chuông nữa"
// what has not come yet.
func noLonger(t *turn, part string) bool {
	line := doneLine(t, part)
	if !endsWith(line, writtenPhrases(t, "any_more_ends")) {
		return false
	}
	for before, behind := range lastCuts(line, writtenPhrases(t, "negator_words")) {
		if len(behind) <= anyMoreReach && !among(writtenPhrases(t, "yet_words"), line[len(before)]) {
			return longestHead(behind, writtenPhrases(t, "unknowing_words")) == 0 && holdsPhrase(behind, writtenPhrases(t, "symptom_words")) // "không nhớ lỗi gì nữa" is of him
		}
	}
	return false
}

// anyMoreReach is how many words behind a negator name what is no more, and say so.
const anyMoreReach = 4

// curedWaiting asks who is well again while a person is waited for whether the
// request is to be taken back. What cured it is kept for staff.
func curedWaiting(t *turn, u *utterance) {
	if u.says.Words > briefAnswer {
		keepDetail(t, u.text)
	}
	askCancel(t)
}

// worksWaiting reports whether a line tells, while a person is waited for, that calls are
// made again: surely, or by a clause that says so of people or calls. Nothing is taken
// back for it, it is asked about.
func worksWaiting(t *turn, u *utterance) bool {
	if u.res.Code != "" || u.words.Has(intent.NotSolved) || asksSomething(t, u.text) || asks(u.words) || stillAmiss(t, u) || unsteady(t, u.text) || holdsPhrase(spelled(t, u.text), writtenPhrases(t, "negator_words")) {
		return false
	}
	if mentionsAny(t, u.text, "other_channel_words", "own_phone_words", "before_words") {
		return false
	}
	if tellsCall(t, u) && !t.mentions("equipment_words", u.text) && (len(parts(t, u.text)) > 1 || !t.mentions("elsewhere_words", u.text)) {
		return true // who tells what was done before it does not compare
	}
	return !(fails(u.act) && u.sure >= actTelling) && slices.ContainsFunc(parts(t, u.text), func(part string) bool { return callsAgain(t, part) })
}

// callsAgain reports whether a clause says that people of the user's side call once
// more, or calls go out: "đội anh gọi lại ầm ầm rồi", "everyone is dialing again".
// A customer who calls back is another matter.
func callsAgain(t *turn, part string) bool {
	line := doneLine(t, part)
	at := indexAmong(line, writtenPhrases(t, "goes_out_words"))
	if at < 0 || holdsPhrase(line[:at], writtenPhrases(t, "caller_words")) {
		return false
	}
	if endsWith(line, writtenPhrases(t, "resumed_ends")) {
		return true
	}
	before, behind := line[:at], line[at+1:]
	if holdsPhrase(behind, writtenPhrases(t, "calls_words")) || !holdsPhrase(before, writtenPhrases(t, "others_words")) && !holdsPhrase(before, writtenPhrases(t, "group_words")) {
		return false
	}
	return endsDone(t, part) && holdsPhrase(behind[:min(len(behind), 1)], writtenPhrases(t, "again_tails")) ||
		endsWith(before, writtenPhrases(t, "going_on_words")) && holdsPhrase(behind, writtenPhrases(t, "caller_words"))
}

// pastThanks reports whether a line gives thanks for what helped some time ago:
// nothing is open, and nothing is told that would be.
func pastThanks(t *turn, u *utterance) bool {
	return u.words.Has(intent.Thanks) && t.mentions("before_words", u.text) && !u.words.Has(intent.NotSolved) && !t.mentions("still_words", u.text) &&
		(t.mentions("helped_words", u.text) || u.words.Has(intent.Solved))
}
