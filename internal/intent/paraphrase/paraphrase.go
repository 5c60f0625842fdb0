// Package paraphrase says otherwise what a document says: with other words for the
// same, in other forms, without the small words. It serves guides whose language
// gives few phrasings; what is said is data (paraphrases/<lang>.toml).
//
// It judges nothing and learns nothing: package classifier does. Every function is
// pure. Start reading at Of.
package paraphrase

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/BurntSushi/toml"
)

// Languages is the ways to say otherwise by language. It is immutable.
type Languages map[string]*language

type language struct {
	Small   []string
	Endings []string
	Same    [][]string
}

// Load reads paraphrases/*.toml of fsys.
func Load(fsys fs.FS) (Languages, error) {
	names, err := fs.Glob(fsys, "paraphrases/*.toml")
	if err != nil {
		return nil, fmt.Errorf("paraphrases: %w", err)
	}
	out := Languages{}
	for _, name := range names {
		l := &language{}
		raw, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("paraphrases: %w", err)
		}
		meta, err := toml.Decode(string(raw), l)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if odd := meta.Undecoded(); len(odd) > 0 {
			return nil, fmt.Errorf("%s: nothing reads %v", name, odd)
		}
		out[strings.TrimSuffix(path.Base(name), ".toml")] = l
	}
	return out, nil
}

// most is how many ways a text is said at most.
const most = 24

// Of returns other ways to say a text in a language, without the text itself; none
// where the language is not known.
func (ls Languages) Of(lang, text string) []string {
	l := ls[lang]
	if l == nil {
		return nil
	}
	plain := comparable(text)
	out := l.swapped(plain)
	if bare := l.content(plain); bare != plain {
		out = append(out, bare)
	}
	return out[:min(len(out), most)]
}

// Forms returns the telling words of a text in their other forms, as one line.
func (ls Languages) Forms(lang, text string) string {
	l := ls[lang]
	if l == nil {
		return ""
	}
	var out []string
	for w := range strings.FieldsSeq(l.content(comparable(text))) {
		for _, f := range l.forms(w) {
			if !slices.Contains(out, f) {
				out = append(out, f)
			}
		}
	}
	return strings.Join(out, " ")
}

// comparable is a text in small letters with single spaces and no marks but those
// within words.
func comparable(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(strings.ReplaceAll(s, "’", "'")), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\''
	}), " ")
}

// swapped says a text with each of its words that have others for the same.
func (l *language) swapped(plain string) []string {
	var out []string
	at := " " + plain + " "
	for _, group := range l.Same {
		for _, have := range group {
			if !strings.Contains(at, " "+have+" ") {
				continue
			}
			for _, other := range group {
				if other != have {
					out = append(out, strings.TrimSpace(strings.Replace(at, " "+have+" ", " "+other+" ", 1)))
				}
			}
			break
		}
	}
	return out
}

func (l *language) content(plain string) string {
	var out []string
	for w := range strings.FieldsSeq(plain) {
		if !slices.Contains(l.Small, w) {
			out = append(out, w)
		}
	}
	return strings.Join(out, " ")
}

// leastStem is how long a word must be, in letters, that has other forms.
const leastStem = 3

// forms lists a word and its other forms, as far as endings alone make them.
func (l *language) forms(w string) []string {
	stem := w
	for _, e := range l.Endings {
		if s, ok := strings.CutSuffix(w, e); ok && len(s) >= leastStem && len(s) < len(stem) {
			stem = s
		}
	}
	out := []string{w}
	if len(stem) < leastStem {
		return out
	}
	if stem != w {
		out = append(out, stem, stem+"e")
	}
	for _, e := range l.Endings {
		out = append(out, stem+e)
	}
	return out
}
