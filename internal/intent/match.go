package intent

import (
	"strconv"
	"sync"

	"hotro/internal/kb"
	"hotro/internal/stringee"
)

// Matcher reads lines for one guide. Build it with New. It is immutable and
// safe for concurrent use.
type Matcher struct {
	words   *lexicon
	lens    *lens
	space   *space
	model   *linear
	corpus  *corpus
	codes   *codebook
	numbers *numbered
	labels  *labelBook
	senses  *senses
	bounds  bounds
	scratch sync.Pool // *scratch
}

// scratch holds the buffers of one Match.
type scratch struct {
	reading reading
	sight   sight
	vector  vector
	margins []float32
	code    codeText
}

// New builds the matcher of a guide.
func New(g *kb.Guide, w *Words) (*Matcher, error) {
	m := &Matcher{words: newLexicon(g, w), codes: newCodebook(g, w), numbers: newNumbered(w)}
	m.corpus = newCorpus(g, w, m.numbers.decides)
	m.lens = newLens(w, m.words)
	m.senses = newSenses(w, m.words)
	m.labels = newLabelBook(g, m.words)
	m.learn()
	m.scratch.New = func() any { return new(scratch) }
	return m, nil
}

// Read reads one line: what it is about, and what it says as an answer, from
// one pass over its words. Call it once for a line and hand the Reading on.
func (m *Matcher) Read(s string) Reading {
	sc := m.scratch.Get().(*scratch)
	defer m.scratch.Put(sc)
	m.words.read(&sc.reading, s)
	says := m.senses.meanings(sc.reading.spoken) // before match, which edits the words
	rest, ids, bad := stringee.CutCallIDs(s)
	if rest != s {
		m.words.read(&sc.reading, rest)
	}
	return Reading{m.match(sc, rest, ids, bad), says}
}

// Match reads what one line is about: the Result of Read, for callers who need
// no more.
func (m *Matcher) Match(s string) Result {
	sc := m.scratch.Get().(*scratch)
	defer m.scratch.Put(sc)
	rest, ids, bad := stringee.CutCallIDs(s)
	m.words.read(&sc.reading, rest)
	return m.match(sc, rest, ids, bad)
}

// match finds what the words read from rest are about; rest is the line
// without its call IDs.
func (m *Matcher) match(sc *scratch, rest string, ids []stringee.CallID, bad []stringee.BadID) Result {
	res := m.subject(sc, rest)
	res.CallIDs, res.BadIDs = ids, bad
	return res
}

// subject asks the surest evidence first: codes, numbers, labels, then words.
func (m *Matcher) subject(sc *scratch, s string) Result {
	m.codes.prepare(&sc.code, s, sc.reading.folded, sc.reading.spans)
	switch f := m.codes.find(&sc.code); f.kind {
	case wholeCode:
		return m.unlessHuman(sc, m.whole(m.codes.codes[f.codes[0]], f.score))
	case severalCode:
		return m.oneOf(f)
	case partialCode:
		return m.part(sc, f)
	case unknownCode:
		return Result{Intent: KindNone, Code: f.name, Uncovered: true, Score: f.score}
	}
	if res, ok := m.byNumber(sc); ok {
		return res
	}
	if res, ok := m.labels.find(sc.reading.first); ok {
		return res
	}
	return m.byWords(sc)
}

// whole is the result of a code found whole.
func (m *Matcher) whole(c code, score float64) Result {
	if c.topic == "" {
		return Result{Intent: KindNone, Code: c.name, Uncovered: true, Score: score}
	}
	return Result{Intent: KindTopic, Topic: c.topic, Code: c.name, Score: score, Candidates: []Candidate{{c.topic, score}}}
}

// unlessHuman lets a plain wish for a person win over the code beside it; the
// topic stays as the candidate.
func (m *Matcher) unlessHuman(sc *scratch, res Result) Result {
	if m.senses.wantsHuman(sc.reading.spoken) && m.weigh(sc).human >= m.bounds.Said {
		res.Intent, res.Topic = KindHuman, ""
	}
	return res
}

// oneOf asks which of several codes is meant.
func (m *Matcher) oneOf(f found) Result {
	res := Result{Intent: KindAsk, Score: f.score, Partial: f.kind == partialCode}
	for i, id := range f.codes {
		res.offer(m.codes.codes[id].topic, f.score*(1-0.05*float64(i)))
	}
	return res
}

// part asks which code a part of a code is from, unless the rest of the line
// tells.
func (m *Matcher) part(sc *scratch, f found) Result {
	res := m.oneOf(f)
	ps := f.run.parts
	if len(res.Candidates) > 1 {
		m.words.reread(&sc.reading, ps[0].word, ps[len(ps)-1].word+1)
	}
	rest := m.byWords(sc)
	for _, c := range res.Candidates {
		if rest.Intent == KindTopic && rest.Topic == c.Topic {
			rest.Partial = true
			return rest
		}
	}
	for _, c := range rest.Candidates {
		if c.Score >= m.bounds.Ask {
			res.offer(c.Topic, min(c.Score, 0.5))
		}
	}
	return res
}

// offer adds a candidate unless there are three or it is one already.
func (r *Result) offer(topic string, score float64) {
	for _, c := range r.Candidates {
		if c.Topic == topic {
			return
		}
	}
	if topic != "" && len(r.Candidates) < 3 {
		r.Candidates = append(r.Candidates, Candidate{topic, score})
	}
}

// byNumber recognises "lỗi 18".
func (m *Matcher) byNumber(sc *scratch) (Result, bool) {
	n, ok := m.numbers.find(sc.reading.folded, sc.reading.spans)
	if !ok {
		return Result{}, false
	}
	if id, ok := m.codes.numbers[n]; ok {
		return m.whole(m.codes.codes[id], 0.95), true
	}
	if n < 100 {
		return Result{}, false
	}
	return Result{Intent: KindNone, Code: strconv.Itoa(n), Uncovered: true, Score: 0.9}, true
}

// byWords lets the classifier decide.
func (m *Matcher) byWords(sc *scratch) Result {
	v := m.weigh(sc)
	res := m.decide(v, m.senses.wantsHuman(sc.reading.spoken))
	if res.Intent == KindTopic {
		return m.tellApart(sc, v, res)
	}
	return res
}

// weigh judges the words read.
func (m *Matcher) weigh(sc *scratch) verdict {
	m.space.project(&sc.vector, m.lens.look(&sc.sight, &sc.reading))
	sc.margins = m.model.margins(sc.margins, &sc.vector)
	return m.corpus.judge(sc.margins)
}
