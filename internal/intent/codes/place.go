package codes

// placement says where a code lies in a text, letter by letter.
type placement struct {
	start, end int       // in the skeleton of the text
	words      []wordFit // of the code
	added      int       // the longest row of letters that only the text has
}

// wordFit is how well one word of a code is there.
type wordFit struct {
	letters int
	wrong   int // letters that others stand for, or that stand between
	missing int // letters that are not there
}

// lost reports whether the word is not there: more of it is wrong than a slip
// of the finger explains.
func (w wordFit) lost() bool { return w.wrong+w.missing > max(1, w.letters/2) }

// replaced reports whether another word stands in the place of a word of the
// code: CALL_IN for CALL_OUT.
func (a placement) replaced() bool {
	for _, w := range a.words {
		if w.lost() && w.wrong > 0 {
			return true
		}
	}
	return false
}

// place lays a code over the stretch of a text that takes the fewest edits.
func place(c *Code, text []byte) placement {
	cost, m := placeCosts(c.skeleton, text), len(text)+1
	n := len(c.skeleton)
	a := placement{words: make([]wordFit, len(c.ends))}
	for j := range m {
		if cost[n*m+j] < cost[n*m+a.end] {
			a.end = j
		}
	}
	word := len(c.ends) - 1
	for k, from := range c.ends {
		a.words[k].letters = from
		if k > 0 {
			a.words[k].letters -= c.ends[k-1]
		}
	}
	i, j, row := n, a.end, 0
	for i > 0 {
		for word > 0 && i <= c.ends[word-1] {
			word--
		}
		w, at := &a.words[word], cost[i*m+j]
		switch {
		case j > 0 && c.skeleton[i-1] == text[j-1] && at == cost[(i-1)*m+j-1]:
			i, j, row = i-1, j-1, 0
		case j > 0 && at == cost[(i-1)*m+j-1]+1:
			w.wrong++
			i, j, row = i-1, j-1, 0
		case at == cost[(i-1)*m+j]+1:
			w.missing++
			i, row = i-1, 0
		default:
			if i < c.ends[word] {
				w.wrong++
			}
			j, row = j-1, row+1
			a.added = max(a.added, row)
		}
	}
	a.start = j
	return a
}

// placeCosts returns the least edits from the first i letters of p to a stretch
// of t that ends at j, for every i and j, row by row.
func placeCosts(p, t []byte) []int {
	m := len(t) + 1
	cost := make([]int, (len(p)+1)*m)
	for i := 1; i <= len(p); i++ {
		cost[i*m] = i
		for j := 1; j < m; j++ {
			v := cost[(i-1)*m+j-1]
			if p[i-1] != t[j-1] {
				v++
			}
			cost[i*m+j] = min(v, cost[(i-1)*m+j]+1, cost[i*m+j-1]+1)
		}
	}
	return cost
}
