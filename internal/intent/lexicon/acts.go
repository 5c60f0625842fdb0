package lexicon

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// Act is how people put one meaning, as examples to learn from.
type Act struct {
	Meaning string
	Lines   []string
}

// loadActs reads every words/acts/*.txt of fsys: "== meaning" begins the lines
// that say it, one to a line; "#" begins a comment. A meaning that is not among
// known is an error, and so is a line before the first meaning.
func loadActs(fsys fs.FS, known []string) ([]Act, error) {
	names, err := fs.Glob(fsys, "words/acts/*.txt")
	if err != nil {
		return nil, fmt.Errorf("looking for words/acts/*.txt: %w", err)
	}
	var out []Act
	for _, name := range slices.Sorted(slices.Values(names)) {
		b, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("acts: %w", err)
		}
		found, err := parseActs(string(b), known)
		if err != nil {
			return nil, fmt.Errorf("%s:%w", name, err)
		}
		out = append(out, found...)
	}
	return out, nil
}

func parseActs(s string, known []string) ([]Act, error) {
	var out []Act
	n := 0
	for line := range strings.SplitSeq(s, "\n") {
		n++
		line = strings.TrimSpace(line)
		if act, ok := strings.CutPrefix(line, "== "); ok {
			if !slices.Contains(known, act) {
				return nil, fmt.Errorf("%d: meaning %q: not one of %q", n, act, known)
			}
			out = append(out, Act{Meaning: act})
			continue
		}
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if len(out) == 0 {
			return nil, fmt.Errorf("%d: a line before the first \"== meaning\"", n)
		}
		e := &out[len(out)-1]
		e.Lines = append(e.Lines, line)
	}
	return out, nil
}
