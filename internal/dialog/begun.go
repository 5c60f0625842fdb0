package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/text"
)

// begunWords is how many words of a code one has to remember, from its first on,
// to be told which codes begin so.
const begunWords = 3

// begunCodes is how many codes are named to who remembers the beginning.
const begunCodes = 3

// hearBegun names the codes that begin with what is remembered of one, where no
// document covers any of them: "call not allowed by gì đó".
func hearBegun(t *turn, u *utterance) bool {
	if !seeksTopic(t) && t.st.Place.Screen != AtOffer || u.res.Code != "" || u.res.Partial {
		return false
	}
	codes := begun(t, u.text)
	if name, _ := readOn(t, spelled(t, u.text)); name != "" && len(codes) > 0 {
		giveUpGuess(t)
		t.leave()
		t.st.Misses = 0
		offerUncovered(t, name)
		return true
	}
	if len(codes) == 0 || len(codes) > begunCodes {
		return false
	}
	giveUpGuess(t)
	t.leave()
	keepDetail(t, u.text)
	word := "uncovered_begun"
	if len(codes) == 1 {
		t.st.Facts["error"] = codes[0]
		word = "uncovered_likely"
	}
	t.out.Kind = chat.TurnUncovered
	offerPerson(t, WhyUncovered, t.T(word, "codes", "`"+strings.Join(codes, "`, `")+"`"))
	return true
}

// begun are the codes that begin with the most words of a line; nil where a
// document covers one of them.
func begun(t *turn, s string) (codes []string) {
	line, most := spelled(t, s), begunWords
	take := func(code string, covered bool) {
		switch _, n := headOf(t.guide.codeWords[code], line); {
		case n < most:
			return
		case n > most:
			codes, most = nil, n
		}
		if covered {
			code = ""
		}
		codes = append(codes, code)
	}
	for i := range t.guide.Topics {
		for _, code := range t.guide.Topics[i].Codes {
			take(code, true)
		}
	}
	for i := range t.guide.Uncovered {
		take(t.guide.Uncovered[i].Code, false)
	}
	if slices.Contains(codes, "") {
		return nil
	}
	return codes
}

// headOf is where the first words of a code stand in a line, one after the other, and
// how many.
func headOf(code []string, line []word) (from, most int) {
	for i := range line {
		n := 0
		for n < len(code) && i+n < len(line) && line[i+n].bare == code[n] {
			n++
		}
		if n > most {
			from, most = i, n
		}
	}
	return from, most
}

// readOnWords is how many words behind the beginning of a code are at most the
// rest of another.
const readOnWords = 3

// shortStrange is how many letters the short words have that may be one of it.
const shortStrange = 3

// readOn is a code of no document that is read aloud: it begins as others do and
// goes on in words that none of them has. "call not allowed by partner" is not the
// one by the server. What is left of the line comes second; "" for no such code.
func readOn(t *turn, line []word) (name string, rest []word) {
	from, to, then := codeBegins(t, line)
	if from == to || to == len(line) || slices.Contains(then, line[to].bare) || !strange(line[to]) {
		return "", line
	}
	var small map[string]bool // of English, which not every company speaks
	if en := t.say["en"]; en != nil {
		small = set(en, "dialog.tongue_en")
	}
	for end := min(len(line), to+readOnWords); to < end && (strange(line[to]) && !small[line[to].bare] || line[to].bare == "to"); {
		to++
	}
	said := make([]string, 0, to-from)
	for _, w := range line[from:to] {
		said = append(said, w.bare)
	}
	return strings.ToUpper(strings.Join(said, " ")), slices.Concat(line[:from], line[to:])
}

// codeBegins is where a line has the first words of a code, as many as any has, and
// the words with which such codes go on.
func codeBegins(t *turn, line []word) (from, to int, then []string) {
	most := begunWords
	for _, words := range t.guide.codeWords {
		at, n := headOf(words, line)
		if n < most {
			continue
		}
		if n > most || from == to || at < from {
			from, to, most, then = at, at+n, n, nil
		}
		then = append(then, words[n:min(n+1, len(words))]...)
	}
	return from, to, then
}

// strange reports whether a word is none of Vietnamese, short ones too.
func strange(w word) bool {
	return noSyllable(w.bare) || len(w.bare) == shortStrange && strings.ContainsAny(w.bare, "aeiou") && !text.Syllable([]byte(w.bare))
}
