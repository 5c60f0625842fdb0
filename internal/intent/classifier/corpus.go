package classifier

import (
	"slices"
	"strings"

	"hotro/internal/intent/lexicon"
	"hotro/internal/intent/linear"
	"hotro/internal/kb"
	"hotro/internal/text"
)

// example is a text that says what it is about: a topic, a person asked for,
// trouble that could be anything, nothing covered, or nothing by itself.
type example struct {
	text   string
	class  int
	weight float32 // how typical it is of what users say
}

// How much an example counts by where it stands.
const (
	fromPhrase = 1.0 // what users say
	fromTitle  = 0.8
	fromTalk   = 0.5 // what people say in a conversation: no threshold is fitted to it, for beside a question asked it is heard otherwise
	fromUnit   = 0.3 // what the document says; most of it is advice
	onlyUnit   = 0.8 // the same where a topic has no phrases
)

// classes are what a text may be about: the topics in guide order, then a
// person asked for, trouble that could be anything, nothing covered, and mere talk.
type classes struct {
	topics []string
	remedy []string // of each topic, "" for most
}

func (c *classes) human() int   { return len(c.topics) }
func (c *classes) vague() int   { return len(c.topics) + 1 }
func (c *classes) outside() int { return len(c.topics) + 2 }
func (c *classes) talk() int    { return len(c.topics) + 3 }
func (c *classes) count() int   { return len(c.topics) + 4 }

// training is how the classes are told apart. Only topics are told from mere talk: who
// asks for a person, or for what no document covers, says so in the words of any talk.
func (c *classes) training() linear.Training {
	o := linear.DefaultTraining()
	o.Told = func(class, other int) bool { return other != c.talk() || class < c.human() }
	return o
}

// corpus is everything the classifier learns from.
type corpus struct {
	classes
	examples []example
	decided  func(string) bool // by other means than words: no example
}

func newCorpus(g *kb.Guide, w *lexicon.Words, decided func(string) bool) *corpus {
	c := &corpus{decided: decided}
	for i, t := range g.Topics {
		c.topics = append(c.topics, t.ID)
		c.remedy = append(c.remedy, t.Remedy)
		c.addTopic(i, t)
	}
	c.addAll(w.Human, c.human(), fromPhrase)
	c.addAll(w.Vague, c.vague(), fromPhrase)
	c.addAll(ofOthers(w.Outside, g), c.outside(), fromPhrase)
	c.addAll(g.Outside, c.outside(), fromPhrase)
	for _, u := range g.Uncovered {
		c.addAll(u.Labels, c.outside(), fromTitle)
	}
	if len(c.examples) >= len(w.Talk) { // it would drown a guide that has little to say
		for _, s := range w.Talk { // no code stands in it, nor a number alone
			c.examples = append(c.examples, example{text: s, class: c.talk(), weight: fromTalk})
		}
	}
	return c
}

// told is how many examples are no mere talk; they are the first. How rare a word is goes
// by them: how often people say it in a conversation tells no topics apart.
func (c *corpus) told() int {
	if i := slices.IndexFunc(c.examples, func(e example) bool { return e.class == c.talk() }); i >= 0 {
		return i
	}
	return len(c.examples)
}

// ofOthers are the lines about other trades that speak of another thing than the company's
// product: a paper jam is nothing to a phone system, and what a printer shop is there for.
func ofOthers(lines []string, g *kb.Guide) []string {
	return slices.DeleteFunc(slices.Clone(lines), func(s string) bool {
		for _, product := range g.Company().Product {
			if p := text.FoldWords(product); p != "" && strings.Contains(" "+text.FoldWords(s)+" ", " "+p+" ") {
				return true
			}
		}
		return false
	})
}

func (c *corpus) addTopic(class int, t kb.Topic) {
	c.addAll(t.Phrases, class, fromPhrase)
	c.addAll(t.Labels, class, fromPhrase)
	c.add(t.Title, class, fromTitle)
	weight := float32(fromUnit)
	if len(t.Phrases) == 0 {
		weight = onlyUnit
	}
	c.addAll(t.Units, class, weight)
}

func (c *corpus) addAll(texts []string, class int, weight float32) {
	for _, s := range texts {
		c.add(s, class, weight)
	}
}

func (c *corpus) add(s string, class int, weight float32) {
	if s != "" && !c.decided(s) {
		c.examples = append(c.examples, example{text: s, class: class, weight: weight})
	}
}
