package dialog

import (
	"slices"
	"strconv"
	"time"

	"hotro/internal/intent"
	"hotro/prompts"
)

// ofService is the score that a line gives by what it says of those who helped: 2 for
// blame ("chờ lâu"), 3 for blame that is softened or goes with praise ("nhân viên nhiệt
// tình nhưng chờ lâu"). praise says that it only praises, which names no score. Both
// are nothing for a line about anything else: "mạng chậm".
func ofService(say *prompts.Say, line string, read intent.Reading) (score int, praise bool) {
	words := spell(line)
	names := mention(say, "rate_service_words", words)
	if _, byName := unaddressed(say, line, nil); byName {
		names = true
	}
	if read.Result.Intent == intent.KindTopic || len(read.Result.Refs) > 0 || !names && !barely(say, line) {
		return 0, false
	}
	blames, praises := mention(say, "rate_blame_words", words), mention(say, "rate_praise_words", words)
	switch {
	case blames && (praises || mention(say, "rate_soften_words", words)):
		return 3, false
	case blames:
		return 2, false
	}
	return 0, praises
}

// barely reports whether a line is a judgement and names nothing that is judged: "hơi
// chậm", "nhanh lắm em".
func barely(say *prompts.Say, line string) bool {
	words, said := spell(line), 0
	for _, key := range [...]string{"dialog.rate_blame_words", "dialog.rate_praise_words"} {
		for _, p := range phrases(say, key).all {
			if len(p) > said && findPhrase(words, p) >= 0 {
				said = len(p)
			}
		}
	}
	for _, w := range words {
		if filler(say, w) || among(phrases(say, "dialog.rate_soften_words"), w) || among(phrases(say, "dialog.rate_much_words"), w) {
			said++
		}
	}
	return said >= len(words)
}

// remarkWords is how many words more than its score a line has that tells why.
const remarkWords = 2

// Remark is what a line that rates says beside the number, in the words of the user: a
// judgement that asks to be mended ("tạm", "chậm quá") and a reason ("4 sao vì chờ
// lâu"); empty for a score alone and for plain praise.
func Remark(say *prompts.Say, line string, score int) string {
	words := spell(line)
	label := phrases(say, "dialog.rate_"+strconv.Itoa(score))
	_, numeric := scoreNumber(say, words)
	_, fraction := outOf(line)
	plain := numeric || fraction || slices.ContainsFunc(label.all, func(p []word) bool { return findPhrase(words, p) == 0 && len(words) <= len(p)+1 })
	if !plain && score <= 3 {
		return line
	}
	best := 0
	for p := range either(label, phrases(say, "dialog.rate_"+strconv.Itoa(score)+"_words")) {
		if findPhrase(words, p) >= 0 {
			best = max(best, len(p))
		}
	}
	left := -best
	for _, w := range words {
		_, number := spelledNumber(say, w)
		if !number && !filler(say, w) {
			left++
		}
	}
	if left < remarkWords {
		return ""
	}
	return line
}

// filler reports whether a word of a rating tells nothing: "em chấm 4 điểm nha".
func filler(say *prompts.Say, w word) bool {
	return amongAny(w, phrases(say, "dialog.rate_units"), phrases(say, "dialog.rate_verbs"), phrases(say, "dialog.rate_after"), phrases(say, "dialog.address_words"), phrases(say, "dialog.number_polite"))
}

// Remark is the function Remark in the language of a conversation.
func (e *Engine) Remark(st State, line string, score int) string {
	t := e.turn(st, time.Time{})
	defer done(t)
	return Remark(t.words, line, score)
}

// Praises reports whether a line praises those who helped, which names no score.
func (e *Engine) Praises(st State, line string, read intent.Reading) bool {
	t := e.turn(st, time.Time{})
	defer done(t)
	_, praise := ofService(t.words, line, read)
	return praise
}
