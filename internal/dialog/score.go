package dialog

import (
	"slices"
	"strconv"
	"strings"

	"hotro/prompts"
)

// Score reads a rating from 1 to 5 in a user's words: "4", "4 điểm", "5 sao",
// "năm", "rất tốt", a thumb. ok is false when there is none. Use it wherever a
// rating was asked for.
func Score(say *prompts.Say, text string) (score int, ok bool) {
	return scoreOf(say, text, spell(text))
}

// scoreOf is Score for the words of a text.
func scoreOf(say *prompts.Say, text string, line []word) (score int, ok bool) {
	if n, ok := scoreNumber(say, line); ok {
		return n, true
	}
	if n, ok := outOf(text); ok {
		return n, true
	}
	if n, ok := starred(text); ok {
		return n, true
	}
	if n := strings.Count(text, "⭐"); n >= 1 && n <= 5 {
		return n, true
	}
	best := 0
	bits := bitsOf(line)
	for i, keys := range rateKeys {
		for _, key := range keys {
			list := phrases(say, key)
			for k, p := range list.all {
				if list.bits[k]&^bits == 0 && letters(p) > best && findPhrase(line, p) >= 0 {
					best, score = letters(p), i+1
				}
			}
		}
	}
	return score, score > 0
}

// rateKeys are the keys of the words for each score, from 1 to 5.
var rateKeys = [5][2]string{
	{"dialog.rate_1", "dialog.rate_1_words"},
	{"dialog.rate_2", "dialog.rate_2_words"},
	{"dialog.rate_3", "dialog.rate_3_words"},
	{"dialog.rate_4", "dialog.rate_4_words"},
	{"dialog.rate_5", "dialog.rate_5_words"},
}

// letters is how long a phrase is.
func letters(p []word) int {
	n := len(p) - 1
	for _, w := range p {
		n += len(w.bare)
	}
	return n
}

// scoreNumber reads a number that stands alone, before "điểm", "sao" or, with
// little behind it, after "chấm", "cho". A word that is a number and a year
// ("năm") needs such a neighbour.
func scoreNumber(say *prompts.Say, line []word) (int, bool) {
	units, verbs, after := phrases(say, "dialog.rate_units"), phrases(say, "dialog.rate_verbs"), phrases(say, "dialog.rate_after")
	line = led(line, 1, phrases(say, "dialog.rate_thanks_words"), phrases(say, "dialog.number_polite")) // "cám ơn em, 4"
	for i, w := range line {
		n, ok := spelledNumber(say, w)
		unit := i+1 < len(line) && among(units, line[i+1])
		verb := i > 0 && among(verbs, line[i-1]) && (i+1 == len(line) || among(after, line[i+1]))
		digit := w.bare[0] >= '0' && w.bare[0] <= '9' && len(line) <= 2
		if !ok || n < 1 || (len(line) > 1 && !unit && !verb && !digit) {
			continue
		}
		if n == 10 && (unit || verb) {
			n = 5 // out of ten
		}
		if n <= 5 {
			return n, true
		}
	}
	return 0, false
}

// spelledNumber reads a word as a number, in digits or in letters.
func spelledNumber(say *prompts.Say, w word) (int, bool) {
	if c := w.bare[0]; c >= '0' && c <= '9' {
		if n, err := strconv.Atoi(w.bare); err == nil {
			return n, true
		}
	}
	for _, key := range [...]string{"dialog.rate_numbers", "dialog.rate_numbers_en"} {
		for k, p := range phrases(say, key).all {
			if len(p) == 1 && w.is(p[0]) {
				return k + 1, true
			}
		}
	}
	return 0, false
}

// outOf reads "4/5" and "8/10".
func outOf(text string) (int, bool) {
	if !strings.Contains(text, "/") {
		return 0, false
	}
	for f := range strings.FieldsSeq(text) {
		a, b, ok := strings.Cut(f, "/")
		n, errN := strconv.Atoi(a)
		of, errOf := strconv.Atoi(strings.TrimRight(b, ".,!"))
		if ok && errN == nil && errOf == nil && (of == 5 || of == 10) && n >= 0 && n <= of {
			return max(1, (n*5+of-1)/of), true
		}
	}
	return 0, false
}

// starred reads a digit with an asterisk behind it: "5*".
func starred(text string) (int, bool) {
	for f := range strings.FieldsSeq(text) {
		if f = strings.TrimRight(f, ".,!"); len(f) == 2 && f[0] >= '1' && f[0] <= '5' && f[1] == '*' {
			return int(f[0] - '0'), true
		}
	}
	return 0, false
}

// list is the words under a key, parted by ";", as their bare letters.
func list(say *prompts.Say, key string) []string {
	return prompts.Parsed(say, key, func(s string) []string {
		var out []string
		for w := range strings.SplitSeq(s, ";") {
			out = append(out, fold(w))
		}
		return out
	})
}

// set is the list under a key, for one that is long.
func set(say *prompts.Say, key string) map[string]bool {
	return prompts.Parsed(say, key, func(string) map[string]bool {
		out := map[string]bool{}
		for _, w := range list(say, key) {
			out[w] = true
		}
		return out
	})
}

func contains(list []string, w string) bool { return slices.Contains(list, w) }
