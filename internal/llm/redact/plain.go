package redact

import (
	"strings"

	"hotro/internal/pattern"
)

// Hidden stands for a secret where people read.
const Hidden = "•••"

// What nobody should write to a help desk, beside what is named as a secret: tokens,
// the number of a card, that of an identity card.
var (
	named  = newSecrets()
	tokens = masks()[:2]
	card   = pattern.New(`(^|[^\d\-A-Za-z])([34569]\d(?:[ .\-]?\d){12,17})\b`)
	idCard = pattern.New(`(^|[^\d\-A-Za-z])(0(?:\d\d[0-2]|(?:[0-79]\d|8[0-35-9])3)\d{8})\b`)
	hidden = strings.NewReplacer("[SECRET]", Hidden, "[TOKEN]", Hidden, "[NUM]", Hidden)
)

// Secrets is a text without passwords, one-time codes, tokens and the numbers of
// cards and identity cards: Hidden stands for each. Telephone numbers, call IDs, tax
// and account numbers and names stay: staff need them.
func Secrets(s string) string {
	if !maySecret(s) {
		return s
	}
	in := private.ReplaceAllString(named.maskNamed(s), "${1}[NUM]")
	for _, m := range tokens {
		in = m.find.ReplaceAllString(in, m.with)
	}
	in = replaceGroup(card, in, "[NUM]", isCard)
	in = replaceGroup(idCard, in, "[NUM]", func(string) bool { return true })
	if in == s {
		return s
	}
	return hidden.Replace(in)
}

// maySecret reports whether a text could hold a secret: one that needs no closer look
// has neither a number of some length nor a word that names one.
func maySecret(s string) bool {
	digits := 0
	for i := range len(s) {
		if '0' <= s[i] && s[i] <= '9' {
			digits++
		}
	}
	if digits >= 3 {
		return true
	}
	low := strings.ToLower(s)
	for _, w := range hints() {
		if strings.Contains(low, w) {
			return true
		}
	}
	return false
}

// isCard reports whether a number is that of a card: its last digit checks the others.
func isCard(s string) bool {
	sum, n := 0, 0
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] < '0' || s[i] > '9' {
			continue
		}
		d := int(s[i] - '0')
		if n%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
		n++
	}
	return sum%10 == 0
}
