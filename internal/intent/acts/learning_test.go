package acts

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hotro/internal/intent/lexicon"
	"hotro/internal/intent/linear"
)

// How the weights are learnt. It is done when the examples change and stands in a
// test file: no program learns.

var update = flag.Bool("update", false, "write weights.bin anew")

// Fresh checks that weights.bin was learnt from what the examples and the words are
// now; with -update it is learnt anew. It is called by the tests that know the words.
func Fresh(t *testing.T, w *lexicon.Words) {
	t.Helper()
	l := lesson(w, Lines(t, w))
	if *update {
		if err := os.WriteFile("weights.bin", l.learn(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if from, _, _ := bytes.Cut(weights, []byte("\n")); string(from) != l.fingerprint() {
		t.Error("weights.bin is not what prompts/words teach: make weights")
	}
}

// Example is a line and the act that it says.
type Example struct{ Act, Line, By string }

// Lines are all lines that say an act: those gathered in prompts/words/acts, by
// whose file it is, and the phrases by which a meaning is found.
func Lines(t testing.TB, w *lexicon.Words) []Example {
	t.Helper()
	names, err := filepath.Glob("../../../prompts/words/acts/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	var out []Example
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		act, by := "", strings.TrimSuffix(filepath.Base(name), ".txt")
		for line := range strings.Lines(string(b)) {
			line = strings.TrimSpace(line)
			switch name, begins := strings.CutPrefix(line, "== "); {
			case begins:
				act = name
			case line == "" || strings.HasPrefix(line, "#"):
			case act == "":
				t.Fatalf("%s: %q stands before the first \"== act\"", by, line)
			default:
				out = append(out, Example{act, line, by})
			}
		}
	}
	for _, m := range w.Meanings {
		for _, line := range slices.Concat(m.Whole, m.Inside) {
			out = append(out, Example{m.Name, line, ""})
		}
	}
	return out
}

// bareShare is how much an example counts a second time, without diacritics:
// many people type none.
const bareShare = 0.4

// softCost is what an example on the wrong side costs: little, for people who
// put one act in the words of another are among them.
const softCost = 0.8

// leastWeight is the least weight that is kept.
const leastWeight = 0.15

// lessons are what is learnt from: the features of each line, and its act.
type lessons struct {
	names   []string
	texts   [][]linear.Feature
	classes []int
}

// lesson prepares examples.
func lesson(w *lexicon.Words, examples []Example) (l lessons) {
	r := newReader(w)
	for _, e := range examples {
		if !slices.Contains(l.names, e.Act) {
			l.names = append(l.names, e.Act)
		}
		l.texts = append(l.texts, r.features(new(Buffers), e.Line))
		l.classes = append(l.classes, slices.Index(l.names, e.Act))
	}
	l.texts = shared(l.texts)
	return l
}

// fingerprint tells lessons apart that teach differently: learning takes a hundred
// times as long.
func (l lessons) fingerprint() string {
	h := sha256.New()
	fmt.Fprintln(h, l.names, softCost, bareShare, linear.MinWeight)
	for i, fs := range l.texts {
		_ = binary.Write(h, binary.LittleEndian, append(fs, linear.Feature{Key: uint64(l.classes[i])})) // a hash takes everything
	}
	return hex.EncodeToString(h.Sum(nil))
}

// learn fits weights and packs them.
func (l lessons) learn() []byte {
	z := linear.NewVectorizer(l.texts)
	var samples []linear.Sample
	for i, fs := range l.texts {
		samples = append(samples, sample(z, fs, l.classes[i], i, 1))
		if bare := withoutMarks(fs); len(bare) < len(fs) {
			samples = append(samples, sample(z, bare, l.classes[i], i, bareShare))
		}
	}
	o := linear.DefaultTraining()
	o.Cost = softCost
	o.Work = math.MaxInt // every act is told from every other
	model := linear.Train(samples, z.Features(), len(l.names), o)
	return linear.AppendBinary([]byte(l.fingerprint()+"\n"+strings.Join(l.names, ",")+"\n"), z, model, leastWeight)
}

func sample(z *linear.Vectorizer, fs []linear.Feature, class, example int, weight float32) linear.Sample {
	s := linear.Sample{Class: class, Weight: weight, Example: example}
	z.Vectorize(&s.Vector, fs)
	s.Norm = s.Vector.Norm()
	return s
}

func FuzzOpen(f *testing.F) {
	f.Add(weights[:2000])
	f.Add([]byte("\na\n\x01\x00\x00\x00\x01\x00\x00\x00"))
	f.Fuzz(func(_ *testing.T, b []byte) {
		if c, err := open(b, &lexicon.Words{}); err == nil {
			c.Rank(new(Buffers), "em làm rồi mà vẫn vậy")
		}
	})
}

// shared returns the features of texts but for those that only one or two of them have:
// they tell those texts and no other, and are most of all.
func shared(texts [][]linear.Feature) [][]linear.Feature {
	in := map[uint64]int{}
	for _, fs := range texts {
		for _, f := range fs {
			in[f.Key]++
		}
	}
	out := make([][]linear.Feature, len(texts))
	for i, fs := range texts {
		for _, f := range fs {
			if in[f.Key] > 2 {
				out[i] = append(out[i], f)
			}
		}
	}
	return out
}

// withoutMarks returns the features of a line without what diacritics told.
func withoutMarks(fs []linear.Feature) []linear.Feature {
	out := make([]linear.Feature, 0, len(fs))
	for _, f := range fs {
		if kindOf(f.Key) != kindMarked {
			out = append(out, f)
		}
	}
	return out
}
