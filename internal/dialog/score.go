package dialog

import (
	"strconv"
	"strings"

	"hotro/prompts"
)

// Score reads a rating from 1 to 5 in a user's words: "4", "4 điểm", "5 sao",
// "năm", "rất tốt", a thumb. ok is false when there is none. Use it wherever a
// rating was asked for.
func Score(say *prompts.Say, text string) (score int, ok bool) {
	line := words(text)
	if n, ok := scoreNumber(say, line); ok {
		return n, true
	}
	if n, ok := outOf(text); ok {
		return n, true
	}
	if n := strings.Count(text, "⭐"); n >= 1 && n <= 5 {
		return n, true
	}
	best := ""
	for n := 1; n <= 5; n++ {
		key := "dialog.rate_" + strconv.Itoa(n)
		for w := range strings.SplitSeq(say.T(key)+";"+say.T(key+"_words"), ";") {
			w = words(w)
			if len(w) > len(best) && strings.Contains(" "+line+" ", " "+w+" ") {
				best, score = w, n
			}
		}
	}
	return score, score > 0
}

// scoreNumber reads a number that stands alone, before "điểm", "sao" or after
// "chấm", "cho". A word that is a number and a year ("năm") needs such a
// neighbour.
func scoreNumber(say *prompts.Say, line string) (int, bool) {
	units, verbs := list(say.T("dialog.rate_units")), list(say.T("dialog.rate_verbs"))
	numbers := list(say.T("dialog.rate_numbers"))
	fields := strings.Fields(line)
	for i, f := range fields {
		n, err := strconv.Atoi(f)
		for k, w := range numbers {
			if f == w {
				n, err = k+1, nil
			}
		}
		before := i+1 < len(fields) && contains(units, fields[i+1])
		after := i > 0 && contains(verbs, fields[i-1])
		digit := f[0] >= '0' && f[0] <= '9' && len(fields) <= 2
		if err != nil || n < 1 || (len(fields) > 1 && !before && !after && !digit) {
			continue
		}
		if n == 10 && (before || after) {
			n = 5 // out of ten
		}
		if n <= 5 {
			return n, true
		}
	}
	return 0, false
}

// outOf reads "4/5" and "8/10".
func outOf(text string) (int, bool) {
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

func list(s string) []string {
	var out []string
	for w := range strings.SplitSeq(s, ";") {
		out = append(out, words(w))
	}
	return out
}

func contains(list []string, w string) bool {
	for _, x := range list {
		if x == w {
			return true
		}
	}
	return false
}

// words are the words of a text without politeness marks of writing.
func words(s string) string { return fold(s) }
