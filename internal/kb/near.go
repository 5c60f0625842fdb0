package kb

import (
	"fmt"
	"slices"
	"strings"

	"hotro/internal/kb/convention"
	"hotro/internal/kb/finding"
)

// lintNear finds topics whose titles or texts are nearly the same.
func (c *compiler) lintNear() {
	ids := map[string]int{}
	words := make([][]int, len(c.guide.Topics))
	for i := range c.guide.Topics {
		words[i] = wordSet(&c.guide.Topics[i], ids)
	}
	titles := map[string]int{}
	for i := range c.guide.Topics {
		f := convention.Key(c.guide.Topics[i].Title)
		if j, ok := titles[f]; ok {
			c.near(i, j)
			continue
		}
		titles[f] = i
		for j := range i {
			if overlap(words[i], words[j]) >= nearTopics {
				c.near(i, j)
				break
			}
		}
	}
}

func (c *compiler) near(i, j int) {
	a, b := &c.guide.Topics[i], &c.guide.Topics[j]
	c.at(a.File).Add(finding.Warning, a.Line, "near-topics", "topic", a.ID, "other", b.ID, "at", fmt.Sprintf("%s:%d", b.File, b.Line))
}

// wordSet returns the words of a topic as sorted numbers, each once; ids
// numbers the words of all topics.
func wordSet(t *Topic, ids map[string]int) []int {
	var set []int
	for _, u := range t.Units {
		for w := range strings.FieldsSeq(convention.Key(u)) {
			id, ok := ids[w]
			if !ok {
				id = len(ids)
				ids[w] = id
			}
			set = append(set, id)
		}
	}
	slices.Sort(set)
	return slices.Compact(set)
}

// overlap is the share of words two sets have in common; sets too small to
// tell apart have none.
func overlap(a, b []int) float64 {
	small, large := min(len(a), len(b)), max(len(a), len(b))
	if small < 6 || float64(small) < nearTopics*float64(large) {
		return 0
	}
	both := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			both, i, j = both+1, i+1, j+1
		}
	}
	return float64(both) / float64(len(a)+len(b)-both)
}
