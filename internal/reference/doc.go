// Package reference says how a company's support finds a matter again: by a
// number that stands on a screen or a bill, and has a form. A Grammar reads such
// numbers out of what people paste, and says what is wrong with what only looks
// like one. A company brings its own: a Pattern, or the grammar of an integration.
//
// It asks nobody for a reference and keeps none. Everything here is immutable and
// safe for concurrent use. Start reading at Grammar.
package reference

// Grammar reads the references of one company.
type Grammar interface {
	// Cut returns s without the references in it and without what looks like
	// one; the references in order of first appearance, each once, written as they
	// are kept; and what is none.
	Cut(s string) (rest string, found []string, bad []Bad)
	// Open parts what a link to the program carries: the code it begins with, and
	// what it gives as a reference. Either may be empty.
	Open(data string) (code, ref string)
}

// Fault names what is wrong with something that looks like a reference: the end
// of a key among the words of the bot.
type Fault string

// Bad is something that looks like a reference and is none.
type Bad struct {
	Fault Fault  `json:"fault"`
	Text  string `json:"text"`            // as written, blanks and odd dashes made plain
	Piece string `json:"piece,omitempty"` // the part that is wrong
	Got   int    `json:"got,omitempty"`   // length of Piece
	Want  int    `json:"want,omitempty"`  // the length it should have
	Maybe string `json:"maybe,omitempty"` // what was probably meant; ask before using it
}

// Parse returns the reference that s consists of.
func Parse(g Grammar, s string) (string, bool) {
	if _, found, bad := g.Cut(s); len(found) == 1 && len(bad) == 0 {
		return found[0], true
	}
	return "", false
}

// None is the grammar of a company that gives its matters no reference.
type None struct{}

// Cut finds nothing.
func (None) Cut(s string) (rest string, found []string, bad []Bad) { return s, nil, nil }

// Open takes everything for a code.
func (None) Open(data string) (code, ref string) { return data, "" }
