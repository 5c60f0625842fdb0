package outline

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hotro/internal/kb/importer/page"
	"hotro/internal/pattern"
)

// shape is how error codes look that stand at the head of a title or in a
// column of codes.
const shape = `[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[a-z]+(?:_[a-z0-9]+){1,}|0x[0-9A-Fa-f]{2,8}|[A-Z]{1,8}[-.]?\d{1,6}(?:[-.]\d{1,4})?[A-Z]?|[A-Z]{2,6}-[A-Z]{2,6}-?\d{1,4}|-?\d{3,10}|\d{1,3}-\d{2,5}|\d\.\d{1,3}(?:\.\d{1,3})?|(?:[A-Z][a-z]+){2,}(?:Error|Exception|Failure|Denied|NotFound)?`

var (
	codeHead   = pattern.New(`^[\[(#"“]*(?:` + shape + `)(?:[\])"”]|[:.,/\s–—-]|$)`)
	codeToken  = pattern.New(`^(?:` + shape + `)$`)
	spoken     = pattern.New(`^(?:[A-Za-z]{0,8}[-_.]?\d[\w.-]*|0x[0-9A-Fa-f]+)$`)
	codeParen  = pattern.New(`[(\[]([^()\[\]]{2,60})[)\]]`)
	codeQuoted = pattern.New(`["“]([A-Z]{1,5}-?\d{2,5})\s+\pL`) // of a message: "E-07 no licence"
	camel      = pattern.New(`^(?:[A-Z][a-z]+)+$`)
	loneCode   = pattern.New(`^(?:\d{1,3}|[A-Z]{3,})$`)
	dashes     = pattern.New(`\s+[–—-]\s+|:\s+`)
	numberOnly = pattern.New(`^-?\d+(?:\.\d+)*$`)
	unlikely   = pattern.New(`^(?:19|20)\d\d$|^(?:MP[34]|IPV?[46]|USB[-.]?\d.*|HTTP/?\d.*|WIN\d+|A[0-9]|H\.?26\d|WPA\d|TLS\d?.*|G\.?7\d\d|COVID.*|UTF-?\d+|RJ\d+|CAT\d.*|X64|X86|B2B|O365|M365)$`)
)

// isCode reports whether a word looks like an error code by itself; in a place
// for codes a bare number and a name of two words are codes too.
func isCode(s string, place bool) bool {
	s = strings.Trim(s, `"“”'.,:;()[]#`)
	switch {
	case len(s) > 60 || !codeToken.MatchString(s) || unlikely.MatchString(strings.ToUpper(s)) && !place:
		return false
	case camel.MatchString(s):
		return strings.HasSuffix(s, "Error") || strings.HasSuffix(s, "Exception") || place && len(s) > 8
	}
	return true
}

// codesIn lists the codes that a title or a cell names: all of it, at its head,
// in brackets, behind the word "error".
func (w *Words) codesIn(title string, place bool) []string {
	plain := strings.TrimSpace(page.Plain(title))
	if release.MatchString(plain) {
		return nil
	}
	var out []string
	add := func(s string) {
		s = strings.Trim(s, `"“”'.,:;()[]# `)
		if s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	list := plain
	if place {
		list = dashes.ReplaceAllString(plain, ", ")
	}
	for _, part := range w.joins.Split(list, -1) {
		if isCode(part, place) || place && loneCode.MatchString(strings.Trim(part, `"“”'.,:;()[]#`)) {
			add(part)
		}
	}
	if head := strings.Fields(plain); len(head) > 0 && codeHead.MatchString(plain) && isCode(head[0], place) && (!numberOnly.MatchString(strings.Trim(head[0], ":.,-")) || len(strings.Trim(head[0], ":.,-()[]")) >= 3) {
		add(head[0])
	}
	for _, c := range w.afterError(plain) {
		add(c)
	}
	if m := codeQuoted.FindStringSubmatch(plain); m != nil && isCode(m[1], false) && !numberOnly.MatchString(m[1]) {
		add(m[1])
	}
	for _, m := range codeParen.FindAllStringSubmatch(plain, -1) {
		said := w.begins("error", norm(m[1])) != "" // "(mã d80, d95)"
		for _, part := range w.joins.Split(m[1], -1) {
			if said && spoken.MatchString(part) && !numberOnly.MatchString(part) {
				add(part)
			}
			if isCode(part, false) && !(numberOnly.MatchString(part) && len(part) < 3) {
				add(part)
			}
		}
	}
	return out
}

// afterError lists the words with a digit that stand behind "error", "code" and
// the like.
func (w *Words) afterError(s string) []string {
	var out []string
	fields := strings.Fields(s)
	for i := 1; i < len(fields); i++ {
		bare := strings.Trim(fields[i], `"“”'.,:;()[]#!?`)
		if len(bare) < 2 || !spoken.MatchString(bare) || unlikely.MatchString(strings.ToUpper(bare)) {
			continue
		}
		before := norm(strings.Join(fields[max(0, i-2):i], " "))
		last := i+1 == len(fields) && len(bare) > 2 && numberOnly.MatchString(bare) // "VPN báo 809"
		if w.ends("error", before) || last && w.ends("displays", before) {
			out = append(out, bare)
		}
	}
	return out
}

// shortCode is how long a code without a digit may be, in letters.
const shortCode = 3

// shortCodes lists the short words of a cell of codes: "UE", "dE / CL".
func (w *Words) shortCodes(cell string) []string {
	var out []string
	for _, c := range w.joins.Split(cell, -1) {
		c = strings.Trim(c, `"“”'.,:;()[]# `)
		if n := utf8.RuneCountInString(c); n < 2 || n > shortCode || strings.ContainsFunc(c, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			return nil
		}
		out = append(out, c)
	}
	return out
}

var (
	spacedCode = pattern.New(`^([A-Za-z]{1,6})[ .]\s?(\d{1,4}[A-Za-z]?)$`)
	looseCode  = pattern.New(`^[A-Za-z]{1,6}_?\d{1,4}[A-Za-z]?$`)
)

// cellCodes lists the codes of a cell of a column of codes, whatever their form: "OE",
// "DE / DE2", and "Err 20", which is written Err20 and Err_20.
func (w *Words) cellCodes(cell string) []string {
	if m := spacedCode.FindStringSubmatch(strings.TrimSpace(page.Plain(cell))); m != nil && !w.labelled(m[1]) {
		return []string{m[1] + m[2], m[1] + "_" + m[2]}
	}
	out := w.codesIn(cell, true)
	for _, c := range w.shortCodes(page.Plain(cell)) {
		if !slices.Contains(out, c) && (len(out) > 0 || c != "") {
			out = append(out, c)
		}
	}
	return out
}

// labelled reports whether a word says what stands behind it, and is no part of a code:
// "Lỗi 403".
func (w *Words) labelled(word string) bool {
	_, _, ok := w.named(word)
	return ok
}

// leadingCode cuts "1001: …", "E-05 – …" and "CAM_1001 …" into code and rest.
func leadingCode(s string) (string, bool) {
	plain := strings.TrimSpace(page.Plain(s))
	if release.MatchString(plain) {
		return "", false
	}
	word, rest, _ := strings.Cut(plain, " ")
	bare := strings.Trim(word, `"“”'.,:;()[]#`)
	if !isCode(bare, false) || numberOnly.MatchString(bare) && len(bare) < 3 {
		return "", false
	}
	rest = strings.TrimSpace(rest)
	sure := strings.ContainsAny(bare, "_") || rest == "" || strings.HasSuffix(word, ":") || strings.HasPrefix(rest, "-") || strings.HasPrefix(rest, "–") || strings.HasPrefix(rest, "—") || strings.HasPrefix(rest, ":") || strings.HasPrefix(rest, "(")
	return bare, sure
}
