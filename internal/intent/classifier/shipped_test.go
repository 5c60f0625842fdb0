package classifier

import (
	"bytes"
	"flag"
	"os"
	"testing"

	"hotro/internal/intent/lexicon"
	"hotro/internal/kb"
)

var update = flag.Bool("update", false, "write weights.bin anew")

// Fresh checks that weights.bin is what the shipped guide and words give; with
// -update it writes the file. It is called by the tests that know them.
func Fresh(t *testing.T, g *kb.Guide, w *lexicon.Words, x *lexicon.Lexicon, decided func(string) bool) {
	t.Helper()
	corpus := newCorpus(g, w, decided)
	c := &Classifier{classes: corpus.classes, lexicon: x, featurizer: newFeaturizer(w, x)}
	texts := c.extractAll(corpus.examples[:corpus.told()])
	print := fingerprint(corpus, texts)
	if !*update && bytes.HasPrefix(shipped, print) {
		return // the same guide and words give the same weights: see TestFitIsDeterministic
	}
	if !*update {
		t.Fatal("weights.bin is not what knowledge and prompts/words give: make weights")
	}
	if err := os.WriteFile("weights.bin", Fit(g, w, x, Fitting{Decided: decided, Anew: true}).pack(print), 0o644); err != nil {
		t.Fatal(err)
	}
}

func FuzzParse(f *testing.F) {
	g := &kb.Guide{Topics: []kb.Topic{{ID: "A", Title: "Máy in không in", Phrases: []string{"máy in hỏng", "in ra trang trắng"}}}}
	w := &lexicon.Words{}
	c := Fit(g, w, lexicon.New(g, w), Fitting{})
	print := make([]byte, 32)
	f.Add(c.pack(print))
	f.Add(c.pack(print)[:60])
	f.Fuzz(func(t *testing.T, packed []byte) {
		d := &Classifier{classes: c.classes}
		if d.parse(print, packed) && !bytes.Equal(d.pack(print), packed) {
			t.Error("what was read is packed in another way")
		}
	})
}
