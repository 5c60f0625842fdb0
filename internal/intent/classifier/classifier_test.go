package classifier_test

import (
	"testing"

	"hotro/internal/intent/classifier"
	"hotro/internal/intent/intenttest"
	"hotro/internal/intent/lexicon"
	"hotro/internal/kb"
)

// Two classifiers of one guide agree to the bit, however their work is split.
func TestTrainIsDeterministic(t *testing.T) {
	g, w := intenttest.Guide(t), intenttest.Words(t)
	x := lexicon.New(g, w)
	never := func(string) bool { return false }
	a, b := classifier.Train(g, w, x, never), classifier.Train(g, w, x, never)
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
	c := classifier.Train(g, w, x, func(string) bool { return false })
	var buf classifier.Buffers
	var text lexicon.Text
	for _, in := range []string{"", "khách không nghe em nói", "cho em gặp nhân viên", "thời tiết hôm nay", "bị lỗi rồi", "xqzwv"} {
		x.Read(&text, in)
		p := c.Predict(&buf, &text)
		sum := p.Human + p.Vague + p.Outside
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
	c := classifier.Train(g, w, lexicon.New(g, w), func(string) bool { return false })
	if th := c.Thresholds(); th.Answer <= th.Ask || th.Ask <= th.Show || th.Human <= th.Said {
		t.Errorf("got %+v, want answer over ask over show, human over said", th)
	}
	if got := c.Topics(); len(got) != 1 || got[0] != "A" {
		t.Errorf("got topics %v, want A", got)
	}
}
