package kb

import (
	"encoding/base64"
	"encoding/binary"
	"hash/fnv"
	"slices"
	"strings"

	"hotro/internal/kb/convention"
)

// An outline is what is remembered of a topic as somebody walked it: a short
// name for its title, its codes, and every cause and step. With it, and without
// the documents of then, Edit tells what became of each after the documents
// were edited. It says nothing that can be read.
type outline struct {
	title string
	codes []string
	steps []string // common to the topic
	parts []part   // the causes
}

// part is one cause.
type part struct {
	name  string
	steps []string
}

const (
	nameSize = 3  // letters of a title, a code, a cause, a step
	wordSize = 2  // letters of a word
	most     = 12 // of a list that is remembered
	mostWord = 24 // of the words of a step
)

// short is a name of n letters for a text: the same for the same text.
func short(s string, n int) string {
	h := fnv.New64a()
	_, _ = h.Write([]byte(s))
	x := h.Sum64()
	for range 2 { // the last letters of s reach only the lower bits of a sum
		x = (x ^ x>>33) * 0xff51afd7ed558ccd
	}
	return base64.RawURLEncoding.EncodeToString(binary.BigEndian.AppendUint64(nil, x))[:n]
}

// outlineOf writes down the outline of a topic whose hashes are filled in.
func outlineOf(t *Topic) string {
	b := []byte(short(convention.Key(t.Title), nameSize))
	for _, c := range t.Codes[:min(most, len(t.Codes))] {
		b = append(b, short(strings.ToUpper(c), nameSize)...)
	}
	b = append(b, ':')
	steps := func(list []Step) {
		for _, s := range list[:min(most, len(list))] {
			b = append(b, short(s.Hash, nameSize)...)
		}
	}
	steps(t.Steps)
	for i := range t.Causes[:min(most, len(t.Causes))] {
		b = append(b, '/')
		b = append(b, causeName(&t.Causes[i])...)
		steps(t.Causes[i].Steps)
	}
	return string(b)
}

// causeName is the name of a cause in an outline: of its own id, else of its title.
func causeName(c *Cause) string {
	if id, own := ownID(c.ID, "/"); own {
		return short("#"+id, nameSize)
	}
	return short(convention.Key(c.Title), nameSize)
}

// readOutline reads what outlineOf wrote; one that can't be read remembers
// nothing.
func readOutline(s string) outline {
	list := strings.Split(s, "/")
	names, steps, ok := strings.Cut(list[0], ":")
	if !ok || len(names) < nameSize {
		return outline{}
	}
	o := outline{title: names[:nameSize], codes: cut(names[nameSize:], nameSize), steps: cut(steps, nameSize)}
	for _, p := range list[1:] {
		if len(p) >= nameSize {
			o.parts = append(o.parts, part{p[:nameSize], cut(p[nameSize:], nameSize)})
		}
	}
	return o
}

func cut(s string, n int) []string {
	var out []string
	for ; len(s) >= n; s = s[n:] {
		out = append(out, s[:n])
	}
	return out
}

// all are the steps of an outline.
func (o *outline) all() []string {
	out := slices.Clone(o.steps)
	for _, p := range o.parts {
		out = append(out, p.steps...)
	}
	return out
}

// sketch is what is remembered of the words of a step: its kind, then a short
// name for each of its first words, in order and each once.
func sketch(s *Step) string {
	words := sketchWords(s.Text)
	return string(s.Kind[:1]) + strings.Join(words[:min(mostWord, len(words))], "")
}

func sketchWords(text string) []string {
	var out []string
	for _, w := range strings.Fields(convention.Key(convention.Plain(text))) {
		if n := short(w, wordSize); !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// ownID is the last part of an id when the documents give it, and no number.
func ownID(id, sep string) (string, bool) {
	at := strings.LastIndex(id, sep)
	own := id[at+1:]
	return own, at >= 0 && own != "" && (own[0] < '0' || own[0] > '9')
}
