package linear

import "slices"

// sampler chooses what each class is trained on: everything in a guide of
// ordinary size; in a large one its own examples and, of the others, those most
// like them. It is read only; see picker.
type sampler struct {
	all      []*Sample
	class    []int32 // of each
	byClass  [][]*Sample
	postings [][]int32 // feature → samples; nil when everything is used
	rest     int
}

// usual is how many samples may share a feature that is still looked for: what
// half of a large guide says makes nobody alike, and takes longest.
const usual = 4000

func newSampler(samples []Sample, features, classes int, o Training) *sampler {
	p := &sampler{byClass: make([][]*Sample, classes), rest: o.Rest}
	for i := range samples {
		p.all, p.class = append(p.all, &samples[i]), append(p.class, int32(samples[i].Class))
		p.byClass[samples[i].Class] = append(p.byClass[samples[i].Class], &samples[i])
	}
	if len(samples)*classes > o.Work {
		p.postings = make([][]int32, features)
		for i := range samples {
			for _, f := range samples[i].Vector.idx {
				p.postings[f] = append(p.postings[f], int32(i))
			}
		}
		for f, has := range p.postings {
			if len(has) > max(usual, len(samples)/50) {
				p.postings[f] = nil
			}
		}
	}
	return p
}

// picker is a sampler with the room that choosing takes; it serves one
// goroutine.
type picker struct {
	*sampler
	like    []float32 // by sample, all zero in between
	alike   []int32   // the samples of which like is not zero
	own     []float32 // by feature, all zero in between
	feature []int32   // those of which own is not zero
}

func (p *sampler) picker() *picker {
	if p.postings == nil {
		return &picker{sampler: p}
	}
	return &picker{sampler: p, like: make([]float32, len(p.all)), own: make([]float32, len(p.postings))}
}

// samples returns what class c is trained on: in a large guide its own examples,
// those of others that are most like them, and a few of the rest.
func (p *picker) samples(c int) []*Sample {
	if p.postings == nil {
		return p.all
	}
	p.compare(c)
	out := slices.Clone(p.byClass[c])
	likest := p.likest(p.rest * 3 / 4)
	for _, i := range likest {
		out = append(out, p.all[i])
		p.like[i] = -1 // chosen
	}
	out = p.addSpread(out, c, p.rest-len(likest))
	for _, i := range p.alike {
		p.like[i] = 0
	}
	return out
}

// compare sets how much each sample of another class has in common with those
// of class c.
func (p *picker) compare(c int) {
	p.alike, p.feature = p.alike[:0], p.feature[:0]
	for _, s := range p.byClass[c] {
		for k, f := range s.Vector.idx {
			if p.own[f] == 0 {
				p.feature = append(p.feature, f)
			}
			p.own[f] += s.Vector.val[k]
		}
	}
	for _, f := range p.feature {
		x := p.own[f]
		p.own[f] = 0
		for _, i := range p.postings[f] {
			if p.class[i] == int32(c) {
				continue
			}
			if p.like[i] == 0 {
				p.alike = append(p.alike, i)
			}
			p.like[i] += x
		}
	}
}

// likest returns the n samples with most in common, in the order of their
// numbers. Of those that are as like as the last, the first are taken.
func (p *picker) likest(n int) []int32 {
	if len(p.alike) <= n {
		out := slices.Clone(p.alike)
		slices.Sort(out)
		return out
	}
	// A heap of the n best so far, the worst of them on top.
	worse := func(a, b int32) bool {
		return p.like[a] < p.like[b] || p.like[a] == p.like[b] && a > b
	}
	heap := slices.Clone(p.alike[:n])
	sink := func(i int) {
		for {
			k := 2*i + 1
			if k >= n {
				return
			}
			if k+1 < n && worse(heap[k+1], heap[k]) {
				k++
			}
			if !worse(heap[k], heap[i]) {
				return
			}
			heap[i], heap[k] = heap[k], heap[i]
			i = k
		}
	}
	for i := n/2 - 1; i >= 0; i-- {
		sink(i)
	}
	for _, i := range p.alike[n:] {
		if worse(heap[0], i) {
			heap[0] = i
			sink(0)
		}
	}
	slices.Sort(heap)
	return heap
}

// addSpread appends up to n samples of other classes that are not chosen yet,
// from all over the guide: one of each of n parts of it.
func (p *picker) addSpread(out []*Sample, c, n int) []*Sample {
	for k := range n {
		for i := k * len(p.all) / n; i < (k+1)*len(p.all)/n; i++ {
			if p.class[i] != int32(c) && p.like[i] >= 0 {
				out = append(out, p.all[i])
				break
			}
		}
	}
	return out
}
