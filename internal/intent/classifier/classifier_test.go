package classifier_test

import (
	"slices"
	"testing"

	"hotro/internal/intent/classifier"
	"hotro/internal/intent/codes"
	"hotro/internal/intent/intenttest"
	"hotro/internal/intent/lexicon"
	"hotro/internal/kb"
)

// Two classifiers of one guide agree to the bit, however their work is split.
func TestFitIsDeterministic(t *testing.T) {
	g, w := intenttest.Guide(t), intenttest.Words(t)
	x := lexicon.New(g, w)
	a, b := classifier.Fit(g, w, x, classifier.Fitting{Anew: true}), classifier.Fit(g, w, lexicon.New(g, w), classifier.Fitting{Anew: true, Pause: func() bool { return true }})
	if a.Thresholds() != b.Thresholds() {
		t.Errorf("thresholds differ: %+v and %+v", a.Thresholds(), b.Thresholds())
	}
	var bufA, bufB classifier.Buffers
	var text lexicon.Text
	for _, topic := range g.Topics {
		for _, p := range topic.Phrases {
			x.Read(&text, p)
			if pa, pb := a.Predict(&bufA, &text), b.Predict(&bufB, &text); pa != pb {
				t.Errorf("Predict(%q) = %+v and %+v", p, pa, pb)
			}
		}
	}
}

// Likelihoods are shares of one whole, best first.
func TestPredictionAddsUp(t *testing.T) {
	g, w := intenttest.Guide(t), intenttest.Words(t)
	x := lexicon.New(g, w)
	c := classifier.Fit(g, w, x, classifier.Fitting{})
	var buf classifier.Buffers
	var text lexicon.Text
	for _, in := range []string{"", "khách không nghe em nói", "cho em gặp nhân viên", "thời tiết hôm nay", "bị lỗi rồi", "xqzwv"} {
		x.Read(&text, in)
		p := c.Predict(&buf, &text)
		sum := p.Human + p.Vague + p.Outside + p.Talk
		for k := range p.N {
			sum += p.Score[k]
			if k > 0 && p.Score[k] > p.Score[k-1] {
				t.Errorf("Predict(%q) = %+v, want the best first", in, p)
			}
		}
		if sum < 0.999 || sum > 1.001 || p.N != 3 {
			t.Errorf("Predict(%q) = %+v, sums to %v, want 1 over three topics", in, p, sum)
		}
	}
}

// A guide with too little to go by keeps the thresholds that serve any guide.
func TestThresholdsOfASmallGuide(t *testing.T) {
	g := &kb.Guide{Topics: []kb.Topic{{ID: "A", Title: "Máy in không in", Phrases: []string{"máy in hỏng"}}}}
	w := &lexicon.Words{}
	c := classifier.Fit(g, w, lexicon.New(g, w), classifier.Fitting{})
	if th := c.Thresholds(); th.Answer <= th.Ask || th.Ask <= th.Show || th.Human <= th.Said {
		t.Errorf("got %+v, want answer over ask over show, human over said", th)
	}
	if got := c.Topics(); len(got) != 1 || got[0] != "A" {
		t.Errorf("got topics %v, want A", got)
	}
}

func TestShippedWeightsAreFresh(t *testing.T) {
	g, w := intenttest.Guide(t), intenttest.Words(t)
	classifier.Fresh(t, g, w, lexicon.New(g, w), codes.NewNumbers(w).Decides)
}

// kept is weights kept in memory.
type kept map[string][]byte

func (k kept) Load(name string) []byte    { return k[name] }
func (k kept) Keep(name string, b []byte) { k[name] = b }

// TestKeptWeights: a guide that was fitted once is not fitted again, reads every
// line as before, and is fitted anew where a phrase of it changes or what is kept
// is broken.
func TestKeptWeights(t *testing.T) {
	g := intenttest.BigGuide(12)
	w, k := intenttest.Words(t), kept{}
	fits := 0
	fit := func() *classifier.Classifier {
		return classifier.Fit(g, w, lexicon.New(g, w), classifier.Fitting{Kept: k, Pause: func() bool { fits++; return true }})
	}
	first := fit()
	was := fits
	if was == 0 || len(k) != 1 {
		t.Fatalf("%d classes fitted and %d weights kept, want some and one", was, len(k))
	}
	second := fit()
	if fits != was {
		t.Errorf("%d classes fitted at the second start, want none", fits-was)
	}
	var a, b classifier.Buffers
	var text lexicon.Text
	x := lexicon.New(g, w)
	for _, topic := range g.Topics {
		for _, p := range topic.Phrases {
			x.Read(&text, p)
			if pa, pb := first.Predict(&a, &text), second.Predict(&b, &text); pa != pb {
				t.Fatalf("Predict(%q) = %+v when fitted and %+v when kept", p, pa, pb)
			}
		}
	}
	for name, whole := range k {
		for at := 0; at < len(whole); at += 1 + len(whole)/6 {
			broken := slices.Clone(whole)
			broken[at] ^= 0x10
			k[name], was = broken, fits
			if fit(); fits == was {
				t.Fatalf("weights with a broken byte at %d are taken for whole", at)
			}
		}
	}
	clear(k)
	fit()
	g.Topics[7].Phrases[0] += " nữa"
	was = fits
	if fit(); fits == was || len(k) != 2 {
		t.Errorf("a changed phrase: %d classes fitted, %d weights kept; want some and two", fits-was, len(k))
	}
}

// TestAFittingThatIsEnded is not kept, and does no more than it has begun.
func TestAFittingThatIsEnded(t *testing.T) {
	g, w, k := intenttest.BigGuide(40), intenttest.Words(t), kept{}
	calls := 0
	classifier.Fit(g, w, lexicon.New(g, w), classifier.Fitting{Kept: k, Pause: func() bool { calls++; return calls < 5 }})
	if len(k) > 0 {
		t.Error("half a fitting is kept")
	}
	if calls > 10 {
		t.Errorf("the fitting went on for %d classes, want it ended at 5", calls)
	}
}
