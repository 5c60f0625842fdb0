package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
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
		switch n := firstOf(t.guide.codeWords[code], line); {
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

// firstOf is how many of the first words of a code stand in a line, one after the
// other.
func firstOf(code []string, line []word) (most int) {
	for i := range line {
		n := 0
		for n < len(code) && i+n < len(line) && line[i+n].bare == code[n] {
			n++
		}
		most = max(most, n)
	}
	return most
}
