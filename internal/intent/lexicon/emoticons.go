package lexicon

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// emoticons turns the codes that an app sends for pictures into the emoji they
// look like.
type emoticons struct {
	anywhere *strings.Replacer // codes that begin with a slash
	words    map[string]string // codes that count as a word alone
	begins   string            // what a line without any of is left alone
}

func newEmoticons(table map[string]string) emoticons {
	e := emoticons{words: map[string]string{}}
	var slashed []string
	for code := range table {
		if e.begins += code[:1]; strings.HasPrefix(code, "/") {
			slashed = append(slashed, code)
		} else {
			e.words[code] = table[code]
		}
	}
	slices.SortFunc(slashed, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	var pairs []string
	for _, code := range slashed {
		pairs = append(pairs, code, " "+table[code]+" ")
	}
	e.anywhere = strings.NewReplacer(pairs...)
	return e
}

// Kind reports whether a line is emoji alone, one of them kind and none unkind: thanks
// rather than a judgement. Emoticon codes have to be emoji by now, see Plain.
func (l *Lexicon) Kind(s string) bool {
	if strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		return false
	}
	holds := func(sign string) bool { return strings.Contains(s, sign) }
	return slices.ContainsFunc(l.signs.Kind, holds) && !slices.ContainsFunc(l.signs.Unkind, holds)
}

// Plain returns a line with every emoticon code as the emoji it stands for,
// each emoji that is said several times running said once, and every particle
// as it is spelled. Stars are counted.
func (l *Lexicon) Plain(s string) string { return l.particles.spelled(once(l.plain(s))) }

// once drops repeats of an emoji that stands right before, in whatever colour.
func once(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return unicode.Is(unicode.So, r) }) < 0 {
		return s
	}
	var b strings.Builder
	var last, gap rune // the last emoji, and a blank that came after it
	for _, r := range s {
		switch {
		case unicode.Is(unicode.So, r):
			if r == last && r != '⭐' {
				gap = 0
				continue
			}
			last = r
		case unicode.Is(unicode.Sk, r), unicode.Is(unicode.Mn, r), unicode.Is(unicode.Cf, r): // its colour, its look
			if last != 0 {
				continue
			}
		case unicode.IsSpace(r):
			if last != 0 {
				gap = r
				continue
			}
		default:
			last = 0
		}
		if gap != 0 {
			b.WriteRune(gap)
			gap = 0
		}
		b.WriteRune(r)
	}
	return b.String()
}

func (l *Lexicon) plain(s string) string {
	e := l.emoticons
	if !strings.ContainsAny(s, e.begins) {
		return s
	}
	var b strings.Builder
	for rest := e.slashed(s); rest != ""; {
		gap := strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsSpace(r) })
		if gap < 0 {
			break
		}
		b.WriteString(rest[:gap])
		rest = rest[gap:]
		end := strings.IndexFunc(rest, unicode.IsSpace)
		if end < 0 {
			end = len(rest)
		}
		word := rest[:end]
		if emoji, known := e.words[word]; known {
			word = emoji
		}
		b.WriteString(word)
		rest = rest[end:]
	}
	return strings.TrimSpace(b.String())
}

// slashed replaces the codes that begin with a slash, but not in web addresses,
// which are full of them.
func (e emoticons) slashed(s string) string {
	var b strings.Builder
	for {
		at := strings.Index(s, "://")
		if at < 0 {
			b.WriteString(e.anywhere.Replace(s))
			return b.String()
		}
		start := strings.LastIndexFunc(s[:at], unicode.IsSpace) + 1
		end := strings.IndexFunc(s[at:], unicode.IsSpace)
		if end < 0 {
			end = len(s) - at
		}
		b.WriteString(e.anywhere.Replace(s[:start]))
		b.WriteString(s[start : at+end])
		s = s[at+end:]
	}
}
