package outline

import (
	"slices"
	"strings"
	"unicode"

	"hotro/internal/kb/importer/page"
	"hotro/internal/pattern"
)

// spokenCodes gives topics without a code those that their symptoms name: "the display
// shows error SM-07". One that another topic has, or that two name, is of none.
func (o *sorter) spokenCodes() {
	had, named := map[string]bool{}, map[string]int{}
	var list []*Topic
	for g := range o.out.Groups {
		for t := range o.out.Groups[g].Topics {
			list = append(list, &o.out.Groups[g].Topics[t])
		}
	}
	said := make([][]string, len(list))
	for i, t := range list {
		for _, c := range t.Codes {
			had[strings.ToUpper(c)] = true
		}
		said[i] = o.w.saidIn(t.Title, nil)
		for _, x := range t.Intro {
			said[i] = o.w.saidIn(whole(x), o.w.saidIn(x.Text, said[i]))
		}
		for _, c := range said[i] {
			named[strings.ToUpper(c)]++
		}
	}
	for i, t := range list {
		for _, c := range said[i] {
			if key := strings.ToUpper(c); len(t.Codes) < len(said[i]) && !had[key] && named[key] == 1 {
				t.Codes = append(t.Codes, c)
			}
		}
	}
}

// quotedCode is a code in brackets at the end of what is quoted, or right behind it:
// "Gateway not responding (HV-101)".
var quotedCode = pattern.New(`["”’]?\s\(([A-Z]{1,6}[-_]\d{1,5})\)["”’]|["”]\s\(([A-Z]{1,6}[-_]\d{1,5})\)`)

// boldCode is a code in brackets within bold words: what a screen shows.
var boldCode = pattern.New(`\x{e001}[^\x{e001}\x{e002}]*\s\(([A-Z]{1,6}[-_]?\d{1,5})\)[^\x{e001}\x{e002}]{0,2}\x{e002}|\x{e002}\s\(([A-Z]{1,6}[-_]\d{1,5})\)`)

// saidIn adds the codes that a text names behind "error", "code", "shows" to a list:
// what has letters and digits, a number with a point, and other numbers only behind
// words such as "error code".
func (w *Words) saidIn(s string, list []string) []string {
	for _, m := range slices.Concat(quotedCode.FindAllStringSubmatch(page.Plain(s), -1), boldCode.FindAllStringSubmatch(s, -1)) {
		if c := m[1] + m[2]; isCode(c, false) && !slices.Contains(list, c) {
			list = append(list, c)
		}
	}
	fields := strings.Fields(page.Plain(s))
	for i := 1; i < len(fields); i++ {
		c := strings.Trim(fields[i], `"“”‘’'.,:;()[]#!?`)
		before := norm(strings.Join(fields[max(0, i-3):i], " "))
		if c == "" || slices.Contains(list, c) || release.MatchString(strings.Join(fields[i:], " ")) {
			continue
		}
		digits := strings.ContainsAny(c, "0123456789")
		letters := strings.ContainsFunc(c, unicode.IsUpper) || strings.Contains(c, "_")
		switch {
		case !digits || !isCode(c, false) && !spoken.MatchString(c):
		case letters && isCode(c, false) && (w.ends("error", before) || w.ends("displays", before)):
			list = append(list, c)
		case !letters && strings.Contains(c, ".") && spoken.MatchString(c) && w.ends("error", before):
			list = append(list, c)
		case numberOnly.MatchString(c) && len(c) >= 3 && len(c) <= 5 && w.endsLong("error", before):
			list = append(list, c)
		}
	}
	return list
}

// endsLong reports whether a comparable text ends with a phrase of two words and more.
func (w *Words) endsLong(set, s string) bool {
	for _, list := range w.sets[set] {
		for _, p := range list {
			if strings.Contains(p, " ") && (s == p || strings.HasSuffix(s, " "+p)) {
				return true
			}
		}
	}
	return false
}
