// Package theft measures which phrasings of a guide are taken by another topic,
// or by what the guide calls outside its subject: each is left out, and matched
// by what has not seen it.
//
// It changes no matcher and knows no live talk; package evaluation measures lines
// that a guide does not hold. Start reading at Find.
package theft

import (
	"slices"
	"strconv"

	"hotro/internal/intent"
	"hotro/internal/intent/lexicon"
	"hotro/internal/kb"
	"hotro/internal/kb/finding"
	"hotro/internal/text"
)

// folds is in how many parts the phrasings of a topic are left out, one part at
// a time: of a topic with so many or fewer, each alone.
const folds = 10

// A topic is in trouble that loses so many of its phrasings, and this share.
const (
	lostLeast = 3
	lostShare = 0.25
)

// Two topics are twins when this share of the phrasings of each is the other's,
// or is asked about with both for an answer.
const twinShare = 0.5

// alike is the share of words that a phrasing and an outside one have in
// common when the latter is why the former is taken for outside.
const alike = 0.34

// loss is a phrasing that did not find its topic.
type loss struct {
	kb.Phrasing
	to    string      // the topic that has it; "": outside
	at    kb.Phrasing // what there is likest to it
	asked bool        // it is asked about, with its own topic among the answers
}

// Find returns what is stolen in a guide that Compile made, as findings with the
// lines of both sides.
func Find(g *kb.Guide, w *lexicon.Words) finding.List {
	var losses []loss
	for f := range folds {
		left, out := without(g, f)
		if len(out) == 0 {
			continue
		}
		m := intent.New(left, w)
		for _, p := range out {
			if l, lost := judge(g, p, m.Match(p.Text)); lost {
				losses = append(losses, l)
			}
		}
	}
	return report(g, losses)
}

// without returns a guide without the phrasings of one fold, and those.
func without(g *kb.Guide, fold int) (*kb.Guide, []kb.Phrasing) {
	left, dealt := *g, map[string]int{}
	var out []kb.Phrasing
	hidden := map[string]bool{}
	for _, p := range g.Phrasings() {
		if _, ok := g.Topic(p.Topic); !ok {
			continue
		}
		if dealt[p.Topic]%folds == fold {
			out = append(out, p)
			hidden[p.Topic+"\n"+p.Text] = true
		}
		dealt[p.Topic]++
	}
	left.Topics = slices.Clone(g.Topics)
	for i := range left.Topics {
		t := &left.Topics[i]
		t.Phrases = slices.DeleteFunc(slices.Clone(t.Phrases), func(p string) bool { return hidden[t.ID+"\n"+p] })
	}
	return &left, out
}

// judge tells whether a phrasing that was left out is taken for something else,
// or at least asked about.
func judge(g *kb.Guide, p kb.Phrasing, r intent.Result) (loss, bool) {
	own, _ := g.Topic(p.Topic)
	l := loss{Phrasing: p}
	switch {
	case r.Intent == intent.KindTopic:
		l.to = r.Topic
	case r.Intent == intent.KindAsk && len(r.Candidates) > 0:
		l.asked = slices.ContainsFunc(r.Candidates, func(c intent.Candidate) bool { return c.Topic == p.Topic })
		l.to = rival(p.Topic, r.Candidates)
	case r.Intent != intent.KindNone || r.Code != "":
		return l, false // a person, or a code
	}
	if l.to == p.Topic || l.asked && l.to == "" {
		return l, false
	}
	if t, ok := g.Topic(l.to); ok && t.Remedy != "" && t.Remedy == own.Remedy {
		return l, false
	}
	share := 0.0
	l.at, share = likest(g, p.Text, l.to)
	return l, l.to != "" || share >= alike
}

// rival is the likeliest of the candidates that is not the topic itself, "" for
// none.
func rival(topic string, list []intent.Candidate) string {
	for _, c := range list {
		if c.Topic != topic {
			return c.Topic
		}
	}
	return ""
}

// likest returns the phrasing of a topic ("": outside) that has most words of a
// text, and the share they are of both.
func likest(g *kb.Guide, s, topic string) (kb.Phrasing, float64) {
	var best kb.Phrasing
	most := -1.0
	words := set(s)
	for _, p := range g.Phrasings() {
		if p.Topic != topic {
			continue
		}
		other := set(p.Text)
		both := 0
		for w := range words {
			if other[w] {
				both++
			}
		}
		if share := float64(both) / float64(max(1, len(words)+len(other)-both)); share > most {
			best, most = p, share
		}
	}
	return best, max(0, most)
}

func set(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range text.Words(s) {
		out[w] = true
	}
	return out
}

// report says what the losses come to: of two topics that steal from each other
// and of a topic that loses many, one finding; of the rest, one for each line.
func report(g *kb.Guide, losses []loss) finding.List {
	b := books{g: g, losses: losses, taken: map[pair]int{}, shared: map[pair]int{}, told: map[pair]bool{}}
	for _, l := range losses {
		b.shared[pair{l.Topic, l.to}]++
		if !l.asked {
			b.taken[pair{l.Topic, l.to}]++
		}
	}
	for i := range g.Topics {
		for k := range g.Topics {
			b.twins(&g.Topics[i], &g.Topics[k])
			b.topic(&g.Topics[i], &g.Topics[k])
		}
		b.forbidden(&g.Topics[i])
	}
	for _, l := range losses {
		if !l.asked && !b.told[pair{l.Topic, l.to}] {
			b.phrase(l)
		}
	}
	return b.list.Sorted()
}

// pair is a topic and what takes phrasings from it.
type pair struct{ from, to string }

// books count what is taken from whom, and what is told of it.
type books struct {
	g      *kb.Guide
	losses []loss
	taken  map[pair]int
	shared map[pair]int // taken, or asked about
	told   map[pair]bool
	list   finding.List
}

// twins tells of two topics that users can't tell apart, nor the matcher.
func (b *books) twins(t, other *kb.Topic) {
	p, back := pair{t.ID, other.ID}, pair{other.ID, t.ID}
	if b.told[p] || !many(b.shared[p], len(t.Phrases), twinShare) || !many(b.shared[back], len(other.Phrases), twinShare) {
		return
	}
	b.told[p], b.told[back] = true, true
	finding.For(t.File, &b.list).Add(finding.Warning, t.Line, "theft.twins", "topic", t.ID, "other", other.ID,
		"n", strconv.Itoa(b.shared[p]), "back", strconv.Itoa(b.shared[back]), "at", where(other.File, other.Line))
}

// topic tells of a topic that loses many phrasings to another.
func (b *books) topic(t, thief *kb.Topic) {
	p := pair{t.ID, thief.ID}
	n := b.taken[p]
	if b.told[p] || !many(n, len(t.Phrases), lostShare) {
		return
	}
	b.told[p] = true
	finding.For(t.File, &b.list).Add(finding.Warning, t.Line, "theft.topic", "topic", t.ID, "other", thief.ID,
		"n", strconv.Itoa(n), "of", strconv.Itoa(len(t.Phrases)), "at", b.first(p))
}

// forbidden tells of a topic that what is called outside takes many phrasings
// from.
func (b *books) forbidden(t *kb.Topic) {
	p := pair{t.ID, ""}
	if n := b.taken[p]; many(n, len(t.Phrases), lostShare) {
		b.told[p] = true
		finding.For(t.File, &b.list).Add(finding.Warning, t.Line, "theft.forbidden", "topic", t.ID, "n", strconv.Itoa(n), "of", strconv.Itoa(len(t.Phrases)), "at", b.first(p))
	}
}

// phrase tells of one phrasing.
func (b *books) phrase(l loss) {
	r, said, at := finding.For(l.File, &b.list), text.Clip(l.Text, 60), where(l.at.File, l.at.Line)
	if l.to == "" {
		r.Add(finding.Info, l.Line, "theft.outside", "phrase", said, "topic", l.Topic, "at", at)
		return
	}
	r.Add(finding.Info, l.Line, "theft.phrase", "phrase", said, "topic", l.Topic, "other", l.to, "at", at)
}

// first is where the first phrasing stands that took one.
func (b *books) first(p pair) string {
	i := slices.IndexFunc(b.losses, func(l loss) bool { return l.Topic == p.from && l.to == p.to })
	return where(b.losses[i].at.File, b.losses[i].at.Line)
}

func where(file string, line int) string { return file + ":" + strconv.Itoa(line) }

// many reports whether n phrasings of so many are at least a share, and enough
// to go by.
func many(n, of int, share float64) bool { return n >= lostLeast && float64(n) >= share*float64(of) }
