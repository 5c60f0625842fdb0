package lexicon

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"github.com/BurntSushi/toml"

	"hotro/internal/intent/paraphrase"
	"hotro/internal/text"
)

// Words is what the matcher knows of language beyond the documents: how people
// shorten words, which words mean the same, what is asked for when a person is
// asked for, and what is said that no guide covers. Load it with Load; it is
// read only.
type Words struct {
	Replace   map[string]string   `toml:"replace"`   // shortened word → what it stands for
	Either    map[string][]string `toml:"either"`    // shortened word → what it may stand for
	Dialect   map[string]string   `toml:"dialect"`   // word of a region → what it is elsewhere; its marks count
	Particles map[string]string   `toml:"particles"` // word that only holds a sentence together, as some write it → as it is spelled; its marks count
	Emoticons map[string]string   `toml:"emoticons"` // codes of an app's pictures → emoji
	Signs     Signs               `toml:"signs"`
	Polite    []string            `toml:"polite"`   // words of politeness and address
	Filler    []string            `toml:"filler"`   // words that do not tell topics apart
	Negators  []string            `toml:"negators"` // words that turn what follows round
	Forbids   []string            `toml:"forbids"`  // words that turn a request round
	Breaks    []string            `toml:"breaks"`   // words that begin a clause a negator does not reach
	Asks      []string            `toml:"asks"`     // words that begin a request
	Already   []string            `toml:"already"`  // words that end a line about something done
	Affirms   []string            `toml:"affirms"`  // words that say yes at the head of a line
	Doubts    []string            `toml:"doubts"`   // words that deny one of those when they stand before it, or at the end of what it says
	Places    []string            `toml:"places"`   // words before which the same word asks for a place
	Concepts  []Concept           `toml:"concept"`
	Meanings  []Meaning           `toml:"meaning"`
	Ordinals  []Ordinal           `toml:"ordinal"`
	Human     []string            `toml:"human"`    // what people say who want a person
	Outside   []string            `toml:"outside"`  // what no guide of this kind covers
	Talk      []string            `toml:"talk"`     // what people say in a conversation that tells no error by itself
	Vague     []string            `toml:"vague"`    // trouble with calling that could be anything
	Plain     []string            `toml:"plain"`    // words of codes that are ordinary words as well
	Sentence  []string            `toml:"sentence"` // words of sentences that messages of programs do without
	Errors    []string            `toml:"errors"`   // words that say that a number is an error's
	Links     []string            `toml:"links"`    // words that may stand between them and the number
	Counts    []string            `toml:"counts"`   // words that say that a number counts something
	Wish      Wish                `toml:"wish"`
	Trouble   Trouble             `toml:"trouble"`

	Otherwise paraphrase.Languages `toml:"-"` // how else a guide in another language may be said
	Frames    Frames               `toml:"frames"`
	Glosses   []Gloss              `toml:"gloss"`
	Glue      []string             `toml:"glue"` // words that may stand between the words of a translated code
	Sounds    Sounds               `toml:"sounds"`
	Hearing   Hearing              `toml:"hearing"`
	Roles     []Part               `toml:"role"`
}

// Signs are the emoji that judge by themselves.
type Signs struct {
	Kind   []string `toml:"kind"`   // thanks, in a sign
	Unkind []string `toml:"unkind"` // no thanks, whatever stands beside
}

// Concept is a group of words and phrases that mean the same here.
type Concept struct {
	Name   string   `toml:"name"`
	Words  []string `toml:"words"`
	Remedy string   `toml:"remedy"` // topics with this remedy have these words in common
}

// Wish is how a person is asked for in so many words.
type Wish struct {
	Verbs    []string `toml:"verbs"`    // wanting, meeting, connecting
	Persons  []string `toml:"persons"`  // who is asked for after a verb
	Anyone   []string `toml:"anyone"`   // who may be there
	Presence []string `toml:"presence"` // words of being there that follow
	Phrases  []string `toml:"phrases"`  // what says it alone
	Nobody   []string `toml:"nobody"`   // what begins like a person and is none
	Own      []string `toml:"own"`      // what makes a person one of the user's own
}

// Trouble is the words of which vague trouble is told: a line of nothing else
// says that something is wrong, and not what.
type Trouble struct {
	Faults   []string `toml:"faults"`   // what is wrong
	Subjects []string `toml:"subjects"` // what it is wrong with
	Around   []string `toml:"around"`   // what is said around it: when, how often, how sure
}

// Frames is what is said around the subject of a line.
type Frames struct {
	How     []string `toml:"how"`     // asks how or where something is done
	Lead    []string `toml:"lead"`    // may stand before what is done
	Acts    []string `toml:"acts"`    // is done and mends nothing
	Trouble []string `toml:"trouble"` // tells of trouble
	Denies  []string `toml:"denies"`  // takes back what follows
	Until   []string `toml:"until"`   // where what is taken back ends
}

// Part is a role in a fault, by which it is told from another that has the same
// words.
type Part struct {
	Name   string   `toml:"name"`
	Words  []string `toml:"words"`
	Unless []string `toml:"unless"` // words beside which the others say something else
}

// Hearing is the words for who hears whom.
type Hearing struct {
	Hears  []string `toml:"hears"`  // hearing
	Poorly []string `toml:"poorly"` // after it: hearing that is not good
	Speech []string `toml:"speech"` // after a side: it speaks
	// Mutual is said of both sides at once, and Nothing of what is heard where nothing is.
	Mutual  []string `toml:"mutual"`
	Nothing []string `toml:"nothing"`
	// Silence stands behind the hearing and denies it: "they hear nothing".
	Silence []string `toml:"silence"`
	// Able and Cut are the halves of a contracted negator: "can't".
	Able  []string `toml:"able"`
	Cut   []string `toml:"cut"`
	Us    []string `toml:"us"`    // the user's side
	Them  []string `toml:"them"`  // the customer's side
	Other []string `toml:"other"` // what has a word for hearing in it and is none
}

// Gloss is how translators render a word of error codes, or a few.
type Gloss struct {
	Word    string   `toml:"word"`
	As      []string `toml:"as"`
	Strange bool     `toml:"strange"` // nobody but a translator says so
}

// Sounds is how letters sound, as "letters=sounds".
type Sounds struct {
	English    []string `toml:"english"`
	Vietnamese []string `toml:"vietnamese"`
	Spelled    []string `toml:"spelled"` // words that are read letter by letter
	Letters    []string `toml:"letters"` // the names of letters
}

// Meaning is the ways to say one thing: as a whole line, or inside one.
type Meaning struct {
	Name   string   `toml:"name"`
	Whole  []string `toml:"whole"`
	Inside []string `toml:"inside"`
}

// Ordinal is the ways to name the n-th option.
type Ordinal struct {
	N      int      `toml:"n"`
	Whole  []string `toml:"whole"`
	Inside []string `toml:"inside"`
}

// Load reads every words/*.toml of some file systems, one after the other: those
// of all companies, then a company's own. A file may hold any of the parts; the
// same shortened word in two files is an error, and so are an unknown key and a
// meaning whose name is not among meanings.
func Load(meanings []string, all ...fs.FS) (*Words, error) {
	w := &Words{Emoticons: map[string]string{}, Replace: map[string]string{}, Either: map[string][]string{}, Dialect: map[string]string{}, Particles: map[string]string{}}
	for _, fsys := range all {
		if err := w.read(fsys, meanings); err != nil {
			return nil, err
		}
	}
	return w, nil
}

func (w *Words) read(fsys fs.FS, meanings []string) error {
	names, err := fs.Glob(fsys, "words/*.toml")
	if err != nil {
		return fmt.Errorf("looking for words/*.toml: %w", err)
	}
	for _, name := range slices.Sorted(slices.Values(names)) {
		b, err := fs.ReadFile(fsys, name)
		if err != nil {
			return fmt.Errorf("words: %w", err)
		}
		var f Words
		md, err := toml.Decode(string(b), &f)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if extra := md.Undecoded(); len(extra) > 0 {
			return fmt.Errorf("%s: unknown key %q", name, extra[0])
		}
		if err := w.add(f, meanings); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	if w.Otherwise == nil { // those of all companies
		if w.Otherwise, err = paraphrase.Load(fsys); err != nil {
			return err
		}
	}
	return nil
}

// add takes in one file.
func (w *Words) add(f Words, meanings []string) error {
	for _, k := range slices.Sorted(maps.Keys(f.Replace)) {
		if err := w.checkAbbreviation(k); err != nil {
			return err
		}
		w.Replace[text.Fold(k)] = f.Replace[k]
	}
	for _, k := range slices.Sorted(maps.Keys(f.Either)) {
		if err := w.checkAbbreviation(k); err != nil {
			return err
		}
		w.Either[text.Fold(k)] = f.Either[k]
	}
	for _, c := range f.Concepts {
		if c.Name == "" || len(c.Words) == 0 {
			return fmt.Errorf("concept %q: needs a name and words", c.Name)
		}
	}
	for _, m := range f.Meanings {
		if !slices.Contains(meanings, m.Name) {
			return fmt.Errorf("meaning %q: not one of %q", m.Name, meanings)
		}
	}
	maps.Copy(w.Emoticons, f.Emoticons)
	maps.Copy(w.Dialect, f.Dialect)
	maps.Copy(w.Particles, f.Particles)
	w.Concepts = append(w.Concepts, f.Concepts...)
	w.Meanings = append(w.Meanings, f.Meanings...)
	w.Ordinals = append(w.Ordinals, f.Ordinals...)
	w.Roles = append(w.Roles, f.Roles...)
	w.Glosses = append(w.Glosses, f.Glosses...)
	to := w.lists()
	for i, list := range f.lists() {
		*to[i] = append(*to[i], *list...)
	}
	return nil
}

// lists are the parts that are plain lists of words.
func (w *Words) lists() []*[]string {
	return []*[]string{
		&w.Polite, &w.Filler, &w.Negators, &w.Forbids, &w.Breaks, &w.Asks, &w.Already, &w.Affirms, &w.Doubts, &w.Places, &w.Human, &w.Outside, &w.Talk, &w.Vague, &w.Plain, &w.Sentence, &w.Errors, &w.Links, &w.Counts,
		&w.Wish.Verbs, &w.Wish.Persons, &w.Wish.Anyone, &w.Wish.Presence, &w.Wish.Phrases, &w.Wish.Nobody, &w.Wish.Own,
		&w.Trouble.Faults, &w.Trouble.Subjects, &w.Trouble.Around, &w.Signs.Kind, &w.Signs.Unkind,
		&w.Frames.How, &w.Frames.Lead, &w.Frames.Acts, &w.Frames.Trouble, &w.Frames.Denies, &w.Frames.Until,
		&w.Hearing.Hears, &w.Hearing.Poorly, &w.Hearing.Speech, &w.Hearing.Us, &w.Hearing.Them, &w.Hearing.Other, &w.Hearing.Mutual, &w.Hearing.Nothing, &w.Hearing.Silence, &w.Hearing.Able, &w.Hearing.Cut,
		&w.Glue, &w.Sounds.English, &w.Sounds.Vietnamese, &w.Sounds.Spelled, &w.Sounds.Letters,
	}
}

// checkAbbreviation checks a shortened word: one word, not yet known.
func (w *Words) checkAbbreviation(k string) error {
	f := text.Fold(k)
	if len(text.Words(f)) != 1 {
		return fmt.Errorf("%q: a shortened word is one word", k)
	}
	_, a := w.Replace[f]
	_, b := w.Either[f]
	if a || b {
		return fmt.Errorf("%q: given twice (the marks of letters do not count)", k)
	}
	return nil
}
