package intent

import (
	"html"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What is copied from an address bar, a console or a log is written for programs:
// REQUEST%5FANSWER%5FURL%5FERROR, "FROM\u005fNUMBER", &#95;.

var (
	percented = regexp.MustCompile(`(?:%[0-9A-Fa-f]{2})+`)
	escaped   = regexp.MustCompile(`\\+(?:u\{?([0-9A-Fa-f]{4})\}?|x([0-9A-Fa-f]{2})|([nrt])|(["'/_.-]))`)
	drive     = regexp.MustCompile(`\b[A-Za-z]:\\`) // of a path, whose backslashes escape nothing
)

// encodings is how often a text may have been encoded: a log quotes an address in which
// another one is quoted.
const encodings = 3

// unescaped reads what encodings of addresses, of strings in programs and of web pages
// stand for. "50% rồi" has none.
func unescaped(s string) string {
	for range encodings {
		was := s
		if strings.Contains(s, "%") {
			s = percented.ReplaceAllStringFunc(s, unpercented)
		}
		if strings.Contains(s, `\`) && !drive.MatchString(s) {
			s = escaped.ReplaceAllStringFunc(s, unslashed)
		}
		if at := strings.IndexByte(s, '&'); at >= 0 && strings.IndexByte(s[at:], ';') > 0 {
			s = html.UnescapeString(s)
		}
		if s == was {
			break
		}
	}
	return s
}

// unpercented decodes a run of %XX that stands for letters; any other stays.
func unpercented(run string) string {
	out, err := url.PathUnescape(run)
	if err != nil || !utf8.ValidString(out) || strings.ContainsFunc(out, unicode.IsControl) {
		return run
	}
	return out
}

func unslashed(esc string) string {
	m := escaped.FindStringSubmatch(esc)
	switch {
	case m[1]+m[2] != "":
		n, err := strconv.ParseUint(m[1]+m[2], 16, 32)
		if r := rune(n); err == nil && utf8.ValidRune(r) && !unicode.IsControl(r) {
			return string(r)
		}
		return esc
	case m[3] != "":
		return " "
	}
	return m[4]
}

var link = regexp.MustCompile(`(?i)\bhttps?://\S+`)

// unlinked is a line without its web addresses: ".../thank-you" thanks nobody.
func unlinked(s string) string {
	if !strings.Contains(s, "://") {
		return s
	}
	return strings.TrimSpace(link.ReplaceAllString(s, " "))
}
