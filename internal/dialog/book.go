package dialog

import (
	"slices"
	"strings"
	"sync"

	"hotro/internal/kb"
	"hotro/internal/reference"
)

// book is a guide with what is looked up in it at every turn, so that a turn
// costs the same however many topics there are.
type book struct {
	*kb.Guide
	topics, articles map[string]*kb.Topic
	nodes            func() map[string]kb.Place // steps by id
	idArticle        func() *kb.Topic           // linked to wherever the reference is asked for; nil: none
	terms            [][]spelling               // the names of each term
	codes            [][]string                 // the words of each code, in the topics' order
	spelling         map[string][]int           // word → codes that have it
	codeWords        map[string][]string        // code → its words, folded
	often            []*kb.Topic                // the commonest first
	groups           []group                    // in the order of the documents
	searched         func() []string            // the words by which each topic is found
}

func newBook(g *kb.Guide, often []string) *book {
	b := &book{Guide: g, topics: byID(g.Topics), articles: byID(g.Articles), spelling: map[string][]int{}, codeWords: map[string][]string{}}
	for _, id := range often {
		if tp, ok := b.topics[id]; ok {
			b.often = append(b.often, tp)
		}
	}
	b.groups, b.searched = groupsOf(b), sync.OnceValue(b.allSearched)
	b.nodes, b.idArticle = sync.OnceValue(b.allNodes), sync.OnceValue(b.findIDArticle)
	for _, x := range g.Terms {
		var names []spelling
		for _, n := range append([]string{x.Name}, x.Names...) {
			names = append(names, read(nil, n))
		}
		b.terms = append(b.terms, names)
	}
	for i := range g.Topics {
		for _, code := range g.Topics[i].Codes {
			b.wordsOf(code)
			words := strings.Split(strings.ToLower(code), "_")
			for _, w := range words {
				if n := b.spelling[w]; !slices.Contains(n, len(b.codes)) {
					b.spelling[w] = append(n, len(b.codes))
				}
			}
			b.codes = append(b.codes, words)
		}
	}
	for i := range g.Uncovered {
		b.wordsOf(g.Uncovered[i].Code)
	}
	return b
}

// wordsOf keeps the words of a code.
func (b *book) wordsOf(code string) {
	b.codeWords[code] = strings.Fields(fold(strings.ReplaceAll(code, "_", " ")))
}

// grammar reads the references of the company whose guide it is.
func (b *book) grammar() reference.Grammar { return b.Company().Reference.Grammar }

func byID(list []kb.Topic) map[string]*kb.Topic {
	out := make(map[string]*kb.Topic, len(list))
	for i := range list {
		if _, ok := out[list[i].ID]; !ok {
			out[list[i].ID] = &list[i]
		}
	}
	return out
}

// Topic returns the topic with this id.
func (b *book) Topic(id string) (*kb.Topic, bool) {
	tp, ok := b.topics[id]
	return tp, ok
}

// Article returns the article with this id.
func (b *book) Article(id string) (*kb.Topic, bool) {
	tp, ok := b.articles[id]
	return tp, ok
}

// Any returns the topic or, failing that, the article with this id.
func (b *book) Any(id string) (*kb.Topic, bool) {
	if tp, ok := b.topics[id]; ok {
		return tp, true
	}
	return b.Article(id)
}

// Node returns the step with this id and where it stands.
func (b *book) Node(id string) (kb.Place, bool) {
	p, ok := b.nodes()[id]
	return p, ok
}

func (b *book) allNodes() map[string]kb.Place {
	out := map[string]kb.Place{}
	add := func(tp *kb.Topic, c *kb.Cause, steps []kb.Step) {
		for i := range steps {
			if _, ok := out[steps[i].ID]; !ok {
				out[steps[i].ID] = kb.Place{Topic: tp, Cause: c, Step: &steps[i], Index: i}
			}
		}
	}
	for _, list := range [][]kb.Topic{b.Topics, b.Articles} {
		for i := range list {
			tp := &list[i]
			add(tp, nil, tp.Steps)
			for k := range tp.Causes {
				add(tp, &tp.Causes[k], tp.Causes[k].Steps)
			}
		}
	}
	return out
}

func (b *book) findIDArticle() *kb.Topic {
	for i := range b.Topics {
		for _, s := range articleSteps(&b.Topics[i]) {
			for _, l := range s.Links {
				if tp, ok := b.Article(l.Article); ok && s.Kind == kb.Collect {
					return tp
				}
			}
		}
	}
	tp, _ := b.Article(b.Company().Reference.Article)
	return tp
}

// spelled appends to dst the codes, by their places in codes, that may be spelled
// in the words of a line.
func (b *book) spelled(dst []int, line []word) []int {
	for _, w := range line {
		for _, code := range b.spelling[w.bare] {
			if !slices.Contains(dst, code) {
				dst = append(dst, code)
			}
		}
	}
	slices.Sort(dst)
	return dst
}
