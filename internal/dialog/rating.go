package dialog

import (
	"slices"
	"time"

	"hotro/internal/intent"
	"hotro/prompts"
)

// Verdict is what a line says to a question for a rating.
type Verdict int

// The verdicts.
const (
	OtherMatter Verdict = iota // it is about something else
	Scored                     // a score from 1 to 5
	Declined                   // no wish to rate, or to say more
	Thanked                    // politeness: "ok em", "cảm ơn em"
	Commented                  // a free word
	Recurred                   // it does not work after all
)

// Judge reads the answer to a question for a rating; word says that the score
// is given already and a free word may follow. Use it wherever either was
// asked for, so that one answer means the same everywhere.
func Judge(say *prompts.Say, line string, read intent.Reading, word bool) (Verdict, int) {
	f, r := read.Meanings, read.Result
	words := spell(line)
	score, rated := scoreOf(say, line, words)
	blame, praise := ofService(say, line, read)
	switch {
	case r.Code != "":
		return OtherMatter, 0
	case reopens(say, words), asksWhichCause(say, words):
		return OtherMatter, 0
	case rated && !word && score == 1 && r.Intent != intent.KindTopic && !f.Has(intent.NotSolved) && !f.Has(intent.Relapse) && !aboutFuture(say, line, words):
		return Scored, score // blame in any words, also in a question: "hỗ trợ kiểu gì ngu vậy"
	case wondering(say, bareEnd(say, words)), aboutFuture(say, line, words), blame == 0 && !praise && asksReason(say, words):
		return OtherMatter, 0 // "mà lần sau có bị nữa không em"
	case blame == 0 && !praise && asksAbout(say, words, read):
		return OtherMatter, 0 // "xuất báo cáo ở mục nào em"
	case f.Has(intent.NotSolved), f.Has(intent.Relapse):
		return Recurred, 0
	case blame > 0 && rated && !word:
		return Scored, score // "tốt nhưng hơi lâu"
	case blame > 0 && word, praise && (word || !rated):
		return Commented, 0
	case blame > 0:
		return Scored, blame
	case f.Has(intent.Skip), f.Whole(intent.No):
		return Declined, 0
	case (f.Words > 4 || f.Words > 2 && r.Score >= likely) && r.Intent == intent.KindTopic && !f.Has(intent.Comment):
		return OtherMatter, 0 // "còn lỗi nữa, số khách bị chặn"
	case f.Has(intent.Problem) && r.Intent == intent.KindAsk && !rated:
		return OtherMatter, 0
	case rated && !word:
		return Scored, score
	case f.Has(intent.Comment):
		return Commented, 0
	case f.Has(intent.Thanks), f.Whole(intent.Ack), f.Whole(intent.Yes), f.Whole(intent.Bye):
		return Thanked, 0
	}
	return freeWord(read, word), 0
}

// freeWord tells a comment in nobody's set words from another matter.
func freeWord(read intent.Reading, word bool) Verdict {
	f, r := read.Meanings, read.Result
	vague := r.Intent == intent.KindNone || r.Intent == intent.KindHuman
	switch {
	case f.Words >= 5 && vague:
		return Commented
	case f.Whole(intent.Greeting), asks(f), f.Has(intent.Hold):
		return OtherMatter
	case word && r.Intent != intent.KindTopic, f.Words >= 3 && vague:
		return Commented
	}
	return OtherMatter
}

// asksAbout reports whether a line asks for something, and is no word on the help: the acts
// that are trained on comments and on questions tell it.
func asksAbout(say *prompts.Say, words []word, read intent.Reading) bool {
	act, likely := read.Acts.Likeliest()
	if act == string(intent.Comment) || read.Meanings.Has(intent.Comment) {
		return false
	}
	asks := slices.Contains(append(questionActs(), intent.Outside), intent.Meaning(act)) && likely >= actSure
	return asks || read.Meanings.Strength(intent.Outside) >= actFirm || longestHead(words, phrases(say, "dialog.how_ask_words")) > 1
}

// aboutFuture reports whether a line asks what to do should it happen again:
// "mai bị lại thì nhắn ở đây hả". Nothing has come back yet.
func aboutFuture(say *prompts.Say, line string, words []word) bool {
	return questioning(say, line, words) && mention(say, "future_words", words) || comesBackIf(say, words)
}

// mention reports whether a line holds one of the phrases of a key.
func mention(say *prompts.Say, key string, line []word) bool {
	return holdsPhrase(line, phrases(say, "dialog."+key))
}

// Judge reads the answer to a question for a rating that somebody else than
// the dialog asked in this conversation; see the function Judge.
func (e *Engine) Judge(st State, line string, read intent.Reading, word bool) (Verdict, int) {
	t := e.turn(st, time.Time{})
	defer done(t)
	return Judge(t.words, line, read, word)
}
