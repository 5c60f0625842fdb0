package lexicon_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"hotro/internal/intent/intenttest"
	"hotro/internal/intent/lexicon"
	"hotro/internal/text"
)

func TestLoad(t *testing.T) {
	for name, c := range map[string]struct{ file, want string }{
		"unknown key":       {`colour = "x"`, "unknown key"},
		"bad syntax":        {`polite = [`, "words/a.toml"},
		"two words short":   {"[replace]\n\"k o\" = \"không\"", "one word"},
		"short twice":       {"[replace]\nko = \"không\"\n\"kò\" = \"không\"", "given twice"},
		"both sections":     {"[replace]\nkh = \"khách\"\n[either]\nkh = [\"khách\", \"không\"]", "given twice"},
		"concept no words":  {"[[concept]]\nname = \"x\"", "needs a name and words"},
		"meaning not known": {"[[meaning]]\nname = \"happy\"\nwhole = [\"vui\"]", `meaning "happy"`},
	} {
		_, err := lexicon.Load([]string{"solved"}, fstest.MapFS{"words/a.toml": {Data: []byte(c.file)}})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got error %v, want one with %q", name, err, c.want)
		}
	}
	if _, err := lexicon.Load(nil, fstest.MapFS{}); err != nil {
		t.Errorf("no files at all: %v, want an empty set of words", err)
	}
}

// A phrase in two concepts would count for whichever stands first.
func TestConceptsDoNotOverlap(t *testing.T) {
	seen := map[string]string{}
	for _, c := range intenttest.Words(t).Concepts {
		for _, w := range c.Words {
			if other, ok := seen[text.FoldWords(w)]; ok && other != c.Name {
				t.Errorf("%q stands in concepts %s and %s", w, other, c.Name)
			}
			seen[text.FoldWords(w)] = c.Name
		}
	}
}
