package spoken

import (
	"strings"

	"hotro/internal/intent/lexicon"
	"hotro/internal/text"
)

// sounds writes words as sounds. Immutable once built.
type sounds struct {
	english, vietnamese []rule
	letters             map[byte]string
	spelled             map[string]bool
}

// rule says how letters sound.
type rule struct {
	letters, sound string
	first, last    bool // only at the beginning, at the end of a word
}

func newSounds(w lexicon.Sounds) *sounds {
	s := &sounds{english: rules(w.English), vietnamese: rules(w.Vietnamese), letters: map[byte]string{}, spelled: map[string]bool{}}
	for _, r := range rules(w.Letters) {
		s.letters[r.letters[0]] = r.sound
	}
	for _, v := range w.Spelled {
		s.spelled[v] = true
	}
	return s
}

func rules(lines []string) []rule {
	var out []rule
	for _, line := range lines {
		letters, sound, _ := strings.Cut(line, "=")
		r := rule{sound: sound, first: strings.HasPrefix(letters, "^"), last: strings.HasSuffix(letters, "$")}
		if r.letters = strings.Trim(letters, "^$"); r.letters != "" {
			out = append(out, r)
		}
	}
	return out
}

// say appends how a word sounds by the rules, the longest that fits first;
// letters without a rule are silent.
func say(dst []byte, w string, rules []rule) []byte {
	for i := 0; i < len(w); {
		var best rule
		for _, r := range rules {
			n := len(r.letters)
			fits := strings.HasPrefix(w[i:], r.letters) && (!r.first || i == 0) && (!r.last || i > 0 && i+n == len(w))
			if fits && (n > len(best.letters) || n == len(best.letters) && (r.first || r.last)) {
				best = r
			}
		}
		dst = append(dst, best.sound...)
		i += max(1, len(best.letters))
	}
	return dst
}

// syllable appends how a folded word of a text sounds: a Vietnamese syllable
// by the Vietnamese rules, anything else as English.
func (s *sounds) syllable(dst []byte, w string) []byte {
	switch {
	case w[0] >= '0' && w[0] <= '9' || w[0] >= 0x80:
		return append(dst, '?')
	case !text.Syllable([]byte(w)):
		return say(dst, w, s.english)
	}
	n := len(dst)
	dst = say(dst, w, s.vietnamese)
	if k := len(dst); k-n == 2 && dst[k-1] == 'O' { // "bơ", "rờ", "sờ" in bare letters
		dst[k-1] = 'x'
	}
	return dst
}

// pronunciation is how a word sounds and what each sound costs where it is
// missing.
type pronunciation struct {
	sounds []byte
	miss   []float64
	weight float64
}

// What the sounds of a word weigh.
const (
	weightConsonant = 1.0
	weightVowel     = 0.6
	weightSchwa     = 0.2

	missVowel     = 0.5
	missSchwa     = 0.1
	missConsonant = 0.9
	missCoda      = 0.35 // Vietnamese drops consonants that no vowel follows
)

func newPronunciation(s string) pronunciation {
	p := pronunciation{sounds: []byte(s)}
	for i := range len(s) {
		coda := i > 0 && (i+1 == len(s) || !vowel(s[i+1]))
		switch {
		case s[i] == 'x':
			p.weight, p.miss = p.weight+weightSchwa, append(p.miss, missSchwa)
		case vowel(s[i]):
			p.weight, p.miss = p.weight+weightVowel, append(p.miss, missVowel)
		case coda:
			p.weight, p.miss = p.weight+weightConsonant, append(p.miss, missCoda)
		default:
			p.weight, p.miss = p.weight+weightConsonant, append(p.miss, missConsonant)
		}
	}
	return p
}

func vowel(c byte) bool { return strings.IndexByte("AEIOUx", c) >= 0 }

// added is what a sound costs that only the text has.
func added(c byte) float64 {
	switch {
	case c == 'x':
		return 0.1
	case c == '?':
		return 9
	case vowel(c):
		return 0.45
	}
	return 0.8
}

// alike are the consonants that one ear takes for another.
const alike = "TD DZ SZ PB BV PF FV KG MN NL LR TS"

// instead is what a sound costs in the place of another.
func instead(a, b byte) float64 {
	switch {
	case a == b:
		return 0
	case a == '?' || b == '?':
		return 9
	case vowel(a) && vowel(b):
		if a == 'x' || b == 'x' {
			return 0.2
		}
		return 0.35
	case a == 'Z' && b == 'I' || a == 'W' && b == 'U': // "iu sờ", "qu"
		return 0.35
	case vowel(a) || vowel(b):
		return 1.2
	}
	for i := 0; i+1 < len(alike); i += 3 {
		if alike[i] == a && alike[i+1] == b || alike[i] == b && alike[i+1] == a {
			return 0.3
		}
	}
	return 1
}

// doubled is what the end of a syllable costs that the next one begins with anew: "gúc gồ".
const doubled = 0.2

// Sounds tells how much a text, as a whole, sounds like an English word: 1 is in every
// sound, 0 where all its words are said in ordinary sentences, too.
func (b *Book) Sounds(words *lexicon.Text, name string) float64 {
	if _, n := b.usual.odd(nil, words); n == 0 {
		return 0
	}
	p := newPronunciation(string(say(nil, name, b.sounds.english)))
	var phones []byte
	for _, sp := range words.Spans {
		phones = b.sounds.syllable(phones, string(words.Folded[sp.Start:sp.End]))
	}
	extra := func(j int) float64 {
		if j+1 < len(phones) && !vowel(phones[j]) && instead(phones[j], phones[j+1]) < missCoda {
			return doubled
		}
		return added(phones[j])
	}
	prev, cur := make([]float64, len(phones)+1), make([]float64, len(phones)+1)
	for j := range phones {
		prev[j+1] = prev[j] + extra(j)
	}
	for k, c := range p.sounds {
		cur[0] = prev[0] + p.miss[k]
		for j := range phones {
			cur[j+1] = min(prev[j]+instead(c, phones[j]), prev[j+1]+p.miss[k], cur[j]+extra(j))
		}
		prev, cur = cur, prev
	}
	return 1 - prev[len(phones)]/max(p.weight, 1)
}
