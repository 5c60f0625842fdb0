package privacy

import (
	"strings"

	"hotro/internal/pattern"
)

// digits is a phone number as people write it: in groups, with or without the
// code of the country.
var digits = pattern.New(`\(?\+?\d(?:[ .\-()]{0,2}\d){7,14}`)

// Phone is a phone number of Vietnam as it is dialled within the country, such
// as "0987654321" of "+84 987-654.321"; "" for what is none.
func Phone(s string) string {
	s = strings.TrimSpace(s)
	if digits.FindString(s) != s {
		return ""
	}
	only := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
	only = strings.TrimPrefix(only, "00")
	if rest, ok := strings.CutPrefix(only, "84"); ok && len(rest) >= 9 {
		only = "0" + strings.TrimPrefix(rest, "0")
	}
	switch {
	case strings.HasPrefix(only, "0") && (len(only) == 10 || len(only) == 11), strings.HasPrefix(only, "1") && (len(only) == 8 || len(only) == 10):
		return only
	case len(only) == 9 && strings.ContainsRune("35789", rune(only[0])): // without its 0
		return "0" + only
	}
	return ""
}

// inText is a person's phone number of Vietnam within a text: not a hotline, not
// a part of a longer number.
var inText = pattern.New(`(?:(?:\+84|\b0084|\b84)[ .\-]{0,2}(?:\(?0\)?)?|\b0)(?:[ .\-()]{0,2}[35789](?:[ .\-()]{0,2}\d){8}|[ .\-()]{0,2}2(?:[ .\-()]{0,2}\d){9})\b`)

// phonesIn are the phone numbers that a text holds.
func phonesIn(text string) (all []string) {
	for _, s := range inText.FindAllString(text, -1) {
		all = append(all, Phone(s))
	}
	return all
}

// MaskBut is Mask for who knows one of the numbers: phone, as Phone writes it,
// stays as it stands. from and to are where it begins and ends in the result;
// both are 0 when it is not there.
func MaskBut(text, phone string) (masked string, from, to int) {
	for _, at := range inText.FindAllStringIndex(text, -1) {
		if phone != "" && Phone(text[at[0]:at[1]]) == phone {
			before := Mask(text[:at[0]])
			to := len(before) + at[1] - at[0]
			return before + text[at[0]:at[1]] + Mask(text[at[1]:]), len(before), to
		}
	}
	return Mask(text), 0, 0
}

// Mask is a text in which phone numbers can no longer be called: "098•••21" of
// "0987 654 321".
func Mask(text string) string {
	return inText.ReplaceAllStringFunc(text, func(s string) string {
		n := Phone(s)
		if n == "" {
			return "•••"
		}
		return n[:3] + "•••" + n[len(n)-2:]
	})
}
