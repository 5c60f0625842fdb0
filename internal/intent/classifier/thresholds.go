package classifier

import (
	"slices"
	"sync"

	"hotro/internal/intent/linear"
)

// Thresholds are the lines between the outcomes.
type Thresholds struct {
	Answer float64 // a topic as likely as this is answered
	Ask    float64 // a topic as likely as this is asked about
	Show   float64 // a topic less likely than this is no candidate
	Human  float64 // a wish for a person as likely as this is heard
	Said   float64 // the same where the line says so
}

// defaultThresholds serve a guide too small to fit them to.
func defaultThresholds() Thresholds {
	return Thresholds{Answer: 0.62, Ask: 0.2, Show: 0.02, Human: 0.25, Said: 0.12}
}

// What the fitted thresholds aim at, over the phrasings of the guide: each
// tested by a classifier that has not seen it. Real lines are harder than
// phrasings.
const (
	folds     = 3
	maxWrong  = 0.02 // of in-scope phrasings answered with another topic
	maxLeaked = 0.04 // of out-of-scope phrasings answered with a topic
	maxAsked  = 0.15 // of out-of-scope phrasings asked about
	minFit    = 60   // phrasings, or there is nothing to fit to
)

// trial is a phrasing tested by a classifier that has not seen it.
type trial struct {
	class int
	p     Prediction
}

// fitThresholds sets the thresholds for a guide by cross-validation.
func fitThresholds(c *corpus, samples []linear.Sample, features int, o linear.Training) Thresholds {
	fitted := defaultThresholds()
	ts := trials(c, samples, features, o)
	in, out := 0, 0
	for _, t := range ts {
		switch {
		case t.class < c.human():
			in++
		case t.class == c.outside():
			out++
		}
	}
	if in < minFit || out < minFit {
		return fitted
	}
	fitted.Answer = clamp(answerThreshold(c, ts, in, out), 0.45, 0.85)
	fitted.Ask = clamp(askThreshold(c, ts, out), 0.1, fitted.Answer-0.1)
	return fitted
}

func clamp(x, lo, hi float64) float64 { return max(lo, min(hi, x)) }

// trials tests every phrasing by a classifier trained without its fold; of a
// large guide one fold is enough to go by.
func trials(c *corpus, samples []linear.Sample, features int, o linear.Training) []trial {
	o.Rounds = 6 // near enough for thresholds
	fold := assignFolds(c)
	out := make([]trial, len(c.examples))
	var wg sync.WaitGroup
	tested := folds
	if len(samples)*c.count() > o.Work {
		tested = 1
		thin(fold)
	}
	run := wg.Go
	if o.Pause != nil {
		run = func(test func()) { test() }
	}
	for f := range tested {
		run(func() {
			var seen []linear.Sample
			for _, s := range samples {
				if fold[s.Example] != f && fold[s.Example] != left {
					seen = append(seen, s)
				}
			}
			model := linear.Train(seen, features, c.count(), o)
			var margins []float32
			for i := range samples {
				if s := &samples[i]; fold[s.Example] == f && (i == 0 || samples[i-1].Example != s.Example) {
					margins = model.Margins(margins, &s.Vector)
					out[s.Example] = trial{s.Class, predict(&c.classes, margins)}
				}
			}
		})
	}
	wg.Wait()
	kept := out[:0]
	for i, t := range out {
		if fold[i] >= 0 && fold[i] < tested {
			kept = append(kept, t)
		}
	}
	return kept
}

// enough is how many phrasings of a large guide are tested, about; left is the
// fold of those that are neither trained on nor tested.
const (
	enough = 6000
	left   = -2
)

// thin leaves out phrasings of the first fold where it has more than enough.
func thin(fold []int) {
	n := 0
	for _, f := range fold {
		if f == 0 {
			n++
		}
	}
	step, k := max(1, n/enough), 0
	for i, f := range fold {
		if f != 0 {
			continue
		}
		if k++; k%step != 0 {
			fold[i] = left
		}
	}
}

// assignFolds deals the phrasings of each class out to the folds. What is no
// phrasing is always trained on and never tested: its fold is -1.
func assignFolds(c *corpus) []int {
	fold, dealt := make([]int, len(c.examples)), make([]int, c.count())
	for i, e := range c.examples {
		fold[i] = -1
		if e.weight >= fromPhrase {
			fold[i] = dealt[e.class] % folds
			dealt[e.class]++
		}
	}
	return fold
}

// answerThreshold returns the lowest threshold that keeps wrong and leaked
// answers below their shares.
func answerThreshold(c *corpus, ts []trial, in, out int) float64 {
	var wrong, leaked []float64 // how likely each false answer looked
	for _, t := range ts {
		switch {
		case t.p.N == 0 || t.p.Human > t.p.Score[0]:
		case t.class == c.outside():
			leaked = append(leaked, t.p.Score[0])
		case t.class < c.human() && t.p.Best[0] != t.class:
			wrong = append(wrong, t.p.Score[0])
		}
	}
	return max(above(wrong, maxWrong*float64(in)), above(leaked, maxLeaked*float64(out)))
}

// askThreshold returns the threshold above which at most maxAsked of what is
// out of scope lies.
func askThreshold(c *corpus, ts []trial, out int) float64 {
	var asked []float64
	for _, t := range ts {
		if t.class == c.outside() && t.p.N > 0 {
			asked = append(asked, t.p.Score[0])
		}
	}
	return above(asked, maxAsked*float64(out))
}

// above returns a threshold that at most n of the scores reach.
func above(scores []float64, n float64) float64 {
	slices.Sort(scores)
	i := len(scores) - 1 - int(n)
	if i < 0 {
		return 0
	}
	return scores[i] + 1e-6
}
