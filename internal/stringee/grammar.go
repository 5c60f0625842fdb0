package stringee

import (
	"regexp"
	"strings"

	"hotro/internal/reference"
)

// Grammar reads call IDs as the references of a company: it is what a company's
// folder names as grammar "stringee".
type Grammar struct{}

// Cut implements reference.Grammar.
func (Grammar) Cut(s string) (rest string, found []string, bad []reference.Bad) {
	rest, ids, faulty := CutCallIDs(s)
	for _, id := range ids {
		found = append(found, string(id))
	}
	for _, b := range faulty {
		bad = append(bad, reference.Bad{
			Fault: reference.Fault(b.Fault), Text: b.Text, Piece: b.Piece, Got: b.Got, Want: b.Want, Maybe: string(b.Maybe),
		})
	}
	return rest, found, bad
}

var (
	callInOpening = regexp.MustCompile(`(?i)(?:^|[-_\s]+)(call-[a-z]{2,4}-.*)$`)
	bareInOpening = regexp.MustCompile(`(?:^|[-_\s]+)([0-9A-Za-z]{10}-[0-9]{13})$`) // the long codes leave no room for more
)

// Open implements reference.Grammar.
func (Grammar) Open(data string) (code, ref string) {
	if m := callInOpening.FindStringSubmatchIndex(data); m != nil {
		return data[:m[0]], data[m[2]:]
	}
	if m := bareInOpening.FindStringSubmatchIndex(data); m != nil {
		return data[:m[0]], "call-vn-1-" + data[m[2]:]
	}
	code, ref, _ = strings.Cut(data, " ") // a page that knows no code has nothing before the blank
	return code, ref
}
