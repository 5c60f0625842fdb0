package dialog

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"hotro/internal/text"
	"hotro/prompts"
)

// fold is a text as its bare words.
func fold(s string) string { return text.FoldWords(s) }

func trim(s string) (string, bool) {
	s = strings.TrimSpace(strings.ToValidUTF8(s, ""))
	head := text.Head(s, maxText)
	return head, head != s
}

// Number reads the number of an option as people write it: see number.
func (e *Engine) Number(st State, line string) (int, bool) {
	t := e.turn(st, time.Time{})
	defer done(t)
	return number(t, line)
}

// number reads the number of an option as people write it: "3", "số 3", "3 ạ",
// "mục 3", "3️⃣", "cái thứ 2", "lỗi số 3", "ba". It is one number and nothing else
// but politeness and words that lead to it.
func number(t *turn, s string) (int, bool) {
	if belowZero(s) {
		return 0, false
	}
	n, found, led, words := 0, false, false, withFirst(t, s)
	for i, head := 0, true; i < len(words); i++ {
		f := words[i].bare
		if bare(f) {
			continue
		}
		switch k, spelled, ok := digits(t, words[i]); {
		case found && contains(list(t.words, "dialog.number_polite"), f):
		case ok && found:
			return 0, false
		case ok && spelled && !led && (!head || !tails(t, words[i+1:]) || collecting(t)):
			return 0, false // "ba", "năm" are words of other things too, "anh hai" is a person
		case ok:
			n, found = k, true
		case contains(list(t.words, "dialog.number_leads"), f) && !found:
			led = true
		case contains(list(t.words, "dialog.number_polite"), f), found && contains(list(t.words, "dialog.number_thanks"), f):
		default:
			return 0, false
		}
		head = false
	}
	return n, found
}

// belowZero reports whether a line begins with a sign and a digit, which is a
// code if anything.
func belowZero(s string) bool {
	s = strings.TrimLeft(s, "\t\n\f\r ")
	for _, sign := range []string{"-", "−", "–"} {
		if rest, ok := strings.CutPrefix(s, sign); ok {
			return rest != "" && rest[0] >= '0' && rest[0] <= '9'
		}
	}
	return false
}

// withFirst is the words of a line, "đầu tiên" written as a number, and digits
// that are keys as digits.
func withFirst(t *turn, s string) []word {
	if hasAny(s, "\uFE0F", "\u20E3") {
		s = strings.NewReplacer("\uFE0F", "", "\u20E3", "").Replace(s)
	}
	first := list(t.words, "dialog.number_first")
	if line := folded(t, s); !slices.ContainsFunc(first, func(w string) bool { return strings.Contains(line, w) }) {
		return spelled(t, s)
	}
	s = text.Fold(s)
	for _, w := range first {
		s = strings.Replace(s, w, "1", 1)
	}
	return spell(s)
}

// withoutApostrophes is a text in which "can't" is one word.
func withoutApostrophes(s string) string {
	if !hasAny(s, "'", "’") {
		return s
	}
	return strings.NewReplacer("'", "", "’", "").Replace(s)
}

// hasAny reports whether a text has one of some signs. It is fast where they are no
// ASCII, unlike strings.ContainsAny.
func hasAny(s string, signs ...string) bool {
	for _, sign := range signs {
		if strings.Contains(s, sign) {
			return true
		}
	}
	return false
}

// fieldCount is how many words between blanks a text has.
func fieldCount(s string) (n int) {
	for range strings.FieldsSeq(s) {
		n++
	}
	return n
}

// bare reports whether a word is nothing but signs: an emoji beside a number.
func bare(f string) bool {
	return f != tenKey && !strings.ContainsFunc(f, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
}

// tails reports whether words are no more than what may stand behind a number
// that is written as a word.
func tails(t *turn, words []word) bool {
	return !slices.ContainsFunc(words, func(w word) bool {
		return !bare(w.bare) && !contains(list(t.words, "dialog.number_tails"), w.bare)
	})
}

// tenKey is the key of the number that takes two digits.
const tenKey = "🔟"

// digits reads one word as a number of at most two digits.
func digits(t *turn, w word) (n int, spelled, ok bool) {
	f := w.bare
	if f == tenKey {
		return 10, false, true
	}
	if f[0] >= '0' && f[0] <= '9' && len(f) <= 2 {
		if n, err := strconv.Atoi(f); err == nil {
			return n, false, true
		}
	}
	for i, ordinal := range list(t.words, "dialog.number_ordinals") {
		if f == ordinal {
			return i + 1, false, true
		}
	}
	for i, p := range phrases(t.words, "dialog.rate_numbers").all {
		if len(p) == 1 && w.is(p[0]) { // "tạm" is no "tám"
			return i + 1, true, true
		}
	}
	return 0, false, false
}

// collecting reports whether a number may be what the screen asks for.
func collecting(t *turn) bool {
	return isAt(t, AtFact, AtRef, AtComment, AtSolved)
}

// questions reports whether a line reads as a question: it has the mark, or
// ends the way questions do.
func questions(t *turn, s string) bool {
	line := spelled(t, s)
	return questioning(t.words, s, line) && !tellsOfAll(t, s, line)
}

// questioning is questions for the words of a line.
func questioning(say *prompts.Say, s string, words []word) bool {
	line := bareEnd(say, words)
	if endsWith(line, phrases(say, "dialog.question_not")) && longestHead(line, phrases(say, "dialog.how_say_words")) == 0 {
		return false // "cô chờ được, không sao"
	}
	if n := len(line) - 1; n > 1 && !strings.Contains(s, "?") && among(phrases(say, "dialog.nowhere_words"), line[n]) && !among(phrases(say, "dialog.place_leads"), line[n-1]) && holdsPhrase(line[:n], phrases(say, "dialog.denies_words")) {
		return false // "không có quyền đâu" denies
	}
	if !strings.Contains(s, "?") && deniesAny(say, line) {
		return false
	}
	return strings.Contains(s, "?") || holdsPhrase(line, phrases(say, "dialog.question_or")) || endsWith(line, phrases(say, "dialog.question_ends")) || wondering(say, line)
}

// deniesAny reports whether a line says that there is none, in the words of a question:
// "chọn số gọi ra vẫn không có số nào". Who does not know which asks.
func deniesAny(say *prompts.Say, line []word) bool {
	n := len(line) - 1
	if n < 2 || !among(phrases(say, "dialog.any_ends"), line[n]) || holdsPhrase(line, phrases(say, "dialog.unknowing_words")) {
		return false
	}
	at := indexAmong(line[:n], phrases(say, "dialog.denies_words"))
	return at > 0 && !holdsPhrase(line[:n], phrases(say, "dialog.ask_words")) // "không cái nào" answers
}

// wonders reports whether a line is a question that yes or no answers.
func wonders(t *turn, s string) bool {
	return wondering(t.words, bareEnd(t.words, spelled(t, s)))
}

// wondering is wonders for a line without the polite words at its end.
func wondering(say *prompts.Say, line []word) bool {
	return len(line) > 2 && endsWith(line, phrases(say, "dialog.question_yesno"))
}

// bareEnd is a line without the polite words at its end.
func bareEnd(say *prompts.Say, line []word) []word {
	return cutEnd(line, 0, phrases(say, "dialog.number_polite"), phrases(say, "dialog.question_polite"))
}

// cutEnd takes words of some lists off the end of a line, as long as more than
// so many are left.
func cutEnd(line []word, least int, lists ...*phraseList) []word {
	for len(line) > least && amongAny(line[len(line)-1], lists...) {
		line = line[:len(line)-1]
	}
	return line
}
