package acts

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // the weights
	"fmt"
	"maps"
	"slices"

	"hotro/internal/intent/lexicon"
	"hotro/internal/intent/linear"
)

// weights are what Train makes of the words as shipped, so that a start need
// not learn them anew: the fingerprint of those words, then the packed model.
// go test ./internal/intent/acts -update writes the file.
//
//go:embed weights.bin
var weights []byte

// New returns the classifier of the words data: from the shipped weights when
// the words are those shipped, else by training.
func New(w *lexicon.Words) *Classifier {
	print := fingerprint(w)
	packed, ours := bytes.CutPrefix(weights, print)
	if !ours {
		return Train(w)
	}
	open, err := linear.OpenBinary(packed)
	if err != nil {
		return Train(w)
	}
	return &Classifier{reader: newReader(w), names: names(w), packed: open}
}

// pack returns the weights of c as New reads them.
func (c *Classifier) pack(w *lexicon.Words) []byte {
	return linear.AppendBinary(fingerprint(w), c.vectorizer, c.model)
}

// names are the acts in the order in which the words tell of them: the classes
// of the classifier.
func names(w *lexicon.Words) []string {
	var out []string
	for _, e := range examples(w) {
		if !slices.Contains(out, e.Meaning) {
			out = append(out, e.Meaning)
		}
	}
	return out
}

// fingerprint tells words apart that train differently.
func fingerprint(w *lexicon.Words) []byte {
	h := sha256.New()
	for _, e := range examples(w) {
		fmt.Fprintf(h, "%q %q\n", e.Meaning, e.Lines)
	}
	for _, k := range slices.Sorted(maps.Keys(w.Replace)) {
		fmt.Fprintf(h, "%q=%q\n", k, w.Replace[k])
	}
	for _, k := range slices.Sorted(maps.Keys(w.Either)) {
		fmt.Fprintf(h, "%q=%q\n", k, w.Either[k])
	}
	fmt.Fprintf(h, "%q %v", w.Polite, kindWeight)
	return h.Sum(nil)
}
