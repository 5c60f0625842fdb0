package kb

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"hotro/internal/kb/finding"
	"hotro/internal/kb/markdown"
	"hotro/internal/pattern"
)

var (
	// Keys by how they are written: OpenAI and its like, AWS, GitHub, Google,
	// Slack, Telegram, a signed token, a private key.
	keys = pattern.New(`\b(?:sk-[A-Za-z0-9_-]{16,}|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{20,}|AIza[0-9A-Za-z_-]{30,}|xox[abprs]-[A-Za-z0-9-]{10,}|\d{8,10}:[A-Za-z0-9_-]{35}|eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}[A-Za-z0-9._-]*)|-----BEGIN [A-Z ]*PRIVATE KEY-----`)
	// A password or a token behind its name.
	named = pattern.New(`(?i)(?:password|passwd|mật khẩu|mat khau|token|secret|api[ _-]?key)\s*(?:là|=|:)\s*[\x60"'“*]*([A-Za-z0-9!@#$%^&_+=/.-]{6,})`)
	// The same without a sign between: letters, a digit and a symbol.
	unsigned = pattern.New(`(?i)(?:password|passwd|mật khẩu|mat khau)\s+((?:[A-Za-z]+[0-9]*[!@#$%^&_+=][A-Za-z0-9!@#$%^&_+=]*\d|[A-Za-z]+\d+[!@#$%^&_+=]+))[A-Za-z0-9!@#$%^&_+=]*`)
	// A phone number; 1800, 1900, 0800 and those of emergencies are for everybody.
	phone = pattern.New(`(?:\+84|\b84|\b0)(?:[ .-]?\d){9,10}\b`)
)

// secrets finds what must not be in a document that is shown to users.
func (c *compiler) secrets(sources map[string][]string) {
	for _, d := range c.docs {
		if d.Kind == markdown.KindIgnore {
			continue
		}
		r := c.report(d)
		for i, l := range sources[d.File] {
			if !strings.ContainsAny(l, "0123456789-") {
				continue // every secret has one
			}
			l = norm.NFC.String(l) // as it is quoted
			at := func(m []int) finding.Report {
				return r.At(1+utf8.RuneCountInString(l[:m[0]]), 1+utf8.RuneCountInString(l[:m[1]]))
			}
			if m := key(l); m != nil {
				at(m).Add(finding.Warning, i+1, "secret.key")
			}
			if m := number(l); m != nil {
				at(m).Add(finding.Warning, i+1, "secret.phone")
			}
		}
	}
}

// key returns where a key or a password stands in a line, nil for nowhere.
func key(l string) []int {
	if mayHoldKey(l) {
		if m := keys.FindStringIndex(l); m != nil {
			return m
		}
	}
	if digits(l) == 0 || !mayNameKey(l) {
		return nil
	}
	if m := unsigned.FindStringSubmatchIndex(l); m != nil {
		return []int{m[2], m[1]}
	}
	m := named.FindStringSubmatchIndex(l)
	if m == nil || !strings.ContainsFunc(l[m[2]:m[3]], unicode.IsDigit) {
		return nil // a word: "mật khẩu: xem email"
	}
	return m[2:4]
}

// mayHoldKey reports whether a line has what every key begins with or holds. Few
// lines do, and looking for keys takes long.
func mayHoldKey(l string) bool {
	if strings.IndexByte(l, ':') > 0 && digits(l) >= 8 {
		return true
	}
	for _, head := range []string{"sk-", "AKIA", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "AIza", "xox", "eyJ", "-----BEGIN"} {
		if strings.Contains(l, head) {
			return true
		}
	}
	return false
}

// mayNameKey reports whether a line has a word that a password or a token stands
// behind.
func mayNameKey(l string) bool {
	l = strings.ToLower(l)
	return slices.ContainsFunc([]string{"passw", "khẩu", "khau", "token", "secret", "api"}, func(w string) bool { return strings.Contains(l, w) })
}

// digits counts the digits of a line.
func digits(l string) (n int) {
	for i := range len(l) {
		if '0' <= l[i] && l[i] <= '9' {
			n++
		}
	}
	return n
}

// number returns where somebody's phone number stands in a line, nil for
// nowhere.
func number(l string) []int {
	if digits(l) < 10 {
		return nil
	}
	for _, m := range phone.FindAllStringIndex(l, -1) {
		number := strings.Map(func(r rune) rune {
			if unicode.IsDigit(r) {
				return r
			}
			return -1
		}, l[m[0]:m[1]])
		if rest, ok := strings.CutPrefix(number, "84"); ok {
			number = "0" + rest
		}
		mobile := len(number) == 10 && strings.ContainsRune("35789", rune(number[1])) && !strings.HasPrefix(number, "080") // 0800 is for everybody
		if before := l[:m[0]]; (mobile || len(number) == 11 && number[1] == '2') && !strings.HasSuffix(before, "_") && !strings.HasSuffix(before, "-") {
			return m
		}
	}
	return nil
}
