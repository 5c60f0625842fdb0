package kb

import (
	"slices"
	"strings"

	"hotro/internal/kb/convention"
)

// note is an HTML comment that carries what prose can't: a word that says what
// it belongs to, then fields. A field is "key: value" on one line, or "key:"
// followed by "- item" lines; a list may also stand on one line, its items
// separated by "|".
type note struct {
	word   string
	line   int
	fields []field
}

type field struct {
	key   string
	line  int
	value string
	items []entry
}

// entry is a text with the line it stands on.
type entry struct {
	text string
	line int
}

// heard is a phrasing with what it belongs to and where it stands, for lint.
type heard struct {
	entry
	file   string
	topic  string // empty: outside
	remedy string
}

// noteKeys lists the fields each kind of note may have.
func noteKeys(word string) []string {
	switch word {
	case "document":
		return []string{"kind", "source", "extra"}
	case "topic":
		return []string{"id", "name", "label", "common", "codes", "labels", "names", "remedy", "ask", "choose", "phrases", "source"}
	case "cause":
		return []string{"answer", "other", "role", "phrases"}
	case "term":
		return []string{"names"}
	case "step":
		return []string{"kind", "role", "want", "wait", "after", "image"}
	}
	return nil
}

// parseNote reads a comment; ok is false for an ordinary comment.
func parseNote(raw string, line int, r report) (n note, ok bool) {
	body := strings.TrimPrefix(strings.TrimSpace(raw), "<!--")
	body, _, _ = strings.Cut(body, "-->")
	lines := strings.Split(body, "\n")
	first := strings.TrimSpace(lines[0])
	word, rest, _ := strings.Cut(first, " ")
	keys := noteKeys(word)
	if keys == nil {
		warnTypo(word, lines, line, r)
		return note{}, false
	}
	n = note{word: word, line: line}
	lines[0] = rest
	for i, l := range lines {
		n.read(strings.TrimSpace(l), line+i, keys, r)
	}
	return n, true
}

func (n *note) read(l string, line int, keys []string, r report) {
	if l == "" {
		return
	}
	if it, ok := strings.CutPrefix(l, "- "); ok {
		if len(n.fields) == 0 || n.fields[len(n.fields)-1].value != "" {
			r.add(Error, line, "comment.item", "item", l)
			return
		}
		f := &n.fields[len(n.fields)-1]
		f.items = append(f.items, entry{strings.TrimSpace(it), line})
		return
	}
	key, value, ok := strings.Cut(l, ":")
	key = strings.TrimSpace(key)
	switch {
	case !ok:
		r.add(Error, line, "comment.line", "line", l, "word", n.word)
	case !slices.Contains(keys, key):
		r.add(Error, line, "comment.key", "key", key, "word", n.word, "keys", strings.Join(keys, ", "))
	case n.has(key):
		r.add(Error, line, "comment.twice", "key", key)
	default:
		n.fields = append(n.fields, field{key: key, line: line, value: strings.TrimSpace(value)})
	}
}

// warnTypo catches a note whose first word is misspelt: it would be silently
// ignored.
func warnTypo(word string, lines []string, line int, r report) {
	for _, l := range lines[1:] {
		key, _, ok := strings.Cut(strings.TrimSpace(l), ":")
		if ok && slices.Contains([]string{"id", "phrases", "ask", "answer", "kind", "codes"}, key) {
			r.add(Warning, line, "comment.unread", "word", word)
			return
		}
	}
}

func (n note) has(key string) bool {
	return slices.ContainsFunc(n.fields, func(f field) bool { return f.key == key })
}

func (n note) field(key string) field {
	for _, f := range n.fields {
		if f.key == key {
			return f
		}
	}
	return field{}
}

func (n note) value(key string) string { return n.field(key).value }

// list returns the items of a field, whichever way they are written.
func (n note) list(key string) []entry {
	f := n.field(key)
	if f.value == "" {
		return f.items
	}
	var out []entry
	for it := range strings.SplitSeq(f.value, "|") {
		if it = strings.TrimSpace(it); it != "" {
			out = append(out, entry{it, f.line})
		}
	}
	return out
}

// yes reads a yes/no field.
func (n note) yes(key string, r report) bool {
	f := n.field(key)
	switch convention.Key(f.value) {
	case "", "no", "khong":
		return false
	case "yes", "co":
		return true
	}
	r.add(Error, f.line, "comment.yes", "key", key, "value", f.value)
	return false
}
