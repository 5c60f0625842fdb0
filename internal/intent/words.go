package intent

import (
	"fmt"
	"io/fs"
	"slices"
	"sort"
	"strings"

	"github.com/BurntSushi/toml"

	"hotro/internal/text"
)

// Words is what the matcher knows of language beyond the documents: how people
// shorten words, which words mean the same, what is asked for when a person is
// asked for, and what is said that no guide covers. Load it with LoadWords; it
// is immutable.
type Words struct {
	replace  map[string]string   // shortened word → what it stands for
	either   map[string][]string // shortened word → what it may stand for
	polite   []string            // words of politeness and address
	filler   []string            // words that do not tell topics apart
	negators []string
	concepts []concept
	meanings []meaningWords
	ordinals []ordinalWords
	human    []string // what people say who want a person
	outside  []string // what no guide of this kind covers
	vague    []string // trouble with calling that could be anything
	plain    []string // words of codes that are ordinary words as well
	errors   []string // words that say that a number is an error's
	links    []string // words that may stand between them and the number
	counts   []string // words that say that a number counts something
}

// concept is a group of words and phrases that mean the same here.
type concept struct {
	Name   string   `toml:"name"`
	Words  []string `toml:"words"`
	Remedy string   `toml:"remedy"` // topics with this remedy have these words in common
}

// meaningWords are the ways to say a Meaning: as a whole line, or inside one.
type meaningWords struct {
	Name   Meaning  `toml:"name"`
	Whole  []string `toml:"whole"`
	Inside []string `toml:"inside"`
}

// ordinalWords are the ways to name the n-th option.
type ordinalWords struct {
	N      int      `toml:"n"`
	Whole  []string `toml:"whole"`
	Inside []string `toml:"inside"`
}

// wordsFile is everything that may stand in a file of words.
type wordsFile struct {
	Replace  map[string]string   `toml:"replace"`
	Either   map[string][]string `toml:"either"`
	Polite   []string            `toml:"polite"`
	Filler   []string            `toml:"filler"`
	Negators []string            `toml:"negators"`
	Concepts []concept           `toml:"concept"`
	Meanings []meaningWords      `toml:"meaning"`
	Ordinals []ordinalWords      `toml:"ordinal"`
	Human    []string            `toml:"human"`
	Outside  []string            `toml:"outside"`
	Vague    []string            `toml:"vague"`
	Plain    []string            `toml:"plain"`
	Errors   []string            `toml:"errors"`
	Links    []string            `toml:"links"`
	Counts   []string            `toml:"counts"`
}

// LoadWords reads every words/*.toml of fsys. A file may hold any of the
// parts; the same shortened word in two files is an error, and so is an
// unknown key.
func LoadWords(fsys fs.FS) (*Words, error) {
	names, err := fs.Glob(fsys, "words/*.toml")
	if err != nil {
		return nil, fmt.Errorf("looking for words/*.toml: %w", err)
	}
	sort.Strings(names)
	w := &Words{replace: map[string]string{}, either: map[string][]string{}}
	for _, name := range names {
		b, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("words: %w", err)
		}
		var f wordsFile
		md, err := toml.Decode(string(b), &f)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if extra := md.Undecoded(); len(extra) > 0 {
			return nil, fmt.Errorf("%s: unknown key %q", name, extra[0])
		}
		if err := w.add(f); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return w, nil
}

func (w *Words) add(f wordsFile) error {
	for _, k := range sortedKeys(f.Replace) {
		if err := w.short(k); err != nil {
			return err
		}
		w.replace[text.Fold(k)] = f.Replace[k]
	}
	for _, k := range sortedKeys(f.Either) {
		if err := w.short(k); err != nil {
			return err
		}
		w.either[text.Fold(k)] = f.Either[k]
	}
	for _, c := range f.Concepts {
		if c.Name == "" || len(c.Words) == 0 {
			return fmt.Errorf("concept %q: needs a name and words", c.Name)
		}
	}
	for _, m := range f.Meanings {
		if !slices.Contains(meanings(), m.Name) {
			return fmt.Errorf("meaning %q: not one of %q", m.Name, meanings())
		}
	}
	w.polite = append(w.polite, f.Polite...)
	w.filler = append(w.filler, f.Filler...)
	w.negators = append(w.negators, f.Negators...)
	w.concepts = append(w.concepts, f.Concepts...)
	w.meanings = append(w.meanings, f.Meanings...)
	w.ordinals = append(w.ordinals, f.Ordinals...)
	w.human = append(w.human, f.Human...)
	w.outside = append(w.outside, f.Outside...)
	w.vague = append(w.vague, f.Vague...)
	w.plain = append(w.plain, f.Plain...)
	w.errors = append(w.errors, f.Errors...)
	w.links = append(w.links, f.Links...)
	w.counts = append(w.counts, f.Counts...)
	return nil
}

// short checks a shortened word: one word, not yet known.
func (w *Words) short(k string) error {
	f := text.Fold(k)
	if len(text.Words(f)) != 1 {
		return fmt.Errorf("%q: a shortened word is one word", k)
	}
	_, a := w.replace[f]
	_, b := w.either[f]
	if a || b {
		return fmt.Errorf("%q: given twice (the marks of letters do not count)", k)
	}
	return nil
}

func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// folded returns the folded words of a phrase joined by blanks.
func folded(s string) string { return strings.Join(text.Words(s), " ") }
