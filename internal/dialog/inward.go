package dialog

import (
	"slices"

	"hotro/internal/intent"
)

// inward takes the topic from a line that tells of calls which come in, or of a
// carrier that blocks the firm's own number: the documents are about calls that go
// out and about the customer's number, and their words are the same. A code says
// what it says.
func inward(t *turn, u *utterance) {
	r := u.res
	if r.Code != "" || r.Uncovered || !comesIn(t, u.text) && !t.mentions("carrier_blocks_words", u.text) {
		return
	}
	if calledIn(t, spelled(t, u.text)) {
		u.without(intent.Human) // "khách gọi lại cho em" wants nobody
		u.says.Deaf, u.words.Deaf = intent.Meanings{}.Deaf, intent.Meanings{}.Deaf
	} else if r.Intent != intent.KindTopic && r.Intent != intent.KindAsk {
		return
	}
	if out := outwardOnly(t, u.text); out != "" {
		u.res = unrejected(t, heardAs(t, out).Result)
		return
	}
	u.res.Intent, u.res.Topic, u.res.Score, u.res.Candidates, u.res.Partial, u.res.Shared = intent.KindNone, "", 1, nil, false, ""
}

// comesIn reports whether a line tells of calls that come in.
func comesIn(t *turn, s string) bool {
	return t.mentions("inward_words", s) || calledIn(t, spelled(t, s))
}

const (
	callerWords = 3 // words before the verb in which the caller stands: "khách cũ cứ gọi"
	wayReach    = 2 // words behind the way in, before whose line it is: "gọi tới cái hotline"
)

// calledIn reports whether a line says that somebody calls in: a customer does, back or
// one's own side ("khách gọi lại", "khách gọi em"), or whoever does calls the firm's line
// ("gọi tới hotline"). Whom one calls stands before the verb as well ("khách nào gọi cũng
// lỗi"), and what he says or sees ("khách bảo gọi lại", "khách không thấy gọi tới") is no
// call of his.
func calledIn(t *turn, line []word) bool {
	calling, ways, lines := writtenPhrases(t, "calling_words"), writtenPhrases(t, "inward_way_words"), writtenPhrases(t, "inward_line_words")
	for i, w := range line {
		if !among(calling, w) {
			continue
		}
		behind := line[i+1:]
		way := longestHead(behind, ways)
		if whose, _ := soonest(behind[way:], wayReach, lines); way > 0 && whose != nil {
			return true
		}
		if way > 0 && longestHead(behind[way:], writtenPhrases(t, "inward_tells_words")) > 0 {
			continue // "khách gọi lại nói không thấy chuông"
		}
		if (way > 0 || longestHead(behind, lines, writtenPhrases(t, "inward_us_words")) > 0) && endsWith(cutEnd(lastOf(line[:i], callerWords), 0, writtenPhrases(t, "inward_filler_words")), writtenPhrases(t, "inward_who_words")) {
			return true
		}
	}
	return false
}

// outwardOnly is the side of a line that tells of calls that go out, where another says
// that those which come in are well: "gọi vô vẫn nghe được mà gọi ra thì không".
func outwardOnly(t *turn, s string) string {
	all := sides(t, s)
	at := slices.IndexFunc(all, func(side string) bool {
		return t.mentions("calling_words", side) && !comesIn(t, side) && (t.meanings(side).Denies || sureOf(heardAs(t, side).Result) || endsWith(doneLine(t, side), writtenPhrases(t, "not_so_ends")))
	})
	well := slices.ContainsFunc(all, func(side string) bool {
		return comesIn(t, side) && !t.meanings(side).Denies && (callWorks(t, side) || endsFine(t, side) || endsWith(doneLine(t, side), writtenPhrases(t, "compare_ends")))
	})
	if at < 0 || !well {
		return ""
	}
	return all[at]
}
