package intent

import (
	"bytes"

	"hotro/internal/intent/classifier"
	"hotro/internal/intent/lexicon"
)

// frames knows what is said around the subject of a line and changes what it
// asks for: "cách xem …" asks no trouble away, "không phải …" takes back what
// follows. Immutable once built.
type frames struct {
	how, lead, acts, trouble, denies, until *lexicon.Trie
}

func newFrames(w *lexicon.Words, x *lexicon.Lexicon) *frames {
	f := &w.Frames
	return &frames{x.Trie(f.How), x.Trie(f.Lead), x.Trie(f.Acts), x.Trie(f.Trouble), x.Trie(f.Denies), x.Trie(f.Until)}
}

// howTo reports whether words ask how or where something is done that mends
// nothing: that is what they begin with, but for the question. words are
// without politeness.
func (f *frames) howTo(words []lexicon.WordID) bool {
	how, at := false, 0
	for at < len(words) {
		_, asks := f.how.Longest(words[at:])
		_, leads := f.lead.Longest(words[at:])
		if asks+leads == 0 {
			break
		}
		how, at = how || asks > 0, at+max(asks, leads)
	}
	if at == len(words) {
		return false
	}
	if _, n := f.acts.Longest(words[at:]); n == 0 {
		return false
	}
	for i := at; i < len(words); i++ {
		if _, n := f.trouble.Longest(words[i:]); n > 0 {
			return false
		}
		_, n := f.how.Longest(words[i:])
		how = how || n > 0
	}
	return how
}

// denied returns which words of a text are taken back: "không phải lỗi micro,
// là nó không cho gọi ra".
func (f *frames) denied(t *lexicon.Text) (from, to int, ok bool) {
	ids := make([]lexicon.WordID, len(t.Spoken))
	for i, w := range t.Spoken {
		ids[i] = w.ID
	}
	for i := range ids {
		_, n := f.denies.Longest(ids[i:])
		if n == 0 {
			continue
		}
		end := i + n + 1
		for end < len(ids) && !f.clause(t, end) {
			if _, stop := f.until.Longest(ids[end:]); stop > 0 {
				break
			}
			end++
		}
		to := len(t.Spans)
		if end < len(ids) {
			to = t.At[end]
		}
		return t.At[i], to, true
	}
	return 0, 0, false
}

// clause reports whether a word begins a clause: a mark stands before it.
func (f *frames) clause(t *lexicon.Text, k int) bool {
	i := t.At[k]
	return i > 0 && bytes.ContainsAny(t.Folded[t.Spans[i-1].End:t.Spans[i].Start], ",.;:!?\n")
}

// leftWords is how many words must be left of a line when what it denies is
// taken out.
const leftWords = 2

// takeBack takes what a line denies out of its words, and reports whether
// nothing to speak of is left: then only what it is not is said.
func (m *Matcher) takeBack(t *lexicon.Text) (nothing bool) {
	from, to, ok := m.frames.denied(t)
	if !ok {
		return false
	}
	kept := *t
	m.lexicon.ReadWithout(t, from, to)
	if len(t.First) < leftWords {
		m.lexicon.ReadWithout(t, 0, 0)
		return true
	}
	t.Spans = append(kept.Spans[:from:from], kept.Spans[to:]...)
	m.lexicon.ReadWithout(t, 0, 0)
	return false
}

// allBut asks about any topic but the one that is denied.
func (m *Matcher) allBut(p classifier.Prediction) Result {
	if p.N == 0 || p.Score[0] < m.thresholds.Ask {
		return Result{Intent: KindNone, Score: p.Outside}
	}
	topics := m.classifier.Topics()
	res := Result{Intent: KindAsk, Score: m.thresholds.Ask}
	for i, t := range topics {
		if i != p.Best[0] {
			res.addCandidate(t, 0)
		}
	}
	if len(res.Candidates) == 0 {
		res.Intent = KindNone
	}
	return res
}

// thin reports whether few words are too little evidence: "máy treo" fits a topic and much else. A line of
// so few content words is answered only if it fits this well.
func thin(content int, score float64) bool {
	return content <= 2 && score < 0.8 || content <= 5 && score < 0.63
}

// doubt turns an answer into a question where the line asks how something is
// done that mends nothing, or has too few words for how well it fits.
func (m *Matcher) doubt(sc *scratch, content int, res Result) Result {
	sc.phrases.plain.fill(&sc.text, notPolite)
	if m.frames.howTo(sc.phrases.plain.ids) || thin(content, res.Score) {
		res.Intent, res.Topic = KindAsk, ""
	}
	return res
}
