package acts

import (
	"bytes"
	_ "embed" // the weights
	"fmt"
	"math"
	"slices"
	"strings"

	"hotro/internal/intent/lexicon"
	"hotro/internal/intent/linear"
)

// weights are what is learnt of prompts/words/acts: a line that tells what it was
// learnt from, a line of the names of the acts, comma between, and the packed model.
// make weights writes the file.
//
//go:embed weights.bin
var weights []byte

// Classifier ranks acts. It is immutable and safe for concurrent use.
type Classifier struct {
	names  []string // of the classes
	reader *reader
	packed *linear.Packed
}

// New returns the classifier for lines in the words of w. What people do in a
// conversation is the same with every company: a company's own words tell how a line
// is spelled, and teach nothing.
func New(w *lexicon.Words) *Classifier {
	c, err := open(weights, w)
	if err != nil {
		panic(err) // the file is part of the program, and a test opens it
	}
	return c
}

func open(b []byte, w *lexicon.Words) (*Classifier, error) {
	_, rest, _ := bytes.Cut(b, []byte("\n"))
	head, model, _ := bytes.Cut(rest, []byte("\n"))
	packed, err := linear.OpenBinary(model)
	if err != nil {
		return nil, fmt.Errorf("weights of acts: %w", err)
	}
	c := &Classifier{names: strings.Split(string(head), ","), reader: newReader(w), packed: packed}
	if len(c.names) != packed.Classes() {
		return nil, fmt.Errorf("weights of acts: %d names of %d classes", len(c.names), packed.Classes())
	}
	return c, nil
}

// Rank weighs a line against every act. Numbers alone fit none: what they do depends on
// what was asked. What it returns does not depend on b any more.
func (c *Classifier) Rank(b *Buffers, line string) Ranking {
	if c == nil {
		return Ranking{}
	}
	features := c.reader.features(b, line)
	if len(b.all) > 0 && !slices.ContainsFunc(b.all, func(w word) bool { return strings.Trim(w.folded, "0123456789") != "" }) {
		return Ranking{}
	}
	return Ranking{names: c.names, margins: c.packed.Margins(nil, &b.vector, features)}
}

// Ranking is how well a line fits each act. The zero value fits none.
type Ranking struct {
	names   []string
	margins []float32
}

// How margins become likelihoods: by a soft maximum, with a floor that stands
// for "nothing known speaks for any".
const (
	sharpness = 3.0
	floor     = -0.6
)

// Among returns the likeliest of the acts that allowed says yes to, and how
// likely it is beside the other allowed ones, from 0 to 1.
func (r Ranking) Among(allowed func(act string) bool) (act string, likely float64) {
	best, top, sum := -1, float32(math.Inf(-1)), math.Exp(sharpness*floor)
	for i, m := range r.margins {
		if !allowed(r.names[i]) {
			continue
		}
		sum += math.Exp(sharpness * float64(m))
		if m > top {
			best, top = i, m
		}
	}
	if best < 0 {
		return "", 0
	}
	return r.names[best], math.Exp(sharpness*float64(top)) / sum
}

// Likeliest is Among where every act is allowed.
func (r Ranking) Likeliest() (act string, likely float64) {
	return r.Among(func(string) bool { return true })
}
