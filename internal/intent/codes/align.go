package codes

import (
	"cmp"
	"slices"
)

// run is a stretch of a text made of parts of codes, with at most two other
// words between any two of them.
type run struct {
	parts  []partAt
	weight float64
	solid  int // parts that are not also ordinary words
}

// plainShare is how much a part counts that is also an ordinary word.
const plainShare = 0.3

// runs cuts the parts of the text into runs and keeps those that can't be chance.
func (sc *scan) runs() []run {
	var out []run
	start := 0
	for i := 1; i <= len(sc.parts); i++ {
		if i < len(sc.parts) && sc.parts[i].word-sc.parts[i-1].word <= 3 {
			continue
		}
		if r := sc.book.newRun(sc.parts[start:i]); len(r.parts) >= 2 && r.solid >= 1 {
			out = append(out, r)
		} else if r.solid == 0 {
			out = sc.appendRows(out, start, i)
		}
		start = i
	}
	return out
}

// rowParts is how many ordinary words in a row, each in its place of one code,
// are no chance: "not allows agent call out".
const rowParts = 5

// appendRows adds the stretches of parts from..to that are such rows.
func (sc *scan) appendRows(out []run, from, to int) []run {
	for i := from + 1; i <= to; i++ {
		if i < to && sc.parts[i].word-sc.parts[i-1].word <= 1 {
			continue
		}
		if row := sc.parts[from:i]; len(row) >= rowParts && sc.book.holds(row) {
			out = append(out, sc.book.newRun(row))
		}
		from = i
	}
	return out
}

// holds reports whether the parts stand in one code, in order.
func (b *Book) holds(ps []partAt) bool {
	r := run{parts: ps}
	return slices.ContainsFunc(b.codes, func(c Code) bool { return partOf(r, c.parts) })
}

func (b *Book) newRun(ps []partAt) run {
	r := run{parts: ps[:min(len(ps), 64)]}
	for i, p := range r.parts {
		if slices.ContainsFunc(r.parts[:i], func(q partAt) bool { return q.part == p.part }) {
			continue
		}
		r.weight += b.evidence(p.part)
		if !b.parts.plain[p.part] {
			r.solid++
		}
	}
	return r
}

// evidence is how much a part tells about what the user meant to write.
func (b *Book) evidence(part int32) float64 {
	if b.parts.plain[part] {
		return b.parts.weight[part] * plainShare
	}
	return b.parts.weight[part]
}

// alignment is how well a code explains a run, and the run the code.
type alignment struct {
	code      int32
	recall    float64 // how much of the code is in the run
	precision float64 // how much of the run is in the code
	matched   int
}

// f is the harmonic mean of both.
func (f alignment) f() float64 {
	if f.recall+f.precision == 0 {
		return 0
	}
	return 2 * f.recall * f.precision / (f.recall + f.precision)
}

// alignAll scores every code against a run, best first.
func (b *Book) alignAll(r run) []alignment {
	var out []alignment
	for id := range b.codes {
		if f := b.align(int32(id), r); f.matched >= 2 {
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(a, c alignment) int { return cmp.Compare(c.f(), a.f()) })
	return out
}

// align matches the parts of one code with those of a run, each once. Parts out
// of order count less.
func (b *Book) align(id int32, r run) alignment {
	c := &b.codes[id]
	f := alignment{code: id}
	var used uint64
	sum, typed, last, ordered := 0.0, 0.0, -1, 0
	for i, p := range c.parts {
		for j := range r.parts {
			if used&(1<<j) != 0 || r.parts[j].part != p {
				continue
			}
			used |= 1 << j
			w := b.parts.weight[p]
			if r.parts[j].slip {
				w *= 0.95
			}
			sum += w
			if !slices.Contains(c.parts[:i], p) {
				typed += b.evidence(p)
			}
			f.matched++
			if j > last {
				ordered++
			}
			last = j
			break
		}
	}
	if f.matched == 0 {
		return f
	}
	order := 0.8 + 0.2*float64(ordered)/float64(f.matched)
	f.recall, f.precision = sum/c.weight*order, typed/r.weight*order
	return f
}
