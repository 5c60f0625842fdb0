// Package prompts holds every word that users, staff and authors of documents
// read (say/<lang>.toml), the words the bot understands beyond the documents
// (words/*.toml), those by which import reads help pages (pages/*.toml), the
// conventions of documents by language (conventions/*.toml) and other ways to say
// what they say (paraphrases/*.toml), an
// example of every slip in a document (findings.toml), every prompt a model gets
// (llm/*.txt) and what one is examined
// on (llm/exam.toml). A company's own sentences are put over them (For). It loads and fills them in; it decides nothing. Start
// reading at Say.T.
package prompts

import (
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"sort"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"

	"hotro/internal/company"
)

// FS holds the files as shipped.
//
//go:embed findings.toml say/*.toml pages/*.toml conventions/*.toml paraphrases/*.toml words/*.toml llm/*.txt llm/*.toml
var FS embed.FS

// Say is one language's words by key ("dialog.menu"). It is immutable.
type Say struct {
	lang   string
	words  map[string]string
	parsed ByKey[[]any] // what Parsed made, of each type one
}

// Load reads say/<lang>.toml from fsys. Tables become key prefixes.
func Load(fsys fs.FS, lang string) (*Say, error) {
	name := "say/" + lang + ".toml"
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("words of language %q: %w", lang, err)
	}
	var tree map[string]any
	if err := toml.Unmarshal(b, &tree); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	s := &Say{lang: lang, words: map[string]string{}}
	if err := s.flatten(name, "", tree); err != nil {
		return nil, err
	}
	return s, nil
}

// Must returns the words of lang as the shipped company says them; they are proved
// to load by a test.
// They are read once, as they don't change while the program runs.
func Must(lang string) *Say {
	all, err := shipped()
	if err == nil && all[lang] == nil {
		err = fmt.Errorf("there are no words of language %q", lang)
	}
	if err != nil {
		panic(err)
	}
	return all[lang]
}

var shipped = sync.OnceValues(func() (map[string]*Say, error) {
	all := map[string]*Say{}
	for _, lang := range []string{"vi", "en"} {
		s, err := For(company.Shipped(), lang)
		if err != nil {
			return nil, err
		}
		all[lang] = s
	}
	return all, nil
})

func (s *Say) flatten(file, prefix string, tree map[string]any) error {
	for k, v := range tree {
		switch v := v.(type) {
		case string:
			s.words[prefix+k] = strings.TrimSpace(v)
		case map[string]any:
			if err := s.flatten(file, prefix+k+".", v); err != nil {
				return err
			}
		default:
			return fmt.Errorf("%s: %s%s: want text, got %T", file, prefix, k, v)
		}
	}
	return nil
}

// Over returns these words, and those of base where they have none: a language that is
// begun says the rest in another.
func (s *Say) Over(base *Say) *Say {
	out := &Say{lang: s.lang, words: maps.Clone(base.words)}
	maps.Copy(out.words, s.words)
	return out
}

// Lang returns the language of these words.
func (s *Say) Lang() string { return s.lang }

// T returns the words for key with each {name} replaced by its value; pairs
// are name, value, name, value. A key that does not exist comes back as
// itself: a test keeps every key in use present in every language.
func (s *Say) T(key string, pairs ...string) string {
	w, ok := s.words[key]
	if !ok {
		return key
	}
	return fill(w, pairs)
}

// In is T for a key of a section: In("dialog", "menu").
func (s *Say) In(section, key string, pairs ...string) string {
	w, ok := s.words[section+"."+key]
	if !ok {
		return section + "." + key
	}
	return fill(w, pairs)
}

// fill puts values in the place of their names. A name that none has stays.
func fill(w string, pairs []string) string {
	if len(pairs) == 0 {
		return w
	}
	var b strings.Builder
	for {
		before, rest, open := strings.Cut(w, "{")
		name, after, closed := strings.Cut(rest, "}")
		if !open || !closed {
			b.WriteString(w)
			return b.String()
		}
		b.WriteString(before)
		if value, ok := valueOf(pairs, name); ok {
			b.WriteString(value)
			w = after
		} else {
			b.WriteByte('{')
			w = rest
		}
	}
}

func valueOf(pairs []string, name string) (string, bool) {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] == name {
			return pairs[i+1], true
		}
	}
	return "", false
}

// Parsed returns what parse makes of the words for key. It is made once for a
// key and a type, and belongs to all: nobody changes it.
func Parsed[T any](s *Say, key string, parse func(string) T) T {
	made, _ := s.parsed.Of(key)
	for _, v := range made {
		if v, ok := v.(T); ok {
			return v
		}
	}
	v := parse(s.T(key))
	s.parsed.Keep(key, func(was []any) []any { return append(slices.Clip(was), v) })
	return v
}

// Has reports whether the key exists.
func (s *Say) Has(key string) bool { _, ok := s.words[key]; return ok }

// Keys returns every key in order.
func (s *Say) Keys() []string {
	out := make([]string, 0, len(s.words))
	for k := range s.words {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}
