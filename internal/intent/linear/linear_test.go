package linear_test

import (
	"testing"

	"hotro/internal/intent/linear"
)

// trained is a vectorizer and a model of two classes, told apart by the features 1
// and 4.
func trained(o linear.Training) (*linear.Vectorizer, *linear.Model) {
	texts := [][]linear.Feature{
		{{Key: 1, Weight: 1}, {Key: 2, Weight: 1}},
		{{Key: 1, Weight: 1}, {Key: 3, Weight: 1}},
		{{Key: 4, Weight: 1}, {Key: 2, Weight: 1}},
		{{Key: 4, Weight: 1}, {Key: 3, Weight: 1}},
	}
	z := linear.NewVectorizer(texts)
	var samples []linear.Sample
	for i, fs := range texts {
		s := linear.Sample{Class: i / 2, Weight: 1, Example: i}
		z.Vectorize(&s.Vector, fs)
		s.Norm = s.Vector.Norm()
		samples = append(samples, s)
	}
	return z, linear.Train(samples, z.Features(), 2, o)
}

// What is seen only in one class speaks for it and against the others; a text
// of nothing known speaks for none.
func TestTrainTellsClassesApart(t *testing.T) {
	z, model := trained(linear.DefaultTraining())
	var v linear.Vector
	z.Vectorize(&v, []linear.Feature{{Key: 1, Weight: 1}})
	if m := model.Margins(nil, &v); m[0] <= 0 || m[1] >= 0 {
		t.Errorf("margins %v for the mark of the first class, want it above zero and the other below", m)
	}
	z.Vectorize(&v, []linear.Feature{{Key: 99, Weight: 1}})
	if m := model.Margins(nil, &v); m[0] > 0.5 || m[1] > 0.5 {
		t.Errorf("margins %v for nothing known, want none of them sure", m)
	}
}

// A class that is not told from another learns nothing of its examples.
func TestAClassIsToldFromThoseItIsToldFrom(t *testing.T) {
	o := linear.DefaultTraining()
	o.Told = func(class, other int) bool { return class != 0 }
	z, model := trained(o)
	var v linear.Vector
	z.Vectorize(&v, []linear.Feature{{Key: 4, Weight: 1}})
	if m := model.Margins(nil, &v); m[0] < 0 || m[1] <= 0 {
		t.Errorf("margins %v for the mark of the second class, want nothing against the first, which was not told from it", m)
	}
}

// What is packed weighs as what it was made of, but for what is too little to
// matter.
func TestPackedWeighsTheSame(t *testing.T) {
	z, model := trained(linear.DefaultTraining())
	packed := linear.AppendBinary(nil, z, model, linear.MinWeight)
	p, err := linear.OpenBinary(packed)
	if err != nil {
		t.Fatal(err)
	}
	var v linear.Vector
	for _, fs := range [][]linear.Feature{
		nil, {{Key: 99, Weight: 1}}, {{Key: 1, Weight: 1}}, {{Key: 4, Weight: 0.5}, {Key: 99, Weight: 1}}, {{Key: 1, Weight: 1}, {Key: 2, Weight: 1}, {Key: 3, Weight: 1}, {Key: 4, Weight: 1}},
	} {
		got := p.Margins(nil, &v, fs)
		z.Vectorize(&v, fs)
		want := model.Margins(nil, &v)
		for c := range want {
			if d := got[c] - want[c]; len(got) != len(want) || d > 0.03 || d < -0.03 {
				t.Errorf("%v weighs %v packed, want about %v", fs, got, want)
			}
		}
	}
	for n := range packed {
		if _, err := linear.OpenBinary(packed[:n]); err == nil {
			t.Fatalf("%d of %d bytes are opened", n, len(packed))
		}
	}
}
