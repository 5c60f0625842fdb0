package linear

import "testing"

// Weights of classes near and far, few and more than a byte counts, come back as they
// were packed.
func TestListsOfManyClasses(t *testing.T) {
	const classes = 2000
	var every, near []int32
	for c := range int32(classes) {
		every = append(every, c)
		if c < 300 {
			near = append(near, c)
		}
	}
	of := [][]int32{{}, {0}, {14, 29, 30, 46}, {15, 271, 527, 1999}, {1999}, near, every, every[1:], every[:mostEntries], every[:2*mostEntries]}
	m, texts := &Model{bias: make([]float32, classes), start: []int32{0}}, [][]Feature{{}}
	for f, cs := range of {
		for _, c := range cs {
			m.class, m.value = append(m.class, c), append(m.value, 1-2*float32(c%2))
		}
		m.start = append(m.start, int32(len(m.class)))
		texts[0] = append(texts[0], Feature{Key: uint64(f), Weight: 1})
	}
	z := NewVectorizer(texts)
	packed := AppendBinary(nil, z, m, MinWeight)
	p, err := OpenBinary(packed)
	if err != nil {
		t.Fatal(err)
	}
	var v Vector
	for f, cs := range of {
		got := p.Margins(nil, &v, []Feature{{Key: uint64(f), Weight: 1}})
		want := make([]float32, classes)
		for _, c := range cs {
			want[c] = 1 - 2*float32(c%2)
		}
		for c := range want {
			if d := got[c] - want[c]; d > 0.01 || d < -0.01 {
				t.Fatalf("feature %d weighs %v for class %d, want %v", f, got[c], c, want[c])
			}
		}
	}
	for n := range packed {
		if _, err := OpenBinary(packed[:n]); err == nil {
			t.Fatalf("%d of %d bytes are opened", n, len(packed))
		}
	}
}
