package linear_test

import (
	"testing"

	"hotro/internal/intent/linear"
)

// What is seen only in one class speaks for it and against the others; a text
// of nothing known speaks for none.
func TestTrainTellsClassesApart(t *testing.T) {
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
	model := linear.Train(samples, z.Features(), 2, linear.DefaultTraining())
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
