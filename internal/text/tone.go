package text

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// The open rhymes whose tone mark is written in two places: hoà or hòa.
const (
	newStyle = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ"
	oldStyle = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy"
)

// PlaceTones returns s composed, with the tone mark of an open oa, oe or uy
// on the first vowel: hoà and hòa become hòa, thuỷ becomes thủy. After q the
// u belongs to the consonant, so quý stays and qúy becomes quý.
func PlaceTones(s string) string {
	if ASCII(s) {
		return s
	}
	rs := []rune(norm.NFC.String(s))
	for i := 0; i+1 < len(rs); i++ {
		if i+2 < len(rs) && unicode.IsLetter(rs[i+2]) {
			continue // a closed syllable has one placement only: toàn, quýt
		}
		afterQ := i > 0 && unicode.ToLower(rs[i-1]) == 'q'
		rs[i], rs[i+1] = placePair(rs[i], rs[i+1], afterQ)
	}
	return string(rs)
}

// placePair moves the tone within one pair of vowels, keeping their case.
func placePair(a, b rune, afterQ bool) (rune, rune) {
	from, to := newStyle, oldStyle
	if afterQ {
		if unicode.ToLower(a) == 'o' || unicode.ToLower(b) == 'a' {
			return a, b
		}
		from, to = oldStyle, newStyle
	}
	pair := string([]rune{unicode.ToLower(a), unicode.ToLower(b)})
	i := strings.Index(from, pair)
	if i < 0 || strings.ContainsRune(pair, ' ') {
		return a, b
	}
	n := strings.Count(from[:i], " ")
	moved := []rune(strings.Fields(to)[n])
	return likeCase(moved[0], a), likeCase(moved[1], b)
}

func likeCase(r, model rune) rune {
	if unicode.IsUpper(model) {
		return unicode.ToUpper(r)
	}
	return r
}
