package importer

import (
	"strings"

	"hotro/internal/kb/convention"
)

// Set is pages that become documents of one guide: no two of them share a name, an
// id or a code. Its zero value is empty and ready.
type Set struct {
	names, ids, codes map[string]bool // taken
}

func (s *Set) init() {
	if s.names == nil {
		s.names, s.ids, s.codes = map[string]bool{}, map[string]bool{}, map[string]bool{}
	}
}

// Reserve takes the ids and codes of a document that is there already, so that no
// page gets them.
func (s *Set) Reserve(document string) {
	s.init()
	for l := range strings.Lines(document) {
		l = strings.TrimSpace(l)
		title, isTopic := strings.CutPrefix(l, "## ")
		id, hasID := strings.CutPrefix(l, "id:")
		codes, hasCodes := strings.CutPrefix(l, "codes:")
		switch {
		case isTopic:
			s.ids[strings.ToLower(convention.TopicID(title))] = true
			if convention.IsCode(title) {
				s.codes[convention.Key(title)] = true
			}
		case hasID:
			s.ids[strings.ToLower(strings.TrimSpace(id))] = true
		case hasCodes:
			for c := range strings.SplitSeq(codes, "|") {
				s.codes[convention.Key(c)] = true
			}
		}
	}
}

// Shared counts the topics that two documents both have.
func Shared(a, b string) (n int) {
	var x, y Set
	x.Reserve(a)
	y.Reserve(b)
	for id := range x.ids {
		if y.ids[id] {
			n++
		}
	}
	return n
}
