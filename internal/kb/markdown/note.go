package markdown

import (
	"slices"
	"strings"

	"hotro/internal/kb/convention"
	"hotro/internal/kb/finding"
	"hotro/internal/text"
)

// Note is an HTML comment that carries what prose can't: a word that says what
// it belongs to, then fields. A field is "key: value" on one line, or "key:"
// followed by "- item" lines; a list may also stand on one line, its items
// separated by "|".
type Note struct {
	Word   string
	Line   int
	Fields []Field
}

// Field is one key of a note with what stands there.
type Field struct {
	Key   string
	Line  int
	Value string
	Items []Entry
}

// Entry is a text with the line it stands on.
type Entry struct {
	Text string
	Line int
}

// noteKeys lists the fields each kind of note may have.
func noteKeys(word string) []string {
	switch word {
	case "document":
		return []string{"kind", "lang", "source", "extra"}
	case "topic":
		return []string{"id", "name", "label", "common", "codes", "labels", "names", "remedy", "ask", "choose", "phrases", "source"}
	case "cause":
		return []string{"id", "answer", "first", "other", "role", "phrases"}
	case "term":
		return []string{"names", "of", "role", "place"}
	case "step":
		return []string{"id", "kind", "role", "want", "wait", "after", "image"}
	}
	return nil
}

// parseNote reads a comment; ok is false for an ordinary comment.
func parseNote(raw string, line int, r finding.Report) (n Note, ok bool) {
	body := strings.TrimPrefix(strings.TrimSpace(raw), "<!--")
	body, _, _ = strings.Cut(body, "-->")
	lines := strings.Split(body, "\n")
	first := strings.TrimSpace(lines[0])
	word, rest, _ := strings.Cut(first, " ")
	keys := noteKeys(word)
	if keys == nil {
		if word = meantNote(word, rest, lines, line, r); word == "" {
			return Note{}, false
		}
		keys = noteKeys(word)
	}
	n = Note{Word: word, Line: line}
	lines[0] = rest
	for i, l := range lines {
		n.read(strings.TrimSpace(l), line+i, keys, r)
	}
	return n, true
}

func (n *Note) read(l string, line int, keys []string, r finding.Report) {
	if l == "" {
		return
	}
	if it, ok := strings.CutPrefix(l, "- "); ok {
		if len(n.Fields) == 0 || n.Fields[len(n.Fields)-1].Value != "" {
			r.Add(finding.Error, line, "comment.item", "item", l)
			return
		}
		f := &n.Fields[len(n.Fields)-1]
		f.Items = append(f.Items, Entry{strings.TrimSpace(it), line})
		return
	}
	key, value, ok := strings.Cut(l, ":")
	key = strings.TrimSpace(key)
	switch {
	case !ok:
		r.Add(finding.Error, line, "comment.line", "line", l, "word", n.Word)
	case !slices.Contains(keys, key):
		near := text.Nearest(key, keys)
		r.Add(finding.Error, line, "comment.key", "key", key, "word", n.Word, "keys", strings.Join(keys, ", "), "near", near)
		if near != "" && !n.has(near) { // one slip, one message
			n.Fields = append(n.Fields, Field{Key: near, Line: line, Value: strings.TrimSpace(value)})
		}
	case n.has(key):
		r.Add(finding.Error, line, "comment.twice", "key", key)
	default:
		n.Fields = append(n.Fields, Field{Key: key, Line: line, Value: strings.TrimSpace(value)})
	}
}

// noteWords are the words a note begins with.
func noteWords() []string { return []string{"document", "topic", "cause", "term", "step"} }

// meantNote catches a note whose first word is misspelt, which would be
// silently ignored, and returns the word that was meant: its fields are read, so
// that one slip gives one message. It returns "" for an ordinary comment.
func meantNote(word, rest string, lines []string, line int, r finding.Report) string {
	near := text.Nearest(strings.TrimSuffix(word, ":"), noteWords())
	fields := 0
	for _, l := range append([]string{rest}, lines[1:]...) {
		key, _, ok := strings.Cut(strings.TrimSpace(l), ":")
		if ok && slices.ContainsFunc(noteWords(), func(w string) bool { return slices.Contains(noteKeys(w), key) }) {
			fields++
		}
	}
	if fields == 0 {
		return ""
	}
	r.Add(finding.Warning, line, "comment.unread", "word", word, "near", near)
	return near
}

func (n Note) has(key string) bool {
	return slices.ContainsFunc(n.Fields, func(f Field) bool { return f.Key == key })
}

// Field returns a field; the zero Field when the note has none of that key.
func (n Note) Field(key string) Field {
	for _, f := range n.Fields {
		if f.Key == key {
			return f
		}
	}
	return Field{}
}

// Value returns what stands beside a key, "" when nothing does.
func (n Note) Value(key string) string { return n.Field(key).Value }

// List returns the items of a field, whichever way they are written.
func (n Note) List(key string) []Entry {
	f := n.Field(key)
	if f.Value == "" {
		return f.Items
	}
	var out []Entry
	for it := range strings.SplitSeq(f.Value, "|") {
		if it = strings.TrimSpace(it); it != "" {
			out = append(out, Entry{it, f.Line})
		}
	}
	return out
}

// Yes reads a yes/no field, "no" when it is missing.
func (n Note) Yes(key string, r finding.Report) bool {
	f := n.Field(key)
	switch convention.Key(f.Value) {
	case "", "no", "khong":
		return false
	case "yes", "co":
		return true
	}
	r.Add(finding.Error, f.Line, "comment.yes", "key", key, "value", f.Value)
	return false
}
